"""Writing a memo."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from coder.tui.dialogs.confirm import Confirm
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar


class MemoEditor(ModalScreen[str | None]):
    """Returns the text, or None when nothing is to be saved."""

    BINDINGS = bindings_for("memo")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """What the memo is on, and the memo."""
        with Vertical(classes="dialog large"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)
            yield KeyBar("memo")

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    @property
    def _written(self) -> str:
        return self.query_one(TextArea).text.strip()

    def action_save(self) -> None:
        """Return what is written."""
        self.dismiss(None if self._written == self._text.strip() else self._written)

    def action_cancel(self) -> None:
        """Leave; what was written is thrown away only when that is meant."""
        if self._written == self._text.strip():
            self.dismiss(None)
        else:
            self.app.push_screen(Confirm("Throw away what you wrote?"), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)
