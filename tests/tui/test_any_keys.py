"""Some hundred and fifty keys in any order: what is painted, stored and journalled agree with a plain model after each.

``CODER_SESSIONS=20`` runs so many sessions; without it one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from textual.pilot import Pilot

from coder.model.coding import Coding, Tense
from coder.model.span import Span
from coder.study import Study
from coder.tui.codes.stripes import Kind
from coder.tui.coding.screen import CodingScreen
from tests.tui.sessions import add, interview, new_study, painted, session, suggest, transcript

SESSIONS = int(os.environ.get("CODER_SESSIONS", "1"))
CODES = ("mindset.narrative.commercial_success", "market.income.low", "technology.base")
MOVES = (*"jkJKhlHLwsptTG", "down", "up", "home", "pagedown", "pageup")
LOOKS = ("comma", "]", "[", ">", "<", "escape", "enter")
State = dict[str, tuple[Span, str, int, Tense]]


def state_of(codings: tuple[Coding, ...]) -> State:
    return {one.id: (one.span, one.code, one.weight, one.tense) for one in codings}


class AnyKeys(RuleBasedStateMachine):
    """The model knows own codings, suggestions that wait, and the states that undo and redo lead to."""

    @initialize()
    def start(self) -> None:
        self.path = Path(tempfile.mkdtemp())
        self.study = new_study(self.path / "study")
        self.document = add(self.study, "talk", *interview(300))
        text = self.study.document(self.document).text
        other = Study.open(self.path / "study", "JW")
        for number, code in enumerate(CODES):
            other.code(self.document, Span(40 * number + 3, 40 * number + 90), code, self.weight(code))
            self.study.code(self.document, Span(60 * number + 3, 60 * number + 50), code, self.weight(code))
            suggest(self.study, self.document, Span(200 + 50 * number, 240 + 50 * number), CODES[0])
        other.close()
        assert len(text) > 1000
        self.past: list[tuple[State, set[str]]] = []
        self.future: list[tuple[State, set[str]]] = []
        self.model: State = state_of(self.study.codings(document=self.document))
        self.waiting = {one.id for one in self.study.suggestions(document=self.document)}
        self.runner = asyncio.Runner()
        self.context: AbstractAsyncContextManager[Pilot[None]] = session(self.study, self.document, (100, 30))
        self.pilot: Pilot[None] = self.runner.run(self.context.__aenter__())
        self.entries = self.study.log(1)[0].seq

    def weight(self, code: str) -> int:
        return self.study.codebook.weights(self.study.codebook.code(code))[0]

    def press(self, *keys: str) -> None:
        async def pressed() -> None:
            await self.pilot.press(*keys)
            await self.pilot.pause()

        self.runner.run(pressed())

    @property
    def screen(self) -> CodingScreen:
        screen = self.pilot.app.screen
        assert isinstance(screen, CodingScreen), screen
        return screen

    def change(self, keys: tuple[str, ...], expected: Callable[[State], State | None]) -> None:
        """Press keys of which the model expects a new state, or None for no change."""
        before, waited = dict(self.model), set(self.waiting)
        after = expected(dict(self.model))
        self.press(*keys)
        if after is not None and after != before:
            self.past.append((before, waited))
            self.future.clear()
            self.entries += 1
            self.model = after
            self.named()

    def named(self) -> None:
        """New codings have ids of their own; the model learns them by what they are."""
        stored = state_of(self.study.codings(document=self.document))
        for identity in [identity for identity in self.model if identity.startswith("new")]:
            known = self.model.pop(identity)
            fresh = [one for one, what in stored.items() if what == known and one not in self.model]
            assert fresh, f"{known} was not stored"
            self.model[fresh[0]] = known

    def mine(self) -> dict[str, Coding]:
        return {one.id: one for one in self.study.codings(document=self.document, coder="me")}

    @rule(keys=st.lists(st.sampled_from(MOVES + LOOKS), min_size=1, max_size=4))
    def move(self, keys: list[str]) -> None:
        self.press(*keys)

    @rule(digit=st.integers(1, 3))
    def code(self, digit: int) -> None:
        code = self.screen._session.quick.at(digit)
        weight = self.screen._session.weight_of(code)
        assert weight is not None
        self.coded((str(digit),), code, weight)

    @rule()
    def repeat(self) -> None:
        code = self.screen._session.last
        weight = self.screen._session.weight_of(code)
        assert weight is not None
        self.coded((".",), code, weight)

    @rule()
    def by_palette(self) -> None:
        self.coded(("c", *"cs", "enter"), CODES[0], 2)

    def coded(self, keys: tuple[str, ...], code: str, weight: int) -> None:
        span = transcript(self.pilot).cursor.span

        def expected(state: State) -> State | None:
            same = next((one.id for one in self.mine().values() if (one.span, one.code) == (span, code)), None)
            state[same or "new"] = (span, code, weight, state[same][3] if same else Tense.PRESENT)
            return state

        self.change(keys, expected)

    def current(self) -> Coding | None:
        """The own coding that the keys act on: the current stripe, or the best own one when that is a suggestion."""
        screen = self.screen
        found = screen._current if screen._current in self.model else screen._found(Kind.OWN)
        return self.mine().get(found or "")

    @rule(key=st.sampled_from("+-"))
    def weigh(self, key: str) -> None:
        coding = self.current()

        def expected(state: State) -> State | None:
            if coding is None:
                return None
            ladder = self.study.codebook.weights(self.study.codebook.code(coding.code))
            at = ladder.index(coding.weight) + (-1 if key == "+" else 1)
            weight = ladder[min(max(at, 0), len(ladder) - 1)]
            state[coding.id] = (coding.span, coding.code, weight, coding.tense)
            return state

        self.dialogs((key,), expected)

    @rule()
    def past_tense(self) -> None:
        coding = self.current()

        def expected(state: State) -> State | None:
            if coding is None:
                return None
            tense = Tense.PAST if coding.tense is Tense.PRESENT else Tense.PRESENT
            state[coding.id] = (coding.span, coding.code, coding.weight, tense)
            return state

        self.dialogs(("~",), expected)

    @rule()
    def remove(self) -> None:
        coding = self.current()

        def expected(state: State) -> State | None:
            if coding is None:
                return None
            del state[coding.id]
            return state

        self.dialogs(("x",), expected)

    def dialogs(self, keys: tuple[str, ...], expected: Callable[[State], State | None]) -> None:
        """A key on another coder's coding opens a dialog that says so; it is closed again."""
        self.change(keys, expected)
        if not isinstance(self.pilot.app.screen, CodingScreen):
            self.press("escape")

    @rule(accept=st.booleans())
    def decide(self, accept: bool) -> None:
        suggestion = self.screen._found(Kind.SUGGESTED)
        before, waited = dict(self.model), set(self.waiting)
        one = self.study._tables.suggestion(suggestion) if suggestion else None
        self.press("a" if accept else "r")
        if one is not None:
            self.waiting = waited - {one.id}
            if accept:
                self.model["new"] = (one.span, one.code, 2, Tense.PRESENT)
                self.named()
            self.past.append((before, waited))
            self.future.clear()
            self.entries += 1

    @rule()
    def undo(self) -> None:
        if self.past:
            self.future.append((dict(self.model), set(self.waiting)))
            self.model, self.waiting = self.past.pop()
            self.entries += 1
            self.press("u")

    @rule()
    def redo(self) -> None:
        self.press("ctrl+r")
        if self.future:
            self.past.append((dict(self.model), set(self.waiting)))
            self.model, self.waiting = self.future.pop()
            self.entries += 1

    @rule()
    def leave_and_return(self) -> None:
        self.press("o")
        self.press("q")

    @invariant()
    def painted_stored_and_journalled_agree(self) -> None:
        if not hasattr(self, "runner"):
            return
        stored = state_of(self.study.codings(document=self.document))
        assert stored == self.model
        waiting = {one.id for one in self.study.suggestions(document=self.document)}
        assert waiting == self.waiting
        margin = transcript(self.pilot).margin
        shown = {stripe.id: stripe for stripe in margin._stripes.values()}
        assert {key: (one.span, one.code) for key, one in shown.items() if one.kind is not Kind.SUGGESTED} == {
            key: (span, code) for key, (span, code, _, _) in self.model.items()
        }
        assert {key for key, one in shown.items() if one.kind is Kind.SUGGESTED} == self.waiting
        assert f"{len(stored)} coding" in painted(self.pilot)[0]
        assert self.study.log(1)[0].seq == self.entries
        for line in painted(self.pilot):
            assert len(line) == 100

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.run(self.context.__aexit__(None, None, None))
            self.runner.close()
            assert self.study.check() == ()
            self.study.close()
            shutil.rmtree(self.path)


AnyKeys.TestCase.settings = settings(
    max_examples=SESSIONS, stateful_step_count=90, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyKeys: Any = AnyKeys.TestCase
