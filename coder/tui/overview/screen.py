"""The overview table, derived from the codings as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container

from coder.formats.overview.checks_text import beside
from coder.formats.overview.marks import Shown
from coder.formats.overview.style import Style
from coder.model.overview import Column, Overview, OverviewRow, ShownCell, State
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.messages import ExportOverview, OpenTrace
from coder.tui.overview import facts, judging, picking
from coder.tui.overview.checking import Checks
from coder.tui.overview.judging import Place
from coder.tui.overview.table import OverviewTable
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.prose import Prose

NO_TABLE = (
    "The codebook has no table yet, so there is nothing to derive. To make one go to the codebook ({app.codebook}), to "
    "a code or a group of codes, and press {codebook.row}: it becomes a row, and the row stands in a table. Or write "
    "rows and tables into the codebook's file; coder codebook apply takes it over."
)
PANE = 160  # columns from which all about the cell under the cursor stands beside the table
TALL, LOW = 30, 20  # lines from which the legend and the cell have more than two lines, and more than one
_ALL = "all"  # in the choice of a filter: none
NO_CODING = "nothing is coded yet: every cell is empty until interviews are coded (d lists them)"
NO_CASE = "There are no cases yet: name them in the codebook, or import interviews with the case they are from."


class OverviewScreen(StudyScreen):
    """Rows by cases; Enter on a cell says why it is what it is."""

    SCOPE = "overview"
    BINDINGS = bindings_for("overview")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._overview: Overview | None = None  # the whole table, with the checks that are known
        self._rows: Overview | None = None  # what is shown of it: the rows that the filter keeps
        self._at = (0, 0)  # in what is shown
        self._coded = True
        self._checks = Checks(self, session, self._checked)

    def compose(self) -> ComposeResult:
        """Title, table, all about the cell under the cursor, the meaning of the marks, keys."""
        yield Line(id="title")
        with Container(id="beside"):
            yield OverviewTable(id="overview")
            yield Prose(id="facts")
        yield Prose(id="legend")
        yield Line(id="here")
        yield Prose(id="detail")
        yield Line(id="reason")
        yield KeyBar("overview", id="keys")

    # -- showing

    @property
    def _style(self) -> Style:
        return Style(annotated=True, language=self._session.language)

    @property
    def _tables(self) -> list[str]:
        return [table.id for table in self._session.codebook.tables]

    @property
    def _pick(self) -> str:
        """The filter, "" for none."""
        return self._session.places.get("overview picks", "")

    def load(self) -> None:
        """Derive the table that was left; find the cell that was left in it."""
        tables, places = self._tables, self._session.places
        self._message = ""
        self._checks.forget(wanted=False)
        if not tables:
            self._overview = self._rows = None
            return
        table = places.get("overview", "")
        self._session.followed = self._study.followed(
            table if table in tables else tables[0],
            self._session.language,
            self._session.alone,
            self._session.followed,
        )
        self._overview = overview = self._session.followed.overview
        self._coded = any(
            cell.state is not State.EMPTY for one in overview.rows if one.derived for cell in one.cells.values()
        )
        self._checks.forget(wanted=self._coded)
        self._narrow()

    def _narrow(self) -> None:
        """What the filter keeps, with the cell that was left."""
        overview = self._overview
        if overview is None:
            return
        kept = picking.narrowed(overview, self._pick) if self._pick else overview
        self._rows = kept if kept.rows else overview
        row, _, case = self._session.places.get(f"overview/{overview.table}", "").partition(" ")
        down, right = picking.place_of(overview, row, case)
        later = [one.id for one in overview.rows[down:]]  # the row itself may be filtered out now
        last = len(self._rows.rows) - 1
        self._at = next((number for number, one in enumerate(self._rows.rows) if one.id in later), max(0, last)), right

    def draw(self) -> None:
        """The table within the width, and what its marks mean."""
        self.set_class(self.size.width >= PANE, "-pane")
        overview, table = self._rows, self.query_one(OverviewTable)
        title = self.query_one("#title", Line)
        if overview is None or not overview.rows or not overview.columns:
            title.show(((f" {one_line(overview.title if overview else 'Overview')}", "strong"),))
            table.say(NO_CASE if overview else keymap_of(self.app).words(NO_TABLE))
            self.query_one("#legend").styles.height = self.query_one("#detail").styles.height = 0
            self.query_one("#here", Line).show(())
            return
        style = self._style
        cells = {(row.id, case): self._shown(row, case, style) for row in overview.rows for case in row.cells}
        picked = None
        if self._pick:
            places = picking.picked(overview, self._pick)
            picked = {(overview.rows[down].id, overview.columns[right].id) for down, right in places}
        table.show(overview, cells, self._at, picked)
        self._show_legend(cells.values(), style)
        self._show_title()
        self._tell()
        self.call_after_refresh(self._begin_checks)

    def _show_legend(self, cells: Iterable[Shown], style: Style) -> None:
        """What the marks mean, on as many lines as there is room for."""
        most = 3 if self.size.height >= TALL else 2 if self.size.height >= LOW else 1
        lines = facts.legend_lines(cells, style, max(1, self.size.width - 2), most)
        words = self.query_one("#legend", Prose)
        words.styles.height = len(lines)
        words.show([(line, "dim") for line in lines])

    def _shown(self, row: OverviewRow, case: str, style: Style) -> Shown:
        """A cell with all its marks; a blank keeps the place of the one that is still being worked out."""
        cell = facts.marked(row, case, style)
        if row.derived and row.cells[case].state is State.VALUE and case not in row.robustness:
            cell = replace(cell, marks=f"{cell.marks} ")
        return beside(cell, row.expectations.get(case), row.factor_checks.get(case), style)

    def _show_title(self) -> None:
        tables, overview = self._tables, self._overview
        if overview is None:
            return
        right: list[Run] = [(f"{one_line(overview.codebook)} {one_line(overview.version)}  ", "dim")]
        overridden, cells = overview.overridden
        if overridden:
            right.append((f"{overridden} of {cells} overridden  ", "accent"))
        if departures := len(self._study.departures()):
            right.append((f"{departures} parameter{'s' * (departures != 1)} not as by default  ", "accent"))
        if robust := self._checks.words(overview):
            right.append((f"{robust}  ", "dim"))
        if len(tables) > 1:
            right.append((f"table {tables.index(overview.table) + 1} of {len(tables)} ", "plain"))
        if self._session.showing.blind:
            right.append((" blind: from your codings alone ", "accent"))
        if self._pick:
            number = len(picking.picked(overview, self._pick))
            words = f"{number} cell{'s' * (number != 1)}: {picking.PICKS[self._pick][0].split(':')[0]}"
            right.append((f" {words} ", "accent"))
        self.query_one("#title", Line).show(((f" {one_line(overview.title)}", "strong"),), tuple(right))

    def _here(self) -> tuple[Overview, OverviewRow, Column] | None:
        """The table, row and column of the cell under the cursor."""
        overview = self._rows
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
        self._message = ""
        if found := self._here():
            overview, row, column = found
            self._session.places[f"overview/{overview.table}"] = f"{row.id} {column.id}"
            self._tell()

    def say(self, words: str) -> None:
        """A message stands where the cell is told, until the cursor moves."""
        super().say(words)
        self._tell()

    def _tell(self) -> None:
        """All about the cell under the cursor: in the pane, or on the lines below the table."""
        found = self._here()
        if found is None:
            return
        _, row, column = found
        style, wide = self._style, self.size.width >= PANE
        note = facts.marked(row, column.id, style, checked=False).note
        head = f" {one_line(row.label)} · {one_line(column.label)}"
        plural = "" if column.interviews == 1 else "s"
        numbers = f"  {column.interviews} interview{plural} of {one_line(column.label)} "
        self.query_one("#here", Line).show(
            (
                (head, "strong"),
                (f"  {facts.value_words(row, column.id, style)}", "plain"),
                (f"  {note}" if note else "", "dim"),
            ),
            ((numbers, "dim"), ("", "plain")),
        )
        most = 0 if wide else 3 if self.size.height >= TALL else 1
        detail = self.query_one("#detail", Prose)
        detail.styles.height = most
        if wide:
            self.query_one("#facts", Prose).show(facts.paragraphs(row, column.id, style))
        told = "" if wide else facts.sentence(row, column.id, style)
        lines = folded_lines(told, max(1, self.size.width - 2)) if told else []
        detail.show([(f" {one}", "plain") for one in lines[:most]])
        rest = " ".join(lines[most:]) if self._coded else NO_CODING
        if not self._message:
            self.query_one("#reason", Line).show(((f" {rest}", "plain"),) if rest else ())

    # -- how firmly the cells stand

    def _begin_checks(self) -> None:
        if self._overview is not None and self.is_current:
            self._checks.begin(self._overview.table)

    def _checked(self, paint: bool) -> None:
        """Show the checks that have come, unless the session is ending."""
        if not self.query("#title"):
            return
        if paint and self._overview is not None:
            self._overview = self._checks.beside(self._overview)
            self._narrow()
            self.draw()
        else:
            self._show_title()

    def on_screen_suspend(self) -> None:
        """Nobody looks: what is not checked yet is checked later."""
        self._checks.pause()

    @guarded
    def on_screen_resume(self) -> None:
        """Show the present state, and go on checking."""
        self.reload()
        self._begin_checks()

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

    def action_next(self, step: int) -> None:
        """The next cell that the filter is of; without one, the next that is worth a look."""
        if found := self._here():
            self.say(self.beyond(found[1].id, found[2].id, step)[1])

    def beyond(self, row: str, case: str, step: int) -> tuple[tuple[str, str] | None, str]:
        """The cell of the filter that comes after (or before) one, with the cursor on it; and what to tell."""
        self.reload()  # the trace that asks may have changed it
        overview, pick = self._overview, self._pick or picking.ANY
        if overview is None:
            return None, ""
        words = picking.PICKS[pick][0].split(":")[0]
        places, at = picking.picked(overview, pick), picking.place_of(overview, row, case)
        there = picking.following(places, at, step)
        if there is None:
            return None, f"no cell is {words}"
        found = overview.rows[there[0]].id, overview.columns[there[1]].id
        self._session.places[f"overview/{overview.table}"] = " ".join(found)
        self._narrow()
        self.draw()
        return found, f"{places.index(there) + 1} of {len(places)}: {words}"

    def action_filter(self) -> None:
        """Ask which cells to go to and to keep in view."""
        overview = self._overview
        if overview is None or not overview.rows:
            return
        options = [Option(_ALL, "all cells", "end the filter")] if self._pick else []
        for pick, number in picking.counts(overview):
            name, _, more = picking.PICKS[pick][0].partition(":")
            if number or (pick in picking.CHECKED and not self._checks.known):
                note = f"{number} cell{'s' * (number != 1)}" if number else "not worked out yet"
                options.append(Option(pick, name, f"{note}  {more.strip()}"))

        def chosen(pick: str) -> None:
            self._session.places["overview picks"] = "" if pick == _ALL else pick
            self._narrow()
            self.draw()

        self.app.push_screen(Chooser("Which cells?", options, self._pick or None), answered(self, chosen))

    def action_text(self, step: int) -> None:
        """On or back in the pane."""
        self.query_one("#facts", Prose).move(step)

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

    def action_reports(self) -> None:
        """Ask which report on this table to read."""
        if self._overview is not None:
            from coder.tui.reporting.screen import ask_report  # here: a look at the table needs none of it

            ask_report(self, self._session, self._overview.table)

    def action_export(self) -> None:
        """Have the table written to a file."""
        if self._overview is not None:
            self.post_message(ExportOverview(self._overview.table))

    def action_parameters(self) -> None:
        """Another parameter of the derivation."""
        if found := self._derived():
            from coder.tui.overview.tuning import Tuner  # here: parameters are seldom changed

            Tuner(self, self._session, found[1].id, found[1].label).ask()

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
