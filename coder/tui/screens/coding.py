"""The coding screen: reading, and everything a key can change about the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coder.tui import undoing
from coder.tui.actions import bindings_for
from coder.tui.codes import find, is_level, label_of
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.dialogs.new_code import NewCode, NewCodeDialog
from coder.tui.dialogs.palette import Choice, Palette
from coder.tui.guard import answered, guarded
from coder.tui.places import OWN_CASE, about_options
from coder.tui.screens.reading import ReadingScreen
from coder.tui.stripes import Kind
from coder.tui.widgets.listing import Listing


class CodingScreen(ReadingScreen):
    """One document being coded. Each change is durable before it is painted."""

    BINDINGS = bindings_for("coding")

    # -- coding the selection

    def action_code(self) -> None:
        """Choose a code from the palette."""
        session = self._session
        palette = Palette(session.codebook, session.index, session.signs, session.quick.recent)
        self.app.push_screen(palette, answered(self, self._code_with))

    def _code_with(self, choice: Choice) -> None:
        self._code(choice.code, choice.weight)

    def _code(self, code: str, weight: int | None) -> None:
        """Code the selection; without a weight ask for the level first."""
        if weight is None:
            self._ask_level(code, lambda level: self._code(code, level))
            return
        span = self._transcript.cursor.span
        evidence = self._desk.document.is_evidence_at(span)
        self._note("" if evidence else "coded, but this is no respondent's speech: it will not count as evidence")
        self._paint(self._desk.code(span, code, weight))

    def _ask_level(self, code: str, then: Callable[[int], None]) -> None:
        at = self._session.weight_of(code)
        self.app.push_screen(LevelChooser(self._session.codebook, code, at), answered(self, then))

    def action_quick(self, digit: int) -> None:
        """Code with the code under a digit, weighted as last time."""
        code = self._session.quick.at(digit)
        if code:
            self._code(code, self._session.weight_of(code))
        else:
            self._say(f"no code on {digit} yet: c opens the palette")

    def action_repeat(self) -> None:
        """Code like the last time."""
        code = self._session.last
        if code:
            self._code(code, self._session.weight_of(code))
        else:
            self._say("nothing to repeat yet: c opens the palette")

    @guarded
    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter in the codebook codes the selection."""
        self._code(event.item.id, self._session.weight_of(event.item.id))

    def action_new_code(self) -> None:
        """A code from the words selected."""
        words = self._desk.document.quote(self._transcript.cursor.span)
        self.app.push_screen(NewCodeDialog(self._session.codebook, words), answered(self, self._new_code))

    def _new_code(self, wanted: NewCode) -> None:
        code = self._study.add_code(wanted.label, wanted.parent, wanted.definition)
        self._session.edited()
        self._paint(self._desk.load())  # letters of other codes may have changed
        self._code(code.id, self._session.weight_of(code.id))

    # -- changing the current coding

    def _coding(self) -> str | None:
        """The coding the keys act on; says so when there is none."""
        self._sync()
        if self._current in self._desk.codings:
            return self._current
        found = self._found(Kind.OWN)
        if found is None:
            self._say("no coding of yours here")
        return found

    def action_weigh(self, step: int) -> None:
        """The current coding stronger or weaker."""
        if coding := self._coding():
            self._paint(self._desk.weigh(coding, step))

    def action_past(self) -> None:
        """The current coding past or present."""
        if coding := self._coding():
            self._paint(self._desk.toggle_past(coding))

    def action_remove(self) -> None:
        """The current coding away."""
        if coding := self._coding():
            self._paint(self._desk.remove(coding))

    def action_about(self) -> None:
        """Which case the current coding is about."""
        coding = self._coding()
        if coding is None:
            return

        def taken(case: str) -> None:
            self._paint(self._desk.set_about(coding, None if case == OWN_CASE else case))

        at = self._desk.own(coding).about or OWN_CASE
        options = about_options(self._session.codebook, self._desk.case)
        self.app.push_screen(Chooser("About which case?", options, at), answered(self, taken))

    def action_memo(self) -> None:
        """Memo on the current coding, or on the document."""
        self._sync()
        desk = self._desk
        coding = self._current if self._current in desk.codings else None
        title = f"Memo on the document {desk.document.name}"
        if coding is not None:
            title = f"Memo on {label_of(self._session.codebook, desk.codings[coding].code)}"

        def taken(text: str) -> None:
            self._paint(desk.write_memo(coding, text))

        self.app.push_screen(MemoEditor(title, desk.memo(coding)), answered(self, taken))

    def action_mark(self) -> None:
        """The document read and coded, or not."""
        self._paint(self._desk.mark())

    # -- suggestions

    def _suggestion(self) -> str | None:
        found = self._found(Kind.SUGGESTED)
        if found is None:
            self._say("no suggestion here: ] goes to the next")
        return found

    def action_accept(self, weight: int) -> None:
        """The suggestion here becomes one's own coding; counter-evidence stays counter-evidence."""
        suggestion = self._suggestion()
        if suggestion is None:
            return
        proposed = self._desk.suggestions[suggestion]
        if is_level(find(self._session.codebook, proposed.code)):
            self._ask_level(proposed.code, lambda level: self._paint(self._desk.accept(suggestion, level)))
        else:
            against = proposed.weight is not None and proposed.weight < 0
            self._paint(self._desk.accept(suggestion, -weight if against else weight))

    def action_reject(self) -> None:
        """The suggestion here is turned down."""
        if suggestion := self._suggestion():
            self._paint(self._desk.reject(suggestion))

    # -- undo

    def action_undo(self) -> None:
        """Take the last change back."""
        undoing.undo(self, self._session, self.reload, partial(self._revert, "undone"))

    def action_redo(self) -> None:
        """Do it again."""
        self._revert("redone", self._study.redo)

    def _revert(self, what: str, step: Callable[[], str]) -> None:
        label = step()
        self._session.edited()
        self._note(f"{what}: {label}")
        self.reload()
