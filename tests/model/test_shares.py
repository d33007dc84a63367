"""Shares in whole percent."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coder.model.shares import percent


def test_is_the_nearest_but_only_all_is_all_and_only_none_is_none() -> None:
    assert [percent(61, 84), percent(3, 84), percent(1, 8), percent(1, 2), percent(3, 2)] == [73, 4, 13, 50, 150]
    assert [percent(999, 1000), percent(1, 1000), percent(7, 7), percent(0, 7), percent(0, 0)] == [99, 1, 100, 0, 0]


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_is_less_than_a_percent_off(part: int, of: int) -> None:
    part = min(part, of)
    assert abs(percent(part, of) - Fraction(100 * part, of)) < 1
    assert (percent(part, of) == 100) == (part == of)
    assert (percent(part, of) == 0) == (part == 0)
    assert percent(part, of) + percent(of - part, of) in (100, 101)  # halves go up on both sides
