"""Passing quickly over blank stretches of a text: files may hold megabytes of nothing but line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARGIN = 64  # of the blanks around words, what patterns of lines may look at
_STEP = 2 * _MARGIN  # a long blank holds one of the blocks of that length whole
_LONG = re.compile(rf"(?<!\s)\s{{{2 * _STEP},}}")
_STRIDE = _MARGIN  # every so many characters one is looked at first
_BLANK_SAMPLES = re.compile(rf"\s{{{2 * _STEP // _STRIDE}}}")
_WORDS = re.compile(r"\S[^\n]*")


def found_in(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """``pattern.finditer(text)`` for a pattern of lines with words, that sees no more than ``_MARGIN`` blanks."""
    at = 0
    for blank in _LONG.finditer(text) if has_long_blank(text) else ():
        yield from pattern.finditer(text, at, blank.start() + _MARGIN)
        at = blank.end() - _MARGIN
    yield from pattern.finditer(text, at)


def has_long_blank(text: str) -> bool:
    """Whether there may be a blank stretch so long that it is passed over."""
    if not _BLANK_SAMPLES.search(text[::_STRIDE]):
        return False
    return any(text[at : at + _STEP].isspace() for at in range(0, len(text), _STEP))


def lines_with_words(text: str) -> int:
    """How many lines are not blank."""
    return sum(1 for _ in _WORDS.finditer(text))
