from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.reports.reading import extent, figure, fitted, heights, letters, rooms, sentence, shares
from coder.model.publication import Column, Line, LineKind, Report, Table
from tests.formats.reports.sample import LONE, TABLE


def broad(columns: int) -> Table:
    named = (Column("row", ""), *(Column(f"c{place}", f"Case {place}") for place in range(columns)))
    lines = (
        Line(("Group", *[""] * columns), LineKind.GROUP),
        Line(("Row", *(f"value {place}" for place in range(columns)))),
    )
    return Table("t", named, lines, "Broad", ("A note.",))


def test_a_table_that_fits_stays_one() -> None:
    assert fitted(LONE, 90) is LONE


@pytest.mark.parametrize("columns", [20, 31, 70, 200])
def test_a_table_that_is_too_broad_becomes_several(columns: int) -> None:
    table = broad(columns)
    parts = [part for part in fitted(Report("r", "R", "en", (table,)), 140).blocks if isinstance(part, Table)]
    assert len(parts) > 1
    assert [column for part in parts for column in part.columns[1:]] == list(table.columns[1:])
    assert [value for part in parts for value in part.lines[1].cells[1:]] == list(table.lines[1].cells[1:])
    assert {part.columns[0] for part in parts} == {table.columns[0]}
    assert {len(part.columns) for part in parts[:-1]} == {len(parts[0].columns)}
    assert max(len(part.columns) for part in parts) <= 63
    assert [part.notes for part in parts] == [()] * (len(parts) - 1) + [("A note.",)]
    assert parts[0].caption == f"Broad (1/{len(parts)})"


@given(st.lists(st.text(max_size=80), min_size=1, max_size=12), st.integers(10, 200))
def test_columns_share_the_whole_width(texts: list[str], page: int) -> None:
    table = Table("t", tuple(Column("a", text) for text in texts), (Line(tuple(texts)),))
    assert sum(shares(table, page)) == pytest.approx(1)
    assert all(share > 0 for share in shares(table, page))
    assert 0 < extent(table, page) <= 1
    assert all(height >= 1 for height in heights(table, page))
    assert all(room.least <= room.wanted for room in rooms(table))


def test_words_and_figures() -> None:
    assert [figure(value, 2) for value in (0.005, -1.5, float("nan"), float("inf"))] == ["0.01", "−1.50", "", "∞"]
    assert letters("ab") == 2
    assert letters("中e\u0301") == 3
    assert (sentence(["a", "b"], "en"), sentence(["a", "b"], "zh")) == ("a; b.", "a；b。")
    assert list(heights(TABLE, 90)) == [1, 2, 1, 1, 1]
