"""How far coders agree on what interviews say (method 2.8 and 4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder heard an interview say about a row; "" is nothing."""

    coder: str
    text: str
    codings: tuple[str, ...]
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An interview on a row (and case) that its coders read differently."""

    interview: str
    case: str
    case_label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class RowAgreement:
    """Agreement on one row over the interviews that two or more coded and somebody heard speak to it.

    ``alpha`` is Krippendorff's, None as ``reason`` says; ``metric`` is nominal or ordinal; ``units`` entered it.
    ``same`` of ``pairs`` of coders read an interview alike, which is the raw agreement.
    """

    row: str
    row_label: str
    kind: str
    metric: str
    coders: tuple[str, ...]
    units: int
    alpha: float | None
    reason: str
    same: int
    pairs: int
    disagreements: tuple[Disagreement, ...]

    @property
    def raw(self) -> float | None:
        """Share of pairs that read alike; None without pairs."""
        return self.same / self.pairs if self.pairs else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement row by row; ``double`` of ``interviews`` that are coded at all were coded by two or more."""

    table: str
    title: str
    codebook: str
    version: str
    coders: tuple[str, ...]
    interviews: int
    double: int
    rows: tuple[RowAgreement, ...]
