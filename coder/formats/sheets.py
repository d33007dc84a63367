"""Spreadsheets (.xlsx): the cells of their sheets as text, as the researcher sees them.

Formulas give the value they had when the file was saved, dates are ISO dates, an hour and minute stays one. Untrusted:
sizes are checked before anything is unpacked, and cells are counted, because a few bytes can claim a million rows.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, cast

from coder.errors import UnreadableError
from coder.formats.archive import DAMAGE, Archive
from coder.formats.decode import unify_newlines
from coder.formats.kinds import Kind

SUFFIX = ".xlsx"
SPREADSHEET = Kind("an Excel workbook", SUFFIX)

_OLE = b"\xd0\xcf\x11\xe0"
_OLD_BOOK = "Workbook".encode("utf-16-le")

_MOST_ROWS = 1_048_576  # what a sheet can have
MOST_FILLED = 300_000  # and what a table may have that is not blank; 1,000 interviews of 300 turns
_MOST_CELLS = 4_000_000  # empty ones included: they are made when a row is read
_MOST_EXACT = 1e15  # the format keeps 15 digits
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|FFF[EF])_")  # how the format writes control characters
_ZEROS = re.compile(r"0{2,20}")  # the format of a number such as 007
_SECONDS = re.compile(r"[sS]")


class _Cell(Protocol):
    """A cell as openpyxl gives it; one that is not in the file has only a value, None."""

    value: object
    data_type: str
    number_format: str | None


class _ReadOnlySheet(Protocol):
    title: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its title: the number of each row that is not blank, and its cells."""

    title: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets that can be seen and are not blank. Raises UnreadableError for damaged and oversized files."""
    from openpyxl import load_workbook

    if data.startswith(_OLE) and _OLD_BOOK in data:
        raise UnreadableError("an old Excel file (.xls)", where=name, hint="save it as .xlsx")
    archive = Archive(data, name, SPREADSHEET)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that only matter to those who write the file again
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                left = [_MOST_CELLS]
                visible = [cast(_ReadOnlySheet, one) for one in workbook.worksheets if one.sheet_state == "visible"]
                sheets = [Sheet(sheet.title, tuple(_rows(sheet, name, left))) for sheet in visible]
            finally:
                workbook.close()
    except UnreadableError:
        raise
    except (ArithmeticError, AssertionError, RecursionError, *DAMAGE) as error:
        raise archive.damaged(error) from None
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise UnreadableError("the file is empty", where=name, hint="is it the right file?")
    return filled


def _rows(sheet: _ReadOnlySheet, name: str, left: list[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not blank; ``left`` counts down the cells that may still come."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong, or a bomb
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        left[0] -= len(cells) + 1
        if left[0] < 0 or number > _MOST_ROWS or filled > MOST_FILLED:
            raise UnreadableError(
                f"the sheet {sheet.title!r} claims more rows and columns than a transcript has",
                where=name,
                hint="copy what belongs to it into a new file, or save it as .csv",
            )
        written = tuple(_written(cell) for cell in cells)
        if any(words.strip() for words in written):
            filled += 1
            yield number, written


def _written(cell: _Cell) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return "" if cell.data_type == "e" else _text(value)
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime():
            midnight = value.time() == time(0)
            return value.date().isoformat() if midnight else value.isoformat(" ", timespec="seconds")
        case date():
            return value.isoformat()
        case time():
            clock = timedelta(
                hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
            )
            return _clock(clock, cell.number_format or "")
        case timedelta():
            return _clock(value, cell.number_format or "")
    return _text(str(value))


def _text(value: str) -> str:
    if "_x" in value:
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return unify_newlines(value)


def _number(value: float, shown_as: str) -> str:
    if abs(value) >= _MOST_EXACT or value != int(value):
        return str(value)
    zeros = len(shown_as) if _ZEROS.fullmatch(shown_as) else 0
    return f"{int(value):0{zeros}}"


def _clock(value: timedelta, shown_as: str) -> str:
    """A time as it is seen: ``1:02`` typed into a cell stays two numbers, though the file means hours."""
    milliseconds = round(value.total_seconds() * 1000)
    sign = "-" if milliseconds < 0 else ""
    seconds, rest = divmod(abs(milliseconds), 1000)
    minutes = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    if not rest and not seconds % 60 and shown_as and not _SECONDS.search(shown_as):
        return minutes
    return f"{minutes}:{seconds % 60:02}" + (f".{rest:03}" if rest else "")


def same_header(sheets: Iterable[Sheet]) -> bool:
    """Whether all sheets have the same first row, as parts of one table do."""
    return len({tuple(cell.strip().casefold() for cell in sheet.rows[0][1]) for sheet in sheets}) == 1
