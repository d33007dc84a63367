"""Interviews that do not fit what is shown (method 2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dissent:
    """One interview against one cell: what the cell shows, what this interview says, the codings behind it."""

    row: str
    row_label: str
    case: str
    case_label: str
    shown: str
    said: str
    denied: tuple[str, ...]  # labels of what it speaks against
    codings: tuple[str, ...]
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NegativeCase:
    """An interview that dissents somewhere; ``addressed`` are the cells it speaks to, in which it could.

    ``rival``: it dissents in a third of these or more, and so tells another story.
    """

    interview: str
    documents: tuple[str, ...]
    case: str | None
    addressed: int
    share: Fraction
    rival: bool
    dissents: tuple[Dissent, ...]


@dataclass(frozen=True, slots=True)
class NegativeCases:
    """All interviews that dissent, those with the greatest share first; ``interviews`` is how many speak at all."""

    codebook: str
    version: str
    third: Fraction
    interviews: int
    cases: tuple[NegativeCase, ...]
