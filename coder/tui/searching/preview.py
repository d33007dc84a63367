"""What coding the hits of a search would do, passage by passage, before it is done."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.search.plan import HitPlan
from coder.tui.keys.bindings import bindings_for
from coder.tui.searching.hits import counted
from coder.tui.searching.view import HitView
from coder.tui.text.cells import one_line
from coder.tui.widgets.hits import HitList, LazyItems
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.listing import Item


class PreviewDialog(ModalScreen[bool]):
    """Returns whether to code."""

    BINDINGS = bindings_for("preview")

    def __init__(self, view: HitView, title: str, plan: HitPlan) -> None:
        super().__init__()
        self._view = view
        self._title = title
        self._plan = plan

    def compose(self) -> ComposeResult:
        """Question, what is left out, passages, keys."""
        with Vertical(classes="dialog large preview"):
            yield Static(Content(one_line(self._title)), classes="title")
            for line in notes(self._plan):
                yield Static(Content(line), classes="hint")
            yield HitList(can_focus=False)
            yield KeyBar("preview")

    def on_mount(self) -> None:
        """The passages in the order of documents and text."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        listing = self.query_one(HitList)
        listing.show_rows(LazyItems(lambda: len(self._plan.places), self._item), listing.row)

    def _item(self, row: int) -> Item:
        place = self._plan.places[row]
        width = self.query_one(HitList).scrollable_content_region.width
        return Item(str(row), (self._view.preview(place, width, unspoken=place in self._plan.unspoken),))

    def action_move(self, step: int) -> None:
        """The next or previous passage."""
        self.query_one(HitList).action_move(step)

    def action_page(self, step: int) -> None:
        """A page on or back."""
        self.query_one(HitList).action_page(step)

    def action_code(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Do not."""
        self.dismiss(False)


def notes(plan: HitPlan) -> list[str]:
    """What a reader must know of these passages, a sentence a line."""
    found = []
    if plan.known:
        lie, are = ("lies", "is") if len(plan.known) == 1 else ("lie", "are")
        found.append(f"{counted(len(plan.known), 'passage')} {lie} in what you have coded so already and {are} left.")
    if plan.unspoken:
        touch = "touches" if len(plan.unspoken) == 1 else "touch"
        found.append(f"{counted(len(plan.unspoken), 'passage')} {touch} no respondent's words and will not count.")
    return found
