"""Which cells of an overview one goes to."""

from __future__ import annotations

from dataclasses import replace

from coder.model.overview import ExpectationCheck, Flag
from coder.tui.overview.picking import ANY, PICKS, counts, following, narrowed, picked
from tests.formats.overview.sample import OVERVIEW
from tests.formats.overview.test_robust_marks import checked, checks


def test_each_flag_finds_its_cells_and_only_them() -> None:
    for flag in Flag:
        places = picked(OVERVIEW, flag.value)
        for down, row in enumerate(OVERVIEW.rows):
            for right, column in enumerate(OVERVIEW.columns):
                assert ((down, right) in places) == (flag in row.cells[column.id].flags)


def test_what_is_not_checked_is_neither_robust_nor_not() -> None:
    assert picked(OVERVIEW, "robust") == picked(OVERVIEW, "not_robust") == []
    table = checked(checks())
    assert picked(table, "robust")
    assert picked(table, "not_robust") == []


def test_missed_expectations_are_worth_a_look() -> None:
    row = OVERVIEW.rows[0]
    case = OVERVIEW.columns[0].id
    missed = replace(row, expectations={case: ExpectationCheck("X", False)})
    table = replace(OVERVIEW, rows=(missed, *OVERVIEW.rows[1:]))
    assert (0, 0) in picked(table, "missed")
    assert (0, 0) in picked(table, ANY)
    met = replace(row, expectations={case: ExpectationCheck("X", True)})
    assert picked(replace(OVERVIEW, rows=(met,)), "missed") == []


def test_a_filter_keeps_rows_and_loses_no_cell() -> None:
    for pick, number in counts(OVERVIEW):
        kept = narrowed(OVERVIEW, pick)
        assert len(picked(kept, pick)) == number
        assert {row.id for row in kept.rows} <= {row.id for row in OVERVIEW.rows}
        assert PICKS[pick][0]


def test_the_next_place_goes_round() -> None:
    places = [(0, 1), (0, 3), (2, 0)]
    assert following(places, (0, 1), 1) == (0, 3)
    assert following(places, (1, 5), 1) == (2, 0)
    assert following(places, (2, 0), 1) == (0, 1)
    assert following(places, (0, 1), -1) == (2, 0)
    assert following(places, (0, 0), 1) == (0, 1)
    assert following([], (0, 0), -1) is None
