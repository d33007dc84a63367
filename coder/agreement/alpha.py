"""Krippendorff's alpha for nominal and ordinal data with missing values, in exact fractions.

After Krippendorff, Content Analysis (3rd ed. 2013), chapter 12. Own code because the kept library for it
(krippendorff) is GPL and works in floats; it is the oracle of the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def nominal(units: Iterable[Sequence[T]]) -> Fraction | None:
    """Alpha over units, each the values its coders gave, in any order; values differ or they do not.

    Units with fewer than two values say nothing. None where no two values differ at all: then there is nothing that
    chance could have agreed on.
    """
    return _alpha([tuple(unit) for unit in units], lambda _: lambda one, other: Fraction(one != other))


def ordinal(units: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """Alpha over units whose values have an order; how far two are apart is how many given values lie between them."""
    return _alpha([tuple(unit) for unit in units], _ranked)


def pairable(units: Iterable[Sequence[object]]) -> int:
    """How many units have two values or more and so enter alpha."""
    return sum(len(unit) > 1 for unit in units)


def _ranked(counts: Counter[Fraction]) -> Callable[[Fraction, Fraction], Fraction]:
    below: dict[Fraction, Fraction] = {}
    total = 0
    for value in sorted(counts):
        below[value] = total + Fraction(counts[value], 2)  # values below, and half of those equal to it
        total += counts[value]
    return lambda one, other: (below[one] - below[other]) ** 2


def _alpha(
    units: Sequence[tuple[T, ...]], metric: Callable[[Counter[T]], Callable[[T, T], Fraction]]
) -> Fraction | None:
    counts: Counter[T] = Counter()
    coincidences: dict[tuple[T, T], Fraction] = {}
    for unit in units:
        if len(unit) < 2:
            continue
        own = Counter(unit)
        counts.update(own)
        for one, times in own.items():
            for other, others in own.items():
                pairs = times * (others - (one == other))
                coincidences[one, other] = coincidences.get((one, other), Fraction(0)) + Fraction(pairs, len(unit) - 1)
    total = sum(counts.values())
    apart = metric(counts)
    observed = sum((share * apart(*pair) for pair, share in coincidences.items()), Fraction(0))
    expected = sum((counts[one] * counts[other] * apart(one, other) for one in counts for other in counts), Fraction(0))
    return None if not expected else 1 - (total - 1) * observed / expected
