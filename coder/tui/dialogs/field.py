"""A field to fill in that is saved while the dialog stands: a text that cannot be saved is not lost."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from coder.errors import CoderError, explained
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import report
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar

Save = Callable[[str], None]  # raises CoderError for a text that cannot be


class TextField(MemoEditor):
    """A text of several lines. Returns it once ``save`` has taken it, or None when nothing was changed."""

    def __init__(self, title: str, text: str, save: Save, hint: str = "") -> None:
        super().__init__(title, text)
        self._save = save
        self._hint = hint

    def compose(self) -> ComposeResult:
        """What the field is, what it holds, and what was wrong with it."""
        with Vertical(classes="dialog large"):
            yield Static(Content(one_line(self._title)), classes="title")
            if self._hint:
                yield Static(Content(one_line(self._hint)), classes="hint")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)
            yield Static(id="wrong", classes="bad")
            yield KeyBar("memo")

    def action_save(self) -> None:
        """Save what is written; if that cannot be, say why and stay."""
        written = self._written
        if written == self._text.strip():
            self.dismiss(None)
        elif error := error_of(self, self._save, written):
            self.query_one("#wrong", Static).update(Content(error))
        else:
            self.dismiss(written)


class LineField(Ask):
    """A text of one line. Returns it once ``save`` has taken it, or None when left."""

    def __init__(self, title: str, text: str, save: Save) -> None:
        super().__init__(title, text)
        self._save = save

    def compose(self) -> ComposeResult:
        """What the field is, the line, and what was wrong with it."""
        with Vertical(classes="dialog bottom"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Input(self._text, select_on_focus=False)
            yield Static(id="wrong", classes="bad")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the text; if that cannot be, say why and stay."""
        event.prevent_default()  # Ask would take it as it is
        if event.value == self._text:
            self.dismiss(None)
        elif error := error_of(self, self._save, event.value):
            self.query_one("#wrong", Static).update(Content(error))
        else:
            self.dismiss(event.value)


def error_of(dialog: ModalScreen[str | None], save: Save, text: str) -> str:
    """What is wrong with a text, with the repair; "" when it was saved."""
    try:
        save(text)
    except Exception as error:  # noqa: BLE001 - none ends the session, and what was typed stays
        known = error if isinstance(error, CoderError) else explained(error)
        if known is None:
            report(dialog.app, error)
            return "this was not saved"
        return one_line(f"{known.message}: {known.hint}" if known.hint else known.message)
    return ""
