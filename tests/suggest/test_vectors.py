"""Words and pieces of words, in languages with spaces and without."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from coder.suggest.vectors import Vectors, counted, letters, words, words_in


def test_endings_do_not_matter() -> None:
    assert set(words(("en", "price"))) == set(words(("en", "PRICES")))
    assert set(words(("de", "Häuser"))) == set(words(("de", "Häusern")))


def test_pairs_of_words_count_too() -> None:
    assert "price war" in words(("en", "a price war"))


def test_chinese_counts_by_its_characters() -> None:
    pieces = {"领", "先", "用", "户", "领先", "先用", "用户", "领先用", "先用户"}
    assert set(words(("zh", "领先用户"))) == set(letters(("zh", "领先用户"))) == pieces


def test_pieces_know_the_edges_of_words() -> None:
    assert letters(("en", "ab")) == (" ab", "ab ", " ab ")
    assert " pr" in letters(("en", "price"))
    assert len(letters(("en", "price"))) == 5 + 4 + 3


@given(st.text(max_size=60), st.sampled_from(["en", "de", "zh", "xx", "zh-Hant", ""]))
def test_any_text_is_counted(text: str, language: str) -> None:
    assert all(word for word in words((language, text)))
    assert all(1 <= len(piece) <= 5 for piece in letters((language, text)))
    assert len(counted(language, text)) >= len([word for word in words_in(text) if word.isascii()])


@pytest.mark.parametrize("said", [("en", "the price rose"), ("zh", "价格上涨"), ("de", "Der Preis stieg")])
def test_the_same_words_are_as_alike_in_every_language_as_can_be(said: tuple[str, str]) -> None:
    """Sources take the mean of words and letters; a text without either would count half."""
    blocks = Vectors.of([said] * 2).blocks([said])
    assert all((block @ block.T)[0, 0] == pytest.approx(1) for block in blocks.values())


def test_vectors_have_length_one_or_none() -> None:
    texts = [
        ("en", "the price rose"),
        ("en", "the price fell"),
        ("de", "Der Preis stieg"),
        ("zh", "价格上涨"),
        ("en", ""),
    ]
    blocks = Vectors.of(texts).blocks([*texts, ("en", "zzz"), ("zh", "价格")])
    for block in blocks.values():
        lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1))).ravel()
        assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)
    assert blocks["words"][5].nnz == 0  # nobody said it
    assert blocks["words"].dtype == np.float32


def test_what_is_kept_is_known_from_one_text() -> None:
    vectors = Vectors.of([("en", "steel rose"), ("en", "steel fell")], [("en", "subsidy")])
    assert set(vectors.words.place) == {"steel", "subsidi"}


@pytest.mark.parametrize("texts", [[], [("en", "")], [("en", "each word once")], [("zh", "。"), ("zh", "？")]])
def test_there_may_be_nothing_to_know(texts: list[tuple[str, str]]) -> None:
    vectors = Vectors.of(texts)
    assert vectors.blocks([("en", "price")])["words"].nnz == 0
    assert vectors.blocks([])["letters"].shape[0] == 0


def test_what_is_new_is_shorter_by_the_words_that_would_be_known() -> None:
    known = [("en", "price of steel"), ("en", "steel price rose"), ("en", "price rose of")]
    vectors = Vectors.of(known)
    new = [("en", "price of windmills"), ("en", "windmills and steel"), ("en", "steel once")]
    lengths = {name: np.sqrt(block.multiply(block).sum(axis=1)).ravel() for name, block in vectors.blocks(new).items()}
    assert (lengths["words"][0, :2] < 0.9).all()
    assert lengths["words"][0, 2] == pytest.approx(1, abs=1e-6)  # what stands in one text only tells nothing
    both = Vectors.of([*known, *new[:2]]).words
    assert both.weight("windmil") == pytest.approx(1 + np.log(6 / 3))
    again = vectors.blocks(known)["words"]
    assert np.asarray(again.multiply(again).sum(axis=1)).ravel() == pytest.approx(np.ones(3), abs=1e-6)


def test_weights_and_vectors_are_those_of_scikit_learn() -> None:
    texts = [("en", f"the river and the {word} flood flood {word}") for word in ("mill", "barge", "mill", "harbour")]
    terms = Vectors.of(texts).words
    counts = CountVectorizer(analyzer=words, vocabulary=terms.place).fit_transform(texts)
    bare = TfidfTransformer(norm=None, sublinear_tf=True).fit(counts)
    np.testing.assert_allclose(terms.weights, bare.idf_, rtol=1e-6)
    found, expected = terms.vectors(texts).toarray(), bare.transform(counts).toarray()
    lengths = np.linalg.norm(found, axis=1, keepdims=True) / np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(found, expected * lengths, rtol=1e-5)
