"""One key switches the language of all labels, and the choice is kept; the overview also shows what is given."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.span import Span
from coder.sample import make_sample
from coder.study import Study
from coder.tui.overview.screen import OverviewScreen
from coder.tui.overview.trace import TraceScreen
from tests.tui.sessions import LARGE, line, painted, session

SUCCESS = "mindset.narrative.commercial_success"


@pytest.fixture(scope="module")
def hubs_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hubs") / "study"
    make_sample(path, "me", codebook="ict-hubs").close()
    return path


@pytest.fixture
def hubs(hubs_made: Path, tmp_path: Path) -> Iterator[Study]:
    path = tmp_path / "hubs"
    shutil.copytree(hubs_made, path)
    with Study.open(path, "me") as study:
        yield study


async def test_the_key_switches_labels_everywhere_at_once(study: Study) -> None:
    codebook = study.codebook
    code = codebook.code(SUCCESS)
    row = codebook.row("mindset.narrative")
    study.code(study.document("p01").id, Span(31, 56), SUCCESS, 2)
    async with session(study, study.document("p01").id, LARGE) as pilot:
        for language in (*codebook.languages[1:], codebook.languages[0]):
            await pilot.press("ctrl+l")
            assert f"labels in {language}" in line(pilot, "reason")
            label = codebook.text(code.label, language)
            assert label in "\n".join(painted(pilot))
            await pilot.press("b")
            screen = "\n".join(painted(pilot))
            assert codebook.text(codebook.title, language)[:20] in screen
            await pilot.press("o")
            assert codebook.row_label(row, language).split()[0] in "\n".join(painted(pilot))
            await pilot.press("q", "q")
    assert study.view("language") == codebook.languages[0]
    assert study.codebook.default_language == "en"


async def test_the_language_is_kept_for_the_next_session(study: Study) -> None:
    study.keep_view("language", "zh")
    async with session(study, study.document("p01").id, LARGE) as pilot:
        await pilot.press("c")
        assert study.codebook.text(study.codebook.code(SUCCESS).label, "zh") != ""
        await pilot.press(*"success")
        assert study.codebook.text(study.codebook.code(SUCCESS).label, "zh") in "\n".join(painted(pilot))


async def test_a_language_the_codebook_lost_is_not_kept(study: Study) -> None:
    study.keep_view("language", "fr")
    async with session(study, study.document("p01").id, LARGE) as pilot:
        await pilot.press("b")
        assert study.codebook.text(study.codebook.title, "en")[:20] in "\n".join(painted(pilot))


async def test_what_is_given_is_shown_and_nothing_is_asked_of_it(hubs: Study) -> None:
    async with session(hubs, size=LARGE) as pilot:
        await pilot.press("o", "tab", "tab")
        screen = "\n".join(painted(pilot))
        assert "29.67◇" in screen
        assert "given" in screen
        await pilot.press("j", "enter")
        assert isinstance(pilot.app.screen, OverviewScreen)
        assert "Table 4" in line(pilot, "reason")
        await pilot.press("e", "S", "!")
        assert isinstance(pilot.app.screen, OverviewScreen)
        await pilot.press("k", "enter")
        assert isinstance(pilot.app.screen, TraceScreen)


async def test_cases_taken_together_are_traced(hubs: Study) -> None:
    async with session(hubs, size=LARGE) as pilot:
        await pilot.press("o", "tab", "l", "enter")
        assert isinstance(pilot.app.screen, TraceScreen)
        assert "Shanghai-Suzhou" in line(pilot, "title")
        await pilot.press("!")
    assert [one.judged.keys() for one in hubs.overview("hubs_by_region").rows if one.judged] == [
        {"mega_city_region=shanghai_suzhou"}
    ]
