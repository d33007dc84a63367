"""Names by a language model of spaCy, if one is installed for the language; the program needs none and downloads
none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coder.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language

_LONGEST = 100_000  # characters given to a model at once
_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip


@lru_cache(maxsize=4)
def _model(language: str) -> Language | None:
    from importlib.metadata import distributions

    names = {str(one.metadata["Name"]).replace("-", "_").casefold() for one in distributions()}
    wanted = sorted(name for name in names if name.startswith(f"{language}_core_"))
    if not wanted:
        return None
    import spacy

    for name in reversed(wanted):  # the smallest last in the alphabet: sm, trf, md, lg
        try:
            return spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler"])
        except (OSError, ImportError, ValueError):  # made for another version of spaCy, or not whole
            continue
    return None


def has_model(language: str) -> bool:
    """Whether a model for a language is installed and can be read."""
    return _model(language) is not None


def entities(text: str, language: str) -> list[tuple[Span, str]]:
    """People, organisations and places as the model sees them, with their kind; nothing without a model."""
    model = _model(language)
    if model is None or not model.has_pipe("ner"):
        return []
    found: list[tuple[Span, str]] = []
    at = 0
    while at < len(text):
        end = len(text) if at + _LONGEST >= len(text) else max(text.rfind("\n", at, at + _LONGEST) + 1, at + 1)
        end = end if end > at + 1 else min(at + _LONGEST, len(text))
        for one in model(text[at:end]).ents:
            words = one.text.strip()
            if one.label_ in _KINDS and words:
                start = at + one.start_char + one.text.index(words)
                found.append((Span(start, start + len(words)), _KINDS[one.label_]))
        at = end
    return found
