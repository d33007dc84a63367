"""Where the words of a text stand after some of them were replaced, and the other way round (pure)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from coder.model.span import Span


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words from ``start`` to ``end`` that stand from ``new_start`` to ``new_end`` in the other text."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """What was replaced in a text, in order and without overlap; no replacement leaves every place as it is."""

    replaced: tuple[Replaced, ...] = ()

    def inverse(self) -> OffsetMap:
        """The way back."""
        return OffsetMap(tuple(Replaced(one.new_start, one.new_end, one.start, one.end) for one in self.replaced))

    def offset(self, offset: int, *, end: bool = False) -> int:
        """A place in the other text. Inside replaced words it is their beginning, as an ``end`` their end."""
        index = bisect_right(self.replaced, offset, key=lambda one: one.start) - 1
        if index < 0:
            return offset
        one = self.replaced[index]
        if offset >= one.end:
            return offset + one.new_end - one.end
        if offset == one.start:
            return one.new_start
        return one.new_end if end else one.new_start

    def span(self, span: Span) -> Span:
        """A stretch in the other text; one that begins or ends inside replaced words takes all that replaces them."""
        return Span(self.offset(span.start), self.offset(span.end, end=True))


def substituted(text: str, found: Iterable[tuple[Span, str]]) -> tuple[str, OffsetMap]:
    """The text with words replaced, and where everything is then. ``found`` is in order, without overlap."""
    parts: list[str] = []
    replaced: list[Replaced] = []
    at = length = 0
    for span, words in found:
        parts += (text[at : span.start], words)
        start = length + span.start - at
        length = start + len(words)
        replaced.append(Replaced(span.start, span.end, start, length))
        at = span.end
    parts.append(text[at:])
    return "".join(parts), OffsetMap(tuple(replaced))
