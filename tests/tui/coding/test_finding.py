from __future__ import annotations

from coder.model.span import Span
from coder.tui.coding.finding import beside


def test_stepping_goes_round() -> None:
    found = [Span(0, 1), Span(2, 3), Span(4, 5)]
    assert [beside(found, offset, 1) for offset in (-1, 0, 4)] == [0, 1, 0]
    assert [beside(found, offset, -1) for offset in (0, 4, 5)] == [2, 1, 2]
    assert beside([], 0, 1) is None
