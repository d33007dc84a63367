"""The level of a level code, chosen against its anchors."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.model.codebook import Codebook
from coder.tui.actions import bindings_for
from coder.tui.cells import one_line
from coder.tui.codes import anchor, label_of, mark
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.listing import Item, Listing


class LevelChooser(ModalScreen[int | None]):
    """Returns the level, or None when left. Digits count from the strongest."""

    BINDINGS = bindings_for("level")

    def __init__(self, codebook: Codebook, code_id: str, at: int | None = None) -> None:
        super().__init__()
        self._codebook = codebook
        self._code = codebook.code(code_id)
        self._levels = codebook.weights(self._code)
        self._at = at

    def compose(self) -> ComposeResult:
        """The code, its definition, the levels."""
        codebook, code = self._codebook, self._code
        with Vertical(classes="dialog"):
            yield Static(Content(label_of(codebook, code.id)), classes="title")
            yield Static(Content(one_line(codebook.text(code.definition))), classes="hint")
            yield Listing()
            yield KeyBar("level")

    def on_mount(self) -> None:
        """Numbered levels, the last one used highlighted."""
        codebook, code = self._codebook, self._code
        items = [
            Item(
                str(level),
                (
                    (
                        (f" {number} ", "key"),
                        (f"{mark(codebook, code.id, level):>4}  ", "strong"),
                        (anchor(codebook, code, level), "plain"),
                    ),
                ),
            )
            for number, level in enumerate(self._levels, 1)
        ]
        listing = self.query_one(Listing)
        listing.styles.height = len(items)
        listing.show(items, str(self._at))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Return the level chosen."""
        self.dismiss(int(event.item.id))

    def action_number(self, number: int) -> None:
        """Return a level by its number."""
        if number <= len(self._levels):
            self.dismiss(self._levels[number - 1])

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)
