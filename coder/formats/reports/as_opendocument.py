"""Reports as OpenDocument texts, as LibreOffice writes them: headings, lists, captions with fields, ruled tables.

The XML is written here: of the libraries odfpy rests since 2020, and odfdo needs an element object for every cell (see
tests/bench/test_export_bench.py), takes its styles from a template and its dates from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr

from coder.formats.reports.reading import BESIDE, caption, captioned, extent, fitted, flow, quoted, shares, told, wide
from coder.formats.reports.zipped import zipped
from coder.formats.visible import harmless, visible
from coder.model.publication import Block, Heading, Line, LineKind, Listed, Paragraph, Quotation, Report, Table
from coder.model.words import word

_TYPE = "application/vnd.oasis.opendocument.text"
_UPRIGHT, _LAID = 17.0, 25.7  # the width of the text in centimetres, 2 cm from the edges of A4
_LETTER = 0.176  # centimetres that a letter in a table takes
_WHOLE = 1500  # letters of a line of a table that is not torn between pages
_BLANKS = re.compile("  +|\n|\t|^ | $")
_DEEPEST = 6
_NAMES = ("office", "style", "text", "table", "fo", "meta", "dc", "manifest", "svg")
_URNS = {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_SPACES = " ".join(
    f'xmlns:{name}="{_URNS.get(name, f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0")}"' for name in _NAMES
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(report: Report) -> bytes:
    """The report as a document in its language, laid across if one of its tables needs the width."""
    report = fitted(report, int(_LAID / _LETTER))
    tables = [block for block in report.blocks if isinstance(block, Table)]
    across = any(wide(table, int(_UPRIGHT / _LETTER)) for table in tables)
    width = _LAID if across else _UPRIGHT
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _TYPE),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    manifest = f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">{entries}</manifest:manifest>'
    parts = {
        "mimetype": _TYPE,
        "META-INF/manifest.xml": manifest,
        "content.xml": "".join(_content(report, width)),
        "styles.xml": _styles(report.language, across=across),
        "meta.xml": (
            f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
            f"<dc:title>{escape(visible(report.title))}</dc:title><dc:language>{escape(visible(report.language))}"
            "</dc:language></office:meta></office:document-meta>"
        ),
    }
    return zipped(((name, text.encode()) for name, text in parts.items()), stored="mimetype")


def _styles(language: str, *, across: bool) -> str:
    text = files("coder.formats.reports").joinpath("opendocument_styles.xml").read_text("utf-8")
    spoken, _, country = visible(language).partition("-")
    chinese = spoken == "zh"
    page = ("29.7cm", "21cm", "landscape") if across else ("21cm", "29.7cm", "portrait")
    for name, value in (
        ("SPACES", _SPACES),
        ("WIDTH", page[0]),
        ("HEIGHT", page[1]),
        ("ORIENTATION", page[2]),
        ("LANGUAGE", "en" if chinese or not spoken.isalpha() else spoken),
        ("COUNTRY", country if country.isalpha() and len(country) == 2 and not chinese else "none"),
    ):
        text = text.replace(f"@{name}@", value)
    return text


def _content(report: Report, width: float) -> Iterator[str]:
    tables = [block for block in report.blocks if isinstance(block, Table)]
    yield f'{_HEAD}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
    for number, table in enumerate(tables, 1):
        taken = width * extent(table, int(width / _LETTER))
        yield _GRID.format(number, taken)
        for place, share in enumerate(shares(table, int(width / _LETTER), BESIDE)):
            yield (
                f'<style:style style:name="c{number}.{place}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{share * taken:.3f}cm"/></style:style>'
            )
    yield _CELLS
    yield (
        "</office:automatic-styles><office:body><office:text><text:sequence-decls>"
        '<text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>'
    )
    number = 0
    for block in flow(report):
        number += isinstance(block, Table)
        yield from _block(block, report, number)
    yield "</office:text></office:body></office:document-content>"


def _borders(name: str, **edges: str) -> str:
    properties = "".join(f' fo:border-{edge}="{line}"' for edge, line in edges.items())
    align = ' style:vertical-align="bottom"' if name == "head" else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding-left="0cm"'
        ' fo:padding-right="0.18cm" fo:padding-top="0.05cm" fo:padding-bottom="0.05cm"'
        f"{align}{properties}/></style:style>"
    )


_THICK, _THIN, _FINE = "1.2pt solid #000000", "0.5pt solid #000000", "0.3pt solid #808080"
_GRID = (
    '<style:style style:name="grid{0}" style:family="table"><style:table-properties style:width="{1:.3f}cm"'
    ' table:align="left" fo:margin-top="0cm" fo:margin-bottom="0.15cm" style:may-break-between-rows="true"/>'
    "</style:style>"
)
_CELLS = (
    '<style:style style:name="whole" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
    "</style:style>"
    '<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"'
    ' style:font-weight-asian="bold"/></style:style>'
    '<style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"'
    ' style:font-style-asian="italic"/></style:style>'
    '<style:style style:name="s" style:family="text"><style:text-properties fo:color="#595959" fo:font-size="7.5pt"'
    ' style:font-size-asian="7.5pt"/></style:style>'
    '<style:style style:name="right" style:family="paragraph" style:parent-style-name="Table_20_Text">'
    '<style:paragraph-properties fo:text-align="end"/></style:style>'
    '<style:style style:name="kept" style:family="paragraph" style:parent-style-name="Table_20_Text">'
    '<style:paragraph-properties fo:keep-with-next="always"/></style:style>'
    + _borders("cell", top="none", bottom="none")
    + _borders("last", top="none", bottom=_THICK)
    + _borders("head", top=_THICK, bottom=_THIN)
    + _borders("group", top=_FINE, bottom="none")
)


def _text(text: str) -> str:
    """A text with its blanks, tabs and line ends."""
    plain = escape(text if text.isprintable() else harmless(text))
    return _BLANKS.sub(_blank, plain)


def _blank(match: re.Match[str]) -> str:
    found = match[0]
    if found == "\n":
        return "<text:line-break/>"
    return "<text:tab/>" if found == "\t" else f'<text:s text:c="{len(found)}"/>'


def _span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{_text(text)}</text:span>' if text and style else _text(text)


def _paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _block(block: Block, report: Report, number: int) -> Iterator[str]:
    match block:
        case Heading(0, text):
            yield _paragraph("Title", _text(visible(text)))
        case Heading(level, text, anchor):
            mark = f"<text:bookmark text:name={quoteattr(visible(anchor))}/>" if anchor else ""
            level = min(level, _DEEPEST)
            yield (
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{mark}{_text(visible(text))}</text:h>"
            )
        case Paragraph(text, lead, quiet):
            yield _paragraph("Quiet" if quiet else "Standard", (_span(f"{lead} ", "b") if lead else "") + _text(text))
        case Listed(items):
            yield from _list(items)
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, number)


def _list(items: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Items in lists of lists; an item that lies deeper than one below the last is taken for one below it."""
    depth = -1
    for wanted, text in items:
        wanted = min(max(wanted, 0), depth + 1)
        if wanted > depth:
            yield '<text:list text:style-name="Bullets">' if depth < 0 else "<text:list>"
        else:
            yield "</text:list-item>" + "</text:list></text:list-item>" * (depth - wanted)
        yield "<text:list-item>" + _paragraph("Item", _text(text))
        depth = wanted
    if items:
        yield "</text:list-item>" + "</text:list></text:list-item>" * depth + "</text:list>"


def _quotation(block: Quotation, report: Report) -> Iterator[str]:
    if block.before.strip():
        yield _paragraph("Quotation_20_Turn", _text(block.before))
    yield _paragraph("Quotation", _text(quoted(report, block.words)))
    if block.after.strip():
        yield _paragraph("Quotation_20_Turn", _text(block.after))
    against = _span(f"{word('against', report.language)} ", "b") if block.against else ""
    yield _paragraph("Quotation_20_Source", against + _text(block.source))
    if block.memo:
        yield _paragraph("Quotation_20_Source", _span(word("memo", report.language).format(text=block.memo), "i"))


def _table(table: Table, report: Report, number: int) -> Iterator[str]:
    """The table below its caption and above its notes; its header is repeated on every page."""
    before, after = captioned(report, number, caption(report, table))
    name, _, figure = before.rpartition(" ")
    counted = (
        f'<text:sequence text:name="Table" text:formula="ooow:Table+1" style:num-format="1">{figure}</text:sequence>'
    )
    lead = f'<text:span text:style-name="b">{_text(name)} {counted}</text:span>'
    yield _paragraph("Caption", lead + _text(visible(after)))
    columns = len(table.columns)
    if columns:
        yield f'<table:table table:name="Table{number}" table:style-name="grid{number}">'
        yield "".join(f'<table:table-column table:style-name="c{number}.{place}"/>' for place in range(columns))
        yield '<table:table-header-rows><table:table-row table:style-name="whole">'
        for column in table.columns:
            yield _cell(column.label, column.note, "head", "b", right=column.number)
        yield "</table:table-row></table:table-header-rows>"
        for place, line in enumerate(table.lines, 1):
            yield from _line(line, table, first=place == 1, last=place == len(table.lines))
        if not table.lines:
            yield _row([_cell("", "", "last", "")] * columns)
        yield "</table:table>"
    yield from (_paragraph("Table_20_Note", _text(note)) for note in table.notes)


def _row(cells: Sequence[str], *, whole: bool = True) -> str:
    style = ' table:style-name="whole"' if whole else ""
    return f"<table:table-row{style}>{''.join(cells)}</table:table-row>"


def _line(line: Line, table: Table, *, first: bool, last: bool) -> Iterator[str]:
    columns = len(table.columns)
    if line.kind is LineKind.GROUP:
        text = told(line.cells[0], table.columns[0])[0]
        cell = (
            f'<table:table-cell table:style-name="{"last" if last else "cell" if first else "group"}"'
            f' table:number-columns-spanned="{columns}">{_paragraph("kept", _span(text, "i"))}</table:table-cell>'
        )
        yield _row([cell, *["<table:covered-table-cell/>"] * (columns - 1)])
        return
    look = {LineKind.HEADER: "b", LineKind.GIVEN: "i"}.get(line.kind, "")
    shown = [told(value, column) for value, column in zip(line.cells, table.columns, strict=True)]
    style = "last" if last else "cell"
    cells = [
        _cell(text, note, style, look, right=column.number)
        for (text, note), column in zip(shown, table.columns, strict=True)
    ]
    yield _row(cells, whole=sum(len(text) for text, _ in shown) < _WHOLE)


def _cell(text: str, note: str, style: str, look: str, *, right: bool = False) -> str:
    content = _span(text, look)
    if note:
        content += "<text:line-break/>" + _span(note, "s")
    paragraph = _paragraph("right" if right else "Table_20_Text", content)
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraph}</table:table-cell>'
