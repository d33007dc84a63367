"""What the palette learns: the process that answers, what is kept of its answers, and the switch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from coder.model.coding import Suggestion
from coder.model.span import Span
from coder.study import Study
from coder.suggest.segments import Grain, cut
from coder.tui.codes.learning import ANEW, Learner
from coder.tui.codes.picker import MOST, NOTHING, Picker
from coder.tui.dialogs.palette import Palette
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, line, painted, session

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)


class Suggester:
    """Says of the number of a segment which codes are likely, and remembers what it is taught."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = tuple(codes)
        self.held_out: tuple[Any, ...] = ()
        self.taught: list[tuple[str, int, str, bool]] = []

    def likelihoods(self, interview: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
        rows, found = len(interview.segments), np.zeros((len(interview.segments), len(self.codes)), dtype=np.float32)
        found[np.arange(rows), np.arange(rows) % len(self.codes)] = 0.5 + len(self.taught) / 10
        return found

    def standing(self) -> dict[str, Any]:
        return {}

    def teach(self, document: str, segment: int, code: str, yes: bool) -> None:
        self.taught.append((document, segment, code, yes))


@pytest.fixture
def picker(study: Study, monkeypatch: pytest.MonkeyPatch) -> Picker:
    """One that has learned, with sentences as segments and nothing kept unaided."""
    suggester = Suggester([SUCCESS, REPUTATION, "market.income.low"])
    learned = SimpleNamespace(suggester=suggester, interviews=(), grain=Grain.SENTENCE)
    monkeypatch.setattr(study, "learned", lambda coder: learned, raising=False)
    monkeypatch.setattr(study, "unaided", lambda document: (), raising=False)
    found = Picker(study, None)
    assert found.answer(["learn"]) == ["learned", 0]
    return found


def likely(picker: Picker, document: str) -> dict[tuple[int, int], dict[str, float]]:
    kind, name, segments = picker.answer(["likely", document])
    assert (kind, name) == ("likely", document)
    return {(start, end): codes for start, end, codes in segments}


def test_the_likely_codes_of_every_segment_are_told(picker: Picker, p01: str) -> None:
    found = likely(picker, p01)
    assert found[BUY.start, BUY.end] == {REPUTATION: 0.5}
    assert all(len(codes) <= MOST and all(codes.values()) for codes in found.values())
    assert json.loads(json.dumps(picker.answer(["likely", p01])))


def test_of_what_was_learned_from_it_says_what_it_would_without(picker: Picker, study: Study, p01: str) -> None:
    interview = cut(study.document(p01), Grain.SENTENCE)
    assert picker._learned is not None
    picker._learned.interviews = (SimpleNamespace(interview=interview, rows=(0,)),)  # type: ignore[misc, assignment]
    picker._learned.suggester.held_out = (np.array([[0, 0, 0.25]], dtype=np.float32),)
    first = interview.segments[0].span
    assert likely(picker, p01)[first.start, first.end] == {"market.income.low": 0.25}


def test_passages_that_are_kept_unaided_are_left_out(
    picker: Picker, study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "unaided", lambda document: (Span(31, 107),), raising=False)
    found = likely(picker, p01)
    assert found
    assert all(end <= 31 or start >= 107 for start, end in found)


def test_a_judgement_is_learned_and_suggestions_are_weighed_anew(picker: Picker, p01: str) -> None:
    assert picker.answer(["weigh", [["s", p01, *(BUY.start, BUY.end), REPUTATION]]]) == ["weigh", {"s": 0.5}]
    assert picker.answer(["judged", p01, BUY.start, BUY.end, SUCCESS, False]) == ["judged", p01]
    assert picker._learned is not None
    assert picker._learned.suggester.taught == [(p01, 1, SUCCESS, False)]  # type: ignore[attr-defined]
    kind, weighed = picker.answer(["weigh", [["s", p01, BUY.start, BUY.end, REPUTATION], ["t", p01, 0, 1, "gone"]]])
    assert (kind, set(weighed)) == ("weigh", {"s"})
    assert picker.answer(["weigh", [["s", "gone", 0, 5, SUCCESS]]]) == ["weigh", {}]
    assert weighed["s"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    "asked",
    [
        ["likely", "gone"],
        ["judged", "gone", 0, 5, SUCCESS, True],
        [],
        ["what"],
        ["likely", 3],
    ],
)
def test_what_it_does_not_know_it_says(picker: Picker, asked: list[Any]) -> None:
    assert picker.answer(asked) == NOTHING


def test_before_it_has_learned_nothing_is_likely(study: Study, p01: str) -> None:
    picker = Picker(study, None)
    assert picker.answer(["likely", p01]) == ["likely", p01, []]
    assert picker.answer(["judged", p01, 0, 5, SUCCESS, True]) == NOTHING
    assert picker.answer(["weigh", [["s", p01, 0, 5, SUCCESS]]]) == ["weigh", {}]


def test_the_process_answers_line_by_line_and_ends_with_its_input(study: Study) -> None:
    asked = '["what"]\n["likely", "gone"]\n'
    command = [sys.executable, "-m", "coder.tui.codes.picker", str(study.path), "me", "0"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=60)
    assert list(map(json.loads, done.stdout.splitlines())) == [NOTHING, ["likely", "gone", []]]


class Asking(Learner):
    """Keeps its questions."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, blind=False)
        self.questions: list[tuple[object, ...]] = []

    def _ask(self, *question: object) -> None:
        self.questions.append(question)


def test_the_prior_is_that_of_the_segments_that_the_words_are_about(study: Study, p01: str) -> None:
    learner = Asking(study)
    document = study.document(p01)
    assert learner.prior(document, BUY) == {}
    segments = [[31, 56, {SUCCESS: 0.5, REPUTATION: 0.1}], [57, 86, {REPUTATION: 0.4}], [87, 107, {"x": 0.9}]]
    learner.take(["likely", p01, segments])
    assert learner.prior(document, BUY) == {SUCCESS: 0.5, REPUTATION: 0.1}
    assert learner.prior(document, Span(35, 40)) == {SUCCESS: 0.5, REPUTATION: 0.1}
    assert learner.prior(document, Span(31, 90)) == {SUCCESS: 0.5, REPUTATION: 0.4}
    assert learner.prior(document, Span(0, 20)) == {}


def test_a_document_is_asked_about_once_for_what_was_learned(study: Study, p01: str) -> None:
    learner = Asking(study)
    learner.look(p01)
    assert learner.questions == []  # it has not learned yet
    learner.take(["learned", 3])
    learner.look(p01)
    learner.look(p01)
    assert learner.questions == [("likely", p01)]
    learner.take(["judged", p01])
    learner.look(p01)
    assert learner.questions == [("likely", p01)] * 2
    learner.take(NOTHING)


def test_after_some_judgements_all_is_learned_anew(study: Study, p01: str) -> None:
    learner = Asking(study)
    for _ in range(ANEW):
        learner.judged(p01, BUY, SUCCESS, yes=True)
    assert learner.questions == [*[("judged", p01, 31, 56, SUCCESS, True)] * (ANEW - 1), ("learn",)]


def test_weighed_suggestions_are_handed_on(study: Study) -> None:
    learner, found = Asking(study), list[object]()
    learner.weighed = found.append
    learner.take(["weigh", {"s": 0.4}])
    learner.take(["weigh", {}])
    assert found == [{"s": 0.4}]


def test_while_an_answer_is_awaited_only_the_newest_question_is_kept(study: Study, p01: str) -> None:
    learner = Asking(study)
    queue = [Suggestion(name, p01, BUY, SUCCESS, 2, 0.5, "", "m.v1", 1) for name in "abc"]
    learner.weigh(queue)
    assert learner.questions == []  # it has not learned yet
    learner.take(["learned", 1])
    for start in range(3):
        learner.weigh(queue[start:])
    learner.weigh([])
    assert [[one[0] for one in asked] for _, asked in learner.questions] == [["a", "b", "c"]]  # type: ignore[attr-defined]
    learner.take(["weigh", {}])
    assert [[one[0] for one in asked] for _, asked in learner.questions][1:] == [["c"]]  # type: ignore[attr-defined]
    learner.take(["weigh", {}])
    assert len(learner.questions) == 2


async def test_likely_codes_come_first_until_they_are_switched_off_for_good(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        own = pilot.app._session  # type: ignore[attr-defined]
        own.prior = lambda document, span: {REPUTATION: 0.7, SUCCESS: 0.2}
        await pilot.press("c")
        await pilot.pause()
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        listing = palette.query_one(Listing)
        assert [item.id for item in listing.items[:2]] == [REPUTATION, SUCCESS]
        assert "likely first: on " in line(pilot, "palette-weight")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert REPUTATION not in [item.id for item in listing.items[:1]]
        assert "likely first: off" in line(pilot, "palette-weight")
        assert study.view("learned") == "0"
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert listing.items[0].id == REPUTATION
        await pilot.press("ctrl+o", "enter")
        await pilot.pause()
    async with session(study, p01) as pilot:
        pilot.app._session.prior = lambda document, span: {REPUTATION: 0.7}  # type: ignore[attr-defined]
        await pilot.press("c")
        await pilot.pause()
        assert pilot.app.screen.query_one(Listing).items[0].id != REPUTATION
        assert "likely first: off" in line(pilot, "palette-weight")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x60"])
async def test_on_where_no_code_is_known_to_be_likely_says_so(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(study, p01, size) as pilot:
        pilot.app._session.prior = lambda document, span: {}  # type: ignore[attr-defined]
        await pilot.press("c")
        await pilot.pause()
        assert "Tab" in line(pilot, "palette-weight")
        assert "none known here; likely first: on" in line(pilot, "palette-weight")
        (weight,) = (row for row in painted(pilot) if "or now with Tab" in row)
        assert "likely first: on" in weight
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "likely first: off" in "\n".join(painted(pilot))


async def test_without_anything_that_learns_there_is_no_switch(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c", "ctrl+o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Palette)
        assert "likely" not in line(pilot, "palette-weight")
        assert study.view("learned") is None


def test_learning_brings_nothing_into_the_session(tmp_path: Path) -> None:
    program = (
        "import sys, coder.tui.app, coder.tui.codes.learning\n"
        "print(sorted({'numpy', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"
