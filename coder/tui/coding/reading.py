"""A document with its codings and suggestions on the screen: what is painted, what is under the cursor, the place."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from coder.errors import CoderError
from coder.model.report import Place
from coder.model.span import Span
from coder.tui.codes.showing import Showing
from coder.tui.codes.stripes import Kind, Stripe
from coder.tui.coding import status
from coder.tui.coding.desk import Change, Desk
from coder.tui.coding.panel import CodebookPane
from coder.tui.coding.quickbar import QuickLine
from coder.tui.coding.transcript import Transcript
from coder.tui.guard import guarded
from coder.tui.keys.bindings import keymap_of
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Runs
from coder.tui.text.units import Cursor, Grain
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Listing

SETTLED = 1.0  # seconds after the last move until the place is kept, so that a killed session comes back there
RESTLESS = 5.0  # seconds after which it is kept although the cursor does not rest
DECIDING = "coding.accept", "coding.reject", "coding.next_suggestion"  # the keys that a suggestion asks for


class Panes(Horizontal):
    """Transcript and codebook side by side, and nothing else to be seen."""

    BLANK: ClassVar[bool] = True


class ReadingScreen(StudyScreen):
    """One document. ``span`` is where to begin, else where it was left; ``current`` which coding or suggestion there
    the keys act on first, else the one that fits best. Finding and coding build on it."""

    BLANK: ClassVar[bool] = True  # the library paints all of every widget at each update, seen or not: blank is cheap

    def __init__(self, session: Session, document: str, span: Span | None = None, current: str | None = None) -> None:
        super().__init__(session)
        self._desk = Desk(session, document)
        self._transcript = Transcript(self._desk.document, self._desk.units, id="transcript")
        self._transcript.follower = self._follow
        self._begin, self._begin_with = span, current
        self._seen = session.edits
        self._here: Sequence[Stripe] = ()  # the stripes under the cursor at ``_here_at``
        self._here_at: Cursor | None = None
        self._current: str | None = None  # the coding or suggestion the keys act on
        self._held: str | None = None  # a coding that stays the current one wherever the cursor goes
        self._hovered: str | None = None
        self._doing = ""  # what the next keys belong to, in the title
        self._hint = ""  # and which keys these are
        self._titled: Runs = ()
        self._numbers: Runs = ()
        self._message_at: Cursor | None = None
        self._timer: Timer | None = None
        self._moved = self._moved_first = 0.0  # when the cursor moved last, and first since the place was kept
        self._kept: Place | None = None

    @property
    def document_id(self) -> str:
        """The document on this screen."""
        return self._desk.document.id

    @property
    def _showing(self) -> Showing:
        return self._session.showing

    def compose(self) -> ComposeResult:
        """Title, transcript, codebook, what is here, quick codes, keys."""
        yield Line(id="title")
        with Panes(id="panes"):
            yield self._transcript
            yield CodebookPane(id="codebook")
        yield Line(id="here")
        yield Line(id="reason")
        yield QuickLine(id="quick")
        yield KeyBar("coding", id="keys")

    def on_mount(self) -> None:
        """Show the document where it was left."""
        self._lines = {name: self.query_one(f"#{name}", Line) for name in ("title", "here", "reason")}
        self._keys = self.query_one(KeyBar)
        self._pane = self.query_one(CodebookPane)
        self._cycle = keymap_of(self.app).sign("coding.cycle")
        self._transcript.show_stripes(self._shown(self._desk.stripes()))
        place = self._kept = self._study.place(self.document_id)
        if place is not None and place.grain in list(Grain):
            offset = min(place.offset, len(self._desk.document.text))
            self._transcript.place(offset, Grain(place.grain), center=True)
        if self._begin is not None:
            self._transcript.select(self._begin)
        self._transcript.focus()
        self._leave_soon()

    def load(self) -> None:
        """The codings and suggestions as they are now; only what is different is painted."""
        change = self._desk.load()
        if self._desk.document is not self._transcript.document:
            before, cursor = self._transcript.document.text, self._transcript.cursor
            self._transcript.renew(self._desk.document, self._desk.units)
            if before != self._desk.document.text:
                from coder.intake.alignment import Alignment  # here: it is rare, and starting is felt

                self._transcript.place(Alignment(before, self._desk.document.text).offset(cursor.span.start))
            self._transcript.show_stripes(self._shown(self._desk.stripes()))
            self._here_at = None
        # What undo brought back is what the next key acts on; else whatever it acted on before.
        current = change.put[0].id if len(change.put) == 1 else self._current
        self._paint(Change(change.put, change.dropped, current))

    # -- the place

    def leave(self) -> None:
        """Remember the place."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        cursor = self._transcript.cursor
        place = Place(cursor.span.start, cursor.grain.value)
        if place != self._kept or self._study.last_document() != self.document_id:
            self._study.remember(self.document_id, place)
            self._kept = place

    def _leave_soon(self) -> None:
        """Remember the place when the cursor has come to rest: writing it takes as long as a coding."""
        self._moved = monotonic()
        if self._timer is None:
            self._moved_first = self._moved
            self._timer = self.set_timer(SETTLED, self._rested)

    @guarded
    def _rested(self) -> None:
        self._timer = None
        now = monotonic()
        rest = SETTLED - (now - self._moved)
        if rest > SETTLED / 10 and now - self._moved_first < RESTLESS:
            self._timer = self.set_timer(rest, self._rested)
            return
        try:
            self.leave()
        except CoderError as error:
            self.say(f"the place was not kept: {error}")

    # -- painting

    def _shown(self, stripes: Sequence[Stripe]) -> list[Stripe]:
        return list(filter(self._showing.passes, stripes))

    def _paint(self, change: Change) -> None:
        for stripe_id in change.dropped:
            self._transcript.drop_stripe(stripe_id)
        for stripe in self._shown(change.put):
            self._transcript.put_stripe(stripe)
        self._seen = self._session.edits
        self._choose(change.current)
        self._show_progress()
        self._show_here()

    def on_resize(self) -> None:
        """The codebook comes and goes with the width."""
        self.call_after_refresh(self._resized)

    @guarded
    def _resized(self) -> None:
        wanted, self._begin_with = self._begin_with, None  # before the first layout there is nothing under the cursor
        self._choose(wanted or self._current)
        if wanted is not None and wanted != self._current:
            self._note("what you came for is not shown here: it waits no more, or the filter hides it")
        self._show_progress()
        self._show_here()

    def _show_progress(self) -> None:
        """What changes with every coding: quick codes, undo, numbers, counts of the codebook."""
        self.query_one(QuickLine).show_slots(status.slots(self._session))
        self.show_undo()
        self._titled = status.name(self._desk, self._session, self._doing)
        self._numbers = status.numbers(self._desk, self._showing)
        if self._pane.display:
            self._pane.show(self._session.codebook, self._session.signs, self._desk.counts)

    def _show_here(self) -> None:
        """What changes with every move: the lines on what is under the cursor. Runs on every key, so it does little."""
        self._sync()
        desk, session, current = self._desk, self._session, self._current
        code = None
        if current is not None:
            code = desk.codings[current].code if current in desk.codings else desk.suggestions[current].code
        self._keys.lead(DECIDING if current in desk.suggestions else ())
        shown = self._hovered or current
        around: Runs = ((" mouse ", "dim"),)
        if self._hovered is None:
            around = status.around(desk, code, len(self._here), self._cycle)
        self._lines["here"].show(status.coding_or_suggestion(desk, session, shown), around)
        if self._message:
            self._lines["reason"].show(((f" {one_line(self._message)}", "accent"),))
        elif self._hint:
            self._lines["reason"].show(((f" {self._hint}", "dim"),))
        else:
            suggestion = None
            if self._hovered is None:
                suggestion = next((one.id for one in self._here if one.kind is Kind.SUGGESTED), None)
            self._lines["reason"].show(status.explained(desk, session, shown, suggestion))
        cursor = self._transcript.cursor
        place = status.place(desk, self._transcript.mode, cursor.span.start)
        self._lines["title"].show(self._titled, self._numbers + place)
        if self._pane.display and not self._pane.has_focus_within:
            self._pane.explain(session.codebook, code)

    def say(self, words: str) -> None:
        """Tell the researcher something, until the next move."""
        self._note(words)
        self._show_here()

    def _keyed(self, template: str) -> str:
        """A sentence with the keys of the actions it names."""
        return keymap_of(self.app).words(template)

    def _note(self, words: str) -> None:
        """The same, with the next painting."""
        self._message, self._message_at = words, self._transcript.cursor

    # -- what is under the cursor

    def _choose(self, stripe_id: str | None) -> None:
        """Make a coding or suggestion the current one; without any, the one that fits the selection best."""
        cursor = self._transcript.cursor
        self._here, self._here_at = self._transcript.under(cursor.span), cursor
        here = self._here
        chosen = next((stripe for stripe in here if stripe.id == stripe_id), here[0] if here else None)
        if self._held is not None and self._held in self._desk.codings:
            chosen = self._desk.stripe(self._held)
        self._current = chosen.id if chosen else None
        self._hovered = None
        self._transcript.mark_current(chosen)

    def _sync(self) -> None:
        """The current coding follows the cursor."""
        if self._here_at is not self._transcript.cursor:
            self._choose(None)

    def _found(self, kind: Kind) -> str | None:
        """The current stripe if it is of that kind, else the best one of it under the cursor."""
        self._sync()
        of_kind = [stripe.id for stripe in self._here if stripe.kind is kind]
        return self._current if self._current in of_kind else next(iter(of_kind), None)

    def _follow(self) -> None:
        """The cursor has moved: show what is under it. Called, not sent: a message would be painted a frame later."""
        if self._message_at is not self._transcript.cursor:
            self._message = ""
        self._show_here()
        self._leave_soon()

    def on_transcript_stripe_pressed(self, event: Transcript.StripePressed) -> None:
        """Go to the coding or suggestion that was pressed."""
        self._go_to(event.stripe)

    def on_transcript_stripe_hovered(self, event: Transcript.StripeHovered) -> None:
        """Tell all about the coding or suggestion under the mouse."""
        self._hovered = event.stripe.id if event.stripe is not None else None
        self._show_here()

    def _go_to(self, stripe: Stripe) -> None:
        self._transcript.select(stripe.span)
        self._choose(stripe.id)
        self._show_here()

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """The codebook explains the code under its cursor."""
        if self._pane.has_focus_within and event.item is not None:
            self._pane.explain(self._session.codebook, event.item.id)
