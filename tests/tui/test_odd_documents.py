"""Empty, tiny and shapeless transcripts: every key of the coding screen works, and nothing breaks."""

from __future__ import annotations

import pytest

from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.study import Study
from coder.tui.coding.screen import CodingScreen
from coder.tui.keys.actions import CHAINS, of_scope
from coder.tui.study_screen import StudyScreen
from tests.tui.sessions import LARGE, SMALL, add, add_codings, interview, line, painted, session, type_keys

TEXTS = {
    "empty": ("", ()),
    "blank": ("\n\n   \n", ()),
    "one word": ("Yes", ()),
    "one word, a turn": ("R: Yes", (Turn(Span(3, 6), "R", Role.RESPONDENT),)),
    "only signs": ("… — …\n", ()),
    "no turns": ("People buy. Nobody asks.\n\nWe sell 便宜的东西。没人问。\n", ()),
    "only questions": ("I: Why? And how?\n", (Turn(Span(3, 16), "I", Role.INTERVIEWER),)),
    "only notes": ("[music]\n", (Turn(Span(0, 7), "", Role.NOTE),)),
    "one long word": ("x" * 400, ()),
}


def keys() -> list[str]:
    """Every key of the coding screen but those that lead to others, then those of visual mode, then undo and redo."""
    chain = [scope for scope in CHAINS["coding"][0] if scope != "app"]
    units, visual = (
        [key for scope in scopes for action in of_scope(scope) for key in action.keys] for scopes in (chain, ["visual"])
    )
    return [*units, "v", *visual, "v", "c", "u", "ctrl+r"]


@pytest.mark.parametrize(("name", "size"), [*((name, SMALL) for name in TEXTS), ("empty", LARGE), ("no turns", LARGE)])
async def test_every_key_works(study: Study, name: str, size: tuple[int, int]) -> None:
    text, turns = TEXTS[name]
    document = add(study, "odd", text, turns)
    async with session(study, document, size) as pilot:
        for key in keys():
            await pilot.press(key)
            while not isinstance(pilot.app.screen, StudyScreen):
                await pilot.press("escape")
                await pilot.pause()
            if not text and not isinstance(pilot.app.screen, CodingScreen):
                await pilot.press("i")  # without text there is no visual mode, so that b and o lead elsewhere
                await pilot.pause()
            assert isinstance(pilot.app.screen, CodingScreen), key
        assert all(len(row) for row in painted(pilot))
    assert study.check() == ()


async def test_an_empty_transcript_cannot_be_coded_and_says_so(study: Study) -> None:
    document = add(study, "odd", "", ())
    async with session(study, document) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert "there is nothing to code: this transcript is empty" in line(pilot, "reason")
        assert study.codings() == ()


async def test_a_transcript_of_one_word_is_coded(study: Study) -> None:
    document = add(study, "odd", "Yes", ())
    async with session(study, document) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "plus", "minus", "~", "j", "k", "E", "h", "l", "escape")
        await pilot.pause()
        assert [(one.span, one.weight) for one in study.codings()] == [(Span(0, 3), 1)]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_one_turn_of_everything_with_many_codings(study: Study, size: tuple[int, int]) -> None:
    """Units and codings are found, changed and taken back though all that was said is one turn."""
    document = add(study, "odd", interview(5_000)[0], ())
    add_codings(study, document, 600)
    before = len(study.codings())
    async with session(study, document, size) as pilot:
        await pilot.press("end", "t", "comma", "comma", "enter", "T", "p", "s", "home", "w", "end", "s", "y")
        await pilot.pause()
        assert "coded as" in line(pilot, "reason")
        added = len(study.codings()) - before
        assert added > 0
        await pilot.press("E", "h", "enter", "t", "B", "B", "u", "u")
        await pilot.pause()
        assert len(study.codings()) == before
        assert {len(row) for row in painted(pilot)} == {size[0]}
    assert study.check() == ()
