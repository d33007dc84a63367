r"""Overview tables as CSV for spreadsheets and R: a header, one line a row of the table, one column a case.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` or tab for a formula. Such a cell gets a
leading apostrophe, with one exception: a cell of nothing but plus or minus signs is a rating mark (``+``,
``++``, ``-``). It cannot be a formula and is left as it is, so that the marks of a table survive a round trip.
``coder.formats.tables.unguarded`` takes the apostrophe away again.

A cell without evidence is ``·``, never blank: a blank is a presence mark coded as absent. The annotated form adds the
columns ``state``, ``flags``, ``k``, ``n`` and ``dissent`` ("1 of 4", because "1/4" would become a date).

Where analysts laid something over cells of the table the annotated form has the columns ``derived``, ``override`` (its
type), ``stale``, ``signed`` (by whom) and ``summary`` as well; and both forms end in a column ``notes`` that says of
each overridden cell what was derived and why it shows otherwise.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from coder.formats.overview.marks import blocks, shown
from coder.formats.overview.notes import note
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import harmless
from coder.model.overview import Overview, OverviewRow, ShownCell

_STATE = ("state", "flags", "k", "n", "dissent")
_JUDGED = ("derived", "override", "stale", "signed", "summary")
_MARK = re.compile(r"[+-]+")
_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and never run it; only line ends and tabs stay of control characters."""
    plain = harmless(text)
    if _FORMULA.match(plain) and not _MARK.fullmatch(plain):
        return "'" + plain
    return plain


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table as CSV with ``\\n`` line ends; columns ``row_id``, ``row``, ``block`` and one (or several) per case."""
    names = _column_names(overview)
    judged = any(row.judged for row in overview.rows)
    extras = (_STATE + (_JUDGED if judged else ())) if style.annotated else ()
    header = ["row_id", "row", "block"]
    for name in names.values():
        header += [name, *(f"{name}: {extra}" for extra in extras)]
    lines = [
        [row.id, row.label, heading, *(text for case in names for text in _fields(row, case, style, extras))]
        for heading, rows in blocks(overview)
        for row in rows
    ]
    if overview.overridden[0]:
        header.append("notes")
        for line, row in zip(lines, (row for _, rows in blocks(overview) for row in rows), strict=True):
            noted = ((name, note(row.shown(case), style.language)) for case, name in names.items())
            line.append(" ".join(f"{name}: {words}" for name, words in noted if words))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in (header, *lines):
        writer.writerow([guarded(text) for text in line])
    return out.getvalue()


def _fields(row: OverviewRow, case: str, style: Style, extras: Sequence[str]) -> list[str]:
    """What the cell shows, and as many of the columns beside it as there are."""
    seen = row.shown(case)
    plain = Style(ascii=style.ascii)
    cell = seen.cell
    dissenting, addressed = cell.dissent
    beside = {
        "state": cell.state.value,
        "flags": " ".join(sorted(flag.value for flag in cell.flags)),
        "k": str(cell.k),
        "n": str(cell.n),
        "dissent": f"{dissenting} of {addressed}",
        "derived": shown(ShownCell(cell), row, plain).text,
        "override": str(seen.override.type) if seen.override else "",
        "stale": " ".join(name for name, stale in _stale(seen) if stale),
        "signed": seen.sign_off.analyst if seen.sign_off else "",
        "summary": seen.summary.text if seen.summary else "",
    }
    return [shown(seen, row, plain).text, *(beside[extra] for extra in extras)]


def _stale(seen: ShownCell) -> tuple[tuple[str, bool], ...]:
    return ("override", seen.override_stale), ("signed", seen.sign_off_stale), ("summary", bool(seen.lost))


def _column_names(overview: Overview) -> dict[str, str]:
    """Column headings by case: labels, or ids where two cases have the same label."""
    taken = Counter(column.label for column in overview.columns)
    return {column.id: column.label if taken[column.label] == 1 else column.id for column in overview.columns}
