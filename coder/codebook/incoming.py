"""Codes as files of other programs tell them, before they are codes of a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coder.model.codebook import Code

MOST_LEVELS = 40  # of codes below codes; the format of codebooks is bounded, and no codebook is this deep
MOST_CODES = 20_000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PROSE = re.compile(r"\.\s|\s\.|\d\.\d|^\.|\.$|\.\.")  # dots that separate no codes


@dataclass(frozen=True, slots=True)
class IncomingCode:
    """A code of a file: ``code.id`` is the key by which the file's codes name each other.

    ``named``: the key is the id the code had in a codebook of ours, and its kind is known as well.
    """

    code: Code
    guid: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class IncomingCodebook:
    """The codes of a file, parents before children, and what else stands in it and is not taken over."""

    codes: tuple[IncomingCode, ...]
    notes: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all texts, in the order in which they come."""
        found: dict[str, None] = {}
        for one in self.codes:
            code = one.code
            labels = (code.label, code.definition, *code.include, *code.exclude, *code.anchors.values(), code.cues)
            for label in (*labels, *(example.text for example in code.examples)):
                found |= dict.fromkeys(label)
        return tuple(found)


def tidy(text: str) -> str:
    """A text that a codebook can hold: control characters become visible, the ends are bare."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")).strip()


def tidy_line(text: str) -> str:
    """The same on one line."""
    return " ".join(tidy(text).split())


def path_of(tag: str) -> tuple[str, ...]:
    """The parts of a dotted path, ``a.b.c``; a text with dots as in prose is one part."""
    return (tag,) if _PROSE.search(tag) else tuple(tag.split("."))


def in_order(codes: Iterable[IncomingCode]) -> tuple[tuple[IncomingCode, ...], tuple[IncomingCode, ...]]:
    """The codes with parents before children, siblings as they came; and those that stand in a circle."""
    given = list(codes)
    keys = {one.code.id for one in given}
    below: dict[str | None, list[IncomingCode]] = {}
    for one in given:
        below.setdefault(one.code.parent if one.code.parent in keys else None, []).append(one)
    found: list[IncomingCode] = []
    stack = list(reversed(below.get(None, [])))
    while stack:
        one = stack.pop()
        found.append(one)
        stack += reversed(below.get(one.code.id, []))
    reached = {one.code.id for one in found}
    return tuple(found), tuple(one for one in given if one.code.id not in reached)


def depth(codes: Iterable[IncomingCode]) -> int:
    """How many codes stand below one another at most; parents come first."""
    levels: dict[str | None, int] = {}
    for one in codes:
        levels[one.code.id] = levels.get(one.code.parent, 0) + 1
    return max(levels.values(), default=0)
