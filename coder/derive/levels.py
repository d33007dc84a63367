"""Cells of rating and presence rows: the level nearest to the median interview (method 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from coder.derive.profiles import mean, median
from coder.model.codebook import Level, Parameters, Scale
from coder.model.overview import Cell, Flag, Profile, Relation, State


def nearest(score: Fraction, scale: Scale) -> tuple[Level, bool]:
    """The level nearest to a score and whether it was an exact midpoint, which falls toward zero."""
    ranked = sorted(scale.levels, key=lambda level: (abs(score - level.anchor), abs(level.anchor)))
    midpoint = len(ranked) > 1 and abs(score - ranked[0].anchor) == abs(score - ranked[1].anchor)
    return ranked[0], midpoint


def level_cell(scale: Scale, profiles: Mapping[str, Profile], params: Parameters) -> Cell:
    """The cell of a level row from its profiles by interview."""
    if not profiles:
        return Cell(relation=Relation.LEVEL)
    levels = {interview: profile.level or Fraction(0) for interview, profile in profiles.items()}
    centre = mean if params.level_aggregate == "mean" else median
    score = centre(levels.values())
    level, borderline = nearest(score, scale)
    dissenting = tuple(interview for interview, own in levels.items() if abs(own - level.anchor) >= 2)
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
    camps = Counter(ladder.index(nearest(own, scale)[0].anchor) for own in levels)
    n = sum(camps.values())
    strong = sorted(rung for rung, count in camps.items() if count >= third * n)
    return any(upper - lower > 1 for lower, upper in pairwise(strong))


def _sides(profiles: Mapping[str, Profile], anchor: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    supporting: list[str] = []
    opposing: list[str] = []
    for profile in profiles.values():
        for (_, weight), ids in profile.ids.items():
            (supporting if abs(weight - anchor) < 2 else opposing).extend(ids)
    return tuple(sorted(supporting)), tuple(sorted(opposing))
