"""A list and what is to be said of the line under its cursor: below it or, from 120 columns on, beside it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container

from coder.tui.text.runs import Run
from coder.tui.widgets.listing import Listing
from coder.tui.widgets.prose import Prose

WIDE = 120  # columns from which the two stand side by side, as the style sheet has it


class Sides(Container):
    """Both; the text can be given most of the room."""

    def __init__(self) -> None:
        super().__init__(id="sides")

    def compose(self) -> ComposeResult:
        """List and text."""
        yield Listing()
        yield Prose()

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    @property
    def room(self) -> int:
        """Cells for a line of the list."""
        width = self.app.size.width
        return (width // 2 if width >= WIDE else width) - 1  # the scroll bar

    def tell(self, paragraphs: Sequence[Run]) -> None:
        """Show a text."""
        self.query_one(Prose).show(paragraphs)

    def read(self, step: int) -> None:
        """So many lines on in the text, or back."""
        self.query_one(Prose).move(step)

    def give_room(self) -> None:
        """Most of the room for the text, or as before."""
        self.toggle_class("-reading")
