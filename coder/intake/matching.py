"""The tokens of two texts, and which of them are the same (pure).

A text is cut into words (of Chinese and Japanese each character) and marks of punctuation; white space is none, so that
lines wrapped anew change nothing. Tokens are matched from the outside in: what is equal at both ends, then runs that
occur once in both (patience), then the longest common subsequence of what is left between them. Time and memory stay
bounded whatever the texts are: a stretch too large for that, in which nothing occurs once, is halved.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rapidfuzz.distance import LCSseq

from coder.language.boundaries import CJK
from coder.model.span import Span

TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+|[^\w\s]|_")
_RUNS = (12, 4, 1)  # tokens of the runs that anchor a match, the surest first
_SMALL = 250_000  # pairs of tokens: below, the longest common subsequence is taken at once
_LARGE = 64_000_000  # pairs of tokens whose comparison takes 8 MB
_MOVED = 6  # tokens from which words that stand elsewhere now are the same words
_FARTHEST = 100  # tokens by which words that were put in are taken for others like them
_STOPS = frozenset(".?!…。？！")

Region = tuple[int, int, int, int]  # of old tokens from, to; of new tokens from, to


class Tokens:
    """A text cut into tokens."""

    def __init__(self, text: str, known: dict[str, int]) -> None:
        self.text = text
        self.starts, self.ends, self.ids = array("l"), array("l"), array("l")
        for found in TOKEN.finditer(text):
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.ids.append(known.setdefault(found[0], len(known)))

    def __len__(self) -> int:
        return len(self.ids)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of the text: from, to."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def ends_before(self, index: int) -> int:
        """How much of an end there is before a token: of a line (3), a sentence (2), a part of one, or none (0)."""
        if index <= 0 or index >= len(self) or "\n" in self.text[self.ends[index - 1] : self.starts[index]]:
            return 3
        mark = self.text[self.starts[index - 1]]
        return 2 if mark in _STOPS else int(not mark.isalnum())

    def is_word(self, index: int) -> bool:
        """Whether a token is more than punctuation."""
        return self.text[self.starts[index]].isalnum()

    def word_near(self, index: int, at: int) -> Span:
        """The word (or any token, if there is none) next to a place between tokens: on its line if it can be."""
        after = next((one for one in range(index, len(self)) if self.is_word(one)), None)
        before = next((one for one in range(min(index, len(self)) - 1, -1, -1) if self.is_word(one)), None)
        found = before if after is None else after
        if after is not None and before is not None:
            behind = self.text.count("\n", min(at, self.starts[after]), self.starts[after])
            ahead = self.text.count("\n", self.ends[before], max(at, self.ends[before]))
            found = before if ahead < behind else after
        if found is None:
            found = min(index, len(self) - 1)
        return Span(self.starts[found], self.ends[found])


def matched(old: Sequence[int], new: Sequence[int]) -> array[int]:
    """For each old token the new one it is, or -1; in order."""
    to = array("l", [-1]) * len(old)
    todo: list[tuple[Region, bool]] = [((0, len(old), 0, len(new)), True)]  # and whether something may occur once
    while todo:
        (a, a_end, b, b_end), telling = todo.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            to[a] = b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            to[a_end] = b_end
        pairs = (a_end - a) * (b_end - b)
        if not pairs:
            continue
        region = (a, a_end, b, b_end)
        anchors = _anchors(old, new, region) if telling and pairs > _SMALL else []
        if anchors:
            for here, there in anchors:
                to[here] = there
            edges = [(a - 1, b - 1), *anchors, (a_end, b_end)]
            todo += [
                ((one + 1, other, two + 1, another), True)
                for (one, two), (other, another) in pairwise(edges)
                if other - one > 1 and another - two > 1
            ]
        elif pairs <= _LARGE:
            for block in LCSseq.editops(old[a:a_end], new[b:b_end]).as_matching_blocks():
                for step in range(block.size):
                    to[a + block.a + step] = b + block.b + step
        else:
            half, other_half = (a + a_end) // 2, (b + b_end) // 2
            todo += [((a, half, b, other_half), False), ((half, a_end, other_half, b_end), False)]
    return to


def _anchors(old: Sequence[int], new: Sequence[int], region: Region) -> list[tuple[int, int]]:
    """Tokens of a region that are surely the same: those of runs that occur once on both sides, in order."""
    a, a_end, b, b_end = region
    for size in _RUNS:
        there = _once(new, [(b, b_end)], size)
        here = _once(old, [(a, a_end)], size)
        pairs = [(index, there[key]) for key, index in here.items() if index >= 0 and there.get(key, -1) >= 0]
        pairs = [pair for pair in pairs if old[pair[0] : pair[0] + size] == new[pair[1] : pair[1] + size]]
        if pairs:
            tokens: list[tuple[int, int]] = []
            for one, other in _longest_rise(sorted(pairs)):
                begin = tokens[-1] if tokens else (-1, -1)
                for step in range(size):
                    if one + step > begin[0] and other + step > begin[1]:
                        tokens.append((one + step, other + step))
                        begin = tokens[-1]
            return tokens
    return []


def _once(tokens: Sequence[int], stretches: Sequence[tuple[int, int]], size: int) -> dict[int, int]:
    """Where runs of so many tokens are, by a number that tells them apart; -1 for those that occur twice."""
    found: dict[int, int] = {}
    for begin, end in stretches:
        for index in range(begin, end - size + 1):
            key = hash(tuple(tokens[index : index + size]))
            found[key] = -1 if key in found else index
    return found


def slide(here: Tokens, there: Tokens, to: array[int]) -> None:
    """Where words were put in (or, the other way round, left out) that begin or end like what stands beside them, it is
    open which of the two were; let whole lines and sentences be those. ``to`` is changed."""
    for at in range(1, len(to)):
        gap = to[at] - to[at - 1] - 1
        if to[at - 1] < 0 or gap <= 0:
            continue
        low = high = at
        while 0 < low > at - _FARTHEST and to[low - 1] == to[at - 1] - at + low:
            if here.ids[low - 1] != there.ids[to[low - 1] + gap]:
                break
            low -= 1
        while len(to) > high < at + _FARTHEST and to[high] == to[at] - at + high:
            if here.ids[high] != there.ids[to[high] - gap]:
                break
            high += 1
        best = max(range(low, high + 1), key=lambda cut: (here.ends_before(cut), cut == at))
        for index in range(best, at):
            to[index] += gap
        for index in range(at, best):
            to[index] -= gap


def turned(to: Sequence[int], length: int) -> array[int]:
    """The same from the other side, which has so many tokens."""
    back = array("l", [-1]) * length
    for here, there in enumerate(to):
        if there >= 0:
            back[there] = here
    return back


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs, in the order of the first, whose second rise, too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        at = bisect_left(tails, value)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        last[at : at + 1] = [index]
    found: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def runs(to: Sequence[int]) -> Iterator[range]:
    """Stretches of tokens that are matched one after the other."""
    begin = 0
    for index in range(1, len(to) + 1):
        if index == len(to) or to[index] != to[index - 1] + 1 or to[index - 1] < 0:
            if to[begin] >= 0:
                yield range(begin, index)
            begin = index


def _unmatched(to: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Stretches of so many tokens and more that are not matched."""
    found: list[tuple[int, int]] = []
    at = 0
    for free, group in groupby(to, key=lambda there: there < 0):
        length = sum(1 for _ in group)
        if free and length >= size:
            found.append((at, at + length))
        at += length
    return found


def moved(old: Sequence[int], new: Sequence[int], to: Sequence[int], back: Sequence[int]) -> array[int]:
    """For each unmatched old token the new one it became when words were moved, or -1."""
    moved, taken = array("l", [-1]) * len(old), bytearray(len(new))
    here, there = _once(old, _unmatched(to, _MOVED), _MOVED), _once(new, _unmatched(back, _MOVED), _MOVED)
    for key, index in here.items():
        other = there.get(key, -1)
        if index < 0 or other < 0 or moved[index] >= 0 or old[index : index + _MOVED] != new[other : other + _MOVED]:
            continue
        for step, begin in ((1, 0), (-1, -1)):
            one, two = index + begin, other + begin
            while 0 <= one < len(old) and 0 <= two < len(new) and old[one] == new[two]:
                if to[one] >= 0 or back[two] >= 0 or moved[one] >= 0 or taken[two]:
                    break
                moved[one], taken[two] = two, 1
                one, two = one + step, two + step
    return moved
