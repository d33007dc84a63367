"""What the researcher can repair opens a dialog; nothing else is caught."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from textual.screen import Screen

from coder.errors import CoderError
from coder.tui.dialogs.error import ErrorDialog

S = TypeVar("S", bound=Screen[None])
P = ParamSpec("P")
T = TypeVar("T")


def guarded(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """A screen's handler of messages, with a CoderError shown in a dialog.

    Actions need no guard: the app catches what they raise.
    """

    @wraps(method)
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except CoderError as error:
            self.app.push_screen(ErrorDialog(error))

    return call


def answered(screen: Screen[None], then: Callable[[T], None]) -> Callable[[T | None], None]:
    """What to do with the answer of a dialog: nothing when it was left, ``then`` otherwise, errors shown."""

    def call(answer: T | None) -> None:
        if answer is None:
            return
        try:
            then(answer)
        except CoderError as error:
            screen.app.push_screen(ErrorDialog(error))

    return call
