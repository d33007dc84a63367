from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from coder.formats.reports.as_csv import render, table_csv
from coder.formats.tables import unguarded
from coder.formats.visible import harmless
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import HOSTILE, LONE, REPORT, SECOND, anything


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def test_one_table_is_a_table() -> None:
    assert render(LONE).decode() == (
        "row,north,share,count\nPride,'++†1/3 (2 of 3),0.5,3\nStory,'=SUM(A1),-1.25,-2\nPeople,12.50◇,,1000000\n"
    )


def test_several_tables_stand_below_each_other_under_their_names() -> None:
    lines = read(render(REPORT))
    assert lines[0] == ["moods"]
    assert lines[5:] == [[], ["codings"], ["quote"], ['a, "b"\nc'], ["'- d"]]
    assert table_csv(SECOND).decode() in render(REPORT).decode()


def test_the_tables_for_those_who_compute_go_before_those_that_are_read() -> None:
    report = Report("r", "R", "en", (SECOND,), records=(Table("t", (Column("a", "A"),), (Line((1,)),)),))
    assert render(report) == b"a\n1\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text: str) -> None:
    cell = read(table_csv(Table("t", (Column("a", "A"), Column("b", "B")), (Line((text, "x")),))))[1][0]
    assert not cell.startswith(("=", "@", "\t", "\r", "＝"))
    assert not cell.startswith(("+", "-")) or not cell.strip("+-")
    assert unguarded(cell) == harmless(text)


@given(anything, anything)
def test_any_texts_come_back(one: str, other: str) -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    lines = read(table_csv(Table("t", columns, (Line((one, "x")), Line(("y", other))))))
    assert [[unguarded(cell) for cell in line] for line in lines] == [
        ["a", "b"],
        [harmless(one), "x"],
        ["y", harmless(other)],
    ]


@pytest.mark.parametrize("value", [0, -7, 2**70, 0.1, -1e-9, 1e300])
def test_figures_are_figures(value: float) -> None:
    cell = read(table_csv(Table("t", (Column("a", "A", number=True),), (Line((value,)),))))[1][0]
    assert type(value)(cell) == value
    assert read(table_csv(Table("t", (Column("a", "A"), Column("b", "B")), (Line((float("nan"), 1)),))))[1] == ["", "1"]
