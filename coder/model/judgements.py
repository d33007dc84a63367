"""Everything analysts laid over cells, with what became of it: for lists and for the figures of the methods text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What lies over a cell."""

    OVERRIDE = "override"
    SIGN_OFF = "sign-off"
    SUMMARY = "summary"


class Standing(StrEnum):
    """How a judgement stands today."""

    FRESH = "fresh"
    STALE = "stale"  # made on other evidence; of a summary: codings it rests on speak no more
    UNSHOWN = "unshown"  # its row or case is no more, so that nothing shows it


@dataclass(frozen=True, slots=True)
class Judged:
    """One override, signature or summary.

    ``text`` is what it says: how the cell reads, was signed, or is summarised. ``then`` and ``now`` are what was and is
    derived, in words ("" where nobody can tell). ``type``, ``rationale`` and ``reference`` are of overrides,
    ``codings`` and those of them that are ``lost`` of summaries.
    """

    kind: Kind
    row: str
    row_label: str
    case: str
    case_label: str
    standing: Standing
    text: str
    then: str
    now: str
    analyst: str
    at: str
    type: str = ""
    rationale: str = ""
    reference: str = ""
    codings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableShare:
    """How many derived cells of a table were overridden and how many are signed and not stale, of how many."""

    table: str
    title: str
    overridden: int
    signed: int
    cells: int


@dataclass(frozen=True, slots=True)
class JudgementReport:
    """All judgements, in the order of rows and cases, those that nothing shows last."""

    judgements: tuple[Judged, ...]
    tables: tuple[TableShare, ...]

    def count(self, standing: Standing) -> int:
        """How many stand so."""
        return sum(one.standing is standing for one in self.judgements)


@dataclass(frozen=True, slots=True)
class Signable:
    """A cell to be signed: what it shows, and why it cannot be signed ("" if it can).

    ``signed``: it is signed already and that holds; ``again``: it was signed on other evidence.
    """

    row: str
    row_label: str
    case: str
    case_label: str
    text: str
    refusal: str = ""
    signed: bool = False
    again: bool = False
