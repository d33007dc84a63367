"""The documents of the study by case: how long, how far coded, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult

from coder.model.codebook import Codebook
from coder.model.report import DocumentSummary
from coder.tui.codes.describe import case_label
from coder.tui.corpus.speakers import ask as ask_speakers
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.keys.keymap import Keymap
from coder.tui.messages import ExportCodings, ImportTranscripts, LookForSuggestions, OpenDocument
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

_BEFORE = 4  # cells before the name
_NAME = (12, 40)  # fewest and most cells of a name
_NUMBERS = {"lang": 6, "words": 7, "mine": 6, "others": 8, "waiting": 9}
_WHO, _WHO_HEAD = 14, "coded by"  # cells there shall be for who coded; with fewer than its head it gives way
_GAP = 2
_OTHERS = ("others",)  # what blind coding hides, beside who coded


class DocumentsScreen(StudyScreen):
    """The first screen; Enter opens a transcript."""

    SCOPE = "documents"
    BINDINGS = bindings_for("documents")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._summaries: Sequence[DocumentSummary] = ()
        self._blind = False
        self._notices = ""

    def compose(self) -> ComposeResult:
        """Title, column heads, list, keys."""
        yield Line(id="title")
        yield Line(id="heads")
        yield Listing(id="documents")
        yield Line(id="reason")
        yield KeyBar("documents", id="keys")

    def load(self) -> None:
        """The documents with their numbers."""
        self._summaries = self._study.documents()
        self._blind = self._study.view("blind") == "1"

    def draw(self) -> None:
        """Documents by case, and what the researcher should know."""
        codebook, coder = self._session.codebook, self._study.coder
        columns = Columns.within(self.size.width - 1, self._blind)
        self.query_one("#heads", Line).show(((columns.heads(), "dim"),))
        at = self._session.places.get(self.SCOPE) or self._study.last_document()
        shown = (
            items(codebook, self._summaries, coder, columns) if self._summaries else first_steps(keymap_of(self.app))
        )
        self.query_one(Listing).show(shown, at)
        self.query_one("#title", Line).show(*title(codebook, self._summaries, coder, self._blind))
        notices = "; ".join(self._study.notices())
        if notices != self._notices:
            self._notices = notices
            self.say(notices)

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Come back to this document."""
        if event.item is not None:
            self._session.places[self.SCOPE] = event.item.id

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
            self.changed()

    def action_memo(self) -> None:
        """Memo on the document."""
        if document := self._document():
            name = next(one.name for one in self._summaries if one.id == document)

            def taken(text: str) -> None:
                self._study.write_memo("document", document, text)
                self.changed()

            editor = MemoEditor(f"Memo on the document {name}", self._study.memo("document", document))
            self.app.push_screen(editor, answered(self, taken))

    def action_turns(self) -> None:
        """Who speaks in the document, and as what."""
        if document := self._document():
            ask_speakers(self, self._session, document)

    def action_import_files(self) -> None:
        """Bring transcripts in."""
        self.post_message(ImportTranscripts())

    def action_suggest(self) -> None:
        """Look for passages worth coding."""
        if document := self._document():
            self.post_message(LookForSuggestions(document))
        else:
            self.say("there are no documents yet")

    def action_export(self) -> None:
        """Write the codings to a table."""
        if any(one.codings for one in self._summaries):
            self.post_message(ExportCodings())
        else:
            self.say("there are no codings yet")


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of the columns; ``who`` is the last one, 0 in blind coding, which hides ``others`` as well."""

    name: int
    numbers: tuple[str, ...]
    who: int

    @staticmethod
    def within(width: int, blind: bool) -> Columns:
        """As wide as there is room for."""
        numbers = tuple(head for head in _NUMBERS if not (blind and head in _OTHERS))
        rest = width - _BEFORE - sum(_NUMBERS[head] for head in numbers)
        least, most = _NAME
        if blind:
            return Columns(max(least, min(most, rest)), numbers, 0)
        name = max(least, min(most, rest - _GAP - _WHO))
        who = rest - name - _GAP
        return Columns(name, numbers, who if who >= len(_WHO_HEAD) else 0)

    def heads(self) -> str:
        """What the columns are called."""
        found = " " * _BEFORE + fit("document", self.name)
        found += "".join(f"{head:>{_NUMBERS[head]}}" for head in self.numbers)
        return found + (f"{' ' * _GAP}{_WHO_HEAD}" if self.who else "")


def title(codebook: Codebook, summaries: Sequence[DocumentSummary], coder: str, blind: bool) -> tuple[Runs, Runs]:
    """What the study is called, and how far it is."""
    coded = sum(1 for one in summaries if coder in one.coded_by)
    waiting = sum(one.pending for one in summaries)
    hidden = "others hidden, " if blind else ""
    numbers = f"  {hidden}{coded} of {len(summaries)} coded by you, {waiting} suggestions wait "
    return ((f" {one_line(codebook.text(codebook.title))}", "strong"),), ((numbers, "accent" if blind else "dim"),)


def first_steps(keys: Keymap) -> list[Item]:
    """What to do in a study without documents."""
    steps = (
        ("documents.import", "brings them in: Word, PDF, text, subtitles and more, or whole folders"),
        ("", "(outside the session: coder import PATH)"),
        ("app.cases", "then says which case they belong to"),
        ("app.help", "shows the keys"),
    )
    lines: list[Runs] = [(("", "plain"),), (("  No transcripts yet.", "strong"),), (("", "plain"),)]
    lines += [((f"  {keys.sign(action) if action else '':<3}", "key"), (words, "plain")) for action, words in steps]
    return [Item("first", tuple(lines), heading=True)]


def items(codebook: Codebook, summaries: Sequence[DocumentSummary], coder: str, columns: Columns) -> list[Item]:
    """Documents under their cases."""
    found: list[Item] = []
    case: str | None = ""
    for one in summaries:
        if one.case != case:
            case = one.case
            same = sum(1 for other in summaries if other.case == case)
            label = case_label(codebook, case) if case else "no case"
            if found:
                found.append(Item(f"before:{case}", ((("", "plain"),),), heading=True))
            found.append(Item(f"case:{case}", (((f" {label}", "strong"), (f"  {same}", "dim")),), heading=True))
        found.append(Item(one.id, (_row(one, coder, columns),)))
    return found


def _row(one: DocumentSummary, coder: str, columns: Columns) -> Runs:
    mine = one.codings.get(coder, 0)
    others = sum(count for who, count in one.codings.items() if who != coder)
    cells: dict[str, Run] = {
        "lang": (one_line(one.language), "dim"),
        "words": (str(one.words), "plain"),
        "mine": (str(mine or "·"), "strong" if mine else "dim"),
        "others": (str(others or "·"), "plain" if others else "dim"),
        "waiting": (str(one.pending or "·"), "accent" if one.pending else "dim"),
    }
    marked = ("✓ ", "good") if coder in one.coded_by else ("  ", "plain")
    runs: list[Run] = [("  ", "plain"), marked, (fit(one_line(one.name), columns.name), "plain")]
    for head in columns.numbers:
        text, tone = cells[head]
        width = _NUMBERS[head]
        runs.append((" " + fit(f"{text:>{width - 1}}", width - 1), tone))
    if columns.who:
        runs.append((" " * _GAP + who_coded(one, columns.who), "dim"))
    return tuple(runs)


def who_coded(one: DocumentSummary, width: int) -> str:
    """Who has codings in a document, with a mark for those who declared it coded, as many as there is room for."""
    names = [*one.codings, *(name for name in one.coded_by if name not in one.codings)]
    signs = [one_line(name) + ("✓" if name in one.coded_by else "") for name in names]
    for shown in range(len(signs), 0, -1):
        more = f" +{len(signs) - shown}" if shown < len(signs) else ""
        text = ", ".join(signs[:shown]) + more
        if cell_len(text) <= width:
            return text
    return fit(signs[0], width) if signs else ""
