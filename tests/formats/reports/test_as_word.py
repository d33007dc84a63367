from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings

from coder.formats.reports.as_word import render
from coder.formats.visible import harmless
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import LONE, REPORT, anything, parts, told_in

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(report: Report) -> Any:
    return docx.Document(io.BytesIO(render(report)))


def test_headings_lists_captions_and_quotations_have_styles() -> None:
    found = [(one.style.name, one.text) for one in document(REPORT).paragraphs]
    for expected in (
        ("Title", "Evidence book"),
        ("Heading 1", "Evidence"),
        ("Heading 4", "Deep"),
        ("Normal", "Lead. Plain words.\nA second line."),
        ("List Bullet 2", "one point one"),
        ("Quotation", "“It gets better.”"),
        ("Quotation Source", "against  a2, 3, JW, explicit"),
        ("Table Note", "[1] A footnote, with 100 % of what it says."),
        ("Quiet", "Codebook: towns 1.2.0; Study: towns."),
    ):
        assert expected in found
    captions = [one for one in document(REPORT).paragraphs if one.style.name == "Caption"]
    said = ["".join(text.text for text in one._p.iter(f"{_W}t")) for one in captions]
    assert said == ["Table 1. Moods of the towns", "Table 2. Codings"]


def test_a_table_is_ruled_as_in_a_journal() -> None:
    table = document(LONE).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["", "North\nn = 4", "Share", "Count"]
    assert [cell.text for cell in table.rows[2].cells] == ["Pride", "++†1/3\n2 of 3", "0.500", "3"]
    assert {cell.text for cell in table.rows[1].cells} == {"Mood"}
    assert len(table.rows[1]._tr.tc_lst) == 1
    assert table.rows[0]._tr.trPr.find(f"{_W}tblHeader") is not None
    borders = table._tbl.tblPr.find(f"{_W}tblBorders")
    assert [border.tag.removeprefix(_W) for border in borders] == ["top", "bottom"]
    assert all(run.bold for run in table.rows[2].cells[0].paragraphs[0].runs)
    assert table._tbl.getnext().tag == f"{_W}p"


def test_a_wide_table_lies_across_and_a_narrow_one_does_not() -> None:
    assert document(LONE).sections[0].orientation == WD_ORIENT.PORTRAIT
    columns = tuple(Column(f"c{place}", "A long heading") for place in range(9))
    broad = Table("t", columns, (Line(("some words of a cell",) * 9),))
    section = document(Report("r", "R", "de", (broad,))).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height


def test_properties_carry_title_and_language_and_nobody() -> None:
    found = document(REPORT).core_properties
    assert (found.title, found.language, found.author, found.created.year) == ("Evidence book", "en", "", 2000)
    assert b"wsp:" not in parts(render(REPORT))["word/document.xml"]


@settings(max_examples=40, deadline=None)
@given(anything)
def test_any_text_comes_back(text: str) -> None:
    cell = document(told_in(text)).tables[0].rows[2].cells[0]
    assert cell.text == harmless(text)
