"""``coder codebook`` operations: preview first, --rationale, --yes, the queue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder import shipped
from coder.cli import main
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

RISE, DECLINE = "mood.story.rise", "mood.story.decline"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with new_study(tmp_path / "study") as study:
        document = add_document(study, "N1", town="north", interview="N1")
        study.code(document, Span(20, 30), RISE, 2)
        study.code(document, Span(80, 90), "mood.pride", -2)
    monkeypatch.chdir(tmp_path / "study")
    monkeypatch.setenv("CODER_NAME", "MK")
    return tmp_path / "study"


def version(here: Path) -> str:
    with Study.open(here, "MK") as study:
        return study.codebook.version


def test_a_preview_changes_nothing_and_says_how_to_do_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "merge", RISE, DECLINE, "--to", "change", "--rationale", "One."]) == 0
    said = capsys.readouterr()
    assert "merge 'rise', 'decline' into mood.story.change" in said.out
    assert "codings   1 in 1 interview by MK" in said.out
    assert "Story, North: rise [thin] → change [thin]" in said.out
    assert "nothing was changed; --yes does it" in said.err
    assert version(here) == "1.0.0"


def test_yes_does_it_and_undo_takes_it_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "merge", RISE, DECLINE, "--to", "change: Any.", "--rationale", "One.", "--yes"]) == 0
    assert version(here) == "2.0.0"
    assert main(["codebook", "unmerge", "mood.story.change", "--rationale", "Two.", "--yes"]) == 0
    assert version(here) == "3.0.0"
    assert main(["undo"]) == 0
    assert main(["undo"]) == 0
    assert version(here) == "1.0.0"
    assert "coder undo takes it back" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "now"),
    [
        (["rename", RISE, "going up"], "1.1.0"),
        (["move", RISE, "--to", "."], "1.1.0"),
        (["split", RISE, "--to", "boom", "--to", "steady: No haste.", "--default", "steady"], "2.0.0"),
        (["retire", RISE], "2.0.0"),
        (["redefine", RISE, "--definition", "Much better.", "--exclude", "slow", "--exclude", "slower"], "2.0.0"),
        (["rescale", "mood.pride", "--map", "-2=-1,2=null"], "2.0.0"),
        (["add", "stillness", "--to", "mood.story"], "1.1.0"),
    ],
)
def test_every_operation_is_there(here: Path, words: list[str], now: str) -> None:
    assert main(["codebook", *words, "--rationale", "So it is.", "--yes"]) == 0
    assert version(here) == now


def test_a_reason_is_asked_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "retire", RISE, "--yes"]) == 2
    assert "needs its reason" in capsys.readouterr().err
    assert version(here) == "1.0.0"


@pytest.mark.parametrize(
    "words",
    [
        ["merge", RISE],
        ["split", RISE, "--to", "one"],
        ["rename", RISE],
        ["move", RISE],
        ["rescale", "mood.pride"],
        ["rescale", "mood.pride", "--map", "x=1"],
        ["split", RISE, "--to", "a", "--to", "b", "--by", "word"],
        ["split", RISE, "--to", "a", "--to", "b", "--by", "word=c"],
        ["merge", "nowhere", RISE, "--to", "x"],
    ],
)
def test_what_is_not_said_is_asked_for(here: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", *words, "--rationale", "r", "--yes"]) != 0
    assert capsys.readouterr().err.startswith("coder: ")
    assert version(here) == "1.0.0"


def test_the_queue_and_coding_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "queue"]) == 0
    assert "nothing is to be coded again" in capsys.readouterr().out
    main(["codebook", "split", RISE, "--to", "boom", "--to", "steady", "--rationale", "r", "--yes"])
    capsys.readouterr()
    assert main(["codebook", "queue", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert [choice["code"] for choice in one["choices"]] == ["mood.story.boom", "mood.story.steady"]
    assert main(["codebook", "queue"]) == 0
    assert one["id"][:8] in capsys.readouterr().out
    assert main(["codebook", "recode", one["id"][:8], "mood.story.steady"]) == 0
    assert "coded again" in capsys.readouterr().out
    assert main(["codebook", "recode", one["id"][:8], "mood.story.steady"]) != 0


def test_a_level_can_be_given_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["codebook", "rescale", "mood.pride", "--map", "-2=null", "--rationale", "r", "--yes"])
    capsys.readouterr()
    main(["codebook", "queue", "--json"])
    (one,) = json.loads(capsys.readouterr().out)
    assert main(["codebook", "recode", one["id"], "-1"]) == 0
    with Study.open(here, "MK") as study:
        assert study.coding(one["id"]).weight == -1


def test_the_preview_as_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "retire", RISE, "--rationale", "r", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["codings"], told["versions"]) == (1, ["1.0.0", "2.0.0"])


def test_a_trace_speaks_the_language_asked_for_also_after_a_change(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = here / "codebooks" / "towns.yaml"
    copy.write_text(copy.read_text("utf-8").replace("languages: [en]", "languages: [en, de, zh]"), "utf-8")
    assert main(["codebook", "apply", "--raise"]) == 0
    assert main(["codebook", "rename", RISE, "going up", "--rationale", "One.", "--yes"]) == 0
    assert main(["codebook", "merge", RISE, DECLINE, "--to", "change: Any.", "--rationale", "Two.", "--yes"]) == 0
    capsys.readouterr()
    assert main(["trace", "story", "north", "--lang", "de"]) == 0
    german = capsys.readouterr().out
    assert "Regel " in german
    assert "DAFÜR  1 codiert in 1 Interview" in german
    assert "(befragt)  ausdrücklich  MK  change" in german
    assert "DAGEGEN  nichts codiert" in german
    assert main(["trace", "pride", "north", "--lang", "zh"]) == 0
    assert "反对  无编码" in capsys.readouterr().out
    assert main(["trace", "story", "north"]) == 0
    assert "FOR  1 coded in 1 interview" in capsys.readouterr().out


def test_a_table_without_a_case_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Study.create(tmp_path / "grown", shipped.codebook_text("empty")[0], "empty.yaml", "MK") as study:
        document = add_document(study, "a")
        code = study.add_code("risk").id
        study.code(document, Span(20, 30), code, 2)
        study.make_row(code, rationale="It stays.")
    assert main(["--study", str(tmp_path / "grown"), "overview"]) == 0
    assert "no document says which case it belongs to: coder documents NAME --set" in capsys.readouterr().err
    assert main(["--study", str(tmp_path / "grown"), "documents", "a", "--set", "case=North"]) == 0
    capsys.readouterr()
    assert main(["--study", str(tmp_path / "grown"), "overview"]) == 0
    assert "no document says" not in capsys.readouterr().err
