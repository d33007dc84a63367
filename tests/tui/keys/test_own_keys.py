"""A keymap of one's own holds everywhere: screens, lists, dialogs, footer, help, command palette."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.corpus.documents import DocumentsScreen
from coder.tui.dialogs.palette import Palette
from coder.tui.help import HelpScreen
from coder.tui.keys.keyfile import parse
from coder.tui.overview.screen import OverviewScreen
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, type_keys


@asynccontextmanager
async def keyed(
    study: Study, keys: str, document: str | None = None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The program with keys of one's own."""
    app = CoderApp(study, document, keys=parse(keys, "keys.toml"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def test_keys_of_a_screen_a_widget_and_the_app(study: Study, p01: str) -> None:
    own = '"coding.code" = "z"\n"transcript.down" = ["n", "down"]\n"transcript.down_any" = []\n'
    own += '"coding.new_code" = "ctrl+e"\n"app.overview" = ["ctrl+o", "O"]\n'
    async with keyed(study, own, p01) as pilot:
        before = selected(pilot)
        await pilot.press("j")
        assert selected(pilot) == before
        await pilot.press("n")
        assert selected(pilot) == "Nobody asks how clever it is."
        await pilot.press("k", "down")
        assert selected(pilot) == "Nobody asks how clever it is."
        stack = pilot.app.screen_stack
        await pilot.press("c")
        assert pilot.app.screen_stack == stack
        await pilot.press("z")
        opened: object = pilot.app.screen
        assert isinstance(opened, Palette)
        await pilot.press("escape", "o")
        assert pilot.app.screen_stack == stack
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, OverviewScreen)


async def test_keys_of_a_dialog(study: Study, p01: str) -> None:
    async with keyed(study, '"palette.choose" = ["ctrl+j"]\n"palette.cancel" = ["ctrl+g"]', p01) as pilot:
        await pilot.press("c", "escape")
        assert len(pilot.app.screen_stack) == 3
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("c")
        await type_keys(pilot, "success")
        await pilot.press("ctrl+j")
        await pilot.pause()
        assert len(study.codings()) == 1


async def test_actions_may_change_places(study: Study, p01: str) -> None:
    async with keyed(study, '"coding.code" = "x"\n"coding.remove" = "c"\n"coding.repeat" = []', p01) as pilot:
        await pilot.press("x")
        await type_keys(pilot, "success")
        await pilot.press("enter", "j", ".")
        assert len(study.codings()) == 1
        await pilot.press("k", "c")
        assert study.codings() == ()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_bar_shows_and_does_them(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with keyed(study, '"coding.code" = "z"\n"coding.repeat" = []\n"app.undo" = "ctrl+z"', p01, size) as pilot:
        keys = line(pilot, "keys")
        assert keys.startswith(" z code  + stronger")
        assert "repeat" not in keys
        assert "^z undo: import p01" in keys
        await pilot.click("#keys", offset=(2, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Palette)


async def test_help_and_command_palette_show_them(study: Study, p01: str) -> None:
    async with keyed(study, '"coding.code" = ["z", "ctrl+k"]\n"coding.quick_2" = "ctrl+e"', p01, LARGE) as pilot:
        commands = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Coding: code (z ^k)" in commands
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        text = "\n".join(painted(pilot))
        assert "  z ^k " in text
        assert "  ^e               code with number 2 of the bar" in text


async def test_a_click_on_a_key_of_a_list_acts_on_the_list(study: Study) -> None:
    async with keyed(study, '"listing.choose" = "ctrl+o"') as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)
        assert line(pilot, "keys").startswith(" ^o choose")
        await pilot.click("#keys", offset=(4, 0))
        await pilot.pause()
        assert "p01" in line(pilot, "title")


async def test_keys_of_visual_mode(study: Study, p01: str) -> None:
    own = '"transcript.visual" = "ctrl+v"\n"visual.right" = ["n", "right"]\n"visual.leave" = ["ctrl+v", "escape"]'
    async with keyed(study, own, p01) as pilot:
        before = selected(pilot)
        await pilot.press("v", "n", "escape")
        assert selected(pilot) == before
        await pilot.press("ctrl+v")
        await pilot.pause()
        start = selected(pilot)
        await pilot.press("n", "n", "n")
        await pilot.pause()
        longer = selected(pilot)
        assert len(longer) == len(start) + 3
        await pilot.press("l")
        await pilot.pause()
        assert selected(pilot) == longer
        await pilot.press("ctrl+v", "j")
        await pilot.pause()
        assert selected(pilot) == "We sell to everyone."


async def test_the_quick_bar_shows_them(study: Study, p01: str) -> None:
    async with keyed(study, '"coding.quick_1" = "ctrl+e"\n"coding.quick_2" = []', p01) as pilot:
        assert "on the keys ^e to 9" in line(pilot, "quick")
        for code in ("success", "domes"):
            await pilot.press("c")
            await type_keys(pilot, code)
            await pilot.press("enter")
        await pilot.pause()
        assert line(pilot, "quick").startswith(" ^e ")
        assert "· Df" in line(pilot, "quick")
        await pilot.press("j", "ctrl+e")
        assert len(study.codings()) == 3
