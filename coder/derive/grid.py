"""Interviews by rows: what each says, and what analysts wrote about it (method 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from coder.derive.cells import derive
from coder.derive.readings import Spoken, codings_of, reading
from coder.model.codebook import Codebook, Row, Table
from coder.model.grid import Grid, GridCell, GridLine, GridRow
from coder.model.interview import Interview, Named
from coder.model.judgement import Judgement
from coder.model.overview import Profile


def grid(
    codebook: Codebook,
    table: Table,
    rows: Sequence[Row],
    found: Spoken,
    interviews: Sequence[Interview],
    cases: Iterable[Named],
    judgements: Mapping[tuple[str, str], Judgement],
    notes: Mapping[str, str],
    locate: Callable[[Iterable[str]], Mapping[str, str]],
    language: str | None = None,
) -> Grid:
    """One line per case and interview that belongs to it or speaks about it, by case and name.

    ``notes`` are memos by coding; ``locate`` gives the locators of codings, in the order of documents and text.
    """
    known = {one.name: one for one in interviews}
    everything = (coding for profiles in found.values() for own in profiles.values() for coding in codings_of(own))
    places = locate(everything)
    rank = {coding: number for number, coding in enumerate(places)}  # in the order of documents and text
    lines = []
    for case in cases:
        speaking = {name for row in rows for name in found.get((row.id, case.id), ())}
        names = speaking | {one.name for one in interviews if one.case == case.id}
        dissenting = {
            row.id: derive(codebook, row, found.get((row.id, case.id), {}), codebook.parameters_of(row)).dissenting
            for row in rows
        }
        for name in sorted(names):
            cells = []
            for row in rows:
                profile = found.get((row.id, case.id), {}).get(name)
                if profile is not None:
                    judged = judgements.get((row.id, case.id), Judgement())
                    dissents = name in dissenting[row.id]
                    cells.append(_cell(codebook, row, profile, judged, notes, places, rank, dissents, language))
            own = known.get(name)
            documents = own.documents if own else ()
            belongs = own is not None and own.case == case.id
            lines.append(GridLine(name, documents, case.id, case.label, belongs, tuple(cells)))
    return Grid(
        table=table.id,
        title=codebook.text(table.title, language),
        codebook=codebook.id,
        version=codebook.version,
        rows=tuple(GridRow(row.id, codebook.row_label(row, language), row.kind.value) for row in rows),
        lines=tuple(lines),
    )


def _cell(
    codebook: Codebook,
    row: Row,
    profile: Profile,
    judged: Judgement,
    notes: Mapping[str, str],
    places: Mapping[str, str],
    rank: Mapping[str, int],
    dissents: bool,
    language: str | None,
) -> GridCell:
    own = reading(codebook, row, profile, language)
    codings = tuple(sorted(codings_of(profile), key=lambda coding: rank.get(coding, -1)))
    rests_on = tuple(coding for coding in judged.summary.codings if coding in codings) if judged.summary else ()
    return GridCell(
        row=row.id,
        text=own.text,
        values=own.values,
        also=own.also,
        denied=own.denied,
        level=profile.level,
        dissents=dissents,
        coders=tuple(sorted({*profile.by_coder, *profile.levels})),
        codings=codings,
        locators=tuple(places[coding] for coding in codings if coding in places),
        notes=tuple(notes[coding] for coding in codings if coding in notes),
        summary=judged.summary.text if judged.summary and rests_on else "",
        rests_on=rests_on,
    )
