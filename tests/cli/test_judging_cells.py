"""The commands with which cells are judged, and those that list judgements and expectations."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run

REASON = "both of us read it once more"


def override(run: Run, *words: str) -> str:
    done = run("override", "story", "north", *words)
    assert (done.code, done.err) == (Exit.OK, "")
    return done.out


def test_override_summary_and_signoff_lie_over_a_cell_and_go_again(run: Run, study: Path) -> None:
    told = override(run, "--value", "decline", "--type", "adjudication", "--reason", REASON)
    assert told == "Story, North: decline <- rise (override: adjudication)\n"
    assert "rise" in run("trace", "story", "north").out
    assert run("summary", "mood.story", "North", "--text", "It rises.").out == (
        "summary of Story, North, resting on 1 coding\n"
    )
    assert run("signoff", "story", "north").out == "signed off by MK: Story, North = decline\n"
    found = run("judgements", "--json").json
    assert [(one["kind"], one["standing"], one["text"]) for one in found["judgements"]] == [
        ("override", "fresh", "decline"),
        ("sign-off", "fresh", "decline"),
        ("summary", "fresh", "It rises."),
    ]
    assert found["tables"] == [{"table": "t", "title": "Towns", "overridden": 1, "signed": 1, "cells": 4}]
    for command in ("override", "signoff", "summary"):
        assert run(command, "story", "north", "--take-back").code == Exit.OK
        again = run(command, "story", "north", "--take-back")
        assert (again.code, again.out) == (Exit.OK, "")
        assert "Story, North" in again.err
    assert run("judgements", "--json").json["judgements"] == []
    assert run("check").code == Exit.OK


def test_values_are_named_by_id_label_or_mark(run: Run, study: Path) -> None:
    done = run("override", "Pride", "north", "--value", "++", "--type", "scale_anchoring", "--reason", REASON)
    assert done.out == "Pride, North: ++ <- + (override: scale anchoring)\n"
    done = run("override", "Pride", "north", "--value", "-", "--type", "Scale-Anchoring", "--reason", REASON)
    assert done.out == "Pride, North: - <- + (override: scale anchoring)\n"
    done = run("override", "pride", "south", "--text", "so-so", "--type", "external-source", "--reason", REASON)
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert "needs its reference" in done.err
    given = ("--type", "external-source", "--reason", REASON, "--reference", "Yearbook 2020, p. 3")
    done = run("override", "pride", "south", "--value", "o", *given)
    assert done.out == "Pride, South: O <- (empty) (override: external source)\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("override", "story", "north"), Exit.USAGE, "it is not said what the cell shall show"),
        (("override", "story", "north", "--value", "decline"), Exit.USAGE, "needs its type (--type, one of adjudicat"),
        (("override", "story", "north", "--value", "decline", "--type", "x"), Exit.USAGE, "no type of override 'x'"),
        (("override", "story", "north", "--value", "decline", "--type", "wording"), Exit.REFUSED, "a reason needs"),
        (("override", "story", "north", "--value", "declin", "--text", "x"), Exit.USAGE, "not allowed with argument"),
        (("override", "story", "north", "--value", "dekline", "--type", "adjudication"), Exit.REFUSED, "mean decline?"),
        (("override", "stori", "north", "--take-back"), Exit.REFUSED, "did you mean mood.story?"),
        (("signoff",), Exit.USAGE, "it is not said which cell"),
        (("signoff", "story"), Exit.USAGE, "it is not said which cell"),
        (("signoff", "story", "north", "--all", "t"), Exit.USAGE, "--all takes a table and nothing else"),
        (("signoff", "--all", "tt"), Exit.REFUSED, "the codebook has no table 'tt'"),
        (("summary", "story", "north"), Exit.USAGE, "it is not said what the cell says"),
        (("summary", "story", "north", "--text", " "), Exit.REFUSED, "a summary needs words"),
        (("summary", "story", "north", "--text", "x", "--codings", "zz"), Exit.REFUSED, "'zz' does not speak in this"),
        (("expect", "tt"), Exit.REFUSED, "the codebook has no table 'tt'"),
    ],
)
def test_what_is_refused_is_one_line_and_changes_nothing(
    run: Run, study: Path, words: tuple[str, ...], code: Exit, said: str
) -> None:
    entries = run("log").out
    done = run(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert run("log").out == entries


def test_a_summary_rests_on_codings_named_by_the_beginning_of_their_ids(run: Run, study: Path) -> None:
    codings = run("codings", "--json").json
    own = [one["id"] for one in codings if one["code"] == "mood.pride"]
    assert len(own) == 2
    assert run("summary", "pride", "north", "--text", "Proud.", "--codings", own[0][:8]).code == Exit.OK
    (one,) = run("judgements", "--json").json["judgements"]
    assert one["codings"] == [own[0]]
    assert run("summary", "pride", "north", "--text", "Very proud.").code == Exit.OK  # rests on what it rested on
    (one,) = run("judgements", "--json").json["judgements"]
    assert (one["text"], one["codings"]) == ("Very proud.", [own[0]])


def test_a_table_is_signed_after_a_look(run: Run, study: Path) -> None:
    override(run, "--value", "decline", "--type", "adjudication", "--reason", REASON)
    looked = run("signoff", "--all", "t")
    assert (looked.code, looked.err) == (Exit.OK, "coder: nothing was signed; --yes does it\n")
    assert "4 of 4 cells would be signed, 0 signed already and unchanged, 0 cannot be signed." in looked.out
    assert run("judgements", "--json").json["tables"][0]["signed"] == 0
    assert run("signoff", "--all", "t", "--yes").err == "coder: 4 cells signed off by MK; coder undo takes it back\n"
    again = run("signoff", "--all", "t", "--yes")
    assert "4 signed already" in again.out
    assert again.err == "coder: nothing to sign\n"
    assert run("undo").code == Exit.OK
    assert run("judgements", "--json").json["tables"][0]["signed"] == 0


def test_stale_and_unshown_judgements(run: Run, study: Path) -> None:
    run("signoff", "--all", "t", "--yes")
    override(run, "--value", "decline", "--type", "adjudication", "--reason", REASON)
    assert "coder: nothing" not in run("judgements", "--stale").err
    (one,) = run("judgements", "--stale", "--json").json["judgements"]
    assert (one["kind"], one["standing"], one["row"]) == ("sign-off", "stale", "mood.story")
    book = study / "codebooks" / "towns.yaml"
    text = book.read_text("utf-8").replace("- {id: mood.pride, code: mood.pride, kind: rating, group: mood}\n", "")
    book.write_text(text.replace("rows: [mood.pride, ", "rows: ["), "utf-8")
    assert run("codebook", "apply", "--raise").code == Exit.OK
    told = run("judgements", "--stale")
    assert "unshown: the row or case is no more" in told.out
    unshown = [one for one in run("judgements", "--json").json["judgements"] if one["standing"] == "unshown"]
    assert [(one["row"], one["case"]) for one in unshown] == [("mood.pride", "north"), ("mood.pride", "south")]
    assert run("signoff", "pride", "north", "--take-back").code == Exit.REFUSED
    assert run("signoff", "mood.pride", "north", "--take-back").out == "mood.pride, North is not signed off any more\n"


def test_expectations(run: Run, study: Path) -> None:
    nothing = run("expect")
    assert (nothing.code, nothing.out) == (Exit.OK, "")
    assert "no row of the codebook has expect:" in nothing.err
    book = study / "codebooks" / "towns.yaml"
    rules = "kind: rating, group: mood, fitted_to: [north], expect: [{mark: p, when: {row: mood.story, has: [rise]}}]}"
    book.write_text(book.read_text("utf-8").replace("kind: rating, group: mood}", rules), "utf-8")
    assert run("codebook", "apply", "--raise").code == Exit.OK
    told = run("expect").out
    assert "no evidential value until they are met in cases that their author had not seen" in told
    assert "2 cells: 1 hit, 1 nothing derived." in told
    (report,) = run("expect", "t", "--json").json
    assert (report["counts"]["hit"], report["seen"], report["new"]) == (1, 1, 1)
    assert {cell["case"]: (cell["verdict"], cell["seen"], cell["because"]) for cell in report["cells"]} == {
        "north": ("hit", True, "Story has rise"),
        "south": ("nothing derived", False, "no rule holds"),
    }


@pytest.mark.parametrize("command", ["judgements", "expect", "guide", "parameters"])
def test_lists_are_one_json_document_and_plain_on_a_study_without_anything(
    command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", "empty", "--codebook", "empty").code == 0
    monkeypatch.chdir(tmp_path / "empty")
    assert run(command).code == Exit.OK
    machine = run(command, "--json")
    assert (machine.code, machine.err) == (Exit.OK, "")
    assert machine.json is not None
    assert run(command, "--nonsense").code == Exit.USAGE
