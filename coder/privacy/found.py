"""What a rule has found in a text (pure value)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.model.span import Span
from coder.privacy.proposal import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """Words that name or identify somebody or something. ``reason`` says by which rule, ``sure`` whether it is proposed
    to be replaced; ``head`` is what the name goes by: the surname of a person, a firm without its legal form."""

    kind: Kind
    span: Span
    words: str
    head: str
    reason: str
    sure: bool = True


def without_overlap(found: Iterable[Found]) -> list[Found]:
    """In order; of those that overlap the longest, of equals the first."""
    taken: list[Found] = []
    covered: set[int] = set()
    for one in sorted(found, key=lambda one: (-len(one.span), one.span.start)):
        places = range(one.span.start, one.span.end)
        if covered.isdisjoint(places):
            taken.append(one)
            covered.update(places)
    return sorted(taken, key=lambda one: one.span)
