"""Names give way to pseudonyms: what becomes of each text, place and word of a study (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from coder.files import sha256
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Suggestion
from coder.model.consent import QUOTABLE
from coder.model.document import VOICES
from coder.model.edit import AddDocuments, ApplyCodebook, DocumentRecord, Edit, ReviseDocument, SetAttribute
from coder.privacy.forms import Form, Forms
from coder.privacy.offsets import OffsetMap
from coder.privacy.translating import Place, parts

_LOOSE_FROM = 4  # letters of a name that is found in file names and labels in small letters too


@dataclass(frozen=True, slots=True)
class Told:
    """A text with pseudonyms: its new bytes and hash, and where everything is."""

    data: bytes
    sha: str
    offsets: OffsetMap


def records(edits: Iterable[Edit]) -> list[DocumentRecord]:
    """Every state of every document that the edits tell of."""
    found: list[DocumentRecord] = []
    for edit in (part for whole in edits for part in parts(whole)):
        if isinstance(edit, AddDocuments):
            found += edit.documents
        elif isinstance(edit, ReviseDocument):
            found += (edit.before, edit.after)
    return found


def codebooks(edits: Iterable[Edit]) -> set[str]:
    """The hashes of every text the codebook had."""
    found = {sha for edit in edits for part in parts(edit) if isinstance(part, ApplyCodebook) for sha in
             (part.before, part.after)}  # fmt: skip
    return found - {""}


def texts(forms: Forms, known: Iterable[DocumentRecord], content: Callable[[str], bytes]) -> dict[str, Told]:
    """Every text the documents ever had, with pseudonyms. A name ends where a turn does."""
    borders: dict[str, set[int]] = {}
    for record in known:
        edges = borders.setdefault(record.text_sha256, set())
        edges.update(edge for turn in record.turns for edge in (turn.span.start, turn.span.end))
    found: dict[str, Told] = {}
    for sha, edges in borders.items():
        text, offsets = forms.substitute(content(sha).decode(), edges)
        data = text.encode()
        found[sha] = Told(data, sha256(data), offsets)
    return found


def distinct(forms: Forms, values: Iterable[str]) -> dict[str, str]:
    """What names that tell things apart become: two that were different stay so."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for value in sorted(set(values), key=lambda one: (forms.replaced(one) != one, one)):
        wanted = name = forms.replaced(value)
        number = 2
        while name in taken:
            name, number = f"{wanted} ({number})", number + 1
        taken.add(name)
        found[value] = name
    return found


def loose(forms: Forms) -> Forms:
    """The same names as file names have them: in small letters too."""
    small = [replace(form, words=form.words.lower()) for form in forms.forms if len(form.words.strip()) >= _LOOSE_FROM]
    return Forms((*forms.forms, *small))


class Naming:
    """The translator from names to pseudonyms."""

    def __init__(
        self,
        forms: Forms,
        told: Mapping[str, Told],
        books: Mapping[str, str],
        known: Collection[DocumentRecord],
        edits: Iterable[Edit],
        codebook: Codebook,
        hashes: Mapping[str, str],
    ) -> None:
        self._forms, self._loose = forms, loose(forms)
        self._told, self._books, self._hashes = told, books, hashes
        self._names = distinct(self._loose, (record.name for record in known))
        self._kept = kept_attributes(codebook)
        kinds = {one.id: one.kind for one in codebook.attributes}
        values: dict[str, set[str]] = {}
        for record in known:
            for name, value in record.attributes.items():
                values.setdefault(name, set()).add(value)
        for edit in (part for whole in edits for part in parts(whole)):
            if isinstance(edit, SetAttribute):
                values.setdefault(edit.name, set()).update(one for one in (edit.before, edit.after) if one)
        self._ids = {
            name: distinct(self._loose, found)
            for name, found in values.items()
            if name == "interview" or kinds.get(name) == "id"
        }
        cases = {one for name, found in values.items() if name == codebook.case_attribute for one in found}
        self._case_attribute = codebook.case_attribute
        self._open, self._cases = not codebook.cases, distinct(self._loose, cases)
        named = [Form(old, new) for old, new in self._names.items() if old != new]
        self._labels = Forms((*named, *self._loose.forms))

    def text(self, document: str, sha: str) -> tuple[str, OffsetMap]:
        """The hash of the text with pseudonyms, and where everything is there."""
        one = self._told[sha]
        return one.sha, one.offsets

    def codebook(self, sha: str) -> str:
        """The hash of the codebook without the names."""
        return self._books.get(sha, sha)

    def words(self, place: Place, words: str) -> str:
        """Pseudonyms in what people wrote."""
        match place[0]:
            case "name":
                return self._names[words]
            case "hash":
                return self._hashes.get(words, words)
            case "case" if not self._open:
                return words
            case "attribute" if place[1] in self._kept:
                return words
            case "case":
                return self._cases.get(words) or self._loose.replaced(words)
            case "attribute" if place[1] == self._case_attribute:
                return self._cases[words]
            case "attribute" if place[1] in self._ids:
                return self._ids[place[1]].get(words) or self._loose.replaced(words)
            case "source" | "speaker":
                return self._loose.replaced(words)
            case "label":
                return self._labels.replaced(words)
            case _:
                return self._forms.replaced(words)

    def coding(self, before: Coding, moved: Coding) -> Coding:
        """As its text moved it."""
        return moved

    def suggestion(self, before: Suggestion, moved: Suggestion) -> Suggestion:
        """As its text moved it."""
        return moved


def kept_attributes(codebook: Codebook) -> frozenset[str]:
    """Attributes whose values stay: cases that the codebook lists, dates and numbers, and what says what may be quoted.
    Choices do not, as they change in the codebook as well."""
    listed = {one.id for one in codebook.attributes if one.kind in ("date", "number")}
    cases = {codebook.case_attribute, *(one.id for one in codebook.attributes if one.kind == "case")}
    return frozenset({"language", QUOTABLE, VOICES, *listed, *(cases if codebook.cases else ())})
