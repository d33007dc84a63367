"""What stands around a segment, from inner products alone.

The surroundings of a segment are the sum of the vectors of those before it, or after it, fading with the distance; or
the vector of the last question. They are linear in the vectors, so their inner products follow from those of the
segments: the same map over the rows of a Gram matrix and over its columns. No vector of surroundings is ever made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Gram = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look: ``side`` -1 before the segment, 1 after it; each step further counts ``rate`` times less.

    ``side`` 0 is the last question, the segment itself if it is one.
    """

    side: int
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """How segments follow on each other: where interviews start, and which segment is the last question (-1: none)."""

    starts: tuple[int, ...]  # of each interview, and the end of the last
    question: NDArray[np.intp]

    @classmethod
    def of(cls, asked: Sequence[NDArray[np.bool_]]) -> Course:
        """Of interviews one after the other; ``asked`` tells which of their segments are questions."""
        starts = (0, *np.cumsum([len(one) for one in asked], dtype=int).tolist())
        found = [np.zeros(0, dtype=np.intp)]
        for start, one in zip(starts, asked, strict=False):
            last = np.maximum.accumulate(np.where(one, np.arange(len(one)), -1)) if len(one) else np.zeros(0, int)
            found.append(np.where(last >= 0, last + start, -1).astype(np.intp))
        return cls(starts, np.concatenate(found))

    def seen(self, look: Look, of: Gram) -> Gram:
        """What a look sees of each row: rows summed up as the look says, none across the edge of an interview."""
        found = np.zeros(of.shape, dtype=of.dtype)
        if look.side == 0:
            has = self.question >= 0
            found[has] = of[self.question[has]]
            return found
        for start, end in zip(self.starts, self.starts[1:], strict=False):
            rows = range(start + 1, end) if look.side < 0 else range(end - 2, start - 1, -1)
            for row in rows:
                np.multiply(found[row + look.side], look.rate, out=found[row])
                found[row] += of[row + look.side]
        return found


def between(left: Course, right: Course, look: Look, gram: Gram) -> Gram:
    """Inner products of the surroundings of left and right segments from those of the segments (left x right)."""
    here = left.seen(look, np.ascontiguousarray(gram))
    return right.seen(look, np.ascontiguousarray(here.T)).T
