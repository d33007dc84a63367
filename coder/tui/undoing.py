"""Undo and redo in a session: never of what the screen has not shown, never of much or of others' work unasked."""

from __future__ import annotations

from collections.abc import Callable

from coder.study import Study
from coder.tui.dialogs.confirm import ConfirmUndo
from coder.tui.guard import answered
from coder.tui.study_screen import StudyScreen

_BETWEEN = "another session has just changed the study; look, then {} again"


def undo(screen: StudyScreen, study: Study) -> None:
    """Undo the last change, after a question if one is due.

    If another process has written since the last look, its edit would be the one taken back: then nothing is undone,
    the screen loads what is new, and the researcher looks again.
    """
    if _came_between(screen, study, "undo"):
        return
    if study.undo_label() is None:
        screen.say(study.why_no_undo())
        return
    question = study.undo_warning()
    if question is None:
        _revert(screen, "undone", study.undo)
        return

    hidden = ""
    if screen.blind and study.undo_coder() != study.coder:
        hidden = "another coder's edit"
        question = f"You code blind, and the last change is {hidden}. Undo it unseen?"

    asked = study.undo_step()

    def taken(sure: bool) -> None:
        if not sure:
            screen.say("nothing was undone")
        elif study.undo_step() != asked:
            screen.changed(_BETWEEN.format("undo"))
        else:
            _revert(screen, "undone", study.undo, hidden)

    screen.app.push_screen(ConfirmUndo(question), answered(screen, taken))


def redo(screen: StudyScreen, study: Study) -> None:
    """Do again what was undone last."""
    if _came_between(screen, study, "redo"):
        return
    if study.redo_label() is None:
        screen.say("nothing to redo")
        return
    _revert(screen, "redone", study.redo)


def _came_between(screen: StudyScreen, study: Study, what: str) -> bool:
    if not study.changed_elsewhere():
        return False
    screen.changed(_BETWEEN.format(what))
    return True


def _revert(screen: StudyScreen, what: str, step: Callable[[], str], shown: str = "") -> None:
    label = step()
    screen.forget_weights()
    screen.changed(f"{what}: {shown or label}")
