"""What suggestions have done to the coding of this study."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from coder.model.coding import Coding, Suggestion, SuggestionState
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.model.guards import Guards

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
            begun,
            compared,
            counted,
            cues_of,
            deciders,
            fate,
            fates,
            history,
            languages_of,
            silent,
        )

        told = history(self._store.journal.of_suggestions())
        rows, marked = self._tables.documents(), self._tables.marked()
        suggestions = [one for state in SuggestionState for one in self.suggestions(state=state)]
        on = _by_document(suggestions)
        codings = self._tables.codings(today=True)
        coded = _by_document(codings)
        asked = []
        for row in rows:
            if told.stamps.get(row.id):
                document = self._tables.document(row.id)
                asked.append(
                    Asked(
                        document, row.interview, places(document), coded[row.id], on[row.id], told.stamps[row.id],
                        row.id in marked,
                    )
                )  # fmt: skip
        order = [code.id for code in self.codebook.codable()]
        tells, documents = compared(asked, order)
        whole = begun(codings, lambda _: "")
        return Guards(
            fates=counted("", Counter(fate(one, told) for one in suggestions)),
            sources=fates(suggestions, told, lambda one: (one.origin,)),
            languages=fates(suggestions, told, languages_of({row.id: row.language for row in rows})),
            codes=fates(suggestions, told, lambda one: (one.code,)),
            cues=fates(suggestions, told, cues_of),
            deciders=deciders(told),
            begun=whole[0] if whole else Begun("", 0, 0),
            begun_by_code=begun(codings, lambda one: one.code),
            begun_by_coder=begun(codings, lambda one: one.coder),
            begun_by_source=begun(
                (one for one in codings if one.origin.startswith(SUGGESTED)),
                lambda one: one.origin.removeprefix(SUGGESTED),
            ),
            asked=len(asked),
            drawn=tuple(sorted({(stamp.unaided, stamp.seed) for one in asked for stamp in one.stamps[-1:]})),
            compared_documents=documents,
            compared=tells,
            silent=tuple(silent(one) for one in asked if one.suggestions or not one.whole),
        )


def _by_document(found: Iterable[OnDocument]) -> dict[str, list[OnDocument]]:
    by_document: dict[str, list[OnDocument]] = defaultdict(list)
    for one in found:
        by_document[one.document].append(one)
    return by_document
