"""What suggestions have done to the coding, so that it can be told and judged (method 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Fate(StrEnum):
    """What became of a suggestion; changed ones were given another code, so what was proposed was wrong there.
    Withdrawn are those that nobody decided: proposed no more, or their words were coded meanwhile."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fates:
    """How many suggestions of one kind (``name``: a source, language, code, cue or coder) came to what."""

    name: str
    accepted: int
    changed: int
    rejected: int
    pending: int
    withdrawn: int = 0

    @property
    def made(self) -> int:
        """All of them."""
        return self.decided + self.pending + self.withdrawn

    @property
    def decided(self) -> int:
        """Those that somebody decided."""
        return self.accepted + self.changed + self.rejected


@dataclass(frozen=True, slots=True)
class Begun:
    """Codings of one kind (``name``: a code or a coder), and those of them that began as suggestions."""

    name: str
    codings: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Compared:
    """In how many passages a code was coded (``code`` "": any code) with suggestions on offer and without."""

    code: str
    aided: int
    aided_coded: int
    unaided: int
    unaided_coded: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A document that was asked, its passages with suggestions on offer, and those on which none ever lay.

    Each of these by its locator, its span and whether somebody coded it all the same.
    """

    document: str
    interview: str
    passages: int
    silent: tuple[tuple[str, int, int, bool], ...]

    @property
    def coded(self) -> int:
        """How many of the silent ones are coded."""
        return sum(coded for *_, coded in self.silent)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided how many suggestions, from when to when (ISO 8601, UTC)."""

    fates: Fates
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Draw:
    """The share of passages kept without suggestions, the seed it is drawn by, and since when (ISO 8601, UTC)."""

    share: Fraction
    seed: str
    since: str


@dataclass(frozen=True, slots=True)
class Guards:
    """All that is told of suggestions. ``asked`` documents were asked for some, of which ``read_before`` were coded
    before and ``compared_documents`` only since; ``drawn`` is what was kept without any, one draw after the other."""

    fates: Fates
    sources: tuple[Fates, ...]
    languages: tuple[Fates, ...]
    codes: tuple[Fates, ...]
    cues: tuple[Fates, ...]
    deciders: tuple[Decider, ...]
    begun: Begun
    begun_by_code: tuple[Begun, ...]
    begun_by_coder: tuple[Begun, ...]
    begun_by_source: tuple[Begun, ...]
    asked: int
    read_before: int
    drawn: tuple[Draw, ...]
    compared_documents: int
    compared: tuple[Compared, ...]
    silent: tuple[Silent, ...]

    @property
    def used(self) -> bool:
        """Whether suggestions were made at all."""
        return bool(self.fates.made or self.begun.suggested or self.asked)
