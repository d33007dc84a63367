"""What goes wrong opens a dialog: what the researcher can repair says how, a fault of the program where it is logged.

The session goes on after both: every change of the study is whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual.app import App
from textual.message_pump import MessagePump

from coder.errors import CoderError, explained
from coder.tui import errorlog
from coder.tui.dialogs.error import ErrorDialog

S = TypeVar("S", bound=MessagePump)
P = ParamSpec("P")
T = TypeVar("T")


def report(app: App[Any], error: Exception) -> None:
    """Open the dialog for an error, which logs it; a fault that comes while an error is shown is only logged."""
    known = error if isinstance(error, CoderError) else explained(error)
    if known is not None:
        app.push_screen(ErrorDialog(known))
        return
    if app._exception is None:
        app._exception = error  # where the library keeps it for tests, which fail with it at their end
    fault = errorlog.ProgramError(error)
    if isinstance(app.screen, ErrorDialog):
        errorlog.note(fault)
    else:
        app.push_screen(ErrorDialog(fault))


def guarded(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """A handler of messages, with an error shown in a dialog.

    Actions need no guard: the app catches what they raise.
    """

    @wraps(method)
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - none ends the session
            report(self.app, error)

    return call


def answered(asker: MessagePump, then: Callable[[T], None]) -> Callable[[T | None], None]:
    """What to do with the answer of a dialog: nothing when it was left, ``then`` otherwise, errors shown."""

    def call(answer: T | None) -> None:
        if answer is None:
            return
        try:
            then(answer)
        except Exception as error:  # noqa: BLE001 - none ends the session
            report(asker.app, error)

    return call
