"""Trials of an evaluation: the same here and elsewhere, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
import pytest

from coder.model.evaluation import Evaluation
from coder.suggest import trials
from coder.suggest.evaluate import evaluate
from coder.suggest.segments import CodedInterview
from coder.suggest.sources import CUES, MODEL, SIMILAR, SOURCES
from coder.suggest.training import Suggester, Trainer, train
from coder.suggest.trials import Said, Trained, Trial, Trials
from tests.suggest.talks import TOPICS, book, talk, talks

CODES = tuple(sorted(TOPICS))
BOOK = book(*CODES, cues={"river": {"en": ("floods",)}, "price": {"en": ("steel",)}})


@pytest.fixture
def known() -> list[CodedInterview]:
    return talks(6)


def measured(known: Sequence[CodedInterview], processes: int) -> Evaluation:
    train = Trainer.of(BOOK, [one.interview for one in known], None)
    return evaluate(known, BOOK, SOURCES, train, processes=processes)


@pytest.mark.parametrize("forked", [True, False], ids=["forked", "begun anew"])
def test_two_processes_measure_what_one_does(
    known: list[CodedInterview], forked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "_WORTH", 1)
    if not forked:
        monkeypatch.setattr("coder.processes.multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert measured(known, 2) == measured(known, 1)


@dataclass(frozen=True)
class Fatal:
    """Trains, but ends the process that it runs in unless that is the first one."""

    first: int
    marks: Path

    def __call__(self, learned: Sequence[CodedInterview], sources: Sequence[str]) -> Trained:
        if os.getpid() != self.first:
            (self.marks / str(os.getpid())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return train(learned, BOOK, sources)


def test_a_process_that_is_killed_takes_nothing_with_it(
    known: list[CodedInterview], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "_WORTH", 1)
    asked = [Trial("x", (0, 1), (2,)), Trial("x", (3, 4), (5,))]
    found = list(Trials(known, CODES, SOURCES, Fatal(os.getpid(), tmp_path)).outcomes(asked, 2, None))
    assert any(tmp_path.iterdir())
    here = [Trials(known, CODES, SOURCES, Trainer.of(BOOK, [], None)).outcome(one) for one in asked]
    for one, other in zip(found, here, strict=True):
        assert one.together.least == other.together.least
        np.testing.assert_array_equal(one.together.likelihoods[0], other.together.likelihoods[0])


def test_a_source_alone_is_measured_as_if_trained_alone(known: list[CodedInterview]) -> None:
    shared = Trainer.of(BOOK, [one.interview for one in known], None)
    whole = Trials(known, CODES, SOURCES, shared).outcome(Trial("x", (0, 1, 2, 3), (4, 5), apart=True))
    for name in (CUES, SIMILAR, MODEL):
        own = Trials(known, CODES, (name,), Trainer.of(BOOK, [], None)).outcome(Trial("x", (0, 1, 2, 3), (4, 5)))
        assert whole.alone[name].least == own.together.least
        assert whole.alone[name].careful == own.together.careful
        for one, other in zip(whole.alone[name].likelihoods, own.together.likelihoods, strict=True):
            assert one.tobytes() == other.tobytes()


def test_of_a_source_that_learned_nothing_nothing_is_shown() -> None:
    known = [talk("a", "one", "two"), talk("b", ("the price rose", ["price"]))]
    found = Trials(known, CODES, SOURCES, Trainer.of(BOOK, [], None)).outcome(Trial("x", (0,), (1,), apart=True))
    assert isinstance(found.alone[MODEL], Said)
    assert found.alone[MODEL].least == inf
    assert not found.alone[MODEL].likelihoods[0].any()


def test_progress_goes_up_and_names_what_is_done(known: list[CodedInterview]) -> None:
    told: list[tuple[int, int, str]] = []

    class Nothing:
        held_out = (np.zeros((30, 3), np.float32),)

        def likelihoods(self, interview: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
            return np.zeros((30, 3), np.float32)

        def alone(self) -> Mapping[str, Trained]:
            return {}

    asked = [Trial("whole", (0,), (1,)), Trial("half", (1,), (0,)), Trial("none", (), (0, 1))]
    common = Trials(known, CODES, SOURCES, lambda learned, sources: Nothing())
    assert len(list(common.outcomes(asked, 1, lambda *one: told.append(one)))) == 3
    assert [what for *_, what in told] == ["whole", "whole", "half", "half", "none", "none"]
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)
    assert (told[0][0], told[-1][0]) == (0, 100)


def test_what_trainings_share_changes_nothing(known: list[CodedInterview]) -> None:
    shared: Suggester = Trainer.of(BOOK, [one.interview for one in known], None)(known[:4], SOURCES)
    own = train(known[:4], BOOK)
    fresh = known[5].interview
    assert shared.likelihoods(fresh).tobytes() == own.likelihoods(fresh).tobytes()
