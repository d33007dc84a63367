"""The level of a level code, chosen against its anchors."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.model.codebook import Code, Codebook
from coder.tui.codes.labels import anchor, label_of, mark
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run, Runs
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.listing import Item, Listing

_WIDEST = 84  # columns of a dialog, of which it takes nine tenths on narrow screens
_HEAD = 9  # cells before the words of a level: number and mark


def levels(codebook: Codebook, code: Code, chosen: int | None) -> list[Run]:
    """The levels of a level code with mark and anchor, the strongest first; the chosen one has a sign before it."""
    return [
        (
            f"{'▸' if level == chosen else ' '}{mark(codebook, code.id, level):>4}  {anchor(codebook, code, level)}",
            "strong" if level == chosen else "plain",
        )
        for level in codebook.weights(code)
    ]


def item(codebook: Codebook, code: Code, level: int, number: int, width: int) -> Item:
    """A level to choose: its number, its mark, and the whole of its anchor, on as many lines as that takes."""
    first, *rest = folded_lines(anchor(codebook, code, level), width - _HEAD) or [""]
    runs: Runs = (
        (f" {number} ", "key"),
        (f"{mark(codebook, code.id, level):>4}  ", "strong"),
        (first.rstrip(), "plain"),
    )
    return Item(str(level), (runs, *(((" " * _HEAD + line.rstrip(), "plain"),) for line in rest)))


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
        width = min(_WIDEST, self.app.size.width * 9 // 10) - 5  # border, padding, scrollbar
        items = [item(self._codebook, self._code, level, number, width) for number, level in enumerate(self._levels, 1)]
        listing = self.query_one(Listing)
        listing.styles.height = sum(len(one.lines) for one in items)
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
