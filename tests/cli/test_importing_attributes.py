"""``coder import`` with attributes from tables, names, folders, and the questions these raise."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from coder.cli import joining
from coder.errors import Exit
from tests.cli.conftest import Run

TALK = "I: How is it?\n\nMr C: It is getting better.\n"


@pytest.fixture
def folder(study: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("east_01.txt", "west_02.txt"):
        (folder / name).write_text(TALK + name, "utf-8")
    (folder / "a.csv").write_text("document,town,sector\neast_1,north,firm\nWest_2,south,office\n", "utf-8")
    return folder


def towns(run: Run) -> dict[str, str | None]:
    return {one["name"]: one["case"] for one in run("documents", "--json").json if "_" in one["name"]}


def test_without_a_terminal_near_misses_are_errors_that_name_the_repair(run: Run, folder: Path) -> None:
    done = run("import", "../in", "--attributes", "../in/a.csv")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.splitlines() == [
        "coder: ../in/a.csv:2: 'east_1' is no file; is it east_01.txt?"
        " (--match 'east_1=east_01.txt', or --match 'east_1=' if it is none)",
        "coder: ../in/a.csv:3: 'West_2' is no file; is it west_02.txt?"
        " (--match 'West_2=west_02.txt', or --match 'West_2=' if it is none)",
        "coder: ../in/a.csv: nothing was imported; settle these rows first",
    ]
    assert towns(run) == {}
    done = run(
        *("import", "../in", "--attributes", "../in/a.csv", "--match", "east_1=east_01.txt", "--match", "West_2=")
    )
    assert done.code == Exit.OK
    assert towns(run) == {"east_01": "north", "west_02": None}
    assert done.err.splitlines() == [
        "coder: no document here for these rows of a.csv: West_2",
        "coder: no row in a.csv for these files: west_02.txt",
        "coder: west_02.txt: lacks town: --set, --attributes, --name-pattern or --folders gives it",
    ]


@pytest.mark.parametrize(("typed", "west"), [("y\nyes\n", "south"), ("y\nn\n", None), ("y\n", None)])
def test_on_a_terminal_they_are_asked(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, west: str | None
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    monkeypatch.setattr(joining, "watched", lambda: True)
    done = run("import", "../in", "--attributes", "../in/a.csv")
    assert "coder: ../in/a.csv:2: is 'east_1' the file east_01.txt? [y/N] " in done.err
    assert "coder: ../in/a.csv:3: is 'West_2' the file west_02.txt? [y/N] " in done.err
    assert towns(run) == {"east_01": "north", "west_02": west}


def test_a_preview_joins_as_the_import_does(run: Run, folder: Path) -> None:
    done = run("import", "../in", "--dry-run", "--name-pattern", "{_}_{interview}", "--set", "town=north")
    assert done.code == Exit.OK
    assert "  interview = 01, town = north\n" in done.out
    assert "  interview = 02, town = north\n" in done.out
    assert towns(run) == {}
    refused = run("import", "../in", "--dry-run", "--attributes", "../in/a.csv")
    assert refused.code == Exit.REFUSED
    assert "--match 'east_1=east_01.txt'" in refused.err


def test_folders_and_names(run: Run, folder: Path) -> None:
    (folder / "south").mkdir()
    (folder / "east_01.txt").rename(folder / "south" / "x_01.txt")
    done = run("import", "../in", "--folders", "town", "--name-pattern", "x_{interview}")
    assert towns(run) == {"west_02": None, "x_01": "south"}
    assert "coder: not so many folders deep as --folders town: west_02.txt\n" in done.err
    assert "coder: --name-pattern x_{interview} does not fit: west_02.txt\n" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--name-pattern", "{a}{b}"), "--name-pattern {a}{b}: nothing tells where {a} ends and {b} begins"),
        (("--folders", "_,"), "--folders names no attribute (write it like region,stage)"),
        (("--match", "a"), "--match a: this matches nothing (write --match NAME=FILE)"),
        (("--match", "a=b"), "--match goes with --attributes (name the table that has these rows)"),
        (("--attributes", "../in/a.csv", "--match", "x=east_01.txt"), "the table of attributes has no row 'x'"),
    ],
)
def test_arguments_that_mean_nothing(run: Run, folder: Path, words: tuple[str, ...], message: str) -> None:
    done = run("import", "../in", *words)
    assert done.code == Exit.USAGE
    assert message in done.err
    assert towns(run) == {}


def test_what_is_missing_is_told_together(run: Run, folder: Path) -> None:
    done = run("import", "../in")
    assert done.err.splitlines()[0] == (
        "coder: 2 documents lack town: --set, --attributes, --name-pattern or --folders gives it:"
        " east_01.txt, west_02.txt"
    )


def test_a_table_of_words_says_how_it_was_read(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.csv").write_text("speaker;text\nI;How is it?\nMr C;Good.\nI;Thanks.\n", "utf-8")
    done = run("import", "../talk.csv", "--dry-run")
    assert "  ! read as one row a turn: the words are in 'text', speakers in 'speaker'\n" in done.out
    assert "  I (interviewer): 2 turns" in done.out
