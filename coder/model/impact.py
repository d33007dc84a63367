"""What a change of the codebook does to what was coded, told before it is done, and what it leaves to code again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.model.coding import Coding

if TYPE_CHECKING:  # a session that only codes derives nothing
    from coder.model.overview import Cell, Overview

_SHOWN = 12  # cells of a preview


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that reads otherwise afterwards; "" where there is none before or after."""

    row: str
    row_label: str
    case: str
    case_label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What an operation comes to.

    ``codings`` stand under the codes it is about, in these ``interviews`` and by these ``coders``; ``recoded`` go to
    their new code at once, ``waiting`` have to be coded again. ``changed`` are the cells that read otherwise,
    ``touched`` counts those that read the same on other evidence, ``stale`` are signed or overridden cells that have to
    be looked at again (row, case).
    """

    label: str
    versions: tuple[str, str]
    codings: int = 0
    interviews: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    recoded: int = 0
    waiting: int = 0
    changed: tuple[CellChange, ...] = ()
    touched: int = 0
    stale: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding that leads nowhere today; ``choices`` are codes and weights it may get, ``why`` says what happened."""

    coding: Coding
    document: str
    quote: str
    choices: tuple[tuple[str, int], ...]
    why: str


def cells_changed(before: Overview, after: Overview) -> tuple[tuple[CellChange, ...], int]:
    """The cells that read otherwise in another overview, and how many read the same on other evidence."""
    changed, touched = [], 0
    old, new = dict(_cells(before)), dict(_cells(after))
    labels = {row.id: row.label for table in (before, after) for row in table.rows}
    cases = {column.id: column.label for table in (before, after) for column in table.columns}
    for place in dict.fromkeys((*old, *new)):
        one, other = old.get(place), new.get(place)
        if one == other:
            continue
        told = _told(one), _told(other)
        if told[0] == told[1]:
            touched += 1
        else:
            row, case = place
            changed.append(CellChange(row, labels[row], case, cases[case], *told))
    return tuple(changed), touched


def newly_stale(before: Overview, after: Overview) -> tuple[tuple[str, str], ...]:
    """Row and case of judged cells that another overview makes stale, or that it has no row for any more."""
    rows = {row.id for row in after.rows}
    gone = {(row.id, case) for row in before.rows if row.id not in rows for case in row.judged}
    return tuple(sorted((_stale(after) | gone) - _stale(before)))


def _stale(overview: Overview) -> set[tuple[str, str]]:
    return {(row.id, case) for row in overview.rows for case, shown in row.judged.items() if shown.stale}


def _cells(overview: Overview) -> Iterator[tuple[tuple[str, str], Cell]]:
    for row in overview.rows:
        for case, cell in row.cells.items():
            yield (row.id, case), cell


def _told(cell: Cell | None) -> str:
    """A cell in words, with its flags; "" for one that is not in the table."""
    if cell is None:
        return ""
    words = cell.text or "(blank)" if cell.state.value == "value" else f"({cell.state.value.replace('_', ' ')})"
    flags = ", ".join(sorted(flag.value for flag in cell.flags))
    return f"{words} [{flags}]" if flags else words


def told(impact: Impact, *, cells: bool = True) -> list[str]:
    """What an operation does, a line each; without ``cells`` nothing of what they say (blind coding)."""
    lines = [impact.label, f"  version   {impact.versions[0]} → {impact.versions[1]}"]
    where = (
        f" in {_counted(len(impact.interviews), 'interview')} by {', '.join(impact.coders)}" if impact.codings else ""
    )
    lines.append(f"  codings   {impact.codings}{where}")
    if impact.recoded:
        lines.append(f"  recoded   {impact.recoded} found by the queries")
    if impact.waiting:
        lines.append(f"  waiting   {impact.waiting} to be coded again")
    same = f", {impact.touched} the same on other evidence" if impact.touched else ""
    lines.append(f"  cells     {_cells_told(len(impact.changed))}{same}")
    lines += [
        f"    {one.row_label}, {one.case_label}: {one.before or '(no such cell)'} → {one.after or '(no such cell)'}"
        for one in impact.changed[: _SHOWN if cells else 0]
    ]
    if cells and len(impact.changed) > _SHOWN:
        lines.append(f"    and {len(impact.changed) - _SHOWN} more")
    if impact.stale:
        named = ", ".join(f"{row} of {case}" for row, case in impact.stale[:_SHOWN])
        more = f" and {len(impact.stale) - _SHOWN} more" if len(impact.stale) > _SHOWN else ""
        lines.append(f"  stale     {named}{more}")
    return [*lines, *(f"  note      {note}" for note in impact.notes)]


def _cells_told(number: int) -> str:
    return f"{number} reads otherwise" if number == 1 else f"{number} read otherwise"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
