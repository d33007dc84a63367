"""What one interview says about one row (method 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from coder.model.codebook import Codebook, Parameters, Row
from coder.model.overview import Evidence, Profile

RECONCILED = "reconciled"  # the coder under whose name a team enters what it agreed on


def median(values: Iterable[Fraction]) -> Fraction:
    """Exact median; of an even number the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def mean(values: Iterable[Fraction]) -> Fraction:
    """Exact arithmetic mean."""
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed)


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
        by_interview[piece.interview].append(piece)
    build = _level_profile if row.kind.by_level else _value_profile
    found: dict[str, Profile] = {}
    for interview in sorted(by_interview):
        pieces = by_interview[interview]
        everybody = coders_of.get(interview, frozenset()) | {piece.coder for piece in pieces}
        coders = counted_coders(everybody, params)
        counted = [piece for piece in pieces if piece.coder in coders]
        if counted:
            found[interview] = build(interview, counted, coders, row, params)
    return found


def _value_profile(interview: str, pieces: list[Evidence], coders: frozenset[str], row: Row, _: Parameters) -> Profile:
    prefix = len(row.code) + 1
    sums: dict[tuple[str, str], int] = defaultdict(int)
    ids: dict[tuple[str, int], tuple[str, ...]] = {}
    explicit: set[str] = set()
    denied: set[str] = set()
    for piece in pieces:
        value = piece.code[prefix:]
        sums[piece.coder, value] += piece.weight * len(piece.ids)
        ids[value, piece.weight] = ids.get((value, piece.weight), ()) + piece.ids
        if piece.weight >= 2 and not piece.migrated:
            explicit.add(value)
        elif piece.weight < 0:
            denied.add(value)
    net: dict[str, int] = defaultdict(int)
    by_coder: dict[str, dict[str, int]] = defaultdict(dict)
    for (coder, value), weight in sums.items():
        if weight > 0:
            net[value] += weight
            by_coder[coder][value] = weight
    return Profile(
        interview,
        len(coders),
        net=dict(net),
        explicit=frozenset(explicit),
        denied=frozenset(denied),
        by_coder=dict(by_coder),
        ids=ids,
    )


def _level_profile(
    interview: str, pieces: list[Evidence], coders: frozenset[str], _: Row, params: Parameters
) -> Profile:
    centre = mean if params.level_aggregate == "mean" else median
    weights: dict[str, list[Fraction]] = defaultdict(list)
    ids: dict[tuple[str, int], tuple[str, ...]] = {}
    for piece in pieces:
        weights[piece.coder].extend([Fraction(piece.weight)] * len(piece.ids))
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
