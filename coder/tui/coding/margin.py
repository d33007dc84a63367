"""Which stripe stands on which screen line, and what the margin shows there (pure).

The margin and the text are painted by the same widget from the same layout, so they cannot come apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

from coder.model.span import Span
from coder.tui.codes.stripes import BARS, Lanes, Stripe, in_order
from coder.tui.text.cells import fit, one_line
from coder.tui.text.wrap import Layout

LANE = 3  # cells of a lane: the bar and, where the stripe begins, its two letters
_LABEL = 9  # cells of a label below which lanes give way
_ROOMY = 14  # cells of a label from which its letters go before it
_ALIGNED = 3  # lanes up to which labels stand in one column


class Part(StrEnum):
    """What a run of margin cells is."""

    GROUND = "ground"
    BAR = "bar"
    LETTERS = "letters"  # the bar and the letters of the code
    CODER = "coder"  # initials
    LABEL = "label"
    COUNT = "count"  # of stripes for which there is no room


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of margin cells, and the stripe it belongs to."""

    text: str
    part: Part = Part.GROUND
    stripe: Stripe | None = None


class Margin:
    """The stripes of one document over one layout. Changing it tells which lines to paint again.

    They take their places when a line is first asked for, so that stripes can wait for the layout of the text.
    """

    def __init__(self, layout: Layout, stripes: Iterable[Stripe] = ()) -> None:
        self._layout = layout
        self._lanes: Lanes | None = None
        self._on: dict[int, list[Stripe]] = {}
        self._stripes = {stripe.id: stripe for stripe in in_order(stripes)}
        self._ranges: dict[str, range] = {}  # the lines of each

    @property
    def lanes(self) -> Lanes:
        """The lane of each stripe."""
        return self._place() if self._lanes is None else self._lanes

    def _place(self) -> Lanes:
        lanes = self._lanes = Lanes()
        for stripe in self._stripes.values():
            self._stand(stripe)
            lanes.add(stripe.id, self._ranges[stripe.id])
        return lanes

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
        if self._lanes is None:
            self._place()
        return self._on.get(line, [])

    def overlapping(self, span: Span) -> list[Stripe]:
        """Stripes over a span, in no order: looked for on its lines, or among all if there are more lines than them."""
        lines = range(self._layout.line_at(span.start), self._layout.line_at(span.end - 1) + 1)
        if self._lanes is None or len(lines) > len(self._stripes):
            found: Iterable[Stripe] = self._stripes.values()
        else:
            found = {stripe.id: stripe for line in lines for stripe in self._on.get(line, ())}.values()
        return [stripe for stripe in found if stripe.span.overlaps(span)]

    def lines(self, stripe: Stripe) -> range:
        """The screen lines of a stripe, whether it stands here or not."""
        if self._stripes.get(stripe.id) is stripe and stripe.id in self._ranges:
            return self._ranges[stripe.id]
        return range(self._layout.line_at(stripe.span.start), self._layout.line_at(stripe.span.end - 1) + 1)

    def put(self, stripe: Stripe) -> range:
        """Add a stripe, or replace the one of that id in its lane. Returns the lines to paint again."""
        lanes = self.lanes
        old = self._stripes.get(stripe.id)
        before = range(0)
        if old is not None and old.span == stripe.span:
            self._leave(old)
        else:
            before = self.drop(stripe.id)
            lanes.add(stripe.id, self.lines(stripe))
        self._stripes[stripe.id] = stripe
        self._stand(stripe)
        return _joined(before, self._around(stripe))

    def drop(self, stripe_id: str) -> range:
        """Take a stripe away. Returns the lines to paint again, none if it was not there."""
        lanes = self.lanes
        stripe = self._stripes.pop(stripe_id, None)
        if stripe is None:
            return range(0)
        lines = self._around(stripe)
        self._leave(stripe)
        lanes.remove(stripe.id)
        return lines

    def _stand(self, stripe: Stripe) -> None:
        lines = self._ranges[stripe.id] = self.lines(stripe)
        for line in lines:
            self._on.setdefault(line, []).append(stripe)

    def _leave(self, stripe: Stripe) -> None:
        for line in self._ranges.pop(stripe.id):
            self._on[line] = [other for other in self._on[line] if other.id != stripe.id]

    def _around(self, stripe: Stripe) -> range:
        """The stripe's lines and those that labels flow to from its first and from the beginnings before it."""
        lines = self.lines(stripe)
        first = lines.start
        return range(first, max([lines.stop, *(self.lines(other).stop for other in self.on(first))]))

    def begins(self, line: int) -> list[Stripe]:
        """Stripes whose first line this is, by lane."""
        found = [stripe for stripe in self.on(line) if self._ranges[stripe.id].start == line]
        return sorted(found, key=lambda stripe: self.lanes[stripe.id])

    def label_on(self, line: int) -> Stripe | None:
        """The stripe whose label a line shows: several that begin together are named on the lines below, as room is."""
        present = self.on(line)
        if not present:
            return None
        first = max(self._ranges[stripe.id].start for stripe in present)
        beginning = self.begins(first)
        below = line - first
        if below >= len(beginning) or line >= self.lines(beginning[below]).stop:
            return None
        return beginning[below]

    def pieces(self, line: int, width: int, top: int = -1, current: str | None = None) -> list[Piece]:
        """What the margin shows on a line, ``width`` cells in all; letters are repeated on the line ``top``.

        Bars come before the label, which stands where there is room for some of it. The ``current`` stripe is always
        shown: where there is no room for its lane it takes the last one there is.
        """
        present = self.on(line)
        if not present:
            return [Piece(" " * width)]
        by_lane = {self.lanes[stripe.id]: stripe for stripe in present}
        needed = max(by_lane) + 1
        lanes = next((some for some in (max(needed, self.aligned), needed) if some * LANE + _LABEL < width), 0)
        labelled = lanes > 0
        if not labelled:
            lanes = needed if needed * LANE <= width else max(1, width // LANE - 1)
        for lane, stripe in list(by_lane.items()):
            if stripe.id == current and lane >= lanes:
                by_lane[lane], by_lane[lanes - 1] = by_lane.get(lanes - 1, stripe), stripe
        pieces = [piece for lane in range(lanes) for piece in self._bar(by_lane.get(lane), line, top)]
        rest = width - lanes * LANE
        if labelled:
            label = self.label_on(line)
            words = self._words(label, rest - 1) if label is not None else " " * (rest - 1)
            pieces.append(Piece(" " + words, Part.LABEL if label is not None else Part.GROUND, label))
        else:
            hidden = sum(1 for lane in by_lane if lane >= lanes)
            pieces.append(Piece(fit(f"…{hidden}" if hidden else "", rest), Part.COUNT))
        return pieces

    def _bar(self, stripe: Stripe | None, line: int, top: int) -> tuple[Piece, ...]:
        """One lane on one line: letters where the stripe begins, another coder's initials on the line below."""
        if stripe is None:
            return (Piece(" " * LANE),)
        bar = BARS[stripe.kind]
        below = line - self._ranges[stripe.id].start
        if below == 0 or line == top:
            return (Piece(bar + stripe.letters, Part.LETTERS, stripe),)
        if below == 1 and stripe.initials:
            return Piece(bar, Part.BAR, stripe), Piece(stripe.initials, Part.CODER, stripe)
        return (Piece(f"{bar}  ", Part.BAR, stripe),)

    def _words(self, stripe: Stripe, width: int) -> str:
        """Weight and label of a stripe, whose it is, and its letters where the label stands below those of another."""
        words = f"{stripe.mark} {stripe.label}"
        if width > _ROOMY and len(self.begins(self._ranges[stripe.id].start)) > 1:
            words = f"{stripe.letters} {words}"
        if not stripe.initials:
            return fit(words, width)
        whole = f"{words} ({one_line(stripe.coder)})"
        return fit(whole if cell_len(whole) <= width else fit(words, width - 3).rstrip() + " " + stripe.initials, width)


def _joined(one: range, other: range) -> range:
    if not one:
        return other
    return range(min(one.start, other.start), max(one.stop, other.stop))
