"""Which cells of an overview to go to, and to keep in view: by flag, by what lies over them or stands beside (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from coder.formats.overview.marks import blocks
from coder.model.overview import Flag, Overview, OverviewRow, State
from coder.model.robustness import Robustness

Holds = Callable[[OverviewRow, str], bool]  # of a row and a case
Place = tuple[int, int]  # row and column of the table


def _flagged(flag: Flag) -> Holds:
    return lambda row, case: flag in row.cells[case].flags


def _checked(row: OverviewRow, case: str) -> Robustness | None:
    return row.robustness.get(case) if row.cells[case].state is State.VALUE else None


def _missed(row: OverviewRow, case: str) -> bool:
    check = row.expectations.get(case)
    return check is not None and check.met is False


def _apart(row: OverviewRow, case: str) -> bool:
    check = row.factor_checks.get(case)
    return check is not None and check.steps_apart > 0


def _stale(row: OverviewRow, case: str) -> bool:
    seen = row.shown(case)
    return seen.stale or bool(seen.lost)


def _open(row: OverviewRow, case: str) -> bool:
    return bool(row.cells[case].flags) or _stale(row, case) or _missed(row, case) or _apart(row, case)


def _unsigned(row: OverviewRow, case: str) -> bool:
    seen = row.shown(case)
    shows = seen.override is not None or seen.cell.state is State.VALUE
    return shows and (seen.sign_off is None or seen.sign_off_stale)


def _not_robust(row: OverviewRow, case: str) -> bool:
    checks = _checked(row, case)
    return checks is not None and not checks.robust


def _robust(row: OverviewRow, case: str) -> bool:
    checks = _checked(row, case)
    return checks is not None and checks.robust


CHECKED = ("not_robust", "robust")  # known only once the checks have come
ANY = "look"  # what the keys go to when nothing is picked
PICKS: Mapping[str, tuple[str, Holds]] = {
    ANY: ("worth a look: flagged, stale, expectation missed or factor steps apart", _open),
    "stale": ("stale: the evidence or the rules have changed since it was judged", _stale),
    "unsigned": ("not signed off, or not any more", _unsigned),
    "not_robust": ("not robust", _not_robust),
    "robust": ("robust", _robust),
    "thin": ("thin", _flagged(Flag.THIN)),
    "contested": ("contested", _flagged(Flag.CONTESTED)),
    "divided": ("divided", _flagged(Flag.DIVIDED)),
    "tie": ("tie", _flagged(Flag.TIE)),
    "borderline": ("borderline", _flagged(Flag.BORDERLINE)),
    "coders": ("coders differ", _flagged(Flag.CODERS)),
    "missed": ("expectation missed", _missed),
    "apart": ("factor check steps apart", _apart),
    "overridden": ("overridden by an analyst", lambda row, case: row.shown(case).override is not None),
    "summary": ("with a summary in words", lambda row, case: row.shown(case).summary is not None),
    "empty": ("no evidence", lambda row, case: row.cells[case].state is State.EMPTY),
    "refuted": ("only denied", lambda row, case: row.cells[case].state is State.REFUTED),
    "not_asked": ("not asked", lambda row, case: row.cells[case].state is State.NOT_ASKED),
}


def picked(overview: Overview, pick: str) -> list[Place]:
    """The derived cells of a table that a pick is of, row by row."""
    holds = PICKS[pick][1]
    return [
        (down, right)
        for down, row in enumerate(overview.rows)
        if row.derived
        for right, column in enumerate(overview.columns)
        if holds(row, column.id)
    ]


def counts(overview: Overview) -> Iterator[tuple[str, int]]:
    """How many cells each pick is of."""
    return ((pick, len(picked(overview, pick))) for pick in PICKS)


def narrowed(overview: Overview, pick: str) -> Overview:
    """The table with those rows only that have a picked cell."""
    kept = {down for down, _ in picked(overview, pick)}
    headed = [replace(row, block=heading) for heading, rows in blocks(overview) for row in rows]  # as with all rows
    return replace(overview, rows=tuple(row for down, row in enumerate(headed) if down in kept))


def place_of(overview: Overview, row: str, case: str) -> Place:
    """Where a cell stands, by the ids of its row and case; the first row or column for one that is not there."""
    down = next((number for number, one in enumerate(overview.rows) if one.id == row), 0)
    right = next((number for number, one in enumerate(overview.columns) if one.id == case), 0)
    return down, right


def following(places: list[Place], at: Place, step: int) -> Place | None:
    """The next place on or back, from the other end again after the last; None if there is none."""
    if step > 0:
        return next((place for place in places if place > at), places[0] if places else None)
    return next((place for place in reversed(places) if place < at), places[-1] if places else None)
