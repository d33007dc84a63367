"""coder suggest over a study that learns: what it says on stdout and stderr."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from coder.study import Study
from coder.suggest import encoder
from tests.cli.conftest import Run
from tests.study.test_suggesting_in_parts import code, fill, new_study


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
    assert "withdrawn, since they are proposed no more\n" in fewer.out
    assert len(run("suggest", "--list", "--json").json) == 3
    assert run("undo").code == Exit.OK


def test_careful_before_anybody_can_tell_is_refused(run: Run, towns: Path) -> None:
    done = run("suggest", "--careful")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.startswith("coder: nobody can tell yet how often suggestions are right (code two interviews")


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "cues,oracle"),
        ("--budget", "0"),
        ("--unaided", "1.2"),
        ("--workers", "0"),
        ("--workers", "2", "--cluster", "tcp://127.0.0.1:9"),
        ("--json",),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run: Run, towns: Path, words: tuple[str, ...]) -> None:
    done = run("suggest", *words)
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert done.err.count("\n") == 1


def test_a_cluster_that_is_not_there_changes_nothing(run: Run, towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.suggest.cluster.WAIT", 1)
    done = run("suggest", "--cluster", "tcp://127.0.0.1:9")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.err
    assert run("suggest", "--list").out == "no suggestions wait\n"
