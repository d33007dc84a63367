"""Reading a study: documents, codings, memos, suggestions, the journal, and where the coder was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.coding import Coding, Suggestion, SuggestionState
from coder.model.document import Document
from coder.model.edit import Entry
from coder.model.report import CodeUse, DocumentSummary, Place
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.formats.codebook import Usage

_Offer = tuple[str, int | None]  # code and weight of a suggestion
_Made = tuple[str, int | None, int]  # these as they were made, and the revision


class Reading(Opened):
    """What is in the study; only view state is written here."""

    _known_offers: tuple[tuple[int, str], dict[int, str], dict[_Made, _Offer | None]] | None = None

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents by case (in the codebook's order), then name."""
        attributes, marked = self._tables.all_attributes(), self._tables.marked()
        codings, pending = self._tables.coding_counts(), self._pending_counts()
        order = {case.id: number for number, case in enumerate(self.codebook.cases)}
        found = [
            DocumentSummary(
                id=row.id,
                name=row.name,
                format=row.format,
                language=row.language,
                attributes=attributes.get(row.id, {}),
                case=row.case,
                interview=row.interview,
                words=row.words,
                turns=row.turns,
                codings=codings.get(row.id, {}),
                coded_by=tuple(marked.get(row.id, ())),
                pending=pending.get(row.id, 0),
                source_name=row.source_name,
                voices=row.voices,
            )
            for row in self._tables.documents()
        ]
        found.sort(key=lambda one: (order.get(one.case or "", len(order)), one.case or "", one.name))
        return tuple(found)

    def document(self, name_or_id: str) -> Document:
        """A document by name or id. Raises CoderError, with near names, if there is none."""
        rows = self._tables.documents()
        for row in rows:
            if name_or_id in (row.id, row.name):
                return self._tables.document(row.id)
        from rapidfuzz import process

        near = process.extractOne(name_or_id, [row.name for row in rows], score_cutoff=75)
        hint = f"did you mean {near[0]}?" if near else "coder documents lists them"
        raise CoderError(f"there is no document {name_or_id!r}", hint=hint)

    def attributes(self, document: str) -> dict[str, str]:
        """Attributes of a document (by id)."""
        return self._tables.attributes(document)

    def codings(
        self,
        document: str | None = None,
        coder: str | None = None,
        code: str | None = None,
        case: str | None = None,
        *,
        today: bool = False,
    ) -> tuple[Coding, ...]:
        """Codings in the order of documents and text; ``code`` matches the id and everything below it.

        As they were coded or, ``today``, under the codes and levels they have now; what leads nowhere stays.
        """
        return tuple(self._tables.codings(document, coder, code, case, today=today))

    def coding(self, identity: str, *, today: bool = False) -> Coding:
        """One coding; ``today`` as in ``codings``. Raises CoderError if it is not in the study."""
        found = self._tables.codings_by_id([identity], today=today)
        if not found:
            raise CoderError(f"there is no coding {identity}", hint="it may have been removed; undo brings it back")
        return found[0]

    def codings_of(self, ids: Iterable[str], *, today: bool = False) -> tuple[Coding, ...]:
        """The codings of these ids that are in the study, in the order of documents and text; as ``codings``."""
        return tuple(self._tables.codings_by_id(ids, today=today))

    def present_codings(self, document: str) -> tuple[Coding, ...]:
        """Codings of a document (by id) under the codes and levels of today; those that lead nowhere are left out."""
        return tuple(self._tables.present_codings(document))

    def code_uses(self) -> tuple[CodeUse, ...]:
        """How often each code is used, by case, interview and coder."""
        return tuple(CodeUse(*row) for row in self._tables.code_uses())

    def code_usage(self) -> Mapping[str, Usage]:
        """How often each code is used, by today's id: codings, and the interviews they are from."""
        from coder.formats.codebook import Usage

        codings: dict[str, int] = {}
        interviews: dict[str, set[str]] = {}
        for code, _, interview, _, count in self._tables.code_uses():
            codings[code] = codings.get(code, 0) + count
            interviews.setdefault(code, set()).add(interview)
        return {code: Usage(count, len(interviews[code])) for code, count in codings.items()}

    def recent_codes(self, limit: int = 9) -> tuple[str, ...]:
        """The codes this coder used last, newest first, each once."""
        return tuple(self._tables.recent_codes(self.coder, limit))

    def last_weight(self, code: str) -> int | None:
        """The weight of this coder's newest coding with a code, None if there is none."""
        return self._tables.last_weight(self.coder, code)

    def coded_more_than(self, count: int) -> bool:
        """Whether this coder has more codings than that."""
        return self._tables.coded_more_than(self.coder, count)

    def memo(self, subject: str, target: str) -> str:
        """The memo on a coding, document, code or case; "" if there is none."""
        return self._tables.memo(subject, target)

    def memos(self, subject: str) -> dict[str, str]:
        """All memos on one kind of subject, by what they are on."""
        return self._tables.memos(subject)

    def suggestions(
        self, document: str | None = None, state: SuggestionState = SuggestionState.PENDING
    ) -> tuple[Suggestion, ...]:
        """Suggestions in one state, in the order of documents and text, under the codes of today.

        One that waits with a code that cannot be coded any more, since it was split or retired, is not among them.
        """
        found = []
        for one in self._tables.suggestions(document, state):
            now = self._offered(one.code, one.weight, one.revision)
            if now is not None:
                found.append(one if now == (one.code, one.weight) else replace(one, code=now[0], weight=now[1]))
            elif state is not SuggestionState.PENDING:
                found.append(one)
        return tuple(found)

    def _offered(self, code: str, weight: int | None, revision: int) -> _Offer | None:
        """What a suggestion made under a revision stands for today, if it can be coded."""
        from coder.codebook.follow import offered

        newest = self._tables.revision()
        if self._known_offers is None or self._known_offers[0] != newest:
            self._known_offers = newest, self._tables.versions(), {}
        _, versions, known = self._known_offers
        asked = code, weight, revision
        if asked not in known:
            known[asked] = offered(code, weight, versions[revision], self.codebook)
        return known[asked]

    def _pending_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for document, code, weight, revision, number in self._tables.pending_counts():
            if self._offered(code, weight, revision) is not None:
                counts[document] += number
        return counts

    def log(self, limit: int | None = None) -> tuple[Entry, ...]:
        """The journal, newest entry first."""
        return tuple(self._store.journal.entries(newest_first=True, limit=limit))

    def place(self, document: str) -> Place | None:
        """Where this coder left a document."""
        found = self._tables.place(self.coder, document)
        return Place(*found) if found else None

    def last_document(self) -> str | None:
        """Id of the document this coder left last."""
        return self._tables.last_document(self.coder)

    def remember(self, document: str, place: Place) -> None:
        """Keep where this coder is in a document; view state, not part of the record."""
        self._store.remember(self.coder, document, place.offset, place.grain, self._now())

    def view(self, name: str) -> str | None:
        """A setting of this coder's screen, such as the codes on the digits; None if it was never kept."""
        return self._tables.view(self.coder, name)

    def keep_view(self, name: str, value: str) -> None:
        """Keep a setting of this coder's screen; view state, not part of the record."""
        self._store.keep_view(self.coder, name, value)

    def changed_elsewhere(self) -> bool:
        """Whether another process has written to the study since the last call."""
        return self._store.changed_elsewhere()

    def check(self) -> tuple[str, ...]:
        """Everything wrong with the study file: SQLite, contents, the chain of the journal, journal against tables."""
        return tuple(self._store.problems())
