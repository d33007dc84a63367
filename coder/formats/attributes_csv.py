"""Tables of document attributes: one row a document, one column an attribute."""

from __future__ import annotations

from collections.abc import Mapping

from coder.formats.tables import Problem, TableError, read_table, unguarded

_NAME_COLUMNS = ("document", "doc", "name")  # the first of these that the table has names the documents


def parse(data: bytes, name: str) -> Mapping[str, Mapping[str, str]]:
    """Document -> attribute -> value, as written; empty cells are left out.

    Raises TableError with the problems of all rows, UnreadableError for files that are no text.
    """
    table = read_table(data, name)
    lower = {column.casefold(): column for column in table.columns}
    key = next((lower[column] for column in _NAME_COLUMNS if column in lower), None)
    if key is None:
        raise TableError(name, [Problem(table.header_line, "there is no column 'document' or 'name'")])
    problems = list(table.problems)
    attributes: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        cells = {column: unguarded(cell).strip() for column, cell in row.cells.items()}
        document = cells.pop(key)
        if not document:
            problems.append(Problem(row.line, f"{key} is empty"))
        elif document in attributes:
            problems.append(Problem(row.line, f"'{document}' stands already in row {lines[document]}"))
        else:
            attributes[document] = {column: cell for column, cell in cells.items() if cell}
            lines[document] = row.line
    if problems:
        raise TableError(name, problems)
    return attributes
