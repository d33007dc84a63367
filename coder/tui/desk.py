"""The document on the desk: what is coded and suggested in it, and what the researcher does with that.

Each method is one edit of the study, durable when it returns; the stripes to paint come back as a ``Change``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coder.errors import CoderError
from coder.model.coding import Coding, Suggestion, Tense
from coder.model.span import Span
from coder.tui import stripes
from coder.tui.codes import stepped
from coder.tui.session import Session
from coder.tui.stripes import Stripe
from coder.tui.units import Units


@dataclass(frozen=True, slots=True)
class Change:
    """What to paint after an edit: stripes put or replaced, ids of stripes gone, and the one to act on next."""

    put: tuple[Stripe, ...] = ()
    dropped: tuple[str, ...] = ()
    current: str | None = None


class Desk:
    """One document with the codings of all coders and the waiting suggestions."""

    def __init__(self, session: Session, document: str) -> None:
        self._session = session
        self._study = session.study
        self.document = self._study.document(document)
        self.units = Units(self.document)
        self.attributes = self._study.attributes(self.document.id)
        self.codings: dict[str, Coding] = {}
        self.counts: Counter[str] = Counter()  # own codings by code
        self._same: dict[tuple[Span, str], str] = {}  # own codings by span and code
        self.suggestions: dict[str, Suggestion] = {}
        self.memos: dict[str, str] = {}
        self._marked = False
        self.load()

    # -- reading

    def load(self) -> Change:
        """Read everything anew and tell what is different from before. Raises CoderError if the document is gone."""
        document = self.document.id
        summary = next((summary for summary in self._study.documents() if summary.id == document), None)
        if summary is None:
            raise CoderError(
                "this document is no longer in the study",
                where=self.document.name,
                hint="its import was undone; redo brings it back",
            )
        before = {stripe.id: stripe for stripe in self.stripes()}
        self.codings, self.counts, self._same = {}, Counter(), {}
        for coding in self._study.codings(document=document):
            self._put(coding)
        self.suggestions = {suggestion.id: suggestion for suggestion in self._study.suggestions(document=document)}
        self.memos = dict(self._study.memos("coding"))
        self._marked = self._study.coder in summary.coded_by
        self.attributes = dict(summary.attributes)
        after = {stripe.id: stripe for stripe in self.stripes()}
        return Change(
            put=tuple(stripe for stripe in after.values() if before.get(stripe.id) != stripe),
            dropped=tuple(stripe_id for stripe_id in before if stripe_id not in after),
        )

    def stripes(self) -> list[Stripe]:
        """All stripes of the document."""
        found = [self.stripe(coding_id) for coding_id in self.codings]
        return found + [self.stripe(suggestion_id) for suggestion_id in self.suggestions]

    def stripe(self, stripe_id: str) -> Stripe:
        """The stripe of a coding or suggestion."""
        codebook, signs = self._session.codebook, self._session.signs
        if stripe_id in self.codings:
            return stripes.of_coding(self.codings[stripe_id], self._study.coder, codebook, signs)
        return stripes.of_suggestion(self.suggestions[stripe_id], codebook, signs)

    @property
    def case(self) -> str | None:
        """The case the document belongs to."""
        return self.attributes.get(self._session.codebook.case_attribute)

    @property
    def marked(self) -> bool:
        """Whether this coder declared the document coded."""
        return self._marked

    def own(self, coding_id: str) -> Coding:
        """A coding that this coder may change. Raises CoderError for another coder's."""
        coding = self.codings[coding_id]
        if coding.coder != self._study.coder:
            raise CoderError(
                f"this coding is {coding.coder}'s",
                hint="you change only your own codings; code the passage yourself if you read it differently",
            )
        return coding

    def memo(self, coding_id: str | None) -> str:
        """The memo on a coding, or on the document (None)."""
        return self._study.memo("document", self.document.id) if coding_id is None else self.memos.get(coding_id, "")

    # -- changing

    def code(self, span: Span, code: str, weight: int) -> Change:
        """Code a span; the same code there already only changes its weight."""
        same = self._same.get((span, code))
        if same is None:
            coding = self._study.code(self.document.id, span, code, weight)
        elif self.codings[same].weight != weight:
            coding = self._study.change(same, weight=weight)
        else:
            return Change(current=same)
        self._session.used(code, weight)
        return self._written(coding)

    def weigh(self, coding_id: str, step: int) -> Change:
        """Make a coding one step stronger or weaker; at the end of the scale nothing happens."""
        coding = self.own(coding_id)
        weight = stepped(self._session.codebook, coding.code, coding.weight, step)
        if weight == coding.weight:
            return Change(current=coding_id)
        self._session.used(coding.code, weight)
        return self._written(self._study.change(coding_id, weight=weight))

    def set_about(self, coding_id: str, case: str | None) -> Change:
        """Say which case a coding is about; None: the document's own."""
        if self.own(coding_id).about == case:
            return Change(current=coding_id)
        return self._written(self._study.change(coding_id, about=case))

    def toggle_past(self, coding_id: str) -> Change:
        """Switch a coding between present and past."""
        tense = Tense.PAST if self.own(coding_id).tense is Tense.PRESENT else Tense.PRESENT
        return self._written(self._study.change(coding_id, tense=tense))

    def remove(self, coding_id: str) -> Change:
        """Take a coding away."""
        coding = self.own(coding_id)
        self._study.uncode([coding_id])
        del self.codings[coding_id]
        self.counts[coding.code] -= 1
        self._same.pop((coding.span, coding.code), None)
        self._session.edited()
        return Change(dropped=(coding_id,))

    def write_memo(self, coding_id: str | None, text: str) -> Change:
        """Write the memo on a coding, or on the document (None)."""
        if coding_id is None:
            self._study.write_memo("document", self.document.id, text)
        else:
            self._study.write_memo("coding", coding_id, text)
            self.memos[coding_id] = text
        self._session.edited()
        return Change(current=coding_id)

    def mark(self) -> Change:
        """Declare the document coded, or take that back."""
        self._study.mark_coded(self.document.id, not self._marked)
        self._marked = not self._marked
        self._session.edited()
        return Change()

    def accept(self, suggestion_id: str, weight: int) -> Change:
        """Make a suggestion one's own coding."""
        coding = self._study.accept(suggestion_id, weight)
        del self.suggestions[suggestion_id]
        self._session.used(coding.code, weight)
        change = self._written(coding)
        return Change(change.put, (suggestion_id,), change.current)

    def reject(self, suggestion_id: str) -> Change:
        """Turn a suggestion down for good."""
        self._study.reject(suggestion_id)
        del self.suggestions[suggestion_id]
        self._session.edited()
        return Change(dropped=(suggestion_id,))

    def _put(self, coding: Coding) -> None:
        if coding.coder == self._study.coder:
            self.counts[coding.code] += coding.id not in self.codings  # a change of weight is no other coding
            self._same[coding.span, coding.code] = coding.id
        self.codings[coding.id] = coding

    def _written(self, coding: Coding) -> Change:
        self._put(coding)
        self._session.edited()
        return Change(put=(self.stripe(coding.id),), current=coding.id)
