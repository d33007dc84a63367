"""Other ends for a coding, stripes followed by key, and what the mouse is on."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coder.model.coding import Tense
from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.error import ErrorDialog
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, session, suggest, transcript, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


@both_sizes
async def test_the_ends_are_moved_and_kept_with_enter(study: Study, p01: str, size: tuple[int, int]) -> None:
    coding = study.code(p01, BUY, SUCCESS, -1, about="beijing", tense=Tense.PAST)
    study.write_memo("coding", coding.id, "why")
    async with session(study, p01, size) as pilot:
        await pilot.press("j", "k", "E")
        await pilot.pause()
        assert "resizing commercial success" in line(pilot, "title")
        await pilot.press("h", "L", "ctrl+left")
        assert selected(pilot) == "buy what i"
        assert "Enter keeps them, Esc leaves" in line(pilot, "reason")
        assert "commercial success" in line(pilot, "here")
        assert study.codings() == (coding,)
        await pilot.press("enter")
        await pilot.pause()
        (after,) = study.codings()
        assert (after.id, study.document("p01").quote(after.span)) == (coding.id, "buy what i")
        assert (after.weight, after.about, after.tense) == (-1, "beijing", Tense.PAST)
        assert study.memo("coding", coding.id) == "why"
        assert "resizing" not in line(pilot, "title")
        assert "resized" in line(pilot, "reason")
        assert study.undo_label() == f"resize: 'commercial success' p01:{BUY} -> {after.span}"
        await pilot.press("u")
        assert study.codings() == (coding,)


async def test_escape_leaves_the_ends_as_they_were(study: Study, p01: str) -> None:
    coding = study.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("E", "J", "l")
        assert len(selected(pilot)) > len(BUY)
        await pilot.press("escape")
        await pilot.pause()
        assert selected(pilot) == "People buy what is cheap."
        assert "the coding is as it was" in line(pilot, "reason")
        assert "resizing" not in line(pilot, "title")
        assert study.codings() == (coding,)
        await pilot.press("E", "enter")
        await pilot.pause()
        assert "the ends are as they were" in line(pilot, "reason")
        assert len(study.log()) == 3


async def test_the_coding_resized_stays_the_current_one(study: Study, p01: str) -> None:
    study.code(p01, Span(31, 107), SUCCESS, 2)
    study.code(p01, BUY, REPUTATION, 2)
    async with session(study, p01) as pilot:
        await pilot.press("comma")
        assert "commercial success" in line(pilot, "here")
        await pilot.press("E", "K", "K")
        await pilot.pause()
        assert selected(pilot) == "People buy what is cheap."
        assert "commercial success" in line(pilot, "here")
        await pilot.press("enter")
        await pilot.pause()
        assert {(one.code, one.span) for one in study.codings()} == {(SUCCESS, BUY), (REPUTATION, BUY)}


@pytest.mark.parametrize(
    "keys", [("j",), ("end",), ("M",), ("m", "escape"), ("c", "escape"), ("plus",), ("u",), ("W", "escape")]
)
async def test_other_keys_end_resizing_without_storing(study: Study, p01: str, keys: tuple[str, ...]) -> None:
    study.code(p01, NOBODY, REPUTATION, 2)
    coding = study.code(p01, BUY, SUCCESS, 1)
    study.mark_coded(p01)
    async with session(study, p01) as pilot:
        await pilot.press("E", "h", *keys)
        await pilot.pause()
        assert "resizing" not in line(pilot, "title")
        assert study.coding(coding.id).span == BUY
        await pilot.press("enter")
        await pilot.pause()
        assert study.coding(coding.id).span == BUY


async def test_the_mouse_moves_the_end_too(study: Study, p01: str) -> None:
    study.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("E")
        row = next(at for at, words in enumerate(painted(pilot)) if "Nobody" in words)
        column = painted(pilot)[row].index("Nobody")
        await pilot.click("#transcript", offset=(column + 2, row - 1), shift=True)
        await pilot.press("enter")
        await pilot.pause()
        (coding,) = study.codings()
        assert coding.span.start == BUY.start
        assert coding.span.end > BUY.end


async def test_ends_at_which_the_code_is_already_are_refused(study: Study, p01: str) -> None:
    study.code(p01, BUY, SUCCESS, 2)
    study.code(p01, Span(31, 86), SUCCESS, 1)
    before = study.codings()
    async with session(study, p01) as pilot:
        await pilot.press("E", "J", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert study.codings() == before
        await pilot.press("escape")
        await pilot.pause()
        assert "resizing" in line(pilot, "title")  # other ends can be chosen
        await pilot.press("K", "h", "enter")
        await pilot.pause()
        assert len({one.span for one in study.codings()} - {one.span for one in before}) == 1


async def test_what_is_resized_may_be_gone(study: Study, p01: str) -> None:
    coding = study.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("E", "l")
        with Study.open(study.path, "me") as other:
            other.uncode([coding.id])
        pilot.app.screen.reload()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "resizing" not in line(pilot, "title")
        await pilot.press("enter")
        await pilot.pause()
        assert study.codings() == ()


async def test_anothers_coding_cannot_be_resized(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("E")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ErrorDialog)
        await pilot.press("escape")
        assert "resizing" not in line(pilot, "title")


@both_sizes
async def test_stripes_are_followed_by_key(study: Study, p01: str, size: tuple[int, int]) -> None:
    study.code(p01, Span(38, 52), REPUTATION, 1)
    with Study.open(study.path, "JW") as other:
        coding = other.code(p01, Span(31, 86), SUCCESS, -2, about="beijing", tense=Tense.PAST)
        other.write_memo("coding", coding.id, "hm")
    suggest(study, p01, NOBODY, SUCCESS)
    async with session(study, p01, size) as pilot:
        assert "2 here, next with ," in line(pilot, "here")
        await pilot.press("enter")
        assert selected(pilot) == "buy what is ch"
        await pilot.press("comma")
        here = line(pilot, "here")
        for words in ("commercial success", "-2 against, explicit", "by JW", "about Beijing", "past"):
            assert words in here
        await pilot.press("enter")
        assert selected(pilot) == "People buy what is cheap. Nobody asks how clever it is."
        assert "3 here" in line(pilot, "here")
        assert "by JW" in line(pilot, "here")
        await pilot.press("escape", "end", "enter")
        assert "nothing is coded or suggested here" in line(pilot, "reason")


async def hover(pilot: Pilot[None], sign: str) -> None:
    """Put the mouse on a sign of the margin."""
    rows = painted(pilot)
    row = next(at for at, words in enumerate(rows) if sign in words)
    await pilot.hover("#transcript", offset=(rows[row].index(sign), row - 1))
    await pilot.pause()


async def test_the_mouse_on_a_stripe_tells_all_about_it(study: Study, p01: str) -> None:
    coding = study.code(p01, SELL, REPUTATION, -1)
    study.write_memo("coding", coding.id, "hm")
    async with session(study, p01) as pilot:
        assert "not coded" in line(pilot, "here")
        await hover(pilot, "┃Br")
        here = line(pilot, "here")
        assert "business reputation  -1 against, implicit" in here
        assert "memo: hm" in here
        await pilot.press("x")  # the keys act on what is under the cursor, not under the mouse
        assert study.codings() == (coding,)
        await hover(pilot, "How is")
        assert "not coded" in line(pilot, "here")
        await hover(pilot, "┃Br")
        await pilot.press("j")
        assert "not coded" in line(pilot, "here")


async def test_visual_mode_is_named_and_codes_what_it_selects(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("v", "w", "w")
        assert "visual" in line(pilot, "title")
        words = selected(pilot)
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert [study.document("p01").quote(one.span) for one in study.codings()] == [words]
        await pilot.press("escape")
        assert "sentence" in line(pilot, "title")
        assert transcript(pilot).mode == "sentence"
