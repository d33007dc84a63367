"""What a change of the codebook would do, and the reason for it, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.tui.dialogs.field import Save, error_of
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.prose import Prose


class ImpactDialog(ModalScreen[str | None]):
    """Returns the reason once ``do`` has taken it, or None when left."""

    BINDINGS = bindings_for("impact")

    def __init__(self, lines: Sequence[str], do: Save) -> None:
        super().__init__()
        self._title, *rest = lines
        self._lines: list[Run] = [(line, "plain") for line in rest]
        self._do = do

    def compose(self) -> ComposeResult:
        """What, what it does, why."""
        with Vertical(classes="dialog large"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Prose()
            yield Static(Content("Why? The reason goes into the history; Enter does it."), classes="hint")
            yield Input()
            yield Static(id="wrong", classes="bad")
            yield KeyBar("impact")

    def on_mount(self) -> None:
        """The lines as they are."""
        self.query_one(Prose).show(self._lines)
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Enter in the reason does it."""
        self.action_do()

    def action_do(self) -> None:
        """Do it; if there is no reason or it cannot be, say so and stay."""
        reason = self.query_one(Input).value.strip()
        error = (
            error_of(self, self._do, reason) if reason else "say why: the history is the audit trail of the codebook"
        )
        if error:
            self.query_one("#wrong", Static).update(Content(error))
        else:
            self.dismiss(reason)

    def action_text(self, step: int) -> None:
        """On or back in what it does."""
        self.query_one(Prose).move(step)

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
