"""An edit of the journal told with other words: pseudonyms for names, or the names again (pure).

The journal is what a study is, so a study is pseudonymised by telling every one of its edits anew. ``Translator`` says
what becomes of texts, places in them and words; ``translated`` walks an edit and knows where such things lie in it.
Ids, codes, weights, coders and times stay. A document's text at the time of an edit follows from the edits before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, assert_never

from coder.model.coding import Coding, Suggestion
from coder.model.document import TimeMark, Turn
from coder.model.edit import (
    AddCodings,
    AddDocuments,
    AddSuggestions,
    ApplyCodebook,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    DocumentRecord,
    Edit,
    LinkQuestions,
    MarkCoded,
    Refound,
    RemoveCodings,
    RemoveDocuments,
    RemoveSuggestions,
    ReviseDocument,
    SetAttribute,
    SetOverride,
    SetSignOff,
    SetSummary,
    SetWording,
    Suggested,
    UnlinkQuestions,
    WriteMemo,
)
from coder.model.guide import QuestionLink
from coder.model.judgement import Override, SignOff, Summary
from coder.privacy.offsets import OffsetMap

Place = tuple[str, ...]  # which words these are: kind, then whose


class Translator(Protocol):
    """What becomes of the parts of an edit."""

    def text(self, document: str, sha: str) -> tuple[str, OffsetMap]:
        """The hash of the text that a document has instead, and where everything is there."""

    def codebook(self, sha: str) -> str:
        """The hash of the text that a codebook has instead."""

    def words(self, place: Place, words: str) -> str:
        """What stands instead of words that people wrote."""

    def coding(self, before: Coding, moved: Coding) -> Coding:
        """A coding, ``moved`` by the offsets of its text."""

    def suggestion(self, before: Suggestion, moved: Suggestion) -> Suggestion:
        """A suggestion, likewise."""


class Telling:
    """Walks edits in the order of the journal; remembers which text each document has, and where each suggestion is."""

    def __init__(self, translator: Translator) -> None:
        self._to = translator
        self._texts: dict[str, str] = {}

    def begin(self, edits: Iterable[Edit]) -> None:
        """Take note of edits that are not to be told anew."""
        for edit in edits:
            self._note(edit)

    def _note(self, edit: Edit) -> None:
        match edit:
            case AddDocuments(documents):
                self._texts.update((record.id, record.text_sha256) for record in documents)
            case ReviseDocument(_, after):
                self._texts[after.id] = after.text_sha256
            case Batch(edits):
                for part in edits:
                    self._note(part)
            case _:
                pass

    def translated(self, edit: Edit) -> Edit:
        """The edit with other texts, places and words."""
        to = self._to
        match edit:
            case AddDocuments(documents):
                self._note(edit)
                return AddDocuments(tuple(map(self._record, documents)))
            case RemoveDocuments(documents):
                return RemoveDocuments(tuple(map(self._record, documents)))
            case AddCodings(codings):
                return AddCodings(tuple(map(self._coding, codings)))
            case RemoveCodings(codings):
                return RemoveCodings(tuple(map(self._coding, codings)))
            case ChangeCoding(before, after):
                return ChangeCoding(self._coding(before), self._coding(after))
            case WriteMemo(subject, target, before, after):
                place: Place = ("memo", subject, target)
                target = to.words(("case",), target) if subject == "case" else target
                return WriteMemo(subject, target, to.words(place, before), to.words(place, after))
            case SetAttribute(document, name, before, after):
                place = ("attribute", name, document)
                return replace(edit, before=self._maybe(place, before), after=self._maybe(place, after))
            case ReviseDocument(before, after, codings, suggestions):
                told = (
                    tuple((self._coding(old, before), self._coding(new, after)) for old, new in codings),
                    tuple((self._suggestion(old, before), self._suggestion(new, after)) for old, new in suggestions),
                )
                self._note(edit)
                return ReviseDocument(self._record(before), self._record(after), *told)
            case SetWording(coding, before, after):
                place = ("wording", coding)
                return replace(edit, before=self._maybe(place, before), after=self._maybe(place, after))
            case ApplyCodebook(before, after):
                return ApplyCodebook(before and to.codebook(before), after and to.codebook(after))
            case AddSuggestions(suggestions):
                return AddSuggestions(tuple(map(self._suggestion, suggestions)))
            case RemoveSuggestions(suggestions):
                return RemoveSuggestions(tuple(map(self._suggestion, suggestions)))
            case SetOverride(row, case, earlier, later):
                overrides = self.override(row, case, earlier), self.override(row, case, later)
                return SetOverride(row, to.words(("case",), case), *overrides)
            case SetSignOff(row, case, earlier, later):
                signed = self._sign_off(row, case, earlier), self._sign_off(row, case, later)
                return SetSignOff(row, to.words(("case",), case), *signed)
            case SetSummary(row, case, earlier, later):
                summaries = self._summary(row, case, earlier), self._summary(row, case, later)
                return SetSummary(row, to.words(("case",), case), *summaries)
            case LinkQuestions(links):
                return LinkQuestions(tuple(map(self._link, links)))
            case UnlinkQuestions(links):
                return UnlinkQuestions(tuple(map(self._link, links)))
            case MarkCoded() | DecideSuggestion() | Suggested() | Refound():
                return edit
            case Batch(edits):
                return Batch(tuple(map(self.translated, edits)))
        assert_never(edit)

    def _maybe(self, place: Place, words: str | None) -> str | None:
        return None if words is None else self._to.words(place, words)

    def _map(self, document: str, record: DocumentRecord | None) -> OffsetMap:
        sha = record.text_sha256 if record is not None else self._texts[document]
        return self._to.text(document, sha)[1]

    def _coding(self, coding: Coding, record: DocumentRecord | None = None) -> Coding:
        about = self._maybe(("case",), coding.about)
        moved = replace(coding, span=self._map(coding.document, record).span(coding.span), about=about)
        return self._to.coding(coding, moved)

    def _suggestion(self, one: Suggestion, record: DocumentRecord | None = None) -> Suggestion:
        span = self._map(one.document, record).span(one.span)
        reason = self._to.words(("reason", one.id), one.reason)
        about = self._maybe(("case",), one.about)
        return self._to.suggestion(one, replace(one, span=span, reason=reason, about=about))

    def _link(self, link: QuestionLink) -> QuestionLink:
        if link.start is None:
            return link
        return replace(link, start=self._map(link.document, None).offset(link.start))

    def _record(self, record: DocumentRecord) -> DocumentRecord:
        to, own = self._to, record.id
        sha, offsets = to.text(own, record.text_sha256)
        return replace(
            record,
            name=to.words(("name", own), record.name),
            source_name=to.words(("source", own), record.source_name),
            text_sha256=sha,
            turns=tuple(
                Turn(offsets.span(turn.span), to.words(("speaker", own, str(turn.span.start)), turn.speaker), turn.role)
                for turn in record.turns
            ),
            times=tuple(TimeMark(offsets.offset(mark.offset), mark.start_ms) for mark in record.times),
            pages=tuple(offsets.offset(page) for page in record.pages),
            attributes={name: to.words(("attribute", name, own), value) for name, value in record.attributes.items()},
        )

    def override(self, row: str, case: str, one: Override | None) -> Override | None:
        """An override in other words."""
        if one is None:
            return None
        texts = {name: getattr(one, name) for name in ("text", "rationale", "reference", "derived_then")}
        told = {name: self._to.words(("override", row, case, name), words) for name, words in texts.items()}
        return replace(
            one,
            case=self._to.words(("case",), one.case),
            text=told["text"],
            rationale=told["rationale"],
            reference=told["reference"],
            derived_then=told["derived_then"],
            evidence_hash=self._to.words(("hash",), one.evidence_hash),
        )

    def _sign_off(self, row: str, case: str, one: SignOff | None) -> SignOff | None:
        if one is None:
            return None
        evidence = self._to.words(("hash",), one.evidence_hash)
        text = self._to.words(("sign_off", row, case), one.text)
        return replace(one, case=self._to.words(("case",), one.case), text=text, evidence_hash=evidence)

    def _summary(self, row: str, case: str, one: Summary | None) -> Summary | None:
        if one is None:
            return None
        text = self._to.words(("summary", row, case), one.text)
        return replace(one, case=self._to.words(("case",), one.case), text=text)


def parts(edit: Edit) -> Iterator[Edit]:
    """An edit, or all that a batch holds."""
    if isinstance(edit, Batch):
        for one in edit.edits:
            yield from parts(one)
    else:
        yield edit
