"""What is learned from: which segments of which interviews, what was said of them, and which are held out together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from coder.model.coding import Coding
from coder.suggest.learned import Matrix, Places
from coder.suggest.reading import Reader, View
from coder.suggest.segments import CodedInterview, SegmentedInterview
from coder.suggest.sources import Scores, targets

MOST = 6000  # segments that are learned from; of more a sample of whole interviews
_AHEAD = 20  # segments behind the last one read that its surroundings may show
_AROUND = 8  # segments on both sides of a single one that was decided on, which the second stage looks at
_STRETCHES = {1: 5, 2: 3}  # where all stands in so few interviews, each is held out in so many stretches
FOLDS = 5  # of the second stage


@dataclass(frozen=True)
class Lessons:
    """``used`` are the places of the interviews learned from among those given. Of each, ``known`` are the segments of
    which something was said, and ``seen`` these with what stands around them; ``stretches`` are those seen as they are
    read, a view for each run without a gap. ``targets`` is what was said (known x codes), ``codings`` the codings on
    each segment known, of all interviews."""

    used: tuple[int, ...]
    interviews: tuple[SegmentedInterview, ...]
    known: tuple[Places, ...]
    seen: tuple[Places, ...]
    stretches: tuple[tuple[View, ...], ...]
    targets: tuple[Matrix, ...]
    codings: tuple[tuple[Coding, ...], ...]

    @classmethod
    def of(cls, coded: Sequence[CodedInterview], codes: Sequence[str], reader: Reader) -> Lessons:
        """From interviews of which something is known; of very many a sample, always the same."""
        used = sample(coded)
        interviews = [coded[place] for place in used]
        known = [_known(one) for one in interviews]
        seen = [_seen(one) for one in interviews]
        return cls(
            tuple(used),
            tuple(one.interview for one in interviews),
            tuple(known),
            tuple(seen),
            tuple(tuple(_runs(reader.view(one.interview), of)) for one, of in zip(interviews, seen, strict=True)),
            tuple(targets(one, codes)[: len(of)] for one, of in zip(interviews, known, strict=True)),
            tuple(one.codings[row] for one, of in zip(interviews, known, strict=True) for row in of),
        )

    @property
    def views(self) -> list[View]:
        """All that is seen, stretch by stretch."""
        return [view for stretches in self.stretches for view in stretches]

    @cached_property
    def places(self) -> list[Places]:
        """The places of the segments known among those seen of their interview."""
        return [np.searchsorted(seen, known) for seen, known in zip(self.seen, self.known, strict=True)]

    @cached_property
    def right(self) -> list[NDArray[np.bool_]]:
        """What was coded, by interview (known x codes)."""
        return [one > 0 for one in self.targets]

    @property
    def any_coded(self) -> bool:
        """Whether anything was."""
        return any(one.any() for one in self.right)

    @property
    def prior(self) -> Matrix:
        """The share of segments known that have each code."""
        return np.asarray(np.vstack(self.right).mean(axis=0))

    @cached_property
    def _starts(self) -> Places:
        """Where the segments of each interview begin among all that are seen, and the end of the last."""
        return np.cumsum([0, *map(len, self.seen)], dtype=np.intp)

    @cached_property
    def rows(self) -> Places:
        """The places of the segments known among all that are seen."""
        found = [np.zeros(0, dtype=np.intp)]
        found += [start + places for start, places in zip(self._starts, self.places, strict=False)]
        return np.concatenate(found)

    @property
    def names(self) -> tuple[tuple[str, int], ...]:
        """Document and segment of all that are seen."""
        return tuple(
            (interview.document, int(segment))
            for interview, seen in zip(self.interviews, self.seen, strict=True)
            for segment in seen
        )

    def by_interview(self, scores: Scores) -> list[Scores]:
        """The scores of all that are seen (channels x seen x codes), interview by interview."""
        return np.split(scores, self._starts[1:-1], axis=1)

    @cached_property
    def blocks(self) -> list[Places]:
        """Which segments known (by their number) are held out together: an interview's, or stretches of it where all
        stands in fewer than three. A few segments decided on in each of many others do not make them more: held out
        whole, the one that was read would be asked of what knows nothing."""
        return [block for block, _ in self._held_out_together]

    @cached_property
    def beside(self) -> list[Places]:
        """For each block the places, among all that are seen, of the other segments around: held out with it, so that
        segments known have neighbours that know as little of their interview as they do."""
        return [beside for _, beside in self._held_out_together]

    @cached_property
    def _held_out_together(self) -> list[tuple[Places, Places]]:
        found: list[tuple[Places, Places]] = []
        number = 0
        stretches = _STRETCHES.get(round(_effective([len(one) for one in self.known])), 1)
        for start, seen, places in zip(self._starts, self.seen, self.places, strict=False):
            others = np.setdiff1d(np.arange(len(seen)), places)
            last_known = np.maximum(np.searchsorted(places, others) - 1, 0)
            for part in np.array_split(np.arange(len(places), dtype=np.intp), stretches):
                if len(part):
                    found.append((number + part, start + others[np.isin(last_known, part)]))
            number += len(places)
        return found

    @property
    def folds(self) -> list[Places]:
        """In which fold of the second stage each segment known lies, by interview; blocks stay whole."""
        found = np.zeros(sum(map(len, self.known)), dtype=np.intp)
        for number, block in enumerate(self.blocks):
            found[block] = number % FOLDS
        return np.split(found, np.cumsum([len(one) for one in self.known])[:-1])


def _effective(sizes: Sequence[int]) -> float:
    """How many parts of equal size are as even as parts of these sizes (Simpson 1949, in the numbers of Hill 1973)."""
    return sum(sizes) ** 2 / max(1, sum(size * size for size in sizes))


def sample(coded: Sequence[CodedInterview]) -> list[int]:
    """Which interviews to learn from, in order: all of which something is known, or whole ones, drawn by their names
    alone, as long as no more than ``MOST`` segments of them are seen; one longer than that counts so far."""
    some = [place for place, one in enumerate(coded) if one.rows]
    seen = {place: min(len(_seen(coded[place])), MOST) for place in some}
    if sum(seen.values()) <= MOST:
        return some
    kept: list[int] = []
    room = MOST
    for place in sorted(some, key=lambda place: sha256(coded[place].interview.document.encode()).digest()):
        if seen[place] <= room:
            kept.append(place)
            room -= seen[place]
    return sorted(kept)


def _known(one: CodedInterview) -> Places:
    """The segments of an interview that are learned from."""
    return np.array([row for row in one.rows if row < MOST], dtype=np.intp)


def _seen(one: CodedInterview) -> Places:
    """These and what stands around them."""
    found = np.zeros(len(one.interview.segments), dtype=np.bool_)
    if one.read:
        found[: min(one.read, MOST) + _AHEAD] = True
    for row in _known(one):
        if row >= one.read:
            found[max(0, row - _AROUND) : row + _AROUND + 1] = True
    return np.flatnonzero(found)


def _runs(whole: View, seen: Places) -> Iterator[View]:
    """What is seen of an interview, cut where something between is not."""
    for run in np.split(seen, np.flatnonzero(np.diff(seen) > 1) + 1):
        yield whole.part(int(run[0]), int(run[-1]) + 1)
