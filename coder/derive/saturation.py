"""How much each further interview adds (method 2.8, after Guest, Namey & Chen 2020).

The first ``base`` interviews are the measure; a run of the last ``run`` interviews that adds no more than ``threshold``
of it says that little came any more. Runs overlap: each further interview ends one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeVar

from coder.derive.readings import Spoken, reading
from coder.derive.robustness import seed_of, too_few
from coder.model.codebook import Codebook
from coder.model.interview import Interview, Named
from coder.model.overview import Evidence
from coder.model.saturation import Curve, Run, Saturation, Step

PERMUTATIONS = 200
LOW, HIGH = PERMUTATIONS // 20, PERMUTATIONS - PERMUTATIONS // 20 - 1  # places of the 5th and 95th percentile

_T = TypeVar("_T")
Fact = tuple[str, str, str]  # case, row, value


@dataclass(frozen=True, slots=True)
class Settings:
    """Base and run length in interviews, threshold as a share of the base."""

    base: int = 4
    run: int = 2
    threshold: Fraction = Fraction(1, 20)


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Told:
    """What interviews tell, by interview: pairs of case, row and value, and codes by case."""

    facts: Mapping[str, frozenset[Fact]]
    codes: Mapping[str, frozenset[tuple[str, str]]]  # case, code


def told(codebook: Codebook, found: Spoken, evidence: Iterable[Evidence]) -> Told:
    """What every interview tells: each value it supports (of levels the nearest mark) and each code used on it."""
    facts: dict[str, set[Fact]] = defaultdict(set)
    codes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (row_id, case), profiles in found.items():
        row = codebook.row(row_id)
        for interview, profile in profiles.items():
            values = reading(codebook, row, profile).values if row.kind.by_level else tuple(profile.net)
            facts[interview].update((case, row_id, value) for value in values)
    for piece in evidence:
        codes[piece.interview].add((piece.case, piece.code))
    return Told(_frozen(facts), _frozen(codes))


def _frozen(sets: Mapping[str, set[_T]]) -> dict[str, frozenset[_T]]:
    return {name: frozenset(own) for name, own in sets.items()}


def saturation(
    codebook: Codebook,
    said: Told,
    interviews: Iterable[Interview],
    cases: Iterable[Named],
    project: str,
    settings: Settings = DEFAULT,
) -> Saturation:
    """The curves of every case that some interview speaks to, and of all together.

    The interviews of a case are those that belong to it: remarks from elsewhere bring little and would make it look
    saturated. Only where none belongs to it (stages, say) they are those that speak about it. Interviews that nobody
    coded are left out: that they tell nothing new says nothing.
    """
    everybody = sorted(interviews, key=lambda one: (one.date is None, one.date or "", one.name))
    order = [one for one in everybody if one.coders]
    curves = []
    for case in cases:
        speaking = {name for name, facts in said.facts.items() if any(fact[0] == case.id for fact in facts)}
        own = [one for one in order if one.case == case.id] or [one for one in order if one.name in speaking]
        if own:
            seed = seed_of(project, codebook.version, case.id, "")
            curves.append(_curve(case, own, _about(said, case.id), seed, settings))
    whole = _curve(Named("", ""), order, said, seed_of(project, codebook.version, "", ""), settings)
    return Saturation(
        codebook=codebook.id,
        version=codebook.version,
        base=settings.base,
        run=settings.run,
        threshold=settings.threshold,
        permutations=PERMUTATIONS,
        cases=tuple(curves),
        overall=whole,
        undated=tuple(one.name for one in order if one.date is None),
        uncoded=tuple(one.name for one in everybody if not one.coders),
    )


def _about(said: Told, case: str) -> Told:
    """What is told about one case."""
    return Told(
        {name: frozenset(fact for fact in facts if fact[0] == case) for name, facts in said.facts.items()},
        {name: frozenset(code for code in codes if code[0] == case) for name, codes in said.codes.items()},
    )


def _curve(case: Named, order: Sequence[Interview], said: Told, seed: int, settings: Settings) -> Curve:
    names = [one.name for one in order]
    facts = [said.facts.get(name, frozenset()) for name in names]
    codes = [frozenset(code for _, code in said.codes.get(name, ())) for name in names]
    news, code_news = added(facts), added(codes)
    dice = Random(seed)  # noqa: S311 - statistics, not secrets
    totals: list[list[int]] = [[] for _ in names]
    permuted = 0
    for _ in range(PERMUTATIONS):
        other = shuffled(facts, dice)
        fresh = added(other)
        for place, total in enumerate(summed(fresh)):
            totals[place].append(total)
        permuted += reached(runs(fresh, settings), settings) is not None
    bands = [sorted(own) for own in totals]
    steps = tuple(
        Step(one.name, one.date, new, total, new_codes, total_codes, band[LOW], band[PERMUTATIONS // 2], band[HIGH])
        for one, new, total, new_codes, total_codes, band in zip(
            order, news, summed(news), code_news, summed(code_news), bands, strict=True
        )
    )
    found = runs(news, settings)
    base = sum(news[: settings.base]) if len(order) >= settings.base else None
    reason = ""
    if len(order) < settings.base + settings.run:
        reason = too_few(len(order), settings.base + settings.run, "interview")
    elif not base:
        reason = f"the first {settings.base} interviews tell nothing"
    return Curve(case.id, case.label, steps, base, found, reached(found, settings), reason, permuted)


def added(sets: Sequence[frozenset[_T]]) -> list[int]:
    """How many members of each set none before it has."""
    known: set[_T] = set()
    news = []
    for own in sets:
        before = len(known)
        known |= own
        news.append(len(known) - before)
    return news


def summed(numbers: Sequence[int]) -> list[int]:
    """The running total."""
    total, totals = 0, []
    for number in numbers:
        total += number
        totals.append(total)
    return totals


def runs(news: Sequence[int], settings: Settings) -> tuple[Run, ...]:
    """Every run after the base; none where the base is empty or too short."""
    base = sum(news[: settings.base])
    if not base:
        return ()
    found = []
    for end in range(settings.base + settings.run, len(news) + 1):
        new = sum(news[end - settings.run : end])
        found.append(Run(end - settings.run + 1, end, new, Fraction(new, base)))
    return tuple(found)


def reached(found: Iterable[Run], settings: Settings) -> int | None:
    """After how many interviews the next run adds no more than the threshold."""
    return next((run.first - 1 for run in found if run.share <= settings.threshold), None)


def shuffled(items: Sequence[_T], dice: Random) -> list[_T]:
    """The items in another order. Only ``Random.random`` is used, whose sequence Python promises to keep."""
    found = list(items)
    for place in range(len(found) - 1, 0, -1):
        other = int(dice.random() * (place + 1))
        found[place], found[other] = found[other], found[place]
    return found
