"""How alike two segments are, in themselves and in what surrounds them: the kernel of the learned source.

Cosines of words, letters and sense make the likeness of segments; fading sums of what stands before and after them,
and the question asked last, that of their surroundings. Products ask for both at once: the same words in the same
surroundings say more than either. A sum of products of kernels is a kernel (Shawe-Taylor, Cristianini 2004, 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse, vstack

from coder.suggest.reading import LETTERS, PLACE, ROLE, SENSE, WORDS, View
from coder.suggest.surroundings import Course, Gram, Look, between

Block: TypeAlias = Any  # csr_matrix or NDArray[np.float32], a row per segment: the first has no types

_SELF = {WORDS: 1.0, LETTERS: 1.0, SENSE: 2.0}  # weights of the cosines of the segments themselves
_NEAR_BEFORE, _NEAR_AFTER, _FAR_BEFORE, _FAR_AFTER = Look(-1, 0.5), Look(1, 0.5), Look(-1, 0.8), Look(1, 0.8)
_AROUND = {  # and of their surroundings
    (WORDS, _NEAR_BEFORE): 1.0,
    (WORDS, _NEAR_AFTER): 1.0,
    (WORDS, _FAR_BEFORE): 1.0,
    (WORDS, _FAR_AFTER): 1.0,
    (WORDS, Look(0)): 2.0,
    (SENSE, _NEAR_BEFORE): 1.0,
    (SENSE, _NEAR_AFTER): 1.0,
    (SENSE, _FAR_BEFORE): 1.0,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much the surroundings and the place in the interview count."""

    around: float
    place: float


RECIPES = (
    Recipe(1.0, 0.0),
    Recipe(1.0, 1.0),
    Recipe(0.25, 0.0),
)  # which one, inner cross-validation says; the first where that cannot be had


@dataclass(frozen=True)
class Rows:
    """Segments of interviews one after the other: their vectors, how they follow, and one by the length of their
    surroundings."""

    blocks: dict[str, Block]
    course: Course
    scales: dict[tuple[str, Look], NDArray[np.float32]]

    @classmethod
    def of(cls, views: Sequence[View]) -> Rows:
        """Of interviews that have been read, at least one."""
        names = [name for name in views[0].blocks if all(name in view.blocks for view in views)]
        blocks = {name: stacked([view.blocks[name] for view in views]) for name in names}
        scales: dict[tuple[str, Look], list[NDArray[np.float32]]] = {}
        for view in views:
            course = Course.of([view.asked])
            for block in (WORDS, SENSE):
                if block in blocks:
                    gram = inner(view.blocks[block], view.blocks[block])
                    for name, look in _AROUND:
                        if name == block:
                            lengths = np.sqrt(np.maximum(between(course, course, look, gram).diagonal(), 0))
                            scales.setdefault((block, look), []).append(_inverted(lengths))
        made = {key: np.concatenate(parts) for key, parts in scales.items()}
        return cls(blocks, Course.of([view.asked for view in views]), made)

    def __len__(self) -> int:
        return self.course.starts[-1]


@dataclass(frozen=True)
class Likeness:
    """Of left and right segments (left x right): by block, of themselves, of their surroundings, of their place."""

    bare: dict[str, Gram]
    itself: Gram
    around: Gram
    place: Gram

    @classmethod
    def of(cls, left: Rows, right: Rows) -> Likeness:
        """Of each left segment with each right one."""
        bare = {
            block: inner(left.blocks[block], right.blocks[block])
            for block in _SELF
            if block in left.blocks and block in right.blocks
        }
        itself = _mean([(gram, _SELF[block]) for block, gram in bare.items()])
        itself *= 0.5 + 0.5 * inner(left.blocks[ROLE], right.blocks[ROLE])
        around = np.zeros_like(itself)
        total = 0.0
        for (block, look), weight in _AROUND.items():
            if block in bare:
                seen = between(left.course, right.course, look, bare[block])
                seen *= weight * left.scales[block, look][:, None]
                seen *= right.scales[block, look][None, :]
                around += seen
                total += weight
        around /= total
        return cls(bare, itself, around, inner(left.blocks[PLACE], right.blocks[PLACE]))

    def cosines(self, columns: NDArray[np.intp]) -> Gram:
        """The mean cosine of the segments themselves with some of the right ones."""
        return _mean([(gram[:, columns], 1.0) for gram in self.bare.values()])

    def kernel(self, recipe: Recipe) -> Gram:
        """The kernel of a recipe."""
        found = (11 * recipe.around) * self.around
        found += 6 * self.itself + 3 + (2 * recipe.place) * self.place
        found *= self.itself
        found += (2.5 * recipe.around) * self.around + (0.15 * recipe.place) * self.place
        return np.asarray(found, dtype=np.float32)


def cosines(left: Mapping[str, Block], right: Mapping[str, Block]) -> Gram:
    """The mean cosine of segments, left x right, by words, letters and sense."""
    return _mean([(inner(left[block], right[block]), 1.0) for block in _SELF if block in left and block in right])


def inner(left: Block, right: Block) -> Gram:
    """Inner products of rows."""
    found = left @ right.T
    return np.asarray(found.toarray() if issparse(found) else found, dtype=np.float32)


def stacked(blocks: Sequence[Block]) -> Block:
    """Rows below rows."""
    return vstack(blocks, format="csr") if issparse(blocks[0]) else np.vstack(blocks)


def _mean(parts: Sequence[tuple[Gram, float]]) -> Gram:
    total = sum(weight for _, weight in parts)
    found = np.zeros_like(parts[0][0])
    for gram, weight in parts:
        found += (weight / total) * gram
    return found


def _inverted(lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """One by each length; 0 for those that are 0: nothing to see is like nothing."""
    return np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 1e-6)
