"""A real Dask cluster on this machine: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.coding import Suggestion
from coder.suggest import cluster, workers
from coder.suggest.batch import Asked, Stage
from coder.suggest.training import train
from tests.suggest.towns import BOOK, interview, lessons

pytest.importorskip("distributed")

TALKS = [Asked(interview(number)[0]) for number in range(100, 130)]


@dataclass
class Cluster:
    address: str
    processes: list[subprocess.Popen[str]]

    def end(self) -> None:
        """Kill all of it."""
        for process in self.processes:
            kill(process)

    def halt(self) -> None:
        """Let all of it stand still, so that it takes nothing of the cores."""
        self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again."""
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        for process in self.processes:
            os.killpg(process.pid, what)


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def running(number: int) -> Iterator[Cluster]:
    """A scheduler and so many workers, ended at the end."""
    started: list[subprocess.Popen[str]] = []
    try:
        scheduler = begun("scheduler", started, "--host", "127.0.0.1", "--port", "0")
        address = ready(scheduler, r"Scheduler at:\s*(tcp://\S+)")
        for worker in [begun("worker", started, address, "--nthreads", "1") for _ in range(number)]:
            ready(worker, r"Registered to")
        yield Cluster(address, started)
    finally:
        for process in started:
            kill(process)
            process.communicate()


def begun(what: str, started: list[subprocess.Popen[str]], *options: str) -> subprocess.Popen[str]:
    """Start a part of the cluster."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + what, "--no-dashboard", *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True)
    started.append(process)
    return process


def ready(process: subprocess.Popen[str], sign: str) -> str:
    """Wait until it says that it is there, and return what it calls itself."""
    assert process.stderr is not None
    for line in process.stderr:
        found = re.search(sign, line)
        if found:
            return found[found.re.groups]
    raise AssertionError("a part of the cluster did not start")


def answered(stage: Stage, talks: Sequence[Asked], address: str) -> Generator[list[Suggestion], None, None]:
    """The answers of the cluster at an address."""
    with cluster.connected(address, learned=stage.suggester is not None) as client:
        yield from cluster.answers(stage, talks, client)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(BOOK, 1, 0.2, Fraction(1, 5), "seed", train(lessons(range(5)), BOOK))


@pytest.fixture(scope="module")
def expected(stage: Stage) -> list[list[Suggestion]]:
    return list(workers.answers(stage, TALKS, 1))


@pytest.fixture(autouse=True)
def small_parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "AT_ONCE", 2 * len(TALKS[0].document.text))


def test_a_cluster_answers_as_one_process_also_when_a_worker_is_killed(
    stage: Stage, expected: list[list[Suggestion]]
) -> None:
    with running(2) as there:
        assert list(answered(stage, TALKS, there.address)) == expected
        cues = Stage(BOOK, 1, 0.0, Fraction(0), "seed")
        assert list(answered(cues, TALKS, there.address)) == list(workers.answers(cues, TALKS, 1))
        found = []
        for number, answer in enumerate(answered(stage, TALKS, there.address)):
            found.append(answer)
            if number == 4:
                kill(there.processes[1])
        assert found == expected


def test_who_stops_early_leaves_nothing_open_and_a_cluster_that_goes_away_is_told(stage: Stage) -> None:
    with running(1) as there:
        found = answered(stage, TALKS, there.address)
        next(found)
        found.close()
        found = answered(stage, TALKS, there.address)
        next(found)
        there.end()
        with pytest.raises(CoderError, match=r"the cluster at tcp://\S+ is gone \(what it found is stored"):
            list(found)


def test_no_scheduler_and_no_worker_are_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAIT", 1)
    with pytest.raises(CoderError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9 \(dask scheduler starts"):
        next(answered(stage, TALKS, "tcp://127.0.0.1:9"))
    with pytest.raises(CoderError, match="no Dask scheduler answers at nonsense:x:y"):
        next(answered(stage, TALKS, "nonsense:x:y"))
    with running(0) as there, pytest.raises(CoderError, match=r"has no workers \(dask worker tcp://127"):
        next(answered(stage, TALKS, there.address))


def test_workers_of_another_version_are_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    here = cluster._here
    monkeypatch.setattr(cluster, "_here", lambda packages: {**here(packages), "coder": "0.0.1"})
    told = r"the worker tcp://\S+ has coder \S+, not 0\.0\.1 \(on each worker: "
    with running(1) as there, pytest.raises(CoderError, match=told):
        next(answered(stage, TALKS, there.address))


def test_a_missing_library_says_how_it_comes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CoderError, match=r"cannot use a cluster \(python3 -m pip install 'coder\[cluster\]'\)"):
        next(answered(stage, TALKS, "tcp://127.0.0.1:9"))
