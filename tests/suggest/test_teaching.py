"""One more judgement against a refit from the beginning."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coder.suggest.learned import solve
from coder.suggest.teaching import Teaching

SEGMENTS, CODES = 14, 3
judgements = st.lists(
    st.tuples(st.integers(0, SEGMENTS - 1), st.integers(0, CODES - 1), st.sampled_from([1.0, 0.0, -0.5])), max_size=12
)


def kernel(seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(SEGMENTS, 5))
    return np.asarray(vectors @ vectors.T, dtype=np.float32)


@given(judgements, st.integers(0, 9), st.integers(1, SEGMENTS))
@settings(deadline=None)
def test_judgements_one_by_one_are_a_refit_of_all(said: list[tuple[int, int, float]], seed: int, known: int) -> None:
    gram = kernel(seed)
    dice = np.random.default_rng(seed)
    rows = dice.permutation(SEGMENTS)[:known].astype(np.intp)
    targets = (dice.random((known, CODES)) < 0.3).astype(float)
    taught = Teaching(gram, rows, targets)
    of_place = {int(place): list(target) for place, target in zip(rows, targets, strict=True)}
    for place, code, target in said:
        taught.judge(place, code, target)
        of_place.setdefault(place, [0.0] * CODES)[code] = target
    assert taught.rows.tolist() == list(of_place)
    anew = solve(gram[np.ix_(taught.rows, taught.rows)], np.array(list(of_place.values())))
    np.testing.assert_allclose(taught.mean, anew.mean, atol=1e-9)
    np.testing.assert_allclose(taught.dual, anew.dual, atol=1e-5)
    np.testing.assert_allclose(taught.scores, gram[:, taught.rows] @ anew.dual + anew.mean, atol=1e-3)


def test_the_targets_given_are_left_as_they_are() -> None:
    targets = np.zeros((2, 1))
    taught = Teaching(kernel(0), np.array([0, 1], dtype=np.intp), targets)
    taught.judge(0, 0, 1.0)
    assert not targets.any()
