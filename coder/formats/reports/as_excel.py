"""Reports as Excel workbooks: a sheet for each table, then one that says what they were made from.

Texts are texts whatever they begin with, so none is run as a formula; figures are figures. XlsxWriter writes them: it
does nothing else, is kept up, needs nothing, is faster than openpyxl and takes its dates from us.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from coder.formats.reports.reading import figure, letters, rooms, told
from coder.formats.visible import harmless, visible
from coder.model.publication import LineKind, Noted, Report, Table, Value
from coder.model.words import word

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_LONGEST = 32_767  # characters of a cell, in UTF-16 units
_WRAPPED = 50  # letters after which the text of a cell is broken
_LINE, _HIGHEST = 15, 409  # points of a line, and of the highest row there can be
_EPOCH = datetime(2000, 1, 1)  # a file carries no time: the same report gives the same bytes
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def render(report: Report) -> bytes:
    """The tables that are read, then those that are computed with, each on its sheet under a frozen header."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": fitting(report.title)[:255], "created": _EPOCH})
    looks = _looks(book)
    shown = [block for block in report.blocks if isinstance(block, Table)]
    used: set[str] = set()
    for table in dict.fromkeys((*shown, *report.records)):
        _fill(book.add_worksheet(_name(table.id, used)), table, looks)
    _about(book.add_worksheet(_name(word("about", report.language), used)), report, looks)
    book.close()
    return out.getvalue()


def fitting(text: str) -> str:
    """The text as a cell can hold it: control characters spelled, what is too long cut with a word about it."""
    plain = text if text.isprintable() else harmless(text)
    if len(plain) <= _LONGEST // 2 or len(plain.encode("utf-16-le")) // 2 <= _LONGEST:
        return plain
    kept = plain.encode("utf-16-le")[: 2 * (_LONGEST - 40)].decode("utf-16-le", "ignore")
    return f"{kept}… [{len(plain) - len(kept)} more characters]"


def _name(text: str, used: set[str]) -> str:
    """A name that a sheet may have and no other one has."""
    units = _NO_NAME.sub("_", harmless(text)).strip("' ").encode("utf-16-le")[:62]
    base = units.decode("utf-16-le", "ignore").strip("' ") or "table"
    if base.lower() == "history":  # Excel's own
        base = "History_"
    name, number = base, 1
    while name.lower() in used:
        number += 1
        name = f"{base[: 15 if len(base) > 25 else 25]}_{number}"
    used.add(name.lower())
    return name


def _looks(book: Workbook) -> Mapping[str, Format]:
    plain = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({**plain, "valign": "bottom", "bold": True, "top": 2, "bottom": 1}),
        "group": book.add_format({"valign": "top", "italic": True, "top": 1, "top_color": "#808080"}),
        LineKind.PLAIN: book.add_format(plain),
        LineKind.HEADER: book.add_format({**plain, "bold": True}),
        LineKind.GIVEN: book.add_format({**plain, "italic": True}),
        "end": book.add_format({"top": 2}),
        "note": book.add_format({"valign": "top", "font_size": 9, "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }


def _fill(sheet: Worksheet, table: Table, looks: Mapping[str, Format]) -> None:
    columns = table.columns
    widths = [min(room.wanted, _WRAPPED) + 3 for room in rooms(table)]
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(place, place, width)
        _write(sheet, 0, place, Noted(column.label, column.note), 0, looks["head"], width)
    sheet.freeze_panes(1, int(table.stub))
    sheet.repeat_rows(0)
    if any(column.note for column in columns):
        sheet.set_row(0, 2 * _LINE)
    if name := visible(table.caption).strip()[:100]:
        sheet.set_header("&L " + name.replace("&", "&&"))  # a blank, or a figure would be a size
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    row = 0
    for row, line in enumerate(table.lines, start=1):
        if line.kind is LineKind.GROUP:
            sheet.write_string(row, 0, fitting(told(line.cells[0], columns[0])[0]), looks["group"])
            for place in range(1, len(columns)):
                sheet.write_blank(row, place, None, looks["group"])
            continue
        look, height = looks[line.kind], 1
        for place, value in enumerate(line.cells):
            height = max(height, _write(sheet, row, place, value, columns[place].digits, look, widths[place]))
        if height > 1:
            sheet.set_row(row, min(height * _LINE, _HIGHEST))
    for place in range(len(columns)):
        sheet.write_blank(row + 1, place, None, looks["end"])
    for below, note in enumerate(table.notes, start=row + 2):
        text = fitting(note)
        if len(columns) > 1:
            sheet.merge_range(below, 0, below, len(columns) - 1, "", looks["note"])
        sheet.write_string(below, 0, text, looks["note"])
        sheet.set_row(below, min(_lines(text, sum(widths)) * _LINE, _HIGHEST))


def _joined(text: str, note: str) -> str:
    return f"{text}\n{note}" if note else text


def _lines(text: str, width: int) -> int:
    """How many lines a text has in a cell; LibreOffice does not see for itself."""
    if len(text) <= width // 2 and "\n" not in text:
        return 1
    return sum(max(1, -(-letters(line) // width)) for line in text[:10_000].split("\n"))


def _write(sheet: Worksheet, row: int, place: int, value: Value, digits: int, look: Format, width: int) -> int:
    """Write a value and say how many lines it has."""
    match value:
        case str() | Noted():
            text = fitting(value if isinstance(value, str) else _joined(value.text, value.note))
            if text:
                sheet.write_string(row, place, text, look)
                return _lines(text, width)
            sheet.write_blank(row, place, None, look)
        case None:
            sheet.write_blank(row, place, None, look)
        case float() if math.isnan(value):
            sheet.write_blank(row, place, None, look)
        case float() if math.isinf(value):
            sheet.write_string(row, place, figure(value, digits), look)
        case int() if abs(value) >= 2**53:
            sheet.write_string(row, place, str(value), look)
        case _:
            sheet.write_number(row, place, value, look)
    return 1


def _about(sheet: Worksheet, report: Report, looks: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, fitting(report.title), looks["title"])
    for row, (name, fact) in enumerate(report.facts.items(), start=2):
        sheet.write_string(row, 0, fitting(name), looks[LineKind.PLAIN])
        sheet.write_string(row, 1, fitting(fact), looks[LineKind.PLAIN])
