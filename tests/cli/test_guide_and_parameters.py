"""``coder guide`` and ``coder parameters``, and how a cell looks that nobody was asked about."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run

GUIDE = """\
guide:
- {id: how, text: {en: How is it?}, rows: [mood.story]}
- {id: proud, text: {en: And your neighbours?}, rows: [mood.pride]}
"""


@pytest.fixture
def guided(run: Run, study: Path) -> Path:
    book = study / "codebooks" / "towns.yaml"
    book.write_text(book.read_text("utf-8") + GUIDE, "utf-8")
    assert run("codebook", "apply", "--raise").code == Exit.OK
    return study


def test_without_a_guide_it_says_how_to_get_one(run: Run, study: Path) -> None:
    told = run("guide")
    assert (told.code, told.out) == (Exit.OK, "")
    assert "add guide: to the codebook" in told.err
    for words in (("propose",), ("link", "north", "how")):
        refused = run("guide", *words)
        assert (refused.code, refused.out) == (Exit.REFUSED, "")
        assert "the codebook has no interview guide" in refused.err


def test_questions_by_interviews(run: Run, guided: Path) -> None:
    assert run("guide", "link", "north", "how", "--turn", "1").err == "coder: 1 question linked\n"
    assert run("guide", "link", "north", "how").err == "coder: 0 questions linked, 1 linked already\n"
    assert run("guide", "link", "south", "how").code == Exit.OK
    lines = [" ".join(line.split()) for line in run("guide").out.splitlines()]
    assert lines[:3] == [
        "question asked in text rows",
        "how 2/2 How is it? Story",
        "proud 0/2 And your neighbours? Pride",
    ]
    assert lines[4:7] == ["document how proud", "north 1 -", "south x -"]
    assert "Nobody was asked about 1 cell without evidence: shown as not asked." in lines
    found = run("guide", "--json").json
    assert found["unasked"] == [["mood.pride", "south"]]
    assert [line["asked"] for line in found["lines"]] == [{"how": 1}, {"how": None}]
    assert run("guide", "unlink", "south", "how").code == Exit.OK
    assert "is not linked to south" in run("guide", "unlink", "south", "how").err
    assert run("check").code == Exit.OK


def test_proposals_are_shown_and_linked_only_when_asked_for(run: Run, guided: Path) -> None:
    found = run("guide", "propose")
    assert (found.code, found.out.count("100")) == (Exit.OK, 3)
    assert "nothing was linked" in found.err
    assert "nothing was linked; --yes links 3" in run("guide", "propose", "--accept-above", "90").err
    assert run("guide", "--json").json["lines"][0]["asked"] == {}
    assert "1 question linked" in run("guide", "propose", "south", "--accept-above", "90", "--yes").err
    assert "2 questions linked" in run("guide", "propose", "--accept-above", "90", "--yes").err
    assert [line["asked"] for line in run("guide", "--json").json["lines"]] == [{"how": 1, "proud": 3}, {"how": 1}]
    again = run("guide", "propose", "--json")
    assert (again.code, again.json) == (Exit.OK, [])
    assert run("undo").code == Exit.OK
    assert len(run("guide", "propose", "--json").json) == 2


def test_a_table_of_links_is_taken_whole_or_not_at_all(run: Run, guided: Path) -> None:
    table = guided / "links.csv"
    table.write_text("Document,Question\nnorth,how\nnrth,how\nsouth,huw\n", "utf-8")
    refused = run("guide", "link", "--import", "links.csv")
    assert (refused.code, refused.out) == (Exit.UNREADABLE, "")
    lines = refused.err.splitlines()
    assert lines[0].startswith("coder: links.csv:3: there is no document 'nrth' (did you mean north?)")
    assert lines[1].startswith("coder: links.csv:4: the guide has no question 'huw'")
    table.write_text("document\nnorth\n", "utf-8")
    assert "there is no column 'question'" in run("guide", "link", "--import", "links.csv").err
    table.write_text("document,question\nnorth,\n", "utf-8")
    assert "question is empty" in run("guide", "link", "--import", "links.csv").err
    assert run("guide", "--json").json["lines"][0]["asked"] == {}
    table.write_text("document;question\nnorth;how\nsouth;how\nnorth;how\n", "utf-8")
    assert run("guide", "link", "--import", "links.csv").err == "coder: 2 questions linked\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("link",), Exit.USAGE, "it is not said what to link"),
        (("link", "north"), Exit.USAGE, "it is not said what to link"),
        (("unlink", "north"), Exit.USAGE, "it is not said what to unlink"),
        (("propose", "north", "how"), Exit.USAGE, "it is not said what to propose"),
        (("link", "north", "huw"), Exit.REFUSED, "the guide has no question 'huw' (did you mean 'how'?)"),
        (("link", "nrth", "how"), Exit.REFUSED, "did you mean north?"),
        (("link", "north", "how", "--turn", "9"), Exit.REFUSED, "north has 4 turns (count from 1)"),
        (("lnk",), Exit.USAGE, "invalid choice"),
    ],
)
def test_what_is_refused(run: Run, guided: Path, words: tuple[str, ...], code: Exit, said: str) -> None:
    done = run("guide", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_the_four_states_look_different_in_every_format(run: Run, guided: Path) -> None:
    run("codings", "import", str(_denial(guided)))
    states = {
        (row["id"], case): cell["state"]
        for row in run("overview", "t", "--json").json["rows"]
        for case, cell in row["cells"].items()
    }
    assert states == {
        ("mood.pride", "north"): "value",
        ("mood.pride", "south"): "not_asked",
        ("mood.story", "north"): "value",
        ("mood.story", "south"): "refuted",
    }
    for ending in ("text", "md", "html", "csv"):
        before = run("overview", "t", "--format", ending).out
        assert ("∅" in before, "✗1" in before, "·" in before.replace("·\u00a0", "")) == (True, True, False)
        assert run("guide", "link", "south", "proud").code == Exit.OK
        after = run("overview", "t", "--format", ending).out
        assert ("∅" in after, "✗1" in after, "·" in after) == (False, True, True)
        assert run("undo").code == Exit.OK
    assert "not_asked" in run("overview", "t", "--format", "csv", "--annotated").out
    traced = run("trace", "pride", "south").out
    assert "∅ (not asked)" in traced
    assert "No interview says anything about it." in " ".join(traced.split())
    assert "None" not in traced


def test_the_states_are_told_apart_where_a_mark_says_nothing(run: Run, guided: Path) -> None:
    """A missing score, a blank and a denial are three things; silence is not printed as the rating -."""
    run("codings", "import", str(_denial(guided)))
    cells = run("export", "qca", "--format", "csv", "-o", "-").out.split("cells\n", 1)[1]
    states = {(one["row_id"], one["case_id"]): one["state"] for one in csv.DictReader(cells.splitlines())}
    assert states == {("mood.pride", "north"): "value", ("mood.pride", "south"): "not_asked"}
    assert re.search(r"^\| South \| ∅ \|$", run("export", "qca", "--format", "md", "-o", "-").out, re.MULTILINE)
    profiles = run("export", "grid", "--format", "csv", "-o", "-").out.split("profiles\n", 1)[1]
    (south,) = (one for one in csv.DictReader(profiles.splitlines()) if one["case_id"] == "south")
    assert south["mood.pride"] == ""
    assert south["mood.story"].startswith("not ")
    said = run("grid", "--case", "south").out
    assert re.search(r"^Pride +·$", said, re.MULTILINE)
    assert "- nothing said" not in said
    refuted = " ".join(run("trace", "story", "south").out.split())
    assert "only denied" in refuted
    assert "stays as it is without any one" not in refuted


def _denial(study: Path) -> Path:
    path = study / "more.csv"
    path.write_text(
        "document,code,value,weight,coder,start,end,quote\nsouth,mood.story,decline,-2,MK,,,It is getting worse\n"
    )
    return path


def test_parameters_are_listed_and_set_after_a_look(run: Run, study: Path) -> None:
    listed = run("parameters").out
    assert listed.splitlines()[1].split()[:4] == ["third", "1/3", "1/3", "default"]
    assert "Everything is as by default." in listed
    looked = run("parameters", "set", "min_interviews=1", "--rationale", "few towns")
    assert (looked.code, looked.err) == (Exit.OK, "coder: nothing was changed; --yes does it\n")
    assert "Story, North: rise [thin] → rise" in looked.out
    assert "version   1.0.0 → 2.0.0" in looked.out
    done = run("parameters", "set", "min_interviews=1", "--rationale", "few towns", "--row", "Story", "--yes")
    assert done.err == "coder: done: the codebook is 2.0.0 now; coder undo takes it back\n"
    listed = run("parameters").out
    assert "Departures from default: min_interviews 1 for the row mood.story (default 2)." in listed
    found = run("parameters", "--json").json
    assert found["departures"][0]["row"] == "mood.story"
    assert {one["name"]: one["rows"] for one in found["parameters"]}["min_interviews"] == [["mood.story", "1"]]
    assert run("codebook", "diff").out.strip() == "no differences"
    gone = run("parameters", "set", "min_interviews=default", "--row", "story", "--rationale", "as before", "--yes")
    assert gone.code == Exit.OK
    assert run("parameters", "--json").json["departures"] == []
    assert json.loads(run("parameters", "set", "third=1/2", "--rationale", "x", "--json").out)["versions"][0] == "3.0.0"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("set",), Exit.USAGE, "it is not said what to set"),
        (("set", "third"), Exit.USAGE, "it is not said what to set"),
        (("set", "third="), Exit.USAGE, "it is not said what to set"),
        (("third=1/2",), Exit.USAGE, "invalid choice"),
        (("show", "third=1/2"), Exit.USAGE, "coder parameters set third=1/2"),
        (("set", "third=1/2"), Exit.USAGE, "needs its reason"),
        (("set", "thrid=1/2", "--rationale", "x"), Exit.REFUSED, "did you mean 'third'?"),
        (("set", "third=7", "--rationale", "x"), Exit.REFUSED, "third cannot be '7'"),
        (("set", "third=1/2", "--row", "stori", "--rationale", "x"), Exit.REFUSED, "did you mean mood.story?"),
    ],
)
def test_what_cannot_be_set(run: Run, study: Path, words: tuple[str, ...], code: Exit, said: str) -> None:
    done = run("parameters", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
