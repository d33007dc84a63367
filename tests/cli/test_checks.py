"""The commands that say how far the overview can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run

COMMANDS = ("robustness", "saturation", "negative", "coverage", "grid", "agreement")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_prints_a_table_and_one_json_document(command: str, run: Run, study: Path) -> None:
    done = run(command)
    assert (done.code, done.err) == (Exit.OK, "")
    assert done.out.strip()
    assert "\x1b" not in done.out
    machine = run(command, "--json")
    assert (machine.code, machine.err) == (Exit.OK, "")
    assert machine.out.count("\n") == 1
    assert machine.json["codebook"] == "towns"
    assert run(command).out == done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_not_there_is_refused_in_one_line(command: str, run: Run, study: Path) -> None:
    done = run(command, "nowhere")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.startswith("coder: the codebook has no table 'nowhere'")
    assert run(command, "--lang", "xx").code == Exit.USAGE
    assert run(command, "--nonsense").code == Exit.USAGE


@pytest.mark.parametrize("command", COMMANDS)
def test_a_study_without_documents(command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "empty", "--codebook", "regional-innovation-systems").code == 0
    monkeypatch.chdir(tmp_path / "empty")
    assert (run(command).code, run(command, "--json").code) == (Exit.OK, Exit.OK)


def test_robustness(run: Run, study: Path) -> None:
    lines = run("robustness").out.splitlines()
    assert lines[0].split("  ")[0] == "row"
    north = next(line for line in lines if line.startswith("Pride"))
    assert north.split()[:6] == ["Pride", "North", "+", "no", "0/1", "-"]
    assert north.endswith("24/24  thin; hangs on N1; otherwise from MK alone")
    assert any(line.startswith("0 of 3 cells with a value are robust; 4 cells in all.") for line in lines)
    found = run("robustness", "t", "--json").json
    assert (found["table"], found["filled"], found["robust"], len(found["cells"])) == ("t", 3, 0, 4)
    (pride,) = (cell for cell in found["cells"] if (cell["row"], cell["case"]) == ("mood.pride", "north"))
    assert pride["shortfalls"] == ["thin"]
    assert (pride["resampling"], pride["not_resampled"]) == (None, "1 interview, 4 are needed")
    assert len(pride["specifications"]) == 24
    assert pride["specifications"][0]["third"] == "1/4"
    assert pride["left_out"] == {"stable": "0", "pivotal": ["N1"]}
    assert [one["coder"] for one in pride["coders"]] == ["JW", "MK"]


def test_saturation(run: Run, study: Path) -> None:
    told = run("saturation")
    assert "2 interviews, 6 are needed" in told.out
    assert run("saturation", "--case", "north").out.count("Curve of North") == 1
    found = run("saturation", "--run", "3", "--json").json
    assert (found["base"], found["run"], found["threshold"]) == (4, 3, "1/20")
    assert found["overall"]["reason"] == "2 interviews, 7 are needed"
    assert run("saturation", "--run", "0").code == Exit.USAGE
    assert run("saturation", "--case", "east").code == Exit.REFUSED


def test_negative(run: Run, study: Path) -> None:
    done = run("negative")
    assert "Rival accounts" in done.out
    assert run("negative", "--json").json["third"] == "1/3"


def test_coverage(run: Run, study: Path) -> None:
    found = run("coverage", "--json").json
    assert [(case["case"], case["interviews"]) for case in found["cases"]] == [("north", 1), ("south", 1)]
    assert [row["id"] for row in found["cases"][1]["silent"]] == ["mood.pride"]
    passages = run("coverage", "--passages")
    assert passages.code == Exit.OK
    told: list[Any] = [passage for document in found["documents"] for passage in document["passages"]]
    assert all(passage["locator"] in passages.out for passage in told)


def test_grid(run: Run, study: Path) -> None:
    done = run("grid", "--case", "north")
    assert done.out.splitlines()[0].split() == ["North", "N1"]
    assert "S1" not in done.out
    assert run("grid", "--case", "nowhere").code == Exit.REFUSED
    (line,) = run("grid", "--case", "north", "--json").json["lines"]
    assert [(cell["row"], cell["text"]) for cell in line["cells"]] == [("mood.pride", "+"), ("mood.story", "rise")]
    assert line["cells"][1]["notes"] == ["see the mother"]


def test_agreement(run: Run, study: Path) -> None:
    done = run("agreement")
    assert "units, 10 are needed" in done.out
    found = run("agreement", "--json").json
    story = next(row for row in found["rows"] if row["row"] == "mood.story")
    assert story["alpha"] is None
    said = {one["coder"]: one["text"] for one in story["disagreements"][0]["said"]}
    assert said == {"JW": "", "MK": "rise"}


def test_the_annotated_overview_says_which_cells_are_robust(run: Run, study: Path) -> None:
    plain = run("overview")
    assert not any(mark in plain.out for mark in "●○")
    done = run("overview", "--annotated")
    assert "○" in done.out
    assert "LOIO 1/1" in done.out or "LOIO 0/1" in done.out
    assert "24/24" in done.out
    assert "○ not robust" in done.out
    assert "(o)" in run("overview", "--annotated", "--ascii").out


def test_names_with_control_characters_are_shown_spelled_out(run: Run, study: Path) -> None:
    assert run("documents", "south", "--set", "interview=S\x1b[31m1").code == Exit.OK
    for command in COMMANDS:
        done = run(command)
        assert done.code == Exit.OK
        assert "\x1b" not in done.out
        assert "\x1b" not in run(command, "--json").out
