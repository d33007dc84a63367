"""Interviews by rows: framework matrix (words) and profile matrix (values) in one (method 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the table, which is a column of the grid."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one interview says about one row and case.

    ``text`` shows its top values (labels) or the mark of its level; ``values`` are their ids. ``also`` and ``denied``
    are labels of what it supports less and speaks against. ``summary`` is the analyst's on the cell of the case, if it
    rests on a coding of this interview: ``rests_on``. ``notes`` are memos on the codings.
    """

    row: str
    text: str
    values: tuple[str, ...]
    also: tuple[str, ...]
    denied: tuple[str, ...]
    level: Fraction | None
    dissents: bool
    coders: tuple[str, ...]
    codings: tuple[str, ...]
    locators: tuple[str, ...]
    notes: tuple[str, ...]
    summary: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """An interview on one case; who speaks about several has a line for each. Silent rows have no cell."""

    interview: str
    documents: tuple[str, ...]
    case: str
    case_label: str
    own: bool  # whether the interview belongs to the case
    cells: tuple[GridCell, ...]

    def cell(self, row: str) -> GridCell | None:
        """The cell of a row, None where the interview says nothing about it."""
        return next((cell for cell in self.cells if cell.row == row), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """One line per interview and case, in the order of the cases."""

    table: str
    title: str
    codebook: str
    version: str
    rows: tuple[GridRow, ...]
    lines: tuple[GridLine, ...]
