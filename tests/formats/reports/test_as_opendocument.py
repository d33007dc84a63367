from __future__ import annotations

import io

from hypothesis import given, settings
from lxml import etree  # type: ignore[import-untyped]
from odfdo import Document

from coder.formats.reports.as_opendocument import render
from coder.formats.visible import harmless
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import LONE, REPORT, anything, parts, told_in

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def test_another_program_reads_headings_lists_and_tables() -> None:
    found = Document(io.BytesIO(render(REPORT)))
    assert found.get_type() == "text"
    assert [header.inner_text for header in found.body.headers] == ["Evidence", "Deep"]
    tables = found.body.tables
    assert [table.name for table in tables] == ["Table1", "Table2"]
    assert next(cell.inner_text.strip() for cell in tables[0].get_row(2).cells) == "Pride"
    assert found.meta.title == "Evidence book"
    assert any("It gets better." in paragraph.inner_text for paragraph in found.body.paragraphs)


def test_the_package_is_as_it_must_be() -> None:
    data = render(LONE)
    found = parts(data)
    assert next(iter(found)) == "mimetype"
    assert data[30:38] == b"mimetype"
    assert found["mimetype"] == b"application/vnd.oasis.opendocument.text"
    styles = etree.fromstring(found["styles.xml"])
    named = set(styles.xpath("//@*[local-name()='name']"))
    content = etree.fromstring(found["content.xml"])
    named |= set(content.xpath("//*[local-name()='automatic-styles']//@*[local-name()='name']"))
    used = set(content.xpath("//*[local-name()='text']//@*[local-name()='style-name']"))
    assert used <= named
    assert b"@" not in found["styles.xml"]


def test_a_table_repeats_its_header_and_spans_its_groups() -> None:
    content = etree.fromstring(parts(render(LONE))["content.xml"])
    assert len(content.findall(f".//{_TABLE}table-header-rows/{_TABLE}table-row")) == 1
    for row in content.iter(f"{_TABLE}table-row"):
        assert len(row) == 4
    assert content.xpath("string(//*[local-name()='sequence'])") == "1"


def test_a_wide_table_lies_across() -> None:
    columns = tuple(Column(f"c{place}", "A long heading") for place in range(9))
    broad = Table("t", columns, (Line(("some words of a cell",) * 9),))
    assert b'"landscape"' in parts(render(Report("r", "R", "de", (broad,))))["styles.xml"]
    assert b'"portrait"' in parts(render(LONE))["styles.xml"]


def told(element: etree._Element) -> str:
    """The text of a paragraph as ODF says it."""
    found = element.text or ""
    for child in element:
        kind = child.tag.removeprefix(_TEXT)
        found += {"line-break": "\n", "tab": "\t"}.get(kind, "")
        found += " " * int(child.get(f"{_TEXT}c", "1")) if kind == "s" else told(child)
        found += child.tail or ""
    return found


@settings(max_examples=60, deadline=None)
@given(anything)
def test_any_text_comes_back_with_its_blanks(text: str) -> None:
    content = etree.fromstring(parts(render(told_in(text)))["content.xml"])
    row = content.findall(f".//{_TABLE}table-row")[2]
    assert told(row[0][0]) == harmless(text)
