"""One interview that speaks of several cases, and of the past: from the file to the table, by the commands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coder.cli import main
from tests.studies import CODEBOOK

TALK = """\
---
town: north
interview: N1
---
I: How is it here?

Ms A: It is getting better here, every year.

I: And how was it before?

Ms A: In those days it was getting worse. And in the south it is getting worse now, I hear.
"""
CODINGS = """\
document,code,value,weight,quote,about,tense
talk,mood.story,rise,2,It is getting better here,,
talk,mood.story,decline,2,In those days it was getting worse,,past
talk,mood.story,decline,2,in the south it is getting worse now,South,present
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODER_NAME", "MK")
    for name, text in (("towns.yaml", CODEBOOK), ("talk.md", TALK), ("codings.csv", CODINGS)):
        Path(name).write_text(text, "utf-8")
    assert main(["init", "study", "--codebook", "towns.yaml"]) == 0
    monkeypatch.chdir(tmp_path / "study")
    assert main(["import", "../talk.md"]) == 0
    assert main(["codings", "import", "../codings.csv"]) == 0
    capsys.readouterr()
    return tmp_path / "study"


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def story(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = answer(capsys, "overview")["rows"][1]["cells"]
    return found


def test_what_an_interview_says_of_another_case_is_evidence_there(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = story(capsys)
    assert (cells["north"]["values"], cells["north"]["n"]) == (["rise"], 1)
    assert (cells["south"]["values"], cells["south"]["n"]) == (["decline"], 1)
    (quoted,) = answer(capsys, "trace", "mood.story", "south")["supporting"]
    assert quoted["interview"] == "N1"
    assert quoted["quote"] == "in the south it is getting worse now"
    file = study / "codebooks" / "towns.yaml"
    file.write_text(file.read_text("utf-8") + "derivation: {about_outside: exclude}\n", "utf-8")
    assert main(["codebook", "apply", "--raise"]) == 0
    capsys.readouterr()
    assert story(capsys)["south"]["values"] == []
    assert main(["check"]) == 0


def test_what_was_is_coded_and_no_evidence_of_what_is(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    past = [one for one in answer(capsys, "codings") if one["tense"] == "past"]
    assert [one["quote"] for one in past] == ["In those days it was getting worse"]
    trace = answer(capsys, "trace", "mood.story", "north")
    assert [one["quote"] for one in trace["supporting"]] == ["It is getting better here"]
    assert trace["opposing"] == []


def test_a_row_about_an_unknown_case_brings_nothing_in(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = answer(capsys, "codings")
    Path("../bad.csv").write_text(CODINGS.replace("South", "Sooth"), "utf-8")
    assert main(["codings", "import", "../bad.csv"]) != 0
    assert "did you mean south?" in capsys.readouterr().err
    assert answer(capsys, "codings") == before
