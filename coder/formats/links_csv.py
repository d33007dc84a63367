"""Tables that say which question of the guide was asked in which document."""

from __future__ import annotations

from dataclasses import dataclass

from coder.formats.tables import Problem, TableError, read_table, unguarded

_DOCUMENT, _QUESTION = "document", "question"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row of the table; ``line`` is its line in the file, from 1."""

    line: int
    document: str
    question: str


def parse(data: bytes, name: str) -> tuple[LinkRow, ...]:
    """The rows of a table with the columns document and question (``name`` ends in .xlsx for a spreadsheet).

    Raises TableError with the problems of all rows, UnreadableError for files that are no table.
    """
    table = read_table(data, name)
    lower = {column.casefold(): column for column in table.columns}
    missing = [column for column in (_DOCUMENT, _QUESTION) if column not in lower]
    if missing:
        raise TableError(name, [Problem(table.header_line, f"there is no column {one!r}") for one in missing])
    problems, rows = list(table.problems), []
    for row in table.rows:
        document, question = (unguarded(row.cells[lower[column]]).strip() for column in (_DOCUMENT, _QUESTION))
        for column, cell in ((_DOCUMENT, document), (_QUESTION, question)):
            if not cell:
                problems.append(Problem(row.line, f"{column} is empty"))
        rows.append(LinkRow(row.line, document, question))
    if problems:
        raise TableError(name, problems)
    return tuple(rows)
