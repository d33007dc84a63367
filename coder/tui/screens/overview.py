"""The overview table, derived from the codings as they are now."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from coder.formats.overview.marks import legend, meaning, shown, used_marks
from coder.formats.overview.style import Style
from coder.model.overview import Column, Overview, OverviewRow, ShownCell, State
from coder.tui import judging
from coder.tui.bindings import bindings_for, keymap_of
from coder.tui.cells import one_line
from coder.tui.judging import Place
from coder.tui.messages import ExportOverview, OpenTrace
from coder.tui.runs import Run
from coder.tui.screens.study_screen import StudyScreen
from coder.tui.session import Session
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.overview_table import OverviewTable
from coder.tui.widgets.prose import Prose
from coder.tui.wrap import folded_lines

NO_TABLE = (
    "The codebook has no table yet, so there is nothing to derive. To make one go to the codebook ({app.codebook}), to "
    "a code or a group of codes, and press {codebook.row}: it becomes a row, and the row stands in a table. Or write "
    "rows and tables into the codebook's file; coder codebook apply takes it over."
)
NO_CASE = "There are no cases yet: name them in the codebook, or import interviews with the case they are from."


class OverviewScreen(StudyScreen):
    """Rows by cases; Enter on a cell says why it is what it is."""

    SCOPE = "overview"
    BINDINGS = bindings_for("overview")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._overview: Overview | None = None
        self._at = (0, 0)
        self._coded = True

    def compose(self) -> ComposeResult:
        """Title, table, the meaning of its marks, the cell in words, keys."""
        yield Line(id="title")
        yield OverviewTable(id="overview")
        yield Prose(id="legend")
        yield Line(id="here")
        yield Line(id="reason")
        yield KeyBar("overview", id="keys")

    # -- showing

    @property
    def _style(self) -> Style:
        return Style(annotated=True, language=self._session.language)

    @property
    def _tables(self) -> list[str]:
        return [table.id for table in self._session.codebook.tables]

    def load(self) -> None:
        """Derive the table that was left; find the cell that was left in it."""
        tables, places = self._tables, self._session.places
        if not tables:
            self._overview = None
            return
        table = places.get("overview", "")
        self._overview = overview = self._study.overview(
            table if table in tables else tables[0], self._session.language, self._session.alone
        )
        row, _, case = places.get(f"overview/{overview.table}", "").partition(" ")
        down = next((number for number, one in enumerate(overview.rows) if one.id == row), 0)
        right = next((number for number, one in enumerate(overview.columns) if one.id == case), 0)
        self._at = down, right
        self._coded = any(
            cell.state is not State.EMPTY for one in overview.rows if one.derived for cell in one.cells.values()
        )

    def draw(self) -> None:
        """The table within the width, and what its marks mean."""
        overview, table = self._overview, self.query_one(OverviewTable)
        title, words = self.query_one("#title", Line), self.query_one("#legend", Prose)
        if overview is None or not overview.rows or not overview.columns:
            title.show(((f" {one_line(overview.title if overview else 'Overview')}", "strong"),))
            table.say(NO_CASE if overview else keymap_of(self.app).words(NO_TABLE))
            words.styles.height = 0
            self.query_one("#here", Line).show(())
            return
        style = self._style
        cells = {(row.id, case): shown(row.shown(case), row, style) for row in overview.rows for case in row.cells}
        table.show(overview, cells, self._at)
        text = "   ".join(
            f"{sign} {told.split(':')[0]}".replace(" ", "\u00a0")
            for sign, told in legend(used_marks(cells.values()), style)
        )
        most = 1 if self.size.height < 20 else 3
        words.styles.height = min(most, len(folded_lines(text, max(1, self.size.width - 2)))) if text else 0
        words.show([(text, "dim")] if text else [])
        self._show_title(overview)
        self._tell()

    def _show_title(self, overview: Overview) -> None:
        tables = self._tables
        right: list[Run] = []
        if self._session.showing.blind:
            right.append(("blind: from your codings alone  ", "accent"))
        right += [(f"{one_line(overview.codebook)} {one_line(overview.version)}  ", "dim")]
        overridden, cells = overview.overridden
        if overridden:
            right.append((f"{overridden} of {cells} overridden  ", "accent"))
        if len(tables) > 1:
            right.append((f"table {tables.index(overview.table) + 1} of {len(tables)} ", "plain"))
        self.query_one("#title", Line).show(((f" {one_line(overview.title)}", "strong"),), tuple(right))

    def _here(self) -> tuple[Overview, OverviewRow, Column] | None:
        """The table, row and column of the cell under the cursor."""
        overview = self._overview
        if overview is None or not overview.rows or not overview.columns:
            return None
        return overview, overview.rows[self._at[0]], overview.columns[self._at[1]]

    def _derived(self) -> tuple[Overview, OverviewRow, Column] | None:
        """The same; None, and why, where the row is given and nothing can be asked of it."""
        found = self._here()
        if found is not None and not found[1].derived:
            source = f" ({one_line(found[1].source)})" if found[1].source else ""
            self.say(f"this row is given{source}, not derived from codings: there is nothing to trace or to judge")
            return None
        return found

    def on_overview_table_moved(self, event: OverviewTable.Moved) -> None:
        """Say the cell in words, and remember it."""
        self._at = event.at
        if found := self._here():
            overview, row, column = found
            self._session.places[f"overview/{overview.table}"] = f"{row.id} {column.id}"
            self._tell()

    def _tell(self) -> None:
        found = self._here()
        if found is None:
            return
        _, row, column = found
        over = row.shown(column.id)
        style = self._style
        seen = shown(over, row, style)
        head = f" {one_line(row.label)} · {one_line(column.label)}"
        note = f"  {seen.note}" if seen.note else ""
        says = over.override is not None or over.cell.state in (State.VALUE, State.GIVEN)
        value = one_line(seen.text) if says else _state(over, style)
        self.query_one("#here", Line).show(((head, "strong"), (f"  {value}", "plain"), (note, "dim")))
        marks = (f"{sign} {words}" for sign, words in legend(seen.used, style))
        told = "   ".join((*marks, *map(one_line, judging.in_words(over))))
        if not self._coded:
            told = "nothing is coded yet: every cell is empty until interviews are coded (d lists them)"
        plural = "" if column.interviews == 1 else "s"
        numbers = f"  {column.interviews} interview{plural} of {one_line(column.label)} "
        self.query_one("#reason", Line).show(((f" {told}", "dim"),), ((numbers, "dim"),))

    # -- moving

    def action_move(self, down: int, right: int) -> None:
        """Another cell."""
        self.query_one(OverviewTable).move(down, right)

    def action_page(self, step: int) -> None:
        """A screenful of rows on or back."""
        self.query_one(OverviewTable).page(step)

    def action_page_columns(self, step: int) -> None:
        """A screenful of cases on or back."""
        self.query_one(OverviewTable).page_columns(step)

    def action_edge(self, down: int, right: int) -> None:
        """The first or last row or case."""
        if found := self._here():
            overview = found[0]
            self.action_move(down * len(overview.rows), right * len(overview.columns))

    def action_table(self, step: int) -> None:
        """Another table of the codebook."""
        tables = self._tables
        if len(tables) > 1 and self._overview is not None:
            place = (tables.index(self._overview.table) + step) % len(tables)
            self._session.places["overview"] = tables[place]
            self._again()

    def _again(self) -> None:
        self._seen = -1
        self.reload()

    def arrive(self) -> None:
        """Show the table that was asked for."""
        self._again()

    # -- asking

    def action_trace(self) -> None:
        """Why the cell is what it is."""
        if found := self._derived():
            _, row, column = found
            self.post_message(OpenTrace(row.id, column.id))

    def on_overview_table_chosen(self) -> None:
        """A click on the cell under the cursor."""
        self.action_trace()

    def action_export(self) -> None:
        """Have the table written to a file."""
        if self._overview is not None:
            self.post_message(ExportOverview(self._overview.table))

    # -- judging

    def _judge(self, judge: Callable[[StudyScreen, Session, Place, ShownCell], None]) -> None:
        if found := self._derived():
            _, row, column = found
            place = Place(row.id, column.id, f"{one_line(row.label)} · {one_line(column.label)}")
            judge(self, self._session, place, row.shown(column.id))

    def action_override(self) -> None:
        """Set the cell otherwise than derived."""
        self._judge(judging.override)

    def action_summary(self) -> None:
        """The cell in the analyst's own words."""
        self._judge(judging.summarise)

    def action_sign_off(self) -> None:
        """Stand by the cell, or not any more."""
        self._judge(judging.sign_off)


def _state(over: ShownCell, style: Style) -> str:
    """A cell that shows nothing, in words."""
    cell = over.cell
    if cell.state is State.REFUTED:
        return f"only denied, by {cell.denials} interview{'s' * (cell.denials != 1)}"
    return meaning(cell.state.value, style)
