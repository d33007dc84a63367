"""The coding screen: reading and finding, and everything a key can change about the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coder.tui.codes.describe import case_label
from coder.tui.codes.labels import EXPLICIT, carried, find, is_level, label_of, strengths
from coder.tui.codes.proposed import strength_of
from coder.tui.codes.stripes import Kind
from coder.tui.coding.desk import Change
from coder.tui.coding.finding import FindingScreen
from coder.tui.coding.places import OWN_CASE, about_options, memo_options
from coder.tui.coding.previous import coded_before
from coder.tui.coding.reworded import KEEP, MOVE, REMOVE, settling_options, words_elsewhere
from coder.tui.coding.status import excerpt
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.dialogs.new_code import NewCode, NewCodeDialog
from coder.tui.dialogs.palette import Choice, Palette
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.widgets.listing import Listing

IN_VIVO = 80  # characters of the selection that begin the label of a new code


class CodingScreen(FindingScreen):
    """One document being coded. Each change is durable before it is painted.

    While a coding is resized it is *held*: it stays the current one and the selection is what its words will be.
    """

    SCOPE = "coding"
    BINDINGS = bindings_for("coding")

    def changed(self, words: str = "") -> None:
        """Undo and redo end resizing, too."""
        self._end_resizing()
        super().changed(words)

    def load(self) -> None:
        """What is resized may be gone."""
        super().load()
        if self._held is not None and self._held not in self._desk.codings:
            self._end_resizing()

    # -- coding the selection

    def action_code(self) -> None:
        """Choose one code or several from the palette."""
        self._end_resizing()
        self.app.push_screen(self._palette("Code the selection"), answered(self, self._code_with))

    def _palette(self, title: str, one: bool = False) -> Palette:
        """The codes to choose from; ``one`` code without a weight, or several with theirs."""
        session = self._session

        def likely() -> Mapping[str, float] | None:
            return session.likely(self._desk.document, self._transcript.cursor.span)

        return Palette(
            session.codebook,
            session.index,
            session.signs,
            session.quick.recent,
            likely(),
            title=title,
            several=not one,
            weighted=not one,
            level_of=session.weight_of,
            switch=session.switch_learning if session.prior else None,
            again=likely,
        )

    def _code_with(self, choices: Sequence[Choice]) -> None:
        self._code([(one.code, one.weight) for one in choices])

    def _code(self, codes: Sequence[tuple[str, int | None]]) -> None:
        """Code the selection, as one edit; the levels that are open are asked for before anything is written."""
        self._end_resizing()
        weighed = [(code, weight) for code, weight in codes if weight is not None]
        for at, (code, weight) in enumerate(codes):
            if weight is None:
                before, after = codes[:at], codes[at + 1 :]
                self._ask_level(code, lambda level: self._code([*before, (code, level), *after]))  # noqa: B023 - returns
                return
        if not self._desk.document.text:
            self.say("there is nothing to code: this transcript is empty")
            return
        span = self._transcript.cursor.span
        change = self._desk.code(span, weighed)
        evidence = self._desk.document.is_evidence_at(span)
        self._written(change, "" if evidence else "coded, but this is no respondent's speech: it will not count")

    def _written(self, change: Change, words: str = "") -> None:
        """Paint an edit and say nothing else than that; a coding that the filter hides must not seem lost."""
        if not words and not all(map(self._showing.passes, change.put)):
            words = self._keyed("coded, but the filter hides it: {coding.filter}")
        self._transcript.end_visual()  # as in vi, doing something with a selection ends it
        self._note(words)
        self._paint(change)

    def _ask_level(self, code: str, then: Callable[[int], None], at: int | None = None) -> None:
        at = self._session.weight_of(code) if at is None else at
        self.app.push_screen(LevelChooser(self._session.codebook, code, at), answered(self, then))

    def _ask_strength(self, code: str, then: Callable[[int], None]) -> None:
        codebook = self._session.codebook
        options = [Option(str(strength), words) for strength, words in strengths(codebook, code)]

        def taken(option: str) -> None:
            then(int(option))

        title = f"How strong is {label_of(codebook, code)} here?"
        self.app.push_screen(Chooser(title, options), answered(self, taken))

    def action_quick(self, digit: int) -> None:
        """Code with the code under a digit, weighted as last time."""
        code = self._session.quick.at(digit)
        if code:
            self._code([(code, self._session.weight_of(code))])
        else:
            self.say(f"no code on {digit} yet: " + self._keyed("{coding.code} opens the palette"))

    def action_repeat(self) -> None:
        """Code like the last time."""
        code = self._session.last
        if code:
            self._code([(code, self._session.weight_of(code))])
        else:
            self.say(self._keyed("nothing to repeat yet: {coding.code} opens the palette"))

    def action_previous_codes(self) -> None:
        """Code like the nearest unit before that this coder has coded."""
        self._end_resizing()
        desk, cursor = self._desk, self._transcript.cursor
        mine = [desk.codings[stripe.id] for stripe in self._coded() if stripe.kind is Kind.OWN]
        found = coded_before(desk.document, desk.units, cursor.grain, cursor.span.start, mine)
        if found is None:
            shown = " that the filter shows" if self._showing.filtered else ""
            self.say(f"no {cursor.grain.value} before this has a coding of yours{shown}")
            return
        change = desk.code_like(cursor.span, found.codings)
        names = ", ".join(label_of(self._session.codebook, one.code) for one in found.codings)
        how = "coded" if change.put else "coded already"
        self._written(change, f"{how} as {excerpt(desk.document.quote(found.unit.span))}: {names}")

    @guarded
    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter in the codebook codes the selection."""
        self._code([(event.item.id, self._session.weight_of(event.item.id))])

    def action_new_code(self) -> None:
        """A code from the words selected."""
        self._end_resizing()
        span = self._transcript.cursor.span
        words = one_line(self._desk.document.text[span.start : min(span.end, span.start + IN_VIVO)])
        self.app.push_screen(NewCodeDialog(self._session.codebook, words), answered(self, self._new_code))

    def _new_code(self, wanted: NewCode) -> None:
        code = self._study.add_code(wanted.label, wanted.parent, wanted.definition)
        self._session.edited()
        self._paint(self._desk.load())  # letters of other codes may have changed
        self._code([(code.id, self._session.weight_of(code.id))])

    # -- changing the current coding

    def _coding(self) -> str | None:
        """The coding the keys act on, one that is shown; says so when there is none."""
        self._end_resizing()
        self._sync()
        if self._current in self._desk.codings:
            return self._current
        found = self._found(Kind.OWN)
        if found is None:
            self.say("no coding of yours here")
        return found

    def action_weigh(self, step: int) -> None:
        """The current coding stronger or weaker."""
        if coding := self._coding():
            self._written(self._desk.weigh(coding, step))

    def action_past(self) -> None:
        """The current coding past or present."""
        if coding := self._coding():
            self._written(self._desk.toggle_past(coding))

    def action_remove(self) -> None:
        """The current coding away."""
        if coding := self._coding():
            self._written(self._desk.remove(coding))

    def action_about(self) -> None:
        """Which case the current coding is about."""
        coding = self._coding()
        if coding is None:
            return

        def taken(case: str) -> None:
            self._written(self._desk.set_about(coding, None if case == OWN_CASE else case))

        at = self._desk.own(coding).about or OWN_CASE
        options = about_options(self._session.codebook, self._desk.case)
        self.app.push_screen(Chooser("About which case?", options, at), answered(self, taken))

    def action_recode(self) -> None:
        """Another code for the current coding."""
        coding = self._coding()
        if coding is None:
            return
        codebook, before = self._session.codebook, self._desk.own(coding)

        def taken(choices: Sequence[Choice]) -> None:
            code = choices[0].code
            weight = carried(codebook, before.code, before.weight, code)
            if weight is not None:
                recode(code, weight)
            elif is_level(find(codebook, code)):
                self._ask_level(code, lambda level: recode(code, level))
            else:
                self._ask_strength(code, lambda strength: recode(code, strength))

        def recode(code: str, weight: int) -> None:
            self._written(self._desk.recode(coding, code, weight))

        title = f"Recode {label_of(codebook, before.code)}"
        self.app.push_screen(self._palette(title, one=True), answered(self, taken))

    def action_pin(self) -> None:
        """The code of the current coding stays on a digit, or no longer."""
        if coding := self._coding():
            words = self._session.pin(self._desk.codings[coding].code)
            self._show_progress()
            self.say(words)

    # -- words that a correction changed

    def action_settle(self) -> None:
        """Decide on the current coding if its words were changed; else list all such codings."""
        self._end_resizing()
        self._sync()
        current = self._current or ""
        if current not in self._desk.wordings or current not in self._desk.codings:
            self._list_reworded()
            return
        coding, was = self._desk.own(current), self._desk.wordings[current]
        elsewhere = words_elsewhere(self._desk.document, was)

        def taken(option: str) -> None:
            if option == KEEP:
                self._written(self._desk.keep(current), "kept on these words")
            elif option == REMOVE:
                self._written(self._desk.remove(current))
            elif option == MOVE and elsewhere is not None:
                self._written(self._desk.resize(current, elsewhere))
                self._go_to(self._desk.stripe(current))
            else:
                self.action_resize()

        now = self._desk.document.quote(coding.span)
        title = f"{label_of(self._session.codebook, coding.code)}: was {excerpt(was)}, now {excerpt(now)}"
        self.app.push_screen(Chooser(title, settling_options(elsewhere)), answered(self, taken))

    # -- resizing

    def action_resize(self) -> None:
        """Hold the current coding; the selection is what its words will be."""
        coding = self._coding()
        if coding is None:
            return
        before = self._desk.own(coding)
        self._held = coding
        self._doing = f"resizing {label_of(self._session.codebook, before.code)}"
        self._transcript.select(before.span)
        self._choose(coding)
        self._show_progress()
        ends = "{transcript.trim} {transcript.grow} {transcript.grow_start} {transcript.trim_start}"
        leave = "{transcript.keep} keeps them, {coding.collapse} leaves"
        self._hint = self._keyed(f"{ends}, Ctrl with arrows and the mouse move the ends; {leave}")
        self.say("")

    def _end_resizing(self, words: str = "") -> None:
        """Let go of the held coding, if there is one."""
        if self._held is None:
            return
        held, self._held, self._doing, self._hint = self._held, None, "", ""
        self._choose(held)
        self._show_progress()
        self.say(words or "no longer resizing: the coding is as it was")

    def _choose(self, stripe_id: str | None) -> None:
        """A selection that has left the held coding is no other size of it."""
        held = self._desk.codings.get(self._held or "")
        super()._choose(stripe_id)
        if held is not None and not held.span.overlaps(self._transcript.cursor.span):
            self._end_resizing()

    @guarded
    def on_transcript_kept(self) -> None:
        """Enter: the selection becomes the words of the held coding, or the words of the current one are selected."""
        self._sync()
        if self._held is not None:
            coding, span = self._held, self._transcript.cursor.span
            change = self._desk.resize(coding, span)
            self._end_resizing("resized" if change.put else "the ends are as they were")
            self._paint(change)
        elif self._current is not None:
            self._go_to(self._desk.stripe(self._current))
        else:
            self.say("nothing is coded or suggested here")

    def action_collapse(self) -> None:
        """Leave resizing, else back to one unit."""
        held = self._desk.codings.get(self._held or "")
        if held is None:
            super().action_collapse()
        else:
            self._transcript.select(held.span)
            self._end_resizing()

    # -- memos, progress

    def action_memo(self) -> None:
        """Memo on the current coding, or on the document."""
        targets = self._memo_targets()
        self._edit_memo(*targets.get("coding", targets["document"]))

    def action_memo_on(self) -> None:
        """Ask what the memo is on."""
        targets = self._memo_targets()
        memos = [self._desk.memo(subject, target) for subject, target, _ in targets.values()]
        options = memo_options(list(targets.values()), memos)

        def taken(subject: str) -> None:
            self._edit_memo(*targets[subject])

        self.app.push_screen(Chooser("Memo on what?", options), answered(self, taken))

    def _memo_targets(self) -> dict[str, tuple[str, str, str]]:
        """What a memo can be on here, by subject: that, its id, what it is called; the document always."""
        self._end_resizing()
        self._sync()
        desk, codebook = self._desk, self._session.codebook
        targets: list[tuple[str, str, str]] = []
        coding, suggestion = desk.codings.get(self._current or ""), desk.suggestions.get(self._current or "")
        if coding is not None:
            label = label_of(codebook, coding.code)
            whose = f", a coding of {coding.coder}," if coding.coder != self._study.coder else ""
            targets.append(("coding", coding.id, f"{label}{whose} on {excerpt(desk.document.quote(coding.span))}"))
            targets.append(("code", coding.code, label))
        elif suggestion is not None:
            targets.append(("code", suggestion.code, label_of(codebook, suggestion.code)))
        targets.append(("document", desk.document.id, desk.document.name))
        if desk.case is not None:
            targets.append(("case", desk.case, case_label(codebook, desk.case)))
        return {target[0]: target for target in targets}

    def _edit_memo(self, subject: str, target: str, name: str) -> None:
        current = self._current

        def taken(text: str) -> None:
            self._written(self._desk.write_memo(subject, target, text, current))

        words = {"coding": "", "code": "the code ", "document": "the document ", "case": "the case "}[subject]
        editor = MemoEditor(f"Memo on {words}{name}", self._desk.memo(subject, target))
        self.app.push_screen(editor, answered(self, taken))

    def action_mark(self) -> None:
        """The document read and coded, or not."""
        self._end_resizing()
        self._written(self._desk.mark())

    # -- suggestions

    def _suggestion(self) -> str | None:
        self._end_resizing()
        found = self._found(Kind.SUGGESTED)
        if found is None:
            words = "no suggestion here: {coding.next_suggestion} goes to the next"
            self.say(self._keyed("unaided passage: " + words if self._is_unaided() else words))
        return found

    def _is_unaided(self) -> bool:
        """Whether the words under the cursor are among those that are kept without suggestions."""
        from coder.suggest.unaided import within  # here: it is rare, and starting is felt

        if self.document_id not in self._study.stamps():
            return False  # nobody asked for suggestions
        return within(self._transcript.cursor.span, self._study.unaided(self.document_id))

    def action_accept(self, weight: int) -> None:
        """The suggestion here becomes one's own coding; counter-evidence stays counter-evidence. A level code has its
        level instead, as in the review: as explicit the proposed one is taken, else it is asked for."""
        suggestion = self._suggestion()
        if suggestion is None:
            return
        proposed = self._desk.suggestions[suggestion]
        if is_level(find(self._session.codebook, proposed.code)):
            level = strength_of(self._session.codebook, proposed)
            if level is not None and weight == EXPLICIT:
                self._accept(suggestion, level)
            else:
                self._ask_level(proposed.code, lambda chosen: self._accept(suggestion, chosen), level)
        else:
            against = proposed.weight is not None and proposed.weight < 0
            self._accept(suggestion, -weight if against else weight)

    def _accept(self, suggestion: str, weight: int) -> None:
        self._written(self._desk.accept(suggestion, weight))

    def action_reject(self) -> None:
        """The suggestion here is turned down."""
        if suggestion := self._suggestion():
            self._written(self._desk.reject(suggestion))
