"""How alike two segments are, in themselves and in what surrounds them: the kernel of the learned source.

Cosines of words, letters and sense make the likeness of segments; fading sums of what stands before and after them,
and the question asked last, that of their surroundings. Products ask for both at once: the same words in the same
surroundings say more than either. A sum of products of kernels is a kernel (Shawe-Taylor, Cristianini 2004, 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse, vstack

from coder.suggest.buffers import Buffers
from coder.suggest.reading import LETTERS, PLACE, ROLE, SENSE, WORDS, View
from coder.suggest.surroundings import Between, Course, Gram, Look

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
_AT_ONCE = 256  # vectors laid out in full together


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
            around = Between(course, course, Buffers())
            for block in (WORDS, SENSE):
                if block in blocks:
                    gram = np.ascontiguousarray(inner(view.blocks[block], view.blocks[block]))
                    for name, look in _AROUND:
                        if name == block:
                            lengths = np.sqrt(np.maximum(around.of(look, gram).diagonal(), 0))
                            scales.setdefault((block, look), []).append(_inverted(lengths))
        made = {key: np.concatenate(parts) for key, parts in scales.items()}
        return cls(blocks, Course.of([view.asked for view in views]), made)

    def __len__(self) -> int:
        return self.course.starts[-1]

    @cached_property
    def across(self) -> dict[str, Block]:
        """The same vectors, a column per segment, as products want them."""
        return {name: turned(block) for name, block in self.blocks.items()}

    def __getstate__(self) -> dict[str, object]:
        """Without what is made where it is needed."""
        return {name: value for name, value in self.__dict__.items() if name != "across"}


@dataclass(frozen=True)
class Likeness:
    """Of left and right segments (left x right): by block, of themselves, of their surroundings; and their places. It
    holds as long as nothing else is put into its ``buffers``."""

    bare: dict[str, Gram]
    itself: Gram
    around: Gram
    places: tuple[Block, Block]
    buffers: Buffers

    @classmethod
    def of(cls, left: Rows, right: Rows, buffers: Buffers | None = None) -> Likeness:
        """Of each left segment with each right one."""
        buffers = buffers or Buffers()
        size = len(right), len(left)  # as products lie
        bare = {
            block: product(left.blocks[block], right.across[block], buffers)
            for block in _SELF
            if block in left.blocks and block in right.blocks
        }
        itself = _mean([(gram, _SELF[block]) for block, gram in bare.items()], buffers.array("itself", *size).T)
        same_role = inner(left.blocks[ROLE], right.blocks[ROLE]) > 0
        np.multiply(itself, 0.5, out=itself, where=~same_role)
        around = buffers.array("around", *size).T
        around[:] = 0
        between = Between(left.course, right.course, buffers)
        in_rows = buffers.array("rows", len(left), len(right))
        total = 0.0
        for block in (WORDS, SENSE):
            if block not in bare:
                continue
            np.copyto(in_rows, bare[block])
            for look, weight in ((look, weight) for (of, look), weight in _AROUND.items() if of == block):
                seen = between.of(look, in_rows)
                seen *= weight * left.scales[block, look][:, None]
                seen *= right.scales[block, look][None, :]
                around += seen
                total += weight
        around /= total
        return cls(bare, itself, around, (left.blocks[PLACE], right.blocks[PLACE]), buffers)

    def cosines(self, columns: NDArray[np.intp]) -> Gram:
        """The mean cosine of the segments themselves with some of the right ones; it ends those before."""
        found = self.buffers.array("cosines", len(columns), len(self.itself)).T
        part = self.buffers.array("cosine", len(columns), len(self.itself))
        found[:] = 0
        for gram in self.bare.values():
            found += np.take(gram.T, columns, axis=0, out=part, mode="clip").T
        found /= len(self.bare)
        return found

    def kernel(self, recipe: Recipe) -> Gram:
        """The kernel of a recipe; it ends the one before."""
        found = np.multiply(self.itself, 6, out=self.buffers.array("kernel", *self.itself.shape[::-1]).T)
        part = self.buffers.array("part", *self.itself.shape[::-1]).T
        place = inner(*self.places) if recipe.place else None
        found += 3
        found += np.multiply(self.around, 11 * recipe.around, out=part)
        if place is not None:
            found += np.multiply(place, 2 * recipe.place, out=part)
        found *= self.itself
        found += np.multiply(self.around, 2.5 * recipe.around, out=part)
        if place is not None:
            found += np.multiply(place, 0.15 * recipe.place, out=part)
        return found


def cosines(left: Mapping[str, Block], across: Mapping[str, Block], buffers: Buffers) -> Gram:
    """The mean cosine of segments, left x right, by words, letters and sense; of the right ones, a column each."""
    both = [block for block in _SELF if block in left and block in across]
    return _mean([(product(left[block], across[block], buffers), 1.0) for block in both])


def inner(left: Block, right: Block) -> Gram:
    """Inner products of rows."""
    return product(left, turned(right))


def turned(block: Block) -> Block:
    """A row for each column."""
    return block.T.tocsr() if issparse(block) else block.T


def product(left: Block, across: Block, buffers: Buffers | None = None) -> Gram:
    """Of rows with columns (left x across); of many columns it lies column by column.

    Of sparse vectors the left ones are then laid out in full, some at a time: the product of two sparse matrices, whose
    places scipy counts beforehand, takes three times as long.
    """
    if not issparse(left):
        return np.asarray((across.T @ left.T).T, dtype=np.float32)
    if across.nnz < left.nnz:
        return np.asarray((left @ across).toarray(), dtype=np.float32)
    starts = range(0, max(1, left.shape[0]), _AT_ONCE)
    parts = [_laid_out(left[start : start + _AT_ONCE], across, buffers or Buffers()) for start in starts]
    return (parts[0] if len(parts) == 1 else np.hstack(parts)).T


def _laid_out(left: Block, across: Block, buffers: Buffers) -> Gram:
    terms = np.flatnonzero(np.bincount(left.indices, minlength=left.shape[1]))
    copied = 2 * int(np.diff(across.indptr)[terms].sum())  # numbers, to leave out the other terms
    if copied < (left.shape[1] - len(terms)) * left.shape[0]:
        left, across = left[:, terms], across[terms]
    return np.asarray(across.T @ left.T.toarray(out=buffers.array("left", *left.shape[::-1])), dtype=np.float32)


def stacked(blocks: Sequence[Block]) -> Block:
    """Rows below rows."""
    return vstack(blocks, format="csr") if issparse(blocks[0]) else np.vstack(blocks)


def _mean(parts: Sequence[tuple[Gram, float]], found: Gram | None = None) -> Gram:
    """The weighted mean, in ``found`` if given."""
    (first, weight), *others = parts
    found = np.multiply(first, np.float32(weight), out=found)
    for gram, weight in others:
        found += gram if weight == 1 else gram * np.float32(weight)
    found /= sum(weight for _, weight in parts)
    return found


def _inverted(lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """One by each length; 0 for those that are 0: nothing to see is like nothing."""
    return np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 1e-6)
