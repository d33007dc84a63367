"""Visual mode: a selection between two characters, one of which moves (pure).

As in vim both are selected, the moving one may pass the other, and the two may change parts. The mode begins with the
selection there is: its last character moves, its first stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coder.model.span import Span
from coder.tui.text.graphemes import end_of, start_of
from coder.tui.text.units import Cursor, Grain, Units
from coder.tui.text.wrap import Layout, columns, offset_at, shown


@dataclass(frozen=True, slots=True)
class Visual:
    """Where the characters at both ends begin; ``column`` is the one that moving by lines keeps to."""

    anchor: int
    head: int
    column: int | None = None

    def swapped(self) -> Visual:
        """The other end moves."""
        return Visual(self.head, self.anchor)

    def span(self, text: str) -> Span:
        """What is selected."""
        first, last = sorted((self.anchor, self.head))
        return Span(first, end_of(text, last))

    def head_span(self, text: str) -> Span:
        """The character that moves."""
        return Span(self.head, end_of(text, self.head))

    def to(self, text: str, offset: int) -> Visual:
        """The moving end on the character at an offset."""
        return Visual(self.anchor, start_of(text, min(max(offset, 0), len(text) - 1)))


def begun(text: str, span: Span) -> Visual:
    """The mode as it begins on a selection."""
    return Visual(start_of(text, span.start), start_of(text, span.end - 1))


def at(text: str, offset: int) -> Visual:
    """A selection of the one character at an offset."""
    first = start_of(text, offset)
    return Visual(first, first)


def cursor_of(units: Units, grain: Grain, visual: Visual) -> Cursor:
    """The cursor that stands for the selection: its moving end is the visual one."""
    return Cursor(grain, units.at(grain, visual.anchor), units.at(grain, visual.head), visual.span(units.text))


def by_character(text: str, visual: Visual, step: int) -> Visual:
    """The moving end a character on or back, over line ends, too."""
    head = visual.head
    if step < 0:
        return visual.to(text, head - 1) if head > 0 else visual
    after = end_of(text, head)
    return visual.to(text, after) if after < len(text) else visual


def by_unit(units: Units, grain: Grain, visual: Visual, step: int) -> Visual:
    """The moving end on to the next last character of a unit, or back to the next first one."""
    text, head = units.text, visual.head
    unit = units.at(grain, head)
    while unit is not None:
        edge = start_of(text, unit.span.end - 1) if step > 0 else start_of(text, unit.span.start)
        if (edge - head) * step > 0:
            return visual.to(text, edge)
        beside = units.beside(unit, grain, step, skip=False)
        if beside is None:
            break
        unit = beside
    return visual


def by_line(text: str, layout: Layout, visual: Visual, step: int) -> Visual:
    """The moving end some screen lines down or up, in the same column as far as they reach."""
    line = layout.line_at(visual.head)
    column = visual.column
    if column is None:
        start, end = layout.bounds(line)
        column = layout.indents[line] + columns(text, start, end)[visual.head - start]
    line = min(max(line + step, 0), len(layout) - 1)
    start, end = layout.bounds(line)
    if start == end:  # the empty line after the last line end
        return visual
    at = offset_at(text, start, max(shown(text, start, end), start + 1), max(0, column - layout.indents[line]))
    return replace(visual.to(text, at), column=column)


def to_edge(text: str, layout: Layout, visual: Visual, step: int) -> Visual:
    """The moving end at the beginning (-1) or the end (1) of its screen line."""
    start, end = layout.bounds(layout.line_at(visual.head))
    return visual.to(text, start if step < 0 else max(shown(text, start, end), start + 1) - 1)
