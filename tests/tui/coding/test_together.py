"""Several codes in one go, codes as before, and another code for a coding."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coder.model.coding import Tense
from coder.model.span import Span
from coder.study import Study
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.palette import Palette
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, session, transcript, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
ORIENTATION = "market.orientation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)


def top(pilot: Pilot[None]) -> Screen[Any]:
    """The dialog or screen on top."""
    return pilot.app.screen


both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


@both_sizes
async def test_several_codes_of_the_palette_are_one_edit(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(study, p01, size) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("comma")
        await type_keys(pilot, "br")
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert {(one.code, one.weight, one.span) for one in study.codings()} == {
            (SUCCESS, 2, BUY),
            (REPUTATION, 1, BUY),
        }
        assert "undo: code 'comm" in line(pilot, "keys")
        assert study.undo_label() == f"code 'commercial success', 'business reputation' p01:{BUY}"
        assert "2 here, next with ," in line(pilot, "here")
        text = "\n".join(painted(pilot))
        assert "┃Cs" in text
        assert "┃Br" in text
        await pilot.press("u")
        assert study.codings() == ()


async def test_levels_of_several_codes_are_asked_before_anything_is_written(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "mo")
        await pilot.press("comma")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LevelChooser)
        assert study.codings() == ()
        await pilot.press("escape")
        await pilot.pause()
        assert study.codings() == ()
        await pilot.press(*["escape"] * isinstance(pilot.app.screen, Palette), "c")
        await type_keys(pilot, "mo")
        await pilot.press("comma")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "2")
        await pilot.pause()
        assert {(one.code, one.weight) for one in study.codings()} == {(ORIENTATION, 1), (SUCCESS, 2)}


async def test_a_code_that_is_there_already_is_reweighed_with_the_others(study: Study, p01: str) -> None:
    there = study.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("tab", "comma")
        await type_keys(pilot, "br")
        await pilot.press("enter")
        await pilot.pause()
        assert {(one.code, one.weight) for one in study.codings()} == {(SUCCESS, 1), (REPUTATION, 2)}
        assert study.coding(there.id).weight == 1
        assert "2 codings" in line(pilot, "title")


@both_sizes
async def test_codes_as_before(study: Study, p01: str, size: tuple[int, int]) -> None:
    study.code(p01, BUY, SUCCESS, -1, about="beijing", tense=Tense.PAST)
    study.code(p01, BUY, ORIENTATION, 1)
    async with session(study, p01, size) as pilot:
        await pilot.press("end", "y")
        await pilot.pause()
        words = selected(pilot)
        made = [one for one in study.codings() if study.document("p01").quote(one.span) == words]
        assert {(one.code, one.weight, one.about, one.tense) for one in made} == {
            (SUCCESS, -1, "beijing", Tense.PAST),
            (ORIENTATION, 1, None, Tense.PRESENT),
        }
        said = line(pilot, "reason")
        assert "coded as “People buy what is cheap.”: " in said
        assert "commercial success" in said
        assert "Market orientation" in said
        await pilot.press("plus")
        assert "coded as" not in line(pilot, "reason")  # said of the edit before
        await pilot.press("minus", "y")
        assert "coded already as “People buy" in line(pilot, "reason")
        assert len(study.codings()) == 4
        await pilot.press("u", "u", "u")
        assert len(study.codings()) == 2


async def test_as_before_looks_only_at_ones_own_codings_before(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 2)
    study.code(p01, SELL, REPUTATION, 2)
    async with session(study, p01) as pilot:
        await pilot.press("j", "y")
        assert "no sentence before this has a coding of yours" in line(pilot, "reason")
        assert len(study.codings()) == 2
        await pilot.press("end", "t", "y")
        assert {one.code for one in study.codings(coder="me")} == {REPUTATION}
        assert len(study.codings()) == 3
        assert selected(pilot) == "The state waits. Then it follows us, slowly."
        await pilot.press("w", "home", "y")
        assert "no word before this" in line(pilot, "reason")


async def test_recoding_keeps_everything_but_the_code(study: Study, p01: str) -> None:
    coding = study.code(p01, BUY, SUCCESS, -1, about="beijing", tense=Tense.PAST)
    study.write_memo("coding", coding.id, "why")
    async with session(study, p01) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Palette)
        assert any("Recode commercial success" in row for row in painted(pilot))
        await type_keys(pilot, "br")
        await pilot.press("enter")
        await pilot.pause()
        (after,) = study.codings()
        assert (after.id, after.code, after.weight) == (coding.id, REPUTATION, -1)
        assert (after.about, after.tense) == ("beijing", Tense.PAST)
        assert "memo: why" in line(pilot, "here")
        assert any("┃Br" in row for row in painted(pilot))
        assert not any("┃Cs" in row for row in painted(pilot))
        assert "undo: recode 'comm" in line(pilot, "keys")
        await pilot.press("u")
        assert study.codings() == (coding,)


async def test_recoding_asks_for_a_level_or_a_strength_where_the_old_means_nothing(study: Study, p01: str) -> None:
    coding = study.code(p01, BUY, SUCCESS, -1)
    async with session(study, p01) as pilot:
        await pilot.press("e")
        await type_keys(pilot, "mo")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LevelChooser)
        assert study.codings() == (coding,)
        await pilot.press("4")
        assert [(one.code, one.weight) for one in study.codings()] == [(ORIENTATION, -1)]
        await pilot.press("e")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(top(pilot), Chooser)
        assert any("How strong is commercial success here?" in row for row in painted(pilot))
        await type_keys(pilot, "impl")
        await pilot.press("enter")
        await pilot.pause()
        assert [(one.id, one.code, one.weight) for one in study.codings()] == [(coding.id, SUCCESS, 1)]


async def test_recoding_to_what_is_there_already_is_refused(study: Study, p01: str) -> None:
    study.code(p01, BUY, SUCCESS, 2)
    study.code(p01, BUY, REPUTATION, 2)
    before = study.codings()
    async with session(study, p01) as pilot:
        assert "business reputation" in line(pilot, "here") or "commercial success" in line(pilot, "here")
        other = "cs" if "business" in line(pilot, "here") else "br"
        await pilot.press("e")
        await type_keys(pilot, other)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert any("coded so already" in row for row in painted(pilot))
        assert study.codings() == before


async def test_without_a_coding_there_is_nothing_to_recode_or_pin(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        for key in ("e", "E", "P", "x", "plus", "@", "~"):
            await pilot.press(key)
            assert "no coding of yours here" in line(pilot, "reason")


async def test_the_code_of_the_current_coding_is_pinned(study: Study, p01: str) -> None:
    study.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("P")
        assert "commercial success is pinned to 1" in line(pilot, "reason")
        await pilot.press("P")
        assert "no longer pinned" in line(pilot, "reason")


async def test_a_picker_orders_the_palette_by_the_words_selected(study: Study, p01: str) -> None:
    asked: list[tuple[str, Span]] = []
    async with session(study, p01) as pilot:
        screen = pilot.app.screen

        def prior(document: object, span: Span) -> dict[str, float]:
            asked.append((document.name, span))  # type: ignore[attr-defined]
            return {REPUTATION: 0.9}

        screen._session.prior = prior  # type: ignore[attr-defined]
        await pilot.press("j", "c")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert asked == [("p01", NOBODY)]
        assert [one.code for one in study.codings()] == [REPUTATION]


async def test_undo_makes_what_it_brought_back_the_current_coding(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        span = transcript(pilot).cursor.span
        study.code_many(p01, span, [("market.income.low", 2), ("market.user_base_role.passive", 2)])
        screen = pilot.app.screen
        assert isinstance(screen, CodingScreen)
        screen.changed()
        await pilot.pause()
        for number in range(2):  # whichever of the two it is that was weighed
            await pilot.press("comma", "-")
            await pilot.pause()
            weighed = screen._current
            await pilot.press("u")
            await pilot.pause()
            assert screen._current == weighed, number
            assert {one.weight for one in study.codings()} == {2}
