"""A codebook in one of its languages (pure)."""

from __future__ import annotations

from dataclasses import replace

from coder.model.codebook import Codebook


def shown_in(codebook: Codebook, language: str) -> Codebook:
    """The same codebook with its labels in one of its languages, in the default one where they lack it.

    For reading only: new texts belong under the default language of the codebook itself.
    """
    if language == codebook.default_language:
        return codebook
    first = (language, codebook.default_language)
    rest = (tag for tag in codebook.languages if tag not in first)
    return replace(codebook, default_language=language, languages=(*first, *rest))
