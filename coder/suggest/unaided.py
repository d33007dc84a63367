"""Passages that are coded without suggestions, so that what these change can be seen (pure).

Whoever is shown suggestions codes otherwise than who is not. A share of the contributions of every document is kept
without any: drawn by a hash, so that it is the same in every run, process and session, and logged with each run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256

from coder.model.document import Document
from coder.model.span import Span
from coder.suggest.segments import contributions

SHARE = Fraction(1, 5)  # where nobody says otherwise
_BYTES = 8


def unaided(seed: str, document: str, turn: int, share: Fraction) -> bool:
    """Whether a contribution (by its number in the document, from 0) is kept without suggestions.

    ``seed`` is the study's, ``document`` an id. A larger share keeps what a smaller one keeps, and more.
    """
    drawn = sha256(f"{seed} {document} {turn}".encode()).digest()[:_BYTES]
    return Fraction(int.from_bytes(drawn, "big"), 1 << (8 * _BYTES)) < share


def kept(document: Document, share: Fraction, seed: str) -> tuple[Span, ...]:
    """The contributions of a document that are kept without suggestions, in order."""
    if not share:
        return ()
    return tuple(
        turn.span for number, turn in enumerate(contributions(document)) if unaided(seed, document.id, number, share)
    )


def within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span touches one of those, which are in order and apart."""
    place = bisect_right(spans, span.end - 1, key=lambda one: one.start) - 1
    return place >= 0 and spans[place].overlaps(span)
