r"""Reports as CSV for spreadsheets and R (RFC 4180, UTF-8 without a byte order mark, ``\n`` ends a line).

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` or tab for a formula. Such a text gets a
leading apostrophe, with one exception: a cell of nothing but plus or minus signs is a rating mark (``+``,
``++``, ``-``). It cannot be a formula and is left as it is, so that the marks of a table survive a round trip.
``coder.formats.tables.unguarded`` takes the apostrophe away again. Figures are never guarded.

Excel for Chinese takes such files for GBK when it opens them by double click; xlsx is made for that.
"""

from __future__ import annotations

import csv
import math
import re
from io import StringIO

from coder.formats.visible import harmless
from coder.model.publication import LineKind, Report, Table, Value

_MARK = re.compile(r"[+-]+")
_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and never run it; only line ends and tabs stay of control characters."""
    plain = text if text.isprintable() else harmless(text)
    if _FORMULA.match(plain) and not _MARK.fullmatch(plain):
        return "'" + plain
    return plain


def render(report: Report) -> bytes:
    """The table of the report; of several all, one below the other, an empty line and the table's id between them."""
    tables = report.data
    if len(tables) == 1:
        return table_csv(tables[0])
    return b"\n".join(guarded(table.id).encode() + b"\n" + table_csv(table) for table in tables)


def table_csv(table: Table) -> bytes:
    """One table: the ids of the columns, then a line for each line that is no heading."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(column.id) for column in table.columns])
    writer.writerows(map(_field, line.cells) for line in table.lines if line.kind is not LineKind.GROUP)
    return out.getvalue().encode()


def _field(value: Value) -> str | int | float:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value if isinstance(value, int | float) else guarded(str(value))
