"""What one interview says about one row (method 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from math import lcm

from coder.model.codebook import Codebook, Parameters, Row
from coder.model.overview import Evidence, Profile

RECONCILED = "reconciled"  # the coder under whose name a team enters what it agreed on


def median(values: Iterable[Fraction | int]) -> Fraction:
    """Exact median; of an even number the mean of the middle two."""
    parts, whole = _over_one_denominator(values)
    parts.sort()
    middle = len(parts) // 2
    if len(parts) % 2:
        return Fraction(parts[middle], whole)
    return Fraction(parts[middle - 1] + parts[middle], 2 * whole)


def mean(values: Iterable[Fraction | int]) -> Fraction:
    """Exact arithmetic mean."""
    parts, whole = _over_one_denominator(values)
    return Fraction(sum(parts), whole * len(parts))


def _over_one_denominator(values: Iterable[Fraction | int]) -> tuple[list[int], int]:
    """Numerators over the denominator they then share: whole numbers are compared and added faster than fractions."""
    listed = list(values)
    whole = lcm(*{value.denominator for value in listed})
    return [value.numerator * (whole // value.denominator) for value in listed], whole


def counted_coders(coders: frozenset[str], params: Parameters) -> frozenset[str]:
    """Those of an interview's coders whose codings enter under the parameters."""
    if params.coders == "reconciled_else_mean":
        return frozenset({RECONCILED}) if RECONCILED in coders else coders
    if params.coders == "mean":
        return coders
    return coders & {params.coders}


def profiles(
    codebook: Codebook,
    row: Row,
    evidence: Iterable[Evidence],
    coders_of: Mapping[str, frozenset[str]],
    params: Parameters,
) -> dict[str, Profile]:
    """Profiles of one row in one case by interview, in the order of the interviews' names.

    ``evidence`` holds the codings of this row and case only; ``coders_of`` names everybody who coded an interview,
    whether or not they coded this row. Interviews without evidence have no profile.
    """
    by_interview: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_interview[piece[1]].append(piece)
    build = _level_profile if row.kind.by_level else _value_profile
    found: dict[str, Profile] = {}
    for interview in sorted(by_interview):
        pieces = by_interview[interview]
        everybody, found_by = coders_of.get(interview, frozenset()), {piece[2] for piece in pieces}
        if not found_by <= everybody:
            everybody |= found_by
        coders = counted_coders(everybody, params)
        counted = pieces if found_by <= coders else [piece for piece in pieces if piece.coder in coders]
        if counted:
            found[interview] = build(interview, counted, coders, row, params)
    return found


def ids_by_kind(profiles: Iterable[Profile]) -> Iterator[tuple[tuple[str, int], Iterable[str]]]:
    """The codings of all these interviews by value and weight."""
    found: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
    for profile in profiles:
        for kind, ids in profile.ids.items():
            found[kind].append(ids)
    return ((kind, chain.from_iterable(parts)) for kind, parts in found.items())


def _value_profile(
    interview: str, pieces: list[Evidence], coders: frozenset[str], row: Row, _params: Parameters
) -> Profile:
    prefix = len(row.code) + 1
    sums: dict[tuple[str, str], int] = defaultdict(int)
    ids: dict[tuple[str, int], tuple[str, ...]] = {}
    explicit: set[str] = set()
    denied: set[str] = set()
    for _, _, coder, code, weight, codings, migrated in pieces:
        value = code[prefix:]
        sums[coder, value] += weight * len(codings)
        kind = value, weight
        ids[kind] = ids[kind] + codings if kind in ids else codings
        if weight >= 2 and not migrated:
            explicit.add(value)
        elif weight < 0:
            denied.add(value)
    net: dict[str, int] = {}
    by_coder: dict[str, dict[str, int]] = {}
    for (coder, value), weight in sums.items():
        if weight > 0:
            net[value] = net.get(value, 0) + weight
            by_coder.setdefault(coder, {})[value] = weight
    return Profile(
        interview,
        len(coders),
        net=net,
        explicit=frozenset(explicit),
        denied=frozenset(denied),
        by_coder=by_coder,
        ids=ids,
    )


def _level_profile(
    interview: str, pieces: list[Evidence], coders: frozenset[str], _: Row, params: Parameters
) -> Profile:
    centre = mean if params.level_aggregate == "mean" else median
    weights: dict[str, list[int]] = defaultdict(list)
    ids: dict[tuple[str, int], tuple[str, ...]] = {}
    for piece in pieces:
        weights[piece.coder].extend([piece.weight] * len(piece.ids))
        ids["", piece.weight] = ids.get(("", piece.weight), ()) + piece.ids
    levels = {coder: centre(weights[coder]) for coder in sorted(weights)}
    return Profile(
        interview,
        len(coders),
        level=centre(levels.values()),
        levels=levels,
        missing=bool(coders - set(levels)),
        ids=ids,
    )
