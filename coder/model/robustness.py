"""How firmly a cell stands: what becomes of it under other interviews, coders and settings (method 2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coder.model.overview import Column, ExpectationCheck, FactorCheck, LeaveOneOut


class Shortfall(StrEnum):
    """Why a cell is not robust."""

    NO_VALUE = "no_value"  # nothing is shown that could be
    THIN = "thin"  # too few interviews support it
    CONTESTED = "contested"
    PIVOTAL = "pivotal"  # it hangs on more than one interview
    SPECIFICATION = "specification"  # fewer than nine in ten settings give the same text


@dataclass(frozen=True, slots=True)
class Resampling:
    """How many of the replicates, drawn from the interviews of the cell with replacement, give the same text.

    This is "resampling stability"; interviews are chosen on purpose, so it is no confidence and no p.
    """

    same: int
    replicates: int


@dataclass(frozen=True, slots=True)
class CoderReading:
    """The cell from one coder's codings alone; ``differs`` if it reads otherwise than that of all together."""

    coder: str
    text: str
    state: str
    interviews: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Specification:
    """One of the settings a cell is derived under, and what it reads then."""

    voice_cap: bool
    third: Fraction
    level_aggregate: str
    collapse: str
    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class Robustness:
    """All checks of one cell. None of them changes it.

    ``left_out`` names the pivotal interviews; ``interviews`` is how many can be left out, ``stayed`` after how many of
    them the cell stays as it is. ``resampling`` is None where there are too few interviews, as ``not_resampled`` says.
    ``sensitive`` are the parameters of which some change alone, all others equal, changes the text.
    """

    row: str
    row_label: str
    case: str
    case_label: str
    kind: str
    text: str
    printed: str
    state: str
    flags: tuple[str, ...]
    k: int
    n: int
    dissent: tuple[int, int]
    interviews: int
    stayed: int
    left_out: LeaveOneOut
    resampling: Resampling | None
    not_resampled: str
    coders: tuple[CoderReading, ...]
    specifications: tuple[Specification, ...]
    sensitive: tuple[str, ...]
    shortfalls: tuple[Shortfall, ...]

    @property
    def robust(self) -> bool:
        """Whether nothing is against it."""
        return not self.shortfalls

    @property
    def same_specifications(self) -> int:
        """How many of the specifications give the same text."""
        return sum(one.same for one in self.specifications)

    @property
    def differing(self) -> tuple[str, ...]:
        """Coders whose codings alone make it read otherwise."""
        return tuple(one.coder for one in self.coders if one.differs)


@dataclass(frozen=True, slots=True)
class Stood:
    """The checks of a cell and the hash of all evidence they rest on: as long as that is the same, so are they."""

    checks: Robustness
    evidence: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one cell and never enters it; None for what there is not, or what nobody asked for.

    ``because`` is the rule that decided what is expected, ``unknown`` the rows that keep it open; ``seen``: the author
    of the rule knew the cell.
    """

    checks: Robustness | None = None
    expected: ExpectationCheck | None = None
    factor: FactorCheck | None = None
    because: str = ""
    unknown: tuple[str, ...] = ()
    seen: bool | None = None


@dataclass(frozen=True, slots=True)
class RobustnessReport:
    """The checks of a whole table, row by row and case by case."""

    table: str
    title: str
    codebook: str
    version: str
    columns: tuple[Column, ...]
    cells: tuple[Robustness, ...]

    @property
    def filled(self) -> int:
        """How many cells show a value."""
        return sum(Shortfall.NO_VALUE not in cell.shortfalls for cell in self.cells)

    @property
    def robust(self) -> int:
        """How many cells are robust."""
        return sum(cell.robust for cell in self.cells)
