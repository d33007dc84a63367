"""What stands around a segment, from inner products alone.

The surroundings of a segment are the sum of the vectors of those before it, or after it, fading with the distance; or
the vector of the last question. They are linear in the vectors, so their inner products follow from those of the
segments: the same map over the rows of a Gram matrix and over its columns. No vector of surroundings is ever made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coder.suggest.buffers import Buffers

Gram = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look: ``side`` -1 before the segment, 1 after it; each step further counts ``rate`` times less.

    ``side`` 0 is the last question, the segment itself if it is one.
    """

    side: int
    rate: float = 0.0


@dataclass(frozen=True)
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

    def seen(self, look: Look, of: Gram, found: Gram) -> Gram:
        """What a look sees of each row: rows summed up as the look says, none across the edge of an interview. It is
        written into ``found``, which is as large."""
        if look.side == 0:
            has = self.question >= 0
            found[has] = of[self.question[has]]
            found[~has] = 0
            return found
        first, *further = self._steps[look.side]
        found[first] = 0
        for rows in further:
            before = rows + look.side
            found[rows] = found[before] * of.dtype.type(look.rate) + of[before]
        return found

    @cached_property
    def _steps(self) -> dict[int, list[NDArray[np.intp]]]:
        """By the side looked to, what is summed up together, in this order: of each interview that is as long the next
        row, from the one that has none on that side on."""
        starts, ends = np.array(self.starts[:-1], dtype=np.intp), np.array(self.starts[1:], dtype=np.intp)
        longest = max(1, int((ends - starts).max(initial=0)))
        forward = [starts[ends - starts > step] + step for step in range(longest)]
        backward = [ends[ends - starts > step] - 1 - step for step in range(longest)]
        return {-1: forward, 1: backward}


class Between:
    """Inner products of the surroundings of left and right segments, from those of the segments; look by look in the
    same memory."""

    def __init__(self, left: Course, right: Course, buffers: Buffers) -> None:
        self._left, self._right = left, right
        counts = left.starts[-1], right.starts[-1]
        self._here = buffers.array("here", *counts)
        self._found = self._here.reshape(counts[::-1])  # that memory is needed no longer when this is written
        self._turned = buffers.array("turned", *counts[::-1])

    def of(self, look: Look, gram: Gram) -> Gram:
        """Of the products ``gram`` (left x right), which lie row by row; holds until the next is asked for."""
        np.copyto(self._turned, self._left.seen(look, gram, self._here).T)
        return self._right.seen(look, self._turned, self._found).T
