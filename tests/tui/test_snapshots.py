"""Pictures of every screen: those one looks at all day at both sizes in dark and light, the others once in each.

After a wanted change: ``python3 -m pytest tests/tui/test_snapshots.py --snapshot-update``, then look at them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.themes import CONTRAST, DARK, LIGHT, PLAIN, SIXTEEN
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, add, painted, suggest

pytest.importorskip("pytest_textual_snapshot")

TEXT = (
    "I: How is business here, and who decides what gets made?\n\n"
    "R: People buy what is cheap. Nobody asks how clever it is, only what it earned. (laughs) [door] We sell to "
    "everyone, and the institute down the road sends us its students.\n\n"
    "I: And the state?\n\n"
    "R: The state waits. Then it follows us, slowly, with a plan that is two years late.\n"
    "那怎么办呢？大家先干再说，政府后来才挂牌子。\n\n"
    "I: Was it always so?\n\n"
    "R: No, in the nineties they told us what to make.\n"
)
SIZES = {"80x24": SMALL, "200x60": LARGE}
# How to get there from the coding screen, and what to press there so that its cursor is seen.
KEYS = {
    "coding": ("j",),
    "palette": ("c", "r"),
    "documents": ("d",),
    "codebook": ("b", "j", "j"),
    "overview": ("o", "j"),
    "trace": ("o", "j", "enter"),
    "review": ("R",),
    "seen": ("R", "V"),
    "search": ("F", *"state", "enter"),
    "cases": ("C", "j"),
    "memos": ("N",),
    "help": ("?",),
    "memo": ("m",),
    "hits": ("/", *"the", "enter"),
}
OFTEN = ("coding", "palette", "documents", "codebook", "overview", "trace")
RARELY = ("review", "seen", "search", "cases", "memos", "help", "memo")
PICTURES = (
    *((screen, size, theme) for screen in OFTEN for size in SIZES for theme in (DARK, LIGHT)),
    *((screen, "80x24", DARK) for screen in RARELY),
    *((screen, "200x60", LIGHT) for screen in RARELY),
    *(("hits", "80x24", theme) for theme in (CONTRAST, SIXTEEN, PLAIN)),
)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture(scope="module")
def pictured_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one interview coded by two people, some of it suggested."""
    path = tmp_path_factory.mktemp("pictured") / "study"
    with Study.create(path, CODEBOOK, "towns.yaml", "me") as study:
        turns, at = [], 0
        for paragraph in TEXT.split("\n\n"):
            role = Role.INTERVIEWER if paragraph.startswith("I") else Role.RESPONDENT
            turns.append(Turn(Span(at + 3, at + len(paragraph.rstrip())), paragraph[0], role))
            at += len(paragraph) + 2
        document = add(study, "p01", TEXT, tuple(turns), town="north")
        study.code(document, span("People buy what is cheap."), "mood.pride", 1)
        coding = study.code(document, span("Nobody asks how clever it is"), "mood.story.rise", 2)
        study.write_memo("coding", coding.id, "Said with a shrug; compare the second interview.")
        study.code(document, span("Then it follows us, slowly"), "mood.story.decline", 1)
        suggest(study, document, span("the institute down the road"), "mood.story.rise")
    with Study.open(path, "JW") as other:
        other.code(document, span("Nobody asks how clever it is"), "mood.story.rise", 1)
        other.code(document, span("No, in the nineties"), "mood.story.rise", -1)
    return path


@pytest.fixture
def pictured(pictured_made: Path, tmp_path: Path) -> Path:
    """A copy of it: where a screen was left is kept."""
    return shutil.copytree(pictured_made, tmp_path / "study")


async def settled(pilot: Pilot[None]) -> None:
    """Wait until a screen is laid out, resized and filled, which takes several rounds; keys before that are lost."""
    same, last = 0, None
    while same < 2:
        await pilot.pause(0.15)
        while any(worker.group == "aside" and worker.is_running for worker in pilot.app.workers):
            await pilot.pause(0.05)
        now = painted(pilot)
        same = same + 1 if now == last else 0
        last = now


@pytest.mark.parametrize(("screen", "size", "theme"), PICTURES)
def test_screens_look_as_they_did(
    screen: str, size: str, theme: str, pictured: Path, snap_compare: Callable[..., Any]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in KEYS[screen]:
            await pilot.press(key)
            await (pilot.pause() if len(key) == 1 and key.islower() else settled(pilot))
        await settled(pilot)

    with Study.open(pictured, "me") as study:
        app = CoderApp(study, study.document("p01").id, theme=theme)
        assert snap_compare(app, terminal_size=SIZES[size], run_before=before)


def test_hint_and_tour_stand_above_the_keys(pictured: Path, snap_compare: Callable[..., Any]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        assert isinstance(pilot.app, CoderApp)
        pilot.app.guide.start()
        await settled(pilot)

    with Study.open(pictured, "me") as study:
        assert snap_compare(CoderApp(study, study.document("p01").id), terminal_size=SMALL, run_before=before)
