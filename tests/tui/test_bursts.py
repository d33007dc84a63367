"""Keys that arrive in one piece (a slow line, a fast hand) act one after the other, in a real terminal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from coder.study import Study
from tests.tui.sessions import add, interview, new_study
from tests.tui.terminal import Terminal

STARTUPS, SUCCESS = "market.user_innovators.young_startup_communities", "mindset.narrative.commercial_success"
ORIENTATION = "market.orientation"
FIRST, SECOND, THIRD = 189, 235, 386  # where the first sentences of the respondent begin


@pytest.mark.parametrize("gap", [0, 0.005])
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("jcmar\r2j.", {(ORIENTATION, FIRST), (ORIENTATION, SECOND)}),  # a dialog opens from a dialog
        ("jcjn,mar\r1j1", {(STARTUPS, FIRST), (ORIENTATION, FIRST), (STARTUPS, SECOND)}),  # two codes, then a digit
        ("jccs\rujccs\rj.?", {(SUCCESS, SECOND), (SUCCESS, THIRD)}),  # undo between two palettes
        ("dj\rjccs\rj1", {(SUCCESS, FIRST), (SUCCESS, SECOND)}),  # another screen and back
    ],
)
def test_a_burst_of_keys(tmp_path: Path, keys: str, gap: float, expected: set[tuple[str, int]]) -> None:
    with new_study(tmp_path / "study") as study:
        add(study, "long", *interview(2000))
    terminal = Terminal("-m", "coder", "--study", str(tmp_path / "study"), "--coder", "me", "code", "long")
    terminal.wait_for(b"codings, ")
    for part in [keys] if not gap else keys:
        terminal.press(part)
        terminal.read(gap)
    until = time.perf_counter() + 20
    found: set[tuple[str, int]] = set()
    while found != expected and time.perf_counter() < until:
        terminal.read(0.2)
        with Study.open(tmp_path / "study", "me") as study:
            found = {(one.code, one.span.start) for one in study.codings()}
    terminal.kill()
    assert found == expected
