from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.overview.style import Style
from coder.formats.reports.as_csv import guarded
from coder.formats.tables import unguarded
from coder.formats.visible import harmless
from coder.model.overview import Column, Overview
from tests.formats.overview.sample import EMPTY, NO_MARK, NOT_ASKED, OVERVIEW, REFUTED, read, row, table_of

CLEAN = """\
row_id,row,block,North,South,West | East
mood.pride,Pride,Mood,++,-,·
mood.focus,Focus,Mood,public | private,✗2,∅
story.plot,Plot,Story,rise,'=SUM(A1),<b>bold</b> & more
story.market,Market,Story,X,,·
"""


def test_the_clean_form_is_what_is_published() -> None:
    assert read("csv", OVERVIEW) == CLEAN


def test_the_annotated_form_has_columns_of_its_own() -> None:
    lines = list(csv.DictReader(StringIO(read("csv", OVERVIEW, Style(annotated=True)))))
    focus = lines[1]
    assert focus["North"] == "public | private"
    assert focus["North: flags"] == "coders contested divided"
    assert (focus["North: k"], focus["North: n"], focus["North: dissent"]) == ("4", "4", "2 of 4")
    assert [focus[f"{case}: state"] for case in ("North", "South", "West | East")] == ["value", "refuted", "not_asked"]
    assert (lines[3]["South"], lines[3]["South: state"]) == ("", "value")
    assert (lines[3]["West | East"], lines[3]["West | East: state"]) == ("·", "empty")


def test_the_four_states_never_look_alike() -> None:
    cells = (EMPTY, REFUTED, NOT_ASKED, NO_MARK)
    columns = tuple(Column(f"c{number}", f"C{number}", 1) for number in range(4))
    line = replace(
        row("a.b", "presence", ()), cells={column.id: cell for column, cell in zip(columns, cells, strict=True)}
    )
    found = read("csv", Overview("t", "T", "towns", "1.0.0", columns, (line,)))
    assert found.splitlines()[1] == "a.b,B,A,·,✗2,∅,"


def test_cases_with_the_same_label_go_by_their_ids() -> None:
    columns = (Column("north", "Town", 1), Column("south", "Town", 1), Column("west", "West", 1))
    found = read("csv", Overview("t", "T", "towns", "1.0.0", columns, (row("a.b", "one", (EMPTY, EMPTY, EMPTY)),)))
    assert found.splitlines()[0] == "row_id,row,block,north,south,West"


@pytest.mark.parametrize("mark", ["+", "++", "-", "--", "O", "X", "(x)", ""])
def test_marks_survive_as_they_are(mark: str) -> None:
    assert guarded(mark) == mark
    assert next(csv.reader(StringIO(read("csv", table_of(["A"], [[mark]])).splitlines()[1])))[3] == mark


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "++ x", "'=1", "＝1", '=cmd|" /C calc"!A0'])
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


def test_control_characters_are_spelled_out() -> None:
    assert guarded("\x1b[2Jx") == r"\x1b[2Jx"
    assert guarded("\r=1") == r"\x0d=1"


CELLS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["=1", "+", "-2", "a,b", 'q"', "a\nb"])


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_a_spreadsheet_reads_back_what_stood_there_and_runs_nothing(texts: list[str]) -> None:
    found = read("csv", table_of([f"C{number}" for number in range(len(texts))], [texts]))
    cells = list(csv.reader(StringIO(found, newline="")))[1][3:]
    assert [unguarded(cell) for cell in cells] == [harmless(text) for text in texts]
    assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in cells)
    assert not any(cell.startswith(("+", "-")) and cell.strip("+-") for cell in cells)
