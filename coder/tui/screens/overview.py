"""The overview table, derived from the codings as they are now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from coder.formats.overview.marks import legend, meaning, shown
from coder.formats.overview.style import Style
from coder.model.overview import Overview, State
from coder.tui.actions import bindings_for
from coder.tui.cells import one_line
from coder.tui.guard import guarded
from coder.tui.messages import OpenTrace
from coder.tui.runs import Runs
from coder.tui.session import Session
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.overview_table import OverviewTable

STYLE = Style(annotated=True)


class OverviewScreen(Screen[None]):
    """Rows by cases; Enter on a cell says why it is what it is."""

    BINDINGS = bindings_for("overview")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._tables = [table.id for table in session.codebook.tables]
        self._cells = session.overview_cells
        self._seen = -1
        self._overview: Overview | None = None

    def compose(self) -> ComposeResult:
        """Title, table, the cell in words, keys."""
        yield Line(id="title")
        yield OverviewTable(id="overview")
        yield Line(id="here")
        yield Line(id="reason")
        yield KeyBar("overview", id="keys")

    @guarded
    def on_screen_resume(self) -> None:
        """Derive anew what was coded meanwhile."""
        self.reload()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.call_after_refresh(self._show)

    def reload(self) -> None:
        """Derive anew if anything was changed."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits
            self._overview = self._study.overview(self._tables[self._session.overview_table] if self._tables else None)
            self._show()

    def _show(self) -> None:
        if self._overview is None:
            return
        table = self.query_one(OverviewTable)
        down, right = self._cells.get(self._overview.table, (0, 0))
        at = min(down, len(self._overview.rows) - 1), min(right, len(self._overview.columns) - 1)
        self._cells[self._overview.table] = at
        table.show(self._overview, self.size.width, at)
        left: Runs = ((f" {one_line(self._overview.title)}", "strong"),)
        number = f"table {self._session.overview_table + 1} of {len(self._tables)} " if len(self._tables) > 1 else ""
        version = one_line(f"{self._overview.codebook} {self._overview.version}  ")
        self.query_one("#title", Line).show(left, ((version, "dim"), (number, "plain")))
        self._tell()

    def on_overview_table_moved(self, event: OverviewTable.Moved) -> None:
        """Say the cell in words."""
        if self._overview is not None:
            self._cells[self._overview.table] = event.at
            self._tell()

    def _tell(self) -> None:
        if self._overview is None or not self._overview.rows or not self._overview.columns:
            return
        down, right = self._cells[self._overview.table]
        row, column = self._overview.rows[down], self._overview.columns[right]
        cell = row.cells[column.id]
        seen = shown(cell, row, STYLE)
        head = f" {one_line(row.label)} · {one_line(column.label)}"
        text = one_line(seen.text) if cell.state is State.VALUE else meaning(cell.state.value)
        note = f"  {seen.note}" if seen.note else ""
        self.query_one("#here", Line).show(((head, "strong"), (f"  {text}", "plain"), (note, "dim")))
        marks = "   ".join(f"{sign} {words}" for sign, words in legend(seen.used, STYLE))
        plural = "" if column.interviews == 1 else "s"
        numbers = f"{column.interviews} interview{plural} of {one_line(column.label)} "
        self.query_one("#reason", Line).show(((f" {marks}", "dim"),), ((numbers, "dim"),))

    def action_move(self, down: int, right: int) -> None:
        """Another cell."""
        self.query_one(OverviewTable).move(down, right)

    def action_table(self, step: int) -> None:
        """Another table of the codebook."""
        if len(self._tables) > 1:
            self._session.overview_table = (self._session.overview_table + step) % len(self._tables)
            self._seen = -1
            self.reload()

    def action_trace(self) -> None:
        """Why the cell is what it is."""
        if self._overview is not None and self._overview.rows and self._overview.columns:
            down, right = self._cells[self._overview.table]
            self.post_message(OpenTrace(self._overview.rows[down].id, self._overview.columns[right].id))

    def on_overview_table_chosen(self) -> None:
        """A click on the cell under the cursor."""
        self.action_trace()
