"""The list of suggestions that wait: rows are made when they are looked at, and it knows which of them were painted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from textual.geometry import Size
from textual.strip import Strip

from coder.tui.widgets.hits import HitList, LazyItems
from coder.tui.widgets.listing import Item


class QueueList(HitList):
    """Keys belong to the screen: Enter decides there, as everything else does."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, can_focus=False)
        self._painted: set[int] = set()  # lines, as they are now

    def place(self, items: Sequence[Item], row: int) -> None:
        """Show other rows where the list stands, the cursor on a row; the view moves only as far as it must."""
        self._items = items
        lazy = isinstance(items, LazyItems)
        self._tops = range(len(items) + 1) if lazy else [0, *accumulate(len(item.lines) for item in items)]
        self._cursor = row if 0 <= row < len(items) else self._next(-1, 1)
        self._painted.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, self.current))

    def seen(self) -> list[str]:
        """The ids of the items of which every line is in view and was painted."""
        top = self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        found = []
        for item, first, last in zip(self._items, self._tops, self._tops[1:], strict=False):
            if last > bottom:
                break
            if first >= top and not item.heading and self._painted.issuperset(range(first, last)):
                found.append(item.id)
        return found

    def render_line(self, y: int) -> Strip:
        """One line of the list; it was seen."""
        strip = super().render_line(y)
        self._painted.add(y + self.scroll_offset.y)
        return strip
