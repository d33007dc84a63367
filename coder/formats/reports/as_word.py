"""Reports as Word documents: real headings, lists, captions with fields, and tables ruled as in a journal.

python-docx makes the document and its styles; what is in it is written as XML at once, since python-docx needs seconds
to fill a table of a thousand rows cell by cell (tests/bench/test_export_bench.py).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from coder.formats.reports.reading import BESIDE, caption, captioned, extent, fitted, flow, quoted, shares, told, wide
from coder.formats.reports.zipped import restamped
from coder.formats.visible import harmless, visible
from coder.model.publication import Block, Heading, Line, LineKind, Listed, Paragraph, Quotation, Report, Table
from coder.model.words import word

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EPOCH = datetime(2000, 1, 1)  # a file carries no time: the same report gives the same bytes
_NO_NAME = re.compile(r"[^A-Za-z0-9_]")  # what a bookmark may not have
_TITLE = "the title of the report"
_LISTS = ("ListBullet", "ListBullet2", "ListBullet3")  # what the template has
_UPRIGHT, _LAID = 9638, 14570  # the width of the text in twentieths of a point, 2 cm from the edges of A4
_LETTER = 100  # twentieths of a point that a letter in a table takes
_WHOLE = 1500  # letters of a line of a table that is not torn between pages
_FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:fldSimple>'
_THICK = '<w:{0} w:val="single" w:sz="10" w:space="0" w:color="auto"/>'
_THIN = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_FINE = '<w:{0} w:val="single" w:sz="2" w:space="0" w:color="808080"/>'


def render(report: Report) -> bytes:
    """The report as a document in its language, laid across if one of its tables needs the width."""
    report = fitted(report, _LAID // _LETTER)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    across = any(wide(table, _UPRIGHT // _LETTER) for table in tables)
    body = "".join(_body(report, _LAID if across else _UPRIGHT))
    title = escape(visible(report.title)[:255])
    changes = {
        "word/document.xml": (b"<w:body>", f"<w:body>{body}".encode()),
        "docProps/core.xml": (_TITLE.encode(), title.encode()),
    }
    return restamped(_empty(report.language, across=across), changes)


@lru_cache(maxsize=8)
def _empty(language: str, *, across: bool) -> bytes:
    """A document with its styles and nothing in it."""
    import docx

    document = docx.Document()
    _lay_out(document, language, across=across)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Document, language: str, *, across: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Cm

    properties = document.core_properties
    properties.title, properties.language = _TITLE, visible(language)[:255]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = _EPOCH
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (height, width) if across else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    page = _styled("Footer", _FIELD.format("PAGE", "", 1), '<w:jc w:val="center"/>')
    footer = section.footer.paragraphs[0]._p
    footer.getparent().replace(footer, parse_xml(page.replace("<w:p>", f"<w:p {_SPACE}>", 1)))
    _style(document, language)


def _style(document: Document, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    styles = document.styles
    for name, size, before, after in (
        ("Normal", 10.5, 0, 5),
        ("Title", 18, 0, 10),
        ("Heading 1", 14, 16, 6),
        ("Heading 2", 12, 12, 4),
        ("Heading 3", 11, 10, 3),
        *((f"Heading {level}", 10.5, 8, 3) for level in range(4, 10)),
        ("Caption", 10, 12, 5),
        ("Table Text", 9, 1.5, 1.5),
        ("Table Note", 8.5, 2, 0),
        ("Quotation", 10.5, 2, 1),
        ("Quotation Source", 9, 0, 6),
        ("Quiet", 9, 6, 4),
    ):
        known = name in styles
        style: ParagraphStyle = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = styles["Normal"]
        _font(style, size, bold=name.startswith("Heading"), language=language if name == "Normal" else "")
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
        if name.startswith(("Heading", "Caption", "Title")):
            style.paragraph_format.keep_with_next = True
        if name.startswith("Quotation"):
            style.paragraph_format.left_indent = Cm(0.8)
    for border in styles["Title"].element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _font(style: ParagraphStyle, size: float, *, bold: bool, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()  # the template's point at its theme
    for script, name in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("cs", "Times New Roman")):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:eastAsia"), "SimSun")  # without one, Word takes the font of the first language for Chinese
    if language:
        spoken = OxmlElement("w:lang")
        chinese = language.partition("-")[0] == "zh"
        spoken.set(qn("w:val"), "en-US" if chinese else visible(language))
        spoken.set(qn("w:eastAsia"), "zh-CN")
        properties.append(spoken)


def _text(text: str) -> str:
    """What stands in a run: text, line ends, tabs."""
    plain = escape(text if text.isprintable() else harmless(text))
    if "\n" in plain or "\t" in plain:
        plain = plain.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        plain = plain.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{plain}</w:t>'


def _run(text: str, look: str = "") -> str:
    if not text:
        return ""
    return f"<w:r><w:rPr>{look}</w:rPr>{_text(text)}</w:r>" if look else f"<w:r>{_text(text)}</w:r>"


def _styled(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _body(report: Report, width: int) -> Iterator[str]:
    tables = marks = 0
    for block in flow(report):
        tables += isinstance(block, Table)
        marks += isinstance(block, Heading)
        yield from _block(block, report, width, tables, marks)


def _block(block: Block, report: Report, width: int, tables: int, marks: int) -> Iterator[str]:
    match block:
        case Heading(level, text, anchor):
            style = f"Heading{min(level, 9)}" if level else "Title"
            runs = _run(visible(text))
            if anchor:
                name = _NO_NAME.sub("_", anchor)[:40]
                runs = f'<w:bookmarkStart w:id="{marks}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{marks}"/>'
            yield _styled(style, runs)
        case Paragraph(text, lead, quiet):
            yield _styled("Quiet" if quiet else "Normal", (_run(f"{lead} ", "<w:b/>") if lead else "") + _run(text))
        case Listed(items):
            for depth, text in items:
                deep = f'<w:ind w:left="{360 * (depth + 1)}"/>' if depth >= len(_LISTS) else ""
                spacing = f'<w:spacing w:after="0"/>{deep}'
                yield _styled(_LISTS[min(depth, len(_LISTS) - 1)], _run(text), spacing)
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, width, tables)


def _quotation(block: Quotation, report: Report) -> Iterator[str]:
    grey, together = '<w:color w:val="595959"/><w:sz w:val="18"/>', "<w:keepNext/>"
    if block.before.strip():
        yield _styled("Quotation", _run(block.before, grey), together)
    yield _styled("Quotation", _run(quoted(report, block.words)), together)
    if block.after.strip():
        yield _styled("Quotation", _run(block.after, grey), together)
    against = _run(f"{word('against', report.language)}  ", "<w:b/>") if block.against else ""
    yield _styled("QuotationSource", against + _run(block.source))
    if block.memo:
        yield _styled("QuotationSource", _run(word("memo", report.language).format(text=block.memo), "<w:i/>"))


def _table(table: Table, report: Report, width: int, number: int) -> Iterator[str]:
    """The table below its caption and above its notes; its header is repeated on every page."""
    text = caption(report, table)
    before, after = captioned(report, number, text)
    name, _, figure = before.rpartition(" ")
    counted = _FIELD.format("SEQ Table \\* ARABIC", "<w:b/>", figure)
    yield _styled("Caption", _run(f"{name} ", "<w:b/>") + counted + _run(visible(after)))
    taken = width * extent(table, width // _LETTER)
    widths = [int(share * taken) for share in shares(table, width // _LETTER, BESIDE)]
    if widths:
        yield from _grid(table, widths, text)
    yield from (_styled("TableNote", _run(note)) for note in table.notes)
    if not table.notes:
        yield _styled("TableNote", "")  # two tables would be one without anything between them


def _grid(table: Table, widths: list[int], name: str) -> Iterator[str]:
    described = escape(visible(name)[:250], {'"': "&quot;"})
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_THICK.format("top")}'
        f'{_THICK.format("bottom")}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:firstColumn="{int(table.stub)}" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{described}"/></w:tblPr><w:tblGrid>'
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    ruled = f'<w:tcBorders>{_THIN.format("bottom")}</w:tcBorders><w:vAlign w:val="bottom"/>'
    for column, width in zip(table.columns, widths, strict=True):
        yield _cell(width, column.label, column.note, ruled, "<w:b/>", right=column.number)
    yield "</w:tr>"
    for place, line in enumerate(table.lines):
        yield from _line(line, table, widths, first=place == 0)
    yield "</w:tbl>"


def _line(line: Line, table: Table, widths: list[int], *, first: bool) -> Iterator[str]:
    if line.kind is LineKind.GROUP:
        ruled = "" if first else f"<w:tcBorders>{_FINE.format('top')}</w:tcBorders>"
        text = told(line.cells[0], table.columns[0])[0]
        spanned = f'<w:gridSpan w:val="{len(widths)}"/>{ruled}'
        cell = _cell(sum(widths), text, "", spanned, "<w:i/>", kept=True)
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
        return
    look = {LineKind.HEADER: "<w:b/>", LineKind.GIVEN: "<w:i/>"}.get(line.kind, "")
    shown = [told(value, column) for value, column in zip(line.cells, table.columns, strict=True)]
    whole = sum(len(text) for text, _ in shown) < _WHOLE
    yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if whole else "<w:tr>"
    for (text, note), column, width in zip(shown, table.columns, widths, strict=True):
        yield _cell(width, text, note, "", look, right=column.number)
    yield "</w:tr>"


def _cell(width: int, text: str, note: str, more: str, look: str, *, right: bool = False, kept: bool = False) -> str:
    runs = _run(text, look)
    if note:
        runs += "<w:r><w:br/></w:r>" + _run(note, '<w:color w:val="595959"/><w:sz w:val="15"/>')
    aligned = ("<w:keepNext/>" if kept else "") + ('<w:jc w:val="right"/>' if right else "")
    paragraph = _styled("TableText", runs, aligned)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraph}</w:tc>'
