"""An overview as a table to compute with: one line a row of the table, one column a case (or several).

A cell without evidence is ``·``, never blank: a blank is a presence mark coded as absent. The annotated form adds the
columns ``state``, ``flags``, ``k``, ``n`` and ``dissent`` ("1 of 4", because "1/4" would become a date).

Where analysts laid something over cells of the table the annotated form has the columns ``derived``, ``override`` (its
type), ``stale``, ``signed`` (by whom) and ``summary`` as well; and both forms end in a column ``notes`` that says of
each overridden cell what was derived and why it shows otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coder.formats.overview.marks import blocks, shown
from coder.formats.overview.notes import note
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import Overview, OverviewRow, ShownCell
from coder.model.publication import Column, Line, Table, Value

_STATE = ("state", "flags", "k", "n", "dissent")
_JUDGED = ("derived", "override", "stale", "signed", "summary")
_FIGURES = frozenset({"k", "n"})


def records(overview: Overview, style: Style = CLEAN) -> Table:
    """The table with the columns ``row_id``, ``row``, ``block`` and one (or several) per case, named like the case."""
    names = _column_names(overview)
    judged = any(row.judged for row in overview.rows)
    extras = (_STATE + (_JUDGED if judged else ())) if style.annotated else ()
    columns = [Column(name, name) for name in ("row_id", "row", "block")]
    for name in names.values():
        columns.append(Column(name, name))
        columns += [Column(f"{name}: {one}", f"{name}: {one}", number=one in _FIGURES) for one in extras]
    noted = bool(overview.overridden[0])
    if noted:
        columns.append(Column("notes", "notes"))
    lines = []
    for heading, rows in blocks(overview):
        for row in rows:
            cells: list[Value] = [row.id, row.label, heading]
            for case in names:
                cells += _fields(row, case, style, extras)
            if noted:
                notes = ((name, note(row.shown(case), style.language)) for case, name in names.items())
                cells.append(" ".join(f"{name}: {words}" for name, words in notes if words))
            lines.append(Line(tuple(cells)))
    return Table(f"{overview.table} data", tuple(columns), tuple(lines))


def _fields(row: OverviewRow, case: str, style: Style, extras: Sequence[str]) -> list[Value]:
    """What the cell shows, and as many of the columns beside it as there are."""
    seen = row.shown(case)
    plain = Style(ascii=style.ascii)
    cell = seen.cell
    dissenting, addressed = cell.dissent
    beside: dict[str, Value] = {
        "state": cell.state.value,
        "flags": " ".join(sorted(flag.value for flag in cell.flags)),
        "k": cell.k,
        "n": cell.n,
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
