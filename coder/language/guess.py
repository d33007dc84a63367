"""Which of the program's languages a transcript is in: by script, then by small words. Needs no spaCy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from coder.language.western import western

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]+")
_CHARACTERS_A_WORD = 1.6  # a Chinese word has one or two characters
_SAMPLES, _SAMPLE = 6, 600  # of a long text, and characters of each
_REMEMBERED, _REMEMBERED_LENGTH = 50_000, 40  # stretches that told something, and characters of the longest

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
_WEIGHTS = dict.fromkeys(_GERMAN, 1) | dict.fromkeys(_ENGLISH, -1)


def guess_language(text: str) -> str:
    """``zh``, ``de`` or ``en``; ``en`` where nothing tells."""
    if western(text) is None and (characters := len(_CHINESE.findall(text))):
        text = _CHINESE.sub(" ", text)
        if characters / _CHARACTERS_A_WORD > len(_WORD.findall(text)):
            return "zh"
    return _sampled(text) or _language([_lean(text.split())])


def _sampled(text: str) -> str:
    """What samples of a long text tell if they tell the same, or nothing at all; "" where they do not."""
    step = len(text) // _SAMPLES
    if step < 2 * _SAMPLE:
        return ""
    # Only words between blanks; half a word at either end tells nothing.
    samples = [text[at : at + _SAMPLE].casefold().split()[1:-1] for at in range(0, step * _SAMPLES, step)]
    leans = [sum(map(_WEIGHTS.get, words, repeat(0))) for words in samples]
    if not any(leans):
        return "en"
    if min(leans) > 0 or max(leans) < 0:
        return _language(leans)
    return ""


def _language(leans: Sequence[int]) -> str:
    return "de" if sum(leans) > 0 else "en"


def _lean(stretches: Sequence[str]) -> int:
    """How many more small words of these stretches are German than English."""
    return sum(map(_LEANS.__getitem__, stretches))


class _Leans(dict[str, int]):
    """How many more small words of a stretch without white space are German than English; short ones are remembered,
    so many at most."""

    def __missing__(self, stretch: str) -> int:
        bare = stretch[:-1] if stretch[-1] in ".,?!;" else stretch
        lean = 0
        for word in (bare,) if bare.isalpha() else _WORD.findall(stretch):
            word = word.casefold()
            lean += (word in _GERMAN) - (word in _ENGLISH)
        if len(stretch) <= _REMEMBERED_LENGTH:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[stretch] = lean
        return lean


_LEANS = _Leans()
