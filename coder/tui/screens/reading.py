"""Reading a document with its codings and suggestions: places, search, filter. Nothing here changes the study."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from coder.errors import CoderError
from coder.model.report import Place
from coder.model.span import Span
from coder.tui import find, status
from coder.tui.cells import one_line
from coder.tui.desk import Change, Desk
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser
from coder.tui.guard import answered, guarded
from coder.tui.messages import OpenDocument
from coder.tui.places import EVERYTHING, filter_options, goto_options
from coder.tui.runs import Runs
from coder.tui.session import Session
from coder.tui.stripes import Kind, Stripe
from coder.tui.units import Cursor, Grain
from coder.tui.widgets.codebook import CodebookPane
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Listing
from coder.tui.widgets.quickbar import QuickLine
from coder.tui.widgets.transcript import Transcript

LOOK_EVERY = 1.0  # seconds between looks at whether another process wrote; one pragma each


class ReadingScreen(Screen[None]):
    """One document. ``span`` is where to begin, else where it was left. The coding screen builds on it."""

    def __init__(self, session: Session, document: str, span: Span | None = None) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._desk = Desk(session, document)
        self._transcript = Transcript(self._desk.document, self._desk.units, id="transcript")
        self._begin = span
        self._seen = session.edits
        self._current: str | None = None
        self._current_at: Cursor | None = None
        self._filter = ""
        self._query = ""
        self._hits: Sequence[Span] = ()
        self._message = ""
        self._message_at: Cursor | None = None

    @property
    def document_id(self) -> str:
        """The document on this screen."""
        return self._desk.document.id

    def compose(self) -> ComposeResult:
        """Title, transcript, codebook, what is here, quick codes, keys."""
        yield Line(id="title")
        with Horizontal(id="panes"):
            yield self._transcript
            yield CodebookPane(id="codebook")
        yield Line(id="here")
        yield Line(id="reason")
        yield QuickLine(id="quick")
        yield KeyBar("coding", id="keys")

    def on_mount(self) -> None:
        """Show the document where it was left."""
        self._transcript.show_stripes(self._shown(self._desk.stripes()))
        place = self._study.place(self.document_id)
        if place is not None and place.grain in list(Grain):
            self._transcript.place(min(place.offset, len(self._desk.document.text)), Grain(place.grain), center=True)
        if self._begin is not None:
            self._transcript.select(self._begin)
        self._transcript.focus()
        self.set_interval(LOOK_EVERY, self._look)

    @guarded
    def _look(self) -> None:
        """What another session coded in this document appears without a key."""
        if self.is_current:
            self.reload()

    @guarded
    def on_screen_resume(self) -> None:
        """Load what was changed on another screen or by another process."""
        self.reload()

    def reload(self) -> None:
        """Load the codings anew if anything was changed elsewhere."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits  # whatever comes of it: an error must not come back at once
            self._paint(self._desk.load())

    def leave(self) -> None:
        """Remember the place."""
        cursor = self._transcript.cursor
        self._study.remember(self.document_id, Place(cursor.span.start, cursor.grain.value))

    # -- painting

    def _shown(self, stripes: Sequence[Stripe]) -> list[Stripe]:
        """Those that pass the filter."""
        within = self._filter + "."
        return [one for one in stripes if not self._filter or one.code == self._filter or one.code.startswith(within)]

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
        self.call_after_refresh(self._show_progress)
        self.call_after_refresh(self._show_here)

    @guarded
    def _show_progress(self) -> None:
        """What changes with every coding: quick codes, undo, counts of the codebook."""
        self.query_one(QuickLine).show_slots(status.slots(self._session))
        undo = self._study.undo_label()
        self.query_one(KeyBar).note(f"undo: {one_line(undo)}" if undo else "")
        pane = self.query_one(CodebookPane)
        if pane.display:
            pane.show(self._session.codebook, self._session.signs, self._desk.counts)

    def _show_here(self) -> None:
        """What changes with every move: the lines on what is under the cursor."""
        self._sync()
        cursor, here = self._transcript.cursor, self._here()
        many: Runs = ((f"{len(here)} here, the next with , ", "dim"),) if len(here) > 1 else ()
        suggestion = next((stripe.id for stripe in here if stripe.kind is Kind.SUGGESTED), None)
        first, second = status.here(self._desk, self._session, self._current, suggestion, self._message)
        self.query_one("#here", Line).show(first, many)
        self.query_one("#reason", Line).show(second)
        self.query_one("#title", Line).show(*status.title(self._desk, self._session, cursor, self._filter))
        pane = self.query_one(CodebookPane)
        if pane.display and not pane.has_focus_within:
            current = next((stripe.code for stripe in here if stripe.id == self._current), None)
            pane.explain(self._session.codebook, current)

    def _say(self, words: str) -> None:
        """Tell the researcher something, until the next move."""
        self._note(words)
        self._show_here()

    def _note(self, words: str) -> None:
        """The same, with the next painting."""
        self._message, self._message_at = words, self._transcript.cursor

    # -- what is under the cursor

    def _here(self) -> list[Stripe]:
        return self._transcript.under(self._transcript.cursor.span)

    def _choose(self, stripe_id: str | None) -> None:
        """Make a coding or suggestion the current one; without any, the one that fits the selection best."""
        here = self._here()
        chosen = next((stripe for stripe in here if stripe.id == stripe_id), here[0] if here else None)
        self._current = chosen.id if chosen else None
        self._current_at = self._transcript.cursor
        self._transcript.mark_current(chosen)

    def _sync(self) -> None:
        """The current coding follows the cursor."""
        if self._current_at != self._transcript.cursor:
            self._choose(None)

    def _found(self, kind: Kind) -> str | None:
        """The current stripe if it is of that kind, else the best one of it under the cursor."""
        self._sync()
        here = sorted(self._here(), key=lambda stripe: stripe.id != self._current)
        return next((stripe.id for stripe in here if stripe.kind is kind), None)

    def on_transcript_cursor_moved(self) -> None:
        """Show what is under the cursor."""
        if self._message_at != self._transcript.cursor:
            self._message = ""
        self._show_here()

    def on_transcript_stripe_pressed(self, event: Transcript.StripePressed) -> None:
        """Go to the coding or suggestion that was pressed."""
        self._go_to(event.stripe)

    def _go_to(self, stripe: Stripe) -> None:
        self._transcript.select(stripe.span)
        self._choose(stripe.id)
        self._show_here()

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """The codebook explains the code under its cursor."""
        pane = self.query_one(CodebookPane)
        if pane.has_focus_within and event.item is not None:
            pane.explain(self._session.codebook, event.item.id)

    def action_cycle(self) -> None:
        """Another coding or suggestion of this place."""
        self._sync()
        here = [stripe.id for stripe in self._here()]
        if here:
            at = here.index(self._current) if self._current in here else -1
            self._choose(here[(at + 1) % len(here)])
            self._show_here()

    def action_suggestion(self, step: int) -> None:
        """The next or previous suggestion."""
        self._sync()
        waiting = self._shown([self._desk.stripe(one) for one in self._desk.suggestions])
        waiting.sort(key=lambda stripe: (stripe.span.start, stripe.span.end, stripe.id))
        ids = [stripe.id for stripe in waiting]
        if self._current in ids:
            place: int | None = (ids.index(self._current) + step) % len(ids)
        else:
            place = find.beside([stripe.span for stripe in waiting], self._transcript.cursor.span.start, step)
        if place is None:
            self._say("no suggestions wait here")
        else:
            self._go_to(waiting[place])

    # -- places

    def action_panes(self) -> None:
        """Between transcript and codebook."""
        pane = self.query_one(CodebookPane)
        target = pane.query_one(Listing) if pane.display and not pane.has_focus_within else self._transcript
        target.focus()

    def action_collapse(self) -> None:
        """Back to one unit; ends the search."""
        self._hits, self._query = (), ""
        self._transcript.show_hits(())
        self._transcript.focus()
        self._transcript.go(self._transcript.cursor.collapsed())
        self._say("")

    def action_search(self) -> None:
        """Ask what to search for."""
        self.app.push_screen(Ask("Search this transcript", self._query), answered(self, self._search))

    def _search(self, query: str) -> None:
        self._query, self._hits = query, find.hits(self._desk.document.text, query)
        self._transcript.show_hits(self._hits)
        self._go_to_hit(self._transcript.cursor.span.start - 1, 1)

    def action_hit(self, step: int) -> None:
        """The next or previous place found."""
        here = self._transcript.cursor.head.span
        self._go_to_hit(here.end - 1 if step > 0 else here.start, step)

    def _go_to_hit(self, offset: int, step: int) -> None:
        place = find.beside(self._hits, offset, step)
        if place is None:
            self._say(f"{self._query!r} is not in this transcript" if self._query else "/ searches")
            return
        self._transcript.place(self._hits[place].start, center=True)
        self._say(f"{place + 1} of {len(self._hits)} places with {self._query!r}: > and < go on")

    def action_goto(self) -> None:
        """Ask where to go."""
        codes = dict.fromkeys(one.code for one in self._desk.codings.values())
        options = goto_options(self._session.codebook, self._study.documents(), codes, self.document_id)
        self.app.push_screen(Chooser("Go to", options), answered(self, self._go))

    def _go(self, wanted: str) -> None:
        kind, _, target = wanted.partition(":")
        if kind == "code":
            stripes = [self._desk.stripe(one.id) for one in self._desk.codings.values() if one.code == target]
            place = find.beside([stripe.span for stripe in stripes], self._transcript.cursor.span.start, 1)
            if place is not None:
                self._go_to(stripes[place])
        elif kind == "document":
            self.post_message(OpenDocument(target))
        else:
            first = next((one.id for one in self._study.documents() if one.case == target), None)
            if first is None:
                raise CoderError("no document belongs to this case", hint="set the attribute when importing")
            self.post_message(OpenDocument(first))

    def action_filter(self) -> None:
        """Ask which stripes to show."""
        chooser = Chooser(
            "Show only the stripes of", filter_options(self._session.codebook), self._filter or EVERYTHING
        )
        self.app.push_screen(chooser, answered(self, self._set_filter))

    def _set_filter(self, wanted: str) -> None:
        self._filter = "" if wanted == EVERYTHING else wanted
        self._transcript.show_stripes(self._shown(self._desk.stripes()))
        self._choose(None)
        self._show_here()
