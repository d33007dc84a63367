"""The document on the desk: what is coded and suggested in it, and what the researcher does with that.

Each method is one edit of the study, durable when it returns; the stripes to paint come back as a ``Change``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.errors import CoderError
from coder.model.coding import Coding, Suggestion, Tense
from coder.model.correction import Settling
from coder.model.span import Span
from coder.suggest.queue import places_among
from coder.tui.codes import stripes
from coder.tui.codes.labels import stepped
from coder.tui.codes.stripes import Signs, Stripe
from coder.tui.session import Session
from coder.tui.text.units import Units

MEMOS = ("coding", "code", "document", "case")  # what memos are on
Waiting = tuple[int, int, str]  # a suggestion in the order of the text: start, end, id


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
        self.attributes: Mapping[str, str] = {}
        self.codings: Mapping[str, Coding] = {}
        self.counts: Counter[str] = Counter()  # own codings by code
        self.suggestions: Mapping[str, Suggestion] = {}
        self.waiting: list[Waiting] = []
        self.wordings: dict[str, str] = {}  # what words of codings were before a correction, until somebody decides
        self.marked = False  # whether this coder declared the document coded
        self._codings: dict[str, Coding] = {}
        self._suggestions: dict[str, Suggestion] = {}
        self._same: dict[tuple[Span, str], str] = {}  # own codings by span and code
        self._memos: dict[str, dict[str, str]] = {}
        self._stripes: dict[str, Stripe] = {}
        self._like: dict[tuple[str, int, str], Stripe] = {}  # a stripe of each code, weight and coder: most are alike
        self._signs: Signs | None = None
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
        present = self._study.document(document)
        if present is not self.document:  # corrected, or with other turns
            self.document, self.units = present, Units(present)
        codings, suggestions = self._codings, self._suggestions
        self._codings, self.counts, self._same = {}, Counter(), {}
        for coding in self._study.codings(document=document, today=True):
            self._put(coding)
        self._suggestions = {one.id: one for one in self._study.suggestions(document=document)}
        self.codings, self.suggestions = self._codings, self._suggestions
        self.waiting = sorted((one.span.start, one.span.end, one.id) for one in self._suggestions.values())
        self.wordings = dict(self._study.wordings())
        self._memos = {subject: dict(self._study.memos(subject)) for subject in MEMOS}
        self.marked = self._study.coder in summary.coded_by
        self.attributes = dict(summary.attributes)
        return self._difference(codings, suggestions)

    def _difference(self, codings: Mapping[str, Coding], suggestions: Mapping[str, Suggestion]) -> Change:
        everything = self._signs is not self._session.signs  # another codebook, other letters and colours
        if everything:
            self._signs = self._session.signs
            self._like.clear()
        different = [one for one in self._codings.values() if everything or codings.get(one.id) != one]
        proposed = [one for one in self._suggestions.values() if everything or suggestions.get(one.id) != one]
        gone = [one for one in codings if one not in self._codings]
        gone += [one for one in suggestions if one not in self._suggestions]
        for stripe_id in (*gone, *(one.id for one in different), *(one.id for one in proposed)):
            self._stripes.pop(stripe_id, None)
        put = (*(self.stripe(one.id) for one in different), *(self.stripe(one.id) for one in proposed))
        return Change(put, tuple(gone))

    def stripes(self) -> list[Stripe]:
        """All stripes of the document."""
        return [self.stripe(stripe_id) for stripe_id in (*self._codings, *self._suggestions)]

    def stripe(self, stripe_id: str) -> Stripe:
        """The stripe of a coding or suggestion."""
        known = self._stripes.get(stripe_id)
        if known is None:
            codebook, signs = self._session.codebook, self._session.signs
            coding = self._codings.get(stripe_id)
            if coding is not None:
                key = coding.code, coding.weight, coding.coder
                like = self._like.get(key)
                if like is None:
                    like = self._like[key] = stripes.of_coding(coding, self._study.coder, codebook, signs)
                known = like.over(stripe_id, coding.span)
            else:
                known = stripes.of_suggestion(self._suggestions[stripe_id], codebook, signs)
            self._stripes[stripe_id] = known
        return known

    @property
    def case(self) -> str | None:
        """The case the document belongs to."""
        return self.attributes.get(self._session.codebook.case_attribute)

    def is_own(self, coding: Coding) -> bool:
        """Whether a coding is this coder's."""
        return coding.coder == self._study.coder

    def own(self, coding_id: str) -> Coding:
        """A coding that this coder may change. Raises CoderError for another coder's."""
        coding = self._codings[coding_id]
        if coding.coder != self._study.coder:
            raise CoderError(
                f"this coding is {coding.coder}'s",
                hint="you change only your own codings; code the passage yourself if you read it differently",
            )
        return coding

    def on(self, span: Span, code: str) -> str | None:
        """The coder's own coding of just this span with a code."""
        return self._same.get((span, code))

    def memo(self, subject: str, target: str | None) -> str:
        """The memo on a coding, code, document or case; "" if there is none, or nothing to have one."""
        return self._memos[subject].get(target, "") if target else ""

    # -- coding

    def code(self, span: Span, codes: Sequence[tuple[str, int]]) -> Change:
        """Code a span with one code or several, as one edit; a code there already only changes its weight."""
        return self._coded(self._study.code_many(self.document.id, span, codes))

    def code_like(self, span: Span, like: Sequence[Coding]) -> Change:
        """Code a span as other passages are, as one edit."""
        return self._coded(self._study.code_like(self.document.id, span, like))

    def _coded(self, codings: Sequence[Coding]) -> Change:
        changed = [one for one in codings if self._codings.get(one.id) != one]
        for one in codings:
            self._session.used(one.code, one.weight)
        for one in changed:
            self._put(one)
            self._session.judged(one.document, one.span, one.code, yes=True)
        if changed:
            self._session.edited()
        return Change(tuple(self.stripe(one.id) for one in changed), current=codings[-1].id)

    def weigh(self, coding_id: str, step: int) -> Change:
        """Make a coding one step stronger or weaker; at the end of the scale nothing happens."""
        coding = self.own(coding_id)
        weight = stepped(self._session.codebook, coding.code, coding.weight, step)
        if weight == coding.weight:
            return Change(current=coding_id)
        self._session.used(coding.code, weight)
        return self._written(self._study.change(coding_id, weight=weight))

    def recode(self, coding_id: str, code: str, weight: int) -> Change:
        """Give a coding another code; id, memo, case and tense stay. Raises CoderError if it is there already."""
        coding = self.own(coding_id)
        if self.on(coding.span, code) not in (None, coding_id):
            raise CoderError(
                "these words are coded so already", hint="remove this coding instead, or weigh the other one"
            )
        self._session.used(code, weight)
        return self._written(self._study.change(coding_id, code=code, weight=weight))

    def resize(self, coding_id: str, span: Span) -> Change:
        """Give a coding other ends. Raises CoderError if its code is on just those words already."""
        coding = self.own(coding_id)
        if self.on(span, coding.code) not in (None, coding_id):
            raise CoderError("these words are coded so already", hint="choose other ends, or remove one of the two")
        change = self._written(self._study.change(coding_id, span=span))
        if change.put:
            self.wordings.pop(coding_id, None)
        return change

    def set_about(self, coding_id: str, case: str | None) -> Change:
        """Say which case a coding is about; None: the document's own."""
        self.own(coding_id)
        return self._written(self._study.change(coding_id, about=case))

    def toggle_past(self, coding_id: str) -> Change:
        """Switch a coding between present and past."""
        tense = Tense.PAST if self.own(coding_id).tense is Tense.PRESENT else Tense.PRESENT
        return self._written(self._study.change(coding_id, tense=tense))

    def remove(self, coding_id: str) -> Change:
        """Take a coding away."""
        coding = self.own(coding_id)
        self._study.uncode([coding_id])
        self._forget(coding)
        del self._codings[coding_id]
        self._stripes.pop(coding_id, None)
        self._session.edited()
        return Change(dropped=(coding_id,))

    def keep(self, coding_id: str) -> Change:
        """Leave a coding on its changed words."""
        self.own(coding_id)
        self._study.settle(coding_id, Settling.KEEP)
        self.wordings.pop(coding_id, None)
        self._session.edited()
        return Change(current=coding_id)

    # -- memos, progress

    def write_memo(self, subject: str, target: str, text: str, current: str | None = None) -> Change:
        """Write the memo on a coding, code, document or case."""
        self._study.write_memo(subject, target, text)
        self._memos[subject][target] = text
        self._session.edited()
        return Change(current=current)

    def mark(self) -> Change:
        """Declare the document coded, or take that back."""
        self._study.mark_coded(self.document.id, not self.marked)
        self.marked = not self.marked
        self._session.edited()
        return Change()

    # -- suggestions

    def place_of(self, suggestion_id: str) -> int:
        """The place of a waiting suggestion in the order of the text."""
        span = self._suggestions[suggestion_id].span
        return bisect_left(self.waiting, (span.start, span.end, suggestion_id))

    def before(self, offset: int, step: int) -> int:
        """The place from which a step (1 or -1) leads to the first suggestion after an offset, or the last before."""
        after = bisect_right(self.waiting, offset, key=lambda one: one[0])
        return after - 1 if step > 0 else bisect_left(self.waiting, offset, key=lambda one: one[0])

    def rank(self, suggestion_id: str) -> tuple[int, int]:
        """Which rank a suggestion has among those that wait on its words, and how many these are; one with a measured
        number needs none."""
        one = self._suggestions[suggestion_id]
        return (1, 1) if one.calibrated else places_among(self._suggestions.values(), one)

    def accept(self, suggestion_id: str, weight: int) -> Change:
        """Make a suggestion one's own coding, about the case that it names."""
        coding = self._study.accept(suggestion_id, weight)
        self._decided(suggestion_id)
        self._session.used(coding.code, weight)
        self._session.judged(coding.document, coding.span, coding.code, yes=True)
        change = self._written(coding)
        if not change.put:  # the words have just this coding already
            self._session.edited()
        return Change(change.put, (suggestion_id,), change.current)

    def reject(self, suggestion_id: str) -> Change:
        """Turn a suggestion down for good."""
        self._study.reject(suggestion_id)
        one = self._suggestions[suggestion_id]
        self._session.judged(one.document, one.span, one.code, yes=False)
        self._decided(suggestion_id)
        self._session.edited()
        return Change(dropped=(suggestion_id,))

    def _decided(self, suggestion_id: str) -> None:
        self.waiting.pop(self.place_of(suggestion_id))
        del self._suggestions[suggestion_id]
        self._stripes.pop(suggestion_id, None)

    # -- keeping count

    def _put(self, coding: Coding) -> None:
        before = self._codings.get(coding.id)
        if before is not None:
            self._forget(before)
        if coding.coder == self._study.coder:
            self.counts[coding.code] += 1
            self._same[coding.span, coding.code] = coding.id
        self._codings[coding.id] = coding
        self._stripes.pop(coding.id, None)

    def _forget(self, coding: Coding) -> None:
        """A coding is about to change or go."""
        if coding.coder == self._study.coder:
            self.counts[coding.code] -= 1
            if self._same.get((coding.span, coding.code)) == coding.id:
                del self._same[coding.span, coding.code]

    def _written(self, coding: Coding) -> Change:
        if self._codings.get(coding.id) == coding:
            return Change(current=coding.id)
        self._put(coding)
        self._session.edited()
        return Change(put=(self.stripe(coding.id),), current=coding.id)
