"""The words of checks are there in every language, with the same places to fill in."""

from __future__ import annotations

import pytest

from coder.model.robustness import Shortfall
from coder.model.words import WORDS
from coder.model.words_of_checks import CHECKED
from tests.model.test_words_of_traces import places


@pytest.mark.parametrize("name", CHECKED)
def test_every_language_says_it_with_the_same_places(name: str) -> None:
    said = CHECKED[name]
    assert set(said) == {"en", "zh", "de"}
    assert {frozenset(places(text)) for text in said.values()} == {frozenset(places(said["en"]))}
    assert WORDS[name] is said, "no word of tables or traces has this name"


def test_every_shortfall_and_setting_has_its_words() -> None:
    from coder.derive.robustness import VARIED

    assert all(f"short:{one.value}" in CHECKED for one in Shortfall)
    assert all(f"setting:{name}" in CHECKED for name in VARIED)
