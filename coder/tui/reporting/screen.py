"""A report as a page to scroll through: coverage, robustness, agreement and all others that the study can write."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult

from coder.model.publication import Report
from coder.reports import REPORTS, Options
from coder.study import Study
from coder.tui.aside import Aside
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.guard import answered
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.messages import ExportReport
from coder.tui.reporting.exporting import PAGE
from coder.tui.reporting.lines import Page, page
from coder.tui.reporting.page import PageView
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line

Laid = tuple[Report, Page, int]  # and the width it is laid out in


class ReportScreen(StudyScreen):
    """One report of one table; made and laid out beside the screen, since some take seconds."""

    SCOPE = "report"
    BINDINGS = bindings_for("report")

    def __init__(self, session: Session, name: str, options: Options) -> None:
        super().__init__(session)
        self._which = name
        self._options = options
        self._report: Report | None = None
        self._page = Page((), ())
        self._width = 0  # that it is laid out in
        self._work = Aside[Laid](self, session.study, self._taken)

    def compose(self) -> ComposeResult:
        """Title, page, message, keys."""
        yield Line(id="title")
        yield PageView(id="page")
        yield Line(id="reason")
        yield KeyBar("report", id="keys")

    # -- showing

    def load(self) -> None:
        """Forget what was made of the study as it was."""
        self._report = None
        self._width = 0

    def draw(self) -> None:
        """The page within the width; until it is made, what there was."""
        width = self.query_one(PageView).scrollable_content_region.width
        if width and width != self._width:
            self._width = width
            self._make(width)
        self._show()

    def _make(self, width: int) -> None:
        name, options, made = self._which, self._options, self._report

        def work(study: Study) -> Iterator[Laid]:
            report = made if made is not None else study.report(name, options)
            yield report, page(report, width), width

        self._work.start(work)

    def _taken(self, found: list[Laid], whole: bool) -> None:
        """Show the page; the news that this was all may come after it."""
        if self.query(PageView):  # else the session is ending
            if found:
                self._report, self._page, _ = found[-1]
                self.query_one(PageView).show(self._page.lines)
            self._show()

    def _show(self) -> None:
        right: list[Run] = [("working it out…  ", "accent")] if self._work.running else []
        lines = len(self._page.lines)
        if lines:
            view = self.query_one(PageView)
            seen = min(lines, view.top + view.scrollable_content_region.height)
            right.append((f"{100 * seen // lines}% ", "dim"))
        title = self._report.title if self._report is not None else self._which
        self.query_one("#title", Line).show(((f" {one_line(title)}", "strong"),), tuple(right))

    # -- moving

    def action_scroll(self, step: int) -> None:
        """So many lines on or back."""
        view = self.query_one(PageView)
        self._go(view.top + step)

    def action_page(self, step: int) -> None:
        """A screenful on or back."""
        self.query_one(PageView).page(step)
        self._show()

    def action_edge(self, step: int) -> None:
        """The beginning or the end."""
        self._go(0 if step < 0 else len(self._page.lines))

    def action_part(self, step: int) -> None:
        """The next heading or table, or the one before."""
        top = self.query_one(PageView).top
        marks = [mark for mark in self._page.marks if (mark > top if step > 0 else mark < top)]
        if marks:
            self._go(min(marks) if step > 0 else max(marks))

    def _go(self, line: int) -> None:
        self.query_one(PageView).go(line)
        self._show()

    # -- exporting

    def action_export(self) -> None:
        """Have the report written to a file."""
        self.post_message(ExportReport(self._which, self._options))


def ask_report(screen: StudyScreen, session: Session, table: str) -> None:
    """Ask which report on a table, and show it; not while coding blind, since reports are of all coders."""
    if session.showing.blind:
        words = "reports are of what all coders coded: end blind coding first, {coding.blind} in a transcript"
        screen.say(keymap_of(screen.app).words(words))
        return
    options = Options(table=table, annotated=True, language=session.language)

    def chosen(name: str) -> None:
        session.places["report"] = name
        if name == PAGE:  # it is read in a browser
            screen.post_message(ExportReport(name, options))
            return
        screen.app.push_screen(ReportScreen(session, name, options))

    found = [Option(name, name, one.tells) for name, one in REPORTS.items()]
    found.append(Option(PAGE, PAGE, "one HTML file to send: all tables, each cell with its trace"))
    screen.app.push_screen(Chooser("Which report?", found, session.places.get("report")), answered(screen, chosen))
