"""First-run hints: one line, the next useful thing, gone once it was done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from coder.errors import StorageError
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.keys.actions import ACTIONS, CHAINS
from coder.tui.keys.hints import EXPERIENCED, HINTS, keep, kept, next_hint, used_by
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.widgets.keybar import KeyBar
from tests.tui.sessions import LARGE, SMALL, line, painted, session, transcript, type_keys


def test_hints_fit_into_80_columns_and_name_what_exists() -> None:
    ids = {action.id for action in ACTIONS}
    for hint in HINTS:
        assert cell_len(DEFAULT.words(hint.words)) <= 76
        assert set(hint.uses) <= ids
        assert hint.scope in CHAINS
    assert len({hint.name for hint in HINTS}) == len(HINTS)


def test_of_each_screen_the_first_that_was_not_used_is_shown() -> None:
    assert next_hint("coding", ()) is HINTS[2]
    assert next_hint("coding", used_by("transcript.down", "coding")).name == "code"  # type: ignore[union-attr]
    assert next_hint("coding", {hint.name for hint in HINTS}) is None
    assert next_hint("confirm", ()) is None


def test_the_same_key_teaches_something_else_on_another_screen() -> None:
    assert used_by("listing.choose", "documents") == {"open"}
    assert used_by("listing.choose", "trace") == {"words"}
    assert used_by("app.overview", "documents") == {"places", "derive"}


@pytest.mark.parametrize("value", [None, "", "no json", "5", '{"a": 1}', "[1, null]"])
def test_a_setting_that_cannot_be_read_is_none(value: str | None) -> None:
    assert kept(value) == set()


def test_a_setting_comes_back() -> None:
    assert kept(keep({"move", "code"})) == {"move", "code"}


@asynccontextmanager
async def hinted(
    study: Study, document: str | None = None, size: tuple[int, int] = SMALL, keys: Keymap = DEFAULT
) -> AsyncIterator[Pilot[None]]:
    app = CoderApp(study, document, keys=keys, hints=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def hint(pilot: Pilot[None]) -> str:
    """The row above the keys."""
    return line(pilot, "keys").split("\n")[0].strip()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_next_useful_thing_in_a_row_that_never_moves_the_others(
    study: Study, p01: str, size: tuple[int, int]
) -> None:
    async with hinted(study, p01, size) as pilot:
        height = transcript(pilot).size.height
        assert hint(pilot) == "j next sentence, k back · c codes it · ? shows all keys"
        await pilot.press("j")
        await pilot.pause()
        assert hint(pilot) == "c codes it: two or three letters of a code, Enter"
        assert any(hint(pilot) in row for row in painted(pilot))
        await pilot.press("c")
        await type_keys(pilot, "success")
        assert "a few letters" in pilot.app.screen.query_one(KeyBar).text
        await pilot.press("enter")
        await pilot.pause()
        assert hint(pilot).startswith(". codes the next one like the last")
        await pilot.press(".", "J", "w", "-", "u")
        await pilot.pause()
        assert hint(pilot).startswith("] goes to the next suggestion")
        assert transcript(pilot).size.height == height
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert hint(pilot).startswith("c code")  # no hint is left: its row is empty
        assert transcript(pilot).size.height == height
    async with hinted(study, p01, size) as pilot:
        assert hint(pilot).startswith("c code")
        assert transcript(pilot).size.height == height + 1
        await pilot.press("d")
        await pilot.pause()
        assert hint(pilot).startswith("Enter opens the transcript")


async def test_esc_takes_a_hint_away_for_good_but_not_that_below_a_dialog(study: Study, p01: str) -> None:
    async with hinted(study, p01) as pilot:
        await pilot.press("m", "escape")
        await pilot.pause()
        assert hint(pilot).startswith("j next sentence")
        await pilot.press("escape")
        await pilot.pause()
        assert hint(pilot).startswith("c codes it")
        assert kept(study.view("hints")) == {"move"}
    async with hinted(study, p01) as pilot:
        assert hint(pilot).startswith("c codes it")


async def test_hints_name_the_keys_in_effect(study: Study, p01: str) -> None:
    keys = Keymap({"coding.code": ("ctrl+k",), "transcript.down": ("n",), "coding.new_code": ()})
    async with hinted(study, p01, keys=keys) as pilot:
        assert hint(pilot).startswith("n next sentence, k back · ^k codes it")


async def test_the_experienced_see_none(study: Study, p01: str) -> None:
    for number in range(EXPERIENCED + 1):
        study.code(p01, Span(31, 40 + number), "mindset.narrative.commercial_success", 2)
    async with hinted(study, p01) as pilot:
        assert hint(pilot).startswith("c code")
        await pilot.press("d")
        await pilot.pause()
        assert hint(pilot).startswith("Enter choose")
    with Study.open(study.path, "new") as other:
        async with hinted(other, p01) as pilot:
            assert hint(pilot).startswith("j next sentence")


async def test_without_hints_there_is_no_row_and_nothing_is_kept(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        assert "\n" not in line(pilot, "keys")
        await pilot.press("j", "escape")
        assert study.view("hints") is None


async def test_a_study_that_cannot_be_written_disturbs_nobody(
    study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("the study cannot be written", hint="make it writable")

    monkeypatch.setattr(study, "keep_view", refuse)
    async with hinted(study, p01) as pilot:
        await pilot.press("j")
        await pilot.pause()
        assert hint(pilot).startswith("c codes it")
        assert len(pilot.app.screen_stack) == 2
