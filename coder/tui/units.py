"""What the cursor moves by: words, sentences, paragraphs and turns of a document (pure).

Units are cut turn by turn when the cursor first comes there, so that opening a long transcript costs nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from coder.language.boundaries import paragraphs, sentences, words
from coder.model.document import Document, Role, Turn
from coder.model.span import Span


class Grain(StrEnum):
    """The unit of the cursor."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"


_CUTS: dict[Grain, Callable[[str, int, int, str], tuple[Span, ...]]] = {
    Grain.WORD: words,
    Grain.SENTENCE: sentences,
    Grain.PARAGRAPH: lambda text, start, end, language: paragraphs(text, start, end),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of text and where it stands: the index of its turn and its own index there."""

    span: Span
    turn: int
    index: int
    role: Role


class Units:
    """The units of one document. A document without turns is read as one respondent's."""

    def __init__(self, document: Document) -> None:
        self._document = document
        whole = Turn(Span(0, max(1, len(document.text))), "", Role.RESPONDENT)
        self._turns = document.turns or (whole,)
        self._starts = [turn.span.start for turn in self._turns]
        self._cut: dict[tuple[Grain, int], tuple[Unit, ...]] = {}

    def of_turn(self, grain: Grain, turn: int) -> tuple[Unit, ...]:
        """Units of one turn; a turn without any (only signs, say) is one unit itself."""
        known = self._cut.get((grain, turn))
        if known is None:
            known = self._cut[grain, turn] = self._units(grain, turn)
        return known

    def _units(self, grain: Grain, turn: int) -> tuple[Unit, ...]:
        span, role = self._turns[turn].span, self._turns[turn].role
        found: tuple[Span, ...] = ()
        if grain in _CUTS:
            document = self._document
            found = _CUTS[grain](document.text, span.start, span.end, document.language)
        return tuple(Unit(part, turn, index, role) for index, part in enumerate(found or (span,)))

    def at(self, grain: Grain, offset: int) -> Unit:
        """The unit at a place; between units the one before, before the first the first."""
        turn = max(0, bisect_right(self._starts, offset) - 1)
        units = self.of_turn(grain, turn)
        index = bisect_right(units, offset, key=lambda unit: unit.span.start) - 1
        return units[max(0, index)]

    def beside(self, unit: Unit, grain: Grain, step: int, skip: bool) -> Unit | None:
        """The next (``step`` 1) or previous (-1) unit; ``skip`` passes over what is not the respondent's."""
        units = self.of_turn(grain, unit.turn)
        if 0 <= unit.index + step < len(units) and not (skip and unit.role is not Role.RESPONDENT):
            return units[unit.index + step]
        turn = unit.turn + step
        while 0 <= turn < len(self._turns):
            if not skip or self._turns[turn].role is Role.RESPONDENT:
                return self.of_turn(grain, turn)[0 if step > 0 else -1]
            turn += step
        return None

    def first(self, grain: Grain, skip: bool) -> Unit:
        """The first unit of the document, with ``skip`` the first of a respondent if there is one."""
        start = self.of_turn(grain, 0)[0]
        if not skip or start.role is Role.RESPONDENT:
            return start
        return self.beside(start, grain, 1, skip=True) or start

    def last(self, grain: Grain) -> Unit:
        """The last unit of the document."""
        return self.of_turn(grain, len(self._turns) - 1)[-1]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reader is: the units at both ends of the selection, and the selection, which may be trimmed."""

    grain: Grain
    anchor: Unit
    head: Unit
    span: Span

    @property
    def extended(self) -> bool:
        """Whether the selection is more or less than the unit the cursor stands on."""
        return self.span != self.head.span

    def collapsed(self) -> Cursor:
        """Only the unit at the moving end."""
        return on_unit(self.grain, self.head)


def on_unit(grain: Grain, unit: Unit) -> Cursor:
    """A cursor on one unit."""
    return Cursor(grain, unit, unit, unit.span)


def on_span(units: Units, grain: Grain, span: Span) -> Cursor:
    """A cursor that selects exactly a span (of a coding, a suggestion, a quotation)."""
    return Cursor(grain, units.at(grain, span.start), units.at(grain, span.end - 1), span)


def moved(units: Units, cursor: Cursor, step: int, skip: bool) -> Cursor:
    """The cursor one unit on or back from the end it moves by; at the edge of the text it stays."""
    unit = units.beside(cursor.head, cursor.grain, step, skip)
    return cursor.collapsed() if unit is None else on_unit(cursor.grain, unit)


def extended(units: Units, cursor: Cursor, step: int, skip: bool) -> Cursor:
    """The selection with its moving end one unit on or back; going back past the anchor turns it round."""
    head = units.beside(cursor.head, cursor.grain, step, skip)
    if head is None:
        return cursor
    anchor, span = cursor.anchor, cursor.span
    forward = head.span.start >= anchor.span.start
    turned = forward != (cursor.head.span.start >= anchor.span.start)
    if forward:
        start = anchor.span.start if turned or span.start >= head.span.end else span.start
        return replace(cursor, head=head, span=Span(start, head.span.end))
    end = anchor.span.end if turned or span.end <= head.span.start else span.end
    return replace(cursor, head=head, span=Span(head.span.start, end))


def grained(units: Units, cursor: Cursor, grain: Grain) -> Cursor:
    """The cursor on the unit of another grain that holds the start of the selection."""
    return on_unit(grain, units.at(grain, cursor.span.start))


def resized(units: Units, cursor: Cursor, end: int, step: int) -> Cursor:
    """The selection with its end (``end`` 1) or start (``end`` 0) moved by one word, never to nothing."""
    span = cursor.span
    return replace(cursor, span=_ended(units, span, step) if end else _started(units, span, step))


def _ended(units: Units, span: Span, step: int) -> Span:
    word = units.at(Grain.WORD, span.end - 1)
    if step > 0:
        after: Unit | None = word if word.span.end > span.end else units.beside(word, Grain.WORD, 1, skip=False)
        return span if after is None else Span(span.start, max(span.end, after.span.end))
    # Trailing punctuation is no word of its own: the last word goes with it.
    before = units.beside(word, Grain.WORD, -1, skip=False)
    if before is None or before.span.end <= span.start:
        return span
    return Span(span.start, before.span.end)


def _started(units: Units, span: Span, step: int) -> Span:
    word = units.at(Grain.WORD, span.start)
    if step < 0:
        before: Unit | None = word if word.span.start < span.start else units.beside(word, Grain.WORD, -1, skip=False)
        return span if before is None else Span(min(span.start, before.span.start), span.end)
    after = units.beside(word, Grain.WORD, 1, skip=False)
    if after is None or after.span.start >= span.end:
        return span
    return Span(after.span.start, span.end)
