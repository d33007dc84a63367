"""Where the naive derivation and the program once differed, as small as it gets."""

from __future__ import annotations

from typing import Any

from coder.model.overview import Cell, Flag, State
from tests.derive.test_against_naive import derived


def said(*codings: tuple[str, str | None, int], row: str = "one") -> Cell:
    """The cell of what one coder found: interview, value, weight, each at its own place."""
    listed: list[dict[str, Any]] = [
        {
            "id": str(number),
            "doc": interview,
            "interview": interview,
            "home": "north",
            "coder": "A",
            "row": row,
            "value": value,
            "weight": weight,
            "start": 10 * number,
            "end": 10 * number + 5,
            "migrated": False,
        }
        for number, (interview, value, weight) in enumerate(codings)
    ]
    return derived(row, listed)[0]


def test_a_third_leader_behind_a_tie_is_the_second_reading() -> None:
    """A third of the voices is never hidden, be it behind one leader or two."""
    cell = said(("I1", "top", 2), ("I2", "upper", 2), ("I3", "lower", 2), ("I4", "lower", -2))
    assert Flag.TIE in cell.flags
    assert (cell.values, cell.second) == (("top", "upper"), "lower")


def test_what_is_taken_back_in_the_same_breath_is_no_explicit_support() -> None:
    """The interview supports the value no more than one that is silent; it only denies it."""
    hints = (("I1", "top", 1), ("I2", "upper", 1))
    taken_back = (("I3", "top", 2), ("I3", "top", -2))
    assert said(*hints).values == ("top", "upper")
    assert said(*hints, *taken_back).values == ("upper",)  # fewer denials
    assert said(("I1", "upper", 2), ("I2", "top", 1), *taken_back, row="set").values == ("upper",)


def test_what_waits_to_be_coded_again_is_told_in_a_refuted_cell_too() -> None:
    cell = said(("I1", "top", -1), ("I1", None, 0))
    assert (cell.state, cell.opposing, cell.undecided) == (State.REFUTED, ("0",), ("1",))


def test_absence_that_leads_a_list_below_a_third_hides_no_value_above_it() -> None:
    """The list carries what a third of the interviews say; the leader left out is flagged."""
    first = [("I1", value, 2) for value in ("top", "lower", "upper")]
    cell = said(*first, ("I2", "top", 1), ("I3", "none", 2), ("I4", "bottom", 1), row="list")
    assert max(cell.p, key=cell.p.__getitem__) == "none"
    assert (cell.values, Flag.TIE in cell.flags) == (("top",), True)
