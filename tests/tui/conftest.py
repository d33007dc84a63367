from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.study import Study
from tests.tui import quick, sessions

# Two respondents' turns with three and two sentences, an interviewer's question before each.
TEXT = (
    "I: How is the market here?\n\n"
    "R: People buy what is cheap. Nobody asks how clever it is. We sell to everyone.\n\n"
    "I: And the state?\n\n"
    "R: The state waits. Then it follows us, slowly.\n"
)


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Style sheets are parsed once, and waiting ends when there is nothing to wait for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("textual.css.stylesheet.Stylesheet._parse_rules", quick.parse_rules)
        patched.setattr("textual.pilot.wait_for_idle", quick.wait_for_idle)
        patched.setattr("textual.app.wait_for_idle", quick.wait_for_idle)
        yield


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens do not look by themselves for what other processes write: on a slow machine that would come between."""
    monkeypatch.setattr("coder.tui.study_screen.LOOK_EVERY", 3600.0)


@pytest.fixture
def looking(_still: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens look for what other processes write, and often."""
    monkeypatch.setattr("coder.tui.study_screen.LOOK_EVERY", 0.05)


@pytest.fixture(scope="session")
def study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one short interview, p01, uncoded; made once, since reading the codebook takes a while."""
    path = tmp_path_factory.mktemp("short") / "study"
    with sessions.new_study(path) as study:
        sessions.add(study, "p01", TEXT, _turns(TEXT))
    return path


@pytest.fixture
def study(study_made: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy of it, to be changed."""
    path = tmp_path / "study"
    shutil.copytree(study_made, path)
    with Study.open(path, "me") as study:
        yield study


def _turns(text: str) -> tuple[Turn, ...]:
    turns, at = [], 0
    for part in text.split("\n"):
        if part:
            role = Role.INTERVIEWER if part.startswith("I") else Role.RESPONDENT
            turns.append(Turn(Span(at + 3, at + len(part)), part[0], role))
        at += len(part) + 1
    return tuple(turns)


@pytest.fixture
def p01(study: Study) -> str:
    """The id of the short interview."""
    return study.document("p01").id


@pytest.fixture(scope="session")
def long_study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with an interview of 10,000 words and 1,000 codings by two coders."""
    path = tmp_path_factory.mktemp("long") / "study"
    with sessions.new_study(path) as study:
        document = sessions.add(study, "long", *sessions.interview(10_000))
        sessions.add_codings(study, document, 1_000)
    return path


@pytest.fixture
def long_study(long_study_made: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy of it, to be changed."""
    path = tmp_path / "study"
    shutil.copytree(long_study_made, path)
    with Study.open(path, "me") as study:
        yield study
