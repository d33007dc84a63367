"""All memos, by what they are on."""

from __future__ import annotations

from collections import Counter

from textual.app import ComposeResult

from coder.tui.codes.labels import mark, meaning
from coder.tui.corpus.memo_list import SUBJECTS, Memo, gone_words, has_words, memos
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import bindings_for
from coder.tui.messages import OpenCase, OpenCode, OpenDocument
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import fit, one_line, visible
from coder.tui.text.runs import Run
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.sides import Sides

_NAME = 30  # cells for what a memo is on
_HOW: tuple[Run, ...] = (
    ("No memos yet.", "strong"),
    ("m writes one: on the current coding in a transcript, on a document, a code or a case in their lists.", "plain"),
)


class MemosScreen(StudyScreen):
    """Memos grouped by subject; Enter goes to what one is on."""

    SCOPE = "memos"
    BINDINGS = bindings_for("memos")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._memos: dict[str, Memo] = {}
        self._words = ""
        self._hidden = 0  # memos on other coders' codings, while coding blind

    def compose(self) -> ComposeResult:
        """Title, list, text, keys."""
        yield Line(id="title")
        yield Sides()
        yield Line(id="reason")
        yield KeyBar("memos", id="keys")

    def load(self) -> None:
        """All memos with what they are on."""
        study = self._study
        texts = {subject: study.memos(subject) for subject in SUBJECTS}
        codings = study.codings_of(texts["coding"], today=True)
        self._hidden = 0
        if self._session.showing.blind:
            others = {one.id for one in codings if one.coder != study.coder}
            texts["coding"] = {target: text for target, text in texts["coding"].items() if target not in others}
            self._hidden = len(others)
        found = memos(self._session.codebook, texts, study.documents(), codings)
        self._memos = {one.id: one for one in found}

    def draw(self) -> None:
        """The memos that have the words, the cursor where it was."""
        sides, signs = self.query_one(Sides), self._session.signs
        shown = [one for one in self._memos.values() if has_words(one, self._words)]
        counts = Counter(one.subject for one in shown)
        items: list[Item] = []
        for one in shown:
            if not items or not items[-1].id.startswith(one.subject + ":"):
                head = ((f" {SUBJECTS[one.subject]}", "strong"), (f"  {counts[one.subject]}", "dim"))
                items.append(Item(f"{one.subject}:", (head,), heading=True))
            code = one.coding.code if one.coding is not None else one.target if one.subject == "code" else ""
            letters, tint = signs.of(code) if code in signs.letters else ("  ", 0)
            name = fit(one_line(one.name), min(_NAME, sides.room // 2))
            runs = (
                (f"   {letters} ", f"tint{tint}"),
                (name, "dim" if one.gone else "plain"),
                (f"  {one_line(one.text)}", "dim"),
            )
            items.append(Item(one.id, (runs,)))
        sides.listing.show(items, self._session.places.get(self.SCOPE))
        number = f"{len(shown)} of {len(self._memos)}" if self._words else f"{len(self._memos)}"
        number += f", {self._hidden} on other coders' codings hidden" if self._hidden else ""
        only = ((f"  only with {one_line(self._words)!r}", "accent"),) if self._words else ()
        self.query_one("#title", Line).show(((" Memos", "strong"), *only), ((f"{number} ", "dim"),))
        self._tell()

    # -- the memo under the cursor

    @property
    def _memo(self) -> Memo | None:
        current = self.query_one(Sides).listing.current
        return self._memos.get(current.id) if current is not None else None

    def _tell(self) -> None:
        one, sides = self._memo, self.query_one(Sides)
        if one is not None:
            sides.tell([*self._on(one), *((visible(line), "plain") for line in one.text.splitlines())])
        elif self._memos:
            sides.tell(((f"No memo has the words {self._words!r}: / and Enter shows all.", "plain"),))
        else:
            sides.tell(_HOW)

    def _on(self, one: Memo) -> list[Run]:
        """What the memo is on: for a coding its words."""
        title: Run = (f"{one.subject}: {one_line(one.name)}", "strong")
        if one.gone:
            return [title, (gone_words(one), "accent")]
        if one.coding is None:
            return [title]
        coding, codebook = one.coding, self._session.codebook
        document = self._study.document(coding.document)
        weight = f"{mark(codebook, coding.code, coding.weight)} {meaning(codebook, coding.code, coding.weight)}"
        quote = f"“{one_line(document.quote(coding.span))}”"
        return [title, (f"{weight}, coded by {one_line(coding.coder)}", "dim"), (quote, "dim")]

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """The whole memo."""
        if event.item is not None:
            self._session.places[self.SCOPE] = event.item.id
        self._tell()

    def action_text(self, step: int) -> None:
        """On or back in the memo."""
        self.query_one(Sides).read(step)

    def on_listing_chosen(self) -> None:
        """Go to what the memo is on."""
        one = self._memo
        if one is None or one.gone:
            self.say(gone_words(one) if one is not None else "")
        elif one.coding is not None:
            self.post_message(OpenDocument(one.coding.document, one.coding.span))
        elif one.subject == "document":
            self.post_message(OpenDocument(one.target))
        else:
            self.post_message(OpenCode(one.target) if one.subject == "code" else OpenCase(one.target))

    def action_find(self) -> None:
        """Ask for words."""
        self.app.push_screen(Ask("Only memos with the words (none: all)", self._words), answered(self, self._filter))

    def _filter(self, words: str) -> None:
        self._words = words.strip()
        self.draw()

    def action_edit(self) -> None:
        """Write on."""
        one = self._memo
        if one is None:
            return
        if one.gone:
            self.say(gone_words(one))
            return

        def taken(text: str) -> None:
            self._study.write_memo(one.subject, one.target, text)
            self.changed()

        coder = one.coding.coder if one.coding is not None else ""
        whose = f", a coding of {coder}" if coder not in ("", self._study.coder) else ""
        self.app.push_screen(MemoEditor(f"Memo on {one.subject} {one.name}{whose}", one.text), answered(self, taken))
