"""The ratings of a table as a calibrated matrix for QCA (method 2.6).

The levels of a scale lie evenly between 0 and 1, so that ++ + O - become 1, .67, .33 and 0; a cell without evidence is
missing, never 0. There is no .5: what lies in the middle is .67 where the mark says that something is there (presence),
and .33, the weaker claim, elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coder.model.codebook import Codebook, Level, Row, RowKind, Scale
from coder.model.overview import Overview, OverviewRow, ShownCell, State
from coder.model.publication import Block, Column, Line, Listed, Paragraph, Report, Table, Value
from coder.reports.saying import Made, Say, column, columns, lines, listed, plain_columns, saying

_MIDDLE = Fraction(1, 2)
_MISSING = {State.EMPTY: "·", State.REFUTED: "✗", State.NOT_ASKED: "∅"}  # to readers; data have a state for it


def report(codebook: Codebook, overview: Overview, made: Made, language: str) -> Report:
    """Cases by rated rows with their scores, and how marks became scores."""
    say = saying(language)
    rows = [row for row in overview.rows if row.derived and RowKind(row.kind).by_level]
    title = say("title:qca", table=overview.title or overview.table)
    blocks = tuple(_blocks(codebook, overview, rows, say))
    data = (_calibration(codebook, rows, plain_columns("row_id", "mark", "above#", "score#")),
            _matrix(codebook, overview, rows, plain_columns("case_id", "case", *(f"{row.id}#" for row in rows))),
            _cells(codebook, overview, rows))  # fmt: skip
    return Report("qca", title, language, blocks, made.facts(say), data)


def scores(scale: Scale, kind: RowKind) -> dict[str, float]:
    """The score of each mark of a scale, by its level id."""
    levels = sorted(scale.levels, key=lambda level: level.anchor)
    return {level.id: _score(place, len(levels), kind) for place, level in enumerate(levels)}


def _score(place: int, levels: int, kind: RowKind) -> float:
    score = Fraction(place, levels - 1) if levels > 1 else Fraction(1)
    if score == _MIDDLE:
        score = Fraction(2, 3) if kind is RowKind.PRESENCE else Fraction(1, 3)
    return round(float(score), 2)


def _blocks(codebook: Codebook, overview: Overview, rows: list[OverviewRow], say: Say) -> Iterator[Block]:
    yield Paragraph(say("qca:what"))
    left_out = tuple(row.label for row in overview.rows if row not in rows)
    changed = sum(row.shown(case.id).override is not None for row in rows for case in overview.columns)
    yield Listed(
        (
            (0, say("qca:missing")),
            (0, say("qca:middle")),
            *(((0, say("qca:left_out", rows=listed(left_out, say))),) if left_out else ()),
            *(((0, say("qca:overrides", n=changed)),) if changed else ()),
        )
    )
    if not rows:
        yield Paragraph(say("qca:none"))
        return
    yield _calibration(codebook, rows, columns(say, "row", "mark", "above#", "score#"), say)
    names = (column(say, "case"), *(Column(row.id, row.label, number=True) for row in rows))
    yield _matrix(codebook, overview, rows, names, say)


def _calibration(
    codebook: Codebook, rows: list[OverviewRow], names: tuple[Column, ...], say: Say | None = None
) -> Table:
    found: list[tuple[Value, ...]] = []
    for row in rows:
        known = codebook.row(row.id)
        scale = codebook.scale_of(known)
        given = scores(scale, known.kind)
        levels = sorted(scale.levels, key=lambda level: level.anchor)
        for place in range(len(levels) - 1, -1, -1):
            above = (levels[place - 1].anchor + levels[place].anchor) / 2 if place else None
            mark = levels[place].mark or (say("qca:blank") if say else "")
            found.append((row.label if say else row.id, mark, above, given[levels[place].id]))
    notes = (say("qca:thresholds"),) if say else ()
    return Table("calibration", names, lines(*found), say("caption:calibration") if say else "", notes)


def _matrix(
    codebook: Codebook,
    overview: Overview,
    rows: list[OverviewRow],
    names: tuple[Column, ...],
    say: Say | None = None,
) -> Table:
    found = []
    for case in overview.columns:
        marks = [_of(codebook, row, row.shown(case.id)) for row in rows]
        if say:
            read = [
                _MISSING.get(row.cells[case.id].state) if mark is None else mark
                for row, mark in zip(rows, marks, strict=True)
            ]
            found.append(Line((case.label, *read)))
        else:
            found.append(Line((case.id, case.label, *marks)))
    return Table("matrix", names, tuple(found), say("caption:matrix") if say else "")


def _of(codebook: Codebook, row: OverviewRow, shown: ShownCell) -> float | None:
    """The score of a cell as it is shown; None is missing."""
    known = codebook.row(row.id)
    level = _level(codebook, known, shown)
    return None if level is None else scores(codebook.scale_of(known), known.kind)[level.id]


def _level(codebook: Codebook, row: Row, shown: ShownCell) -> Level | None:
    levels = {level.id: level for level in codebook.scale_of(row).levels}
    by_mark = {level.mark: level for level in codebook.scale_of(row).levels}
    if shown.override is not None:
        values = shown.override.values
        return levels.get(values[0]) if values else by_mark.get(shown.override.text)
    if shown.cell.state is not State.VALUE:
        return None
    return next((levels[value] for value in shown.cell.values if value in levels), by_mark.get(shown.cell.text))


def _cells(codebook: Codebook, overview: Overview, rows: list[OverviewRow]) -> Table:
    found = []
    for row in rows:
        for case in overview.columns:
            seen = row.shown(case.id)
            cell = seen.cell
            found.append(
                (case.id, case.label, row.id, row.label, cell.state.value, seen.text,
                 _of(codebook, row, seen), None if cell.m is None else float(cell.m), " ".join(sorted(cell.flags)),
                 cell.k, cell.n, "yes" if seen.override else "no")
            )  # fmt: skip
    names = ("case_id", "case", "row_id", "row", "state", "mark", "score#", "median#", "flags", "k#", "n#",
             "overridden")  # fmt: skip
    return Table("cells", plain_columns(*names), lines(*found))
