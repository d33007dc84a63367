"""Interviews that do not fit what is shown, and those that tell another story altogether (method 2.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from coder.derive.cells import derive
from coder.derive.readings import Spoken, codings_of, reading
from coder.derive.values import UNDECIDED
from coder.model.codebook import Codebook, Row
from coder.model.interview import Interview, Named
from coder.model.negative import Dissent, NegativeCase, NegativeCases
from coder.model.overview import Cell, Profile, State


def negative_cases(
    codebook: Codebook,
    rows: Iterable[Row],
    found: Spoken,
    interviews: Iterable[Interview],
    cases: Iterable[Named],
    language: str | None = None,
) -> NegativeCases:
    """Every interview that dissents, over all rows and cases it speaks to.

    A cell that shows no value has nothing to dissent from and is not among those addressed.
    """
    params, labels = codebook.parameters, {case.id: case.label for case in cases}
    addressed: dict[str, int] = defaultdict(int)
    dissents: dict[str, list[Dissent]] = defaultdict(list)
    for row in rows:
        for case, label in labels.items():
            profiles = found.get((row.id, case), {})
            cell = derive(codebook, row, profiles, row.parameters(params), language)
            if cell.state is not State.VALUE:
                continue
            for interview, profile in profiles.items():
                addressed[interview] += _addresses(row, profile)
            for interview in cell.dissenting:
                dissents[interview].append(
                    _dissent(codebook, row, Named(case, label), cell, profiles[interview], language)
                )
    known: Mapping[str, Interview] = {one.name: one for one in interviews}
    against = [
        NegativeCase(
            interview=name,
            documents=known[name].documents if name in known else (),
            case=known[name].case if name in known else None,
            addressed=addressed[name],
            share=(share := Fraction(len(own), addressed[name])),
            rival=share >= params.third,
            dissents=tuple(own),
        )
        for name, own in dissents.items()
    ]
    return NegativeCases(
        codebook=codebook.id,
        version=codebook.version,
        third=params.third,
        interviews=sum(1 for count in addressed.values() if count),
        cases=tuple(sorted(against, key=lambda one: (-one.share, -len(one.dissents), one.interview))),
    )


def _addresses(row: Row, profile: Profile) -> bool:
    """Whether an interview counts as addressing the row, as in the dissent of the cell."""
    return row.kind.by_level or bool(profile.net or profile.denied or UNDECIDED in profile.ids)


def _dissent(codebook: Codebook, row: Row, case: Named, cell: Cell, profile: Profile, language: str | None) -> Dissent:
    own = reading(codebook, row, profile, language)
    against = {*cell.opposing}
    return Dissent(
        row=row.id,
        row_label=codebook.row_label(row, language),
        case=case.id,
        case_label=case.label,
        shown=cell.text,
        said=own.text,
        denied=own.denied,
        codings=tuple(coding for coding in codings_of(profile) if coding in against),
    )
