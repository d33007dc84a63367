"""What the encoder makes of texts, read once, here or in several processes."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.suggest import embeddings
from coder.suggest.embeddings import Embeddings
from tests.suggest.talks import letters

TEXTS = [f"text {'x' * (number % 7)} {number % 90}" for number in range(200)]


@pytest.mark.parametrize("processes", [1, 2])
def test_every_text_is_read_once_and_vectors_are_those_of_the_encoder(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "_WORTH", 1)
    told: list[tuple[int, int]] = []
    made = Embeddings.of(letters, TEXTS, processes, lambda *one: told.append(one))
    assert set(made.known) == set(TEXTS)
    assert told[-1] == (len(set(TEXTS)), len(set(TEXTS)))
    np.testing.assert_array_equal(made(TEXTS), letters(TEXTS))
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(made))(TEXTS[:3]), letters(TEXTS[:3]))  # noqa: S301


def test_what_is_known_is_not_read_again_and_what_is_new_is() -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return letters(texts)

    made = Embeddings.of(encode, ["one", "two", "one"], 2)
    np.testing.assert_array_equal(made(["two", "three", "three"]), letters(["two", "three", "three"]))
    assert asked == ["one", "two", "three"]
    assert made([]).size == 0
