"""Cells of rating and presence rows: the level nearest to the median interview (method 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from coder.derive.profiles import ids_by_kind, mean, median
from coder.model.codebook import Level, Parameters, Scale
from coder.model.overview import Cell, Flag, Profile, Relation, State


def nearest(score: Fraction, scale: Scale) -> tuple[Level, bool]:
    """The level nearest to a score and whether it was an exact midpoint, which falls toward zero."""
    ranked = sorted(scale.levels, key=lambda level: (_apart(score, level.anchor), abs(level.anchor)))
    return ranked[0], len(ranked) > 1 and _apart(score, ranked[0].anchor) == _apart(score, ranked[1].anchor)


def _apart(score: Fraction, anchor: int) -> int:
    """How far a level is from a score, in parts of the score: whole numbers compare faster than fractions."""
    return abs(score.numerator - anchor * score.denominator)


def level_cell(scale: Scale, profiles: Mapping[str, Profile], params: Parameters) -> Cell:
    """The cell of a level row from its profiles by interview."""
    if not profiles:
        return Cell(relation=Relation.LEVEL)
    levels = {interview: profile.level or Fraction(0) for interview, profile in profiles.items()}
    centre = mean if params.level_aggregate == "mean" else median
    score = centre(levels.values())
    level, borderline = nearest(score, scale)
    dissenting = tuple(name for name, own in levels.items() if _apart(own, level.anchor) >= 2 * own.denominator)
    n = len(levels)
    flags: set[Flag] = set()
    if borderline:
        flags.add(Flag.BORDERLINE)
    if len(dissenting) >= params.third * n:
        flags.add(Flag.CONTESTED)
    if n - len(dissenting) < params.min_interviews:
        flags.add(Flag.THIN)
    if _two_camps(levels.values(), scale, params.third):
        flags.add(Flag.DIVIDED)
    if any(_coders_differ(profile) for profile in profiles.values()):
        flags.add(Flag.CODERS)
    supporting, opposing = _sides(profiles, level.anchor)
    return Cell(
        text=level.mark,
        printed=level.mark,
        values=(level.id,),
        relation=Relation.LEVEL,
        state=State.VALUE,
        flags=frozenset(flags),
        n=n,
        k=n - len(dissenting),
        dissent=(len(dissenting), n),
        m=score,
        dissenting=dissenting,
        supporting=supporting,
        opposing=opposing,
    )


def _coders_differ(profile: Profile) -> bool:
    return profile.missing or max(profile.levels.values()) - min(profile.levels.values()) >= 1


def _two_camps(levels: Iterable[Fraction], scale: Scale, third: Fraction) -> bool:
    """Whether two levels that are not neighbours are each held by a third of the interviews, with a gap between.

    This is the rule of ordinal rows applied to levels: a gapless stretch is one opinion, a gap is two.
    """
    ladder = sorted(level.anchor for level in scale.levels)
    camps = Counter[int]()
    for (whole, parts), held in Counter((own.numerator, own.denominator) for own in levels).items():
        camps[ladder.index(nearest(Fraction(whole, parts), scale)[0].anchor)] += held
    n = sum(camps.values())
    strong = sorted(rung for rung, count in camps.items() if count >= third * n)
    return any(upper - lower > 1 for lower, upper in pairwise(strong))


def _sides(profiles: Mapping[str, Profile], anchor: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    supporting: list[str] = []
    opposing: list[str] = []
    for (_, weight), ids in ids_by_kind(profiles.values()):
        (supporting if abs(weight - anchor) < 2 else opposing).extend(ids)
    return tuple(sorted(supporting)), tuple(sorted(opposing))
