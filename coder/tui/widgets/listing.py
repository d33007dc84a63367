"""A list of lines with a cursor: documents, codes, quotations, suggestions.

Only what is in view is painted, so that a queue of ten thousand suggestions opens like one of ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.tui.keys.bindings import bindings_for
from coder.tui.text.runs import Runs
from coder.tui.widgets.tones import Tones


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, on one line or several; a heading cannot be chosen."""

    id: str
    lines: tuple[Runs, ...]
    heading: bool = False


class Listing(ScrollView, can_focus=True, inherit_bindings=False):
    """Items one below another; one of those that are no headings is highlighted."""

    BINDINGS = bindings_for("listing")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--cursor"}

    class Highlighted(Message):
        """Another item is under the cursor; None when the list is empty."""

        def __init__(self, listing: Listing, item: Item | None) -> None:
            super().__init__()
            self.listing = listing
            self.item = item

        @property
        def control(self) -> Listing:
            """The list it comes from."""
            return self.listing

    class Chosen(Message):
        """Enter on an item, or a click on the one under the cursor."""

        def __init__(self, listing: Listing, item: Item) -> None:
            super().__init__()
            self.listing = listing
            self.item = item

        @property
        def control(self) -> Listing:
            """The list it comes from."""
            return self.listing

    def __init__(self, *, id: str | None = None, can_focus: bool = True) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.can_focus = can_focus
        self._tones = Tones(self)
        self._items: Sequence[Item] = []
        self._tops: Sequence[int] = [0]
        self._cursor = -1

    def show(self, items: Sequence[Item], at: str | None = None) -> None:
        """Show other items; the cursor goes to the one with id ``at``, else to the first that can be chosen."""
        self._items = list(items)
        self._tops = [0, *accumulate(len(item.lines) for item in items)]
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        found = next((place for place, item in enumerate(items) if item.id == at and not item.heading), None)
        self._cursor = self._next(-1, 1) if found is None else found
        self.scroll_to(y=0, animate=False, immediate=True)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, self.current))

    def replace(self, item: Item) -> None:
        """Show another item of the same id and height in place of the one that is here."""
        for place, old in enumerate(self._items):
            if old.id == item.id and len(old.lines) == len(item.lines):
                self._items = [*self._items[:place], item, *self._items[place + 1 :]]
                self.refresh_lines(self._tops[place], len(item.lines))

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self._items[self._cursor] if 0 <= self._cursor < len(self._items) else None

    @property
    def items(self) -> Sequence[Item]:
        """What is shown."""
        return self._items

    def _next(self, place: int, step: int) -> int:
        """The next place in a direction that can be chosen, or ``place`` itself."""
        candidate = place + step
        while 0 <= candidate < len(self._items):
            if not self._items[candidate].heading:
                return candidate
            candidate += step
        return place

    def action_move(self, step: int) -> None:
        """Put the cursor ``step`` items on; it stops at the ends."""
        place = self._cursor
        for _ in range(abs(step)):
            place = self._next(place, 1 if step > 0 else -1)
        self._go(place)

    def action_page(self, step: int) -> None:
        """Put the cursor a screenful on or back."""
        height = max(1, self.scrollable_content_region.height - 1)
        wanted = self._tops[max(0, self._cursor)] + step * height
        place = bisect_right(self._tops, max(0, wanted)) - 1
        place = min(max(place, 0), len(self._items) - 1)
        if place >= 0 and self._items[place].heading:
            place = self._next(place, step) if self._next(place, step) != place else self._next(place, -step)
        self._go(place)

    def action_edge(self, step: int) -> None:
        """Put the cursor on the first (-1) or last (1) item."""
        self._go(self._next(-1, 1) if step < 0 else self._next(len(self._items), -1))

    def action_choose(self) -> None:
        """Take the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def go(self, item_id: str) -> None:
        """Put the cursor on the item of that id, if it is here."""
        self._go(next((place for place, item in enumerate(self._items) if item.id == item_id), self._cursor))

    def _go(self, place: int) -> None:
        if place == self._cursor or not 0 <= place < len(self._items):
            return
        for changed in (self._cursor, place):
            if changed >= 0:
                self.refresh_lines(self._tops[changed], len(self._items[changed].lines))
        self._cursor = place
        self._reveal()
        self.post_message(self.Highlighted(self, self.current))

    def _reveal(self) -> None:
        """Scroll as little as shows the whole item, with the headings right above it."""
        if self._cursor < 0:
            return
        first = self._cursor
        while first > 0 and self._items[first - 1].heading:
            first -= 1
        top, bottom = self._tops[first], self._tops[self._cursor + 1]
        height = self.scrollable_content_region.height
        y = self.scroll_offset.y
        if bottom > y + height:
            y = bottom - height
        y = min(y, top)
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line under the mouse; a click on the cursor chooses."""
        place = bisect_right(self._tops, event.y + self.scroll_offset.y) - 1
        if not 0 <= place < len(self._items) or self._items[place].heading:
            return
        if place == self._cursor:
            self.post_message(self.Chosen(self, self._items[place]))
        self._go(place)

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._tones.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        place = bisect_right(self._tops, line) - 1
        if place >= len(self._items):
            return self._tones.strip((), width)
        runs = self._items[place].lines[line - self._tops[place]]
        over: Style | None = None
        if place == self._cursor:
            over = self._tones.component("listing--cursor", partial=True)
        return self._tones.strip(runs, width, over)
