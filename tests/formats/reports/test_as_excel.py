from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from coder.formats.reports.as_excel import render
from coder.formats.visible import harmless
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import HOSTILE, REPORT, anything, parts, told_in


def book(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(report)))


def test_a_sheet_for_each_table_under_a_frozen_header() -> None:
    found = book(REPORT)
    assert found.sheetnames == ["moods", "codings", "About"]
    sheet = found["moods"]
    assert sheet.freeze_panes == "B2"
    assert found["codings"].freeze_panes == "A2"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=6)]
    assert rows[0] == [None, "North\nn = 4", "Share", "Count"]
    assert rows[1][0] == "Mood"
    assert rows[2] == ["Pride", "++†1/3\n2 of 3", 0.5, 3]
    assert rows[3] == ["Story", "=SUM(A1)", -1.25, -2]
    assert rows[5] == ["People", "12.50◇", None, 1_000_000]
    assert sheet["B4"].data_type == "s"
    assert sheet["C4"].data_type == "n"
    assert sheet["A3"].font.bold
    assert sheet["A2"].font.italic
    assert sheet["A8"].value == "Marks: † contested."
    assert sheet["B3"].alignment.wrap_text
    assert [cell.value for cell in found["About"]["B"]][2:] == ["towns 1.2.0", "towns"]


def test_tables_that_are_computed_with_stand_beside_those_that_are_read() -> None:
    shown, computed = (Table(name, (Column("a", "A"),), (Line(("x",)),)) for name in ("t", "t data"))
    assert book(Report("r", "R", "en", (shown,), records=(computed,))).sheetnames == ["t", "t data", "About"]
    assert book(Report("r", "R", "en", (shown,), records=(shown,))).sheetnames == ["t", "About"]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_texts_and_no_formulas_or_links(text: str) -> None:
    data = render(told_in(text))
    found = openpyxl.load_workbook(io.BytesIO(data))
    sheet = found.worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    cells = parts(data)
    assert not any(b"<f>" in content for content in cells.values())
    assert not any("hyperlink" in name for name in cells)
    if text.strip() and len(text) < 1000:
        said = sheet.cell(4, 1).value
        assert said is not None
        assert str(said).replace("\r", "") == harmless(text)


@settings(max_examples=40, deadline=None)
@given(anything)
def test_names_of_sheets_are_never_refused(text: str) -> None:
    tables = tuple(
        Table(name, (Column("a", "A"),), (Line((place,)),))
        for place, name in enumerate((text, text, "About", "history", "'"))
    )
    assert len(book(Report("r", "R", "en", tables)).sheetnames) == 6


def test_what_no_cell_can_hold_is_cut_with_a_word_about_it() -> None:
    for text in ("w" * 100_000, "😀" * 40_000):
        table = Table("t", (Column("a", "A"),), (Line((text,)),))
        said = book(Report("r", "R", "en", (table,)))["t"]["A2"].value
        assert len(said.encode("utf-16-le")) // 2 <= 32_767
        assert said.startswith(text[:100])
        assert said.endswith(f"[{len(text) - said.index('…')} more characters]")


def test_numbers_that_excel_cannot_hold_are_texts() -> None:
    table = Table("t", (Column("a", "A", number=True),), (Line((2**60,)), Line((float("inf"),)), Line((float("nan"),))))
    assert [cell.value for cell in book(Report("r", "R", "en", (table,)))["t"]["A"]][1:4] == [str(2**60), "∞", None]
