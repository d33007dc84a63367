"""What a study knows of how it was made, for methods paragraph and checklists: values, and figures from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from coder.codebook.parameters import Departure, departures
from coder.model.agreement import Agreement
from coder.model.codebook import Codebook
from coder.model.coding import SUGGESTED
from coder.model.coverage import Coverage
from coder.model.evaluation import KeptEvaluation
from coder.model.guards import Guards
from coder.model.negative import NegativeCases
from coder.model.overview import Flag, Overview, ShownCell, State
from coder.model.saturation import Saturation


@dataclass(frozen=True)
class StudyFacts:
    """All that is told of a study in one table.

    ``overview`` is checked. ``origins`` counts codings by where they came from (``model.coding``), ``used`` the codable
    codes that any of them has. ``reconciled`` interviews have codings a team agreed on, ``voices`` are interviews that
    are one speaker of a group discussion. ``not_quotable`` and ``paraphrase`` count documents; ``earlier`` and
    ``waiting`` codings as in the history of the codebook. ``first`` is the version of the first revision.
    ``pseudonymised`` if names were replaced within the study. ``guards`` is what suggestions did, ``measured`` how good
    they were when that was measured last, ``measured_since`` if something was coded after that.
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
    guards: Guards
    measured: KeptEvaluation | None
    measured_since: bool

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
        return sum(count for origin, count in self.origins.items() if origin.startswith(SUGGESTED))

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
        return departures(self.codebook)
