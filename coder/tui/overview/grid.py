"""An overview as screen lines: widths that break no word, and what stands on each line (pure).

All columns of cases are equally wide. When they do not all fit, as many as fit are shown at once and the rest is
scrolled to, column by column, beside the row labels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from rich.cells import cell_len

from coder.formats.overview.marks import Shown, blocks
from coder.formats.overview.wrap import longest_piece
from coder.model.overview import Flag, Overview, OverviewRow, State
from coder.tui.text.cells import one_line
from coder.tui.text.wrap import MINIMUM, folded_lines

GAP = 2  # blanks after a column
_LABEL = 13  # cells of the row labels at least: room for what lies left and right
_CELL = 10  # cells of a case at least
_WORD = 20  # longer words are broken rather than widening every column

Cells = Mapping[tuple[str, str], Shown]  # by row and case
Picked = Collection[tuple[str, str]] | None  # rows and cases; None: nothing is picked, all are as they are
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The screen lines of one row of the table, or of the heading of a block (``row`` is None)."""

    row: int | None
    label: Lines
    label_tone: str
    cells: tuple[Lines, ...] = ()
    tones: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Lines it takes."""
        return max(len(self.label), *(len(cell) for cell in self.cells), 1)


@dataclass(frozen=True)
class Grid:
    """Where everything stands: ``label`` and ``column`` are widths without gaps, ``count`` columns fit at once."""

    label: int
    column: int
    count: int
    heads: tuple[Lines, ...]
    bands: tuple[Band, ...]

    @cached_property
    def tops(self) -> list[int]:
        """First line of each band, counted below the column heads; the last number is the number of lines."""
        return [0, *accumulate(band.height for band in self.bands)]

    @cached_property
    def head(self) -> int:
        """Lines of the column heads."""
        return max((len(lines) for lines in self.heads), default=1)

    @cached_property
    def band_of(self) -> dict[int, int]:
        """The band of each row of the table."""
        return {band.row: place for place, band in enumerate(self.bands) if band.row is not None}

    def at(self, line: int) -> tuple[int, int]:
        """The band on a line and which of its lines that is."""
        place = min(max(bisect_right(self.tops, line) - 1, 0), max(len(self.bands) - 1, 0))
        return place, line - self.tops[place]

    def column_at(self, x: int) -> int | None:
        """Which of the columns in view stands at a cell of the screen; None for the labels and beyond the last."""
        place = (x - self.label - GAP) // (self.column + GAP)
        return place if x >= self.label + GAP and place < self.count else None


def grid(overview: Overview, cells: Cells, width: int, height: int = 0, picked: Picked = None) -> Grid:
    """Lay a table out in a width; blocks are set apart by a blank line if all of it then still fits in ``height``.

    ``picked`` cells stand out from all others.
    """
    labels = [one_line(row.label) for row in overview.rows]
    heads = [one_line(column.label) for column in overview.columns]
    texts = [*heads, *(one_line(cell.text) for cell in cells.values())]
    marks = max((cell_len(cell.marks) for cell in cells.values()), default=0)
    word = min(_WORD, max(map(longest_piece, texts), default=0))
    narrow = max(_CELL, word, min(marks, _WORD))
    longest = max((cell_len(label) for label in labels), default=0) + 2
    label = max(_LABEL, min(longest, max(width // 4, min(_WORD, max(map(longest_piece, labels), default=0)) + 2), 32))
    room = width - label - GAP
    total = max(1, len(overview.columns))
    count = min(total, max(1, (room + GAP) // (narrow + GAP)))
    wide = max((cell_len(one_line(cell.value)) for cell in cells.values()), default=0)
    share = (room + GAP) // count - GAP
    column = max(MINIMUM, min(share, max(narrow, wide)))
    wrapped = tuple(tuple(folded_lines(head, column)) for head in heads)
    found = Grid(label, column, count, wrapped, tuple(_bands(overview, cells, label, column, (), picked)))
    airy = Grid(label, column, count, wrapped, tuple(_bands(overview, cells, label, column, ("",), picked)))
    return airy if airy.head + airy.tops[-1] <= height else found


def _bands(overview: Overview, cells: Cells, label: int, column: int, above: Lines, picked: Picked) -> list[Band]:
    numbers = {row.id: number for number, row in enumerate(overview.rows)}
    bands: list[Band] = []
    for heading, rows in blocks(overview):
        if heading:
            bands.append(Band(None, (*above, f" {one_line(heading)}"), "key"))
        for row in rows:
            seen = [cells[row.id, case.id] for case in overview.columns]
            indent = " " if row.header or not heading else "  "
            bands.append(
                Band(
                    numbers[row.id],
                    tuple(indent + line for line in folded_lines(one_line(row.label), label - len(indent))),
                    "strong" if row.header else "plain" if row.derived else "key",
                    tuple(lines_of(cell, column) for cell in seen),
                    tuple(_tone(row, case.id, picked) for case in overview.columns),
                )
            )
    return bands


def lines_of(cell: Shown, width: int) -> Lines:
    """A cell in lines: the text wrapped at words, its marks behind the last word or, if there is no room, below."""
    lines = folded_lines(one_line(cell.text), width)
    marks = one_line(cell.marks) if cell.marks.strip() else cell.marks
    if cell_len(lines[-1]) + cell_len(marks) <= width:
        return (*lines[:-1], lines[-1] + marks)
    before, _, last = lines[-1].rpartition(" ")
    if before and cell_len(last) + cell_len(marks) <= width:  # a mark alone on its line says nothing
        return (*lines[:-1], before, last + marks)
    return (*lines, *folded_lines(marks.strip(), width))


def _tone(row: OverviewRow, case: str, picked: Picked) -> str:
    """What is picked or an analyst set stands out; what is thin or shows nothing recedes."""
    seen = row.shown(case)
    if picked is not None:
        return "strong" if (row.id, case) in picked else "dim"
    if not row.derived:
        return "key"
    if seen.override is not None:
        return "accent"
    if seen.cell.state is not State.VALUE or Flag.THIN in seen.cell.flags:
        return "dim"
    return "strong" if row.header else "plain"
