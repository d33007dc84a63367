"""coder suggest over a study that learns: what it says on stdout and stderr."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from coder.study import Study
from coder.suggest import encoder, training
from tests.cli.conftest import Run
from tests.study.test_suggesting_in_parts import change, code, fill, new_study


@pytest.fixture(autouse=True)
def a_small_study_stands_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "CODINGS", 30)


@pytest.fixture(autouse=True)
def without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "available", lambda: False)


@pytest.fixture
def towns(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with new_study(tmp_path / "s") as study:
        fill(study, range(9))
    monkeypatch.chdir(tmp_path / "s")
    return tmp_path / "s"


def test_before_anything_is_coded_one_notice_says_what_is_used(run: Run, towns: Path) -> None:
    done = run("suggest", "--unaided", "0")
    assert done.code == Exit.OK
    assert done.err == "coder: nothing is coded yet: only cues propose, with numbers that rank and tell no more\n"
    assert done.out.endswith("in 9 documents\ncoder review goes through them\n")
    assert run("suggest", "--from", "cues").err == ""


def test_the_first_that_can_be_trusted_come_with_what_to_expect(run: Run, towns: Path) -> None:
    with Study.open(towns, "MK") as study:
        code(study, range(5))
    first = run("suggest", "--unaided", "0.1", "--workers", "2")
    assert first.err.startswith("coder: About ")
    assert "of 100 suggestions will be right" in first.err
    assert first.err.count("\n") == 1
    again = run("suggest")
    assert (again.err, again.out) == (
        "",
        "0 new suggestions in 9 documents\n9 asked the same before, passed over\n",
    )
    assert "10% of passages without" in run("log").out
    one = run("suggest", "--list", "--json").json[0]
    assert one["calibrated"] is True
    assert {"nearest", "about", "origin", "reason", "confidence"} <= one.keys()
    fewer = run("suggest", "--budget", "3", "--min-confidence", "0.1")
    assert "withdrawn: " in fewer.out
    assert len(run("suggest", "--list", "--json").json) == 3
    assert run("undo").code == Exit.OK


def test_careful_before_anybody_can_tell_is_refused(run: Run, towns: Path) -> None:
    done = run("suggest", "--careful")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.startswith("coder: nobody can tell yet how often suggestions are right (that takes three")


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "cues,oracle"),
        ("--budget", "0"),
        ("--unaided", "1.2"),
        ("--unaided", "30"),
        ("--unaided", "nan"),
        ("--unaided", "1e-999999999"),
        ("--workers", "0"),
        ("--workers", "2", "--cluster", "tcp://127.0.0.1:9"),
        ("--json",),
        ("--from", ""),
        ("--from", "import:m1"),
        ("--list", "--from", "oracle"),
        ("--list", "--careful"),
        ("--list", "--unaided", "0"),
        ("--unaided", "0.3", "--document", "d0001"),
        ("--list", "--workers", "1"),
        ("--list", "--cluster", "tcp://127.0.0.1:9"),
        ("--list", "--evaluate"),
        ("--evaluate", "--document", "d0001"),
        ("--evaluate", "--budget", "3"),
        ("--evaluate", "--min-confidence", "0"),
        ("--workers", "1", "--cluster", ""),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run: Run, towns: Path, words: tuple[str, ...]) -> None:
    done = run("suggest", *words)
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert done.err.count("\n") == 1


def test_a_cluster_that_is_not_there_changes_nothing(run: Run, towns: Path) -> None:
    done = run("suggest", "--cluster", "tcp://127.0.0.1:9")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.err
    assert run("suggest", "--list").out == "no suggestions wait\n"


def test_a_cluster_that_is_not_there_is_told_though_nothing_has_to_be_read(run: Run, towns: Path) -> None:
    assert run("suggest").code == Exit.OK
    done = run("suggest", "--cluster", "tcp://127.0.0.1:9")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.startswith("coder: no Dask scheduler answers at tcp://127.0.0.1:9 (")
    done = run("suggest", "--cluster", "")
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "no address of a scheduler" in done.err


def test_a_run_that_changed_nothing_is_not_what_undo_takes_back(run: Run, towns: Path) -> None:
    assert run("suggest", "--from", "cues").code == Exit.OK
    assert run("documents", "d0003", "--set", "town=south").code == Exit.OK
    before = run("suggest", "--list", "--json").json
    assert run("suggest", "--from", "cues", "--min-confidence", "0.01").out.startswith("0 new suggestions")
    assert run("suggest", "--list", "--json").json == before
    assert "nothing new from cues in 9 documents" in run("log").out
    assert "town" in run("undo").out
    assert "town" in run("redo").out
    assert run("suggest", "--from", "cues", "--min-confidence", "0.01").out.endswith(
        "9 asked the same before, passed over\n"
    )
    with Study.open(towns, "MK") as study:
        assert study.check() == ()


def test_an_interrupted_run_says_whether_its_share_is_kept(
    run: Run, towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    whole = "coder: interrupted; what was written before stays\n"
    with monkeypatch.context() as patch:
        patch.setattr(Study, "suggest", interrupted)
        done = run("suggest", "--unaided", "0.3")
        assert (done.code, done.out) == (Exit.INTERRUPTED, "")
        assert done.err == "coder: nothing of this run is stored: give --unaided again when you repeat it\n" + whole
        assert run("suggest").err == whole
    assert run("suggest", "--unaided", "0.3").code == Exit.OK
    monkeypatch.setattr(Study, "suggest", interrupted)
    assert run("suggest", "--unaided", "0.3").err == whole


def test_a_list_is_of_what_is_asked_for(run: Run, towns: Path) -> None:
    with Study.open(towns, "MK") as study:
        code(study, range(5))
    assert run("suggest", "--unaided", "0").code == Exit.OK
    Path("p.csv").write_text(
        "document,code,start,end,confidence\n"
        + "".join(f"{name},mood.pride,{at},{to},0.9{n}\n" for n, (name, at, to) in enumerate(first_answers(towns))),
        "utf-8",
    )
    assert run("training", "import", "p.csv", "--origin", "m-1.v2").code == Exit.OK
    listed = run("suggest", "--list", "--json").json
    assert {"model", "import:m-1"} <= {part.partition(".v")[0] for one in listed for part in one["origin"].split("+")}

    def of(*names: str) -> list[object]:
        return [one for one in listed if any(name in one["origin"] for name in names)]

    for name in ("cues", "model", "import"):
        assert run("suggest", "--list", "--json", "--from", name).json == of(name)
    assert run("suggest", "--list", "--json", "--from", "cues, import").json == of("cues", "import")
    assert run("suggest", "--list", "--json", "--from", "import:m-1.v2").json == of("import")
    none = run("suggest", "--list", "--from", "import:m-1")
    assert (none.code, none.out) == (Exit.OK, f"none of these is among the {len(listed)} suggestions that wait\n")
    likely = sorted((one["confidence"] for one in listed if one["calibrated"]), reverse=True)  # before what only ranks
    few = run("suggest", "--list", "--json", "--budget", "4").json
    assert few == [one for one in listed if one in few], "in the order of the whole list"
    assert sorted((one["confidence"] for one in few), reverse=True) == likely[:4]
    assert run("suggest", "--list", "--json", "--budget", "9999").json == listed
    two = run("suggest", "--list", "--json", "--budget", "2", "--from", "import").json
    assert sorted(one["confidence"] for one in two) == sorted(one["confidence"] for one in of("import"))[-2:]  # type: ignore[index]


def test_on_a_narrow_terminal_the_words_have_the_room_of_the_reason(
    run: Run, towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("suggest", "--from", "cues")
    assert "reason" in run("suggest", "--list").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("suggest", "--list")
    assert ("reason" in narrow.out, narrow.err) == (
        False,
        "coder: no room for the reason: a wider terminal or --json shows it\n",
    )
    monkeypatch.setenv("COLUMNS", "120")
    assert "reason" in run("suggest", "--list").out


def test_the_run_that_opens_a_rejection_again_says_so(run: Run, towns: Path) -> None:
    run("suggest", "--from", "cues", "--unaided", "0")
    with Study.open(towns, "MK") as study:
        study.reject(next(one.id for one in study.suggestions() if one.code == "mood.story.rise"))
        change(study, ("definition: It gets better.", "definition: Something is better."), version="1.0.2")
    assert "1 rejected before their code was changed, open again\n" in run("suggest", "--from", "cues").out


def first_answers(towns: Path) -> list[tuple[str, int, int]]:
    """Document, start and end of the first answers of three interviews that nobody coded."""
    with Study.open(towns, "MK") as study:
        documents = [study.document(name) for name in ("d0006", "d0007", "d0008")]
    return [(one.name, one.text.index("\n") + 1, one.text.index("\n") + 12) for one in documents]


def test_a_percentage_is_told_how_it_is_written(run: Run, towns: Path) -> None:
    assert "'30' is not a share from 0 to 1, such as 0.3 for 30 of 100" in run("suggest", "--unaided", "30").err
    for share in ("1", ".5", "0.25", "0", "1.0", "0."):
        assert run("suggest", "--unaided", share).code == Exit.OK


def test_without_transcripts_it_is_said_what_is_missing(run: Run, tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        path = str(study.path)
    done = run("suggest", "--study", path)
    assert (done.code, done.out) == (Exit.OK, "0 new suggestions in 0 documents\n")
    assert done.err == "coder: there are no transcripts yet: coder import brings them in\n"
    export = run("training", "export", "-o", "-", "--study", path)
    assert (export.code, export.out) == (Exit.REFUSED, "")
    assert export.err == "coder: there are no transcripts yet (coder import brings them in)\n"
