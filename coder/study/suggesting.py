"""Suggestions: having them made, accepting and rejecting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coder.errors import CoderError
from coder.model.coding import Coding, Suggestion, SuggestionState, Tense
from coder.model.edit import AddCodings, AddSuggestions, Batch, DecideSuggestion
from coder.model.report import SuggestReport
from coder.study.coding import HandCoding
from coder.study.opened import Progress, counted


class Suggesting(HandCoding):
    """A suggestion counts for nothing until the coder accepts it."""

    def suggest(
        self,
        sources: Sequence[str] = ("cues",),
        documents: Sequence[str] | None = None,
        min_confidence: float = 0.0,
        progress: Progress | None = None,
    ) -> SuggestReport:
        """Store suggestions for documents (by id; None: all); those made before, whatever became of them, stay away."""
        from coder.suggest.batch import batch

        ids = list(documents) if documents is not None else [row.id for row in self._tables.documents()]
        by_document: dict[str, int] = {}
        fresh: list[Suggestion] = []
        earlier = {  # also those of codes that are called otherwise now
            (one.document, one.span, one.code, one.origin)
            for state in SuggestionState
            for one in self.suggestions(state=state)
        }
        stream = batch(
            (self._tables.document(identity) for identity in ids),
            self.codebook,
            self.revision,
            known=self._tables.suggestion_ids(),
            coded=lambda document: self._tables.present_codings(document.id),
            sources=sources,
            min_confidence=min_confidence,
        )
        for number, (document, found) in enumerate(stream):
            if progress:
                progress(number, len(ids), document.name)
            fresh.extend(new := [one for one in found if (one.document, one.span, one.code, one.origin) not in earlier])
            by_document[document.name] = len(new)
        if progress:
            progress(len(ids), len(ids), "")
        if fresh:
            self._perform(
                AddSuggestions(tuple(fresh)), f"{counted(len(fresh), 'suggestion')} from {', '.join(sources)}"
            )
        return SuggestReport(len(ids), len(fresh), by_document)

    def accept(self, identity: str, weight: int) -> Coding:
        """Make a suggestion a coding of this coder with the weight they judged. Raises CoderError if decided before."""
        suggestion = self._pending(identity)
        coding = self._new_coding(
            suggestion.document,
            suggestion.span,
            suggestion.code,
            weight,
            f"suggestion:{suggestion.origin}",
            None,
            Tense.PRESENT,
        )
        decision = DecideSuggestion(identity, SuggestionState.PENDING, SuggestionState.ACCEPTED)
        self._perform(Batch((AddCodings((coding,)), decision)), f"accept {self._describe(coding)}")
        return coding

    def reject(self, identity: str) -> None:
        """Turn a suggestion down; it does not come back. Raises CoderError if decided before."""
        suggestion = self._pending(identity)
        label = self._label(suggestion.code)
        self._perform(
            DecideSuggestion(identity, SuggestionState.PENDING, SuggestionState.REJECTED),
            f"reject {label!r} {self._place(suggestion.document, suggestion.span)}",
        )

    def _pending(self, identity: str) -> Suggestion:
        suggestion = self._tables.suggestion(identity)
        if suggestion.state is not SuggestionState.PENDING:
            raise CoderError(f"this suggestion was {suggestion.state.value} before", hint="undo takes that back")
        now = self._offered(suggestion.code, suggestion.weight, suggestion.revision)
        return suggestion if now is None else replace(suggestion, code=now[0], weight=now[1])
