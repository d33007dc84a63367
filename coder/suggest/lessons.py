"""What is learned from: which segments of which interviews, what was said of them, and which are held out together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from coder.model.coding import Coding
from coder.suggest.learned import Matrix, Places
from coder.suggest.reading import Reader, View
from coder.suggest.segments import CodedInterview, SegmentedInterview
from coder.suggest.sources import targets

MOST = 6000  # segments that are learned from; of more a sample of whole interviews
_AHEAD = 20  # segments behind the last one read that its surroundings may show
_STRETCHES = {1: 5, 2: 3}  # with so few interviews, each is held out in so many stretches
_FOLDS = 5  # of the second stage


@dataclass(frozen=True)
class Lessons:
    """``used`` are the places of the interviews learned from among those given, ``views`` what is seen of them,
    ``targets`` what was said of their segments read (read x codes), ``codings`` the codings on these."""

    used: tuple[int, ...]
    interviews: tuple[SegmentedInterview, ...]
    views: tuple[View, ...]
    targets: tuple[Matrix, ...]
    codings: tuple[tuple[Coding, ...], ...]

    @classmethod
    def of(cls, coded: Sequence[CodedInterview], codes: Sequence[str], reader: Reader) -> Lessons:
        """From interviews of which something was read; of very many a sample, always the same."""
        used = sample(coded)
        reads = [min(coded[place].read, MOST) for place in used]
        pairs = list(zip((coded[place] for place in used), reads, strict=True))
        return cls(
            tuple(used),
            tuple(one.interview for one, _ in pairs),
            tuple(reader.view(one.interview).part(0, read + _AHEAD) for one, read in pairs),
            tuple(targets(one, codes)[:read] for one, read in pairs),
            tuple(codings for one, read in pairs for codings in one.codings[:read]),
        )

    @property
    def reads(self) -> list[int]:
        """How many segments of each interview are learned from."""
        return [len(one) for one in self.targets]

    @cached_property
    def right(self) -> list[NDArray[np.bool_]]:
        """What was coded, by interview (read x codes)."""
        return [one > 0 for one in self.targets]

    @property
    def any_coded(self) -> bool:
        """Whether anything was."""
        return any(one.any() for one in self.right)

    @property
    def prior(self) -> Matrix:
        """The share of segments that have each code."""
        return np.asarray(np.vstack(self.right).mean(axis=0))

    @cached_property
    def rows(self) -> Places:
        """The places of the segments learned from among all that are seen."""
        found = [np.zeros(0, dtype=np.intp)]
        start = 0
        for view, read in zip(self.views, self.reads, strict=True):
            found.append(np.arange(start, start + read, dtype=np.intp))
            start += view.count
        return np.concatenate(found)

    @property
    def names(self) -> tuple[tuple[str, int], ...]:
        """Document and segment of all that are seen."""
        return tuple(
            (interview.document, row)
            for interview, view in zip(self.interviews, self.views, strict=True)
            for row in range(view.count)
        )

    @cached_property
    def blocks(self) -> list[Places]:
        """Which segments learned from are held out together: an interview's, or stretches of it where there are fewer
        than three."""
        found: list[Places] = []
        start = 0
        for read in self.reads:
            rows = np.arange(start, start + read, dtype=np.intp)
            found += [part for part in np.array_split(rows, _STRETCHES.get(len(self.used), 1)) if len(part)]
            start += read
        return found

    @property
    def folds(self) -> list[Places]:
        """In which fold of the second stage each segment lies, by interview; blocks stay whole."""
        found = np.zeros(sum(self.reads), dtype=np.intp)
        for number, block in enumerate(self.blocks):
            found[block] = number % _FOLDS
        return np.split(found, np.cumsum(self.reads)[:-1])


def sample(coded: Sequence[CodedInterview]) -> list[int]:
    """Which interviews to learn from, in order: all that were read, or whole ones, drawn by their names alone, as long
    as they have no more than ``MOST`` segments together; one longer than that counts so far."""
    some = [place for place, one in enumerate(coded) if one.read]
    if sum(coded[place].read for place in some) <= MOST:
        return some
    kept: list[int] = []
    room = MOST
    for place in sorted(some, key=lambda place: sha256(coded[place].interview.document.encode()).digest()):
        read = min(coded[place].read, MOST)
        if read <= room:
            kept.append(place)
            room -= read
    return sorted(kept)
