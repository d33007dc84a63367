"""Agreement row by row on what interviews say (method 2.8 and 4).

The unit is an interview on a case, as in all else; a coder's value is what this coder alone heard it say. On value rows
a coder who coded the interview and found nothing says so ("") and disagrees with who found something; interviews in
which nobody found anything are no units, or silence would pass for agreement. On rows with an order (ordinal, rating,
presence) who found nothing has no place in it: alpha leaves this coder out of the unit, raw agreement does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from coder.agreement.alpha import nominal, ordinal, pairable
from coder.model.agreement import Disagreement, RowAgreement, Said
from coder.model.codebook import Codebook, Row, RowKind
from coder.model.overview import Profile

FEWEST_UNITS = 10  # below, alpha says nothing


@dataclass(frozen=True, slots=True)
class Heard:
    """What one coder heard: values in codebook order (none: nothing), in words, and the place on a scale, if any."""

    coder: str
    values: tuple[str, ...]
    text: str
    place: Fraction | None
    codings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """An interview on a case, and what each of its coders heard (two or more, of whom one heard something)."""

    interview: str
    case: str
    case_label: str
    heard: tuple[Heard, ...]


def heard(codebook: Codebook, row: Row, coder: str, profile: Profile | None, language: str | None) -> Heard:
    """What a coder heard, from the profile of this coder's codings alone.

    A row that shows one value or a range takes the strongest, a set or list all that are supported, a rating or
    presence row the mark nearest to the coder's level, midpoints toward zero as in cells.
    """
    if profile is None:
        return Heard(coder, (), "", None, ())
    codings = tuple(sorted(coding for ids in profile.ids.values() for coding in ids))
    if row.kind.by_level:
        level = profile.level or Fraction(0)
        nearest = min(codebook.scale_of(row).levels, key=lambda one: (abs(level - one.anchor), abs(one.anchor)))
        return Heard(coder, (nearest.id,), f"{nearest.mark} ({level})", Fraction(nearest.anchor), codings)
    found = [code for code in codebook.values(row) if code.value in profile.net]
    if row.kind in (RowKind.ONE, RowKind.ORDINAL):
        rivals = [code for code in found if not code.qualifier]
        highest = max((profile.net[code.value] for code in rivals), default=0)
        found = [code for code in rivals if profile.net[code.value] == highest]
    values = tuple(code.value for code in found)
    places = [row.order.index(value) for value in values if value in row.order]
    on_scale = bool(places) and len(places) == len(values)
    return Heard(
        coder,
        values,
        " | ".join(codebook.text(code.label, language) for code in found),
        Fraction(min(places) + max(places), 2) if on_scale else None,
        codings,
    )


def row_agreement(
    codebook: Codebook,
    row: Row,
    units: Sequence[Unit],
    locators: Mapping[str, str],
    language: str | None = None,
) -> RowAgreement:
    """Agreement on one row; ``locators`` by coding."""
    ordered = row.kind.by_level or row.kind is RowKind.ORDINAL
    same = pairs = 0
    for unit in units:
        for one, other in combinations(unit.heard, 2):
            pairs += 1
            same += one.values == other.values
    if ordered:
        places = [[one.place for one in unit.heard if one.place is not None] for unit in units]
        number, alpha = pairable(places), ordinal(places)
    else:
        values = [[one.values for one in unit.heard] for unit in units]
        number, alpha = pairable(values), nominal(values)
    reason = ""
    if number < FEWEST_UNITS:
        reason = f"{number} unit{'s' * (number != 1)}, {FEWEST_UNITS} are needed"
    elif alpha is None:
        reason = "all values are the same"
    return RowAgreement(
        row=row.id,
        row_label=codebook.row_label(row, language),
        kind=row.kind.value,
        metric="ordinal" if ordered else "nominal",
        coders=tuple(sorted({one.coder for unit in units for one in unit.heard})),
        units=number,
        alpha=None if reason or alpha is None else float(alpha),
        reason=reason,
        same=same,
        pairs=pairs,
        disagreements=tuple(_disagreement(unit, locators) for unit in units if _differ(unit.heard)),
    )


def _differ(said: Iterable[Heard]) -> bool:
    return len({one.values for one in said}) > 1


def _disagreement(unit: Unit, locators: Mapping[str, str]) -> Disagreement:
    return Disagreement(
        interview=unit.interview,
        case=unit.case,
        case_label=unit.case_label,
        said=tuple(
            Said(
                one.coder,
                one.text,
                one.codings,
                tuple(locators[coding] for coding in one.codings if coding in locators),
            )
            for one in unit.heard
        ),
    )
