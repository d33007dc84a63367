"""The overview as a grid with a cell cursor; text is wrapped within its column."""

from __future__ import annotations

from rich.text import Text
from textual.message import Message
from textual.widgets import DataTable

from coder.formats.overview.marks import blocks, shown
from coder.formats.overview.style import Style
from coder.model.overview import Flag, Overview, OverviewRow, State
from coder.tui.wrap import MINIMUM, folded_lines

STYLE = Style(annotated=True)
_LABEL = (13, 32)  # cells of the column of row labels
_COLUMN = (10, 28)  # cells of a case


class OverviewTable(DataTable[Text], inherit_bindings=False):
    """Rows of the table with headings of their blocks; the screen moves the cursor."""

    class Moved(Message):
        """The cursor is on another cell, counted without headings."""

        def __init__(self, at: tuple[int, int]) -> None:
            super().__init__()
            self.at = at

    class Chosen(Message):
        """The cell under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, fixed_columns=1, cursor_type="cell", header_height=2, cell_padding=0)
        self._places: list[int] = []  # grid row of each row of the table

    def show(self, overview: Overview, width: int, at: tuple[int, int]) -> None:
        """Show a table in a width, with the cursor on a cell."""
        count = max(1, len(overview.columns))
        label = min(max(_LABEL[0], width // 6), _LABEL[1])
        column = min(max(_COLUMN[0], (width - label - 1) // count), _COLUMN[1])  # one cell for the scroll bar
        self.clear(columns=True)
        self._places = []
        self.add_column(Text(""), width=label)
        for case in overview.columns:
            self.add_column(_wrapped(case.label, column, bold=True), width=column)
        for heading, rows in blocks(overview):
            if heading:
                cells = [_wrapped(heading, label, bold=True), *(Text("") for _ in overview.columns)]
                self.add_row(*cells, height=max(1, cells[0].plain.count("\n") + 1))
            for row in rows:
                self._places.append(self.row_count)
                self._add(overview, row, label, column)
        if self._places:
            down, right = min(at[0], len(self._places) - 1), min(at[1], count - 1)
            self.move_cursor(row=self._places[down], column=right + 1, animate=False)

    def _add(self, overview: Overview, row: OverviewRow, label: int, column: int) -> None:
        cells = [_wrapped(("" if row.header else "  ") + row.label, label, bold=row.header)]
        for case in overview.columns:
            cell = row.cells[case.id]
            seen = shown(cell, row, STYLE)
            doubtful = cell.state is not State.VALUE or Flag.THIN in cell.flags
            cells.append(_wrapped(seen.value, column, dim=doubtful, bold=row.header))
        self.add_row(*cells, height=max(cell.plain.count("\n") + 1 for cell in cells))

    def move(self, down: int, right: int) -> None:
        """Another cell; headings and labels are passed over."""
        if not self._places:
            return
        row = self._row + down
        column = self.cursor_column + right
        if 0 <= row < len(self._places) and 1 <= column < len(self.columns):
            self.move_cursor(row=self._places[row], column=column, animate=False)

    @property
    def _row(self) -> int:
        return self._places.index(self.cursor_row) if self.cursor_row in self._places else 0

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """Tell the screen; a heading or a label cannot hold the cursor."""
        event.stop()
        place = self._row, max(0, self.cursor_column - 1)
        if self.cursor_row not in self._places or self.cursor_column < 1:
            if self._places:
                self.move_cursor(row=self._places[place[0]], column=place[1] + 1, animate=False)
            return
        self.post_message(self.Moved(place))

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """A click on the cursor."""
        event.stop()
        self.post_message(self.Chosen())


def _wrapped(text: str, width: int, bold: bool = False, dim: bool = False) -> Text:
    """A text broken into lines that leave one cell of a column free; ``Text`` parses no markup."""
    lines = folded_lines(text, max(width - 1, MINIMUM))
    style = "bold" if bold else "dim" if dim else ""
    return Text("\n".join(lines), style=style, no_wrap=True, end="")
