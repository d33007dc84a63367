"""Tables of words (CSV, spreadsheets) -> transcripts: one row a turn, or one row a document with open answers.

Which of the two a table is, its header and what is in its columns say; what was decided is told in a warning of the
first document, so that a preview shows it. Where nothing tells, the table is refused with what would.
"""

from __future__ import annotations

from dataclasses import replace

from coder.errors import UnreadableError
from coder.formats.table.answers import answers
from coder.formats.table.columns import Columns, Records, plain, read_columns
from coder.formats.table.turns import conversations, turn_table
from coder.formats.tables import Problem, TableError
from coder.model.document import Transcript


def transcripts(records: Records, name: str, warnings: tuple[str, ...] = ()) -> tuple[Transcript, ...]:
    """The documents of a table whose first record is the header. Raises UnreadableError where it cannot tell."""
    columns, left_out = read_columns(records, name)
    warnings += left_out
    if not columns.rows:
        raise TableError(name, [Problem(records[0][0], "no rows below the header")])
    _refuse_other_tables(columns, name)
    table = turn_table(columns)
    found = conversations(columns, table, name) if table else answers(columns, name)
    first, *others = found
    return replace(first, warnings=warnings + first.warnings), *others


def _refuse_other_tables(columns: Columns, name: str) -> None:
    """Raises UnreadableError for a table of codings, which is brought in otherwise."""
    names = {plain(one) for one in columns.names}
    if "document" in names and "code" in names and names & {"quote", "start", "start phrase"}:
        raise UnreadableError("this is a table of codings", where=name, hint="coder codings import brings it in")
