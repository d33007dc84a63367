"""A list whose lines are made when they are looked at, and that may grow: the hits of a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from textual.geometry import Size

from coder.tui.widgets.listing import Item, Listing

_KEPT = 1000  # lines made


class LazyItems(Sequence[Item]):
    """Items of one line each, by their row."""

    def __init__(self, count: Callable[[], int], make: Callable[[int], Item]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, Item] = {}

    def __len__(self) -> int:
        return self._count()

    @overload
    def __getitem__(self, row: int) -> Item: ...

    @overload
    def __getitem__(self, row: slice) -> list[Item]: ...

    def __getitem__(self, row: int | slice) -> Item | list[Item]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        made = self._made.get(row)
        if made is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            made = self._made[row] = self._make(row)
        return made

    def forget(self, row: int | None = None) -> None:
        """Make a line (None: all of them) anew when it is looked at again."""
        if row is None:
            self._made.clear()
        else:
            self._made.pop(row, None)


class HitList(Listing):
    """A list of lazy items; rows are told by their number."""

    def show_rows(self, items: LazyItems, row: int = -1) -> None:
        """Show other rows from the beginning; the cursor goes to a row, or to the first that can be chosen."""
        self._items, self._cursor = items, -1
        self.grown()
        self._cursor = row if 0 <= row < len(items) else self._next(-1, 1)
        self.scroll_to(y=0, animate=False, immediate=True)
        self._reveal()
        self.post_message(self.Highlighted(self, self.current))

    def grown(self) -> None:
        """There are more rows than before, or they look different; the cursor stays."""
        self._tops = range(len(self._items) + 1)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._items))
        self.refresh()
        if self._cursor < 0 and len(self._items):
            self._cursor = self._next(-1, 1)
            self.post_message(self.Highlighted(self, self.current))

    @property
    def row(self) -> int:
        """Where the cursor is; -1 when nothing can be chosen."""
        return self._cursor

    def go_to(self, row: int) -> None:
        """Put the cursor on a row."""
        self._go(row)
