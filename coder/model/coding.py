"""What researchers, and suggestion sources, say about passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from coder.model.span import Span


class Tense(StrEnum):
    """Whether the passage speaks of the region as it is now; past passages are no evidence."""

    PRESENT = "present"
    PAST = "past"


# Where a coding came from. Suggestion sources add theirs as "suggestion:<source>", e.g. "suggestion:cues.v1".
BY_HAND = "hand"
FROM_TABLE = "table"
FROM_TAGUETTE = "taguette"


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one span by one coder.

    ``code`` is the id as coded under codebook ``revision`` and is never rewritten. ``weight`` is a strength
    (+2 explicit, +1 implicit, -1/-2 against) on value codes and the level itself on level codes. ``about`` names
    another case than the document's. ``created`` is ISO 8601 in UTC.
    """

    id: str
    document: str
    span: Span
    code: str
    weight: int
    coder: str
    about: str | None
    tense: Tense
    origin: str
    revision: int
    created: str


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed coding; counts for nothing until a researcher accepts it.

    ``confidence`` is the source's own score from 0 to 1 (not a probability until calibrated); ``reason`` says in
    words why; ``origin`` is the source with its version, e.g. ``cues.v1``. ``weight`` None leaves the level to the
    reader: a cue tells that a level code applies, not which level.
    """

    id: str
    document: str
    span: Span
    code: str
    weight: int | None
    confidence: float
    reason: str
    origin: str
    revision: int
    state: SuggestionState = SuggestionState.PENDING


_SUGGESTIONS = UUID("6f1d2c1e-5a0b-4f0e-9a4e-3d0c8b7a9e51")  # never to change


def suggestion_id(document: str, span: Span, code: str, origin: str) -> str:
    """The id of what a source proposes: the same whenever it proposes the same on the same passage."""
    return str(uuid5(_SUGGESTIONS, f"{document} {span} {code} {origin}"))
