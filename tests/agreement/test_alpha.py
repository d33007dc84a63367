"""Alpha by example, against the formula written out pair by pair, and against the kept library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.agreement.alpha import nominal, ordinal, pairable

# Four observers, twelve units: the worked example of Krippendorff's "Computing Krippendorff's Alpha-Reliability".
CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
Units = list[list[Fraction]]

Metric = Literal["nominal", "ordinal"]
METRICS: st.SearchStrategy[Metric] = st.sampled_from(["nominal", "ordinal"])
UNITS = st.lists(st.lists(st.integers(-2, 2).map(Fraction), max_size=4), max_size=9)


def units_of(coders: Sequence[Sequence[int | None]]) -> Units:
    return [[Fraction(value) for value in unit if value is not None] for unit in zip(*coders, strict=True)]


def written_out(units: Units, apart: Callable[[list[Fraction], Fraction, Fraction], Fraction]) -> Fraction | None:
    """Observed over expected disagreement, every pair of values by itself."""
    kept = [unit for unit in units if len(unit) > 1]
    values = [value for unit in kept for value in unit]
    n = len(values)
    observed = sum(
        (
            apart(values, unit[i], unit[j]) / (len(unit) - 1)
            for unit in kept
            for i in range(len(unit))
            for j in range(len(unit))
            if i != j
        ),
        Fraction(0),
    )
    expected = sum((apart(values, one, other) for one in values for other in values), Fraction(0))
    if not expected:
        return None
    return 1 - (observed / n) / (expected / (n * (n - 1)))


def differ(_: list[Fraction], one: Fraction, other: Fraction) -> Fraction:
    return Fraction(one != other)


def ranks_between(values: list[Fraction], one: Fraction, other: Fraction) -> Fraction:
    low, high = min(one, other), max(one, other)
    between = Fraction(sum(low <= value <= high for value in values))
    return (between - Fraction(values.count(low) + values.count(high), 2)) ** 2


def test_the_worked_example() -> None:
    units = units_of(CODERS)
    nominal_alpha, ordinal_alpha = nominal(units), ordinal(units)
    assert nominal_alpha is not None
    assert ordinal_alpha is not None
    assert round(float(nominal_alpha), 3) == 0.743
    assert round(float(ordinal_alpha), 3) == 0.815
    assert pairable(units) == 11


@pytest.mark.parametrize("alpha", [nominal, ordinal])
def test_where_nothing_could_differ_there_is_no_alpha(alpha: Callable[[Units], Fraction | None]) -> None:
    assert alpha([]) is None
    assert alpha([[Fraction(1)], [Fraction(2)]]) is None
    assert alpha([[Fraction(1), Fraction(1)]] * 12) is None


def test_agreement_is_one_and_chance_is_about_nothing() -> None:
    perfect = [[Fraction(number % 3)] * 2 for number in range(12)]
    assert nominal(perfect) == ordinal(perfect) == 1
    assert nominal([[Fraction(0), Fraction(1)], [Fraction(1), Fraction(0)]]) == Fraction(-1, 2)


@settings(max_examples=300, deadline=None)
@given(units=UNITS)
def test_is_the_formula_written_out(units: Units) -> None:
    assert nominal(units) == written_out(units, differ)
    assert ordinal(units) == written_out(units, ranks_between)


@settings(max_examples=150, deadline=None)
@given(units=UNITS, metric=METRICS)
def test_is_what_the_library_computes(units: Units, metric: Metric) -> None:
    ours = (nominal if metric == "nominal" else ordinal)(units)
    kept = [unit for unit in units if len(unit) > 1]
    if ours is None or len({value for unit in kept for value in unit}) < 2:
        return
    width = max(map(len, kept))
    table = np.array([[float(unit[i]) if i < len(unit) else np.nan for unit in kept] for i in range(width)])
    assert float(ours) == pytest.approx(krippendorff.alpha(reliability_data=table, level_of_measurement=metric))


@settings(max_examples=100, deadline=None)
@given(units=UNITS, shuffle=st.randoms(use_true_random=False))
def test_order_of_coders_and_units_does_not_matter(units: Units, shuffle: object) -> None:
    other = [unit[:] for unit in units]
    shuffle.shuffle(other)  # type: ignore[attr-defined]
    for unit in other:
        shuffle.shuffle(unit)  # type: ignore[attr-defined]
    assert nominal(units) == nominal(other)
    assert ordinal(units) == ordinal(other)
