"""What a study knows of how it was made, for methods paragraph and checklists: values, and figures from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property

from coder.model.agreement import Agreement
from coder.model.codebook import Codebook, Parameters
from coder.model.coverage import Coverage
from coder.model.negative import NegativeCases
from coder.model.overview import Flag, Overview, ShownCell, State
from coder.model.saturation import Saturation


@dataclass(frozen=True)
class StudyFacts:
    """All that is told of a study in one table.

    ``overview`` is checked. ``origins`` counts codings by where they came from (``model.coding``), ``used`` the codable
    codes that any of them has; ``suggested`` counts suggestions by what became of them. ``reconciled`` interviews have
    codings a team agreed on, ``voices`` are interviews that are one speaker of a group discussion. ``not_quotable`` and
    ``paraphrase`` count documents; ``earlier`` and ``waiting`` codings as in the history of the codebook. ``first`` is
    the version of the first revision. ``pseudonymised`` if names were replaced within the study.
    """

    codebook: Codebook
    overview: Overview
    coverage: Coverage
    agreement: Agreement
    saturation: Saturation
    negative: NegativeCases
    coders: tuple[str, ...]
    origins: Mapping[str, int]
    used: int
    suggested: Mapping[str, int]
    reconciled: int
    voices: int
    documents: int
    not_quotable: int
    paraphrase: int
    revisions: int
    first: str
    earlier: int
    waiting: int
    entries: int
    pseudonymised: bool
    program: str

    @cached_property
    def cells(self) -> tuple[ShownCell, ...]:
        """Every derived cell of the table."""
        return tuple(
            row.shown(column.id) for row in self.overview.rows if row.derived for column in self.overview.columns
        )

    def state(self, state: State) -> int:
        """How many cells are so."""
        return sum(shown.cell.state is state for shown in self.cells)

    def flagged(self, flag: Flag) -> int:
        """How many cells have a flag."""
        return sum(flag in shown.cell.flags for shown in self.cells)

    @property
    def overridden(self) -> int:
        """How many cells show an analyst's value."""
        return self.overview.overridden[0]

    @property
    def override_types(self) -> dict[str, int]:
        """How many by their type."""
        found: dict[str, int] = {}
        for shown in self.cells:
            if shown.override:
                found[shown.override.type.value] = found.get(shown.override.type.value, 0) + 1
        return found

    @property
    def stale(self) -> int:
        """How many cells were judged on other evidence than there is now."""
        return sum(shown.stale for shown in self.cells)

    @property
    def signed(self) -> int:
        """How many cells are signed off on the present evidence."""
        return sum(shown.sign_off is not None and not shown.sign_off_stale for shown in self.cells)

    @property
    def robust(self) -> int:
        """How many cells are robust."""
        return sum(one.robust for row in self.overview.rows for one in row.robustness.values())

    @property
    def interviews(self) -> int:
        """How many interviews the study has."""
        return sum(one.interviews for one in self.coverage.cases) + len(self.coverage.unplaced)

    @property
    def codings(self) -> int:
        """How many codings the study has."""
        return sum(self.origins.values())

    @property
    def from_suggestions(self) -> int:
        """How many codings began as suggestions."""
        return sum(count for origin, count in self.origins.items() if origin.startswith("suggestion:"))

    @property
    def alphas(self) -> list[float]:
        """Krippendorff's alpha of the rows that have one, lowest first."""
        return sorted(row.alpha for row in self.agreement.rows if row.alpha is not None)

    @property
    def pairs(self) -> tuple[int, int]:
        """Over all rows: pairs of coders that read an interview alike, and all."""
        return sum(row.same for row in self.agreement.rows), sum(row.pairs for row in self.agreement.rows)

    @property
    def departures(self) -> tuple[Departure, ...]:
        """Every parameter that is not the default one, those of the study first, then those of single rows."""
        return tuple(departures(self.codebook))


@dataclass(frozen=True, slots=True)
class Departure:
    """A parameter (its field in ``Parameters``, or "residual") with another value than the default: for the whole
    study (``row`` "") or for a row that differs from the study."""

    name: str
    row: str
    value: str
    default: str


def departures(codebook: Codebook) -> Iterator[Departure]:
    """The parameters of a codebook that are not the default ones."""
    default, of_study = Parameters(), codebook.parameters
    for one in fields(Parameters):
        value, usual = getattr(of_study, one.name), getattr(default, one.name)
        if value != usual:
            yield Departure(one.name, "", _told(value), _told(usual))
    if not codebook.residual:
        yield Departure("residual", "", "off", "on")
    for row in codebook.rows:
        own = row.parameters(of_study)
        for one in fields(Parameters):
            value = getattr(own, one.name)
            if value != getattr(of_study, one.name):
                yield Departure(one.name, row.id, _told(value), _told(getattr(default, one.name)))


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else str(value)
