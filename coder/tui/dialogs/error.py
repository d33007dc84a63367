"""What went wrong, where, and the repair."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.errors import CoderError
from coder.tui import errorlog
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar


class ErrorDialog(ModalScreen[None]):
    """Shows a CoderError."""

    BINDINGS = bindings_for("error")

    def __init__(self, error: CoderError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """Message, place, hint."""
        with Vertical(classes="dialog"):
            yield Static(Content("\n".join(map(one_line, self._error.message.splitlines()))), classes="title bad")
            if self._error.where:
                yield Static(Content(f"in {one_line(self._error.where)}"))
            if self._error.hint:
                yield Static(Content(f"→ {one_line(self._error.hint)}"), classes="hint")
            yield KeyBar("error")

    def on_mount(self) -> None:
        """Whatever is shown is logged."""
        errorlog.note(self._error)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
