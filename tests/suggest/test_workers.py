from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coder.model.coding import Suggestion
from coder.processes import deaf_children, pool
from coder.suggest import workers
from coder.suggest.batch import Asked, Stage
from coder.suggest.training import train
from coder.suggest.workers import answers, parcels, processes
from tests.suggest.towns import BOOK, interview, lessons

TALKS = [Asked(interview(number)[0]) for number in range(100, 130)]


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(BOOK, 1, 0.2, Fraction(1, 5), "seed", train(lessons(range(5)), BOOK))


@pytest.fixture(scope="module")
def expected(stage: Stage) -> list[list[Suggestion]]:
    found = list(answers(stage, TALKS, 1))
    assert sum(map(len, found)) > 50
    return found


@pytest.fixture(autouse=True)
def small_parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "AT_ONCE", 4 * len(TALKS[0].document.text))


@pytest.mark.parametrize("alone", [True, False], ids=["forked", "begun anew"])
def test_two_processes_answer_as_one_and_in_order(
    stage: Stage, expected: list[list[Suggestion]], alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    methods: list[str | None] = []
    get = multiprocessing.get_context

    def context(method: str | None = None) -> Any:
        methods.append(method)
        return get(method)

    monkeypatch.setattr("multiprocessing.get_context", context)
    monkeypatch.setattr("threading.enumerate", lambda: [] if alone else [threading.Thread()])
    assert list(answers(stage, TALKS, 2)) == expected
    assert methods[0] == ("fork" if alone else "spawn")


def test_cues_alone_too() -> None:
    cues = Stage(BOOK, 1, 0.0, Fraction(0), "seed")
    found = list(answers(cues, TALKS, 1))
    assert any(found)
    assert list(answers(cues, TALKS, 2)) == found


def test_a_process_that_is_killed_takes_nothing_with_it(
    stage: Stage, expected: list[list[Suggestion]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[ProcessPoolExecutor] = []

    @contextmanager
    def begun(number: int, begin: Callable[[Stage], None], stage: Stage) -> Iterator[ProcessPoolExecutor]:
        with pool(number, begin, stage) as crew:
            pools.append(crew)
            yield crew

    monkeypatch.setattr(workers, "pool", begun)
    found = []
    for number, answer in enumerate(answers(stage, TALKS, 2)):
        found.append(answer)
        if number == 5:
            os.kill(next(iter(pools[0]._processes)), signal.SIGKILL)
    assert found == expected


def _asleep(asleep: Path) -> None:
    asleep.touch()
    time.sleep(600)


def test_nobody_waits_for_what_is_still_at_work_when_something_is_raised(tmp_path: Path) -> None:
    def interrupted() -> None:
        with pool(2, print, "") as crew:
            with deaf_children():
                crew.submit(_asleep, tmp_path / "asleep")
            while not (tmp_path / "asleep").exists():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_documents_are_read_a_few_ahead(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "AT_ONCE", 1)
    taken: list[str] = []

    def stream() -> Iterator[Asked]:
        for talk in TALKS:
            taken.append(talk.document.id)
            yield talk

    one = answers(stage, stream(), 1)
    assert taken == []
    next(one)
    assert len(taken) == 1
    one.close()
    taken.clear()
    two = answers(stage, stream(), 2)
    next(two)
    assert len(taken) == 2 * (1 + workers.AHEAD)
    two.close()


def test_what_is_less_likely_than_wanted_may_be_left_out(stage: Stage, expected: list[list[Suggestion]]) -> None:
    surer = [[one for one in answer if one.confidence >= 0.4] for answer in expected]
    assert list(answers(stage, TALKS, 1, lambda: 0.4)) == surer
    assert list(answers(stage, TALKS, 2, lambda: 0.4)) == surer


def test_parcels_hold_everything_in_order() -> None:
    cut = list(parcels(TALKS))
    assert [one for parcel in cut for one in parcel] == TALKS
    assert all(1 <= len(parcel) <= 5 for parcel in cut)
    assert list(parcels([])) == []


def test_little_work_is_done_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert processes(1000, learned=True) == processes(1_000_000, learned=False) == 1
    assert processes(130_000, learned=True) == 2
    assert processes(10**9, learned=True) == processes(10**9, learned=False) == 8
