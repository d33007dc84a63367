"""``coder pseudonymise`` and what consent lets exports print. All transcripts here are synthetic."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALK = """\
Interviewer: Who was there?

Anna Meyer: Herr Schulze of Siemens AG. It is getting better here, says Zorbel.
"""


@pytest.fixture
def named(study: Path, run: Run) -> Path:
    """The small study with a third interview, full of names."""
    (study.parent / "meyer.txt").write_text(TALK, "utf-8")
    assert run("import", "../meyer.txt", "--set", "town=north").code == 0
    return study


def leaks(folder: Path) -> list[str]:
    names = ("Meyer", "Schulze", "Siemens", "Zorbel")
    data = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".key"}
    return [f"{file}: {name}" for file, held in data.items() for name in names if name.encode() in held]


def test_propose_edit_apply_and_restore(named: Path, run: Run) -> None:
    (named.parent / "list.txt").write_text("# ours\nZorbel\tPerson Z\n", "utf-8")
    done = run("pseudonymise", "--propose", "../names.csv", "--names", "../list.txt")
    assert (done.code, done.out) == (0, "")
    assert "no language model for en is installed" in done.err
    table = named.parent / "names.csv"
    assert stat.S_IMODE(table.stat().st_mode) == 0o600
    rows = {row["words"]: row for row in csv.DictReader(io.StringIO(table.read_text("utf-8")))}
    assert rows["Anna Meyer"]["pseudonym"] == rows["Meyer"]["pseudonym"] == "Interviewee 1"
    assert rows["Herr Schulze"]["pseudonym"] == rows["Schulze"]["pseudonym"]
    assert rows["Siemens AG"]["pseudonym"] == "Firm A"
    assert (rows["Zorbel"]["pseudonym"], rows["Zorbel"]["rule"]) == ("Person Z", "your list")
    assert "Zorbel" in rows["Zorbel"]["context"]
    done = run("pseudonymise", "--apply", "../names.csv")
    assert done.code == 0
    assert "replaced at" in done.out
    assert "pseudonyms.key: move it to a safe place" in done.out
    assert leaks(named) == []
    assert run("check").out == "the study is sound\n"
    assert [one["name"] for one in run("documents", "--json").json] == ["Interviewee 1", "north", "south"]
    undone = run("undo")
    assert undone.code == 1
    assert "coder pseudonymise --restore" in undone.err
    again = run("import", "../meyer.txt", "--set", "town=north")
    assert again.code == 1
    assert "this is the original of a document that was pseudonymised" in again.err
    assert leaks(named) == []
    assert run("pseudonymise", "--finish").out == "nothing is left to clear\n"
    assert run("pseudonymise", "--restore").out == "the names are back (1 pseudonymisation taken back)\n"
    assert (named / "corpus" / "meyer.txt").read_text("utf-8") == TALK
    assert run("check").code == 0
    assert "Anna Meyer" in run("search", "Zorbel").out


def test_a_table_with_mistakes_is_refused_with_all_of_them(named: Path, run: Run) -> None:
    table = named.parent / "names.csv"
    table.write_text("words,pseudonym,replace,kind\nMeyer,,yes,\nMeyer,B,maybe,\n,C,yes,\nZorbel,D,yes,dog\n", "utf-8")
    done = run("pseudonymise", "--apply", str(table))
    assert done.code == 4
    for words in (
        "names.csv:2: there is no pseudonym for 'Meyer'",
        ":3: replace is 'maybe'",
        ":4: words is empty",
        ":5:",
    ):
        assert words in done.err
    table.write_text("name\nMeyer\n", "utf-8")
    assert "there is no column 'words'" in run("pseudonymise", "--apply", str(table)).err


def test_without_a_terminal_it_says_what_to_do(named: Path, run: Run) -> None:
    done = run("pseudonymise")
    assert done.code == 2
    assert "--propose FILE.csv" in done.err
    assert run("pseudonymise", "--restore").code == 1


def test_files_that_still_hold_names_are_told(named: Path, run: Run) -> None:
    (named / "exports" / "old.md").write_text("Meyer said so", "utf-8")
    assert run("pseudonymise", "--propose", "exports/names.csv").code == 0
    done = run("pseudonymise", "--apply", "exports/names.csv")
    assert "exports/old.md still holds 1 name: delete it" in done.err
    assert "names.csv holds the names as well" in done.err


def test_the_key_file_is_no_place_for_a_table(named: Path, run: Run) -> None:
    assert run("overview", "-o", "pseudonyms.key").code == 1


WORDS = ("getting better", "mother", "proud of it", "neighbours")


@pytest.mark.parametrize(
    ("value", "quote", "proud"),
    [
        ("no", "[not quotable]", "[not quotable]"),
        ("paraphrase", "[paraphrase] see the mother", "[paraphrase only]"),
        ("nonsense", "[not quotable]", "[not quotable]"),
    ],
)
def test_consent_is_honoured_by_everything_that_prints_quotations(
    study: Path, run: Run, value: str, quote: str, proud: str
) -> None:
    before = run("codings", "--json").json
    if value == "nonsense":
        assert run("documents", "north", "--set", f"quotable={value}").code == 2
        (study.parent / "consent.csv").write_text(f"document,quotable\nnorth,{value}\n", "utf-8")
        assert run("import", "../north.txt", "--attributes", "../consent.csv").code == 0
    else:
        assert value in run("documents", "north", "--set", f"quotable={value}").out
    printed = [
        run("codings", "--document", "north").out,
        run("codings", "--document", "north", "--json").out,
        run("codings", "--document", "north", "--csv").out,
        run("trace", "story", "north").out,
        run("trace", "story", "north", "--json").out,
    ]
    for text in printed:
        assert quote in text
        assert not any(words in text.replace("see the mother", "") for words in WORDS)
    assert proud in printed[1]
    assert "N1:" in printed[3]
    assert "getting worse" in run("codings", "--document", "south").out
    (study.parent / "back.csv").write_text(printed[2], "utf-8")
    assert "nothing new" in run("codings", "import", "../back.csv").out
    assert run("documents", "north", "--set", "quotable=yes").code == 0
    assert run("codings", "--json").json == before
    assert run("documents", "--set", "quotable=no").code == 2
