"""Names of files on one line, at the bottom of the screen, with what there is to choose from above it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.text.filenames import Entry, completed, entries, folder_of, named
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.prose import Prose


class AskFiles(ModalScreen[list[Path] | None]):
    """Returns the files and folders named, or None when left.

    Those that are to be read must be there (``suffixes`` are of the files offered); a ``new`` one need not.
    """

    DEFAULT_CSS = """
    AskFiles Prose { height: 4; background: $surface; }
    """
    BINDINGS = bindings_for("ask_files")

    def __init__(self, title: str, text: str = "", suffixes: Sequence[str] | None = None, *, new: bool = False) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._suffixes = suffixes
        self._new = new
        self._folder: Path | None = None
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        """What there is, the line, what is wrong with it."""
        with Vertical(classes="dialog bottom"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Input(self._text, select_on_focus=False)
            yield Prose(id="there")
            yield Line(id="wrong")
            yield KeyBar("ask_files")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the last name may become."""
        self.query_one("#wrong", Line).show(())
        self._offer(event.value)

    def _offer(self, line: str) -> None:
        folder = folder_of(line)
        if folder != self._folder:
            self._folder, self._entries = folder, entries(folder, self._suffixes)
        found = completed(line, self._entries, several=not self._new).candidates
        names = "   ".join(one_line(one.name) + "/" * one.folder for one in found)
        self.query_one(Prose).show(((names, "dim"),))

    def action_complete(self) -> None:
        """Complete the last name as far as it is certain."""
        field = self.query_one(Input)
        field.value = completed(field.value, self._entries, several=not self._new).line
        field.cursor_position = len(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the paths, or say what is wrong with them."""
        try:
            self.dismiss(named(event.value, new=self._new))
        except CoderError as error:
            self.query_one("#wrong", Line).show(((f" {one_line(str(error))}", "bad"),))

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)
