"""Measuring suggestions on the researchers' own codings: cross-validated by document, never by segment (pure).

Of at most five parts of the interviews that somebody read by themselves each is held out once. What is shown of it is
decided by a threshold that was chosen on the other parts alone, themselves held out in turn by the training. Codes that
these do not have count as missed. Single passages elsewhere on which a suggestion was decided are learned from and not
measured on: more of them have a code than of others, as they were suggested. Parts and draws follow from the ids of the
documents, so the same codings give the same figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coder.language.conventions import base
from coder.model.codebook import Code, Codebook
from coder.model.coding import SUGGESTED
from coder.model.evaluation import (
    Alike,
    CodeFigures,
    Evaluation,
    Figures,
    Humans,
    LanguageFigures,
    Learned,
    Shortfall,
    SourceFigures,
)
from coder.suggest import guards
from coder.suggest.measure import Flags, Likelihoods, average_precision, calibration, figures, gold_of
from coder.suggest.segments import CodedInterview
from coder.suggest.trials import CAREFUL, Progress, Said, Train, Trial, Trials

FOLDS = 5
DRAWS = 2  # of each number of interviews on the learning curve
FEWEST = 5  # segments with a code, below which it cannot be learned


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """An interview that was held out, as far as somebody read it: what was coded, how likely it was, what is shown."""

    coded: CodedInterview
    gold: Flags
    likelihoods: Likelihoods
    shown: Flags
    careful: Flags


def evaluate(
    coded: Sequence[CodedInterview],
    codebook: Codebook,
    sources: Sequence[str],
    train: Train,
    progress: Progress | None = None,
    *,
    humans: Humans | None = None,
    curve: bool = True,
    processes: int = 1,
) -> Evaluation:
    """How good suggestions from these sources are on these interviews, together and each source alone.

    With fewer than two interviews coded by hand nothing can be held out: figures are None, and of codes only what they
    lack is told. The learning curve begins with 0 interviews, where nothing but the codebook is known; ``curve`` False
    spares it, and with it most of the time. ``humans`` is how far people agree with each other. With more than one of
    ``processes`` the trials run beside each other; the figures are the same.
    """
    known = sorted((one for one in coded if one.rows), key=lambda one: one.interview.document)
    codes = tuple(code.id for code in codebook.codes if code.codable)
    read = [place for place, one in enumerate(known) if one.read]
    parts = [tuple(read[number] for number in part) for part in folds([known[place] for place in read])]
    alone = tuple(sources) if parts and len(sources) > 1 else ()
    numbers = sizes(min(len(read) - len(part) for part in parts)) if curve and parts else ()
    whole = [Trial("all sources", _others(known, part), part, bool(alone)) for part in parts]
    some = {number: [_drawn_trials(known, read, parts, number, draw) for draw in range(DRAWS)] for number in numbers}
    nothing = [Trial("before anything is coded", (), tuple(read))] if curve and read else []
    trials = [*whole, *(one for draws in some.values() for own in draws for one in own), *nothing]
    tried = list(Trials(known, codes, sources, train).outcomes(trials, processes, progress))
    of = dict(zip(trials, tried, strict=True))

    def held_out(some: Sequence[Trial], name: str | None = None) -> list[_HeldOut]:
        return [
            one
            for trial in some
            for one in _held_out(known, codes, trial, of[trial].together if name is None else of[trial].alone[name])
        ]

    found = held_out(whole)
    together = _figures(found)
    learned = [Learned(0, (figures(*_pooled(held_out(nothing))),))] if nothing else []
    for number, draws in some.items():
        learned.append(Learned(number, tuple(own for one in draws if (own := _figures(held_out(one))) is not None)))
    if learned and together is not None:
        learned.append(Learned(len(read) - max(map(len, parts)), (together,)))
    return Evaluation(
        interviews=len(read),
        folds=len(parts),
        codings=sum(int(_gold(one, codes).sum()) for one in known),
        aided=sum(_aided(one, set(codes)) for one in known),
        likely=CAREFUL,
        together=together,
        careful=_careful(found),
        sources=tuple(
            SourceFigures(name, own) for name in alone if (own := _figures(held_out(whole, name))) is not None
        ),
        languages=tuple(_by_language(found)),
        codes=tuple(_by_code(codebook, codes, known, found)),
        calibration=calibration(*_pooled(found)) if found else (),
        curve=tuple(learned),
        humans=humans,
    )


def people(read: Mapping[str, Mapping[str, CodedInterview]], codes: Sequence[str]) -> Humans | None:
    """How far people agree on the same segments, from each document as each of its coders read it; None: nobody knows.

    Every two of them are compared up to where both have read by themselves, and all comparisons pooled. Of fewer than
    ``guards.FEWEST`` codings on either side nothing is told.
    """
    documents, segments, coders = 0, 0, set[str]()
    one, other, both = (np.zeros(len(codes), dtype=np.int64) for _ in range(3))
    for own in read.values():
        golds = {coder: gold_of(coded, codes)[: coded.read] for coder, coded in sorted(own.items()) if coded.read}
        for (first, mine), (second, yours) in combinations(golds.items(), 2):
            length = min(len(mine), len(yours))
            mine, yours = mine[:length], yours[:length]
            one, other, both = one + mine.sum(axis=0), other + yours.sum(axis=0), both + (mine & yours).sum(axis=0)
            segments += length
            coders |= {first, second}
        documents += len(golds) > 1
    if min(one.sum(), other.sum()) < guards.FEWEST:
        return None
    by_code = [Alike(int(one[place]), int(other[place]), int(both[place])) for place in range(len(codes))]
    together = Alike(int(one.sum()), int(other.sum()), int(both.sum()))
    named = tuple((code, alike) for code, alike in zip(codes, by_code, strict=True) if alike.one or alike.other)
    return Humans(documents, segments, tuple(sorted(coders)), together, named)


def folds(coded: Sequence[CodedInterview]) -> tuple[tuple[int, ...], ...]:
    """Which interviews are held out together: at most five parts of about one size; none for fewer than two."""
    if len(coded) < 2:
        return ()
    order = sorted(range(len(coded)), key=lambda place: _drawn("fold", coded[place]))
    return tuple(tuple(sorted(order[number::FOLDS])) for number in range(min(FOLDS, len(coded))))


def sizes(most: int) -> tuple[int, ...]:
    """Numbers of interviews on the learning curve: 1, 2, 3, 5, 8, 13 and so on, up to three quarters of ``most``.

    Beyond, they would say what ``most`` says, and cost the most time.
    """
    found, following = [1], 2
    while 4 * following <= 3 * most:
        found.append(following)
        following += found[-2]
    return tuple(found) if most > 1 else ()


def _drawn(what: str, coded: CodedInterview) -> str:
    """A place among the interviews that nothing decides but the id of the document."""
    return hashlib.sha256(f"{what} {coded.interview.document}".encode()).hexdigest()


def _gold(coded: CodedInterview, codes: Sequence[str]) -> Flags:
    """What was coded, as far as somebody read it."""
    return gold_of(coded, codes)[: coded.read]


def _others(known: Sequence[CodedInterview], held: Sequence[int]) -> tuple[int, ...]:
    return tuple(place for place in range(len(known)) if place not in held)


def _drawn_trials(
    known: Sequence[CodedInterview],
    read: Sequence[int],
    parts: Sequence[tuple[int, ...]],
    number: int,
    draw: int,
) -> list[Trial]:
    """What so many interviews teach, drawn from the other parts of each part."""
    what = f"after {number} interview{'s' * (number > 1)}, draw {draw + 1} of {DRAWS}"
    found = []
    for held in parts:
        others = sorted(set(read) - set(held), key=lambda place: _drawn(f"draw {draw}", known[place]))
        found.append(Trial(what, tuple(sorted(others[:number])), held))
    return found


def _held_out(known: Sequence[CodedInterview], codes: Sequence[str], trial: Trial, said: Said) -> Iterator[_HeldOut]:
    for place, likelihoods in zip(trial.held, said.likelihoods, strict=True):
        gold = _gold(known[place], codes)
        yield _HeldOut(known[place], gold, likelihoods, likelihoods >= said.least, likelihoods >= said.careful)


def _pooled(found: Sequence[_HeldOut], *, careful: bool = False) -> tuple[Likelihoods, Flags, Flags]:
    return (
        np.concatenate([one.likelihoods for one in found]),
        np.concatenate([one.gold for one in found]),
        np.concatenate([one.careful if careful else one.shown for one in found]),
    )


def _figures(found: Sequence[_HeldOut]) -> Figures | None:
    return figures(*_pooled(found)) if found else None


def _careful(found: Sequence[_HeldOut]) -> Figures | None:
    """What is shown where suggestions have to be right so often; None where no part of the study can promise that."""
    if not any(one.careful.any() for one in found):
        return None
    return figures(*_pooled(found, careful=True))


def _by_language(found: Sequence[_HeldOut]) -> Iterator[LanguageFigures]:
    """The languages by name; those of which variants were coded count together."""
    languages = sorted({base(one.coded.interview.language) for one in found})
    for language in languages:
        own = [one for one in found if base(one.coded.interview.language) == language]
        yield LanguageFigures(language, len(own), figures(*_pooled(own)))


def _by_code(
    codebook: Codebook, codes: Sequence[str], known: Sequence[CodedInterview], found: Sequence[_HeldOut]
) -> Iterator[CodeFigures]:
    """Every codable code, in the order of the codebook; what it lacks follows from all that is learned from."""
    golds = [_gold(one, codes) for one in known]
    learned = sum(gold_of(one, codes).sum(axis=0) for one in known) if known else np.zeros(len(codes))
    pooled = _pooled(found) if found else None
    for column, code in enumerate(codes):
        codings, interviews = (
            sum(int(gold[:, column].sum()) for gold in golds),
            sum(gold[:, column].any() for gold in golds),
        )
        shown = right = 0
        ranked = None
        if pooled is not None:
            likelihoods, gold, offered = pooled[0][:, column], pooled[1][:, column], pooled[2][:, column]
            shown, right = int(offered.sum()), int((offered & gold).sum())
            ranked = average_precision(likelihoods, gold) if codings else None
        lacks = _lacks(codebook.code(code), int(learned[column]), int(interviews), shown, right, bool(found))
        yield CodeFigures(code, codings, int(interviews), shown, right, ranked, lacks)


def _lacks(code: Code, codings: int, interviews: int, shown: int, right: int, measured: bool) -> Shortfall | None:
    """The first reason why a code cannot be suggested yet; one of which some held-out suggestion was right can be."""
    if right:
        return None
    if not codings:
        return Shortfall.NOT_CODED if any(code.cues.values()) else Shortfall.NO_WORDS
    if codings < FEWEST:
        return Shortfall.FEW
    if interviews == 1:
        return Shortfall.ONE_INTERVIEW
    if not measured:
        return None
    return Shortfall.NONE_RIGHT if shown else Shortfall.NEVER_SHOWN


def _aided(coded: CodedInterview, codes: set[str]) -> int:
    """How many segments have a code, counted code by code, for no other reason than an accepted suggestion."""
    aided = 0
    for codings in coded.codings[: coded.read]:
        by_hand = {one.code for one in codings if not one.origin.startswith(SUGGESTED)}
        aided += len({one.code for one in codings} - by_hand & codes)
    return aided
