"""Which stripe stands on which screen line, and what the margin shows there (pure).

The margin and the text are painted by the same widget from the same layout, so they cannot come apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.tui.cells import fit
from coder.tui.stripes import BARS, Lanes, Stripe, in_order
from coder.tui.wrap import Layout

LANE = 3  # cells of a lane: the bar and, where the stripe begins, its two letters
_LABEL = 9  # cells of a label below which lanes give way
_ALIGNED = 3  # lanes up to which labels stand in one column


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of margin cells; ``stripe`` None is empty ground, ``strong`` marks bars and letters."""

    text: str
    stripe: Stripe | None = None
    strong: bool = False


class Margin:
    """The stripes of one document over one layout. Changing it tells which lines to paint again."""

    def __init__(self, layout: Layout, stripes: Iterable[Stripe] = ()) -> None:
        ordered = in_order(stripes)
        self.lanes = Lanes()
        self._layout = layout
        self._on: dict[int, list[Stripe]] = {}
        self._stripes = {stripe.id: stripe for stripe in ordered}
        for stripe in ordered:
            self.lanes.add(stripe.id, self.lines(stripe))
            self._stand(stripe)

    def over(self, layout: Layout) -> Margin:
        """The same stripes on another layout (after a resize)."""
        return Margin(layout, self._stripes.values())

    def get(self, stripe_id: str) -> Stripe | None:
        """The stripe of that id, if it stands here."""
        return self._stripes.get(stripe_id)

    @property
    def aligned(self) -> int:
        """Lanes that every line with a stripe leaves room for; when it grows every line looks different."""
        return min(self.lanes.depth, _ALIGNED)

    def on(self, line: int) -> list[Stripe]:
        """Stripes on a line, in no order."""
        return self._on.get(line, [])

    def lines(self, stripe: Stripe) -> range:
        """The screen lines of a stripe."""
        return range(self._layout.line_at(stripe.span.start), self._layout.line_at(stripe.span.end - 1) + 1)

    def put(self, stripe: Stripe) -> range:
        """Add a stripe, or replace the one of that id in its lane. Returns the lines to paint again."""
        old = self._stripes.get(stripe.id)
        before = range(0)
        if old is not None and old.span == stripe.span:
            self._leave(old)
        else:
            before = self.drop(stripe.id)
            self.lanes.add(stripe.id, self.lines(stripe))
        self._stripes[stripe.id] = stripe
        self._stand(stripe)
        return _joined(before, self._around(stripe))

    def drop(self, stripe_id: str) -> range:
        """Take a stripe away. Returns the lines to paint again, none if it was not there."""
        stripe = self._stripes.pop(stripe_id, None)
        if stripe is None:
            return range(0)
        lines = self._around(stripe)
        self._leave(stripe)
        self.lanes.remove(stripe.id)
        return lines

    def _stand(self, stripe: Stripe) -> None:
        for line in self.lines(stripe):
            self._on.setdefault(line, []).append(stripe)

    def _leave(self, stripe: Stripe) -> None:
        for line in self.lines(stripe):
            self._on[line] = [other for other in self._on[line] if other.id != stripe.id]

    def _around(self, stripe: Stripe) -> range:
        """The stripe's lines and those that labels flow to from its first and from the beginnings before it."""
        lines = self.lines(stripe)
        first = lines.start
        return range(first, max([lines.stop, *(self.lines(other).stop for other in self.on(first))]))

    def begins(self, line: int) -> list[Stripe]:
        """Stripes whose first line this is, by lane."""
        found = [stripe for stripe in self.on(line) if self._layout.line_at(stripe.span.start) == line]
        return sorted(found, key=lambda stripe: self.lanes[stripe.id])

    def label_on(self, line: int) -> Stripe | None:
        """The stripe whose label a line shows: several that begin together are named on the lines below, as room is."""
        present = self.on(line)
        if not present:
            return None
        first = max(self._layout.line_at(stripe.span.start) for stripe in present)
        beginning = self.begins(first)
        below = line - first
        if below >= len(beginning) or line >= self.lines(beginning[below]).stop:
            return None
        return beginning[below]

    def pieces(self, line: int, width: int, top: int = -1, current: str | None = None) -> list[Piece]:
        """What the margin shows on a line, ``width`` cells in all; letters are repeated on the line ``top``.

        The ``current`` stripe is always shown: where there is no room for its lane it takes the last one there is.
        """
        present = self.on(line)
        if not present:
            return [Piece(" " * width)]
        room = max(1, (width - _LABEL) // LANE)
        by_lane = {self.lanes[stripe.id]: stripe for stripe in present}
        for lane, stripe in list(by_lane.items()):
            if stripe.id == current and lane >= room:
                by_lane[lane], by_lane[room - 1] = by_lane.get(room - 1, stripe), stripe
        pieces: list[Piece] = []
        last = max(max(by_lane) + 1, self.aligned)
        for lane in range(min(last, room)):
            if lane not in by_lane:
                pieces.append(Piece(" " * LANE))
                continue
            stripe = by_lane[lane]
            named = line == top or line == self._layout.line_at(stripe.span.start)
            bar = BARS[stripe.kind]
            pieces.append(Piece(f"{bar}{stripe.letters}" if named else f"{bar}  ", stripe, strong=True))
        hidden = sum(1 for lane in by_lane if lane >= room)
        if hidden:
            pieces.append(Piece(f"…{hidden} "))
        used = sum(len(piece.text) for piece in pieces) + 1
        label = self.label_on(line)
        text = f" {label.mark} {label.label}" if label is not None else ""
        pieces.append(Piece(fit(text, width - used + 1), label))
        return pieces


def _joined(one: range, other: range) -> range:
    if not one:
        return other
    return range(min(one.start, other.start), max(one.stop, other.stop))
