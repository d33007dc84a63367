"""The sentence around a place, told from what stands near it.

``boundaries.sentences`` reads a whole stretch, since what ends a sentence may depend on what stands before. Mostly it
does not: after a common word a full stop, a blank and a capital letter end a sentence whatever the rest may be, and so
does 。 between ideographs. Where the ends before and behind a place are of this sort, nothing else is read; otherwise
the sentences of the line are. Either way the sentence is one of ``sentences``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from coder.language.boundaries import sentences
from coder.language.conventions import conventions
from coder.model.span import Span

_STOPS = "。！？；．｡﹖﹗﹔.!?…‽؟۔।"  # whatever may end a sentence
_STOP = re.compile(f"[{_STOPS}]")
_LAST_STOP = re.compile(f"[^\n]*{_STOP.pattern}")
_NEAR_STOP = 300  # characters in which the last stop mostly is
_WESTERN = ".?!"
_CHINESE = "。！？；"
_HIDING = "[【［(（<*#"  # opens remarks, in which stops end nothing
_MORE = re.compile(r"\S")
_NEAR = 24  # characters before a full stop that may say what it is
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u4e00", "\u9fff"
_VOWELS = frozenset("aeiouy")


class Sentences:
    """The sentences of one stretch of a text, found as they are asked for."""

    def __init__(self, text: str, stretch: Span, language: str) -> None:
        self._text = text
        self._stretch = stretch
        self._language = language
        self._low = self._high = -1  # the line that was asked about last, and its sentences if they were needed
        self._hiding = False
        self._of_line: tuple[Span, ...] | None = None
        self._last: Span | None = None

    def at(self, place: int) -> Span:
        """The sentence that holds the character at ``place``, which is in the stretch and no space."""
        last = self._last
        if last is None or not last.start <= place < last.end:
            if not self._low <= place < self._high:
                self._turn_to(place)
            last = self._last = (None if self._hiding else self._near(place)) or self._read(place)
        return last

    def _turn_to(self, place: int) -> None:
        """Take the line around a place: a line end always ends a sentence."""
        low, high = self._stretch.start, self._stretch.end
        self._low = self._text.rfind("\n", low, place) + 1 or low
        self._high = self._text.find("\n", place, high)
        if self._high < 0:
            self._high = high
        self._hiding = any(map(self._text[self._low : self._high].__contains__, _HIDING))
        self._of_line = None

    def _near(self, place: int) -> Span | None:
        """The sentence, if the stops on both sides of the place are sure to end one and no other is near."""
        text, low, high = self._text, self._low, self._high
        last = _LAST_STOP.match(text, max(low, place - _NEAR_STOP), place) or _LAST_STOP.match(text, low, place)
        before = last.end() - 1 if last else low - 1
        if last and not self._ends(before):
            return None
        behind = _STOP.search(text, place, high)
        end = behind.end() if behind else high
        if behind and not self._ends(behind.start()) and _MORE.search(text, end, high):
            return None
        piece = text[before + 1 : end]
        start = end - len(piece.lstrip())
        return Span(start, start + len(piece.strip()))

    def _ends(self, stop: int) -> bool:
        """Whether a stop in the line, which no remark hides, is sure to end a sentence."""
        text, low, high = self._text, self._low, self._high
        if stop == low or stop + 1 == high or text[stop - 1] in _STOPS:
            return False
        mark, behind = text[stop], text[stop + 1]
        if mark in _CHINESE:
            return _FIRST_IDEOGRAPH <= behind <= _LAST_IDEOGRAPH
        if behind != " " or mark not in _WESTERN or stop + 2 >= high or not text[stop + 2].isupper():
            return False
        near = max(low, stop - _NEAR)
        word = text.rfind(" ", near, stop) + 1
        if not word and near > low:
            return False
        return is_common(text[word or low : stop], self._language)

    def _read(self, place: int) -> Span:
        """The sentence among all those of the line."""
        if self._of_line is None:
            self._of_line = sentences(self._text, self._low, self._high, self._language)
        return self._of_line[bisect_right(self._of_line, place, key=lambda span: span.start) - 1]


@lru_cache(maxsize=50_000)
def is_common(word: str, language: str) -> bool:
    """Whether a full stop behind a word is nothing else: no letter, number, sound or abbreviation of any kind."""
    rules = conventions(language)
    parts = word.replace("'", "").replace("’", "").replace("/", "-").split("-")
    name = word.lower().replace("/", "-").rpartition("-")[2]
    return (
        len(name) > 1
        and all(map(str.isalpha, parts))
        and word[0].isalpha()
        and word[-1].isalpha()
        and parts[-1][1:].islower()
        and max(word) < _FIRST_IDEOGRAPH
        and not _VOWELS.isdisjoint(name)
        and name not in rules.attached
        and name not in rules.abbreviations
        and name not in rules.numbered
        and not name.endswith(rules.endings)
    )
