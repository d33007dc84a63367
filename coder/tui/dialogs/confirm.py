"""A question with yes and no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar


class Confirm(ModalScreen[bool]):
    """Returns whether the answer was yes."""

    KEYS: ClassVar[str] = "confirm"  # the scope of its keys
    BINDINGS = bindings_for("confirm")

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="dialog"):
            yield Static(Content(one_line(self._question)), classes="title")
            yield KeyBar(self.KEYS)

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Do not."""
        self.dismiss(False)


class ConfirmUndo(Confirm, inherit_bindings=False):
    """The same before an undo. Enter, which accepts in the review a hundred times over, is no here: a key too many
    must not take back what took hours."""

    KEYS = "confirm_undo"
    BINDINGS = bindings_for("confirm_undo")
