"""The review while other sessions and runs change what waits, and what of the queue is said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from coder.errors import CoderError
from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import AddSuggestions, RemoveSuggestions
from coder.model.span import Span
from coder.study import Study
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.palette import Palette
from coder.tui.reviewing.listing import QueueList
from coder.tui.reviewing.screen import ReviewScreen
from tests.tui.sessions import LARGE, SMALL, line, painted, session, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
LEVEL = "market.orientation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


def one(name: str, document: str, span: Span = BUY, code: str = SUCCESS, **more: object) -> Suggestion:
    plain = Suggestion(name, document, span, code, 2, 0.63, f"why {name}", "model.v1", 1, calibrated=True)
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture
def three(study: Study, p01: str) -> list[Suggestion]:
    """Suggestions in the order of the queue."""
    found = [one("a", p01, confidence=0.9), one("b", p01, NOBODY, confidence=0.8), one("c", p01, SELL, confidence=0.7)]
    study._perform(AddSuggestions(tuple(found)), "3 suggestions")
    return found


def withdraw(study: Study, found: Sequence[Suggestion]) -> None:
    """As another run does it."""
    with Study.open(study.path, "me") as other:
        other._perform(RemoveSuggestions(tuple(found)), "withdrawn")


def screen(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen), pilot.app.screen
    return pilot.app.screen


def current(pilot: Pilot[None]) -> str | None:
    item = screen(pilot).query_one(QueueList).current
    return item.id if item is not None else None


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def decided(study: Study) -> dict[str, SuggestionState | None]:
    return {name: study.state_of(name) for name in "abc"}


@pytest.mark.parametrize(("name", "others"), [("b", "ac"), ("c", "ab"), ("a", "bc")])
async def test_the_transcript_opens_with_the_suggestion_one_came_for(
    study: Study, p01: str, name: str, others: str
) -> None:
    codes = {"a": SUCCESS, "b": REPUTATION, "c": "mindset.narrative.fragmented"}
    study._perform(AddSuggestions(tuple(one(each, p01, code=codes[each]) for each in "abc")), "3 suggestions")
    async with session(study, screen="review") as pilot:
        while current(pilot) != name:
            await press(pilot, "j")
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, CodingScreen)
        await pilot.pause()
        assert study.codebook.text(study.codebook.code(codes[name]).label) in line(pilot, "here")
        await press(pilot, "a")
        assert [coding.code for coding in study.codings()] == [codes[name]]
        assert {each for each in others if study.state_of(each) is SuggestionState.PENDING} == set(others)


async def test_the_transcript_says_it_when_the_filter_hides_the_suggestion(
    study: Study, three: list[Suggestion]
) -> None:
    async with session(study, screen="review") as pilot:
        screen(pilot)._session.showing = replace(screen(pilot)._session.showing, code=LEVEL)
        await press(pilot, "g")
        assert "not shown here" in line(pilot, "reason")


@both_sizes
@pytest.mark.parametrize("key", ["a", "A", "r", "enter", "1", "V"])
async def test_what_comes_under_the_cursor_by_itself_is_told_and_not_decided_on_at_once(
    study: Study, three: list[Suggestion], size: tuple[int, int], key: str
) -> None:
    async with session(study, size=size, screen="review") as pilot:
        screen(pilot)._clock = lambda: 5.0
        await press(pilot, "j")
        withdraw(study, [three[1]])
        screen(pilot)._look()
        assert current(pilot) == "c"
        assert "what stood here was withdrawn meanwhile: this is the next one" in line(pilot, "reason")
        await press(pilot, key)
        assert decided(study) == {"a": SuggestionState.PENDING, "b": None, "c": SuggestionState.PENDING}
        assert "nothing was decided" in line(pilot, "reason")
        assert current(pilot) == "c"
        await press(pilot, key)
        if key != "V":
            assert study.state_of("c") is not SuggestionState.PENDING
        assert "nothing was decided" not in line(pilot, "reason")


async def test_a_second_later_it_was_read(study: Study, three: list[Suggestion]) -> None:
    async with session(study, screen="review") as pilot:
        screen(pilot)._clock = lambda: 5.0
        withdraw(study, three[:1])
        screen(pilot)._look()
        screen(pilot)._clock = lambda: 6.1
        await press(pilot, "a")
        assert decided(study) == {"a": None, "b": SuggestionState.ACCEPTED, "c": SuggestionState.PENDING}


async def test_what_was_decided_in_the_transcript_was_not_withdrawn(study: Study, three: list[Suggestion]) -> None:
    async with session(study, screen="review") as pilot:
        screen(pilot)._clock = lambda: 5.0
        await press(pilot, "j", "g")
        await press(pilot, "a")
        assert study.state_of("b") is SuggestionState.ACCEPTED
        await press(pilot, "R")
        assert current(pilot) == "c"
        assert "stood here" not in line(pilot, "reason")
        with Study.open(study.path, "me") as other:
            other.reject("c")
        screen(pilot)._look()
        assert current(pilot) == "a"
        assert "what stood here was rejected in another session: this is the next one" in line(pilot, "reason")


async def test_another_code_for_what_is_gone_is_refused_in_words(study: Study, three: list[Suggestion]) -> None:
    async with session(study, screen="review") as pilot:
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, Palette)
        withdraw(study, three[:1])
        await type_keys(pilot, "business rep")
        await press(pilot, "enter")
        assert current(pilot) == "b"
        assert "this was withdrawn meanwhile: nothing was decided" in line(pilot, "reason")
        assert study.codings() == ()


async def test_what_is_gone_between_two_looks_is_refused_in_words(study: Study, three: list[Suggestion]) -> None:
    async with session(study, screen="review") as pilot:
        screen(pilot)._look = lambda: None  # type: ignore[method-assign]
        withdraw(study, three[:1])
        await press(pilot, "r")
        assert current(pilot) == "b"
        assert decided(study) == {"a": None, "b": SuggestionState.PENDING, "c": SuggestionState.PENDING}
        assert "nothing was decided" in line(pilot, "reason")


async def test_several_are_not_accepted_when_one_of_them_is_gone(study: Study, three: list[Suggestion]) -> None:
    async with session(study, screen="review") as pilot:
        await press(pilot, "V")
        await pilot.pause()
        await press(pilot, "V")
        assert isinstance(pilot.app.screen, Confirm)
        withdraw(study, three[1:2])
        await press(pilot, "y")
        assert "one of these was withdrawn meanwhile: nothing was decided" in line(pilot, "reason")
        assert study.codings() == ()


def test_the_study_refuses_what_is_gone_without_its_id(study: Study) -> None:
    for decide in (study.reject, lambda gone: study.accept(gone, 2), lambda gone: study.accept_many([gone])):
        with pytest.raises(CoderError, match="withdrawn meanwhile") as refused:
            decide("0b5e9a52")
        assert "0b5e9a52" not in str(refused.value)


async def test_only_what_this_session_decided_and_still_stands_is_counted(
    study: Study, three: list[Suggestion]
) -> None:
    async with session(study, screen="review") as pilot:
        await press(pilot, "a")
        await press(pilot, "r")
        assert "2 decided" in line(pilot, "title")
        with Study.open(study.path, "me") as other:
            other.undo()  # b waits again ...
            other._perform(RemoveSuggestions((three[1],)), "withdrawn")  # ... and is withdrawn before anybody looks
        screen(pilot)._look()
        assert "1 decided" in line(pilot, "title")
        with Study.open(study.path, "me") as other:
            other.reject("c")
        screen(pilot)._look()
        assert "1 decided" in line(pilot, "title")


async def test_escape_ends_the_filter_after_the_words_of_a_code(
    study: Study, three: list[Suggestion], p01: str
) -> None:
    study._perform(AddSuggestions((one("d", p01, SELL, REPUTATION),)), "1 suggestion")
    async with session(study, screen="review") as pilot:
        await press(pilot, "f")
        await type_keys(pilot, "commercial")
        await press(pilot, "enter", "V", "h", "escape")
        await press(pilot, "escape")
        assert "3 of 4 wait" in line(pilot, "title")
        await press(pilot, "escape")
        assert "only" not in line(pilot, "title")
        assert "the filter is off" in line(pilot, "reason")
        assert len(screen(pilot).query_one(QueueList).items) == 4


async def test_the_title_keeps_its_numbers_apart_and_counts_what_is_shown(
    study: Study, three: list[Suggestion], p01: str
) -> None:
    study._perform(AddSuggestions((one("d", p01, SELL, REPUTATION),)), "1 suggestion")
    async with session(study, screen="review") as pilot:
        await press(pilot, "space")
        await press(pilot, "f")
        await type_keys(pilot, "business")
        await press(pilot, "enter")
        assert "skipped" not in line(pilot, "title")
        await press(pilot, "r", "escape", "f")
        await type_keys(pilot, "commercial")
        await press(pilot, "enter", "f")
        await type_keys(pilot, "document")
        await press(pilot, "enter", "f")
        await type_keys(pilot, "source")
        await press(pilot, "enter")
        title = painted(pilot)[0].rstrip()
        assert title.endswith("  1 decided  1 skipped  3 of 3 wait")
        assert "  only" in title
        assert "…  1 decided" in title


@both_sizes
async def test_the_reason_comes_first_and_takes_the_lines_that_are_left(
    study: Study, p01: str, size: tuple[int, int]
) -> None:
    words = " ".join(f"reason{number}" for number in range(16))
    found = one("a", p01, reason=words, origin="cues.v1+similar.v1+model.v1")
    study._perform(AddSuggestions((found,)), "1 suggestion")
    async with session(study, size=size, screen="review") as pilot:
        passage = screen(pilot).query_one("#passage").region
        rows = [row[passage.x : passage.right] for row in painted(pilot)[passage.y : passage.bottom]]
        text = " ".join(" ".join(rows).replace("│", " ").split())
        assert f"why: {words} (cues, similar, model)" in text
        assert "1 explicit" in text


async def test_a_long_reason_leaves_room_for_all_else(study: Study, p01: str) -> None:
    study._perform(AddSuggestions((one("a", p01, reason="because of this " * 90),)), "1 suggestion")
    async with session(study, screen="review") as pilot:
        passage = screen(pilot).query_one("#passage").region
        rows = [row.strip() for row in painted(pilot)[passage.y : passage.bottom]]
        assert "1 explicit" in rows[-1]
        assert any(row.endswith("…") for row in rows)
        assert sum("because of this" in row for row in rows) > 1


async def test_a_digit_without_a_strength_says_how_many_there_are(study: Study, p01: str) -> None:
    study._perform(AddSuggestions((one("a", p01), one("b", p01, SELL, LEVEL, confidence=0.1))), "2 suggestions")
    async with session(study, screen="review") as pilot:
        await press(pilot, "9")
        assert "there is no 9: commercial success has 4 strengths" in line(pilot, "reason")
        await press(pilot, "j", "9")
        assert "levels" in line(pilot, "reason")
        assert study.codings() == ()
