"""A new code from the words selected (in vivo)."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.model.codebook import Code, Codebook, CodeKind
from coder.tui.codes.labels import label_of, parent_label
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar


@dataclass(frozen=True, slots=True)
class NewCode:
    """What the researcher asked for; ``parent`` "" is the top of the codebook."""

    label: str
    parent: str
    definition: str


class NewCodeDialog(ModalScreen[NewCode | None]):
    """Asks for label and definition, then for the code above."""

    BINDINGS = bindings_for("new_code")

    def __init__(self, codebook: Codebook, words: str, parent: str = "", definition: str = "") -> None:
        super().__init__()
        self._codebook = codebook
        self._words = one_line(words)
        self._above = parent  # where the list of places begins
        self._definition = definition

    def compose(self) -> ComposeResult:
        """Two lines to fill in; Enter goes on."""
        with Vertical(classes="dialog"):
            yield Static(Content("New code"), classes="title")
            yield Static(Content("Label; Enter goes on"), classes="hint")
            yield Input(self._words, id="label")
            yield Static(Content("Definition (may wait); Enter asks for its place in the codebook"), classes="hint")
            yield Input(self._definition, id="definition")
            yield KeyBar("new_code")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the label to the definition, from there to the parent."""
        label = self.query_one("#label", Input)
        if not label.value.strip():
            label.focus()
        elif event.input is label:
            self.query_one("#definition", Input).focus()
        else:
            self.app.push_screen(Chooser("Where in the codebook?", self._parents(), self._above), self._finish)

    def _parents(self) -> list[Option]:
        codebook = self._codebook
        kinds = (CodeKind.GROUP, CodeKind.ROW)
        above: list[Code] = [code for code in codebook.codes if code.kind in kinds and not code.retired]
        options = [Option(code.id, label_of(codebook, code.id), parent_label(codebook, code)) for code in above]
        return [Option("", "top of the codebook", "a free code, to be placed later"), *options]

    def _finish(self, parent: str | None) -> None:
        if parent is not None:
            values = [self.query_one(f"#{name}", Input).value.strip() for name in ("label", "definition")]
            self.dismiss(NewCode(values[0], parent, values[1]))

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)
