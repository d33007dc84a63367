"""The overview as a grid with a cell cursor; the row labels and column heads stay in view."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model.overview import Overview
from coder.tui.overview.grid import GAP, Band, Cells, Grid, Picked, grid
from coder.tui.text.cells import fit
from coder.tui.text.runs import Run
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.tones import Tones

NARROWEST = 24  # cells; below, nothing of a table can be read


class OverviewTable(ScrollView, can_focus=False, inherit_bindings=False):
    """Rows by cases, headings of blocks between them; the screen moves the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"overview--cursor"}

    class Moved(Message):
        """The cursor is on another cell: row and column of the table."""

        def __init__(self, at: tuple[int, int]) -> None:
            super().__init__()
            self.at = at

    class Chosen(Message):
        """The cell under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._tones = Tones(self)
        self._overview: Overview | None = None
        self._cells: Cells = {}
        self._picked: Picked = None
        self._grid: Grid | None = None
        self._words = ""
        self._at = (0, 0)
        self._left = 0  # the first column in view

    def show(self, overview: Overview, cells: Cells, at: tuple[int, int], picked: Picked = None) -> None:
        """Show a table with the cursor on a cell; those that are picked stand out."""
        self._overview, self._cells, self._at, self._words = overview, cells, at, ""
        self._picked = picked
        self._fit()

    def say(self, words: str) -> None:
        """Show a paragraph in place of a table."""
        self._overview, self._grid, self._words = None, None, words
        self.virtual_size = Size(self.scrollable_content_region.width, 0)
        self.refresh()

    @property
    def grid(self) -> Grid | None:
        """What is painted."""
        return self._grid

    @property
    def view(self) -> range:
        """The columns in view."""
        count = self._grid.count if self._grid else 0
        total = len(self._overview.columns) if self._overview else 0
        return range(self._left, min(self._left + count, total))

    def on_resize(self) -> None:
        """Lay it out in the new width."""
        self._fit()

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._tones.clear()
        super().notify_style_update()

    def _fit(self) -> None:
        if self._overview is None:
            self.refresh()
            return
        width = max(NARROWEST, self.scrollable_content_region.width)
        height = self.scrollable_content_region.height
        self._grid = grid(self._overview, self._cells, width, height, self._picked)
        self.virtual_size = Size(self.scrollable_content_region.width, self._grid.head + self._grid.tops[-1])
        self._reveal()
        self.refresh()

    # -- cursor

    def move(self, down: int, right: int) -> None:
        """Another cell, as far as there are any."""
        overview = self._overview
        if overview is None or not overview.rows or not overview.columns:
            return
        row = min(max(self._at[0] + down, 0), len(overview.rows) - 1)
        column = min(max(self._at[1] + right, 0), len(overview.columns) - 1)
        if (row, column) != self._at:
            self._at = row, column
            self._reveal()
            self.refresh()
            self.post_message(self.Moved(self._at))

    def page(self, step: int) -> None:
        """About as many rows on or back as are in view."""
        found = self._grid
        if found is None or not found.band_of:
            return
        height = max(1, self._height - 1)
        line = found.tops[found.band_of[self._at[0]]] + step * height
        place, _ = found.at(line)
        rows = [row for row, band in found.band_of.items() if (band <= place if step > 0 else band >= place)]
        wanted = max(rows) if step > 0 else min(rows)
        self.move((wanted - self._at[0]) or step, 0)

    def page_columns(self, step: int) -> None:
        """As many columns on or back as are in view."""
        self.move(0, step * max(1, len(self.view)))

    @property
    def _height(self) -> int:
        """Lines below the column heads."""
        return self.scrollable_content_region.height - (self._grid.head if self._grid else 0)

    def _reveal(self) -> None:
        """Scroll as little as shows the cell under the cursor, with the heading right above it."""
        found = self._grid
        if found is None or self._at[0] not in found.band_of:
            return
        last = max(0, len(found.heads) - found.count)
        self._left = min(max(self._left, self._at[1] - found.count + 1), self._at[1], last)
        place = found.band_of[self._at[0]]
        first = place - 1 if place and found.bands[place - 1].row is None else place
        top, bottom = found.tops[first], found.tops[place + 1]
        y = self.scroll_offset.y
        if bottom > y + self._height:
            y = bottom - self._height
        y = min(y, top)
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the cell under the mouse; a click on the cursor chooses."""
        found = self._grid
        if found is None or event.y < found.head:
            return
        place, _ = found.at(event.y - found.head + self.scroll_offset.y)
        column = found.column_at(event.x)
        row = found.bands[place].row if found.bands else None
        if row is None or column is None or column >= len(self.view):
            return
        wanted = row, self._left + column
        if wanted == self._at:
            self.post_message(self.Chosen())
        else:
            self.move(wanted[0] - self._at[0], wanted[1] - self._at[1])

    # -- painting

    def render_line(self, y: int) -> Strip:
        """A line of the column heads, of a heading, or of a row."""
        found, width = self._grid, self.scrollable_content_region.width
        if found is None:
            lines = folded_lines(self._words, max(NARROWEST, width - 2)) if self._words else []
            return self._tones.strip([(f" {lines[y - 1]}", "plain")] if 0 < y <= len(lines) else (), width)
        if y < found.head:
            return self._head(found, y, width)
        line = y - found.head + self.scroll_offset.y
        if line >= found.tops[-1]:
            return self._tones.strip((), width)
        place, inner = found.at(line)
        band = found.bands[place]
        if band.row is None:
            return self._tones.strip([(band.label[inner], band.label_tone)], width)
        return self._row(found, band, inner, width)

    def _head(self, found: Grid, y: int, width: int) -> Strip:
        label = "" if y else self._beyond(found).rjust(found.label)
        runs: list[Run] = [(fit(label, found.label), "accent"), (" " * GAP, "plain")]
        for column in self.view:
            lines = found.heads[column]
            tone = "key" if column == self._at[1] else "strong"
            runs.append((fit(lines[y] if y < len(lines) else "", found.column), tone))
            runs.append((" " * GAP, "plain"))
        return self._tones.strip(runs, width)

    def _beyond(self, found: Grid) -> str:
        """How many cases lie to the left and right of those in view."""
        left, right = self._left, max(0, len(found.heads) - self._left - found.count)
        for more in (" more", ""):
            parts = [f"‹ {left}{more}" if left else "", f"{right}{more} ›" if right else ""]
            text = "  ".join(filter(None, parts))
            if len(text) <= found.label:
                break
        return text

    def _row(self, found: Grid, band: Band, inner: int, width: int) -> Strip:
        here = band.row == self._at[0]
        label = band.label[inner] if inner < len(band.label) else ""
        parts = [self._tones.strip([(label, "key" if here else band.label_tone)], min(found.label + GAP, width))]
        for column in self.view:
            lines = band.cells[column]
            run = (lines[inner] if inner < len(lines) else "", band.tones[column])
            over = self._cursor if here and column == self._at[1] else None
            parts += [self._tones.strip([run], found.column, over), self._tones.strip((), GAP)]
        painted = Strip.join(parts)
        return painted.adjust_cell_length(width, self._tones.tone("plain"))

    @property
    def _cursor(self) -> Style:
        return self._tones.component("overview--cursor", partial=True)
