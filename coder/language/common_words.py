"""The words that every text of a language has, and that so tell nothing: spaCy's lists."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from coder.language.conventions import base


@cache
def common_words(language: str) -> frozenset[str]:
    """Articles, pronouns, auxiliaries and the like in lower case; none for a language that spaCy does not know."""
    name = base(language)
    if not (name.isascii() and name.isalpha()):
        return frozenset()
    try:
        found = import_module(f"spacy.lang.{name}.stop_words")
    except ModuleNotFoundError:
        return frozenset()
    return frozenset(map(str.lower, found.STOP_WORDS))
