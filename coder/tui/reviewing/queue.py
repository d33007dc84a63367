"""The queue of suggestions on the screen: in which order, which of them, and all there is to judge one of them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container

from coder.model.coding import Suggestion, SuggestionState
from coder.suggest.queue import Order
from coder.tui.codes.describe import definition_runs
from coder.tui.codes.labels import label_of
from coder.tui.codes.proposed import ORDERS, Draft, number, proposal_runs, row_runs, whole_rows
from coder.tui.codes.stripes import Signs
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import keymap_of
from coder.tui.messages import OpenDocument
from coder.tui.reviewing.evidence import Evidence
from coder.tui.reviewing.listing import QueueList
from coder.tui.reviewing.waiting import Only, Waiting, filter_options, only_words
from coder.tui.session import Session
from coder.tui.study_screen import WIDE, StudyScreen
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs, text_width
from coder.tui.widgets.hits import LazyItems
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose

PENDING = SuggestionState.PENDING
_ORDER = "review_order"  # the setting of the coder that keeps it
_SKIPPED = "review.skipped"  # where the session keeps them
_EXPECTED = "expected"  # the setting of the coder that keeps what was told
_KEPT = 2000  # rows made
_UNREAD = 1.0  # seconds for which what came under the cursor by itself takes no deciding key
_NOTHING = " nothing waits: {documents.suggest} among the documents ({app.documents}) looks for more"


class QueueScreen(StudyScreen):
    """What keys do that decide nothing. ``session.places`` keeps the suggestion it was left at, and those skipped."""

    SCOPE = "review"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._waiting = Waiting()
        self._waiting.order = next((one for one in Order if one == self._study.view(_ORDER)), Order.LIKELY)
        self._waiting.skipped = dict.fromkeys(filter(None, session.places.get(_SKIPPED, "").split("\n")))
        self._whole: Only | None = None  # while the words of one code stand in the list: what was shown before
        self._names: dict[str, str] = {}  # of documents
        self._cases: dict[str, str | None] = {}  # of documents
        self._drafts: dict[str, Draft] = {}
        self._items: dict[str, Item] = {}
        self._signs: Signs | None = None
        self._evidence = Evidence(session)
        self._at: str | None = session.places.get(self.SCOPE)  # the suggestion under the cursor
        self._said_at: str | None = None  # the same when the message was said
        self._undoing = False
        self._skips: list[tuple[str, int | None]] = []  # what was skipped, and behind which change of the study
        self._decided_here: set[str] = set()
        self._undone: set[str] = set()  # those of them that do not stand any more
        self._edits = -1  # of the session, before the last look at what others wrote
        self._came: tuple[str, float] | None = None  # what came under the cursor by itself, and when
        self._clock: Callable[[], float] = monotonic

    @property
    def document_id(self) -> str | None:
        """The document of the suggestion under the cursor: what is likely in it is what the palette needs."""
        one = self._waiting.all.get(self._at or "")
        return one.document if one is not None else None

    def compose(self) -> ComposeResult:
        """Title, queue and passage, what would be coded, definition, keys."""
        yield Line(id="title")
        with Container(id="review"):
            yield QueueList(id="queue")
            yield Prose(id="passage")
        yield Line(id="here")
        yield Line(id="reason")
        yield KeyBar("review", id="keys")

    def on_mount(self) -> None:
        """Say once what is to be expected of these suggestions."""
        super().on_mount()
        self.call_after_refresh(self._expect)

    @guarded
    def _weighed(self, likely: Mapping[str, float]) -> None:
        """After a decision: the useful order of what follows."""
        if self.is_attached and self._waiting.order is Order.USEFUL:
            self._waiting.weigh(likely, self._at)
            self.draw()

    @guarded
    def _expect(self) -> None:
        """What was measured, before the first list and whenever it was measured anew."""
        lines = self._session.expected() if self._session.expected is not None and self._waiting.all else ()
        told = "\n".join(lines)
        if told and told != self._study.view(_EXPECTED):
            self._study.keep_view(_EXPECTED, told)
            self.app.push_screen(OutcomeDialog("What to expect of these suggestions", (), lines))

    def on_unmount(self) -> None:
        """What was skipped stays at the end."""
        self._session.places[_SKIPPED] = "\n".join(self._waiting.skipped)

    # -- the study

    def load(self) -> None:
        """Everything that waits; what undo brought back comes under the cursor."""
        summaries = self._study.documents()
        self._names = {one.id: one.name for one in summaries}
        self._cases = {one.id: one.case for one in summaries}
        codes = (code.id for code in self._session.codebook.codes)
        before, queue = self._waiting.all, self._waiting.queue
        fresh = self._waiting.load(self._study.suggestions(), self._names, codes)
        if self._undoing and before and fresh:
            self._at = fresh[0]
        else:
            self._follow(queue)
        self._undone = {one for one in self._decided_here if self._study.state_of(one) in (None, PENDING)}
        if self._signs is not self._session.signs or any(
            before.get(one) != now for one, now in self._waiting.all.items()
        ):
            self._items.clear()
        self._signs = self._session.signs
        self._drafts = {one: draft for one, draft in self._drafts.items() if one in self._waiting.all}
        self._skips = [(one, step) for one, step in self._skips if one in self._waiting.skipped]
        self._evidence.forget()

    def _follow(self, before: Sequence[Suggestion]) -> None:
        """Another one comes under the cursor where what stood there is gone. Said, and shortly safe from deciding keys,
        unless it was decided on in this session."""
        gone, self._at = self._at, self._waiting.follower(before, self._at)
        if gone is None or gone == self._at:
            return
        state = self._study.state_of(gone)
        if state not in (None, PENDING) and self._session.edits == self._edits:
            return
        became = "withdrawn meanwhile" if state in (None, PENDING) else f"{state} in another session"
        self._message = f"what stood here was {became}"
        if self._at is not None:
            self._message += ": this is the next one"
            self._came = self._at, self._clock()
        self._said_at = self._at

    def reload(self) -> None:
        """Tells apart what others wrote."""
        self._edits = self._session.edits
        super().reload()

    def changed(self, words: str = "") -> None:
        """Undo and redo."""
        self._undoing = True
        super().changed(words)
        self._undoing = False

    def undo_here(self) -> bool:
        """What was skipped behind the newest change of the study comes back under the cursor."""
        if not self._skipped_last():
            return False
        self._at, _ = self._skips.pop()
        self._waiting.bring_back(self._at)
        self.draw()
        self.show_undo()
        self.say("undone: skip")
        return True

    def _skipped_last(self) -> bool:
        return bool(self._skips) and self._skips[-1][1] == self._study.undo_step()

    def show_undo(self) -> None:
        """A skip comes first, if it was the last."""
        super().show_undo()
        if self._skipped_last():
            self.query_one("#keys", KeyBar).note("undo: skip")

    def draw(self) -> None:
        """The queue, the cursor where it was or on what follows."""
        queue, waiting = self.query_one(QueueList), self._waiting
        self._give_room()
        if not waiting.rows:
            queue.place([Item("", ((self._nothing(),),), heading=True)], -1)
        elif self._whole is not None:
            width = queue.scrollable_content_region.width
            queue.place([self._whole_item(row, width) for row in waiting.rows], waiting.row_of(self._at))
        else:
            queue.place(LazyItems(lambda: len(waiting.rows), self._item), waiting.row_of(self._at))
        self._show_title()
        self._show()

    def _give_room(self) -> None:
        """With all words the list has the whole width."""
        self.set_class(self._whole is not None, "-whole")

    def _nothing(self) -> tuple[str, str]:
        if self._waiting.all:
            return keymap_of(self.app).words(" nothing that waits passes the filter: {review.filter} changes it"), "dim"
        return " no suggestion waits", "dim"

    def _show_title(self) -> None:
        waiting = self._waiting
        narrowed = only_words(waiting.only, self._session.codebook, self._names)
        left: list[tuple[str, str]] = [(" Review of suggestions", "strong"), (f"  {ORDERS[waiting.order]}", "plain")]
        if narrowed:
            left.append((f"  {narrowed}", "accent"))
        skipped = waiting.skipped_shown
        right: list[tuple[str, str]] = [(" blind ", "accent")] if self.blind else []
        if decided := len(self._decided_here - self._undone):
            right.append((f"{decided:,} decided  ", "dim"))
        if skipped:
            right.append((f"{skipped:,} skipped  ", "dim"))
        shown = f"{len(waiting.queue):,} of " if narrowed else ""
        right.append((f"{shown}{len(waiting.all):,} wait ", "dim"))
        room = self.app.size.width - text_width(right) - 2
        if text_width(left) > room:
            left[0] = (" Review", "strong")
        self.query_one("#title", Line).show(_cut(left, room), tuple(right))

    # -- rows

    def _item(self, at: int) -> Item:
        row = self._waiting.rows[at]
        if isinstance(row, str):
            return self._heading(row)
        known = self._items.get(row.id)
        if known is None:
            if len(self._items) >= _KEPT:
                self._items.clear()
            codebook, signs = self._session.codebook, self._session.signs
            rank, name = self._waiting.rank(row), self._names.get(row.document, "")
            runs = row_runs(row, rank, name, self._evidence.words(row), codebook, signs)
            known = self._items[row.id] = Item(row.id, (runs,))
        return known

    def _heading(self, row: str) -> Item:
        name = self._names.get(row) or label_of(self._session.codebook, row)
        runs: Runs = ((f" {one_line(name)}", "strong"), (f"  {self._waiting.count(row)}", "dim"))
        return Item(row, (runs,), heading=True)

    def _whole_item(self, row: Suggestion | str, width: int) -> Item:
        if isinstance(row, str):
            return self._heading(row)
        words, rank = self._evidence.words(row), self._waiting.rank(row)
        name = self._names.get(row.document, "")
        return Item(row.id, whole_rows(row, rank, name, words, self._session.codebook, width))

    # -- the suggestion under the cursor

    def _current(self) -> Suggestion | None:
        current = self.query_one(QueueList).current
        return self._waiting.all.get(current.id) if current else None

    def _to_decide(self) -> Suggestion | None:
        """The same, for keys that decide on it; the first one is not for what came there a moment ago by itself."""
        one, came, self._came = self._current(), self._came, None
        if one is not None and came is not None and came[0] == one.id and self._clock() - came[1] < _UNREAD:
            self.say("nothing was decided: this one has just come here, read it and press again")
            return None
        return one

    def _waits(self, *suggestions: Suggestion) -> bool:
        """Whether all of them still wait; if not, that is said, and the queue is as it is now."""
        states = {self._study.state_of(one.id) for one in suggestions}
        if states <= {PENDING}:
            return True
        state = next(iter(states - {PENDING}))
        self._session.edited()
        self.reload()
        which = "this" if len(suggestions) == 1 else "one of these"
        self.say(f"{which} was {state or 'withdrawn'} meanwhile: nothing was decided")
        return False

    def _draft(self, one: Suggestion) -> Draft:
        return self._drafts.get(one.id) or Draft.of(one)

    def say(self, words: str) -> None:
        """Tell the researcher something, until the cursor moves."""
        self._said_at = self._at
        self._message = words
        self._show()

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """The mouse went to another one."""
        one = self._current()
        if one is not None and one.id != self._at:
            self._show()

    def _show(self) -> None:
        """All there is to judge it by, and what accepting it would code."""
        one = self._current()
        self._at = one.id if one else None
        if self._at != self._said_at:
            self._message = ""
        self._session.places[self.SCOPE] = self._at or ""
        codebook, here, reason = self._session.codebook, self.query_one("#here", Line), self.query_one("#reason", Line)
        if self._message:
            reason.show(((f" {one_line(self._message)}", "accent"),))
        else:
            reason.show(definition_runs(codebook, one.code) if one is not None else ())
        if one is None:
            here.show(((keymap_of(self.app).words(_NOTHING), "dim"),) if not self._waiting.all else ())
            self.query_one(Prose).show(())
            return
        draft = self._draft(one)
        here.show(
            proposal_runs(one, draft, codebook, self._session.signs),
            ((f"  {number(one, self._waiting.rank(one))} ", "strong"),),
        )
        prose = self.query_one(Prose)
        wide = self.app.size.width >= WIDE
        room = prose.content_region
        prose.show(self._evidence.paragraphs(one, draft, max(20, room.width), room.height, wide=wide))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """A click on it goes to the words."""
        self.action_goto()

    # -- moving

    def action_move(self, step: int) -> None:
        """The next or previous suggestion."""
        self.query_one(QueueList).action_move(step)
        self._show()

    def action_page(self, step: int) -> None:
        """A page on or back."""
        self.query_one(QueueList).action_page(step)
        self._show()

    def action_edge(self, step: int) -> None:
        """The first or the last."""
        self.query_one(QueueList).action_edge(step)
        self._show()

    def action_text(self, step: int) -> None:
        """Read on or back in the passage and what stands below it."""
        self.query_one(Prose).move(step)

    def action_goto(self) -> None:
        """Go to the words in the transcript."""
        if one := self._current():
            self.post_message(OpenDocument(one.document, self._draft(one).span, one.id))

    def action_order(self) -> None:
        """The next order; by document and by code the cursor stays, otherwise the first is next."""
        orders = list(ORDERS)
        waiting = self._waiting
        waiting.order = orders[(orders.index(waiting.order) + 1) % len(orders)]
        self._study.keep_view(_ORDER, waiting.order)
        waiting.arrange()
        if waiting.order in (Order.USEFUL, Order.LIKELY):
            self._at = None
        self.draw()
        self.say("")

    def action_filter(self) -> None:
        """Ask what to show."""
        options = filter_options(self._waiting, self._session.codebook, self._names)
        now = only_words(self._waiting.only, self._session.codebook, self._names) or "everything"
        chooser = Chooser(f"Show only (now {now})", options, empty="no suggestion waits")
        self.app.push_screen(chooser, answered(self, self._filter))

    def _filter(self, option: str) -> None:
        self._narrow(self._waiting.only.chosen(option), whole=None)

    def _narrow(self, only: Only, whole: Only | None) -> None:
        self._waiting.only, self._whole = only, whole
        self._waiting.arrange()
        self._skips.clear()  # they may not be shown any more
        self.show_undo()
        self.draw()
        self.call_after_refresh(self._drawn)  # with the room that the list has then
        self.say("")

    def action_collapse(self) -> None:
        """As proposed again; else from the words of one code back to the queue; else the filter ends."""
        one = self._current()
        if one is not None and one.id in self._drafts:
            del self._drafts[one.id]
            self.say("as it was proposed")
        elif self._whole is not None:
            self._narrow(self._whole, whole=None)
        elif not self._waiting.only.all:
            self._narrow(Only(), whole=None)
            self.say("the filter is off: this is the whole queue")


def _cut(runs: Sequence[Run], width: int) -> Runs:
    """Runs of a line, ended with an ellipsis where they are wider."""
    found: list[Run] = []
    for text, tone in runs:
        room = width - text_width(found)
        if cell_len(text) > room:
            if room > 1:
                found.append((fit(text, room).rstrip(), tone))
            break
        found.append((text, tone))
    return tuple(found)
