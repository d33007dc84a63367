"""Which report to read: all that the study can write, as pages."""

from __future__ import annotations

from coder.reports import REPORTS, Options
from coder.tui.bindings import keymap_of
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.exporting import PAGE
from coder.tui.guard import answered
from coder.tui.messages import ExportReport
from coder.tui.screens.report import ReportScreen
from coder.tui.screens.study_screen import StudyScreen
from coder.tui.session import Session


def ask(screen: StudyScreen, session: Session, table: str) -> None:
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
