"""What the cursor moves by: words, sentences, paragraphs, turns and whole answers of a document (pure).

Units are cut turn by turn when the cursor first comes there, so that opening a long transcript costs nothing.

An *answer* is what respondents say between two questions: all turns from the first respondent's turn after an
interviewer's to the last one before the next interviewer's, with the labels and notes that stand between them. An
interviewer who only shows that he listens does not end it, nor do several respondents who answer one after another.
What is in no answer (questions, headings, notes between a question and its answer) is a unit turn by turn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from coder.language.boundaries import is_backchannel, paragraphs, sentences, words
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.tui.text.graphemes import end_of, start_of

_LONG = 20_000  # characters of a turn above which it is cut piece by piece: a text without speakers is one turn
_NOT_BLANK = re.compile(r"\S")


class Grain(StrEnum):
    """The unit of the cursor."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    ANSWER = "answer"


_CUTS: dict[Grain, Callable[[str, int, int, str], tuple[Span, ...]]] = {
    Grain.WORD: words,
    Grain.SENTENCE: sentences,
    Grain.PARAGRAPH: lambda text, start, end, language: paragraphs(text, start, end),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of text and where it stands: its first turn (or piece of a long one), its index there, its last turn."""

    span: Span
    turn: int
    index: int
    role: Role
    last: int


class Units:
    """The units of one document. A document without turns is read as one respondent's."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._language = document.language
        whole = Turn(Span(0, max(1, len(document.text))), "", Role.RESPONDENT)
        self._turns: Sequence[Turn] = document.turns or (whole,)
        self._pieces = [piece for turn in self._turns for piece in _pieces(turn, document.text)]
        self._starts = [turn.span.start for turn in self._turns]
        self._piece_starts = [piece.span.start for piece in self._pieces]
        self._cut: dict[tuple[Grain, int], tuple[Unit, ...]] = {}

    def _of(self, grain: Grain) -> tuple[Sequence[Turn], list[int]]:
        """The turns or their pieces, whichever the units of a grain are cut from, and where they start."""
        return (self._pieces, self._piece_starts) if grain in _CUTS else (self._turns, self._starts)

    def of_turn(self, grain: Grain, turn: int) -> tuple[Unit, ...]:
        """Units of one turn; a turn without any (only signs, say) is one unit itself."""
        known = self._cut.get((grain, turn))
        if known is None:
            known = self._answer(turn) if grain is Grain.ANSWER else self._units(grain, turn)
            for one in range(known[0].turn, known[0].last + 1):
                self._cut[grain, one] = known
        return known

    def _units(self, grain: Grain, turn: int) -> tuple[Unit, ...]:
        whole = self._of(grain)[0][turn]
        span, found = whole.span, ()  # type: Span, tuple[Span, ...]
        if grain in _CUTS:
            found = _CUTS[grain](self.text, span.start, span.end, self._language)
        return tuple(Unit(part, turn, index, whole.role, turn) for index, part in enumerate(found or (span,)))

    def _answer(self, turn: int) -> tuple[Unit, ...]:
        """The answer that a turn is in, or the turn itself."""
        first = last = -1
        if not self._asks(turn):
            first, last = self._reach(turn, -1), self._reach(turn, 1)
        if first < 0 or last < 0 or not first <= turn <= last:
            first = last = turn
        span = Span(self._turns[first].span.start, self._turns[last].span.end)
        return (Unit(span, first, 0, self._turns[first].role, last),)

    def _reach(self, turn: int, step: int) -> int:
        """The farthest respondent's turn from one on or back before somebody asks, that one included; -1 for none."""
        found = -1
        while 0 <= turn < len(self._turns) and not self._asks(turn):
            if self._turns[turn].role is Role.RESPONDENT:
                found = turn
            turn += step
        return found

    def _asks(self, turn: int) -> bool:
        """Whether an interviewer takes the floor."""
        asked = self._turns[turn]
        return asked.role is Role.INTERVIEWER and not is_backchannel(self.text[asked.span.start : asked.span.end])

    def at(self, grain: Grain, offset: int) -> Unit:
        """The unit at a place; between units the one before, before the first the first."""
        turn = max(0, bisect_right(self._of(grain)[1], offset) - 1)
        units = self.of_turn(grain, turn)
        index = bisect_right(units, offset, key=lambda unit: unit.span.start) - 1
        return units[max(0, index)]

    def beside(self, unit: Unit, grain: Grain, step: int, skip: bool) -> Unit | None:
        """The next (``step`` 1) or previous (-1) unit; ``skip`` passes over what is not the respondent's."""
        units = self.of_turn(grain, unit.turn)
        if 0 <= unit.index + step < len(units) and not (skip and unit.role is not Role.RESPONDENT):
            return units[unit.index + step]
        turns = self._of(grain)[0]
        turn = (unit.last if step > 0 else unit.turn) + step
        while 0 <= turn < len(turns):
            if not skip or turns[turn].role is Role.RESPONDENT:
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
        return self.of_turn(grain, len(self._of(grain)[0]) - 1)[-1]


def _pieces(turn: Turn, text: str) -> list[Turn]:
    """A turn, or the pieces of a long one: cut at line ends, where every small unit ends anyway; none is blank."""
    cuts, end = [turn.span.start], turn.span.end
    if len(turn.span) <= _LONG:
        return [turn]
    while end - cuts[-1] > _LONG:
        line_end = text.find("\n", cuts[-1] + _LONG, end)
        going_on = _NOT_BLANK.search(text, line_end, end) if line_end >= 0 else None
        if going_on is None:
            break
        cuts.append(going_on.start())
    return [replace(turn, span=Span(one, other)) for one, other in pairwise((*cuts, end))]


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
    anchor, span = cursor.anchor, cursor.span
    if step > 0 and cursor.head.span.start >= anchor.span.start and span.end < cursor.head.span.end:
        return replace(cursor, span=Span(span.start, cursor.head.span.end))  # the rest of a unit goes first
    if step < 0 and cursor.head.span.start <= anchor.span.start and span.start > cursor.head.span.start:
        return replace(cursor, span=Span(cursor.head.span.start, span.end))
    head = units.beside(cursor.head, cursor.grain, step, skip)
    if head is None:
        return cursor
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


def nudged(units: Units, cursor: Cursor, end: int, step: int) -> Cursor:
    """The selection with its end (``end`` 1) or start (``end`` 0) moved by one character, never to nothing.

    A character is what a reader takes for one: its marks, or the emoji joined to it, go with it.
    """
    text, start, stop = units.text, cursor.span.start, cursor.span.end
    if not text:
        return cursor
    if end:
        stop = start_of(text, stop - 1) if step < 0 else end_of(text, stop) if stop < len(text) else stop
    else:
        start = end_of(text, start) if step > 0 else start_of(text, start - 1) if start > 0 else start
    return replace(cursor, span=Span(start, stop)) if start < stop else cursor
