"""Looking for names and replacing them, beside the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.study import Progress, Study
from coder.tui.background import Background, Job
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.guard import answered
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen

if TYPE_CHECKING:
    from coder.privacy.proposal import Proposal
    from coder.study.pseudonymising import Pseudonymised


def find(screen: StudyScreen, background: Background, session: Session) -> None:
    """Look for names in all documents."""

    def work(study: Study, progress: Progress) -> tuple[Proposal, ...]:
        return study.proposals(progress=progress)

    def done(top: StudyScreen, found: tuple[Proposal, ...]) -> None:
        session.proposals = found
        session.edited()
        top.reload()
        top.say("" if found else "no names were found")

    background.start(screen, Job("looking for names", work, done))


def ask(screen: StudyScreen, background: Background, session: Session, proposals: Sequence[Proposal]) -> None:
    """Replace the accepted names, after a question: undo does not take it back."""
    number = sum(one.accepted for one in proposals)
    if not background.free(screen):
        return
    if not number:
        screen.say("nothing is to be replaced yet")
        return

    def work(study: Study, progress: Progress) -> Pseudonymised:
        progress(0, 0, "writing")
        return study.pseudonymise(proposals)

    def done(top: StudyScreen, result: Pseudonymised) -> None:
        session.proposals = ()
        session.edited()
        top.reload()
        said, notes = outcome(result), left_to_do(result)
        top.say(said)
        if notes:
            top.app.push_screen(OutcomeDialog(said, (), notes))

    def sure(yes: bool) -> None:
        if yes:
            background.start(screen, Job("replacing names", work, done))

    spellings = "1 spelling" if number == 1 else f"{number} spellings"
    question = f"Replace {spellings} everywhere? Not undone but by coder pseudonymise --restore and the key file."
    screen.app.push_screen(Confirm(question), answered(screen, sure))


def outcome(done: Pseudonymised) -> str:
    """What was done, in a sentence."""
    return f"{done.places} places in {done.documents} documents replaced; move {done.key.name} to a safe place"


def left_to_do(done: Pseudonymised) -> list[str]:
    """Where names still are, and what takes them away."""
    found: list[str] = []
    if not done.clean:
        found.append("another session has the study open: coder pseudonymise --finish when it is closed")
    if done.left:
        found.append(f"names still stand in the study file: {'; '.join(done.left)}")
    for name, number in done.leftovers.items():
        names = "1 name" if number == 1 else f"{number} names"
        found.append(f"{name} still holds {names}: delete it, or move it out of the study")
    return found
