"""What an analyst lays over a derived cell: another value with its reason, a signature, a summary in words.

None of it changes the cell. Each remembers a hash of the evidence it was made on, so that it can be told when that
evidence is no longer what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RATIONALE = 20  # characters of reason that an override needs at least


class OverrideType(StrEnum):
    """Why the analyst does not take the derived value."""

    ADJUDICATION = "adjudication"
    EXTERNAL_SOURCE = "external source"
    SCALE_ANCHORING = "scale anchoring"
    CODING_GAP = "coding gap"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Override:
    """Another value for a cell.

    ``values`` are ids of values (or the level) of the row. ``text`` is how the cell read when it was set; the cell
    reads so as long as the type is wording or there are no values, else it takes the words the values have now.
    ``derived_then`` is what was derived at the time, in words, with "(empty)" and the like for a cell without a value.
    """

    row: str
    case: str
    values: tuple[str, ...]
    text: str
    type: OverrideType
    rationale: str
    reference: str
    analyst: str
    at: str
    derived_then: str
    evidence_hash: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """The analyst stands by a cell as it was shown; ``evidence_hash`` covers an override that lay over it as well."""

    row: str
    case: str
    text: str
    evidence_hash: str
    analyst: str
    at: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a cell says, in the analyst's words, and the codings (one at least) that these rest on."""

    row: str
    case: str
    text: str
    codings: tuple[str, ...]
    analyst: str
    at: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that lies over one cell."""

    override: Override | None = None
    sign_off: SignOff | None = None
    summary: Summary | None = None
