"""``coder export report``: the page with everything, of one table or of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.cli import main
from tests.formats.page.studies import guarded


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    guarded(tmp_path / "study").close()
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path / "study"


def test_it_is_written_into_exports_or_where_it_is_told(study: Path, tmp_path: Path) -> None:
    assert main(["export", "report"]) == 0
    assert main(["export", "report", "-o", str(tmp_path / "own.html"), "--table", "t"]) == 0
    assert (study / "exports" / "report.html").read_bytes() == (tmp_path / "own.html").read_bytes()


def test_it_goes_to_stdout(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "report", "-o", "-", "--lang", "en"]) == 0
    answer = capsys.readouterr()
    assert answer.out.startswith("<!DOCTYPE html>")
    assert answer.err == ""


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--format", "docx"], 2, "report is a page, no docx"),
        (["-o", "report.md"], 2, "report is a page, no md"),
        (["--row", "pride"], 2, "report takes no --row"),
        (["--table", "nonsense"], 1, "nonsense"),
        (["--lang", "fr"], 2, "no labels in 'fr'"),
        (["-o", "study.db"], 1, "the study's own"),
    ],
)
def test_what_cannot_be(
    study: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, told: str
) -> None:
    if words == ["-o", "study.db"]:
        words = [*words, "--format", "html"]
    assert main(["export", "report", *words]) == code
    assert told in capsys.readouterr().err


def test_it_is_listed(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list"]) == 0
    assert "report " in capsys.readouterr().out
