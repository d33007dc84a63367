"""The review of suggestions: one key a decision, on the queue that stands beside the passage and what it is judged by.

Everything a key decides is one edit of the study, durable before it is painted. What can be changed before accepting
(ends, case, tense) is a draft, kept until the suggestion is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from coder.model.coding import BY_HAND, Coding, Suggestion, Tense
from coder.model.document import Document
from coder.study import KEEP
from coder.suggest.queue import Order
from coder.tui.codes.labels import EXPLICIT, find, is_level, label_of
from coder.tui.codes.proposed import Draft, above_of, expected, strength_of
from coder.tui.coding.places import OWN_CASE, about_options
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.palette import Choice, Palette
from coder.tui.guard import answered
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.reviewing.listing import QueueList
from coder.tui.reviewing.queue import QueueScreen
from coder.tui.session import Session
from coder.tui.text.units import Grain, Units, on_span, resized


class ReviewScreen(QueueScreen):
    """Deciding on what waits."""

    SCOPE = "review"
    BINDINGS = bindings_for("review")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._units: tuple[Document, Units] | None = None

    # -- what would be coded

    def _change(self, one: Suggestion, draft: Draft) -> None:
        if draft == Draft.of(one):
            self._drafts.pop(one.id, None)
        else:
            self._drafts[one.id] = draft
        self._show()

    def action_resize(self, end: int, step: int) -> None:
        """The end (1) or start (0) of the words a word on or back, as in the transcript."""
        one = self._current()
        if one is None:
            return
        document = self._study.document(one.document)
        if self._units is None or self._units[0] is not document:
            self._units = document, Units(document)
        units, draft = self._units[1], self._draft(one)
        cursor = resized(units, on_span(units, Grain.WORD, draft.span), end, step)
        self._change(one, replace(draft, span=cursor.span))

    def action_about(self) -> None:
        """Which case it would be about."""
        one = self._current()
        if one is None:
            return
        draft = self._draft(one)

        def taken(case: str) -> None:
            self._change(one, replace(draft, about=None if case == OWN_CASE else case))

        options = about_options(self._session.codebook, self._cases.get(one.document))
        self.app.push_screen(Chooser("About which case?", options, draft.about or OWN_CASE), answered(self, taken))

    def action_past(self) -> None:
        """It would speak of the past, or of the present again."""
        if one := self._current():
            draft = self._draft(one)
            self._change(one, replace(draft, tense=Tense.PRESENT if draft.tense is Tense.PAST else Tense.PAST))

    # -- deciding

    def action_accept(self, weight: int) -> None:
        """The suggestion becomes one's own coding; counter-evidence stays counter-evidence. A level code has its level
        instead: as explicit the proposed one is taken, as implicit, or where none is proposed, it is asked for."""
        one = self._to_decide()
        if one is None:
            return
        proposed = strength_of(self._session.codebook, one)
        if is_level(find(self._session.codebook, one.code)):
            if proposed is not None and weight == EXPLICIT:
                self._accept(one, proposed)
            else:
                self._ask_level(one)
        else:
            self._accept(one, -weight if one.weight is not None and one.weight < 0 else weight)

    def action_accept_proposed(self) -> None:
        """Just as it is proposed."""
        if one := self._to_decide():
            weight = strength_of(self._session.codebook, one)
            if weight is None:
                self._ask_level(one)
            else:
                self._accept(one, weight if weight != one.weight else None)

    def action_weigh(self, number: int) -> None:
        """With the strength or level of that number."""
        one = self._to_decide()
        code = find(self._session.codebook, one.code) if one else None
        if one is None or code is None:
            return
        weights = self._session.codebook.weights(code)
        if number <= len(weights):
            self._accept(one, weights[number - 1])
        else:
            kind = "levels" if is_level(code) else "strengths"
            self.say(f"there is no {number}: {label_of(self._session.codebook, code.id)} has {len(weights)} {kind}")

    def _ask_level(self, one: Suggestion) -> None:
        proposed = strength_of(self._session.codebook, one)
        at = self._session.weight_of(one.code) if proposed is None else proposed
        chooser = LevelChooser(self._session.codebook, one.code, at)
        self.app.push_screen(chooser, answered(self, partial(self._accept, one)))

    def _accept(self, one: Suggestion, weight: int | None) -> None:
        """With a weight, or as proposed; then one's own coding on just these words stays as it is, but for drafts."""
        if not self._waits(one):
            return
        draft = self._draft(one)
        about = draft.about if draft.about != one.about else KEEP
        tense = draft.tense if draft.tense is not Tense.PRESENT else None
        coding = self._study.accept(one.id, weight, span=draft.span, about=about, tense=tense)
        self._session.judged(one.document, one.span, one.code, yes=True)
        self._decided([one], [coding])
        if weight is None and coding.origin == BY_HAND:
            self.say("your own coding of these words stays as it is")

    def action_recode(self) -> None:
        """Another code on these words; the suggested one is thereby rejected."""
        one = self._current()
        if one is None:
            return
        session, document = self._session, self._study.document(one.document)

        def likely() -> Mapping[str, float] | None:
            """Of the others: this one was not meant."""
            known = session.likely(document, self._draft(one).span)
            return known and {code: number for code, number in known.items() if code != one.code}

        palette = Palette(
            session.codebook,
            session.index,
            session.signs,
            session.quick.recent,
            likely(),
            title=f"Instead of {label_of(session.codebook, one.code)}",
            several=False,
            level_of=session.weight_of,
            switch=session.switch_learning if session.prior else None,
            again=likely,
        )
        self.app.push_screen(palette, answered(self, partial(self._code_instead, one)))

    def _code_instead(self, one: Suggestion, choices: Sequence[Choice]) -> None:
        code, weight = choices[0].code, choices[0].weight
        if weight is None or not self._waits(one):
            return
        draft = self._draft(one)
        coding = self._study.code_instead(one.id, code, weight, span=draft.span, about=draft.about, tense=draft.tense)
        self._session.judged(one.document, one.span, one.code, yes=code == one.code)
        self._session.judged(one.document, one.span, code, yes=True)
        self._decided([one], [coding])

    def action_reject(self) -> None:
        """Turned down."""
        one = self._to_decide()
        if one is not None and self._waits(one):
            self._study.reject(one.id)
            self._session.judged(one.document, one.span, one.code, yes=False)
            self._decided([one])

    def action_skip(self) -> None:
        """Not now: it comes again when all others are through."""
        if one := self._current():
            self._at = self._waiting.skip(one.id)
            step = self._study.undo_step()
            self._skips = [*(other for other in self._skips if other[0] != one.id), (one.id, step)]
            self.draw()
            self.show_undo()
            self.say("")

    def _decided(self, suggestions: Sequence[Suggestion], codings: Sequence[Coding] = ()) -> None:
        """So many less; the rest of the queue is known and not read again."""
        for coding in codings:
            self._session.used(coding.code, coding.weight)
            self._evidence.coded(coding)
        for one in suggestions:
            self._drafts.pop(one.id, None)
            self._items.pop(one.id, None)
            for other in self._waiting.beside(one):
                self._items.pop(other.id, None)  # its rank is another one now
        self._at = self._waiting.drop({one.id for one in suggestions}, self._at)
        self._decided_here |= {one.id for one in suggestions}
        self._undone -= {one.id for one in suggestions}
        self._seen = self._session.edited()
        self.draw()
        self.show_undo()
        self.say("")
        learner = self._session.learner
        if self._waiting.order is Order.USEFUL and learner is not None:
            learner.weighed = self._weighed
            learner.weigh(self._waiting.queue)

    # -- what one sees

    def action_accept_seen(self) -> None:
        """Accept those of one code whose words are all on the screen. The first time their words are shown."""
        one = self._to_decide()
        if one is None:
            return
        codebook, code = self._session.codebook, one.code
        if is_level(find(codebook, code)):
            self.say("accept level codes one at a time: each passage needs its own level")
            return
        if self._whole is None:
            self._narrow(replace(self._waiting.only, code=code), whole=self._waiting.only)
            words = (
                "all of {label} with their words: {review.accept_seen} accepts those you see, {review.collapse} back"
            )
            self.say(keymap_of(self.app).words(words.replace("{label}", label_of(codebook, code))))
            return
        seen = [self._waiting.all[one] for one in self.query_one(QueueList).seen() if one in self._waiting.all]
        of_code = [one for one in seen if one.code == code]
        if not of_code:
            self.say("none of its passages is wholly in view: use the keys for one at a time")
            return
        if any(one.id in self._drafts for one in of_code):
            self.say("one of these has other ends, case or tense: accept it by itself first")
            return
        question = Confirm(self._question(of_code))

        def sure(yes: bool) -> None:
            if yes:
                self._accept_many(of_code)

        self.app.push_screen(question, answered(self, sure))

    def _question(self, suggestions: Sequence[Suggestion]) -> str:
        codebook, code = self._session.codebook, suggestions[0].code
        weights = [strength_of(codebook, one) for one in suggestions]
        words = {2: "explicit", 1: "implicit", -1: "against, implicit", -2: "against, explicit"}
        strengths = ", ".join(f"{weights.count(one)} {words[one]}" for one in words if one in weights)
        count = "this suggestion" if len(suggestions) == 1 else f"these {len(suggestions)} suggestions"
        above = above_of(codebook, code)
        label = label_of(codebook, code) + (f" ({above})" if above else "")
        return f"Accept {count} of {label} as proposed ({strengths})? {expected(suggestions)}"

    def _accept_many(self, suggestions: Sequence[Suggestion]) -> None:
        if not self._waits(*suggestions):
            return
        codings = self._study.accept_many([one.id for one in suggestions])
        for one in suggestions:
            self._session.judged(one.document, one.span, one.code, yes=True)
        self._decided(suggestions, codings)
