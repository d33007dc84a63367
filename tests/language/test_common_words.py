from __future__ import annotations

import pytest

from coder.language.common_words import common_words


@pytest.mark.parametrize(("language", "word"), [("en", "they"), ("de", "die"), ("de-AT", "das"), ("zh", "我们")])
def test_what_every_text_has(language: str, word: str) -> None:
    assert word in common_words(language)
    assert "price" not in common_words(language)


@pytest.mark.parametrize("language", ["", "xx", "../en", "qq", "zh.stop_words"])
def test_of_other_languages_nothing_is_known(language: str) -> None:
    assert common_words(language) == frozenset()
