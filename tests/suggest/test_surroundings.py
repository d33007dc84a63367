"""Surroundings of segments against vectors added up one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coder.suggest.buffers import Buffers
from coder.suggest.surroundings import Between, Course, Look

LOOKS = (Look(-1, 0.5), Look(1, 0.5), Look(-1, 0.8), Look(1, 0.0), Look(0))
counts = st.lists(st.integers(0, 6), max_size=4)


def course(lengths: list[int], seed: int) -> tuple[Course, list[NDArray[np.bool_]]]:
    dice = np.random.default_rng(seed)
    asked = [dice.random(length) < 0.3 for length in lengths]
    return Course.of(asked), asked


def plainly(vectors: NDArray[np.float64], asked: list[NDArray[np.bool_]], look: Look) -> NDArray[np.float64]:
    """The surroundings of each segment, one after the other."""
    found = np.zeros_like(vectors)
    start = 0
    for questions in asked:
        for here in range(len(questions)):
            for there in range(len(questions)):
                steps = (there - here) * look.side
                if look.side and steps > 0:
                    found[start + here] += look.rate ** (steps - 1) * vectors[start + there]
            if look.side == 0:
                before = [place for place in range(here + 1) if questions[place]]
                if before:
                    found[start + here] = vectors[start + before[-1]]
        start += len(questions)
    return found


@given(counts, st.sampled_from(LOOKS), st.integers(0, 99))
def test_what_is_seen_is_what_adds_up(lengths: list[int], look: Look, seed: int) -> None:
    made, asked = course(lengths, seed)
    vectors = np.random.default_rng(seed).normal(size=(sum(lengths), 3))
    seen = made.seen(look, vectors.astype(np.float32), np.full(vectors.shape, 7, np.float32))
    np.testing.assert_allclose(seen, plainly(vectors, asked, look), atol=1e-5)


@given(counts, counts, st.sampled_from(LOOKS), st.sampled_from(LOOKS), st.integers(0, 99))
def test_inner_products_of_surroundings(left: list[int], right: list[int], before: Look, look: Look, seed: int) -> None:
    here, asked = course(left, seed)
    there, also_asked = course(right, seed + 1)
    dice = np.random.default_rng(seed)
    mine, other = dice.normal(size=(sum(left), 4)), dice.normal(size=(sum(right), 4))
    between = Between(here, there, Buffers())
    between.of(before, np.ones((len(mine), len(other)), np.float32))  # leaves nothing behind
    found = between.of(look, (mine @ other.T).astype(np.float32))
    np.testing.assert_allclose(found, plainly(mine, asked, look) @ plainly(other, also_asked, look).T, atol=1e-3)


def test_nothing_is_seen_across_the_edge_of_an_interview() -> None:
    made = Course.of([np.zeros(2, bool), np.zeros(2, bool)])
    seen = made.seen(Look(-1, 0.5), np.eye(4, dtype=np.float32), np.ones((4, 4), np.float32))
    assert seen[2].tolist() == [0, 0, 0, 0]
    assert seen[3].tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize("look", LOOKS)
def test_an_interview_without_segments_sees_nothing(look: Look) -> None:
    assert Course.of([]).seen(look, np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32)).shape == (0, 3)
