"""What an analyst lays over a cell, asked for by key: an override, a summary, a signature. The same on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.derive.overlay import value_words
from coder.formats.overview.trace_text import rests_on
from coder.formats.visible import harmless
from coder.model.codebook import Codebook
from coder.model.overview import ShownCell
from coder.tui.codes.labels import anchor
from coder.tui.dialogs.chooser import Option
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered
from coder.tui.keys.bindings import keymap_of
from coder.tui.overview.override import Draft, OverrideDialog
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line


@dataclass(frozen=True, slots=True)
class Place:
    """Row and case of a cell, and what they are called."""

    row: str
    case: str
    name: str


def refused(screen: StudyScreen, session: Session) -> bool:
    """Nobody judges a cell of which blind coding hides a part; says so."""
    if session.showing.blind:
        words = "a cell is judged on what all coders coded: end blind coding first, {coding.blind} in a transcript"
        screen.say(keymap_of(screen.app).words(words))
    return session.showing.blind


def override(screen: StudyScreen, session: Session, place: Place, seen: ShownCell) -> None:
    """Ask for another value, its type and reason; a stale override comes up as it was, to be renewed."""
    if refused(screen, session):
        return
    study = session.study

    def save(draft: Draft) -> None:
        study.override(
            place.row,
            place.case,
            draft.type,
            draft.rationale,
            values=draft.values,
            text=draft.text,
            reference=draft.reference,
        )

    def take_back() -> None:
        study.take_back_override(place.row, place.case)

    row = session.codebook.row(place.row)
    dialog = OverrideDialog(
        place.name,
        seen,
        choices(session.codebook, place.row),
        several=not (row.kind.by_level or row.kind.value == "one"),
        read=lambda values: value_words(session.codebook, row, values)[0],
        save=save,
        take_back=take_back,
    )
    screen.app.push_screen(dialog, answered(screen, screen.changed))


def choices(codebook: Codebook, row_id: str) -> list[Option]:
    """What a row may show: its values with their definitions, or its levels with their anchors."""
    row = codebook.row(row_id)
    if row.kind.by_level:
        code = codebook.code(row.code)
        levels = codebook.scale_of(row).levels
        return [Option(level.id, level.mark or "(blank)", anchor(codebook, code, level.anchor)) for level in levels]
    return [
        Option(code.value, codebook.text(code.label), one_line(codebook.text(code.definition)))
        for code in codebook.values(row)
    ]


def summarise(
    screen: StudyScreen, session: Session, place: Place, seen: ShownCell, codings: Sequence[str] = ()
) -> None:
    """Ask for the cell in the analyst's words. They rest on ``codings``; if none are given, on those they rested on
    before as far as these still speak, else on all that speak in the cell."""
    if refused(screen, session):
        return
    spoken = (*seen.cell.supporting, *seen.cell.opposing, *seen.cell.undecided)
    before = seen.summary.codings if seen.summary else ()
    basis = tuple(codings) or tuple(coding for coding in before if coding in spoken) or spoken
    if not basis:
        screen.say("no coding speaks in this cell; there is nothing to summarise")
        return
    study = session.study

    def taken(text: str) -> None:
        if text:
            study.summarise(place.row, place.case, text, basis)
            screen.changed(f"summary of {place.name}, {rests_on(len(basis))}")
        else:
            study.take_back_summary(place.row, place.case)
            screen.changed(f"no summary of {place.name} any more")

    title = f"Summary of {place.name}, {rests_on(len(basis))}"
    editor = MemoEditor(title, harmless(seen.summary.text) if seen.summary else "")
    screen.app.push_screen(editor, answered(screen, taken))


def sign_off(screen: StudyScreen, session: Session, place: Place, seen: ShownCell) -> None:
    """Sign the cell as it is shown; a signature that still holds is taken back, a stale one renewed."""
    if refused(screen, session):
        return
    study = session.study
    if seen.sign_off is not None and not seen.sign_off_stale:
        study.take_back_sign_off(place.row, place.case)
        screen.changed(f"{place.name} is not signed off any more")
        return
    again = "signed off again" if seen.sign_off else "signed off"
    signed = study.sign_off(place.row, place.case)
    screen.changed(f"{again}: {place.name} = {signed.text}")


def in_words(seen: ShownCell) -> list[str]:
    """What lies over a cell, for the line below the table."""
    told: list[str] = []
    if seen.override:
        told.append(f"reason: {seen.override.rationale}")
    if seen.sign_off:
        told.append(f"signed by {seen.sign_off.analyst} {seen.sign_off.at[:10]}")
    if seen.summary:
        told.append(f"“{seen.summary.text}”")
    return told
