"""A codebook as a Word document: real headings, lists and tables that a paper can take over."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder.formats.codebook.appendix import Block, Grid, Heading, Listed, Paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")  # what the template has
_NARROW = 4  # columns from which a page is laid across


def render(blocks: Iterable[Block], language: str) -> bytes:
    """The blocks as a document in a language."""
    import docx

    found = list(blocks)
    document = docx.Document()
    _lay_out(document, language, across=any(isinstance(one, Grid) and len(one.header) > _NARROW for one in found))
    tables = 0
    for block in found:
        match block:
            case Heading(level, text):
                document.add_heading(_xml(text), level=level)
                if level == 1:
                    document.core_properties.title = _xml(text)[:255]
            case Paragraph(text, lead):
                paragraph = document.add_paragraph()
                if lead:
                    paragraph.add_run(_xml(lead) + " ").bold = True
                paragraph.add_run(_xml(text))
            case Listed(items):
                _add_list(document, items)
            case Grid():
                tables += 1
                _add_table(document, block, tables)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Document, language: str, *, across: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    properties = document.core_properties
    properties.author, properties.comments, properties.language = "", "", language
    style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.paragraph_format.space_after = Pt(4)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "SimSun")  # without one, Word takes the font of the first language for Chinese
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (height, width) if across else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)


def _add_list(document: Document, items: Iterable[tuple[int, str]]) -> None:
    from docx.shared import Cm, Pt

    for depth, text in items:
        paragraph = document.add_paragraph(_xml(text), style=_LISTS[min(depth, len(_LISTS) - 1)])
        paragraph.paragraph_format.space_after = Pt(0)
        if depth >= len(_LISTS):
            paragraph.paragraph_format.left_indent = Cm(0.63 * (depth + 1))


def _add_table(document: Document, grid: Grid, number: int) -> None:
    """The table below its caption; its header is repeated on every page, and no row is torn."""
    from docx.oxml import OxmlElement

    caption = document.add_paragraph(style="Caption")
    caption.add_run(f"Table {number}. {_xml(grid.caption)}")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.header), style="Table Grid")
    for place, row in enumerate((grid.header, *grid.rows)):
        element = table.rows[place]
        properties = element._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text in zip(element.cells, row, strict=True):
            _fill(cell, text, bold=place == 0)
    document.add_paragraph()


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    for number, line in enumerate(_xml(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold = bold or None
        run.font.size = Pt(9)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
