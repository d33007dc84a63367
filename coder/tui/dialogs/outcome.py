"""What became of long work, one thing below the other: files refused, with their repairs; warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.errors import CoderError
from coder.tui import errorlog
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.listing import Item, Listing

INDENT = 4


class OutcomeDialog(ModalScreen[None]):
    """Shows what was done, what was refused and how to repair it, and what else is worth knowing."""

    BINDINGS = bindings_for("outcome")

    def __init__(self, title: str, refused: Sequence[CoderError], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._refused = refused
        self._notes = notes

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        with Vertical(classes="dialog large"):
            yield Static(Content(one_line(self._title)), classes="title")
            yield Listing()
            yield KeyBar("outcome", without=("listing.choose",))

    def on_mount(self) -> None:
        """What is shown is logged."""
        for error in self._refused:
            errorlog.note(error)

    def on_resize(self) -> None:
        """Wrap to the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        listing = self.query_one(Listing)
        at = listing.current.id if listing.current else None
        told = items(self._refused, self._notes, listing.scrollable_content_region.width)
        listing.show(told, at)
        dialog = self.query_one(".dialog")
        others = dialog.outer_size.height - listing.outer_size.height
        dialog.styles.height = others + sum(len(one.lines) for one in told)  # 90% of the screen at most

    def on_listing_chosen(self) -> None:
        """Enter closes, too."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def items(refused: Iterable[CoderError], notes: Iterable[str], width: int) -> list[Item]:
    """Errors with their repairs, then notes, wrapped to a width."""
    found = [Item(f"error{number}", tuple(_error(error, width))) for number, error in enumerate(refused)]
    found += [Item(f"note{number}", tuple(_wrapped(note, "plain", width, 0))) for number, note in enumerate(notes)]
    return found


def _error(error: CoderError, width: int) -> Iterator[tuple[tuple[str, str], ...]]:
    yield from _wrapped(error.where or "somewhere", "strong", width, 0)
    for line in error.message.splitlines():
        yield from _wrapped(line, "bad", width, INDENT)
    if error.hint:
        yield from _wrapped(f"→ {error.hint}", "plain", width, INDENT)


def _wrapped(text: str, tone: str, width: int, indent: int) -> Iterator[tuple[tuple[str, str], ...]]:
    for line in folded_lines(one_line(text), max(1, width - indent - 1)):
        yield ((" " * (indent + 1), "plain"), (line, tone))
