"""Names and other identifying words in transcripts: found by rules, grouped, replaced by pseudonyms, and brought back.

Everything here is pure; ``coder/study/pseudonymising.py`` reads and records, ``coder/store/refounding.py`` writes.
"""
