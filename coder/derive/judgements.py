"""What became of everything analysts laid over cells (method 2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coder.derive.columns import label
from coder.derive.overlay import in_words
from coder.model.codebook import Codebook, Table
from coder.model.judgement import Judgement
from coder.model.judgements import Judged, Kind, Standing, TableShare
from coder.model.overview import Overview, ShownCell

Place = tuple[str, str]  # row and case


def described(
    codebook: Codebook,
    judgements: Mapping[Place, Judgement],
    shown: Mapping[Place, ShownCell],
    labels: Mapping[str, str],
    language: str | None = None,
) -> tuple[Judged, ...]:
    """Each judgement with how it stands; ``shown`` are the cells that there are, ``labels`` those of their cases.

    In the order of the codebook's rows and of the labels; those of rows or cases that are no more stand last, by id.
    """
    rows = {row.id: number for number, row in enumerate(codebook.rows)}
    cases = {case: number for number, case in enumerate(labels)}
    order = sorted(
        judgements,
        key=lambda place: (place not in shown, rows.get(place[0], len(rows)), cases.get(place[1], len(cases)), place),
    )
    return tuple(
        one
        for place in order
        for one in _of_cell(codebook, place, judgements[place], shown.get(place), labels, language)
    )


def _of_cell(
    codebook: Codebook,
    place: Place,
    judgement: Judgement,
    cell: ShownCell | None,
    labels: Mapping[str, str],
    language: str | None,
) -> Iterator[Judged]:
    row, case = place
    known = next((one for one in codebook.rows if one.id == row), None)
    row_label = row if known is None else codebook.row_label(known, language)
    case_label = labels.get(case) or label(codebook, case, language)
    now = "" if cell is None else in_words(cell.cell)

    def standing(stale: bool) -> Standing:
        return Standing.UNSHOWN if cell is None else Standing.STALE if stale else Standing.FRESH

    if (override := judgement.override) is not None:
        yield Judged(
            Kind.OVERRIDE,
            row,
            row_label,
            case,
            case_label,
            standing(cell is not None and cell.override_stale),
            (cell.words if cell else override.text) or "(blank)",
            override.derived_then,
            now,
            override.analyst,
            override.at,
            type=override.type.value,
            rationale=override.rationale,
            reference=override.reference,
        )
    if (signed := judgement.sign_off) is not None:
        stale = cell is not None and cell.sign_off_stale
        head = (Kind.SIGN_OFF, row, row_label, case, case_label, standing(stale))
        yield Judged(*head, signed.text, "", now, signed.analyst, signed.at)
    if (summary := judgement.summary) is not None:
        lost = summary.codings if cell is None else cell.lost
        head = (Kind.SUMMARY, row, row_label, case, case_label, standing(bool(lost)))
        yield Judged(*head, summary.text, "", now, summary.analyst, summary.at, codings=summary.codings, lost=lost)


def shares(codebook: Codebook, table: Table, everything: Overview, language: str | None = None) -> TableShare:
    """How much of a table is overridden and signed; ``everything`` has all derived rows over its columns."""
    rows = [row for row in everything.rows if row.id in table.rows]
    judged = [shown for row in rows for shown in row.judged.values()]
    return TableShare(
        table.id,
        codebook.text(table.title, language),
        overridden=sum(shown.override is not None for shown in judged),
        signed=sum(shown.sign_off is not None and not shown.stale for shown in judged),
        cells=len(rows) * len(everything.columns),
    )
