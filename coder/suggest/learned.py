"""The learned source (``model.v1``): kernel ridge regression of all codes at once.

One solve gives the weights of all codes and, in closed form, the scores that each interview would get had it not been
learned from: its targets less its residuals divided by its block of the inverse (Hastie, Tibshirani, Friedman 2009,
7.10, for blocks of rows). How much the surroundings and the place in the interview count is chosen by these scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from coder.suggest.kernel import RECIPES, Likeness, Recipe
from coder.suggest.met import Met
from coder.suggest.sources import Scores

ORIGIN = "model.v1"
PENALTY = 1.0  # lambda of the ridge
_COMPARABLE = 3  # interviews; with fewer, stretches of the same interview are held out, whose surroundings are known
_TRIED_ON = 2000  # segments on which recipes are compared

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Solution:
    """A solved ridge: the inverse of kernel plus penalty, dual weights (rows x codes), and the mean of the targets."""

    inverse: Matrix
    dual: Matrix
    mean: Matrix

    def held_out(self, targets: Matrix, blocks: Sequence[Places]) -> Matrix:
        """What each block of rows would be given by a ridge that has not seen it, not even in the mean."""
        found = np.zeros_like(targets)
        ones = self.inverse.sum(axis=1)
        for block in blocks:
            mean = self._mean_without(targets, block)
            of_both = np.column_stack([self.dual[block], ones[block]])
            solved = np.linalg.solve(self.inverse[np.ix_(block, block)], of_both)
            found[block] = targets[block] - solved[:, :-1] + solved[:, -1:] * (mean - self.mean)
        return found

    def beside(self, kernel: NDArray[np.float32], targets: Matrix, block: Places) -> Matrix:
        """What segments without targets (``kernel``: segments x rows) would be given by a ridge that has not seen a
        block of rows."""
        mean = self._mean_without(targets, block)
        dual = self.dual + np.outer(self.inverse.sum(axis=1), self.mean - mean)
        dual -= self.inverse[:, block] @ np.linalg.solve(self.inverse[np.ix_(block, block)], dual[block])
        return np.asarray(kernel @ dual + mean)

    def _mean_without(self, targets: Matrix, block: Places) -> Matrix:
        rest = len(targets) - len(block)
        return (self.mean * len(targets) - targets[block].sum(axis=0)) / rest if rest else self.mean


def solve(kernel: NDArray[np.float32], targets: Matrix) -> Solution:
    """Ridge regression in the dual: rows x rows kernel, rows x codes targets."""
    regular = np.asfortranarray(kernel, dtype=np.float64)
    regular.flat[:: len(kernel) + 1] += PENALTY
    mean = targets.mean(axis=0)
    factor, _ = lapack.dpotrf(regular, lower=1, overwrite_a=1)
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    for row in range(len(inverse) - 1):
        inverse[row, row + 1 :] = inverse[row + 1 :, row]
    return Solution(inverse, inverse @ (targets - mean), mean)


@dataclass(frozen=True)
class Learned:
    """The trained source. ``rows`` are the places of the segments learned from among those known; ``held_out`` has
    scores of all known, each as if its block had not been learned from (1 x known x codes)."""

    recipe: Recipe
    rows: Places
    dual: NDArray[np.float32]
    mean: NDArray[np.float32]
    held_out: Scores
    origin: str = ORIGIN
    channels: tuple[str, ...] = ("learned",)

    def scores(self, met: Met) -> Scores:
        """About 1 where a code applies, 0 where not."""
        if met.likeness is None:
            return np.zeros((1, met.view.count, len(self.mean)), np.float32)
        kernel = met.likeness.kernel(self.recipe)
        if not np.array_equal(self.rows, np.arange(kernel.shape[1])):  # a copy of all would be as large
            kernel = kernel[:, self.rows]
        return np.asarray((kernel @ self.dual + self.mean)[None], dtype=np.float32)


def learn(
    likeness: Likeness,
    rows: Places,
    targets: Sequence[Matrix],
    blocks: Sequence[Places],
    beside: Sequence[Places] = (),
    step: Callable[[], None] = lambda: None,
) -> Learned:
    """Learn from segments and what was said of them, by interview (rows x codes): from how alike all segments known are
    to each other, and the places among them of those learned from, of which ``blocks`` are held out together;
    ``beside`` are, for each block, the places of segments that nothing was said of and that are held out with it.
    ``step`` is called before each recipe that is tried.
    """
    said = np.vstack(targets)
    recipe, solution = (
        _chosen(likeness, rows, said, blocks, step) if len(targets) >= _COMPARABLE else (RECIPES[0], None)
    )
    kernel = likeness.kernel(recipe)
    solution = solution or solve(kernel[np.ix_(rows, rows)], said)
    held_out = np.zeros((1, len(kernel), said.shape[1]), np.float32)
    held_out[0, rows] = solution.held_out(said, blocks)
    for block, others in zip(blocks, beside, strict=False):
        if len(others):
            held_out[0, others] = solution.beside(kernel[np.ix_(others, rows)], said, block)
    return Learned(recipe, rows, solution.dual.astype(np.float32), solution.mean.astype(np.float32), held_out)


def _chosen(
    likeness: Likeness, rows: Places, said: Matrix, blocks: Sequence[Places], step: Callable[[], None]
) -> tuple[Recipe, Solution | None]:
    """The recipe whose scores held out come closest to what was said, on the first blocks up to ``_TRIED_ON`` rows;
    with its solution if these are all."""
    tried: list[Places] = []
    count = 0
    for block in blocks:
        if tried and count + len(block) > _TRIED_ON:
            break
        tried.append(np.arange(count, count + len(block)))
        count += len(block)
    used = np.concatenate(blocks[: len(tried)])
    places = rows[used]
    best: tuple[float, Recipe, Solution] | None = None
    for recipe in RECIPES:
        step()
        solution = solve(likeness.kernel(recipe)[np.ix_(places, places)], said[used])
        error = float(((solution.held_out(said[used], tried) - said[used]) ** 2).sum())
        if best is None or error < best[0]:
            best = error, recipe, solution
    assert best is not None  # noqa: S101 - there are recipes
    return best[1], best[2] if len(used) == len(rows) else None
