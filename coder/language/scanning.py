"""All places of many strings in a text, whatever the size of the letters, in one pass (Aho and Corasick 1975).

The automaton reads the text in small letters. That may change its length (``İ`` becomes two characters), as may leaving
out the spaces of a language that parts no words; places are given in the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from coder.language.boundaries import CJK

_LARGE = 50_000  # characters of all strings, from which the fastest automaton takes too much memory
_TWO = "İ"  # the one character of Unicode that becomes two in small letters: i and a dot above

_JOINING = re.compile(rf"[^\W_{CJK}]")

Place = tuple[int, int, int]  # the number of a string, where it starts and ends


def small(text: str) -> str:
    """``text`` in small letters, for comparing: which of two forms a small sigma takes depends on its neighbours."""
    return text.lower().replace("ς", "σ")


class Scanner:
    """Finds strings, known by their number, in texts; where spaces do not count, they may be missing or added."""

    def __init__(self, strings: Sequence[str], spaces_count: bool = True) -> None:
        """Prepare the strings, none of which may be empty."""
        self._spaces_count = spaces_count
        wanted = [small(string) if spaces_count else small(string).replace(" ", "") for string in strings]
        kind = Implementation.DFA if sum(map(len, wanted)) <= _LARGE else None
        self._automaton = AhoCorasick(wanted, implementation=kind, store_patterns=False) if wanted else None

    def places(self, text: str) -> Sequence[Place]:
        """Where the strings stand, those within and over each other too, in the order of their ends."""
        if self._automaton is None:
            return []
        read = small(text)
        spaces: list[int] = []
        if not self._spaces_count and " " in read:
            spaces = [at.start() - number for number, at in enumerate(re.finditer(" ", read))]
            read = read.replace(" ", "")
        found = self._automaton.find_matches_as_indexes(read, overlapping=True)
        if spaces:
            found = list(_with_spaces(found, spaces))
        if _TWO in text:
            found = list(_without_dots(found, [at.end() + number for number, at in enumerate(re.finditer(_TWO, text))]))
        return found


def _with_spaces(places: Iterable[Place], spaces: Sequence[int]) -> Iterator[Place]:
    """Places in a text whose spaces were taken out before the given offsets, in the text with them."""
    for number, start, end in places:
        yield number, start + bisect_right(spaces, start), end + bisect_right(spaces, end - 1)


def _without_dots(places: Iterable[Place], dots: Sequence[int]) -> Iterator[Place]:
    """Places in a text with dots of their own at the given offsets, in the text without; not those that part them."""
    of_letters = frozenset(dots)
    for number, start, end in places:
        if start not in of_letters and end not in of_letters:
            yield number, start - bisect_right(dots, start), end - bisect_right(dots, end - 1)


class _Joins(dict[str, bool]):
    """Whether a character is a letter or digit of a script with spaces, which makes words with its neighbours."""

    def __missing__(self, character: str) -> bool:
        joins = _JOINING.match(character) is not None
        self[character] = joins
        return joins


JOINS = _Joins()
