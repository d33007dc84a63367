"""The second stage: likelihoods that mean what they say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.suggest.combine import _curve, combine, features, preset
from coder.suggest.measure import calibration_error

CHANNELS = ("cued", "denied", "near", "named", "described", "meant", "meaning", "learned")


def interviews(
    count: int, seed: int = 0, codes: int = 6, length: int = 80
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.bool_]], list[NDArray[np.intp]]]:
    """Codes that hold as often as the score says; all other channels are noise."""
    dice = np.random.default_rng(seed)
    scores, said = [], []
    for _ in range(count):
        scored = dice.random((len(CHANNELS), length, codes)).astype(np.float32)
        likely = dice.beta(0.3, 1.5, (length, codes))
        scored[-1] = likely
        scores.append(scored)
        said.append(dice.random((length, codes)) < likely)
    return scores, said, [np.full(length, number % 5, dtype=np.intp) for number in range(count)]


def test_likelihoods_are_how_often_it_was_so() -> None:
    scores, said, folds = interviews(8)
    prior = np.vstack(said).mean(axis=0)
    whole, held_out = combine(CHANNELS, scores, said, folds, prior)
    fresh, truth, _ = interviews(8, seed=1)
    found = np.vstack([whole.likelihoods(one) for one in fresh])
    gold = np.vstack(truth)
    assert (calibration_error(found, gold, np.ones(gold.shape, bool)) or 0) < 0.04
    assert (calibration_error(np.vstack(held_out), np.vstack(said), np.ones(gold.shape, bool)) or 0) < 0.04
    assert np.corrcoef(found.ravel(), np.concatenate([one[-1] for one in fresh]).ravel())[0, 1] > 0.9


@pytest.mark.parametrize("above", [0.8, 0.6])
@pytest.mark.parametrize("interviews", [1, 2, 6])
def test_where_the_surest_are_no_more_often_right_likelihoods_say_so_and_keep_their_order(
    above: float, interviews: int
) -> None:
    """Of the surest as many are right as of others, or fewer: a curve with two free slopes would turn them around."""
    dice = np.random.default_rng(3)
    scored = [dice.random((1, 200, 6), dtype=np.float32) for _ in range(interviews)]
    said = [dice.random((200, 6)) < np.where(one[0] > 0.8, above, 0.8 * one[0]) for one in scored]
    linear = np.concatenate([12 * one.ravel().astype(float) - 6 for one in scored])
    curve = _curve(linear, np.concatenate([one.ravel() for one in said]))
    assert (curve.knots is not None) is (sum(int(one.sum()) for one in said) >= 1000)
    likely = 1 / (1 + np.exp(-curve.bent(linear)))
    ordered = 1 / (1 + np.exp(-curve.bent(np.unique(linear))))
    assert (np.diff(ordered) > 0).all()
    assert len(np.unique(ordered.astype(np.float32))) > 0.9 * len(ordered)
    gold = np.concatenate([one.ravel() for one in said])[:, None]
    shown = np.ones(gold.shape, dtype=bool)
    assert (calibration_error(likely.astype(np.float32)[:, None], gold, shown) or 0) < 0.05


def test_what_is_held_out_was_not_seen() -> None:
    """Codes at other segments of an interview change the order of likelihoods in all others, not in its own."""
    scores, said, folds = interviews(5)
    prior = np.vstack(said).mean(axis=0)
    _, before = combine(CHANNELS, scores, said, folds, prior)
    _, after = combine(CHANNELS, scores, [said[0][::-1], *said[1:]], folds, prior)
    np.testing.assert_array_equal(np.argsort(before[0].ravel()), np.argsort(after[0].ravel()))
    assert (np.argsort(before[1].ravel()) != np.argsort(after[1].ravel())).any()


@pytest.mark.parametrize("truth", [False, True])
def test_all_or_nothing_was_coded(truth: bool) -> None:
    scores, said, folds = interviews(2)
    same = [np.full(one.shape, truth) for one in said]
    whole, held_out = combine(CHANNELS, scores, same, folds, np.full(6, float(truth)))
    for found in (*held_out, whole.likelihoods(scores[0])):
        assert np.isfinite(found).all()
        assert ((found > 0.5) == truth).all()


def test_few_codings_are_enough_for_something() -> None:
    scores, said, folds = interviews(1)
    one = np.zeros_like(said[0])
    one[3, 2] = True
    whole, held_out = combine(CHANNELS, scores, [one], folds, one.mean(axis=0))
    assert np.isfinite(whole.likelihoods(scores[0])).all()
    assert (held_out[0] < 0.5).all()


def test_numbers_of_a_segment_follow_its_neighbours() -> None:
    scored = np.zeros((1, 5, 1), np.float32)
    scored[0, 2, 0] = 1.0
    rows = features(scored, ("learned",), np.array([0.1]))
    assert rows[:, 1].tolist() == [0, 0.5, 0, 0.5, 0]  # next to it
    assert rows[:, 2].tolist() == [0.5, 0, 0, 0, 0.5]  # two away


@pytest.mark.parametrize("segments", [0, 1, 2])
def test_short_interviews(segments: int) -> None:
    scores = np.ones((len(CHANNELS), segments, 3), np.float32)
    rows = features(scores, CHANNELS, np.full(3, 0.1))
    assert rows.shape[0] == segments * 3
    assert preset(CHANNELS[:-1], 3).likelihoods(scores[:-1]).shape == (segments, 3)


def test_before_anything_is_coded_words_of_the_code_rank() -> None:
    scores = np.zeros((7, 4, 2), np.float32)
    scores[4, 1, 0] = 0.5
    found = preset(CHANNELS[:-1], 2).likelihoods(scores)
    assert found[:, 0].argmax() == 1
    assert found[1, 0] > found[1, 1]
