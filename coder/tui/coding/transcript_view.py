"""A transcript as it is painted: lines of text, the selection, and the stripes beside them. What moves it is elsewhere.

A line-API view: only lines that change are painted, which keeps a key press under a few milliseconds at any length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model.document import Document
from coder.model.span import Span
from coder.tui.codes.stripes import Kind, Stripe, fitting
from coder.tui.coding.margin import LANE, Margin, Part, Piece
from coder.tui.text.cells import plain
from coder.tui.text.lines import Look, Voice, Voices, differing, hanging, looks
from coder.tui.text.units import Cursor, Grain, Units, on_unit
from coder.tui.text.wrap import MINIMUM, Layout, columns, offset_at, painted, shown, wrap
from coder.tui.widgets.tones import Tones

GUTTER = 2
_SELECTED, _SELECTED_FREELY = "▌ ", "█ "  # in the gutter; the second in visual mode
_GAPS = (1, 2)  # cells between text and margin: little room, and enough
_ENOUGH = 100  # cells
_MARGIN = (22, 60)  # cells of the margin, at least and at most
_WIDEST = 100  # cells of text; longer lines are hard to follow
_KEPT = 2_000  # painted lines
_CONTEXT = 3  # lines kept in view above and below the cursor


class TranscriptView(ScrollView, inherit_bindings=False):
    """One document, wrapped to the width there is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"transcript--{voice}" for voice in Voice),
        "transcript--coded",
        "transcript--current",
        "transcript--hit",
        "transcript--selection",
        "transcript--gutter",
    }

    def __init__(self, document: Document, units: Units, *, id: str | None = None) -> None:  # noqa: A002 (Textual's)
        super().__init__(id=id)
        self.document = document
        self.cursor = on_unit(Grain.SENTENCE, units.first(Grain.SENTENCE, skip=True))
        self._head: Span | None = None  # the character that moves, in visual mode
        self._units = units
        self._voices = Voices(document)
        self._indents = hanging(document)
        self._layout_lines: Layout = wrap("", MINIMUM, {})
        self._margin = Margin(self._layout_lines)
        self._unplaced: Sequence[Stripe] = ()  # stripes that wait for the first lines
        self._area = (0, 0)  # cells and lines that are seen
        self._widths = (0, 0)  # of text and margin
        self._gap = _GAPS[0]
        self._current: str | None = None
        self._hits: Sequence[Span] = ()
        self._tones = Tones(self)
        self._styles: dict[Look, Style] = {}
        self._piece_styles: dict[tuple[int, bool, bool, bool], Style] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}  # by line and whether it is the first of the view

    def renew(self, document: Document, units: Units) -> None:
        """Show the document as it is now: with other turns, or another text. Its stripes have to be shown anew."""
        grain, offset = self.cursor.grain, min(self.cursor.span.start, max(0, len(document.text) - 1))
        self.document, self._units, self._head = document, units, None
        self.cursor = on_unit(grain, units.at(grain, offset))
        self._voices = Voices(document)
        self._indents = hanging(document)
        self._margin = Margin(self._layout_lines)
        self._widths = (0, 0)
        self._strips.clear()
        if self._area[0]:
            self.on_resize()

    # -- values

    def show_stripes(self, stripes: Iterable[Stripe]) -> None:
        """Show these stripes and no others."""
        if not self._area[0]:  # no lines yet that they could stand on
            self._unplaced = tuple(stripes)
            return
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
        return fitting(self._margin.overlapping(span), span)

    def _put(self, cursor: Cursor, head: Span | None) -> bool:
        """Select something, painting only the lines that look different. Whether anything changed."""
        before, before_head = self.cursor, self._head
        if cursor == before and head == before_head:
            return False
        if cursor != before:
            self.cursor = cursor
        self._head = head
        if (head is None) != (before_head is None):  # the gutter changes, too
            self._paint(self._lines(before.span))
            self._paint(self._lines(cursor.span))
        else:
            for span in differing(before.span, cursor.span):
                self._paint(self._lines(span))
            for one in (before_head, head):
                if one is not None:
                    self._paint(self._lines(one))
        return True

    # -- geometry

    def on_resize(self) -> None:
        """Wrap to the new width; the selection stays in view."""
        self._area = self.scrollable_content_region.size
        width = self._area[0]
        self._gap = _GAPS[width >= _ENOUGH]
        left = width - GUTTER - self._gap  # for text and margin
        text = min(max(MINIMUM, left - min(max(_MARGIN[0], int(width * 0.29)), _MARGIN[1])), _WIDEST)
        widths = (text, max(0, min(left - text, _MARGIN[1])))
        if widths != self._widths:
            self._widths = widths
            row = self._lines(self.cursor.span).start - self.scroll_offset.y
            self._layout_lines = wrap(self.document.text, text, self._indents)
            lines, unplaced = self._layout_lines, self._unplaced
            self._margin = Margin(lines, unplaced) if unplaced else self._margin.over(lines)
            self._unplaced = ()
            self.virtual_size = Size(width, len(self._layout_lines))
            inside = 0 <= row < self._area[1]
            self._scroll(self._lines(self.cursor.span).start - row if inside else self.scroll_offset.y)
        self._paint_all()
        self._reveal()

    def _lines(self, span: Span) -> range:
        return range(self.lines.line_at(span.start), self.lines.line_at(span.end - 1) + 1)

    def _reveal(self, moving: Span | None = None, center: bool = False) -> None:
        """Scroll as little as keeps the selection and some context in view.

        Of a selection that is longer than the view, what is ``moving``, or else its beginning.
        """
        height = self._area[1]
        if height <= 0:
            return
        lines = self._lines(self.cursor.span)
        if moving is not None and len(lines) > height:
            lines = self._lines(moving)
        top = self.scroll_offset.y
        context = min(_CONTEXT, max(0, (height - len(lines)) // 2))
        if center and not (top <= lines.start and lines.stop <= top + height):
            self._scroll(lines.start - max(0, (height - len(lines)) // 3))
            return
        wanted = max(top, lines.stop + context - height)
        wanted = min(wanted, lines.start - context) if len(lines) <= height else lines.start
        self._scroll(wanted)

    def _scroll(self, y: int) -> None:
        y = max(0, min(y, len(self.lines) - self._area[1]))
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def _paint(self, lines: range) -> None:
        for line in lines if len(lines) < len(self._strips) else ():
            self._strips.pop((line, False), None)
            self._strips.pop((line, True), None)
        if len(lines) >= len(self._strips):
            self._strips.clear()
        top = self.scroll_offset.y
        first, stop = max(lines.start, top), min(lines.stop, top + self._area[1])
        if first < stop:
            self.refresh_lines(first, stop - first)

    def _paint_all(self) -> None:
        self._strips.clear()
        self.refresh()

    def _offset_at(self, x: int, y: int) -> int:
        """The code point that a cell of the view shows, or the nearest one on its line."""
        line = min(max(y + self.scroll_offset.y, 0), len(self.lines) - 1)
        start, end = self.lines.bounds(line)
        text = self.document.text
        column = max(0, x - GUTTER - self.lines.indents[line])
        return offset_at(text, start, max(shown(text, start, end), min(start + 1, end)), column)

    def _stripe_at(self, x: int, y: int) -> Stripe | None:
        """The stripe whose bar, letters or label a cell of the view shows."""
        line = y + self.scroll_offset.y
        column = x - self._margin_left
        if column < 0 or not 0 <= line < len(self.lines) or self._widths[1] <= LANE:
            return None
        for piece in self._margin.pieces(line, self._widths[1], self.scroll_offset.y, self._current):
            column -= cell_len(piece.text)
            if column < 0:
                return piece.stripe
        return None

    @property
    def _margin_left(self) -> int:
        return GUTTER + self._widths[0] + self._gap

    # -- painting

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._styles.clear()
        self._piece_styles.clear()
        self._strips.clear()
        self._tones.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the view as they are kept: there is no border or padding that the library had to add to each.

        Its own cache of lines is empty after every scroll; filling it again costs more than all else.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self._area[0]):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        ground = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return strips

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
        width = self._area[0]
        ground = self._tones.component("transcript--respondent")
        if line >= len(self.lines):
            return Strip.blank(width, ground)
        start, end = self.lines.bounds(line)
        segments: list[Segment] = []
        if start < self.cursor.span.end and self.cursor.span.start < end:
            sign = _SELECTED if self._head is None else _SELECTED_FREELY
            _add(segments, sign, self._tones.component("transcript--gutter"))
        else:
            _add(segments, " " * GUTTER, ground)
        used = self._text(line, start, end, segments, ground)
        text_width, margin_width = self._widths
        _add(segments, " " * (text_width - used + self._gap), ground)
        if margin_width > LANE:
            self._stripes_on(line, margin_width, segments)
        filled = GUTTER + text_width + self._gap + (margin_width if margin_width > LANE else 0)
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
        if plain(text[start:end]):
            for first, last, look in self._looks(line, start, end):
                _add(segments, text[first:last], self._look(look))
            return indent + end - start
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
            self._hits_between(start, end),
            self.cursor.span,
            self._head,
        )

    def _hits_between(self, start: int, end: int) -> Sequence[Span]:
        hits = self._hits
        if not hits:
            return ()
        first = bisect_right(hits, start, key=lambda hit: hit.end)
        last = first
        while last < len(hits) and hits[last].start < end:
            last += 1
        return hits[first:last]

    def _look(self, look: Look) -> Style:
        known = self._styles.get(look)
        if known is None:
            known = self._tones.component(f"transcript--{look.voice}")
            parts = ((look.coded, "coded"), (look.current, "current"), (look.selected, "selection"), (look.hit, "hit"))
            for wanted, name in parts:
                if wanted:
                    known += self._tones.component(f"transcript--{name}", partial=True)
            if look.head:
                known += Style(reverse=not known.reverse)
            self._styles[look] = known
        return known

    def _stripes_on(self, line: int, width: int, segments: list[Segment]) -> None:
        for piece in self._margin.pieces(line, width, self.scroll_offset.y, self._current):
            _add(segments, piece.text, self._piece_style(piece))

    def _piece_style(self, piece: Piece) -> Style:
        """The colour of the code for its bar and letters; the current one stands out, letters of suggestions lean."""
        stripe, part = piece.stripe, piece.part
        if stripe is None:
            return self._tones.component("transcript--respondent") if part is Part.GROUND else self._tones.tone("dim")
        current = stripe.id == self._current
        if part is Part.CODER or (part is Part.LABEL and not current):
            return self._tones.tone("dim")
        key = (stripe.tint, current, part is Part.LETTERS, stripe.kind is Kind.SUGGESTED)
        known = self._piece_styles.get(key)
        if known is None:
            known = self._tones.tone(f"tint{stripe.tint}")
            if current:
                known += Style(bold=True, reverse=part is Part.LETTERS)
            elif part is Part.LETTERS and stripe.kind is Kind.SUGGESTED:
                known += Style(italic=True)
            self._piece_styles[key] = known
        return known


def _add(segments: list[Segment], text: str, style: Style) -> None:
    """Append text, to the last segment if that looks the same: every segment costs when a line is written."""
    if segments and segments[-1].style is style:
        segments[-1] = Segment(segments[-1].text + text, style)
    elif text:
        segments.append(Segment(text, style))
