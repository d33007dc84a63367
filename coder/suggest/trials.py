"""The trials of an evaluation: what each learns from and is asked about, in this process or in several.

A trial is a training on some interviews and what it says of others. Trials do not know of each other, so they say the
same wherever they run: in a process each, with one thread each.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from math import inf
from typing import Protocol

import numpy as np

from coder.processes import deaf_children, pool
from coder.suggest.measure import Likelihoods, best_threshold, careful_threshold, of_read
from coder.suggest.segments import CodedInterview, SegmentedInterview
from coder.suggest.trained import one_thread

CAREFUL = 0.75  # of the careful suggestions so many are meant to be right
_WORTH = 500  # segments known from which another process pays

Progress = Callable[[int, int, str], None]  # hundredths of the work done, 100, what is measured


class Trained(Protocol):
    """What is asked of a trained suggester."""

    @property
    def held_out(self) -> tuple[Likelihoods, ...]:
        """How likely each code was on the segments it learned from, each as if it had not."""
        ...

    def likelihoods(self, interview: SegmentedInterview) -> Likelihoods:
        """How likely each code is on each segment."""
        ...

    def alone(self) -> Mapping[str, Trained]:
        """The same by each source it has alone."""
        ...


Train = Callable[[Sequence[CodedInterview], Sequence[str]], Trained]  # coded interviews, names of sources


@dataclass(frozen=True, slots=True)
class Trial:
    """Interviews, by their place, to train on and to ask about; ``apart``: each source alone as well. ``what`` names
    it to people who wait."""

    what: str
    training: tuple[int, ...]
    held: tuple[int, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of each interview held out, as far as somebody read it (segments x codes), and from how likely on
    it would be shown: as the interviews trained on tell, and so that ``CAREFUL`` of it are right (infinite: nothing
    is)."""

    likelihoods: tuple[Likelihoods, ...]
    least: float
    careful: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial came to: from all sources together, and from each alone if that was asked."""

    together: Said
    alone: Mapping[str, Said]


@dataclass(frozen=True)
class Trials:
    """What trials have in common: the interviews known, the codes, the sources, and how to train."""

    known: Sequence[CodedInterview]
    codes: Sequence[str]
    sources: Sequence[str]
    train: Train

    def outcome(self, trial: Trial) -> Outcome:
        """Of one trial, here. Figures of a source alone need no training of its own: its scores, held out or not, are
        those that it has among others, and how they become likelihoods is learned from them alone."""
        with one_thread():  # sums depend on how they are divided
            trained = self.train([self.known[place] for place in trial.training], self.sources)
            alone: dict[str, Said] = {}
            if trial.apart:
                by_source = trained.alone()
                nothing = tuple(np.zeros((self.known[place].read, len(self.codes)), np.float32) for place in trial.held)
                alone = {
                    name: self._said(by_source[name], trial) if name in by_source else Said(nothing, inf, inf)
                    for name in self.sources
                }
            return Outcome(self._said(trained, trial), alone)

    def outcomes(self, trials: Sequence[Trial], processes: int, progress: Progress | None) -> Iterator[Outcome]:
        """Of all trials, in their order; from so many processes, if there is enough to do. A process that ends before
        its time takes nothing with it: this one does its work."""
        number = min(processes, len(trials)) if sum(len(one.rows) for one in self.known) >= _WORTH else 1
        with closing(self._here(trials) if number <= 1 else self._elsewhere(trials, number)) as found:
            costs = [self._cost(trial) for trial in trials]
            whole, done = sum(costs) or 1.0, 0.0
            for trial, cost in zip(trials, costs, strict=True):
                if progress:
                    progress(int(100 * done / whole), 100, trial.what)
                yield next(found)
                done += cost
                if progress:
                    progress(int(100 * done / whole + 1e-6), 100, trial.what)

    def _here(self, trials: Sequence[Trial]) -> Generator[Outcome, None, None]:
        for trial in trials:
            yield self.outcome(trial)

    def _elsewhere(self, trials: Sequence[Trial], number: int) -> Generator[Outcome, None, None]:
        with pool(number, _begin, self) as workers:
            with deaf_children():
                coming = [workers.submit(_outcome, trial) for trial in trials]
            for trial, one in zip(trials, coming, strict=True):
                try:
                    yield one.result()
                except BrokenProcessPool:
                    yield self.outcome(trial)

    def _said(self, trained: Trained, trial: Trial) -> Said:
        least = careful = inf
        if trial.training:
            inner, gold = of_read([self.known[place] for place in trial.training], self.codes, trained.held_out)
            least = best_threshold(inner, gold, int(gold.sum()))
            sure = careful_threshold(inner, gold, CAREFUL)
            careful = inf if sure is None else sure
        held = [self.known[place] for place in trial.held]
        return Said(tuple(trained.likelihoods(one.interview)[: one.read] for one in held), least, careful)

    def _cost(self, trial: Trial) -> float:
        """About how long a trial takes, in some unit."""
        learned = sum(len(self.known[place].rows) for place in trial.training) / 1000
        asked = sum(self.known[place].read for place in trial.held) / 1000
        return 0.1 + learned + learned**2 * (1 + asked) / 2


_trials: Trials | None = None  # of a process that works for another


def _begin(trials: Trials) -> None:
    global _trials
    _trials = trials


def _outcome(trial: Trial) -> Outcome:
    assert _trials is not None  # noqa: S101 - _begin was here
    return _trials.outcome(trial)
