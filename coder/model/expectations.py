"""What rules expect of cells, beside what is derived: hits, misses, and what their author had seen (method 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coder.model.interview import Named


class Verdict(StrEnum):
    """How an expectation fares."""

    HIT = "hit"
    MISS = "miss"
    UNDETERMINED = "undetermined"  # a rule asks for a row that shows nothing
    NOTHING_DERIVED = "nothing derived"  # the cell itself shows nothing


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """One cell beside its expectation.

    ``derived`` and ``expected`` are in words ("(blank)" for an empty mark; None: undetermined), ``because`` is the
    condition that decided, ``unknown`` are the rows that keep it open. ``seen``: its author knew this cell when the
    rules were made; None: the codebook does not say.
    """

    row: str
    row_label: str
    case: str
    case_label: str
    derived: str
    expected: str | None
    verdict: Verdict
    because: str
    unknown: tuple[Named, ...]
    seen: bool | None


@dataclass(frozen=True, slots=True)
class FactorCell:
    """A header rating beside the mark its rows come to; ``score`` is their mean, ``steps_apart`` counts marks."""

    row: str
    row_label: str
    case: str
    case_label: str
    derived: str
    mark: str
    score: Fraction
    steps_apart: int


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A row with rules; ``fitted_to`` are the cases their author had seen (None: the codebook does not say)."""

    row: str
    label: str
    rules: int
    fitted_to: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ExpectationReport:
    """All expectations and factor checks of a table, row by row."""

    table: str
    title: str
    codebook: str
    version: str
    rows: tuple[ExpectedRow, ...]
    cells: tuple[ExpectedCell, ...]
    factors: tuple[FactorCell, ...]

    def count(self, verdict: Verdict, *, new: bool = False) -> int:
        """How many cells fare so; ``new``: only those that the author of the rules had not seen."""
        return sum(cell.verdict is verdict and (cell.seen is False or not new) for cell in self.cells)

    @property
    def seen(self) -> int:
        """How many cells the author of the rules had seen."""
        return sum(cell.seen is True for cell in self.cells)

    @property
    def new(self) -> int:
        """How many cells the author of the rules had not seen."""
        return sum(cell.seen is False for cell in self.cells)

    @property
    def apart(self) -> int:
        """How many factor checks are a step or more apart."""
        return sum(one.steps_apart > 0 for one in self.factors)
