"""Likelihoods from the scores of the sources: one logistic regression over segments and codes (Platt 1999, stacked).

It learns from scores held out by document only, so that its numbers mean what they say: of ten suggestions of .7, seven
are right. Beside the scores themselves it sees those of the neighbouring segments, how the code ranks at the segment,
and how common it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.suggest.sources import Scores

RANKED = "learned"  # the channel whose rank says something
_WIDTHS = {RANKED: 9}  # numbers that the channel gives; others give two
KNOWN = "near"  # the channel that it has seen already
_FADING, _REACH = 0.6, 8  # how scores of neighbours count, and how many to each side
_COMMON = 0.005  # added to how common a code is before the logarithm: codes without a coding are rare, not impossible
_ENOUGH = 1000  # codings from which the regression is about free
_ENOUGH_TO_BEND = 100  # codings from which it shows how far likelihoods are off
_FLAT = 1e-3  # the least slope of the curve: what is likelier stays so
_LEAST_FREE, _MOST_FREE = 1e-3, 1.0  # bounds of C, one by the penalty
_PRESET = {  # weight of a score, and of it with those around
    "cued": (6.0, 1.0),
    "named": (1.0, 1.0),
    "described": (4.0, 4.0),
    "meant": (0.0, 0.0),
    "meaning": (1.0, 1.0),
}


def features(
    scores: Scores, channels: Sequence[str], prior: NDArray[np.float64], rows: NDArray[np.intp] | None = None
) -> NDArray[np.float32]:
    """What the regression sees of an interview: (segments x codes) rows of numbers, from channels x segments x codes;
    of some ``rows`` of the segments only, with their neighbours, whichever these are.

    The learned score is seen with its rank and its neighbours; other scores less their mean over the interview, which
    differs from code to code for reasons of wording alone, and with those around them, fading with the distance. The
    nearest passages are left to the learned score where there is one: it knows them all.
    """
    wanted = np.arange(scores.shape[1]) if rows is None else rows
    found = [
        column[wanted]
        for channel, scored in zip(channels, scores, strict=True)
        for column in _columns(channel, scored, RANKED in channels)
    ]
    found.append(np.broadcast_to(_how_common(prior), (len(wanted), scores.shape[2])))
    return np.stack([one.ravel() for one in found], axis=1).astype(np.float32)


def _columns(channel: str, scored: NDArray[np.float32], ranked: bool) -> list[NDArray[np.float32]]:
    """The numbers that one channel gives, each segments x codes."""
    if channel == RANKED:
        return _ranked(scored)
    if channel == KNOWN and ranked:
        return []
    around = scored - scored.mean(axis=0, keepdims=True) if len(scored) else scored
    return [around, _smoothed(around)]


def _how_common(prior: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.log(prior + _COMMON).astype(np.float32)


def _ranked(scored: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    top = scored.max(axis=1, keepdims=True)
    rank = np.argsort(np.argsort(-scored, axis=1, kind="stable"), axis=1, kind="stable")
    return [
        scored,
        (_moved(scored, 1) + _moved(scored, -1)) / 2,
        (_moved(scored, 2) + _moved(scored, -2)) / 2,
        (rank == 0).astype(np.float32),
        (1 / (1 + rank)).astype(np.float32),
        scored - top,
        np.broadcast_to(scored.sum(axis=1, keepdims=True), scored.shape),
        scored**2,
        np.broadcast_to(top, scored.shape),
    ]


def _smoothed(scored: NDArray[np.float32]) -> NDArray[np.float32]:
    found = scored.copy()
    for steps in range(1, _REACH + 1):
        found += _FADING**steps * (_moved(scored, steps) + _moved(scored, -steps))
    return found


def _moved(scored: NDArray[np.float32], steps: int) -> NDArray[np.float32]:
    """The scores ``steps`` segments before (after, if negative); 0 beyond the ends."""
    found = np.zeros_like(scored)
    if abs(steps) >= len(scored):
        return found
    if steps > 0:
        found[steps:] = scored[:-steps]
    else:
        found[:steps] = scored[-steps:]
    return found


@dataclass(frozen=True)
class Curve:
    """What to make of a logit, so that likelihoods are what came true of interviews held out; it never falls.

    With a slope for likelihoods near 0, one for those near 1, and a shift (beta calibration: Kull, Silva Filho, Flach
    2017), which by themselves leave all as it is; or, where there are ``knots``, with the ``shares`` that came true
    there and straight from one to the next (centered isotonic regression: Oron, Flournoy 2017).
    """

    low: float = 1.0
    high: float = 1.0
    shift: float = 0.0
    knots: NDArray[np.float64] | None = None
    shares: NDArray[np.float64] | None = None

    def bent(self, linear: NDArray[Any]) -> NDArray[Any]:
        """Logits bent, in the precision in which they come."""
        of = linear.dtype.type
        if self.knots is not None and self.shares is not None:
            share = np.interp(linear, self.knots, self.shares)
            return np.asarray(np.log(share / (1 - share)).astype(of) + of(_FLAT) * linear)
        sides = np.logaddexp(0, linear), np.logaddexp(0, -linear)
        return np.asarray(of(self.high) * sides[0] - of(self.low) * sides[1] + of(self.shift))


@dataclass(frozen=True)
class Combined:
    """The trained regression: likelihood = logistic(curve(weights . features + bias))."""

    channels: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float
    prior: NDArray[np.float64]
    curve: Curve = Curve()

    def likelihoods(self, scores: Scores) -> NDArray[np.float32]:
        """Likelihoods (segments x codes) from channels x segments x codes."""
        return self.of_linear(self.linear(self.channels, scores))

    def linear(self, channels: Sequence[str], scores: Scores) -> NDArray[np.float32]:
        """What some of the channels add to the logit of each likelihood (segments x codes)."""
        found = np.zeros(scores.shape[1:], dtype=np.float32)
        widths = [
            _WIDTHS.get(channel, 2) if channel != KNOWN or RANKED not in self.channels else 0
            for channel in self.channels
        ]
        firsts = dict(zip(self.channels, np.cumsum([0, *widths]).tolist(), strict=False))
        for channel, scored in zip(channels, scores, strict=True):
            columns = _columns(channel, scored, RANKED in self.channels)
            for place, column in enumerate(columns, firsts[channel]):
                found += np.float32(self.weights[place]) * column
        return found

    def of_linear(self, linear: NDArray[np.float32]) -> NDArray[np.float32]:
        """Likelihoods from what all channels add up to."""
        common = np.float32(self.weights[-1]) * _how_common(self.prior)
        return _logistic(self.curve.bent(linear + common + np.float32(self.bias))).astype(np.float32)

    def of_features(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The logit of each row, before it is bent."""
        return np.asarray(rows @ self.weights + self.bias, dtype=np.float64)


def _logistic(linear: NDArray[Any]) -> NDArray[Any]:
    return 0.5 * (1 + np.tanh(linear / 2))


def _curve(linear: NDArray[np.float64], right: NDArray[np.bool_]) -> Curve:
    """The curve that makes likelihoods of interviews held out what came true: a regression is surer of itself than
    interviews differ. None is fitted to few codings; many show more than two slopes can follow (Niculescu-Mizil,
    Caruana 2005: isotonic regression is better from about a thousand on).

    Where a slope would turn the order around, the other one is fitted without it (as Kull and others do), and it is
    next to none: of what the regression is surest of, no more came true than of what it is less sure of.
    """
    if right.sum() < _ENOUGH_TO_BEND or right.all():
        return Curve()
    if right.sum() >= _ENOUGH:
        return _stepped(linear, right)
    sides = np.stack([-np.logaddexp(0, -linear), np.logaddexp(0, linear)], axis=1)
    slopes, shift = _slopes(sides, right)
    if min(slopes) >= _FLAT:
        return Curve(slopes[0], slopes[1], shift)
    kept = int(np.argmax(slopes))
    (slope,), shift = _slopes(sides[:, [kept]], right)
    if slope < _FLAT:
        return Curve()
    return Curve(_FLAT, slope, shift) if kept else Curve(slope, _FLAT, shift)


def _stepped(linear: NDArray[np.float64], right: NDArray[np.bool_]) -> Curve:
    """With a knot at the mean of each step of an isotonic regression, as if one more had been there that is right as
    often as all are: a step of a few may be chance."""
    from sklearn.isotonic import IsotonicRegression  # here and below: who only asks needs none of it

    fitted = IsotonicRegression().fit_transform(linear, right)
    _, step = np.unique(fitted, return_inverse=True)
    count = np.bincount(step)
    share = np.maximum.accumulate((np.bincount(step, right) + right.mean()) / (count + 1))
    return Curve(knots=np.bincount(step, linear) / count, shares=share)


def _slopes(sides: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[list[float], float]:
    from sklearn.linear_model import LogisticRegression

    fit = LogisticRegression(C=1e6, solver="newton-cholesky").fit(sides, right)
    return [float(one) for one in fit.coef_[0]], float(fit.intercept_[0])


def combine(
    channels: Sequence[str],
    held_out: Sequence[Scores],
    said: Sequence[NDArray[np.bool_]],
    folds: Sequence[NDArray[np.intp]],
    prior: NDArray[np.float64],
    known: Sequence[NDArray[np.intp]] | None = None,
    step: Callable[[], None] = lambda: None,
) -> tuple[Combined, tuple[NDArray[np.float32], ...]]:
    """Learn from scores held out of each interview (channels x segments x codes) and what was said of those segments of
    it that are ``known`` (None: of all; known x codes).

    Also gives the likelihoods of the segments known, each from a regression that has not seen it: ``folds`` tells per
    interview and segment known in which fold it lies. ``step`` is called before each regression.
    """
    priors = _priors(np.vstack(said), np.concatenate(folds))
    cuts = np.cumsum([len(one) for one in said])[:-1]
    places = [None] * len(said) if known is None else known
    rows = np.vstack(
        [
            features(scores, channels, apart, of)
            for scores, apart, of in zip(held_out, np.split(priors, cuts), places, strict=True)
        ]
    )
    truth = np.concatenate([one.ravel() for one in said])
    codes = len(prior)
    fold_of = np.concatenate([np.repeat(one, codes) for one in folds])
    step()
    whole = _fitted(channels, rows, truth, prior)
    found = np.zeros(len(rows))
    for fold in np.unique(fold_of):
        held = fold_of == fold
        step()
        part = whole if held.all() else _fitted(channels, rows[~held], truth[~held], prior)
        found[held] = part.of_features(rows[held])
    curve = _curve(found, truth) if len(np.unique(fold_of)) > 1 else whole.curve
    likely = _logistic(curve.bent(found)).astype(np.float32)
    return replace(whole, curve=curve), tuple(part.reshape(-1, codes) for part in np.split(likely, cuts * codes))


def _priors(said: NDArray[np.bool_], fold_of: NDArray[np.intp]) -> NDArray[np.float64]:
    """How common each code is in the other folds, for each segment."""
    found = np.zeros(said.shape)
    for fold in np.unique(fold_of):
        held = fold_of == fold
        found[held] = said[held if held.all() else ~held].mean(axis=0)
    return found


def _fitted(
    channels: Sequence[str], rows: NDArray[np.float32], right: NDArray[np.bool_], prior: NDArray[np.float64]
) -> Combined:
    """The regression. Its penalty lessens with the square of the number of codings: few of them cannot tell two dozen
    weights apart, and a strong penalty then shares them out among features that say the same."""
    from sklearn.linear_model import LogisticRegression

    positives = int(right.sum())
    if positives in (0, len(right)):
        return Combined(tuple(channels), np.zeros(rows.shape[1]), 4.0 if positives else -4.0, prior)
    stacked = rows.astype(np.float64)
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-9
    freedom = min(_MOST_FREE, max(_LEAST_FREE, (positives / _ENOUGH) ** 2))
    fit = LogisticRegression(C=freedom, solver="newton-cholesky").fit((stacked - mean) / scale, right)
    weights = fit.coef_[0] / scale
    return Combined(tuple(channels), weights, float(fit.intercept_[0] - weights @ mean), prior)


def preset(channels: Sequence[str], codes: int) -> Combined:
    """Before anything is coded: weights given, which only rank."""
    weights = [weight for channel in channels for weight in _PRESET.get(channel, (0.0, 0.0))]
    return Combined(tuple(channels), np.array([*weights, 0.0]), -4.0, np.full(codes, 0.05))
