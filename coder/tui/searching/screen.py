"""Search of the whole corpus: a line for the query, its hits with what stands around them, and coding them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from coder.errors import CoderError
from coder.search.corpus import SearchHit
from coder.search.query import Key, Query, parse
from coder.tui.dialogs.palette import Choice, Palette
from coder.tui.guard import answered, guarded, report
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.messages import CodeHits, OpenDocument
from coder.tui.searching.hits import HitRows, counted, error_lines, help_lines, name
from coder.tui.searching.seeking import Seeking
from coder.tui.searching.view import HitView
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Runs
from coder.tui.text.units import Grain
from coder.tui.widgets.hits import HitList, LazyItems
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

LOOK_EVERY = 0.1  # seconds between looks at what the search has found
_AT, _TICKED, _GRAIN = "search.at", "search.ticked", "search.grain"  # where the session keeps them
_GRAINS = {
    Grain.WORD: "just the words found",
    Grain.SENTENCE: "the sentence",
    Grain.PARAGRAPH: "the paragraph",
    Grain.TURN: "the turn",
}

_SOON = 0.05  # seconds until a pane that was just shown has its room


class SearchScreen(StudyScreen):
    """``session.places`` keeps the query, and the hit it was left at."""

    SCOPE = "search"
    BINDINGS = bindings_for("search")
    CSS_PATH = "../styles/search.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._query: Query | None = None
        self._error: CoderError | None = None
        self._rows = HitRows()
        self._items = LazyItems(lambda: len(self._rows), self._item)
        self._seeking: Seeking | None = None  # whose hits are shown
        self._running = False
        self._anew: Seeking | None = None  # the same query after a change of the study; shown when it is through
        self._grain = Grain.SENTENCE
        self._view = HitView(session)

    def compose(self) -> ComposeResult:
        """Title, query, hits and the words around one of them, message, keys."""
        yield Line(id="title")
        yield Input(id="query", placeholder="words, /regular expression/, code:, speaker:, role:, case:, document:")
        with Container(id="found"):
            yield HitList(id="hits")
            yield Listing(id="around", can_focus=False)
        yield Line(id="reason")
        yield KeyBar("search", id="keys")

    def on_mount(self) -> None:
        """Search for what was searched for when the screen was left."""
        super().on_mount()
        self.set_interval(LOOK_EVERY, self._take)
        self.call_after_refresh(self.arrive)

    def on_unmount(self) -> None:
        """Nobody waits for hits any more; the ticks are kept."""
        self.cancel()
        self._session.places[_TICKED] = "\n".join(map(name, self._rows.ticked))

    @property
    def _list(self) -> HitList:
        return self.query_one("#hits", HitList)

    # -- the study

    def load(self) -> None:
        """Names of documents; what is coded is read anew, and if the answer may be another one, so are the hits."""
        before = self._view.summaries.keys()
        self._view.refresh()
        now = self._view.summaries.keys()
        if self._query is None or self._seeking is None:
            return
        if before - now:
            self._search(self._query.text)  # a hit may lie in what is gone
        elif before != now or self._query.of(Key.CODE, Key.CODER):
            if self._anew is not None:
                self._anew.stop()
            self._anew = self._start(self._query.text)

    def reload(self) -> None:
        """As every screen; and what others coded goes out of sight with blind coding."""
        super().reload()
        if self._seeking is not None and self._seeking.own != self._session.showing.blind:
            self._search(self._seeking.text)

    def draw(self) -> None:
        """Hits within the width, or what there is to say in their place."""
        self._items.forget()
        pane = self.query_one("#around", Listing)
        if pane.display != bool(self._rows.hits):
            pane.display = not pane.display
            self.call_after_refresh(self._drawn)  # with the width that the hits have then
        explained = self._explained()
        if explained is not None:
            self._list.show(explained)
        elif self._list.items is self._items:
            self._list.grown()
        else:
            self._list.show_rows(self._items)
        self._show_title()
        self._show_around()

    @guarded
    def arrive(self) -> None:
        """Search for what was asked for."""
        text = self._session.places.get(self.SCOPE, "")
        self.query_one(Input).value = text
        if text:
            places = self._session.places
            self._search(text, HitRows(places.get(_AT, ""), filter(None, places.get(_TICKED, "").split("\n"))))
        else:
            self.draw()
            self.query_one(Input).focus()

    # -- searching

    def action_ask(self) -> None:
        """Another query, or this one changed."""
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()

    def action_hits(self) -> None:
        """From the query to the hits."""
        if self._seeking is not None:
            self.query_one(Input).value = self._seeking.text
        self._list.focus()

    @guarded
    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search for it."""
        self._search(event.value)

    def _search(self, text: str, rows: HitRows | None = None) -> None:
        """A newer search takes the place of an older one."""
        self.cancel()
        self._session.places[self.SCOPE] = text
        self._rows = HitRows() if rows is None else rows
        self._seeking = self._anew = self._error = None
        self.say("")
        try:
            self._query = parse(text)
            self._study.search(text)  # knows the names in it, or says so
        except CoderError as error:
            self._query, self._error = None, error
            self.draw()
            self.query_one(Input).focus()
            return
        looked_for = self._query.words or self._query.pattern
        self._grain = Grain(self._session.places.get(_GRAIN, Grain.SENTENCE if looked_for else Grain.WORD))
        self._seeking, self._running = self._start(text), True
        self.draw()
        self._list.focus()

    def _start(self, text: str) -> Seeking:
        seeking = Seeking(self._study.path, self._study.coder, text, self._session.showing.blind)
        self.run_worker(seeking.run, thread=True, group="search", exit_on_error=False)
        return seeking

    def on_worker_state_changed(self) -> None:
        """A search is through: show what it found without waiting for the next look."""
        self._take()

    def cancel(self) -> bool:
        """Stop searching; what was found stays."""
        running = [one for one in (self._seeking, self._anew) if one is not None and not one.finished]
        for one in running:
            one.stop()
        return bool(running)

    @guarded
    def _take(self) -> None:
        """Show what was found since the last look."""
        seeking = self._seeking
        if seeking is not None and self._running:
            self._running = not seeking.finished  # asked first: what is found after that is taken with the next look
            moved, first = self._list.row > 1, not self._rows.hits
            fresh = seeking.found[len(self._rows.hits) :]
            reached = self._rows.add(fresh)
            if not self._running:
                self._end(seeking)
            if first or not self._running:
                self.draw()
            elif fresh:
                self._items.forget()
                self._list.grown()
            if reached is not None and not moved:
                self._list.go_to(reached)
            self._show_title()
        elif self._anew is not None and self._anew.finished:
            anew, self._anew = self._anew, None
            if anew.error is None and not anew.stopped:
                self._replace(anew)

    def _end(self, seeking: Seeking) -> None:
        self._rows.close()
        if isinstance(seeking.error, CoderError):
            self._error = seeking.error
        elif seeking.error is not None:
            report(self.app, seeking.error)
        if self._rows.hits and seeking.outcome:
            self.say(seeking.outcome)

    def _replace(self, anew: Seeking) -> None:
        """Show the hits of the same query as they are now, the cursor and the ticks where they were."""
        if anew.found != self._rows.hits:
            hit, row = self._hit, self._list.row
            rows = HitRows(name(hit) if hit else "", map(name, self._rows.ticked))
            reached = rows.add(anew.found)
            rows.close()
            self._seeking, self._rows = anew, rows
            self._items.forget()
            self._list.show_rows(self._items, min(row, len(rows) - 1) if reached is None else reached)
            self.draw()

    # -- painting

    def _explained(self) -> list[Item] | None:
        """What stands in place of hits; None when there are some."""
        if self._rows.hits:
            return None
        width = self._list.scrollable_content_region.width
        lines: list[Runs]
        if self._error is not None:
            lines = error_lines(self._error, width)
        elif self._seeking is None:
            lines = help_lines(width)
        elif self._running:
            lines = [(("  searching…", "dim"),)]
        else:
            lines = [((f"  nothing found in {counted(len(self._view.summaries), 'document')}", "plain"),)]
            if self.blind and self._query is not None and self._query.of(Key.CODE, Key.CODER):
                lines.append((("  blind: only your own codings were looked at", "dim"),))
        return _headings([(), *lines])

    def _item(self, row: int) -> Item:
        hit = self._rows.hit(row)
        if hit is None:
            return Item(str(row), (self._view.heading(*self._rows.group(row)),), heading=True)
        width = self._list.scrollable_content_region.width
        aligned = bool(self._query and (self._query.words or self._query.pattern))
        return Item(str(row), (self._view.line(hit, width, aligned=aligned, ticked=hit in self._rows.ticked),))

    def _show_title(self) -> None:
        rows, seeking = self._rows, self._seeking
        found = f"  {counted(len(rows.hits), 'hit')} in {counted(rows.documents, 'document')}" if rows.hits else ""
        if seeking is not None and self._running:
            key = keymap_of(self.app).sign("app.cancel")
            share = f"{seeking.done} of {seeking.total} " if seeking.total else ""
            right: Runs = (
                (f"searching {share}{one_line(seeking.what)} ", "accent"),
                (key, "key"),
                (" cancels ", "dim"),
            )
        elif rows.hits:
            ticked = f"{len(rows.ticked):,} ticked  " if rows.ticked else ""
            right = ((ticked, "accent"), ("codes ", "dim"), (f"{_GRAINS[self._grain]} ", "strong"))
        else:
            right = ()
        self.query_one("#title", Line).show(((" Search", "strong"), (found, "plain")), right)

    @property
    def _hit(self) -> SearchHit | None:
        row = self._list.row
        return self._rows.hit(row) if 0 <= row < len(self._rows) else None

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Show the words around the hit."""
        if event.listing is self._list:
            hit = self._hit
            if hit is not None and not self._rows.waiting:
                self._session.places[_AT] = name(hit)
            self._show_around()

    def _show_around(self) -> None:
        pane, hit = self.query_one("#around", Listing), self._hit
        size = pane.scrollable_content_region
        if hit and not size.width and pane.display and pane.is_attached:  # it has just come and has no room yet
            self.set_timer(_SOON, self._show_around)
            return
        pane.show(_headings(self._view.around(hit, self._grain, size.width, size.height) if hit else ()))

    # -- what can be done with hits

    @guarded
    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the words."""
        if hit := self._hit:
            self.post_message(OpenDocument(hit.document, hit.span))

    def action_tick(self) -> None:
        """Choose this hit, or not, and go on to the next."""
        if hit := self._hit:
            self._rows.tick(hit)
            self._items.forget(self._list.row)
            self._list.grown()
            self._list.action_move(1)
            self._show_title()

    def action_tick_all(self) -> None:
        """All hits, or none."""
        self._rows.tick_all()
        self.draw()

    def action_grain(self, grain: str) -> None:
        """How much around the hits would be coded."""
        self._grain = Grain(grain)
        self._session.places[_GRAIN] = grain
        self._show_title()
        self._show_around()

    def action_code(self) -> None:
        """Code the ticked hits, or all: choose a code, then look at what it would do."""
        if self._running:
            self.say("the search is not finished yet: wait for it, or stop it")
            return
        hits = self._rows.chosen
        if not hits:
            self.say("no hits to code")
            return
        session = self._session
        palette = Palette(
            session.codebook,
            session.index,
            session.signs,
            session.quick.recent,
            title=f"Code {counted(len(hits), 'hit')}, {_GRAINS[self._grain]}",
            several=False,
            level_of=session.weight_of,
        )
        self.app.push_screen(palette, answered(self, partial(self._code, hits)))

    def _code(self, hits: Sequence[SearchHit], choices: Sequence[Choice]) -> None:
        for choice in choices[:1]:
            if choice.weight is not None:
                self.post_message(CodeHits(hits, self._grain, choice.code, choice.weight))


def _headings(lines: Sequence[Runs]) -> list[Item]:
    """Lines that only tell something."""
    return [Item(str(number), (line,), heading=True) for number, line in enumerate(lines)]
