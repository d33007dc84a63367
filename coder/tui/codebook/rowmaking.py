"""Asking what row of the overview shall be made from a code or a group of codes."""

from __future__ import annotations

from coder.codebook.ops_row import kinds
from coder.model.codebook import Code, CodeKind, RowKind
from coder.tui.codes.labels import label_of
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.field import LineField
from coder.tui.guard import answered
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen

_WORDS = {
    RowKind.ONE: "rival values, the strongest is shown",
    RowKind.SET: "rival values that may hold together",
    RowKind.ORDINAL: "ordered values, lowest first as they stand",
    RowKind.LIST: "values that are no rivals, any number",
    RowKind.RATING: "levels as marks of their scale",
    RowKind.PRESENCE: "present, partly, or not",
}


def ask_row(screen: StudyScreen, session: Session, code: Code) -> None:
    """Ask for the kind of the row, and for its name where it is made around a single code; then make it."""
    codebook, study = session.codebook, session.study
    name = label_of(codebook, code.id)
    if any(row.code == code.id for row in codebook.rows):
        screen.say(f"{name} is a row of the overview already")
        return
    possible = kinds(code)
    if not possible:
        screen.say(f"{name} stands in a row or is retired: choose a group of codes, or a code that is free")
        return

    def make(kind: RowKind, label: str) -> None:
        row = study.make_row(code.id, kind, label)
        session.places["codebook"] = row.code
        tables = [table for table in study.codebook.tables if row.id in table.rows]
        called = study.codebook.row_label(row, session.language)
        where = f", in the table {tables[0].id!r}" if tables else ""
        screen.changed(f"{called} is a row of the overview now{where}; other codes are moved below it")

    def chosen(answer: str) -> None:
        kind = RowKind(answer)
        if code.kind is not CodeKind.FREE:
            make(kind, "")
            return
        title = f"What is the row called of which {name} is a value?"
        screen.app.push_screen(LineField(title, "", lambda label: make(kind, label)), answered(screen, lambda _: None))

    options = [Option(kind.value, kind.value, _WORDS[kind]) for kind in possible]
    screen.app.push_screen(Chooser(f"A row of which kind from {name}?", options), answered(screen, chosen))
