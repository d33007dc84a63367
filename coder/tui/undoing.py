"""Undo in a session: never of what the screen has not shown yet, never of much or of another's work unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from coder.tui.dialogs.confirm import Confirm
from coder.tui.guard import answered
from coder.tui.session import Session


def undo(
    screen: Screen[Any], session: Session, reload: Callable[[], None], step: Callable[[Callable[[], str]], None]
) -> None:
    """Undo through ``step``, which runs it and repaints; after a question if one is due.

    If another process has written since the last look, its edit would be the one taken back: then nothing is undone,
    the screen loads what is new, and the researcher looks again.
    """
    study = session.study
    if study.changed_elsewhere():
        session.edited()
        reload()
        screen.notify("another session has just changed the study; look, then undo again", markup=False)
        return
    question = study.undo_warning()
    if question is None:
        step(study.undo)
        return
    screen.app.push_screen(Confirm(question), answered(screen, lambda yes: step(study.undo) if yes else None))
