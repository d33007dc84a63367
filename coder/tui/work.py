"""Work that takes long, begun when a screen asks for it."""

from __future__ import annotations

from textual.message import Message

from coder.tui.background import Background
from coder.tui.corpus import importing, pseudonymising
from coder.tui.messages import (
    ExportCodings,
    ExportOverview,
    ExportReport,
    FindNames,
    ImportTranscripts,
    LookForSuggestions,
    ReplaceNames,
)
from coder.tui.reporting import exporting
from coder.tui.reviewing import suggesting
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen


def begin(message: Message, screen: StudyScreen, background: Background, session: Session) -> None:
    """Ask what has to be known, and start."""
    study = session.study
    match message:
        case FindNames():
            pseudonymising.find(screen, background, session)
        case ReplaceNames():
            pseudonymising.ask(screen, background, session, session.proposals)
        case ImportTranscripts():
            importing.ask(screen, background, session)
        case LookForSuggestions():
            suggesting.ask(screen, background, study, message.document)
        case ExportOverview():
            exporting.ask_overview(screen, background, study, message.table, session.language)
        case ExportReport(name=exporting.PAGE):
            exporting.ask_page(screen, background, study, session.language)
        case ExportReport():
            exporting.ask_report(screen, background, study, message.name, message.options)
        case ExportCodings():  # in blind coding only one's own
            exporting.ask_codings(screen, background, study, study.coder if study.view("blind") == "1" else None)
