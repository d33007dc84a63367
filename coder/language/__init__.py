"""What the program knows of languages: their recognition, sentences, words and phrases.

``boundaries``, ``negation`` and ``guess`` are pure and light; ``phrases`` alone imports spaCy, and only when used.
"""
