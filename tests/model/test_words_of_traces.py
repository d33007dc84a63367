"""The words of traces are there in every language, with the same places to fill in."""

from __future__ import annotations

from string import Formatter

import pytest

from coder.model.codebook import RowKind
from coder.model.document import Role
from coder.model.words import WORDS, word
from coder.model.words_of_traces import TRACED


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", TRACED)
def test_every_language_says_it_with_the_same_places(name: str) -> None:
    said = TRACED[name]
    assert set(said) == {"en", "zh", "de"}
    assert {frozenset(places(text)) for text in said.values()} == {frozenset(places(said["en"]))}
    assert WORDS[name] is said, "no word of tables has this name"


def test_every_kind_of_row_strength_and_role_has_its_words() -> None:
    derived = [kind for kind in RowKind if f"rule:{kind.value}" in TRACED]
    assert {kind.value for kind in derived} == {"rating", "presence", "one", "set", "ordinal", "list"}
    assert all(word(f"strength:{weight}", "de") for weight in (2, 1, -1, -2))
    assert all(word(f"role:{role.value}", "zh-Hant") for role in Role)
