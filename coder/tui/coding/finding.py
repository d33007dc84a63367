"""Finding one's way in a document: the next coding, suggestion, hit; other documents; the filter. Changes nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from coder.errors import CoderError
from coder.model.coding import Coding
from coder.model.span import Span
from coder.tui.codes.showing import Showing
from coder.tui.codes.stripes import Kind, Stripe
from coder.tui.coding import status
from coder.tui.coding.places import filter_options, goto_options
from coder.tui.coding.reading import ReadingScreen
from coder.tui.coding.reworded import reworded_options
from coder.tui.coding.transcript import VISUAL
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser
from coder.tui.guard import answered
from coder.tui.messages import OpenDocument
from coder.tui.session import Session
from coder.tui.widgets.listing import Listing


class FindingScreen(ReadingScreen):
    """What keys do that leave the study as it is. The coding screen builds on it."""

    def __init__(self, session: Session, document: str, span: Span | None = None, current: str | None = None) -> None:
        super().__init__(session, document, span, current)
        self._query = ""
        self._hits: Sequence[Span] = ()

    def load(self) -> None:
        """What was found in another text is found no more."""
        text = self._desk.document.text
        super().load()
        if self._hits and self._desk.document.text != text:
            self._hits, self._query = (), ""
            self._transcript.show_hits(())

    def action_cycle(self) -> None:
        """Another coding or suggestion of this place."""
        self._sync()
        here = [stripe.id for stripe in self._here]
        if not here:
            self.say("nothing is coded or suggested here")
            return
        at = here.index(self._current) if self._current in here else -1
        self._choose(here[(at + 1) % len(here)])
        self._show_here()

    def action_suggestion(self, step: int) -> None:
        """The next or previous suggestion that is shown, round the end."""
        self._sync()
        desk, waiting = self._desk, self._desk.waiting
        if self._current is not None and self._current in desk.suggestions:
            at = desk.place_of(self._current)
        else:
            at = desk.before(self._transcript.cursor.span.start, step)
        for away in range(1, len(waiting) + 1):
            stripe = desk.stripe(waiting[(at + step * away) % len(waiting)][-1])
            if self._showing.passes(stripe):
                self._go_to(stripe)
                return
        if waiting:
            self.say(self._keyed("no suggestion that waits passes the filter: {coding.filter}"))
        else:
            self.say("no suggestions wait here")

    # -- places

    def action_panes(self) -> None:
        """Between transcript and codebook."""
        target = self._pane.query_one(Listing) if self._pane.display and not self._pane.has_focus_within else None
        (target or self._transcript).focus()

    def action_collapse(self) -> None:
        """Back to one unit; ends the search."""
        self._hits, self._query = (), ""
        self._transcript.show_hits(())
        self._transcript.focus()
        self._transcript.go(self._transcript.cursor.collapsed())
        self.say("")

    def action_search(self) -> None:
        """Ask what to search for."""
        self.app.push_screen(Ask("Search this transcript", self._query), answered(self, self._search))

    def _search(self, query: str) -> None:
        from coder.search.transcript import places  # here: most sessions begin without a search

        def codings() -> list[Coding]:
            found = self._study.present_codings(self.document_id)
            return [one for one in found if one.coder == self._study.coder or not self._showing.blind]

        found = places(self._desk.document, query, self._session.codebook, codings) if query.strip() else ()
        self._query, self._hits = query, found
        self._transcript.show_hits(self._hits)
        self._go_to_hit(self._transcript.cursor.span.start - 1, 1)

    def action_hit(self, step: int) -> None:
        """The next or previous place found."""
        here = self._transcript.cursor.head.span
        self._go_to_hit(here.end - 1 if step > 0 else here.start, step)

    def _go_to_hit(self, offset: int, step: int) -> None:
        place = beside(self._hits, offset, step)
        if place is None:
            self.say(
                f"{self._query!r} is not in this transcript" if self._query else self._keyed("{coding.search} searches")
            )
            return
        hit = self._hits[place]
        if self._transcript.mode == VISUAL:
            self._transcript.stretch_to(hit.end - 1 if step > 0 else hit.start)
        else:
            self._transcript.place(hit.start, center=True)
        go_on = self._keyed("{coding.hit} and {coding.hit_back} go on")
        self.say(f"{place + 1} of {len(self._hits)} places with {self._query!r}: {go_on}")

    def action_goto(self) -> None:
        """Ask where to go."""
        codes = dict.fromkeys(one.code for one in sorted(self._coded(), key=lambda one: one.span))
        options = goto_options(self._session.codebook, self._study.documents(), codes, self.document_id)
        empty = "nothing to go to: no code is used here, there is no other document, the codebook has no cases"
        self.app.push_screen(Chooser("Go to", options, empty=empty), answered(self, self._go))

    def _coded(self) -> list[Stripe]:
        """The codings that are shown."""
        return self._shown([self._desk.stripe(one) for one in self._desk.codings])

    def _go(self, wanted: str) -> None:
        kind, _, target = wanted.partition(":")
        if kind == "code":
            stripes = sorted((one for one in self._coded() if one.code == target), key=lambda one: one.span)
            place = beside([stripe.span for stripe in stripes], self._transcript.cursor.span.start, 1)
            if place is not None:
                self._go_to(stripes[place])
        elif kind == "document":
            self.post_message(OpenDocument(target))
        else:
            first = next((one.id for one in self._study.documents() if one.case == target), None)
            if first is None:
                raise CoderError("no document belongs to this case", hint="set the attribute when importing")
            self.post_message(OpenDocument(first))

    def _list_reworded(self) -> None:
        """Ask which coding to go to of those whose words a correction changed."""
        found = [one for one in self._study.reworded() if not self.blind or self._desk.is_own(one.coding)]
        options = reworded_options(self._session.codebook, found)
        self.app.push_screen(
            Chooser("Codings whose words changed", options, empty="no words of a coding wait for a decision"),
            answered(self, self._go_to_coding),
        )

    def _go_to_coding(self, coding_id: str) -> None:
        coding = self._study.coding(coding_id)
        if coding.document == self.document_id:
            self._go_to(self._desk.stripe(coding_id))
        else:
            self.post_message(OpenDocument(coding.document, coding.span))

    # -- filter

    def action_filter(self) -> None:
        """Ask which stripes to show."""
        me = self._study.coder
        others = {one.coder for one in self._desk.codings.values()} - {me}
        seen = map(self._desk.stripe, (*self._desk.codings, *self._desk.suggestions))
        used = Counter(one.code for one in seen if one.kind is not Kind.OTHER or not self._showing.blind)
        options = filter_options(self._session.codebook, self._showing, [me, *sorted(others)], me, used)
        title = f"Show only (now {status.filter_words(self._showing, self._session) or 'everything'})"
        self.app.push_screen(Chooser(title, options), answered(self, self._filter))

    def _filter(self, option: str) -> None:
        self._show(self._showing.chosen(option))

    def action_blind(self) -> None:
        """Hide what other coders did here, in this and every later session, or show it again."""
        showing = self._showing.blinded(self._study.coder)
        self._study.keep_view("blind", "1" if showing.blind else "0")
        self._show(showing)
        self._seen = self._session.edited()  # other screens show something else now
        words = "blind: what other coders did is hidden, {coding.blind} shows it"
        self.say(self._keyed(words) if showing.blind else "other coders are shown")

    def _show(self, showing: Showing) -> None:
        self._session.showing = showing
        stripes = self._shown(self._desk.stripes())
        self._transcript.show_stripes(stripes)
        self._choose(self._current)
        self._show_progress()
        nothing = showing.filtered and not stripes
        self.say(self._keyed("nothing here passes this filter: {coding.filter} changes or ends it") if nothing else "")


def beside(spans: Sequence[Span], offset: int, step: int) -> int | None:
    """Index of the first span that begins after an offset (``step`` 1), or the last before it (-1); round the end.

    None if there are no spans.
    """
    if not spans:
        return None
    starts = [span.start for span in spans]
    if step > 0:
        return bisect_right(starts, offset) % len(spans)
    return (bisect_left(starts, offset) - 1) % len(spans)
