"""What a corrected transcript did to its document, and what it leaves to decide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coder.model.coding import Coding
from coder.model.span import Span


class Settling(StrEnum):
    """What becomes of a coding whose words were changed, when it is not put on other words."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Reworded:
    """A coding whose words a correction changed and nobody has decided on yet.

    ``document`` is the name of its document, ``before`` what the words were, ``after`` what they are; ``elsewhere`` is
    where the old words stand now, when they stand in the document just once.
    """

    coding: Coding
    document: str
    before: str
    after: str
    elsewhere: Span | None = None


@dataclass(frozen=True, slots=True)
class OtherAttribute:
    """An attribute that a corrected file states otherwise than the study has it (None: not at all)."""

    name: str
    here: str | None
    file: str


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What a corrected transcript changed. ``unchanged`` if nothing is new.

    ``codings`` is their number, ``elsewhere`` those that followed their words to another place, ``reworded`` those to
    decide, ``withdrawn`` the suggestions on changed words; ``attributes`` are offered, not taken over.
    """

    document: str
    unchanged: bool
    words: tuple[int, int]
    codings: int = 0
    elsewhere: tuple[Coding, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    withdrawn: int = 0
    attributes: tuple[OtherAttribute, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextRevision:
    """A text that a document has or had, from the import (number 1) on."""

    number: int
    at: str
    coder: str
    label: str
    source: str
    words: int
    text_sha256: str
