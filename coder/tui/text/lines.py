"""How a document stands on the screen: its lines with hanging indents, and what each piece of a line is (pure)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from coder.model.document import Document, Role
from coder.model.span import Span
from coder.tui.text.cells import visible
from coder.tui.text.wrap import Indents

LONGEST_LABEL = 12  # cells; longer speaker labels do not set the indent
_HANG = 2  # indent below such a label


class Voice(StrEnum):
    """What a piece of text is to the reader."""

    RESPONDENT = "respondent"
    INTERVIEWER = "interviewer"
    NOTE = "note"  # headings, remarks, and whatever stands outside the turns
    LABEL = "label"  # the speaker label of a respondent


_VOICES = {Role.RESPONDENT: Voice.RESPONDENT, Role.INTERVIEWER: Voice.INTERVIEWER, Role.NOTE: Voice.NOTE}


def hanging(document: Document) -> Indents:
    """Indents by start of paragraph: the words of a turn stand in one column, right of the speaker label."""
    text = document.text
    indents: dict[int, tuple[int, int]] = {}
    for turn in document.turns:
        if turn.role is Role.NOTE:
            continue
        begin = text.rfind("\n", 0, turn.span.start) + 1
        label = cell_len(visible(text[begin : turn.span.start]))
        rest = label if label <= LONGEST_LABEL else _HANG
        indents[begin] = (0, rest)
        newline = text.find("\n", turn.span.start, turn.span.end)
        while newline >= 0:
            indents[newline + 1] = (rest, rest)
            newline = text.find("\n", newline + 1, turn.span.end)
    return indents


class Voices:
    """Who speaks where in a document."""

    def __init__(self, document: Document) -> None:
        self._turns = document.turns
        self._starts = [turn.span.start for turn in document.turns]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Voice]]:
        """The pieces of a stretch of text, in order: turns, the labels before them, and what belongs to nobody."""
        if not self._turns:
            yield start, end, Voice.RESPONDENT
            return
        at = start
        index = max(0, bisect_right(self._starts, start) - 1)
        while at < end and index < len(self._turns):
            turn = self._turns[index]
            if turn.span.end > at:
                if turn.span.start > at:
                    label = turn.span.start <= end
                    stop = min(turn.span.start, end)
                    yield at, stop, self._label(turn.role) if label else Voice.NOTE
                    at = stop
                if at < end:
                    stop = min(turn.span.end, end)
                    yield at, stop, _VOICES[turn.role]
                    at = stop
            index += 1
        if at < end:
            yield at, end, Voice.NOTE

    @staticmethod
    def _label(role: Role) -> Voice:
        return Voice.LABEL if role is Role.RESPONDENT else _VOICES[role]


class Look(NamedTuple):
    """How a run of text is painted."""

    voice: Voice
    coded: bool = False  # by this coder
    current: bool = False  # by the coding the keys act on
    hit: bool = False  # found by a search
    selected: bool = False
    head: bool = False  # the end of the selection that moves, in visual mode


def differing(one: Span, other: Span) -> list[Span]:
    """What lies in one of two spans and not in the other."""
    if not one.overlaps(other):
        return [one, other]
    edges = (sorted((one.start, other.start)), sorted((one.end, other.end)))
    return [Span(first, last) for first, last in edges if first < last]


def looks(
    voices: Voices,
    start: int,
    end: int,
    coded: Sequence[Span],
    current: Sequence[Span],
    hits: Sequence[Span],
    selected: Span,
    head: Span | None = None,
) -> Iterator[tuple[int, int, Look]]:
    """A stretch of text cut where its look changes."""
    speaking = list(voices.between(start, end))
    marked = [span for span in (*coded, *current, *hits, selected) if span.start < end and start < span.end]
    if not marked and len(speaking) == 1:
        yield start, end, Look(speaking[0][2])
        return
    cuts = {start, end, *(first for first, _, _ in speaking)}
    for span in marked if head is None else (*marked, head):
        cuts.update(edge for edge in (span.start, span.end) if start < edge < end)
    for first, last in pairwise(sorted(cuts)):
        voice = next(kind for begin, stop, kind in speaking if begin <= first < stop)
        look = Look(
            voice,
            _in(coded, first),
            _in(current, first),
            _in(hits, first),
            selected.start <= first < selected.end,
            head is not None and head.start <= first < head.end,
        )
        yield first, last, look


def _in(spans: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in spans)
