"""Revisions of the codebook, and since which of them each code means what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """A form of the codebook: who made it when and how it is called in the journal, what differs from the one before,
    and how many codings were made under it, by coder."""

    number: int
    version: str
    at: str
    coder: str
    label: str
    changed: tuple[str, ...]
    codings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Defined:
    """The revision in which a code got the meaning it has: its definition, inclusions, exclusions, anchors, kind and
    scale; ``redefined`` is the last one in which the history says that the meaning itself changed, 0 if none."""

    revision: int
    version: str
    redefined: int = 0
