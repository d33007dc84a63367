"""Products of vectors against those of full matrices, and memory that is used again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse import random as drawn

from coder.suggest import kernel
from coder.suggest.buffers import Buffers
from coder.suggest.kernel import Likeness, Rows, product, turned
from coder.suggest.reading import Reader
from coder.suggest.segments import Grain, cut
from tests.suggest.towns import interview


def vectors(rows: int, terms: int, density: float, seed: int) -> csr_matrix:
    return drawn(rows, terms, density, "csr", np.float32, np.random.default_rng(seed))


@given(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 40)),
    st.sampled_from((0.0, 0.05, 0.5, 1.0)),
    st.sampled_from((0.0, 0.05, 0.5, 1.0)),
    st.sampled_from((1, 4, 256)),
    st.integers(0, 99),
)
def test_products_are_those_of_full_matrices(
    shape: tuple[int, int, int], sparse: float, also: float, at_once: int, seed: int
) -> None:
    left, right = vectors(shape[0], shape[2], sparse, seed), vectors(shape[1], shape[2], also, seed + 1)
    buffers = Buffers()
    buffers.array("left", 400)[:] = 7  # what was there before is no part of it
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "_AT_ONCE", at_once)
        found = product(left, turned(right), buffers)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, left.toarray() @ right.toarray().T, atol=1e-5)
    np.testing.assert_allclose(product(left.toarray(), right.toarray().T), found, atol=1e-5)


def test_products_do_not_depend_on_what_is_laid_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    left, across = vectors(60, 300, 0.1, 1), turned(vectors(200, 300, 0.2, 2))
    whole = product(left, across)
    monkeypatch.setattr(kernel, "_AT_ONCE", 7)
    np.testing.assert_array_equal(product(left, across), whole)


def test_memory_used_again_changes_nothing() -> None:
    talks = [cut(interview(number)[0], Grain.TURN) for number in range(6)]
    reader = Reader.of(talks, [], None)
    views = [reader.view(one) for one in talks]
    known, buffers = Rows.of(views[:3]), Buffers()
    for view in views:
        rows = Rows.of([view])
        alone, again = Likeness.of(rows, known), Likeness.of(rows, known, buffers)
        for name in ("itself", "around"):
            np.testing.assert_array_equal(getattr(again, name), getattr(alone, name))
        for recipe in kernel.RECIPES:
            np.testing.assert_array_equal(again.kernel(recipe), alone.kernel(recipe))


def test_an_array_lies_where_the_last_one_of_its_name_lay() -> None:
    buffers = Buffers()
    first, other = buffers.array("a", 3, 4), buffers.array("b", 3, 4)
    again, larger = buffers.array("a", 2, 5), buffers.array("a", 5, 5)
    assert np.shares_memory(first, again)
    assert not np.shares_memory(first, other)
    assert not np.shares_memory(first, larger)
    assert (again.shape, larger.shape) == ((2, 5), (5, 5))
    assert larger.dtype == np.float32
