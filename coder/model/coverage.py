"""What the study covers, and what it does not (method 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.model.interview import Named


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """Interviews of a case, how many of them somebody coded, their languages, and the rows nobody speaks to.

    ``others`` counts interviews of other cases that speak about this one.
    """

    case: str
    label: str
    interviews: int
    coded: int
    others: int
    languages: Mapping[str, int]
    silent: tuple[Named, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class AttributeCoverage:
    """Interviews by the values of an attribute of documents, by case; "" where it is not given."""

    attribute: str
    counts: Mapping[str, Mapping[str, int]]  # value -> case -> interviews; cases without are left out


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn of a respondent that nobody coded."""

    locator: str
    start: int
    end: int
    speaker: str
    words: int


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """How much of a document's respondent speech is coded; ``passages`` are the turns without any coding.

    ``uncoded_words`` counts words outside all codings, also within turns that are coded in part.
    """

    document: str
    interviews: tuple[str, ...]
    case: str | None
    language: str
    coders: tuple[str, ...]
    turns: int
    words: int
    uncoded_words: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole report."""

    codebook: str
    version: str
    cases: tuple[CaseCoverage, ...]
    attributes: tuple[AttributeCoverage, ...]
    documents: tuple[DocumentCoverage, ...]
    languages: Mapping[str, int]  # interviews
    unplaced: tuple[str, ...]  # interviews that belong to no case
