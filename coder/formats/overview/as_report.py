"""An overview as a report: the table as it is printed, clean or annotated, with its marks and footnotes below it.

Formats that are computed with get ``records`` instead; Excel holds both.
"""

from __future__ import annotations

from coder.formats.overview.as_records import records
from coder.formats.overview.marks import blocks, legend, remarks, table_cells, used_marks
from coder.formats.overview.notes import footnotes
from coder.formats.overview.style import CLEAN, Style
from coder.formats.reports.reading import sentence
from coder.formats.visible import visible
from coder.model.overview import Overview, OverviewRow
from coder.model.publication import Column, Line, LineKind, Noted, Report, Table
from coder.model.words import word


def report(overview: Overview, style: Style = CLEAN) -> Report:
    """The table with its blocks as headings across it, header rows, and notes that name only the marks used."""
    seen = table_cells(overview, style)
    language = style.language

    def line(row: OverviewRow) -> Line:
        kind = LineKind.HEADER if row.header else LineKind.PLAIN if row.derived else LineKind.GIVEN
        cells = (seen[row.id, column.id] for column in overview.columns)
        values = (Noted(visible(cell.value), cell.note) if cell.note else visible(cell.value) for cell in cells)
        return Line((visible(row.label), *values), kind)

    empty = ("",) * len(overview.columns)
    lines: list[Line] = []
    for heading, rows in blocks(overview):
        if heading:
            lines.append(Line((visible(heading), *empty), LineKind.GROUP))
        lines += map(line, rows)
    meanings = [f"{mark} {words}" for mark, words in legend(used_marks(seen.values()), style)]
    meanings += remarks(overview, style)
    fact = word("fact", language)
    marks = (fact.format(name=word("marks", language), fact=sentence(meanings, language)),) if meanings else ()
    book = word("codebook", language)
    title = overview.title or overview.table
    table = Table(
        id=overview.table,
        columns=(
            Column("row", ""),
            *(
                Column(column.id, visible(column.label), note=f"n = {column.interviews}" if style.annotated else "")
                for column in overview.columns
            ),
        ),
        lines=tuple(lines),
        caption=title,
        notes=(*marks, *footnotes(overview, style)),
    )
    facts = {book[:1].upper() + book[1:]: f"{overview.codebook} {overview.version}"}
    return Report(overview.table, title, language, (table,), facts, (records(overview, style),))
