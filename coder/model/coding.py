"""What researchers, and suggestion sources, say about passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha1
from uuid import UUID

from coder.model.span import Span


class Tense(StrEnum):
    """Whether the passage speaks of the region as it is now; past passages are no evidence."""

    PRESENT = "present"
    PAST = "past"


# Where a coding came from. Suggestion sources add theirs as "suggestion:<source>", e.g. "suggestion:cues.v1".
SUGGESTED = "suggestion:"
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

    ``confidence`` lies between 0 and 1: where ``calibrated``, how often such suggestions were right in this study,
    otherwise it only orders. ``reason`` says in words why, ``nearest`` are the codings most like it, by id; ``origin``
    is what proposed it, with versions, e.g. ``cues.v1`` or ``cues.v1+model.v1``. ``weight`` None leaves the level to
    the reader: a cue tells that a level code applies, not which level. ``about`` is another case that the words name.
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
    calibrated: bool = False
    nearest: tuple[str, ...] = ()
    about: str | None = None


_SUGGESTIONS = UUID("6f1d2c1e-5a0b-4f0e-9a4e-3d0c8b7a9e51")  # never to change


def suggestion_id(document: str, span: Span, code: str, origin: str) -> str:
    """The id of what a source proposes: the same whenever it proposes the same on the same passage."""
    digest = sha1(_SUGGESTIONS.bytes + f"{document} {span} {code} {origin}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]  # a UUID of version 5, which uuid5 takes five times as long to make
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"
