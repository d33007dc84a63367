"""What is shown: the filter by code, coder and suggestions, and coding blind."""

from __future__ import annotations

import pytest

from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.corpus.documents import DocumentsScreen
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, session, suggest, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


@pytest.fixture
def shared(study: Study, p01: str) -> Study:
    """Two codings of ours and two of JW's, and a suggestion."""
    study.code(p01, BUY, SUCCESS, 2)
    study.code(p01, NOBODY, REPUTATION, 2)
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, REPUTATION, -2)
        other.code(p01, SELL, SUCCESS, 1)
    suggest(study, p01, SELL, SUCCESS)
    return study


def margin(rows: list[str]) -> str:
    """The signs of the margin."""
    return "\n".join(row for row in rows if any(bar in row for bar in "┃│┊"))


async def choose(pilot: object, letters: str) -> None:
    await pilot.press("f")  # type: ignore[attr-defined]
    await type_keys(pilot, letters)  # type: ignore[arg-type]
    await pilot.press("enter")  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]


@both_sizes
async def test_the_filter_adds_up_and_is_ended(shared: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(shared, p01, size) as pilot:
        assert "4 codings, 1 suggestion" in line(pilot, "title")
        await choose(pilot, "coder: jw")
        assert "only coder JW" in line(pilot, "title")
        assert "2 of 5 shown" in line(pilot, "title")
        signs = margin(painted(pilot))
        assert "│Br" in signs
        assert "┃" not in signs
        assert "┊" not in signs
        await choose(pilot, "commer")
        assert "only commercial success, coder JW" in line(pilot, "title")
        assert "1 of 5 shown" in line(pilot, "title")
        assert "│Br" not in margin(painted(pilot))
        await choose(pilot, "commer")  # taken off again
        assert "only coder JW" in line(pilot, "title")
        await choose(pilot, "suggestions only")
        assert "only suggestions" in line(pilot, "title")
        assert "┊Cs" in margin(painted(pilot))
        await choose(pilot, "no sugg")
        assert "no suggestions" in line(pilot, "title")
        assert "4 of 5 shown" in line(pilot, "title")
        await pilot.press("f", "enter")  # the first option ends the filter
        await pilot.pause()
        assert "4 codings, 1 suggestion" in line(pilot, "title")
        assert "only" not in line(pilot, "title")


async def test_a_group_stands_for_what_is_below_it(shared: Study, p01: str) -> None:
    async with session(shared, p01) as pilot:
        await choose(pilot, "joint nar")
        assert "5 of 5 shown" in line(pilot, "title")
        await choose(pilot, "market orientation")
        assert "none here" in line(pilot, "title")
        assert "nothing here passes this filter" in line(pilot, "reason")
        assert not margin(painted(pilot))


async def test_keys_act_only_on_what_is_shown(shared: Study, p01: str) -> None:
    before = shared.codings()
    async with session(shared, p01) as pilot:
        await choose(pilot, "business")
        assert "business reputation" in line(pilot, "here")
        assert "by JW" in line(pilot, "here")
        await pilot.press("f")
        await type_keys(pilot, "coder: you")
        await pilot.press("enter")
        await pilot.pause()
        assert "not coded" in line(pilot, "here")
        for key in ("x", "plus", "minus", "~", "e", "E", "@"):
            await pilot.press(key)
            assert "no coding of yours here" in line(pilot, "reason")
        await pilot.press("comma")
        assert "nothing is coded or suggested here" in line(pilot, "reason")
        await pilot.press("end", "y")  # as before: only the coding that is shown
        assert [one.code for one in shared.codings() if one not in before] == [REPUTATION]
        await pilot.press("]")
        assert "no suggestion that waits passes the filter" in line(pilot, "reason")
        await pilot.press("a", "r")
        assert len(shared.suggestions()) == 1


async def test_a_coding_that_the_filter_hides_is_said_to_be_there(shared: Study, p01: str) -> None:
    async with session(shared, p01) as pilot:
        await choose(pilot, "business")
        await pilot.press("end", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert len(shared.codings()) == 5
        assert "coded, but the filter hides it" in line(pilot, "reason")
        assert "not coded" in line(pilot, "here")


async def test_going_to_a_code_finds_only_what_is_shown(shared: Study, p01: str) -> None:
    async with session(shared, p01) as pilot:
        await choose(pilot, "coder: jw")
        await pilot.press("g")
        await type_keys(pilot, "commer")
        await pilot.press("enter")
        await pilot.pause()
        assert selected(pilot) == "We sell to everyone."


async def test_the_filter_outlives_the_screen_but_not_the_session(shared: Study, p01: str) -> None:
    async with session(shared, p01) as pilot:
        await choose(pilot, "coder: jw")
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodingScreen)
        assert "only coder JW" in line(pilot, "title")
    async with session(shared, p01) as pilot:
        assert "only" not in line(pilot, "title")


@both_sizes
async def test_blind_hides_what_others_did_and_survives(shared: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(shared, p01, size) as pilot:
        await pilot.press("f")
        await type_keys(pilot, "coder: jw")
        await pilot.press("enter", "B")
        await pilot.pause()
        assert "blind: what other coders did is hidden" in line(pilot, "reason")
    async with session(shared, p01, size) as pilot:
        assert "  blind" in line(pilot, "title")
        assert "only" not in line(pilot, "title")
        assert "2 codings, 1 suggestion" in line(pilot, "title")
        assert "JW" not in "\n".join(painted(pilot))
        assert "│Br" not in margin(painted(pilot))
        assert "commercial success" in line(pilot, "here")
        assert "here, next" not in line(pilot, "here")
        await pilot.press("f")
        await pilot.pause()
        assert "coder: JW" not in "\n".join(painted(pilot))
        await pilot.press("escape", "B")
        assert "other coders are shown" in line(pilot, "reason")
        assert "4 codings" in line(pilot, "title")
        assert "│Br" in margin(painted(pilot))


async def test_blind_undo_does_not_tell_what_another_did(shared: Study, p01: str) -> None:
    async with session(shared, p01, LARGE) as pilot:
        await pilot.press("B", "j")
        with Study.open(shared.path, "JW") as other:
            other.code(p01, NOBODY, SUCCESS, 2)
        await pilot.press("u")  # looks instead
        await pilot.pause()
        assert "undo: another coder's edit" in line(pilot, "keys")
        assert "commercial" not in line(pilot, "keys")
        assert "2 codings" in line(pilot, "title")


async def test_blind_is_each_coders_own(shared: Study, p01: str) -> None:
    async with session(shared, p01) as pilot:
        await pilot.press("B")
    with Study.open(shared.path, "JW") as other:
        app = CoderApp(other, p01)
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            assert "blind" not in line(pilot, "title")
            assert "4 codings" in line(pilot, "title")
