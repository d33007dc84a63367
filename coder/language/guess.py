"""Which of the program's languages a transcript is in: by script, then by small words. Needs no spaCy."""

from __future__ import annotations

import re

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]+")
_CHARACTERS_A_WORD = 1.6  # a Chinese word has one or two characters

# The small words that are frequent in one of the two languages and no words of the other.
_ENGLISH = frozenset(
    (
        *(
            "the",
            "and",
            "of",
            "to",
            "that",
            "is",
            "it",
            "you",
            "for",
            "we",
            "with",
            "they",
            "are",
            "not",
            "but",
            "have",
        ),
        *("this", "from", "be", "very", "there", "what", "my", "our", "your", "about", "think", "because", "would"),
    )
)
_GERMAN = frozenset(
    (
        *("der", "und", "das", "ist", "nicht", "ich", "wir", "ein", "eine", "zu", "den", "mit", "auch", "auf", "es"),
        *("sie", "sich", "von", "dem", "für", "aber", "wenn", "dass", "oder", "sind", "haben", "noch", "wie", "bei"),
    )
)


def guess_language(text: str) -> str:
    """``zh``, ``de`` or ``en``; ``en`` where nothing tells."""
    words = [word.casefold() for word in _WORD.findall(_CHINESE.sub(" ", text))]
    if len(_CHINESE.findall(text)) / _CHARACTERS_A_WORD > len(words):
        return "zh"
    english = sum(1 for word in words if word in _ENGLISH)
    german = sum(1 for word in words if word in _GERMAN)
    return "de" if german > english else "en"
