"""Measuring suggestions on the researchers' own codings: cross-validated by document, never by segment (pure).

Of at most five parts of the coded interviews each is held out once. What is shown of it is decided by a threshold that
was chosen on the other parts alone, themselves held out in turn by the training. Codes that these do not have count as
missed. Parts and draws follow from the ids of the documents, so the same codings give the same figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

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
from coder.suggest.measure import (
    Flags,
    Likelihoods,
    average_precision,
    best_threshold,
    calibration,
    careful_threshold,
    figures,
    gold_of,
)
from coder.suggest.segments import CodedInterview, SegmentedInterview

FOLDS = 5
DRAWS = 2  # of each number of interviews on the learning curve
FEWEST = 5  # segments with a code, below which it cannot be learned
CAREFUL = 0.75  # of the careful suggestions so many are meant to be right

Progress = Callable[[int, int, str], None]  # trainings done, all of them, what is measured


class Trained(Protocol):
    """What is asked of a trained suggester."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it proposes, in the order of the codebook."""
        ...

    @property
    def held_out(self) -> tuple[Likelihoods, ...]:
        """How likely each code was on the segments it learned from, each as if it had not."""
        ...

    def likelihoods(self, interview: SegmentedInterview) -> Likelihoods:
        """How likely each code is on each segment."""
        ...


Train = Callable[[Sequence[CodedInterview], Sequence[str]], Trained]  # coded interviews, names of sources


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """An interview that was held out, up to where it was read: what was coded, how likely it was, what is shown."""

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
) -> Evaluation:
    """How good suggestions from these sources are on these interviews, together and each source alone.

    With fewer than two coded interviews nothing can be held out: figures are None, and of codes only what they lack is
    told. The learning curve begins with 0 interviews, where nothing but the codebook is known; ``curve`` False spares
    it, and with it most of the time. ``humans`` is how far people agree with each other.
    """
    known = sorted((one for one in coded if one.read), key=lambda one: one.interview.document)
    codes = tuple(code.id for code in codebook.codes if code.codable)
    parts = folds(known)
    alone = sources if parts and len(sources) > 1 else ()
    numbers = sizes(min(len(known) - len(part) for part in parts)) if curve and parts else ()
    trainings = len(parts) * (1 + len(alone) + DRAWS * len(numbers)) + (curve and bool(known))
    work = _Work(known, parts, train, progress, trainings)
    found = work.held_out(sources, "all sources")
    together = _figures(found)
    last = (Learned(len(known) - max(map(len, parts)), (together,)),) if together else ()
    return Evaluation(
        interviews=len(known),
        folds=len(parts),
        codings=sum(int(gold_of(one, codes).sum()) for one in known),
        aided=sum(_aided(one, set(codes)) for one in known),
        likely=CAREFUL,
        together=together,
        careful=_careful(found),
        sources=tuple(
            SourceFigures(name, own)
            for name in alone
            if (own := _figures(work.held_out((name,), f"{name} alone"))) is not None
        ),
        languages=tuple(_by_language(found)),
        codes=tuple(_by_code(codebook, codes, known, found)),
        calibration=calibration(*_pooled(found)) if found else (),
        curve=(work.learned_nothing(sources), *(work.learned(number, sources) for number in numbers), *last)
        if curve and known
        else (),
        humans=humans,
    )


def people(read: Mapping[str, Mapping[str, CodedInterview]], codes: Sequence[str]) -> Humans | None:
    """How far people agree on the same segments, from each document as each of its coders read it; None: nobody knows.

    Every two of them are compared up to where both have read, and all comparisons pooled.
    """
    documents, segments, coders = 0, 0, set[str]()
    one, other, both = (np.zeros(len(codes), dtype=np.int64) for _ in range(3))
    for own in read.values():
        golds = {coder: gold_of(coded, codes) for coder, coded in sorted(own.items()) if coded.read}
        for (first, mine), (second, yours) in combinations(golds.items(), 2):
            length = min(len(mine), len(yours))
            mine, yours = mine[:length], yours[:length]
            one, other, both = one + mine.sum(axis=0), other + yours.sum(axis=0), both + (mine & yours).sum(axis=0)
            segments += length
            coders |= {first, second}
        documents += len(golds) > 1
    if not (one + other).any():
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


class _Work:
    """The trainings of one evaluation, counted."""

    def __init__(
        self,
        known: Sequence[CodedInterview],
        parts: Sequence[Sequence[int]],
        train: Train,
        progress: Progress | None,
        total: int,
    ) -> None:
        self._known, self._parts, self._train = known, parts, train
        self._progress, self._done, self._total = progress, 0, total

    def held_out(self, sources: Sequence[str], what: str) -> list[_HeldOut]:
        """Every interview, each as a training on the other parts sees it."""
        return [one for held in self._parts for one in self._trial(held, self._others(held), sources, what)]

    def learned(self, number: int, sources: Sequence[str]) -> Learned:
        """What so many interviews teach, drawn from the other parts."""
        what = f"after {number} interview{'s' * (number > 1)}"
        draws = []
        for draw in range(DRAWS):
            found: list[_HeldOut] = []
            for held in self._parts:
                others = sorted(self._others(held), key=lambda place: _drawn(f"draw {draw}", self._known[place]))
                found += self._trial(held, sorted(others[:number]), sources, what)
            draws.append(_figures(found))
        return Learned(number, tuple(one for one in draws if one is not None))

    def learned_nothing(self, sources: Sequence[str]) -> Learned:
        """What the words of the codebook alone are worth: a ranking, of which nobody knows how much of it to show."""
        self._tell("before anything is coded")
        trained = self._train((), sources)
        likelihoods = np.concatenate([trained.likelihoods(one.interview)[: one.read] for one in self._known])
        gold = np.concatenate([gold_of(one, trained.codes) for one in self._known])
        self._done += 1
        self._tell("before anything is coded")
        return Learned(0, (figures(likelihoods, gold, np.zeros(gold.shape, dtype=np.bool_)),))

    def _others(self, held: Sequence[int]) -> list[int]:
        return [place for place in range(len(self._known)) if place not in held]

    def _trial(
        self, held: Sequence[int], training: Sequence[int], sources: Sequence[str], what: str
    ) -> Iterator[_HeldOut]:
        self._tell(what)
        learned = [self._known[place] for place in training]
        trained = self._train(learned, sources)
        inner = np.concatenate(trained.held_out)
        gold = np.concatenate([gold_of(one, trained.codes) for one in learned])
        threshold, careful = best_threshold(inner, gold, int(gold.sum())), careful_threshold(inner, gold, CAREFUL)
        for place in held:
            coded = self._known[place]
            likelihoods = trained.likelihoods(coded.interview)[: coded.read]
            nothing = np.zeros(likelihoods.shape, dtype=np.bool_)
            yield _HeldOut(
                coded,
                gold_of(coded, trained.codes),
                likelihoods,
                likelihoods >= threshold,
                nothing if careful is None else likelihoods >= careful,
            )
        self._done += 1
        self._tell(what)

    def _tell(self, what: str) -> None:
        if self._progress:
            self._progress(self._done, self._total, what)


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
    """Every codable code, in the order of the codebook."""
    golds = [gold_of(one, codes) for one in known]
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
        lacks = _lacks(codebook.code(code), codings, int(interviews), shown, right, bool(found))
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
