"""Figures of suggestions, against oracles that count one by one and against scikit-learn's metrics."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sklearn import metrics

from coder.suggest import measure
from coder.suggest.guards import interval
from coder.suggest.measure import Flags, Likelihoods


@some.composite
def judged(draw: some.DrawFn) -> tuple[Likelihoods, Flags]:
    """Likelihoods with many that are equal, and what people coded."""
    rows, columns = draw(some.integers(1, 12)), draw(some.integers(1, 8))
    size = rows * columns
    level = some.sampled_from([0.0, 0.1, 0.25, 0.3, 0.5, 0.55, 0.75, 0.9, 1.0])
    likelihoods = draw(some.lists(level, min_size=size, max_size=size))
    gold = draw(some.lists(some.booleans(), min_size=size, max_size=size))
    return np.array(likelihoods, np.float32).reshape(rows, columns), np.array(gold).reshape(rows, columns)


def f1_at(likelihoods: Likelihoods, gold: Flags, threshold: float) -> tuple[float, int]:
    shown = [(value, hit) for value, hit in zip(likelihoods.flat, gold.flat, strict=True) if value >= threshold]
    right = sum(bool(hit) for _, hit in shown)
    wanted = int(gold.sum())
    return (2 * right / (len(shown) + wanted) if right else 0.0), len(shown)


@given(judged(), some.integers(0, 40))
def test_the_best_threshold_is_that_of_trying_all(case: tuple[Likelihoods, Flags], codings: int) -> None:
    likelihoods, gold = case
    tried = [(*f1_at(likelihoods, gold, float(level)), float(level)) for level in set(likelihoods.flat) if level > 0]
    allowed = [(f1, level) for f1, shown, level in tried if shown <= 1.5 * codings and f1 > 0]
    best = max((f1 for f1, _ in allowed), default=0.0)
    as_good = [level for f1, level in allowed if f1 >= 0.95 * best]
    expected = min(as_good, key=lambda level: (abs(level - best / 2), -level), default=inf)
    assert measure.best_threshold(likelihoods, gold, codings) == expected


def test_the_threshold_stays_where_it_is_when_a_few_more_are_coded() -> None:
    """On drawn studies of 200 codings whose likelihoods are true: the very best threshold of all would lie somewhere
    else after every handful."""
    dice = np.random.default_rng(7)
    moved, best_moved = [], []
    for _ in range(40):
        likelihoods = dice.beta(0.3, 3, (600, 4)).astype(np.float32)
        gold = dice.random((600, 4)) < likelihoods
        found = [measure.best_threshold(likelihoods[:size], gold[:size], 10**6) for size in (580, 600)]
        moved.append(abs(found[1] - found[0]))
        best = []
        for size in (580, 600):
            tried = [
                (f1_at(likelihoods[:size], gold[:size], float(level))[0], float(level))
                for level in np.linspace(0.05, 0.8, 76)
            ]
            best.append(max(tried)[1])
        best_moved.append(abs(best[1] - best[0]))
    assert np.mean(moved) < np.mean(best_moved) / 2


@given(judged(), some.sampled_from([0.3, 0.5, 0.75]))
def test_the_careful_threshold_shows_the_most_that_is_right_often_enough(
    case: tuple[Likelihoods, Flags], precision: float
) -> None:
    likelihoods, gold = case
    found = measure.careful_threshold(likelihoods, gold, precision)
    good = []
    for level in set(likelihoods.flat):
        hits = [bool(hit) for value, hit in zip(likelihoods.flat, gold.flat, strict=True) if value >= level]
        if level > 0 and interval(sum(hits), len(hits), measure.SURE)[0] >= precision:
            good.append(float(level))
    assert found == min(good, default=None)
    if found is not None:
        shown = likelihoods >= found
        assert (shown & gold).sum() >= precision * shown.sum()


@pytest.mark.parametrize(("of", "enough"), [(4, None), (5, 5), (100, 81), (1000, 768)])
def test_few_right_ones_in_a_row_are_luck(of: int, enough: int | None) -> None:
    """The figures that the documentation of ``careful_threshold`` names."""
    likelihoods = np.full((of, 1), 0.9, np.float32)
    found = [
        right
        for right in range(of + 1)
        if measure.careful_threshold(likelihoods, (np.arange(of) < right)[:, None]) is not None
    ]
    assert min(found, default=None) == enough


def test_what_careful_promises_holds_on_what_comes_next() -> None:
    """On drawn studies whose likelihoods are true: the share itself would have promised too much every second time."""
    random = np.random.default_rng(7)

    def drawn(segments: int) -> tuple[Likelihoods, Flags]:
        likelihoods = random.beta(0.15, 1.5, (segments, 20)).astype(np.float32)
        return likelihoods, random.random((segments, 20)) < likelihoods

    kept = promised = 0
    for _ in range(40):
        threshold = measure.careful_threshold(*drawn(100))
        if threshold is not None:
            likelihoods, gold = drawn(1000)
            shown = likelihoods >= threshold
            promised += 1
            kept += (shown & gold).sum() >= 0.75 * shown.sum()
    assert promised >= 30
    assert kept >= 0.8 * promised


@settings(deadline=None)
@given(judged(), some.sampled_from([0.25, 0.5, 0.75, inf]))
def test_figures_are_those_of_scikit_learn(case: tuple[Likelihoods, Flags], threshold: float) -> None:
    likelihoods, gold = case
    shown = likelihoods >= threshold
    found = measure.figures(likelihoods, gold, shown)
    coded = np.flatnonzero(gold.any(axis=0))
    assert (found.segments, found.codings, found.shown) == (len(gold), gold.sum(), shown.sum())
    assert found.right == (shown & gold).sum()
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        gold.ravel(), shown.ravel(), average="binary", pos_label=True, zero_division=0
    )
    assert (found.precision or 0.0) == pytest.approx(precision)
    assert (found.recall or 0.0) == pytest.approx(recall)
    assert (found.f1 or 0.0) == pytest.approx(f1)
    if not coded.size:
        assert (found.macro_f1, found.average_precision, found.among_five) == (None, None, None)
        return
    each = [metrics.f1_score(gold[:, one], shown[:, one], pos_label=True, zero_division=0) for one in coded]
    assert found.macro_f1 == pytest.approx(np.mean(each))
    ranked = [metrics.average_precision_score(gold[:, one], likelihoods[:, one]) for one in coded]
    assert found.average_precision == pytest.approx(np.mean(ranked))


@given(judged(), some.sampled_from([0.1, 0.5, inf]))
def test_the_first_and_the_five_best_are_those_of_looking_row_by_row(
    case: tuple[Likelihoods, Flags], threshold: float
) -> None:
    likelihoods, gold = case
    shown = likelihoods >= threshold
    firsts, fives = [], []
    for row in range(len(gold)):
        order = sorted(range(gold.shape[1]), key=lambda code: (-likelihoods[row, code], code))
        if shown[row].any():
            firsts.append(bool(gold[row, order[0]]))
        if gold[row].any():
            fives.append(any(gold[row, code] and likelihoods[row, code] > 0 for code in order[:5]))
    found = measure.figures(likelihoods, gold, shown)
    assert found.first == (pytest.approx(np.mean(firsts)) if firsts else None)
    assert found.among_five == (pytest.approx(np.mean(fives)) if fives else None)


@given(judged(), some.sampled_from([0.1, 0.5, inf]))
def test_what_is_said_of_suggestions_is_compared_tenth_by_tenth(
    case: tuple[Likelihoods, Flags], threshold: float
) -> None:
    likelihoods, gold = case
    shown = likelihoods >= threshold
    told = [(float(value), bool(hit)) for value, hit in zip(likelihoods[shown], gold[shown], strict=True)]
    bins = measure.calibration(likelihoods, gold, shown)
    assert sum(one.shown for one in bins) == len(told)
    off = 0.0
    for one in bins:
        own = [(said, hit) for said, hit in told if one.low <= said and (said < one.high or one.high == said == 1)]
        assert (one.shown, one.right) == (len(own), sum(hit for _, hit in own))
        assert one.said == pytest.approx(np.mean([said for said, _ in own]))
        off += abs(sum(said for said, _ in own) - one.right)
    error = measure.calibration_error(likelihoods, gold, shown)
    assert error == (pytest.approx(off / len(told)) if told else None)


def test_one_that_says_what_is_true_has_no_error_and_one_that_boasts_has() -> None:
    gold = np.array([[True], [False], [True], [False]])
    honest, boasting = np.full((4, 1), 0.5, np.float32), np.full((4, 1), 1.0, np.float32)
    everything = np.ones((4, 1), np.bool_)
    assert measure.calibration_error(honest, gold, everything) == 0
    assert measure.calibration_error(boasting, gold, everything) == 0.5


@given(some.integers(0, 50), some.integers(0, 50))
def test_the_interval_of_a_share_is_wilsons(right: int, more: int) -> None:
    from scipy.stats import binomtest

    of = right + more
    low, high = interval(right, of, 1.959963984540054)
    if not of:
        assert (low, high) == (0, 1)
        return
    expected = binomtest(right, of).proportion_ci(0.95, "wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    bound = measure.lower_bound(np.array([right]), np.array([of]), 1.959963984540054)[0]
    assert max(0.0, bound) == pytest.approx(low, abs=1e-12)
