"""Everything that was suggested and waits, over the whole corpus, the most confident first."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult

from coder.model.coding import Coding, Suggestion
from coder.model.document import Document
from coder.tui.bindings import bindings_for
from coder.tui.cells import fit, one_line
from coder.tui.codes import find, is_level, label_of, mark
from coder.tui.describe import definition_runs, suggestion_runs
from coder.tui.dialogs.level import LevelChooser
from coder.tui.guard import answered, guarded
from coder.tui.messages import OpenDocument
from coder.tui.runs import Run
from coder.tui.screens.study_screen import StudyScreen
from coder.tui.session import Session
from coder.tui.stripes import Signs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose

AFTER = 600  # characters shown after the passage; before it only a few lines, so that it is in view


class ReviewScreen(StudyScreen):
    """The queue and the passage of the suggestion under the cursor."""

    SCOPE = "review"
    BINDINGS = bindings_for("review")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._waiting: dict[str, Suggestion] = {}
        self._documents: dict[str, str] = {}  # names
        self._items: dict[str, Item] = {}
        self._signs: Signs | None = None
        self._codings: dict[str, list[Coding]] = {}  # of the documents looked at, by document
        self._document: Document | None = None  # the one looked at last
        self._returned: str | None = None  # the suggestion that undo has brought back
        self._said_at: str | None = None  # the suggestion under the cursor when the message was said

    def compose(self) -> ComposeResult:
        """Title, queue, passage, reason, keys."""
        yield Line(id="title")
        yield Listing(id="queue")
        yield Prose(id="passage")
        yield Line(id="here")
        yield Line(id="reason")
        yield KeyBar("review", id="keys")

    def load(self) -> None:
        """The queue, the most confident first."""
        before = self._waiting if self._signs is self._session.signs else {}
        waiting = sorted(self._study.suggestions(), key=lambda one: (-one.confidence, one.document, one.span))
        self._waiting = {one.id: one for one in waiting}
        self._documents = {one.id: one.name for one in self._study.documents()}
        fresh = [one for one in self._waiting if one not in before]
        self._returned = fresh[0] if before and len(fresh) == 1 else None
        self._items = {one: item for one, item in self._items.items() if before.get(one) == self._waiting.get(one)}
        self._codings.clear()
        self._signs = self._session.signs

    def draw(self) -> None:
        """The queue, the cursor where it was."""
        listing = self.query_one(Listing)
        items = [self._item(one) for one in self._waiting.values()]
        if not items:
            items = [Item("", (((" no suggestion waits", "dim"),),), heading=True)]
        listing.show(items, self._next(listing))
        blind = ((" blind ", "accent"),) if self._session.showing.blind else ()
        self.query_one("#title", Line).show(
            ((" Review of suggestions", "strong"),), (*blind, (f"{len(self._waiting)} wait ", "dim"))
        )

    def _next(self, listing: Listing) -> str | None:
        """What undo brought back; else the suggestion under the cursor or, when it was decided, the one after it."""
        if self._returned is not None:
            returned, self._returned = self._returned, None
            return returned
        ids = [item.id for item in listing.items]
        at = ids.index(listing.current.id) if listing.current else 0
        return next((one for one in (*ids[at:], *reversed(ids[:at])) if one in self._waiting), None)

    def _item(self, one: Suggestion) -> Item:
        known = self._items.get(one.id)
        if known is None:
            letters, tint = self._session.signs.of(one.code)
            runs = (
                (f" {one.confidence:.2f} ", "dim"),
                (f"{fit(one_line(self._documents.get(one.document, '')), 8)} ", "key"),
                (f"┊{letters} ", f"tint{tint}"),
                (fit(label_of(self._session.codebook, one.code), 28), "plain"),
                (f"  {one_line(one.reason)}", "dim"),
            )
            known = self._items[one.id] = Item(one.id, (runs,))
        return known

    def _current(self) -> Suggestion | None:
        current = self.query_one(Listing).current
        return self._waiting.get(current.id) if current else None

    def say(self, words: str) -> None:
        """Tell the researcher something, until the cursor moves."""
        current = self._current()
        self._said_at = current.id if current else None
        self._message = words
        self._explain(current)

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Show the passage with the words around it."""
        one = self._current()
        if (one.id if one else None) != self._said_at:
            self._message = ""
        here = self.query_one("#here", Line)
        if one is None:
            here.show(((" nothing waits: S among the documents (d) looks for more", "dim"),))
        else:
            here.show(suggestion_runs(one, self._session.codebook, self._session.signs))
        self._explain(one)
        self.query_one(Prose).show(self._passage(one) if one is not None else ())

    def _explain(self, one: Suggestion | None) -> None:
        """The message, else what the suggested code means."""
        line = self.query_one("#reason", Line)
        if self._message:
            line.show(((f" {one_line(self._message)}", "accent"),))
        else:
            line.show(definition_runs(self._session.codebook, one.code) if one is not None else ())

    def _passage(self, one: Suggestion) -> list[Run]:
        """What is coded on the words already, and the words with those around them."""
        if self._document is None or self._document.id != one.document:
            self._document = self._study.document(one.document)
        text, span = self._document.text, one.span
        passage = [
            (self._coded(one), "accent"),
            (_end(text[max(0, span.start - self.size.width - 1) : span.start], self.size.width), "dim"),
            (one_line(self._document.quote(span)), "strong"),
            (one_line(text[span.end : span.end + AFTER]), "dim"),
        ]
        return [run for run in passage if run[0]]

    def _coded(self, one: Suggestion) -> str:
        """The codings that share words with a suggestion; blind, only one's own."""
        if one.document not in self._codings:
            self._codings[one.document] = list(self._study.codings(document=one.document, today=True))
        codebook, me = self._session.codebook, self._study.coder
        found = []
        for coding in self._codings[one.document]:
            if coding.span.overlaps(one.span) and (coding.coder == me or not self._session.showing.blind):
                by = "" if coding.coder == me else f" by {one_line(coding.coder)}"
                found.append(f"{label_of(codebook, coding.code)} {mark(codebook, coding.code, coding.weight)}{by}")
        return f"coded here: {'; '.join(found)}" if found else ""

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the words."""
        one = self._waiting[event.item.id]
        self.post_message(OpenDocument(one.document, one.span))

    def action_move(self, step: int) -> None:
        """The next or previous suggestion."""
        self.query_one(Listing).action_move(step)

    def action_accept(self, weight: int) -> None:
        """The suggestion becomes one's own coding; counter-evidence stays counter-evidence."""
        one = self._current()
        if one is None:
            return
        if is_level(find(self._session.codebook, one.code)):
            chooser = LevelChooser(self._session.codebook, one.code, self._session.weight_of(one.code))
            self.app.push_screen(chooser, answered(self, partial(self._accept, one)))
        else:
            self._accept(one, -weight if one.weight is not None and one.weight < 0 else weight)

    def _accept(self, one: Suggestion, weight: int) -> None:
        coding = self._study.accept(one.id, weight)
        self._session.used(one.code, weight)
        if one.document in self._codings:
            self._codings[one.document].append(coding)
        self._decided(one)

    def action_reject(self) -> None:
        """Turned down."""
        if one := self._current():
            self._study.reject(one.id)
            self._decided(one)

    def _decided(self, one: Suggestion) -> None:
        """One less; the rest of the queue is known and not read again."""
        self._waiting.pop(one.id, None)
        self._seen = self._session.edited()
        self.draw()
        self.show_undo()
        self.say("")


def _end(text: str, length: int) -> str:
    """The last so many characters of a text, from the beginning of a word where words are set apart."""
    if len(text) <= length:
        return one_line(text)
    first, blank, rest = text[-length:].partition(" ")
    return f"…{one_line(rest if blank else first)}"
