"""Tables of document attributes: one row a document, one column an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.formats.tables import Problem, TableError, read_table, unguarded

# The first of these that the table has names the documents.
_NAME_COLUMNS = (
    *("document", "doc", "name", "file", "filename"),
    *("dokument", "datei", "dateiname", "文档", "文件", "文件名"),
)


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """What a row says about the document (or file) it names; ``line`` is its line in the file, from 1."""

    line: int
    document: str
    attributes: Mapping[str, str]


def parse_rows(data: bytes, name: str) -> tuple[AttributeRow, ...]:
    """The rows of a table (``name`` ends in .xlsx for a spreadsheet), values as written, empty cells left out.

    Raises TableError with the problems of all rows, UnreadableError for files that are no table.
    """
    table = read_table(data, name)
    lower = {column.casefold(): column for column in table.columns}
    key = next((lower[column] for column in _NAME_COLUMNS if column in lower), None)
    if key is None:
        raise TableError(name, [Problem(table.header_line, "there is no column 'document' or 'name'")])
    problems = list(table.problems)
    rows: dict[str, AttributeRow] = {}
    for row in table.rows:
        cells = {column: unguarded(cell).strip() for column, cell in row.cells.items()}
        document = cells.pop(key)
        if not document:
            problems.append(Problem(row.line, f"{key} is empty"))
        elif document in rows:
            problems.append(Problem(row.line, f"'{document}' stands already in row {rows[document].line}"))
        else:
            rows[document] = AttributeRow(row.line, document, {column: cell for column, cell in cells.items() if cell})
    if problems:
        raise TableError(name, problems)
    return tuple(rows.values())


def parse(data: bytes, name: str) -> Mapping[str, Mapping[str, str]]:
    """Document -> attribute -> value, as ``parse_rows``."""
    return {row.document: row.attributes for row in parse_rows(data, name)}
