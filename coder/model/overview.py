"""Derived values: what interviews and cases say, with the codings behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from coder.model.judgement import Override, SignOff, Summary

if TYPE_CHECKING:
    from coder.model.robustness import Robustness


class Evidence(NamedTuple):
    """Codings that count, grouped: all of ``ids`` have the same case, interview, coder, code and weight.

    Several groups may share these; who reads them adds them up. ``code`` is already resolved to the present codebook
    and the ids of collapsed doubles are left out.
    """

    case: str
    interview: str
    coder: str
    code: str
    weight: int
    ids: tuple[str, ...]
    migrated: bool = False  # by the default of a split: no explicit statement


class Relation(StrEnum):
    """How the values of a cell belong together."""

    SINGLE = "single"
    AND = "and"
    RANGE = "range"
    DUAL = "dual"
    LIST = "list"
    DIVIDED = "divided"
    LEVEL = "level"


class State(StrEnum):
    """The four ways a derived cell can be, of which only ``value`` has a text; ``given`` is not derived at all."""

    VALUE = "value"
    EMPTY = "empty"
    REFUTED = "refuted"
    NOT_ASKED = "not_asked"
    GIVEN = "given"  # an attribute of the case, shown beside what is derived


class Flag(StrEnum):
    """What a reader must know about a cell before trusting it."""

    THIN = "thin"
    CONTESTED = "contested"
    DIVIDED = "divided"
    TIE = "tie"
    BORDERLINE = "borderline"
    CODERS = "coders"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one interview says about one row and case.

    Value rows: ``net`` is the sum over coders of max(0, for - against) per value, zeros left out; the mean over
    coders is ``net / coders``. ``explicit`` are the values with a +2, ``denied`` those somebody spoke against,
    ``by_coder`` the values each coder found with their own net weight. Level rows: ``level`` is the median over
    coders of each one's own level in ``levels``; ``missing`` says that a coder of the interview gave none.
    ``ids`` lists the codings by (value, weight).
    """

    interview: str
    coders: int
    net: Mapping[str, int] = field(default_factory=dict)
    explicit: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    by_coder: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    level: Fraction | None = None
    levels: Mapping[str, Fraction] = field(default_factory=dict)
    missing: bool = False
    ids: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of one case, as derived; overrides are laid over it elsewhere and never change it.

    ``text`` is "" unless the state is value (and for a blank presence mark); ``printed`` is the publication form.
    ``n`` interviews support some value or give a level, ``k`` of them support what is shown; ``dissent`` counts
    dissenting interviews of all that address the row. ``p`` is each value's share of the voices, ``m`` the median
    of a level row, ``second`` the runner-up of a one-value row. The ids are those of all codings that entered.
    """

    text: str = ""
    printed: str = ""
    values: tuple[str, ...] = ()
    relation: Relation = Relation.SINGLE
    state: State = State.EMPTY
    flags: frozenset[Flag] = frozenset()
    n: int = 0
    k: int = 0
    dissent: tuple[int, int] = (0, 0)
    p: Mapping[str, Fraction] = field(default_factory=dict)
    m: Fraction | None = None
    second: str | None = None
    dissenting: tuple[str, ...] = ()  # interviews
    denials: int = 0  # interviews that deny some value; what a refuted cell counts
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()  # codings that speak neither for nor against what is shown


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A derived cell, unchanged, and what analysts laid over it.

    ``words`` and ``words_printed`` are those of the override in the language of the table ("" without one). ``lost``
    are codings that the summary rests on and that no longer speak in this cell. ``evidence_hash`` is "" where nothing
    lies over the cell.
    """

    cell: Cell
    override: Override | None = None
    sign_off: SignOff | None = None
    summary: Summary | None = None
    words: str = ""
    words_printed: str = ""
    override_stale: bool = False
    sign_off_stale: bool = False
    lost: tuple[str, ...] = ()
    evidence_hash: str = ""

    @property
    def text(self) -> str:
        """What the cell says: the override's words, or the derived ones."""
        return self.words if self.override else self.cell.text

    @property
    def stale(self) -> bool:
        """Whether an override or a signature was made on other evidence than there is now."""
        return self.override_stale or self.sign_off_stale


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """Which interviews a cell hangs on: share of left-out interviews after which it stays, and those that change it."""

    stable: Fraction | None
    pivotal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactorCheck:
    """A header rating read off the descriptive rows, beside the derived one; never its value."""

    mark: str
    score: Fraction
    steps_apart: int


@dataclass(frozen=True, slots=True)
class ExpectationCheck:
    """The mark the rule expects (None: undetermined) and whether the derived mark meets it (None: no answer)."""

    mark: str | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A case of the table and how many interviews speak for it."""

    id: str
    label: str
    interviews: int


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A row of the table with its cells by case id, and the checks beside them.

    ``judged`` holds the cells over which an analyst laid something; ``shown`` gives any of them. ``gloss``: the summary
    of a cell is printed behind its value. A row of kind attribute is given, not derived; ``source`` says from where.
    ``robustness`` is empty where nobody asked for it: it takes a thousand derivations a cell.
    """

    id: str
    label: str
    kind: str
    group: str
    group_label: str
    block: str
    header: bool
    cells: Mapping[str, Cell]
    factor_checks: Mapping[str, FactorCheck] = field(default_factory=dict)
    expectations: Mapping[str, ExpectationCheck] = field(default_factory=dict)
    judged: Mapping[str, ShownCell] = field(default_factory=dict)
    gloss: bool = False
    source: str = ""
    robustness: Mapping[str, Robustness] = field(default_factory=dict)

    @property
    def derived(self) -> bool:
        """Whether its cells come from codings."""
        return self.kind != "attribute"

    def shown(self, case: str) -> ShownCell:
        """The cell of a case with what lies over it."""
        return self.judged.get(case) or ShownCell(self.cells[case])


@dataclass(frozen=True, slots=True)
class Overview:
    """A derived table: rows by cases."""

    table: str
    title: str
    codebook: str
    version: str
    columns: tuple[Column, ...]
    rows: tuple[OverviewRow, ...]

    @property
    def overridden(self) -> tuple[int, int]:
        """How many of its derived cells show an analyst's value, and how many there are."""
        overrides = sum(shown.override is not None for row in self.rows for shown in row.judged.values())
        return overrides, sum(row.derived for row in self.rows) * len(self.columns)


@dataclass(frozen=True, slots=True)
class TracedQuotation:
    """One coding of a traced cell with its words, ``before`` and ``after`` the turns around it, ``origin`` its own."""

    coding: str
    document: str
    interview: str
    locator: str
    start: int
    end: int
    code: str
    value: str
    weight: int
    strength: str
    coder: str
    speaker: str
    role: str
    time_ms: int | None
    quote: str
    before: str
    after: str
    memo: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a cell is what it is: its rule and numbers, the words for it and against it."""

    row: str
    row_label: str
    case: str
    case_label: str
    kind: str
    rule: str
    codebook: str
    version: str
    cell: Cell
    interviews: int
    leave_one_out: LeaveOneOut
    supporting: tuple[TracedQuotation, ...]
    opposing: tuple[TracedQuotation, ...]
    undecided: tuple[TracedQuotation, ...]
    judged: ShownCell | None = None  # None: nothing lies over the cell

    @property
    def shown(self) -> ShownCell:
        """The cell with what lies over it."""
        return self.judged or ShownCell(self.cell)
