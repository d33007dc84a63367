from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder.search.folding import cut_after, fold, folded, joins
from tests.search import naive
from tests.search.texts import texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Café", "Cafe\u0301"),
        ("ＡＢＣ，", "abc,"),
        ("ﬁrm", "FIRM"),
        ("don’t", "don't"),
        ("geht´s", "geht's"),
        ("„Ja“, «ja», 「ja」", '"ja", "ja", "ja"'),
        ("Gemein\u00adde", "gemeinde"),
        ("a \n\n\t b", "A b"),
        ("E‑Mail – ja", "e-mail - ja"),
        ("\ufeffso", "so"),
        ("…", "..."),
        ("가\u11a8", "각"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("Müller", "Muller"), ("政府", "政 府"), ("a", "а")])
def test_what_makes_a_difference(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(texts)
@example("e\u0301" * 3)
@example(" \u0301a")
@example("ab\u0301")
def test_letters_and_places_are_those_of_the_slow_way(text: str) -> None:
    quick = fold(text)
    if not any(joins(character) and unicodedata.category(character)[0] != "M" for character in text):
        slow = naive.letters(text)
        assert quick.text == "".join(letter for letter, _, _ in slow)
        for at, (_, start, end) in enumerate(slow):
            span = quick.span(at, at + 1)
            assert (span.start, span.end) == (start, end)


@given(texts, st.integers(0, 80))
def test_a_text_may_be_cut_where_it_says(text: str, at: int) -> None:
    cut = cut_after(text, min(at, len(text)))
    assert fold(text, 0, cut).text + fold(text, cut).text == fold(text).text
    if cut < len(text):
        first = fold(text, cut).span(0, 1)
        assert first.start == cut


@given(texts)
def test_composed_and_decomposed_texts_are_alike(text: str) -> None:
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))
