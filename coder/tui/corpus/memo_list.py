"""All memos of a study with what they are on (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.report import DocumentSummary
from coder.tui.codes.describe import case_label
from coder.tui.codes.labels import find, label_of
from coder.tui.codes.ranking import folded

SUBJECTS = {"coding": "On codings", "document": "On documents", "code": "On codes", "case": "On cases"}


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo, what it is on in words, and where that stands; ``gone`` says that it is no longer in the study."""

    subject: str
    target: str
    text: str
    name: str
    order: tuple[int, int, str]
    gone: bool = False
    coding: Coding | None = None

    @property
    def id(self) -> str:
        """Its id in the list."""
        return f"{self.subject}:{self.target}"


def memos(
    codebook: Codebook,
    texts: Mapping[str, Mapping[str, str]],
    documents: Sequence[DocumentSummary],
    codings: Iterable[Coding],
) -> list[Memo]:
    """The memos (``texts`` by subject and target): codings by document and place, everything else in its own order.

    What is gone stands last.
    """
    found = _on_codings(codebook, texts["coding"], {one.id: one for one in codings}, documents)
    named = {one.id: (place, one.name) for place, one in enumerate(documents)}
    for target, text in texts["document"].items():
        place, name = named.get(target, (len(named), "a document that was taken out"))
        found.append(Memo("document", target, text, name, (place, 0, target), gone=target not in named))
    codes = {code.id: place for place, code in enumerate(codebook.codes)}
    for target, text in texts["code"].items():
        place, gone = codes.get(target, len(codes)), find(codebook, target) is None
        found.append(Memo("code", target, text, label_of(codebook, target), (place, 0, target), gone=gone))
    cases = {case.id: place for place, case in enumerate(codebook.cases)}
    known = {*cases, *(one.case for one in documents)}
    for target, text in texts["case"].items():
        place, gone = cases.get(target, len(cases)), target not in known
        found.append(Memo("case", target, text, case_label(codebook, target), (place, 0, target), gone=gone))
    subjects = list(SUBJECTS)
    return sorted(found, key=lambda one: (subjects.index(one.subject), one.order))


def _on_codings(
    codebook: Codebook, texts: Mapping[str, str], codings: Mapping[str, Coding], documents: Sequence[DocumentSummary]
) -> list[Memo]:
    places = {one.id: (place, one.name) for place, one in enumerate(documents)}
    found = []
    for target, text in texts.items():
        coding = codings.get(target)
        if coding is None:
            order = (len(places), 0, target)
            found.append(Memo("coding", target, text, "a coding that was removed", order, gone=True))
        else:
            place, document = places[coding.document]
            name = f"{document} · {label_of(codebook, coding.code)}"
            found.append(Memo("coding", target, text, name, (place, coding.span.start, target), coding=coding))
    return found


def has_words(one: Memo, words: str) -> bool:
    """Whether all words stand in a memo or in the name of what it is on."""
    text = folded(f"{one.name} {one.text}")
    return all(word in text for word in folded(words).split())


def gone_words(one: Memo) -> str:
    """That what a memo is on is gone, and what helps."""
    how = {"coding": ": undo may bring it back", "code": ": the codebook has it no more"}.get(one.subject, "")
    return f"the {one.subject} this memo is on is gone{how}"
