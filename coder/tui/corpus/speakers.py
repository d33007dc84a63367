"""Who speaks in a document, as what: to look at and to put right. A speaker is chosen, then what is to be of him."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from coder.model.document import Role
from coder.model.report import Speaker
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.guard import answered
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen

RENAME = "rename"
EVERYWHERE = "everywhere:"  # before a role: in all documents


def ask(screen: StudyScreen, session: Session, document: str) -> None:
    """Show who speaks in a document; change the role or the name of the one that is chosen."""
    study = session.study
    name = study.document(document).name
    found = {option(one).id: one for one in study.speakers(document)}

    def chosen(identity: str) -> None:
        one = found[identity]
        if one.name:
            title = f"What is {one.name} in {name}?"
            screen.app.push_screen(
                Chooser(title, changes(one), one.role.value), answered(screen, partial(changed, one))
            )
        else:
            screen.say("these words are nobody's: only named speakers have a role")

    def changed(one: Speaker, wanted: str) -> None:
        if wanted == RENAME:
            asking = Ask(f"Another name for {one.name}", one.name)
            screen.app.push_screen(asking, answered(screen, partial(renamed, one)))
            return
        role = Role(wanted.removeprefix(EVERYWHERE))
        everywhere = wanted.startswith(EVERYWHERE)
        documents = [other.id for other in study.documents()] if everywhere else [document]
        told(study.change_speakers(documents, {one.name: role}), f"{one.name} is {role.value}")

    def renamed(one: Speaker, new: str) -> None:
        told(study.change_speakers([document], {}, {one.name: new}), f"{one.name} is called {new}")

    def told(where: Sequence[str], words: str) -> None:
        documents = where[0] if len(where) == 1 else f"{len(where)} documents"
        screen.changed(f"{words} in {documents}" if where else "it is so already")

    options = [option(one) for one in found.values()]
    screen.app.push_screen(Chooser(f"Who speaks in {name}?", options), answered(screen, chosen))


def option(one: Speaker) -> Option:
    """A speaker as a line to choose; one who is two things has two lines."""
    turns = f"{one.turns} turn{'s' * (one.turns != 1)}, {one.words} word{'s' * (one.words != 1)}"
    return Option(f"{one.role.value}:{one.name}", one.name or "—", f"{one.role.value}, {turns}")


def changes(one: Speaker) -> list[Option]:
    """What can become of a speaker."""
    notes = {
        Role.RESPONDENT: "what they say is evidence",
        Role.INTERVIEWER: "they ask, what they say is none",
        Role.NOTE: "nobody: a remark, a heading",
    }
    here = [Option(role.value, role.value, notes[role]) for role in Role]
    everywhere = [Option(EVERYWHERE + role.value, f"{role.value}, in all documents", one.name) for role in Role]
    return [*here, Option(RENAME, "another name", "the text stays as it is"), *everywhere]
