"""The transcript with its margin: lines of text, the cursor, the selection, and the stripes beside them.

A line-API view: only lines that change are painted, which keeps a key press under a few milliseconds at any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model.document import Document
from coder.model.span import Span
from coder.tui.actions import bindings_for
from coder.tui.margin import LANE, Margin
from coder.tui.reading import Look, Voice, Voices, hanging, looks
from coder.tui.stripes import Kind, Stripe, fitting
from coder.tui.units import Cursor, Grain, Units, extended, grained, moved, on_span, on_unit, resized
from coder.tui.widgets.tones import TONES, Tones
from coder.tui.wrap import MINIMUM, Layout, columns, offset_at, painted, shown, wrap

GUTTER = 2
_GAP = 1  # between text and margin
_MARGIN = (22, 60)  # cells of the margin, at least and at most
_WIDEST = 100  # cells of text; longer lines are hard to follow
_KEPT = 2_000  # painted lines
_CONTEXT = 3  # lines kept in view above and below the cursor


class Transcript(ScrollView, can_focus=True, inherit_bindings=False):
    """One document, wrapped to the width there is."""

    ALLOW_SELECT = False
    BINDINGS = bindings_for("transcript")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *TONES,
        *(f"transcript--{voice}" for voice in Voice),
        "transcript--coded",
        "transcript--current",
        "transcript--hit",
        "transcript--selection",
        "transcript--gutter",
    }

    class CursorMoved(Message):
        """The cursor is elsewhere, or selects more or less."""

        def __init__(self, transcript: Transcript) -> None:
            super().__init__()
            self.transcript = transcript

        def can_replace(self, message: Message) -> bool:
            """Only the last of several moves counts."""
            return isinstance(message, Transcript.CursorMoved)

    class StripePressed(Message):
        """The mouse was pressed on a stripe of the margin."""

        def __init__(self, stripe: Stripe) -> None:
            super().__init__()
            self.stripe = stripe

    def __init__(self, document: Document, units: Units, *, id: str | None = None) -> None:  # noqa: A002 (Textual's)
        super().__init__(id=id)
        self.document = document
        self.cursor = on_unit(Grain.SENTENCE, units.first(Grain.SENTENCE, skip=True))
        self._units = units
        self._voices = Voices(document)
        self._indents = hanging(document)
        self._layout_lines: Layout = wrap("", MINIMUM, {})
        self._margin = Margin(self._layout_lines)
        self._widths = (0, 0)  # of text and margin
        self._current: str | None = None
        self._hits: Sequence[Span] = ()
        self._tones = Tones(self)
        self._styles: dict[Look, Style] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}  # by line and whether it is the first of the view

    # -- values

    def show_stripes(self, stripes: Iterable[Stripe]) -> None:
        """Show these stripes and no others."""
        self._margin = Margin(self._layout_lines, stripes)
        self._paint_all()

    def put_stripe(self, stripe: Stripe) -> None:
        """Add or replace one stripe and paint its lines."""
        aligned = self._margin.aligned
        self._paint(self._margin.put(stripe))
        if self._margin.aligned != aligned:
            self._paint_all()

    def drop_stripe(self, stripe_id: str) -> None:
        """Take one stripe away and paint its lines."""
        self._paint(self._margin.drop(stripe_id))

    def go(self, cursor: Cursor, *, center: bool = False) -> None:
        """Put the cursor somewhere and bring it into view."""
        if cursor != self.cursor:
            before, self.cursor = self.cursor, cursor
            if before.span != cursor.span:
                self._paint(self._lines(before.span))
                self._paint(self._lines(cursor.span))
            self.post_message(self.CursorMoved(self))
        self._reveal(center)

    def select(self, span: Span) -> None:
        """Select exactly a span and bring it into view."""
        self.go(on_span(self._units, self.cursor.grain, span), center=True)

    def mark_current(self, stripe: Stripe | None) -> None:
        """Show which coding or suggestion the keys act on."""
        wanted = stripe.id if stripe else None
        if wanted == self._current:
            return
        before = self._margin.get(self._current) if self._current else None
        self._current = wanted
        for changed in (before, stripe):
            if changed is not None:
                self._paint(self._margin.lines(changed))

    def show_hits(self, hits: Sequence[Span]) -> None:
        """Show the places a search found; they are in order and do not overlap."""
        if hits or self._hits:
            self._hits = hits
            self._paint_all()

    @property
    def lines(self) -> Layout:
        """The screen lines, for tests and paging."""
        return self._layout_lines

    @property
    def margin(self) -> Margin:
        """The stripes as they stand."""
        return self._margin

    def under(self, span: Span) -> list[Stripe]:
        """The stripes over a span: own first, then other coders', then suggestions; those that fit it best first."""
        found = {stripe.id: stripe for line in self._lines(span) for stripe in self._margin.on(line)}
        return fitting((stripe for stripe in found.values() if stripe.span.overlaps(span)), span)

    # -- moving

    def action_move(self, step: int, skip: bool) -> None:
        """One unit on or back."""
        self.go(moved(self._units, self.cursor, step, skip))

    def action_extend(self, step: int, skip: bool) -> None:
        """The moving end of the selection one unit on or back."""
        self.go(extended(self._units, self.cursor, step, skip))

    def action_resize(self, end: int, step: int) -> None:
        """The end (1) or start (0) of the selection a word on or back."""
        self.go(resized(self._units, self.cursor, end, step))

    def action_grain(self, grain: str) -> None:
        """Move by other units from here on."""
        self.go(grained(self._units, self.cursor, Grain(grain)))

    def action_page(self, step: int) -> None:
        """A screenful on or back."""
        height = max(1, self.scrollable_content_region.height - 2)
        line = self.lines.line_at(self.cursor.head.span.start) + step * height
        self.place(self.lines.starts[min(max(line, 0), len(self.lines) - 1)])

    def action_edge(self, step: int) -> None:
        """The first (-1) or last (1) unit of the transcript."""
        grain = self.cursor.grain
        self.go(on_unit(grain, self._units.first(grain, skip=False) if step < 0 else self._units.last(grain)))

    def place(self, offset: int, grain: Grain | None = None, *, center: bool = False) -> None:
        """Put the cursor on the unit at an offset."""
        wanted = grain or self.cursor.grain
        self.go(on_unit(wanted, self._units.at(wanted, offset)), center=center)

    def _extend_to(self, offset: int) -> None:
        cursor = self.cursor
        head = self._units.at(cursor.grain, offset)
        self.go(Cursor(cursor.grain, cursor.anchor, head, cursor.anchor.span.union(head.span)))

    # -- geometry

    def on_resize(self) -> None:
        """Wrap to the new width; the selection stays in view."""
        width = self.scrollable_content_region.width
        margin = min(max(_MARGIN[0], int(width * 0.29)), _MARGIN[1])
        text = min(max(MINIMUM, width - GUTTER - _GAP - margin), _WIDEST)
        if (text, margin) != self._widths:
            self._widths = (text, max(0, min(width - GUTTER - _GAP - text, _MARGIN[1])))
            row = self._lines(self.cursor.span).start - self.scroll_offset.y
            self._layout_lines = wrap(self.document.text, text, self._indents)
            self._margin = self._margin.over(self._layout_lines)
            self.virtual_size = Size(width, len(self._layout_lines))
            inside = 0 <= row < self.scrollable_content_region.height
            self._scroll(self._lines(self.cursor.span).start - row if inside else self.scroll_offset.y)
        self._paint_all()
        self._reveal()

    def _lines(self, span: Span) -> range:
        return range(self.lines.line_at(span.start), self.lines.line_at(span.end - 1) + 1)

    def _reveal(self, center: bool = False) -> None:
        """Scroll as little as keeps the selection and some context in view; its beginning if it is longer."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        lines = self._lines(self.cursor.span)
        top = self.scroll_offset.y
        context = min(_CONTEXT, max(0, (height - len(lines)) // 2))
        if center and not (top <= lines.start and lines.stop <= top + height):
            self._scroll(lines.start - max(0, (height - len(lines)) // 3))
            return
        wanted = max(top, lines.stop + context - height)
        wanted = min(wanted, lines.start - context) if len(lines) <= height else lines.start
        self._scroll(wanted)

    def _scroll(self, y: int) -> None:
        y = max(0, min(y, len(self.lines) - self.scrollable_content_region.height))
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def _paint(self, lines: range) -> None:
        for line in lines if len(lines) < len(self._strips) else ():
            self._strips.pop((line, False), None)
            self._strips.pop((line, True), None)
        if len(lines) >= len(self._strips):
            self._strips.clear()
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        first, stop = max(lines.start, top), min(lines.stop, top + height)
        if first < stop:
            self.refresh_lines(first, stop - first)

    def _paint_all(self) -> None:
        self._strips.clear()
        self.refresh()

    # -- mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is, with Shift extend to there; or tell which stripe it is on."""
        line = event.y + self.scroll_offset.y
        if line >= len(self.lines):
            return
        column = event.x - GUTTER
        left = self._widths[0] + _GAP
        if column >= left:
            lane = (column - left) // LANE
            for stripe in self._margin.on(line):
                if self._margin.lanes[stripe.id] == lane or stripe is self._margin.label_on(line):
                    self.post_message(self.StripePressed(stripe))
                    return
            return
        start, end = self.lines.bounds(line)
        if start < end:
            offset = offset_at(self.document.text, start, end, column - self.lines.indents[line])
            if event.shift:
                self._extend_to(offset)
            else:
                self.place(offset)

    # -- painting

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._styles.clear()
        self._strips.clear()
        self._tones.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line; kept until something on it changes, since a scroll paints every line again."""
        line = y + self.scroll_offset.y
        key = (line, y == 0)
        known = self._strips.get(key)
        if known is None:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            known = self._strips[key] = self._line(line)
        return known

    def _line(self, line: int) -> Strip:
        """Gutter, text, margin."""
        width = self.scrollable_content_region.width
        ground = self._tones.component("transcript--respondent")
        if line >= len(self.lines):
            return Strip.blank(width, ground)
        start, end = self.lines.bounds(line)
        selected = start < self.cursor.span.end and self.cursor.span.start < end
        segments: list[Segment] = []
        _add(segments, "▌ " if selected else "  ", self._tones.component("transcript--gutter") if selected else ground)
        used = self._text(line, start, end, segments, ground)
        text_width, margin_width = self._widths
        _add(segments, " " * (text_width - used + _GAP), ground)
        if margin_width > LANE:
            self._stripes_on(line, margin_width, segments, ground)
        filled = GUTTER + text_width + _GAP + (margin_width if margin_width > LANE else 0)
        _add(segments, " " * (width - filled), ground)
        return Strip(segments, max(width, filled))

    def _text(self, line: int, start: int, end: int, segments: list[Segment], ground: Style) -> int:
        """Append the text of a line in its styles. Returns the cells it takes, indent included."""
        text = self.document.text
        indent = self.lines.indents[line]
        _add(segments, " " * indent, ground)
        end = shown(text, start, end)
        if start >= end:
            return indent
        at = columns(text, start, end)
        for first, last, look in self._looks(line, start, end):
            _add(segments, painted(text, first, last, at[first - start]), self._look(look))
        return indent + at[-1]

    def _looks(self, line: int, start: int, end: int) -> Iterator[tuple[int, int, Look]]:
        standing = self._margin.on(line)
        return looks(
            self._voices,
            start,
            end,
            [stripe.span for stripe in standing if stripe.kind is Kind.OWN],
            [stripe.span for stripe in standing if stripe.id == self._current],
            [hit for hit in self._hits if hit.start < end and start < hit.end] if self._hits else (),
            self.cursor.span,
        )

    def _look(self, look: Look) -> Style:
        known = self._styles.get(look)
        if known is None:
            known = self._tones.component(f"transcript--{look.voice}")
            parts = ((look.coded, "coded"), (look.current, "current"), (look.selected, "selection"), (look.hit, "hit"))
            for wanted, name in parts:
                if wanted:
                    known += self._tones.component(f"transcript--{name}", partial=True)
            self._styles[look] = known
        return known

    def _stripes_on(self, line: int, width: int, segments: list[Segment], ground: Style) -> None:
        for piece in self._margin.pieces(line, width, self.scroll_offset.y, self._current):
            style = self._tones.tone("dim")
            if piece.stripe is None:
                style = ground if not piece.text.strip() else style
            elif piece.strong or piece.stripe.id == self._current:
                style = self._tones.tone(f"tint{piece.stripe.tint}")
                if piece.stripe.id == self._current:
                    style += Style(bold=True, reverse=piece.strong and not piece.text.endswith("  "))
            _add(segments, piece.text, style)


def _add(segments: list[Segment], text: str, style: Style) -> None:
    """Append text, to the last segment if that looks the same: every segment costs when a line is written."""
    if segments and segments[-1].style is style:
        segments[-1] = Segment(segments[-1].text + text, style)
    elif text:
        segments.append(Segment(text, style))
