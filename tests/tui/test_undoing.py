"""Undo asks before it takes back much, or another coder's work, and takes only y for yes."""

from __future__ import annotations

from textual.pilot import Pilot

from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.confirm import Confirm, ConfirmUndo
from coder.tui.reviewing.screen import ReviewScreen
from coder.tui.widgets.keybar import KeyBar
from tests.tui.sessions import line, session, suggest, until

BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)
SUCCESS = "mindset.narrative.commercial_success"


async def asked(pilot: Pilot[None]) -> ConfirmUndo:
    """The question that undo asks."""
    await pilot.press("u")
    await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmUndo) and pilot.app.screen.is_mounted)
    assert isinstance(pilot.app.screen, ConfirmUndo)
    return pilot.app.screen


async def test_enter_pressed_on_in_the_review_undoes_nothing_large(study: Study, p01: str) -> None:
    suggest(study, p01, NOBODY, SUCCESS)
    codes = list(study.codebook.codable())[:14]
    study.code_many(p01, BUY, [(code.id, study.codebook.weights(code)[0]) for code in codes])
    before = study.log()
    async with session(study, screen="review") as pilot:
        question = await asked(pilot)
        await until(pilot, lambda: question.query_one(KeyBar).text != "")
        assert question.query_one(KeyBar).text.startswith(" y yes  Enter no ")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert line(pilot, "reason") == " nothing was undone"
        assert study.log() == before
        await pilot.press("enter")  # accepts, as before the key too many
        assert len(study.codings()) == 15


async def test_another_coders_work_is_undone_with_y_alone(study: Study, p01: str) -> None:
    with Study.open(study.path, "eve") as other:
        other.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        for key in ("enter", "n", "escape"):
            await asked(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Confirm)
            assert len(study.codings()) == 1
        await asked(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert study.codings() == ()
