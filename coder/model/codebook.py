"""The codebook: codes, the rows derived from them, scales, tables and the history of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from coder.errors import CoderError
from coder.model.facts import CaseAttribute, FactRow
from coder.model.guide import Question
from coder.model.labels import Label as Label
from coder.model.labels import Text as Text
from coder.model.parameters import OwnParameters as OwnParameters
from coder.model.parameters import Parameters as Parameters

_MEANT = 3  # codes that an unknown one may be short for, which are told
RESIDUAL = "_other"  # last part of the built-in residual value of every value row


class CodeKind(StrEnum):
    """What a code is for."""

    GROUP = "group"  # orders other codes, never coded
    ROW = "row"  # parent of rival values; coded through them
    LEVEL = "level"  # coded with a level of its scale
    VALUE = "value"  # coded with a strength
    FREE = "free"  # a code without a row (inductive, in vivo), coded with a strength


class RowKind(StrEnum):
    """How the cells of a row follow from its codings."""

    RATING = "rating"
    PRESENCE = "presence"
    ONE = "one"
    SET = "set"
    ORDINAL = "ordinal"
    LIST = "list"

    @property
    def by_level(self) -> bool:
        """Whether the row reads levels (rating, presence) rather than values."""
        return self in (RowKind.RATING, RowKind.PRESENCE)


@dataclass(frozen=True, slots=True)
class Example:
    """A constructed (or located) passage that shows a code, per language; ``weight`` for level codes."""

    text: Label
    weight: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook, in the order of the file; ``parent`` is a code id."""

    id: str
    kind: CodeKind
    parent: str | None
    label: Label
    definition: Label = field(default_factory=dict)
    include: tuple[Label, ...] = ()
    exclude: tuple[Label, ...] = ()
    examples: tuple[Example, ...] = ()
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    scale: str | None = None
    anchors: Mapping[int, Label] = field(default_factory=dict)
    absent: bool = False
    qualifier: bool = False
    retired: bool = False

    @property
    def value(self) -> str:
        """Last part of the id: how a value is named within its row."""
        return self.id.rsplit(".", 1)[-1]

    @property
    def codable(self) -> bool:
        """Whether passages can be coded with it."""
        return not self.retired and self.kind in (CodeKind.VALUE, CodeKind.LEVEL, CodeKind.FREE)


@dataclass(frozen=True, slots=True)
class Level:
    """A mark of a scale and the level it stands for."""

    id: str
    mark: str
    anchor: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Marks in the order of the file and the levels coders may give."""

    id: str
    levels: tuple[Level, ...]
    coder_weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """How several values print: ``all`` between values of a set or list, ``qualifier`` before qualifiers.

    ``range`` (``{lead}``, ``{other}``) and ``dual`` (``{a}``, ``{b}``) are the publication forms of composites. The
    built-in form of a range is worded in the language of the table.
    """

    all: Text = ", "
    qualifier: Text = "; "
    range: Text = "{lead} to {other}"
    dual: Text = "{a} & {b}"


class Test(StrEnum):
    """What an expectation asks of a derived cell."""

    __test__ = False  # not a pytest class

    IS = "is"  # the mark of a level row is one of these level ids
    EQUALS = "equals"  # the chosen values are exactly these
    HAS = "has"  # all these values are chosen
    LACKS = "lacks"  # none of these values is chosen


@dataclass(frozen=True, slots=True)
class Condition:
    """A leaf (``row`` with a test and values) or a node (``all``, ``any``, ``not`` over ``parts``)."""

    row: str | None = None
    test: Test | None = None
    values: tuple[str, ...] = ()
    op: str = ""  # "all" | "any" | "not" for nodes
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """The mark (level id) that the rule expects when its condition holds; rules are tried in order."""

    mark: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the overview: the code it reads and how a cell prints.

    ``fitted_to`` are the cases whose cells the author of the expectations had seen; None: the codebook does not say.
    """

    id: str
    code: str
    kind: RowKind
    group: str
    label: Label = field(default_factory=dict)  # empty: the label of the code
    printed_block: str | None = None
    block: Label = field(default_factory=dict)
    order: tuple[str, ...] = ()  # ordinal: values, lowest first
    join: Join = Join()
    render: Text = "{}"  # publication form of the text of a cell
    header: bool = False
    check_from_rows: tuple[str, ...] = ()
    expect: tuple[Expectation, ...] = ()
    gloss: bool = False  # the summary of a cell stands behind its value
    fitted_to: tuple[str, ...] | None = None
    derivation: OwnParameters | None = None

    def parameters(self, of_study: Parameters) -> Parameters:
        """The parameters this row is derived with: those of the study but for its own."""
        return of_study if self.derivation is None else self.derivation.over(of_study)


@dataclass(frozen=True, slots=True)
class Table:
    """Which rows, in which order, over the cases."""

    id: str
    title: Label
    columns: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of comparison: a region, a stage, a town."""

    id: str
    label: Label
    aliases: tuple[str, ...] = ()
    note: str = ""
    attributes: Mapping[str, Label] = field(default_factory=dict)  # by id of the case attribute, as written


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of documents. ``kind``: case, id, choice, date, text or number."""

    id: str
    kind: str
    required: bool = False
    values: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history: an operation on code ids with its rationale (append-only)."""

    version: str
    date: str
    author: str
    op: str  # create retire rename move merge split redefine rescale
    ids: tuple[str, ...]
    to: tuple[str, ...] = ()
    rationale: str = ""
    default: str | None = None  # split: where old codings go until they are recoded
    map: Mapping[int, int | None] = field(default_factory=dict)  # rescale: old level -> new level or nothing


@dataclass(frozen=True)
class Codebook:
    """A whole codebook of one version; ``codes`` are flat, parents before children, in the order of the file."""

    id: str
    version: str
    languages: tuple[str, ...]
    default_language: str
    title: Label
    case_attribute: str
    cases: tuple[Case, ...]
    attributes: tuple[Attribute, ...]
    scales: tuple[Scale, ...]
    codes: tuple[Code, ...]
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]
    parameters: Parameters = field(default_factory=Parameters)
    residual: bool = True
    factor_checks: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    history: tuple[Change, ...] = ()
    status: str = ""
    description: str = ""
    case_label: Label = field(default_factory=dict)
    general_rules: tuple[tuple[str, str], ...] = ()  # (id, rule)
    case_attributes: tuple[CaseAttribute, ...] = ()
    fact_rows: tuple[FactRow, ...] = ()
    guide: tuple[Question, ...] = ()

    @cached_property
    def _codes(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    @cached_property
    def _children(self) -> dict[str | None, list[Code]]:
        children: dict[str | None, list[Code]] = {}
        for code in self.codes:
            children.setdefault(code.parent, []).append(code)
        return children

    @cached_property
    def row_of(self) -> Mapping[str, Row]:
        """The row that a code feeds, by code id: level codes and every value below a row's code."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found[row.code] = row
            for value in self.values(row):
                found[value.id] = row
        return found

    def code(self, code_id: str) -> Code:
        """The code of that id, the built-in residual values included. Raises CoderError for an unknown one."""
        code = self._codes.get(code_id)
        if code is None and code_id.endswith("." + RESIDUAL):
            parent = self._codes.get(code_id.removesuffix("." + RESIDUAL))
            if parent is not None and self.residual and parent.kind is CodeKind.ROW:
                return _residual(parent)
        if code is None:
            meant = [one for one in self._codes if one.endswith("." + code_id)][:_MEANT]
            raise CoderError(
                f"the codebook {self.id} {self.version} has no code {code_id!r}",
                hint=f"did you mean {' or '.join(meant)}?" if meant else "coder codebook show lists the codes",
            )
        return code

    def parameters_of(self, row: Row) -> Parameters:
        """The parameters that a row is derived with."""
        return row.parameters(self.parameters)

    def parameters_by_code(self, code_id: str) -> Parameters:
        """The parameters of the row that a code feeds; those of the study for codes that feed none."""
        if not any(row.derivation for row in self.rows):
            return self.parameters
        row = self.row_of.get(code_id)
        return self.parameters if row is None else self.parameters_of(row)

    def row(self, row_id: str) -> Row:
        """The row of that id. Raises CoderError for an unknown one."""
        if any(row.id == row_id for row in self.fact_rows):
            raise CoderError(
                f"the row {row_id!r} shows an attribute of the cases", hint="it is given, not derived: nothing is coded"
            )
        if row_id not in self._rows:
            raise CoderError(f"the codebook has no row {row_id!r}", hint="rows: " + ", ".join(self._rows))
        return self._rows[row_id]

    def table(self, table_id: str) -> Table:
        """The table of that id. Raises CoderError for an unknown one."""
        for table in self.tables:
            if table.id == table_id:
                return table
        names = ", ".join(table.id for table in self.tables) or "none"
        raise CoderError(f"the codebook has no table {table_id!r}", hint=f"tables: {names}")

    def case(self, case_id: str) -> Case:
        """The case of that id. Raises CoderError for an unknown one."""
        for case in self.cases:
            if case.id == case_id:
                return case
        raise CoderError(
            f"the codebook has no {self.case_attribute} {case_id!r}",
            hint="known: " + ", ".join(case.id for case in self.cases),
        )

    def scale(self, scale_id: str) -> Scale:
        """The scale of that id. Raises CoderError for an unknown one."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise CoderError(f"the codebook has no scale {scale_id!r}")

    def scale_of(self, row: Row) -> Scale:
        """The scale whose levels a rating or presence row prints."""
        return self.scale(self.code(row.code).scale or "")

    def children(self, code_id: str | None) -> tuple[Code, ...]:
        """Codes directly below another (None: the top), in the order of the file."""
        return tuple(self._children.get(code_id, ()))

    def below(self, code_id: str) -> Iterator[Code]:
        """Every code below another, in the order of the file."""
        for child in self.children(code_id):
            yield child
            yield from self.below(child.id)

    def values(self, row: Row) -> tuple[Code, ...]:
        """The values of a value row in codebook order, the residual last; empty for level rows."""
        if row.kind.by_level:
            return ()
        found = tuple(code for code in self.children(row.code) if not code.retired)
        return (*found, _residual(self.code(row.code))) if self.residual else found

    def codable(self) -> Iterator[Code]:
        """Every code a passage can be coded with, the residual values after their siblings."""
        for code in self.codes:
            if code.codable:
                yield code
            above = code if code.kind is CodeKind.ROW else self._codes.get(code.parent or "")
            if above is None or above.kind is not CodeKind.ROW or above.retired or not self.residual:
                continue
            if code is (self._children.get(above.id) or [above])[-1]:
                yield _residual(above)

    def weights(self, code: Code) -> tuple[int, ...]:
        """The weights a coding with this code may have, strongest first."""
        if code.kind is CodeKind.LEVEL:
            return tuple(sorted(self.scale(code.scale or "").coder_weights, reverse=True))
        return (2, 1, -1, -2)

    def text(self, label: Text, language: str | None = None) -> str:
        """A label in the wanted language, else in the default one, else in any; "" if there is none."""
        if isinstance(label, str):
            return label
        for tag in (language, self.default_language, *self.languages):
            if tag is not None and tag in label:
                return label[tag]
        return next(iter(label.values()), "")

    def row_label(self, row: Row, language: str | None = None) -> str:
        """What the row is called: its own label or its code's."""
        return self.text(row.label or self.code(row.code).label, language)


def _residual(parent: Code) -> Code:
    """The built-in value for what fits no other (Mayring's residual category)."""
    return Code(
        id=f"{parent.id}.{RESIDUAL}",
        kind=CodeKind.VALUE,
        parent=parent.id,
        label={"en": "other", "zh": "其他", "de": "anderes"},
        definition={"en": "Evidence on this row that fits none of its values; say in a memo what it is."},
    )
