"""One more judgement in a trained ridge, exactly and at once.

A changed target changes the weights by a column of the inverse; a further row borders the inverse, which is kept as
what it was plus products of two vectors (Hager 1989, Updating the inverse of a matrix). The scores of all segments
follow from one product of the kernel with a vector. A refit from the beginning gives the same but for rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coder.suggest.learned import PENALTY, Matrix, Places, solve


class Teaching:
    """A ridge over segments of which some have targets. ``kernel`` is of all segments (segments x segments), ``rows``
    are the places of those with ``targets`` (rows x codes)."""

    def __init__(self, kernel: NDArray[np.float32], rows: Places, targets: Matrix) -> None:
        solution = solve(kernel[np.ix_(rows, rows)], targets)
        self._kernel = kernel
        self._inverse = solution.inverse
        self._row_of = {int(place): row for row, place in enumerate(rows)}
        self._rows = list(map(int, rows))
        self._borders: list[tuple[Matrix, float]] = []
        self._targets = targets.copy()
        self._ones = self._inverse.sum(axis=1)  # the inverse times a vector of ones
        self._kernel_ones = self._over_all(self._ones)
        self.mean = solution.mean.copy()
        self.dual = solution.dual.copy()
        self.scores = kernel[:, rows] @ self.dual + self.mean  # segments x codes

    @property
    def rows(self) -> Places:
        """The places of the segments with targets, in the order of the rows of ``dual``."""
        return np.array(self._rows, dtype=np.intp)

    def judge(self, place: int, code: int, target: float) -> None:
        """Somebody said of the segment at ``place`` whether a code applies. A segment of which nothing was known is now
        one that was read: other codes do not apply."""
        if place in self._row_of:
            self._change(self._row_of[place], code, target)
        else:
            said = np.zeros(self.dual.shape[1])
            said[code] = target
            self._border(place, said)

    def _change(self, row: int, code: int, target: float) -> None:
        more = target - self._targets[row, code]
        self._targets[row, code] = target
        column = self._inverse_column(row)
        step = more / len(self._rows)
        self.dual[:, code] += column * more - self._ones * step
        self.scores[:, code] += self._over_all(column) * more - self._kernel_ones * step + step
        self.mean[code] += step

    def _border(self, place: int, said: Matrix) -> None:
        to_rows = self._kernel[place, self._rows].astype(np.float64)
        solved = self._times_inverse(to_rows)
        rest = float(self._kernel[place, place] + PENALTY - to_rows @ solved)
        off = (said - self.mean) - to_rows @ self.dual  # what the ridge did not expect
        border = np.append(solved, -1.0)
        self._row_of[place] = len(self._rows)
        self._rows.append(place)
        self._borders.append((border, rest))
        self._targets = np.vstack([self._targets, said])
        over = self._over_all(border)
        ones = border.sum() / rest
        self._ones = np.append(self._ones, 0.0) + border * ones
        self._kernel_ones = self._kernel_ones + over * ones
        step = (said - self.mean) / len(self._rows)
        self.dual = np.vstack([self.dual, np.zeros_like(said)]) - np.outer(border, off / rest)
        self.dual -= np.outer(self._ones, step)
        self.scores += np.outer(over, -off / rest) - np.outer(self._kernel_ones, step) + step
        self.mean = self.mean + step

    def _inverse_column(self, row: int) -> Matrix:
        found = np.zeros(len(self._rows))
        if row < len(self._inverse):
            found[: len(self._inverse)] = self._inverse[:, row]
        for border, rest in self._borders:
            if row < len(border):
                found[: len(border)] += border * (border[row] / rest)
        return found

    def _times_inverse(self, vector: Matrix) -> Matrix:
        first = len(self._inverse)
        found = np.zeros(len(vector))
        found[:first] = self._inverse @ vector[:first]
        for border, rest in self._borders:
            found[: len(border)] += border * (border @ vector[: len(border)] / rest)
        return found

    def _over_all(self, dual: Matrix) -> Matrix:
        """The kernel of all segments times a vector over the rows."""
        spread = np.zeros(len(self._kernel), dtype=np.float32)
        spread[self._rows] = dual
        return np.asarray(self._kernel @ spread, dtype=np.float64)
