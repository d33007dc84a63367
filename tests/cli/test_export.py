"""``coder export``: names, files, formats, and nothing written when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.reports import REPORTS
from tests.cli.conftest import CODINGS, NORTH, SOUTH, Run
from tests.studies import CODEBOOK


@pytest.fixture
def coded(run: Run, tmp_path: Path) -> Path:
    """A study with two interviews and five codings, in the working directory."""
    files = {"towns.yaml": CODEBOOK, "north.txt": NORTH, "south.txt": SOUTH, "codings.csv": CODINGS}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert run("init", ".", "--codebook", "towns.yaml").code == 0
    assert run("import", "north.txt", "--set", "town=north").code == 0
    assert run("import", "south.txt", "--set", "town=south").code == 0
    assert run("codings", "import", "codings.csv").code == 0
    return tmp_path


def test_the_list_names_every_report(run: Run) -> None:
    done = run("export", "--list", "--json")
    assert done.code == 0
    assert list(done.json) == [*REPORTS, "report"]  # the page that holds everything
    assert "evidence-book" in run("export", "--list").out


def test_a_report_goes_to_exports_unless_said_otherwise(run: Run, coded: Path) -> None:
    done = run("export", "methods")
    assert (done.code, done.out) == (0, "")
    assert "methods.md is written" in done.err
    assert (coded / "exports" / "methods.md").read_text("utf-8").startswith("# Methods\n")
    assert run("export", "codings").code == 0
    assert (coded / "exports" / "codings.csv").read_text("utf-8").startswith("id,document,interview,")
    assert run("export", "coreq", "-o", "sheet.docx").code == 0
    assert (coded / "sheet.docx").read_bytes().startswith(b"PK")
    assert run("export", "evidence-book", "-o", "-", "--row", "story", "--case", "north").out.startswith("# Evidence")
    assert run("export", "srqr", "--format", "json", "-o", "-").json["report"] == "srqr"


def test_all_reports_go_into_a_directory(run: Run, coded: Path) -> None:
    done = run("export", "all", "-o", "out", "--format", "md,json")
    assert done.code == 0
    names = {path.name for path in (coded / "out").iterdir()}
    assert names == {f"{name}.{ending}" for name in REPORTS for ending in ("md", "json")}
    assert f"{2 * len(REPORTS)} files written to out" in done.err
    assert run("export", "all", "-o", "pages", "--format", "html").code == 0
    pages = {path.name for path in (coded / "pages").iterdir()}
    assert pages == {"report.html", *(f"{name}.html" for name in REPORTS)}


def test_without_a_table_the_other_reports_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text(CODEBOOK.partition("tables:")[0], "utf-8")
    assert run("init", ".", "--codebook", "bare.yaml").code == 0
    done = run("export", "all", "-o", "out")
    assert done.code == 0
    assert "overview is left out: the codebook has no table" in done.err
    assert {"codebook.md", "codings.csv", "audit-trail.md"} <= {path.name for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "it is not said which report (reports: overview, "),
        (("evidencebook",), 2, "there is no report 'evidencebook' (did you mean evidence-book? reports: overview, "),
        (("grid", "--budget", "9"), 2, "grid takes no --budget (--budget is for evidence-book)"),
        (("methods", "--format", "pdf"), 2, "there is no format 'pdf' of reports"),
        (("methods", "-o", "x.pdf"), 2, "the ending .pdf names no table format"),
        (("methods", "--table", "nine"), 1, "the codebook has no table 'nine'"),
        (("evidence-book", "--row", "nine"), 1, "there is no row 'nine'"),
        (("evidence-book", "--case", "nine"), 1, "there is no town 'nine'"),
        (("methods", "-o", "nowhere/x.md"), 3, "the directory does not exist"),
        (("methods", "--lang", "fr"), 2, "the codebook has no labels in 'fr'"),
        (("all", "--table", "nine"), 1, "the codebook has no table 'nine'"),
        (("all", "-o", "towns.yaml"), 3, "towns.yaml: this is no directory"),
        (("all", "-o", "nowhere/out"), 3, "nowhere: the directory does not exist"),
        (("all", "--format", "md,pdf"), 2, "there is no format 'pdf' of reports"),
        (("methods", "-o", "study.db"), 2, "ending .db"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(
    words: tuple[str, ...], code: int, said: str, run: Run, coded: Path
) -> None:
    before = sorted(coded.rglob("*"))
    done = run("export", *words)
    assert done.code == code
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert done.out == ""
    assert sorted(coded.rglob("*")) == before
