"""``coder revise``: a corrected transcript, what it leaves to decide, and the texts before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from tests.cli.conftest import NORTH, Run

CORRECTED = (
    NORTH.replace("getting better here", "gettin better here")
    .replace("I: And your neighbours?\n", "")
    .replace("Ms A: They are proud of it, very.", "Ms A: They're not. They are proud, I mean, of it.")
)


@pytest.fixture
def corrected(study: Path) -> Path:
    """A corrected transcript of north, outside the study."""
    folder = study.parent / "corrected"
    folder.mkdir()
    (folder / "north.txt").write_text(CORRECTED, "utf-8")
    return folder / "north.txt"


def test_it_tells_what_follows_and_what_is_to_be_decided(run: Run, corrected: Path) -> None:
    refused = run("import", str(corrected))
    assert refused.code == Exit.REFUSED
    assert f"coder revise north {corrected}" in refused.err
    done = run("revise", "north", str(corrected))
    assert (done.code, done.err) == (
        Exit.OK,
        "coder: the words of 3 codings changed: coder revise --settle CODING keep\n",
    )
    first, _, *rest = done.out.splitlines()
    assert first == "north is corrected: 30 words, now 29, 3 codings moved along"
    assert len(rest) == 3
    assert "It is getting better here" in rest[0]
    assert "It is gettin better here" in rest[0]
    assert run("check").code == Exit.OK
    assert run("import", str(corrected)).out.splitlines()[1].endswith("is in already")


def test_what_is_open_is_listed_and_settled(run: Run, corrected: Path) -> None:
    run("revise", "north", str(corrected))
    found = run("revise", "--open", "--json").json
    assert [(one["document"], one["code"], one["coder"], one["before"], one["after"]) for one in found] == [
        ("north", "mood.story.rise", "MK", "It is getting better here", "It is gettin better here"),
        ("north", "mood.pride", "JW", "They are proud of it", "They are proud, I mean, of it"),
        ("north", "mood.pride", "MK", "They are proud of it", "They are proud, I mean, of it"),
    ]
    assert CORRECTED[found[0]["start"] : found[0]["end"]] == found[0]["after"]
    assert run("revise", "--open", "north").out.count("north:") == 3
    assert run("revise", "south", "--open").out == "nothing is to be decided\n"
    rise, other, pride = (one["id"] for one in found)
    assert run("revise", "--settle", rise, "keep").out == "settled; 2 codings left to decide\n"
    assert run("revise", "--settle", pride[:12], "--quote", "proud").out == "settled; 1 coding left to decide\n"
    refused = run("revise", "--settle", other, "remove")
    assert (refused.code, refused.err) == (
        Exit.REFUSED,
        "coder: this coding is JW's (whose coding it is decides)\n",
    )
    assert run("--coder", "JW", "revise", "--settle", other, "remove").out == "settled\n"
    assert run("revise", "--open").out == "nothing is to be decided\n"
    codings = {one["id"]: one["quote"] for one in run("codings", "--json", "--document", "north").json}
    assert codings == {rise: "It is gettin better here", pride: "proud"}
    for _ in range(4):
        assert run("undo").code == Exit.OK
    assert run("revise", "--open", "--json").json == []
    assert run("check").code == Exit.OK


def test_the_texts_before_it_are_listed_and_printed(run: Run, corrected: Path) -> None:
    run("revise", "north", str(corrected))
    found = run("revise", "north", "--list", "--json").json
    assert [(one["number"], one["coder"], one["file"], one["words"]) for one in found] == [
        (1, "MK", "north.txt", 30),
        (2, "MK", "north.txt", 29),
    ]
    lines = run("revise", "north", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["text", "1", "2"]
    assert run("revise", "north", "--show", "1").out == NORTH
    assert run("revise", "north", "--show", "2").out == CORRECTED
    assert run("revise", "north", "--show", "3").err == (
        "coder: there is no text 3 of north (coder revise DOCUMENT --list lists them)\n"
    )


def test_nothing_to_correct(run: Run, study: Path) -> None:
    done = run("revise", "north", str(study.parent / "north.txt"))
    assert (done.code, done.out, done.err) == (Exit.OK, "north is as the file has it: nothing to correct\n", "")


def test_what_the_file_states_otherwise_is_offered(run: Run, study: Path) -> None:
    file = study.parent / "north.md"
    file.write_text("---\ntown: south\nsector: firm\n---\n" + CORRECTED, "utf-8")
    done = run("revise", "north", str(file))
    assert f"the file says town: south, here it is north: coder import {file} --set town=south" in done.err
    assert f"the file says sector: firm, here it is not set: coder import {file} --set sector=firm" in done.err
    assert run("import", str(file), "--set", "town=south").out.splitlines()[1].endswith("now set: town")
    documents = {one["name"]: one["attributes"] for one in run("documents", "--json").json}
    assert documents["north"]["town"] == "south"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["revise"], Exit.USAGE, "this names no document"),
        (["revise", "north"], Exit.USAGE, "this names no corrected file"),
        (["revise", "nroth", "x.txt"], Exit.REFUSED, "did you mean north?"),
        (["revise", "north", "none.txt"], Exit.UNREADABLE, "cannot be read"),
        (["revise", "north", "."], Exit.UNREADABLE, "no regular file"),
        (["revise", "--settle", "x"], Exit.USAGE, "what becomes of the coding"),
        (["revise", "--settle", "x", "maybe"], Exit.USAGE, "what becomes of the coding"),
        (["revise", "--settle", "x", "keep", "--quote", "y"], Exit.USAGE, "what becomes of the coding"),
        (["revise", "--settle", "x", "keep"], Exit.REFUSED, "is no coding to be decided on"),
        (["revise", "north", "--open", "--list"], Exit.USAGE, "not allowed with argument"),
        (["revise", "north", "--show", "0"], Exit.USAGE, "not a whole number from 1"),
    ],
)
def test_what_cannot_be_is_told(run: Run, study: Path, words: list[str], code: Exit, told: str) -> None:
    done = run(*words)
    assert done.code == code
    assert done.out == ""
    assert told in done.err
    assert done.err.count("\n") == 1


def test_words_that_are_there_twice_or_not_are_refused(run: Run, corrected: Path) -> None:
    run("revise", "north", str(corrected))
    coding = run("revise", "--open", "--json").json[0]["id"]
    assert "is not in north" in run("revise", "--settle", coding, "--quote", "nowhere at all").err
    assert run("revise", "--settle", coding, "--quote", "It is").out.startswith("settled")
