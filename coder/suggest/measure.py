"""How good suggestions are, from what people coded and how likely each code was held to be (pure).

Rows are segments, columns codes. ``gold`` says what people coded, ``likelihoods`` (0 to 1) how likely each code was
held to be there by a model that had not seen the document, ``shown`` what of it would have been suggested. All figures
are pooled over documents. A figure that has nothing to rest on is None, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coder.model.evaluation import Bin, Figures
from coder.suggest.segments import CodedInterview

Likelihoods: TypeAlias = NDArray[np.float32]
Flags: TypeAlias = NDArray[np.bool_]

PER_CODING = 1.5  # suggestions for each coding that may be shown
AS_GOOD = 0.95  # of the best F1: on some hundred codings chance makes as much of a difference
BEST = 5  # codes that a picker shows at a glance
BINS = 10
SURE = 1.2816  # standard deviations: of ten samples nine lie above the bound


def gold_of(coded: CodedInterview, codes: Sequence[str]) -> Flags:
    """What was coded on the segments of which something is known, ``coded.rows`` x codes."""
    place = {code: column for column, code in enumerate(codes)}
    gold = np.zeros((len(coded.rows), len(codes)), dtype=np.bool_)
    for row, segment in enumerate(coded.rows):
        for coding in coded.codings[segment]:
            column = place.get(coding.code)
            if column is not None:
                gold[row, column] = True
    return gold


def of_read(
    coded: Sequence[CodedInterview], codes: Sequence[str], likelihoods: Sequence[Likelihoods]
) -> tuple[Likelihoods, Flags]:
    """How likely codes were, and what was coded, on what people read by themselves, interview below interview;
    ``likelihoods`` are of ``coded.rows``, by interview.

    Single passages on which a suggestion was decided are left out: they were suggested, so more of them have a code
    than of others. Only where nothing else is coded there is nothing but these.
    """
    golds = [gold_of(one, codes) for one in coded]
    read = [one.read for one in coded]
    if not any(gold[:count].any() for gold, count in zip(golds, read, strict=True)):
        read = list(map(len, golds))
    return (
        np.concatenate([likely[:count] for likely, count in zip(likelihoods, read, strict=True)]),
        np.concatenate([gold[:count] for gold, count in zip(golds, read, strict=True)]),
    )


# ---- how many to show


def best_threshold(likelihoods: Likelihoods, gold: Flags, codings: int) -> float:
    """The least likelihood to show for the best micro-F1 with at most ``PER_CODING`` suggestions per coding.

    ``codings`` is how many segments have a code, counted code by code. Around the best F1 lie many thresholds that are
    about as good, and which of them is best changes with every coding. Of those the one is taken that is nearest to
    half of the best F1, where it lies if likelihoods are right (Lipton, Elkan, Naryanaswamy 2014): that changes little.
    Infinite where no threshold finds anything.
    """
    levels, shown, right = _levels(likelihoods, gold)
    if not levels.size:
        return inf
    f1 = np.where(shown <= PER_CODING * codings, 2 * right / (shown + gold.sum()), 0)
    best = f1.max()
    if not best:
        return inf
    good = levels[f1 >= AS_GOOD * best]
    return float(good[np.argmin(abs(good - best / 2))])


def careful_threshold(likelihoods: Likelihoods, gold: Flags, precision: float = 0.75) -> float | None:
    """The likelihood from which on most are shown and at least ``precision`` of them are right; None: there is none.

    A handful of right ones in a row is luck, and so is the luckiest of many thresholds. Therefore the lower bound of
    Wilson's interval (1927; one-sided, 90 %) has to reach the precision, not the share itself: of five all must be
    right, of a hundred 81, of a thousand 768. In drawn studies of 60 segments and 20 codes the share itself kept what
    it promised in 45 of 100, this bound in 84; one of 97.5 % promised nothing at all in 72 of 100.
    """
    levels, shown, right = _levels(likelihoods, gold)
    enough = np.flatnonzero(lower_bound(right, shown) >= precision)
    return float(levels[enough[-1]]) if enough.size else None


def lower_bound(right: NDArray[np.int64], shown: NDArray[np.int64], z: float = SURE) -> NDArray[np.float64]:
    """The lower bound of Wilson's interval for shares ``right / shown`` (``shown`` above 0)."""
    share = right / shown
    return (share + z * z / (2 * shown) - z * np.sqrt(share * (1 - share) / shown + (z / (2 * shown)) ** 2)) / (
        1 + z * z / shown
    )


def _levels(likelihoods: Likelihoods, gold: Flags) -> tuple[Likelihoods, NDArray[np.int64], NDArray[np.int64]]:
    """Every likelihood above 0, highest first, with how many suggestions reach it and how many of them are right."""
    flat, hits = likelihoods.ravel(), gold.ravel()
    some = flat > 0
    order = np.argsort(-flat[some], kind="stable")
    values, hits = flat[some][order], hits[some][order]
    if not values.size:
        empty = np.zeros(0, dtype=np.int64)
        return values, empty, empty
    last = np.append(np.flatnonzero(values[1:] != values[:-1]), values.size - 1)  # equally likely ones come together
    return values[last], last + 1, np.cumsum(hits, dtype=np.int64)[last]


# ---- how good what is shown is


def figures(likelihoods: Likelihoods, gold: Flags, shown: Flags) -> Figures:
    """Everything that one number is worth being told of, over segments x codes of the same shape."""
    right = shown & gold
    some = gold.any(axis=0)
    return Figures(
        segments=len(gold),
        codings=int(gold.sum()),
        shown=int(shown.sum()),
        right=int(right.sum()),
        macro_f1=_mean(_f1(right[:, some].sum(axis=0), shown[:, some].sum(axis=0), gold[:, some].sum(axis=0))),
        first=first_right(likelihoods, gold, shown),
        among_five=among_best(likelihoods, gold),
        average_precision=mean_average_precision(likelihoods, gold),
        calibration_error=calibration_error(likelihoods, gold, shown),
    )


def first_right(likelihoods: Likelihoods, gold: Flags, shown: Flags) -> float | None:
    """P@1: of the segments with suggestions, the share whose likeliest one is right; of equal ones the first code."""
    rows = np.flatnonzero(shown.any(axis=1))
    if not rows.size:
        return None
    top = np.argmax(np.where(shown[rows], likelihoods[rows], -1), axis=1)
    return float(gold[rows, top].mean())


def among_best(likelihoods: Likelihoods, gold: Flags, best: int = BEST) -> float | None:
    """h@5: of the coded segments, the share with a right code among the five likeliest; 0 is not likely at all."""
    rows = np.flatnonzero(gold.any(axis=1))
    if not rows.size:
        return None
    order = np.argsort(-likelihoods[rows], axis=1, kind="stable")[:, :best]
    hit = np.take_along_axis(gold[rows] & (likelihoods[rows] > 0), order, axis=1)
    return float(hit.any(axis=1).mean())


def mean_average_precision(likelihoods: Likelihoods, gold: Flags) -> float | None:
    """Average precision over the segments, code by code; the mean over the codes that were coded."""
    found = [average_precision(likelihoods[:, column], gold[:, column]) for column in np.flatnonzero(gold.any(axis=0))]
    return float(np.mean(found)) if found else None


def average_precision(likelihoods: Likelihoods, gold: Flags) -> float:
    """Mean precision at each segment that has the code, likeliest first; equal ones as one step. ``gold`` has some."""
    order = np.argsort(-likelihoods, kind="stable")
    values, hits = likelihoods[order], gold[order]
    last = np.append(np.flatnonzero(values[1:] != values[:-1]), values.size - 1)
    right = np.cumsum(hits)[last]
    return float((np.diff(right, prepend=0) * right / (last + 1)).sum() / hits.sum())


def calibration_error(likelihoods: Likelihoods, gold: Flags, shown: Flags) -> float | None:
    """ECE: how far what is said of suggestions lies from the share that was right, ten bins, mean over suggestions."""
    bins = calibration(likelihoods, gold, shown)
    total = sum(one.shown for one in bins)
    return sum(abs(one.said * one.shown - one.right) for one in bins) / total if total else None


def calibration(likelihoods: Likelihoods, gold: Flags, shown: Flags) -> tuple[Bin, ...]:
    """The shown ones by tenths of what was said of them, lowest first, each with how many were right."""
    said, right = likelihoods[shown].astype(np.float64), gold[shown]
    of = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            said=float(said[of == number].mean()),
            shown=int((of == number).sum()),
            right=int(right[of == number].sum()),
        )
        for number in range(BINS)
        if (of == number).any()
    )


def _f1(right: NDArray[np.int64], shown: NDArray[np.int64], gold: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 by code; each of them has codings."""
    return 2 * right / (shown + gold)


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if values.size else None
