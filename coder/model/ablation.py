"""Which cells hang on a single idea of the method: the table derived without it (method 6.2, 6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Idea(StrEnum):
    """What a derivation goes without."""

    INTERVIEWS = "interviews"  # every coding is a voice of its own
    DENIALS = "denials"  # what speaks against a value is not heard
    STRENGTH = "strength"  # a hint counts as much as a plain word
    THIRD = "third"  # only the strongest value is shown


@dataclass(frozen=True, slots=True)
class MovedCell:
    """A cell that reads otherwise; ``before`` and ``after`` are in words, states without a text included."""

    row: str
    row_label: str
    case: str
    case_label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ablation:
    """What the table is without one idea. ``reflagged`` cells read the same and have other flags."""

    without: Idea
    cells: int
    reflagged: int
    moved: tuple[MovedCell, ...]


@dataclass(frozen=True, slots=True)
class AblationReport:
    """A table without each idea in turn."""

    table: str
    title: str
    ablations: tuple[Ablation, ...]
