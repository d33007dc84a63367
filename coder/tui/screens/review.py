"""Everything that was suggested and waits, over the whole corpus, the most confident first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.screen import Screen

from coder.model.coding import Suggestion
from coder.tui import undoing
from coder.tui.actions import bindings_for
from coder.tui.cells import fit, one_line
from coder.tui.codes import find, is_level, label_of
from coder.tui.describe import definition_runs, suggestion_runs
from coder.tui.dialogs.level import LevelChooser
from coder.tui.guard import answered, guarded
from coder.tui.messages import OpenDocument
from coder.tui.runs import Run
from coder.tui.session import Session
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose

AFTER = 600  # characters shown after the passage; before it only a few lines, so that it is in view


class ReviewScreen(Screen[None]):
    """The queue and the passage of the suggestion under the cursor."""

    BINDINGS = bindings_for("review")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._seen = -1
        self._waiting: dict[str, Suggestion] = {}
        self._names: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Title, queue, passage, reason, keys."""
        yield Line(id="title")
        yield Listing(id="queue")
        yield Prose(id="passage")
        yield Line(id="here")
        yield Line(id="reason")
        yield KeyBar("review", id="keys")

    @guarded
    def on_screen_resume(self) -> None:
        """Show what waits now."""
        self.reload()

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self._show)

    def reload(self) -> None:
        """Read the queue anew if anything was changed."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits
            waiting = sorted(self._study.suggestions(), key=lambda one: (-one.confidence, one.document, one.span))
            self._waiting = {one.id: one for one in waiting}
            self._names = {one.id: one.name for one in self._study.documents()}
            self._show()

    def _show(self) -> None:
        listing = self.query_one(Listing)
        listing.show([self._item(one) for one in self._waiting.values()], self._next(listing))
        undo = self._study.undo_label()
        self.query_one(KeyBar).note(f"undo: {one_line(undo)}" if undo else "")
        self.query_one("#title", Line).show(
            ((" Review of suggestions", "strong"),), ((f"{len(self._waiting)} wait ", "dim"),)
        )

    def _next(self, listing: Listing) -> str | None:
        """The suggestion under the cursor or, when it was decided, the one after it that still waits."""
        ids = [item.id for item in listing.items]
        at = ids.index(listing.current.id) if listing.current else 0
        return next((one for one in (*ids[at:], *reversed(ids[:at])) if one in self._waiting), None)

    def _item(self, one: Suggestion) -> Item:
        letters, tint = self._session.signs.of(one.code)
        name = one_line(self._names.get(one.document, ""))
        runs = (
            (f" {one.confidence:.2f} ", "dim"),
            (f"{fit(name, 8)} ", "key"),
            (f"┊{letters} ", f"tint{tint}"),
            (fit(label_of(self._session.codebook, one.code), 28), "plain"),
            (f"  {one_line(one.reason)}", "dim"),
        )
        return Item(one.id, (runs,))

    def _current(self) -> Suggestion | None:
        current = self.query_one(Listing).current
        return self._waiting.get(current.id) if current else None

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Show the passage with the words around it."""
        one = self._current()
        here, reason = self.query_one("#here", Line), self.query_one("#reason", Line)
        passage: list[Run] = []
        if one is None:
            here.show(((" nothing waits: coder suggest looks for more", "dim"),))
            reason.show(())
        else:
            document = self._study.document(one.document)
            text, span = document.text, one.span
            passage = [
                (one_line(text[max(0, span.start - self.size.width) : span.start]), "dim"),
                (one_line(document.quote(span)), "strong"),
                (one_line(text[span.end : span.end + AFTER]), "dim"),
            ]
            here.show(suggestion_runs(one, self._session.codebook, self._session.signs))
            reason.show(definition_runs(self._session.codebook, one.code))
        self.query_one(Prose).show([run for run in passage if run[0]])

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
        self._study.accept(one.id, weight)
        self._session.used(one.code, weight)
        self._changed()

    def action_reject(self) -> None:
        """Turned down."""
        if one := self._current():
            self._study.reject(one.id)
            self._changed()

    def action_undo(self) -> None:
        """Take the last change back."""
        undoing.undo(self, self._session, self.reload, self._revert)

    def action_redo(self) -> None:
        """Do it again."""
        self._revert(self._study.redo)

    def _revert(self, step: Callable[[], str]) -> None:
        step()
        self._changed()

    def _changed(self) -> None:
        self._session.edited()
        self.reload()
