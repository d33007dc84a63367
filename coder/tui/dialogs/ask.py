"""One line of text, at the bottom of the screen: what to search for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line


class Ask(ModalScreen[str | None]):
    """Returns the text, or None when left."""

    BINDINGS = bindings_for("ask")

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="dialog bottom"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Input(self._text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the text."""
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)
