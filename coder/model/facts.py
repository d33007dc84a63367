"""What is known of cases from elsewhere: shown beside derived cells, never derived from (method 1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.model.labels import Label


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """A value of a case attribute that several cases may share: a larger region, a period."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class CaseAttribute:
    """A number or text known of the cases from elsewhere. It is shown beside derived cells and never derived from.

    With ``values`` it sorts the cases: a table may have one column for each value.
    """

    id: str
    label: Label
    unit: Label = field(default_factory=dict)
    source: Label = field(default_factory=dict)
    values: tuple[CaseGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of a table that shows an attribute of the cases beside derived rows; nothing is derived from it."""

    id: str
    attribute: str
    label: Label = field(default_factory=dict)  # empty: the label of the attribute
    block: Label = field(default_factory=dict)
