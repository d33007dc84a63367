"""Decisions on suggestions that are more than yes or no: other ends, another code, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from coder.errors import CoderError
from coder.model.coding import BY_HAND, SUGGESTED, Coding, Suggestion, SuggestionState, Tense
from coder.model.edit import AddCodings, Batch, ChangeCoding, DecideSuggestion, Edit
from coder.model.span import Span
from coder.study.coding import KEEP, Keep, as_kept
from coder.study.opened import counted
from coder.study.suggesting import Suggesting


class Reviewing(Suggesting):
    """Each method is one edit, which one undo takes back."""

    def accept(
        self,
        identity: str,
        weight: int | None = None,
        *,
        span: Span | None = None,
        about: str | Keep | None = KEEP,
        tense: Tense | None = None,
    ) -> Coding:
        """Make a suggestion a coding of this coder with the weight they judged; other ends, another case and past tense
        if they say so, else as proposed.

        The coding keeps where it comes from. One that this coder has on just these words already stays as it is in all
        that is taken as proposed. Raises CoderError if it was decided before, or leaves open a level that is needed.
        """
        suggestion = self._pending(identity)
        edits, coding = self._coded_as(suggestion, suggestion.code, weight, span, about, tense)
        self._perform(Batch((*edits, _decided(identity, SuggestionState.ACCEPTED))), f"accept {self._describe(coding)}")
        return coding

    def code_instead(
        self,
        identity: str,
        code: str,
        weight: int,
        *,
        span: Span | None = None,
        about: str | Keep | None = KEEP,
        tense: Tense | None = None,
    ) -> Coding:
        """Give the words of a suggestion another code. What was proposed is thereby rejected: the source learns that it
        was wrong there. The coding is by hand, since nobody proposed it. With the very code it is accepted.
        """
        suggestion = self._pending(identity)
        if code == suggestion.code:
            return self.accept(identity, weight, span=span, about=about, tense=tense)
        edits, coding = self._coded_as(suggestion, code, weight, span, about, tense)
        self._perform(
            Batch((*edits, _decided(identity, SuggestionState.REJECTED))),
            f"code {self._describe(coding)} instead of {self._label(suggestion.code)!r}",
        )
        return coding

    def accept_many(self, ids: Sequence[str]) -> tuple[Coding, ...]:
        """Accept suggestions just as they are proposed, as one edit. Raises CoderError, with nothing done, if one was
        decided before or leaves its level open.
        """
        edits: list[Edit] = []
        found: list[Coding] = []
        suggestions = [self._pending(identity) for identity in dict.fromkeys(ids)]
        for one in suggestions:
            more, coding = self._coded_as(one, one.code, None, None, KEEP, None)
            edits += [*more, _decided(one.id, SuggestionState.ACCEPTED)]
            found.append(coding)
        if found:
            labels = ", ".join(dict.fromkeys(repr(self._label(one.code)) for one in suggestions))
            self._perform(Batch(tuple(edits)), f"accept {counted(len(found), 'suggestion')} of {labels}")
        return tuple(found)

    def _coded_as(
        self,
        suggestion: Suggestion,
        code: str,
        weight: int | None,
        span: Span | None,
        about: str | Keep | None,
        tense: Tense | None,
    ) -> tuple[tuple[Edit, ...], Coding]:
        """The coding that comes of a suggestion, and what makes it; if this coder has that code on just these words
        already, that coding is changed instead."""
        span = span or suggestion.span
        own = {one.id: one for one in self._tables.codings_on(suggestion.document, span, self.coder)}
        standing = (one for one in self._tables.codings_by_id(own, today=True) if one.code == code)
        before = next(standing, None)
        if before is None:
            weight = suggestion.weight if weight is None else weight
            if weight is None:
                raise CoderError(
                    f"{self._label(code)!r} {self._place(suggestion.document, span)} is proposed without a level",
                    hint="accept it by itself and choose its level",
                )
            whom = suggestion.about if isinstance(about, Keep) else about
            origin = f"{SUGGESTED}{suggestion.origin}" if code == suggestion.code else BY_HAND
            present = tense or Tense.PRESENT
            coding = self._new_coding(suggestion.document, span, code, weight, origin, whom, present)
            return (AddCodings((coding,)),), coding
        after = self._changed(before, weight=weight, about=about, tense=tense)
        stored = own[before.id]
        changes: tuple[Edit, ...] = (ChangeCoding(stored, as_kept(stored, before, after)),) if after != before else ()
        return changes, after


def _decided(identity: str, after: SuggestionState) -> DecideSuggestion:
    return DecideSuggestion(identity, SuggestionState.PENDING, after)
