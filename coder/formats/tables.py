"""Tables in text files (CSV) and spreadsheets: what all tables that come in have in common.

Commas, semicolons, tabs or bars separate cells, whichever makes rows as long as the header. All problems of a table are
collected, so that a researcher repairs it once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from coder.errors import UnreadableError
from coder.formats import sheets
from coder.formats.decode import decode

_DELIMITERS = ",;\t|"
_TRIED = 20  # rows by which the delimiter is told
_TRIED_LENGTH = 200_000  # and characters
_LONGEST_CELL = 20_000_000  # characters; a cell may hold a whole interview
_MOST_CELLS = 2_000_000
_DELIMITER_LINE = re.compile(r"\s{0,9}sep=([,;\t|])[ \t]{0,9}(?:\n|\Z)")  # what Excel reads as an instruction
# What spreadsheet programs take for the beginning of a formula (OWASP, CSV injection), and the mark that says text.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row; ``row`` is its first line in the file, from 1."""

    row: int
    reason: str


class TableError(UnreadableError):
    """A table that cannot be read, with every ``problem``; ``str()`` gives one line for each."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row))
        super().__init__(
            f"{len(self.problems)} problems in this table", where=name, hint="nothing was taken over; repair these rows"
        )

    def __str__(self) -> str:
        return "\n".join(f"{self.where}:{problem.row}: {problem.reason}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column; ``line`` is its first line in the file, from 1. Missing cells are empty."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header; ``problems`` are rows that do not fit it and are not among ``rows``."""

    header_line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes, name: str) -> Table:
    """The table in ``data``, the first sheet if ``name`` is that of a spreadsheet.

    Raises UnreadableError for what is neither text nor a spreadsheet, TableError for a bad header or no rows.
    """
    problems: list[Problem] = []
    if name.lower().endswith(sheets.SUFFIX):
        records = [(line, list(cells)) for line, cells in sheets.read_sheets(data, name)[0].rows]
    else:
        records = read_records(decode(data, name).text, problems)
    if not records:
        raise TableError(name, problems or [Problem(1, "there is no header")])
    (header_line, header), *body = records
    columns = tuple(cell.strip() for cell in _without_empty_end(header))
    if reasons := _header_problems(columns):
        raise TableError(name, [Problem(header_line, reason) for reason in reasons])
    if not body and not problems:
        raise TableError(name, [Problem(header_line, "no rows below the header")])
    rows = []
    for line, cells in body:
        if len(_without_empty_end(cells)) > len(columns):
            problems.append(Problem(line, f"{len(cells)} cells, but the header has {len(columns)}"))
            continue
        filled = [*cells, *[""] * len(columns)]
        rows.append(Row(line, dict(zip(columns, filled, strict=False))))
    return Table(header_line, columns, tuple(rows), tuple(problems))


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """The table as CSV with ``\\n`` line ends; text that spreadsheets would run as a formula gets a leading ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _guarded(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # a bare carriage return ends the row for many readers
    return "'" + text if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """A cell as it was before ``render_table`` kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_records(text: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Line and cells of each row that is not blank; what follows a broken row cannot be read and is a problem."""
    line = 1
    if stated := _DELIMITER_LINE.match(text):
        line += text.count("\n", 0, stated.end())
        text = text[stated.end() :]
    csv.field_size_limit(_LONGEST_CELL)
    first, cells_left = line, _MOST_CELLS
    reader = csv.reader(_lines(text), delimiter=stated[1] if stated else _delimiter(text), strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            cells_left -= len(cells)
            if cells_left < 0 or len(records) > sheets.MOST_FILLED:
                problems.append(Problem(line, "more rows and cells than a table of words or attributes has"))
                break
            line = first + reader.line_num
    except csv.Error as error:
        problems.append(Problem(line, f"the quotation marks around a cell do not match, or it is too long ({error})"))
    return records


def _lines(text: str) -> Iterator[str]:
    """The lines one by one; io.StringIO would take four bytes for each character of all of them."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _delimiter(text: str) -> str:
    """What separates the cells: that by which most rows have as many as the header, and the header most."""

    def fit(delimiter: str) -> tuple[bool, float, int]:
        reader = csv.reader(io.StringIO(text[:_TRIED_LENGTH]), delimiter=delimiter)
        try:
            lengths = [len(cells) for cells in islice(reader, _TRIED) if "".join(cells).strip()]
        except csv.Error:
            return False, 0, 0
        header, *others = lengths or [0]
        fitting = sum(length == header for length in others) / max(1, len(others))
        return header > 1, fitting, header

    return max(_DELIMITERS, key=fit)


def _header_problems(columns: Sequence[str]) -> list[str]:
    reasons = [f"column {number} has no name" for number, column in enumerate(columns, start=1) if not column]
    lower = [column.casefold() for column in columns if column]
    return reasons + [f"column '{name}' stands twice" for name in dict.fromkeys(lower) if lower.count(name) > 1]


def _without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    """The cells without the empty ones that spreadsheets leave at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
