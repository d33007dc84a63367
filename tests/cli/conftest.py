"""A small study made with the commands themselves, and ``run``, which runs one command in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coder.cli import main
from tests.studies import CODEBOOK

NORTH = """\
I: How is it?

Ms A: It is getting better here, every year. My mother never believed it.
I: And your neighbours?
Ms A: They are proud of it, very.
"""
SOUTH = """\
I: How is it?

Mr B: It is getting worse \x1b[31mhere. Nobody is proud of it.
"""
CODINGS = """\
document,code,value,weight,coder,start,end,quote,memo
north,mood.story,rise,2,MK,,,It is getting better here,see the mother
north,mood.pride,,2,MK,,,They are proud of it,
north,mood.pride,,1,JW,,,They are proud of it,
south,mood.story.decline,,1,MK,,,It is getting worse \x1b[31mhere,
south,mood.story,rise,-2,JW,,,It is getting worse \x1b[31mhere,
"""


@dataclass(frozen=True)
class Done:
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line in ``tmp_path``, as MK, on a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODER_NAME", "MK")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: str) -> Done:
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def study(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two towns, one interview each, five codings by two coders; the working directory is the study."""
    (tmp_path / "towns.yaml").write_text(CODEBOOK, "utf-8")
    for name, text in (("north.txt", NORTH), ("south.txt", SOUTH), ("codings.csv", CODINGS)):
        (tmp_path / name).write_text(text, "utf-8")
    assert run("init", "study", "--codebook", "towns.yaml").code == 0
    monkeypatch.chdir(tmp_path / "study")
    assert run("import", "../north.txt", "--set", "town=north", "--set", "interview=N1").code == 0
    assert run("import", "../south.txt", "--set", "town=south", "--set", "interview=S1").code == 0
    assert run("codings", "import", "../codings.csv").err == ""
    return tmp_path / "study"
