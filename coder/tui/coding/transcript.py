"""The transcript under keys and mouse: what they select, by units, by characters, freely."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.binding import BindingsMap
from textual.message import Message
from textual.timer import Timer

from coder.model.document import Document
from coder.model.span import Span
from coder.tui.codes.stripes import Stripe
from coder.tui.coding.transcript_view import TranscriptView
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.units import (
    Cursor,
    Grain,
    Units,
    extended,
    grained,
    moved,
    nudged,
    on_span,
    on_unit,
    resized,
)
from coder.tui.text.visual import Visual, at, begun, by_character, by_line, by_unit, cursor_of, to_edge

VISUAL = "visual"  # the mode, beside the grains
STAYING = ("transcript.page_down", "transcript.page_up", "transcript.keep")  # keys that go on in visual mode
_PULL = 0.05  # seconds between scrolls while the mouse is held beyond the edge
_FASTEST = 5  # lines a scroll


class Transcript(TranscriptView, can_focus=True, inherit_bindings=False):
    """One document, read and selected from."""

    BINDINGS = bindings_for("transcript")
    VISUAL_BINDINGS = bindings_for("visual")

    class Kept(Message):
        """Enter: the selection is meant as it is."""

    class StripePressed(Message):
        """The mouse was pressed on a stripe of the margin."""

        def __init__(self, stripe: Stripe) -> None:
            super().__init__()
            self.stripe = stripe

    class StripeHovered(Message):
        """The mouse came over another stripe of the margin, or left them (None)."""

        def __init__(self, stripe: Stripe | None) -> None:
            super().__init__()
            self.stripe = stripe

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, Transcript.StripeHovered)

    def __init__(self, document: Document, units: Units, *, id: str | None = None) -> None:  # noqa: A002 (Textual's)
        super().__init__(document, units, id=id)
        self.follower: Callable[[], None] = _nobody  # called when the cursor is elsewhere or moves in another way
        self._unit_bindings = self._bindings
        self._visual: Visual | None = None
        self._pressed: int | None = None  # where the mouse was pressed, while it is held
        self._dragged: Visual | None = None
        self._mouse = (0, 0)
        self._pulling: Timer | None = None
        self._hovered: str | None = None

    @property
    def mode(self) -> str:
        """What the cursor moves by: the name of a grain, or ``visual``."""
        return VISUAL if self._visual is not None else self.cursor.grain.value

    # -- going somewhere

    def go(self, cursor: Cursor, *, center: bool = False, moving: Span | None = None) -> None:
        """Put the cursor somewhere and bring it into view; visual mode ends.

        Of a selection longer than the view ``moving`` is shown, else its beginning.
        """
        self._rebind(None)
        if self._put(cursor, None):
            self.follower()
        self._reveal(moving, center)

    def select(self, span: Span) -> None:
        """Select exactly a span and bring it into view."""
        self.go(on_span(self._units, self.cursor.grain, span), center=True)

    def place(self, offset: int, grain: Grain | None = None, *, center: bool = False) -> None:
        """Put the cursor on the unit at an offset."""
        wanted = grain or self.cursor.grain
        self.go(on_unit(wanted, self._units.at(wanted, offset)), center=center)

    # -- keys: units

    def action_move(self, step: int, skip: bool) -> None:
        """One unit on or back."""
        self.go(moved(self._units, self.cursor, step, skip))

    def action_extend(self, step: int, skip: bool) -> None:
        """The moving end of the selection one unit on or back."""
        cursor = extended(self._units, self.cursor, step, skip)
        self.go(cursor, moving=_edge(cursor.span, cursor.head.span.start >= cursor.anchor.span.start))

    def action_resize(self, end: int, step: int) -> None:
        """The end (1) or start (0) of the selection a word on or back."""
        cursor = resized(self._units, self.cursor, end, step)
        self.go(cursor, moving=_edge(cursor.span, bool(end)))

    def action_resize_character(self, end: int, step: int) -> None:
        """The end (1) or start (0) of the selection a character on or back."""
        cursor = nudged(self._units, self.cursor, end, step)
        self.go(cursor, moving=_edge(cursor.span, bool(end)))

    def action_grain(self, grain: str) -> None:
        """Move by other units from here on."""
        self.go(grained(self._units, self.cursor, Grain(grain)))

    def action_page(self, step: int) -> None:
        """A screenful on or back."""
        height = max(1, self._area[1] - 2)
        if self._visual is not None:
            self._stretch_to(by_line(self.document.text, self.lines, self._visual, step * height))
            return
        line = self.lines.line_at(self.cursor.head.span.start) + step * height
        self.place(self.lines.starts[min(max(line, 0), len(self.lines) - 1)])

    def action_edge(self, step: int) -> None:
        """The first (-1) or last (1) unit of the transcript."""
        grain = self.cursor.grain
        self.go(on_unit(grain, self._units.first(grain, skip=False) if step < 0 else self._units.last(grain)))

    def action_keep(self) -> None:
        """The selection is meant as it is."""
        self.post_message(self.Kept())

    def renew(self, document: Document, units: Units) -> None:
        """Show the document as it is now; no selection in visual mode outlasts that."""
        self.end_visual()
        super().renew(document, units)

    # -- keys: visual mode

    def action_visual(self) -> None:
        """Select freely, beginning with the present selection."""
        if self.document.text:
            self._stretch_to(begun(self.document.text, self.cursor.span))

    def action_leave_visual(self) -> None:
        """Move by units again; the selection stays until then."""
        self.end_visual()

    def end_visual(self) -> None:
        """Leave visual mode, if it is on; the selection stays."""
        if self._visual is not None:
            self.go(self.cursor, moving=self._head)

    def action_stretch(self, by: str, step: int) -> None:
        """The moving end a character, a line or the rest of a unit on or back, or to the edge of its line."""
        text, visual = self.document.text, self._visual
        if visual is None:
            return
        if by == "character":
            self._stretch_to(by_character(text, visual, step))
        elif by == "line":
            self._stretch_to(by_line(text, self.lines, visual, step))
        elif by == "edge":
            self._stretch_to(to_edge(text, self.lines, visual, step))
        else:
            self._stretch_to(by_unit(self._units, Grain(by), visual, step))

    def action_other_end(self) -> None:
        """Move the other end from here on."""
        if self._visual is not None:
            self._stretch_to(self._visual.swapped())

    def stretch_to(self, offset: int) -> None:
        """In visual mode, the moving end to an offset (of a search hit, say)."""
        if self._visual is not None:
            self._stretch_to(self._visual.to(self.document.text, offset))

    def _stretch_to(self, visual: Visual) -> None:
        self._rebind(visual)
        head = visual.head_span(self.document.text)
        if self._put(cursor_of(self._units, self.cursor.grain, visual), head):
            self.follower()
        self._reveal(head)

    def _rebind(self, visual: Visual | None) -> None:
        """Begin or end visual mode: other keys are bound while it lasts.

        The two sets are never bound together: a keymap that moves a key of the one would take it from the other.
        """
        if (visual is None) != (self._visual is None):
            staying = [one for one in self.BINDINGS if getattr(one, "id", None) in STAYING]
            self._bindings = self._unit_bindings if visual is None else BindingsMap([*self.VISUAL_BINDINGS, *staying])
            self.refresh_bindings()
        self._visual = visual

    # -- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take down where a selection may begin."""
        self._dragged = None
        if event.button == 1 and not event.shift and event.x < self._margin_left and self.document.text:
            self._pressed = self._offset_at(event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """With the button held select to there, scrolling beyond the edges; else tell which stripe the mouse is on."""
        if self._pressed is None:
            self._hover(self._stripe_at(event.x, event.y))
            return
        self._mouse = event.x, event.y
        self._drag()
        if 0 <= event.y < self._area[1]:
            self._stop_pulling()
        elif self._pulling is None:
            self._pulling = self.set_interval(_PULL, self._pull)

    def on_mouse_up(self) -> None:
        """The selection stands."""
        self.release_mouse()
        self.on_mouse_release()

    def on_mouse_release(self) -> None:
        """The mouse is no longer ours: it is up, or a dialog came."""
        self._pressed = None
        self._stop_pulling()

    def on_leave(self) -> None:
        """The mouse is on no stripe any more."""
        self._hover(None)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the unit where the mouse is, twice on the word, with Shift extend to there; tell a stripe.

        Nothing scrolls, so that a second click meets what the first one met.
        """
        if self._dragged is not None:
            self._dragged = None
            return
        if event.x >= self._margin_left:
            stripe = self._stripe_at(event.x, event.y)
            if stripe is not None:
                self.post_message(self.StripePressed(stripe))
            return
        if event.y + self.scroll_offset.y >= len(self.lines):
            return
        offset, units = self._offset_at(event.x, event.y), self._units
        if event.shift:
            self._extend_to(offset)
        elif event.chain == 2:
            self._set(on_span(units, self.cursor.grain, units.at(Grain.WORD, offset).span))
        else:
            self._set(on_unit(self.cursor.grain, units.at(self.cursor.grain, offset)))

    def _extend_to(self, offset: int) -> None:
        """The selection up to an offset: by characters if it is a free one, else by units."""
        cursor, text = self.cursor, self.document.text
        if self._visual is not None:
            self._stretch_to(self._visual.to(text, offset))
        elif cursor.span == cursor.anchor.span.union(cursor.head.span):
            head = self._units.at(cursor.grain, offset)
            self._set(Cursor(cursor.grain, cursor.anchor, head, cursor.anchor.span.union(head.span)))
        else:
            whole = begun(text, cursor.span)
            free = (whole if offset >= cursor.span.start else whole.swapped()).to(text, offset)
            self._set(cursor_of(self._units, cursor.grain, free))

    def _drag(self) -> None:
        x, y = self._mouse
        text, pressed = self.document.text, self._pressed
        if pressed is None:
            return
        free = at(text, pressed).to(text, self._offset_at(x, min(max(y, 0), self._area[1] - 1)))
        if self._dragged is not None or free.head != free.anchor:
            self._dragged = free
            self._set(cursor_of(self._units, self.cursor.grain, free))

    def _pull(self) -> None:
        """Scroll the faster the farther the mouse is beyond the edge."""
        y = self._mouse[1]
        away = y if y < 0 else y - self._area[1] + 1
        self._scroll(self.scroll_offset.y + max(-_FASTEST, min(away, _FASTEST)))
        self._drag()

    def _stop_pulling(self) -> None:
        if self._pulling is not None:
            self._pulling.stop()
            self._pulling = None

    def _set(self, cursor: Cursor) -> None:
        """Put the cursor somewhere in the view, where the mouse is."""
        self._rebind(None)
        if self._put(cursor, None):
            self.follower()

    def _hover(self, stripe: Stripe | None) -> None:
        found = stripe.id if stripe is not None else None
        if found != self._hovered:
            self._hovered = found
            self.post_message(self.StripeHovered(stripe))


def _nobody() -> None:
    """Follows no cursor."""


def _edge(span: Span, end: bool) -> Span:
    """The last code point of a span, or the first."""
    return Span(span.end - 1, span.end) if end else Span(span.start, span.start + 1)
