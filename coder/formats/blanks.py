"""Passing quickly over blank stretches of a text: files may hold megabytes of nothing but line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARGIN = 64  # of the blanks around words, what patterns of lines may look at
_LONG = re.compile(rf"(?<!\s)\s{{{4 * _MARGIN},}}")
_WORDS = re.compile(r"\S[^\n]*")


def found_in(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """``pattern.finditer(text)`` for a pattern of lines with words, that sees no more than ``_MARGIN`` blanks."""
    at = 0
    for blank in _LONG.finditer(text):
        yield from pattern.finditer(text, at, blank.start() + _MARGIN)
        at = blank.end() - _MARGIN
    yield from pattern.finditer(text, at)


def lines_with_words(text: str) -> int:
    """How many lines are not blank."""
    return sum(1 for _ in _WORDS.finditer(text))
