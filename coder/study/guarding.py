"""What suggestions have done to the coding of this study."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from coder.model.coding import Coding, Suggestion, SuggestionState
from coder.model.document import Document
from coder.model.guards import Fate
from coder.model.span import Span
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.model.guards import Guards
    from coder.suggest.history import Offered

OnDocument = TypeVar("OnDocument", Coding, Suggestion)


class Guarding(Reading):
    """Suggestions change how people code; whoever uses them can say how much."""

    def guards(self) -> Guards:
        """Decisions, passages compared with and without suggestions, and passages on which none lies (method 5)."""
        from coder.derive.locators import places
        from coder.model.coding import SUGGESTED
        from coder.model.guards import Begun, Guards
        from coder.suggest.guards import (
            Asked,
            became,
            begun,
            compared,
            counted,
            cues_of,
            deciders,
            draws,
            fates,
            languages_of,
            silent,
        )
        from coder.suggest.history import history, marks

        told = history(self._store.journal.of_suggestions())
        rows = self._tables.documents()
        marked = marks(self._store.journal.mentioning('"coded'))  # a field that only marks have
        suggestions = [one for state in SuggestionState for one in self.suggestions(state=state)]
        on = _by_document(suggestions)
        every = self._under_codes_of_today(became(suggestions, told))
        codings = self._tables.codings(today=True)
        coded = _by_document(codings)
        asked = []
        for row in rows:
            if told.stamps.get(row.id):
                document = self._tables.document(row.id)
                offered = {one.span for one in on[row.id]} | self._still_offered(document, told.offered.get(row.id))
                asked.append(
                    Asked(
                        document, row.interview, places(document), coded[row.id], offered, told.stamps[row.id],
                        marked.get(row.id),
                    )
                )  # fmt: skip
        order = [code.id for code in self.codebook.codable()]
        tells, documents = compared(asked, order)
        whole = begun(codings, lambda _: "")
        return Guards(
            fates=counted("", Counter(fate for _, fate in every)),
            sources=fates(every, lambda one: (one.origin,)),
            languages=fates(every, languages_of({row.id: row.language for row in rows})),
            codes=fates(every, lambda one: (one.code,)),
            cues=fates(every, cues_of),
            deciders=deciders(told),
            begun=whole[0] if whole else Begun("", 0, 0),
            begun_by_code=begun(codings, lambda one: one.code),
            begun_by_coder=begun(codings, lambda one: one.coder),
            begun_by_source=begun(
                (one for one in codings if one.origin.startswith(SUGGESTED)),
                lambda one: one.origin.removeprefix(SUGGESTED),
            ),
            asked=len(asked),
            read_before=sum(one.read_before for one in asked),
            drawn=draws(asked),
            compared_documents=documents,
            compared=tells,
            silent=tuple(silent(one) for one in asked if one.offered or one.marked is None),
        )

    def _under_codes_of_today(self, found: Iterable[tuple[Suggestion, Fate]]) -> list[tuple[Suggestion, Fate]]:
        told = []
        for one, fate in found:
            now = self._offered(one.code, one.weight, one.revision) if fate is Fate.WITHDRAWN else None
            told.append((one if now is None else replace(one, code=now[0]), fate))
        return told

    def _still_offered(self, document: Document, offered: Offered | None) -> set[Span]:
        """Where suggestions were on offer, in the text of today; of words that a correction changed nothing is told."""
        from coder.intake.alignment import Alignment

        if offered is None:
            return set()
        found = set(offered.now)
        for text, spans in offered.before.items():
            if spans:
                alignment = Alignment(self._tables.content(text).decode(), document.text)
                found |= {place.span for place in map(alignment.place, spans) if place.same}
        return found


def _by_document(found: Iterable[OnDocument]) -> dict[str, list[OnDocument]]:
    by_document: dict[str, list[OnDocument]] = defaultdict(list)
    for one in found:
        by_document[one.document].append(one)
    return by_document
