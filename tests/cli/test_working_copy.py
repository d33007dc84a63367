"""``coder codebook diff``, ``apply``, ``revisions``, ``show --revision``, and ``coder codings --revision``."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.cli import working_copy
from coder.errors import Exit
from tests.cli.conftest import Run

RISE = "mood.story.rise"


def edit(study: Path, old: str, new: str) -> None:
    file = study / "codebooks" / "towns.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "words",
    [("documents",), ("codings",), ("overview",), ("log",), ("search", "better"), ("codebook", "show"), ("undo",)],
)
def test_every_command_notices_it_once(run: Run, study: Path, words: tuple[str, ...]) -> None:
    edit(study, "It gets better.", "It gets much better.")
    assert run(*words).err.count("codebooks/towns.yaml was edited") == 1


def test_diff_says_by_code_what_was_and_what_is(run: Run, study: Path) -> None:
    edit(study, "It gets better.", "It gets much better.")
    done = run("codebook", "diff")
    assert done.code == Exit.OK
    assert done.out.splitlines()[:4] == [
        f"code {RISE}",
        "  definition (en), line 42",
        "    was     It gets better.",
        "    now     It gets much better.",
    ]
    assert done.out.splitlines()[4].startswith(
        "impact: 2 codings under the codes that differ (in 2 interviews, by JW, MK)"
    )
    assert "towns.yaml:3: the version is still 1.0.0, but this is a patch change" in done.err
    found = run("codebook", "diff", "--json").json
    (difference,) = found["differences"]
    assert (difference["was"], difference["now"], difference["line"]) == ("It gets better.", "It gets much better.", 42)
    assert (found["step"], found["version"], found["problems"][0]["line"]) == ("patch", "1.0.1", 3)
    assert found["impact"]["codings"] == 2


@pytest.mark.parametrize("width", [40, 80, 200])
def test_diff_fits_the_terminal(run: Run, study: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(study, "It gets better.", "It gets better, " + "更好 and better " * 20 + ".")
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(working_copy, "is_terminal", lambda: True)
    monkeypatch.setattr("coder.cli.lists.is_terminal", lambda: True)
    from rich.cells import cell_len

    lines = run("codebook", "diff").out.splitlines()
    text = [line for line in lines if "better" in line]
    assert len(text) > 1
    assert all(cell_len(line) <= width for line in text)


def test_apply_tells_the_impact_and_refuses_orphans_with_the_entry_to_paste(run: Run, study: Path) -> None:
    edit(study, RISE, "mood.story.growth")
    refused = run("codebook", "apply", "--raise")
    assert (refused.code, refused.out) == (Exit.REFUSED, "")
    assert "this would orphan 2 codings with 'mood.story.rise' (-2, +2; 1 of JW, 1 of MK)" in refused.err
    entry = refused.err[refused.err.index("- {") : refused.err.rindex(")")]
    file = study / "codebooks" / "towns.yaml"
    file.write_text(file.read_text("utf-8") + f"history:\n{entry}\n", "utf-8")
    done = run("codebook", "apply", "--raise")
    assert done.code == Exit.OK
    assert "impact: 2 codings" in done.out
    assert done.out.splitlines()[-1] == "applied as revision 2"
    assert run("check").code == Exit.OK


def test_revisions_and_what_was_coded_under_each(run: Run, study: Path) -> None:
    edit(study, "It gets better.", "It gets much better.")
    assert run("codebook", "apply", "--raise").code == Exit.OK
    lines = run("codebook", "revisions").out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["1", "1.0.0"], ["2", "1.0.1"]]
    assert "definition en" in lines[2]
    found = run("codebook", "revisions", "--json").json
    assert [(one["number"], one["codings"], one["by"]) for one in found] == [(1, 5, {"JW": 2, "MK": 3}), (2, 0, {})]
    assert len(run("codings", "--revision", "1", "--json").json) == 5
    assert run("codings", "--revision", "2").out == "no codings\n"
    assert run("codings", "--revision", "3").err == (
        "coder: the codebook has no revision 3 (coder codebook revisions lists them)\n"
    )
    assert "It gets better." in run("codebook", "show", RISE, "--revision", "1").out
    assert "It gets much better." in run("codebook", "show", RISE).out
    assert "was     It gets better." in run("codebook", "diff", "1", "2").out
    assert run("codebook", "diff", "2", "2").out == "no differences\n"
    assert run("codebook", "diff", "1", "--json").json["to"] == 2
    assert run("codebook", "diff", "one", "2").code == Exit.USAGE


def test_an_earlier_definition_is_flagged(run: Run, study: Path) -> None:
    edit(study, "It gets better.", "Wages go up.")
    file = study / "codebooks" / "towns.yaml"
    entry = f"history:\n- {{version: 2.0.0, date: 2026-01-01, author: MK, op: redefine, id: {RISE}, rationale: So.}}\n"
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    assert run("codebook", "apply", "--raise").code == Exit.OK
    found = run("codings", "--json").json
    assert {one["code"] for one in found if one["earlier_definition"]} == {RISE}
    assert run("codings").err == "coder: 2 of 5 codings made under an earlier definition of their code\n"


def test_check_as_data_has_every_line_and_repair(run: Run, study: Path) -> None:
    edit(study, "kind: one", "kind: won")
    edit(study, "rows: [mood.pride", "rows: [mood.prid")
    done = run("codebook", "check", "--json")
    assert done.code == Exit.REFUSED
    assert len(done.json["errors"]) >= 2
    assert all(one["line"] > 1 and one["repair"] for one in done.json["errors"])
