"""Every screen and every key on a transcript of 60,000 words with 5,000 codings: nothing breaks, every row is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from coder.model.span import Span
from coder.study import Study
from coder.tui.keys.actions import CHAINS, of_scope
from tests.tui.sessions import LARGE, SMALL, add, add_codings, interview, new_study, painted, session, suggest

PLACES = {
    "documents": ("d",),
    "coding": ("i",),
    "codebook": ("b",),
    "cases": ("C",),
    "overview": ("o",),
    "trace": ("o", "enter"),
    "review": ("R",),
    "memos": ("N",),
    "search": ("F", *"region", "enter"),
    "help": ("i", "?"),
}
CODE = "mindset.narrative.commercial_success"
LEAVING = {"documents.suggest", "help.close", "help.tour"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "study"
    with new_study(path) as study:
        document = add(study, "long", *interview(60_000))
        add_codings(study, document, 5_000)
        turns = study.document(document).turns
        for number in range(40):
            suggest(study, document, turns[2 * number + 1].span, CODE)
        for coding in study.codings(document=document)[:40]:
            study.write_memo("coding", coding.id, "One of many.")
        study.code(document, Span(3, 20), CODE, 2)
    return path


async def back(pilot: Pilot[None], place: str) -> None:
    """Close whatever a key opened, without doing it."""
    for _ in range(8):
        await pilot.pause()
        scope = getattr(pilot.app.screen, "SCOPE", None)
        if scope == place:
            return
        await pilot.press("escape" if scope is None else "q")
    raise AssertionError(f"no way back to {place} from {pilot.app.screen}")


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("place", PLACES)
async def test_every_key_of_every_screen(place: str, size: tuple[int, int], large: Path, tmp_path: Path) -> None:
    shutil.copytree(large, tmp_path / "study")
    with Study.open(tmp_path / "study", "me") as study:
        document = study.documents()[0].id
        async with session(study, document, size) as pilot:
            for key in PLACES[place]:
                await pilot.press(key)
                await pilot.pause()
            scopes = [scope for scope in CHAINS[place][0] if scope != "app"]
            actions = [action for scope in scopes for action in of_scope(scope) if action.id not in LEAVING]
            assert actions
            for action in actions:
                for key in action.keys:
                    await pilot.press(key)
                    await pilot.pause()
                    assert {cell_len(row) for row in painted(pilot)} == {size[0]}, action.id
                    await back(pilot, place)
            assert pilot.app.return_code is None
        assert study.check() == ()
