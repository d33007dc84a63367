"""How much each further interview adds (method 2.8, after Guest, Namey & Chen 2020)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """One interview in its order: what it adds and what is known after it.

    ``new`` and ``total`` count pairs of case, row and value; ``new_codes`` and ``total_codes`` codes. ``low``,
    ``middle`` and ``high`` are the 5th, 50th and 95th percentile of ``total`` over the permuted orders.
    """

    interview: str
    date: str | None
    new: int
    total: int
    new_codes: int
    total_codes: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Run:
    """What the interviews ``first`` to ``last`` (from 1) add to all before, as a share of the base."""

    first: int
    last: int
    new: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of one case, or of all (``case`` "").

    ``base`` is what the first interviews say; ``reached`` after how many interviews the run that follows adds no more
    than the threshold, None if no run does or none can be told, as ``reason`` says. ``permuted`` counts the orders in
    which it is reached within these interviews.
    """

    case: str
    label: str
    steps: tuple[Step, ...]
    base: int | None
    runs: tuple[Run, ...]
    reached: int | None
    reason: str
    permuted: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """Curves by case, then overall. It describes; it is no stop sign."""

    codebook: str
    version: str
    base: int
    run: int
    threshold: Fraction
    permutations: int
    cases: tuple[Curve, ...]
    overall: Curve
    undated: tuple[str, ...]  # interviews that stand last, by name, because nobody knows their date
    uncoded: tuple[str, ...]  # interviews left out because nobody has coded them
