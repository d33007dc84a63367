r"""Overview tables as CSV for spreadsheets and R: a header, one line a row of the table, one column a case.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` or tab for a formula. Such a cell gets a
leading apostrophe, with one exception: a cell of nothing but plus or minus signs is a rating mark (``+``,
``++``, ``-``). It cannot be a formula and is left as it is, so that the marks of a table survive a round trip.
``coder.formats.tables.unguarded`` takes the apostrophe away again.

A cell without evidence is ``·``, never blank: a blank is a presence mark coded as absent. The annotated form adds the
columns ``state``, ``flags``, ``k``, ``n`` and ``dissent`` ("1 of 4", because "1/4" would become a date).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

from coder.formats.overview.marks import blocks, shown
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import harmless
from coder.model.overview import Cell, Overview, OverviewRow

_MARK = re.compile(r"[+-]+")
_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and never run it; only line ends and tabs stay of control characters."""
    plain = harmless(text)
    if _FORMULA.match(plain) and not _MARK.fullmatch(plain):
        return "'" + plain
    return plain


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table as CSV with ``\\n`` line ends; columns ``row_id``, ``row``, ``block`` and one (or six) per case."""
    names = _column_names(overview)
    header = ["row_id", "row", "block"]
    for name in names.values():
        header.append(name)
        if style.annotated:
            header.extend(f"{name}: {extra}" for extra in ("state", "flags", "k", "n", "dissent"))
    lines = [
        [row.id, row.label, heading, *(text for case in names for text in _fields(row.cells[case], row, style))]
        for heading, rows in blocks(overview)
        for row in rows
    ]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in (header, *lines):
        writer.writerow([guarded(text) for text in line])
    return out.getvalue()


def _fields(cell: Cell, row: OverviewRow, style: Style) -> list[str]:
    text = shown(cell, row, Style(ascii=style.ascii)).text
    if not style.annotated:
        return [text]
    dissenting, addressed = cell.dissent
    flags = " ".join(sorted(flag.value for flag in cell.flags))
    return [text, cell.state.value, flags, str(cell.k), str(cell.n), f"{dissenting} of {addressed}"]


def _column_names(overview: Overview) -> dict[str, str]:
    """Column headings by case: labels, or ids where two cases have the same label."""
    taken = Counter(column.label for column in overview.columns)
    return {column.id: column.label if taken[column.label] == 1 else column.id for column in overview.columns}
