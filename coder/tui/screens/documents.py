"""The documents of the study by case: how long, how far coded, what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.screen import Screen

from coder.model.codebook import Codebook
from coder.model.report import DocumentSummary
from coder.tui import undoing
from coder.tui.actions import bindings_for
from coder.tui.cells import fit, one_line
from coder.tui.describe import case_label
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered, guarded
from coder.tui.messages import OpenDocument
from coder.tui.runs import Runs
from coder.tui.session import Session
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

_WIDTHS = {"lang": 6, "words": 7, "mine": 6, "others": 8, "waiting": 9, "coded by": 20}


class DocumentsScreen(Screen[None]):
    """The first screen; Enter opens a transcript."""

    BINDINGS = bindings_for("documents")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._seen = -1
        self._summaries: Sequence[DocumentSummary] = ()

    def compose(self) -> ComposeResult:
        """Title, column heads, list, keys."""
        yield Line(id="title")
        yield Line(id="heads")
        yield Listing(id="documents")
        yield Line(id="reason")
        yield KeyBar("documents", id="keys")

    @guarded
    def on_screen_resume(self) -> None:
        """Show the present numbers."""
        self.reload()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.call_after_refresh(self._show)

    def reload(self) -> None:
        """Read the numbers anew if anything was changed."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits
            self._summaries = self._study.documents()
            self._show()

    @guarded
    def _show(self) -> None:
        codebook, width = self._session.codebook, self.size.width
        listing = self.query_one(Listing)
        at = listing.current.id if listing.current else self._study.last_document()
        name = max(12, min(40, width - sum(_WIDTHS.values()) - 7))
        heads = "    " + fit("document", name + 2) + _heads()
        self.query_one("#heads", Line).show(((heads, "dim"),))
        listing.show(items(codebook, self._summaries, self._study.coder, name), at)
        coded = sum(1 for one in self._summaries if self._study.coder in one.coded_by)
        title = one_line(codebook.text(codebook.title))
        waiting = sum(one.pending for one in self._summaries)
        numbers = f"{coded} of {len(self._summaries)} coded by you, {waiting} suggestions wait "
        self.query_one("#title", Line).show(((f" {title}", "strong"),), ((numbers, "dim"),))
        notices = self._study.notices()
        empty = "" if self._summaries else "no documents yet: coder import brings transcripts in"
        self.query_one("#reason", Line).show(((" " + one_line("; ".join(notices) or empty), "accent"),))
        undo = self._study.undo_label()
        self.query_one(KeyBar).note(f"undo: {one_line(undo)}" if undo else "")

    def _document(self) -> str | None:
        current = self.query_one(Listing).current
        return current.id if current else None

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Open the transcript."""
        self.post_message(OpenDocument(event.item.id))

    def action_mark(self) -> None:
        """The document coded by this coder, or not."""
        if document := self._document():
            coded = next(self._study.coder in one.coded_by for one in self._summaries if one.id == document)
            self._study.mark_coded(document, not coded)
            self._changed()

    def action_memo(self) -> None:
        """Memo on the document."""
        if document := self._document():
            name = next(one.name for one in self._summaries if one.id == document)

            def taken(text: str) -> None:
                self._study.write_memo("document", document, text)
                self._changed()

            editor = MemoEditor(f"Memo on the document {name}", self._study.memo("document", document))
            self.app.push_screen(editor, answered(self, taken))

    def action_undo(self) -> None:
        """Take the last change back."""
        undoing.undo(self, self._session, self.reload, partial(self._revert, "undone"))

    def action_redo(self) -> None:
        """Do it again."""
        self._revert("redone", self._study.redo)

    def _revert(self, what: str, step: Callable[[], str]) -> None:
        label = step()
        self._changed()
        self.query_one("#reason", Line).show(((f" {what}: {one_line(label)}", "accent"),))

    def _changed(self) -> None:
        self._session.edited()
        self.reload()


def items(codebook: Codebook, summaries: Sequence[DocumentSummary], coder: str, name: int) -> list[Item]:
    """Documents under their cases; ``name`` is the width of the first column."""
    found: list[Item] = []
    case: str | None = ""
    for one in summaries:
        if one.case != case:
            case = one.case
            same = sum(1 for other in summaries if other.case == case)
            title = case_label(codebook, case) if case else "no case"
            if found:
                found.append(Item(f"before:{case}", ((("", "plain"),),), heading=True))
            found.append(Item(f"case:{case}", (((f" {title}", "strong"), (f"  {same}", "dim")),), heading=True))
        found.append(Item(one.id, (_row(one, coder, name),)))
    return found


def _heads() -> str:
    return "".join(f"  {head}" if head == "coded by" else f"{head:>{cells}}" for head, cells in _WIDTHS.items())


def _row(one: DocumentSummary, coder: str, name: int) -> Runs:
    mine = one.codings.get(coder, 0)
    others = sum(count for who, count in one.codings.items() if who != coder)
    marked = ("✓", "good") if coder in one.coded_by else (" ", "plain")
    by = one_line(", ".join(one.coded_by))
    widths = _WIDTHS
    return (
        ("  ", "plain"),
        marked,
        (" " + fit(one_line(one.name), name + 2), "plain"),
        (fit(f"{one_line(one.language):>{widths['lang']}}", widths["lang"]), "dim"),
        (f"{one.words:>{widths['words']}}", "plain"),
        (f"{mine or '·':>{widths['mine']}}", "strong" if mine else "dim"),
        (f"{others or '·':>{widths['others']}}", "plain" if others else "dim"),
        (f"{one.pending or '·':>{widths['waiting']}}", "accent" if one.pending else "dim"),
        ("  " + fit(by, widths["coded by"] - 2), "dim"),
    )
