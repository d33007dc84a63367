"""Paragraphs one after the other, as RTF says them -> lines: tables open and close by mark, not by nesting."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.formats.lines import Lines

_MOST_TABLES = 20  # inside one another; deeper ones are read as part of the one around them


@dataclass(slots=True)
class _Table:
    """An open table: the cells of its row so far, and the lines of the cell being read."""

    cells: list[Lines] = field(default_factory=list)
    cell: Lines = field(default_factory=Lines)


class Flow:
    """A stream of paragraphs: the document, or a text box in it, which ends with the group at ``depth``."""

    def __init__(self, depth: int, warnings: set[str]) -> None:
        self.depth = depth
        self._lines = Lines(warnings=warnings)
        self._pieces: list[str] = []
        self._boxes: list[Lines] = []
        self._tables: list[_Table] = []

    def add(self, words: str) -> None:
        """More words of the paragraph."""
        self._pieces.append(words)

    def add_box(self, box: Lines) -> None:
        """A text box in the paragraph; its lines come after it."""
        self._boxes.append(box)

    def end_paragraph(self, table: int, *, heading: bool = False) -> None:
        """The paragraph ends, ``table`` tables deep."""
        self._at(table).add(self._taken(), heading=heading)
        for box in self._boxes:
            self._at(table).take(box)
        self._boxes = []

    def end_cell(self, table: int) -> None:
        """The cell ends, and with it the paragraph."""
        lines = self._at(table)
        if self._pieces or self._boxes or not lines.lines:
            self.end_paragraph(table)
        level = self._tables[-1]
        level.cells.append(level.cell)
        level.cell = Lines()

    def end_row(self, table: int) -> None:
        """The row ends."""
        if self._pieces or self._boxes:
            self.end_cell(table)
        self._at(table)
        self._close_table()

    def end(self) -> Lines:
        """All lines, whatever was left open."""
        if self._pieces or self._boxes:
            self.end_paragraph(len(self._tables))
        self._at(0)
        return self._lines

    def _at(self, table: int) -> Lines:
        """Where lines go ``table`` tables deep; deeper ones end here."""
        table = min(table, _MOST_TABLES)
        while len(self._tables) > table:
            self._close_table()
        while len(self._tables) < table:
            self._tables.append(_Table())
        return self._tables[-1].cell if self._tables else self._lines

    def _close_table(self) -> None:
        closed = self._tables.pop()
        cells = [*closed.cells, closed.cell] if closed.cell.lines else closed.cells
        outer = self._tables[-1].cell if self._tables else self._lines
        outer.add_row(cells)

    def _taken(self) -> str:
        words = "".join(self._pieces)
        self._pieces = []
        if any("\ud800" <= ch <= "\udfff" for ch in words):  # astral letters come in halves
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return words.replace("\0", "")
