"""``coder suggest --evaluate``: a page to read, or everything as JSON."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from coder.cli import evaluation
from coder.cli.lists import UNBOUND
from coder.errors import Exit
from coder.suggest import guards
from tests.cli.conftest import Run
from tests.measured import measured
from tests.studies import codebook


def test_a_study_is_measured_and_the_result_kept(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "FEWEST", 1)  # codings of two people
    done = run("suggest", "--evaluate", "--json")
    assert done.code == Exit.OK, done.err
    found = done.json
    assert (found["interviews"], found["folds"]) == (2, 2)
    assert found["together"]["codings"] == found["codings"] > 0
    assert [one["source"] for one in found["sources"]] == ["cues", "similar", "model"]
    assert {one["code"] for one in found["codes"]} >= {"mood.pride", "mood.story.rise"}
    assert [one["interviews"] for one in found["curve"]] == [0, 1]
    assert found["humans"]["coders"] == ["JW", "MK"]
    assert 0 < found["humans"]["f1"] < 1
    assert found["verdict"]
    read = run("suggest", "--evaluate")
    assert read.code == Exit.OK
    assert read.out.strip().startswith(found["verdict"])
    assert "By code, those that work best first" in read.out
    assert "People (JW, MK) agree with each other at F1 " in read.out
    assert "No suggestions have been made" in run("export", "suggestions", "-o", "-").out
    assert run("suggest", "--list").out == "no suggestions wait\n"  # nothing was suggested
    assert run("check").code == Exit.OK


def test_sources_can_be_measured_by_themselves(run: Run, study: Path) -> None:
    done = run("suggest", "--evaluate", "--json", "--from", "cues")
    assert done.code == Exit.OK, done.err
    assert done.json["sources"] == []
    assert "has not been measured" in run("export", "suggestions", "-o", "-").out  # part of the sources is not kept
    assert run("suggest", "--evaluate", "--from", "guesses").code == Exit.USAGE


def test_one_interview_is_too_little_and_is_not_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", "one", "--codebook", "regional-innovation-systems").code == 0
    monkeypatch.chdir(tmp_path / "one")
    done = run("suggest", "--evaluate")
    assert done.code == Exit.OK
    assert "Nothing is coded by hand yet" in done.out
    assert re.search(r"\d+ codes can be proposed by their cues already", done.out)
    assert len(done.out.splitlines()) <= 4  # and no table of all codes
    assert all(one["shortfall"] for one in run("suggest", "--evaluate", "--json").json["codes"])


def test_the_page_tells_everything_on_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    evaluation.print_page(measured(), codebook(), None)
    page = capsys.readouterr().out
    plain = "".join(sign for sign in page if unicodedata.category(sign) != "Cc" or sign == "\n")
    for line in plain.replace("[1m", "").replace("[0m", "").splitlines():
        assert len(line.rstrip()) <= 80, line
    assert len(plain) < UNBOUND


def test_what_was_measured_stands_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    evaluation.print_page(measured(), codebook(), None)
    page = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert lines[2].startswith("A coded segment is one code on one sentence or contribution: ")
    assert any(line.startswith("code coded interviews") for line in lines)
    assert "codings" not in page
    assert "all together 50 % 45 % .47 22 60 % 90 % 4 %" in lines
    assert "cues alone 10 % 9 % .09 22 60 % 90 % 4 %" in lines
    assert "--careful 75 % 30 % .43 10 60 % 90 % 4 %" in lines
    assert "10 % of the coded segments began as suggestions, which flatters the figures." in page
    assert "40-50 % 50 44 % ##################" in lines
    assert "unknown 50 % 45 % .47 22 60 % 90 % 4 %" in lines
    assert "Story: rise 60 4 50 60 % 50 % .55 .67" in lines
    assert "Story: decline 3 coded too seldom" in lines
    assert "0 - - - 90 %" in lines
    assert "1 .26 ##### 28 % 60 % 90 %" in lines
    assert "3 .47 ######### 50 % 60 % 90 %" in lines


def test_what_is_not_known_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    evaluation.print_page(measured(careful=None, humans=None, curve=(), languages=()), codebook(), None)
    page = capsys.readouterr().out
    assert "--careful cannot promise that 75 of 100 are right" in page
    assert "Too little is coded by two people" in page
    assert "By language" not in page
    assert "After so many" not in page
