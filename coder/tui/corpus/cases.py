"""Cases, the documents that belong to them, and their attributes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from coder.errors import CoderError
from coder.model.report import DocumentSummary
from coder.tui.codes.describe import case_label
from coder.tui.corpus import casebook
from coder.tui.corpus.casebook import Group
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.field import LineField
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import bindings_for
from coder.tui.messages import OpenDocument
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.sides import Sides

_CASE = "case:"  # before the id of a case; documents stand under their own
_NEW = "new"  # an attribute that no document has yet


class CasesScreen(StudyScreen):
    """Cases in the order of the codebook; Enter opens a document, or the first one of a case."""

    SCOPE = "cases"
    BINDINGS = bindings_for("cases")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._documents: dict[str, DocumentSummary] = {}
        self._groups: Sequence[Group] = ()
        self._memos: dict[str, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        """Title, column heads, list, text, keys."""
        yield Line(id="title")
        yield Line(id="heads")
        yield Sides()
        yield Line(id="reason")
        yield KeyBar("cases", id="keys")

    def load(self) -> None:
        """Documents and memos."""
        documents = self._study.documents()
        self._documents = {one.id: one for one in documents}
        self._groups = casebook.groups(self._session.codebook, documents)
        self._memos = {subject: self._study.memos(subject) for subject in ("case", "document")}

    def draw(self) -> None:
        """Cases and documents within the width, the cursor where it was."""
        codebook = self._session.codebook
        sides = self.query_one(Sides)
        shown = casebook.columns(codebook, list(self._documents.values()), sides.room)
        items = []
        for group in self._groups:
            memo = bool(group.case) and group.case in self._memos["case"]
            items.append(Item(_CASE + (group.case or ""), (casebook.case_runs(codebook, group, memo),)))
            for one in group.documents:
                memo = one.id in self._memos["document"]
                items.append(Item(one.id, (casebook.document_runs(one, shown, memo),)))
        at = self._session.places.get(self.SCOPE)
        case = None if at is None else _CASE + at.removeprefix(_CASE)  # whoever asks for a case gives its id alone
        sides.listing.show(items, at if at in self._documents else case)
        self.query_one("#heads", Line).show(((casebook.heads(shown), "dim"),))
        name = one_line(codebook.text(codebook.case_label) or codebook.case_attribute)
        numbers = f"{sum(bool(group.case) for group in self._groups)} cases, {len(self._documents)} documents "
        self.query_one("#title", Line).show(((f" Cases: {name}", "strong"),), ((numbers, "dim"),))
        self._tell()
        empty = "no cases and no documents yet: coder import brings transcripts in" if not items else ""
        self.say(empty)

    # -- what is under the cursor

    @property
    def _current(self) -> Group | DocumentSummary | None:
        current = self.query_one(Sides).listing.current
        if current is None:
            return None
        if current.id in self._documents:
            return self._documents[current.id]
        case = current.id.removeprefix(_CASE) or None
        return next((group for group in self._groups if group.case == case), None)

    def _tell(self) -> None:
        codebook, here, sides = self._session.codebook, self._current, self.query_one(Sides)
        if here is None:
            sides.tell(())
        elif isinstance(here, Group):
            sides.tell(casebook.case_page(codebook, here, self._memos["case"].get(here.case or "", "")))
        else:
            names = casebook.attribute_names(codebook, list(self._documents.values()))
            sides.tell(casebook.document_page(codebook, here, names, self._memos["document"].get(here.id, "")))

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Everything about the case or document."""
        if event.item is not None:
            self._session.places[self.SCOPE] = event.item.id
        self._tell()

    def action_text(self, step: int) -> None:
        """On or back in the text."""
        self.query_one(Sides).read(step)

    def on_listing_chosen(self) -> None:
        """Open the document, or the first one of the case."""
        here = self._current
        if isinstance(here, DocumentSummary):
            self.post_message(OpenDocument(here.id))
        elif here is not None and here.documents:
            self.post_message(OpenDocument(here.documents[0].id))
        else:
            self.say("no document belongs to this case yet: e on a document sets it")

    # -- changing

    def action_edit(self) -> None:
        """Ask which attribute, then for its value."""
        one = self._current
        if not isinstance(one, DocumentSummary):
            self.say("attributes belong to documents: go to one of them")
            return
        codebook = self._session.codebook
        names = casebook.attribute_names(codebook, list(self._documents.values()))
        options = [Option(f"{place}", name, self._note(one, name)) for place, name in enumerate(names)]
        options.append(Option(_NEW, "another attribute", "one the codebook does not name"))

        def chosen(option: str) -> None:
            if option != _NEW:
                self._edit(one, names[int(option)])
                return
            dialog = LineField("Name of the new attribute", "", _is_name)
            self.app.push_screen(dialog, answered(self, named))

        def named(name: str) -> None:
            self._edit(one, name.strip())

        self.app.push_screen(Chooser(f"Which attribute of {one.name}?", options), answered(self, chosen))

    def _note(self, one: DocumentSummary, name: str) -> str:
        spec, value = casebook.attribute(self._session.codebook, name), one.attributes.get(name)
        shown = "not set" if value is None else value
        return f"{shown} ({spec.kind}{', required' if spec.required else ''})"

    def _edit(self, one: DocumentSummary, name: str) -> None:
        """Choose among what is allowed, or type."""
        codebook, value = self._session.codebook, one.attributes.get(name, "")
        spec, title = casebook.attribute(codebook, name), f"{name} of {one.name}"
        choices: list[Option] = []
        if spec.kind == "case":
            choices = [
                Option(case.id, case_label(codebook, case.id), ", ".join(case.aliases)) for case in codebook.cases
            ]
        elif spec.kind == "choice":
            choices = [Option(allowed, allowed) for allowed in spec.values]
        save = self._save(one, name)
        if choices:

            def chosen(option: str) -> None:
                save(option)
                self._saved(one, name)

            dialog = Chooser(title, [*choices, Option("", "not set")], value)
            self.app.push_screen(dialog, answered(self, chosen))
        else:
            hint = {"date": " (2026-11-22, 2026-11 or 2026)", "number": " (a number)"}.get(spec.kind, "")
            field = LineField(title + hint, value, save)

            def typed(_: str) -> None:
                self._saved(one, name)

            self.app.push_screen(field, answered(self, typed))

    def _save(self, one: DocumentSummary, name: str) -> Callable[[str], None]:
        return lambda value: self._study.set_attribute(one.id, name, value)

    def _saved(self, one: DocumentSummary, name: str) -> None:
        """Say what the value is now, or that it is the one it was: undo would then take back something else."""
        before, after = one.attributes.get(name), self._study.attributes(one.id).get(name)
        words = "as it was" if after == before else "not set" if after is None else f"set to {after}"
        self.changed(f"{name} of {one.name}: {words}")

    def action_memo(self) -> None:
        """Memo on the case or document."""
        here = self._current
        if isinstance(here, DocumentSummary):
            self._write("document", here.id, f"Memo on the document {here.name}")
        elif here is not None and here.case is not None:
            self._write("case", here.case, f"Memo on {case_label(self._session.codebook, here.case)}")
        else:
            self.say("a memo needs a case or a document")

    def _write(self, subject: str, target: str, title: str) -> None:
        def taken(text: str) -> None:
            self._study.write_memo(subject, target, text)
            self.changed()

        self.app.push_screen(MemoEditor(title, self._study.memo(subject, target)), answered(self, taken))


def _is_name(text: str) -> None:
    if not text.strip():
        raise CoderError("an attribute needs a name", hint="letters and digits")
