"""One of many, by a few letters: cases, documents, codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.tui.codes.ranking import folded
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.listing import Item, Listing


@dataclass(frozen=True, slots=True)
class Option:
    """A line to choose: what is returned, what is shown, and what it is beside."""

    id: str
    label: str
    note: str = ""


class Chooser(ModalScreen[str | None]):
    """Returns the id of the option chosen, or None when left. ``empty`` says why there is nothing to choose from."""

    BINDINGS = bindings_for("chooser")

    def __init__(
        self, title: str, options: Sequence[Option], at: str | None = None, *, empty: str = "nothing to choose from"
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._empty = empty
        self._folded = [folded(f"{option.label} {option.note}") for option in options]
        self._at = at

    def compose(self) -> ComposeResult:
        """Query above, options below."""
        with Vertical(classes="dialog large"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Input(placeholder="type to narrow down")
            yield Listing(can_focus=False)
            yield KeyBar("chooser")

    def on_mount(self) -> None:
        """Everything, to begin with."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what contains every word typed; what begins with it first."""
        self._show(event.value)

    def _show(self, query: str) -> None:
        wanted = folded(query)
        found = [
            (not text.startswith(wanted), place, option)
            for place, (text, option) in enumerate(zip(self._folded, self._options, strict=True))
            if all(word in text for word in wanted.split())
        ]
        found.sort(key=lambda hit: hit[:2])
        items = [
            Item(option.id, (((f" {one_line(option.label)}", "plain"), (f"  {one_line(option.note)}", "dim")),))
            for _, _, option in found
        ]
        if not items:
            why = "nothing has these letters: backspace takes them back" if self._options else self._empty
            items = [Item("", (((f" {one_line(why)}", "dim"),),), heading=True)]
        self.query_one(Listing).show(items, self._at if not wanted else None)

    def on_input_submitted(self) -> None:
        """Enter in the query takes the highlighted line."""
        self.action_choose()

    def on_listing_chosen(self) -> None:
        """So does a click on it."""
        self.action_choose()

    def action_choose(self) -> None:
        """Return the highlighted line."""
        current = self.query_one(Listing).current
        if current is not None:
            self.dismiss(current.id)

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Next line."""
        self.query_one(Listing).action_move(1)

    def action_up(self) -> None:
        """Previous line."""
        self.query_one(Listing).action_move(-1)

    def action_page_down(self) -> None:
        """A page on."""
        self.query_one(Listing).action_page(1)

    def action_page_up(self) -> None:
        """A page back."""
        self.query_one(Listing).action_page(-1)
