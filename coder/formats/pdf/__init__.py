"""What a PDF says, in the order in which it is read: pieces of lines become lines, lines become paragraphs.

``worker`` runs in a process of its own, because a PDF is a program and the library that reads it is not ours:
``pieces`` asks the library what stands where, ``page`` finds what repeats on every page and the order of reading,
``paragraphs`` makes the text. Only ``pieces`` and ``worker`` know the library.
"""
