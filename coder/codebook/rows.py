"""Rows of the overview and the tables that print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter

from coder.codebook.cases import Units
from coder.codebook.codes import PlacedCode
from coder.codebook.expectations import read_expectations
from coder.codebook.facts import KIND, is_fact_row, read_fact_row
from coder.codebook.fields import Fields, Once
from coder.codebook.parameters import read_own_parameters
from coder.codebook.problem import nearest, shown
from coder.model.codebook import RESIDUAL, Code, CodeKind, Join, Row, RowKind, Scale, Table
from coder.model.facts import CaseAttribute, FactRow
from coder.model.labels import Text

_KEYS = (
    "id", "code", "kind", "group", "label", "printed_block", "block", "order", "join", "render", "header",
    "check_from_rows", "expect", "fitted_to", "gloss", "derivation", "attribute",
)  # fmt: skip
_JOIN_KEYS = ("all", "range", "dual", "qualifier")
_TABLE_KEYS = ("id", "title", "columns", "rows")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows in the order of the file, and the values each can have (none for level rows)."""

    rows: tuple[Row, ...]
    values: dict[str, tuple[str, ...]]
    facts: tuple[FactRow, ...] = ()  # rows that show attributes of cases


def read_rows(
    top: Fields,
    codes: Mapping[str, PlacedCode],
    scales: Mapping[str, Scale],
    declared: Mapping[str, CaseAttribute],
    units: Units,
    *,
    residual: bool,
) -> Rows:
    """Every row, checked against the codes it reads (or the case attributes ``declared``), the cases of ``units`` and
    the other rows."""
    cases = tuple(case.id for case in units.cases)
    reader = _Rows({code_id: placed.code for code_id, placed in codes.items()}, scales, declared, cases, residual)
    return reader.read(top)


class _Rows:
    def __init__(
        self,
        codes: Mapping[str, Code],
        scales: Mapping[str, Scale],
        declared: Mapping[str, CaseAttribute],
        cases: tuple[str, ...],
        residual: bool,
    ) -> None:
        self._codes = codes
        self._scales = scales
        self._declared = declared
        self._cases = cases
        self._residual = residual
        self._below: dict[str, list[Code]] = {}
        for code in codes.values():
            if code.parent is not None and not code.retired:
                self._below.setdefault(code.parent, []).append(code)

    def read(self, top: Fields) -> Rows:
        ids, read_codes = Once(top.reading, "row"), Once(top.reading, "code of a row", "one row reads one code")
        placed: dict[str, tuple[Row, Fields]] = {}
        facts: list[FactRow] = []
        for fields in top.each("rows", "a row", _KEYS):
            if is_fact_row(fields):
                fact = read_fact_row(fields, self._declared)
                if fact.id and ids.take(fact.id, fields.line("id")):
                    facts.append(fact)
                continue
            row = self._row(fields)
            if row.id and ids.take(row.id, fields.line("id")):
                placed[row.id] = (row, fields)
                if row.code:
                    read_codes.take(row.code, fields.line("code"))
        answers = {row.id: (row.kind.by_level, self._answers(row)) for row, _ in placed.values()}
        rows = []
        for row, fields in placed.values():
            for line, name in fields.placed_names("check_from_rows"):
                if name not in placed:
                    what = f"{fields.what} is checked from the unknown row {shown(name)}"
                    fields.reading.report(line, what, nearest(name, placed))
            rows.append(replace(row, expect=read_expectations(fields, row.id, answers)))
        values = {row_id: () if by_level else known for row_id, (by_level, known) in answers.items()}
        return Rows(tuple(rows), values, tuple(facts))

    def _answers(self, row: Row) -> tuple[str, ...]:
        """Level ids or values, by the kind of the row."""
        if row.kind.by_level:
            code = self._codes.get(row.code)
            scale = self._scales.get(code.scale or "") if code is not None else None
            return tuple(level.id for level in scale.levels) if scale is not None else ()
        values = tuple(code.value for code in self._below.get(row.code, ()))
        return (*values, RESIDUAL) if self._residual else values

    def _row(self, fields: Fields) -> Row:
        row_id = fields.name()
        fields.what = f"the row {shown(row_id)}" if row_id else fields.what
        kind = RowKind(fields.choice("kind", (*RowKind, KIND)) or RowKind.ONE)
        code = self._code(fields)
        if code is not None and fields.get("kind") is not None:
            self._kind_fits(fields, kind, code)
        if fields.get("check_from_rows") is not None and not kind.by_level:
            fields.report("check_from_rows", "has check_from_rows, which only ratings have", "remove it")
        if fields.get("attribute") is not None:
            fields.report("attribute", f"has an attribute, which only rows of kind {KIND} show", f"kind: {KIND}")
        return Row(
            id=row_id,
            code=code.id if code is not None else "",
            kind=kind,
            group=self._group(fields, code),
            label=fields.label("label", one_line=True),
            printed_block=fields.text("printed_block") or None,
            block=fields.label("block", one_line=True),
            order=self._order(fields, kind, code),
            join=_join(fields),
            render=_template(fields, "render", "{}", ("",)),
            header=fields.flag("header"),
            check_from_rows=fields.names("check_from_rows"),
            gloss=fields.flag("gloss"),
            fitted_to=self._fitted_to(fields),
            derivation=read_own_parameters(fields),
        )

    def _fitted_to(self, fields: Fields) -> tuple[str, ...] | None:
        """The cases that the author of the expectations had seen; cases that are left open may have any name."""
        if fields.get("fitted_to") is None:
            return None
        if fields.get("expect") is None:
            fields.report("fitted_to", "has fitted_to, but no expect that could be fitted", "remove fitted_to")
        once = Once(fields.reading, f"case of fitted_to of {fields.what}", "keep one of them")
        for line, name in fields.placed_names("fitted_to"):
            if once.take(name, line) and self._cases and name not in self._cases:
                what = f"{fields.what} is fitted to the unknown case {shown(name)}"
                fields.reading.report(line, what, nearest(name, self._cases))
        return fields.names("fitted_to")

    def _code(self, fields: Fields) -> Code | None:
        name = fields.name("code")
        if name and name not in self._codes:
            fields.report("code", f"reads the unknown code {shown(name)}", nearest(name, self._codes))
        code = self._codes.get(name)
        if code is not None and code.retired:
            fields.report("code", f"reads the retired code {shown(name)}", "remove the row")
        return code

    def _kind_fits(self, fields: Fields, kind: RowKind, code: Code) -> None:
        wanted = CodeKind.LEVEL if kind.by_level else CodeKind.ROW
        if code.kind is not wanted:
            applies = "level" if kind.by_level else "value"
            what = f"is of kind {kind}, but its code {shown(code.id)} has not applies: {applies}"
            kinds = [str(other) for other in RowKind if other.by_level is not kind.by_level]
            fields.report("kind", what, f"applies: {applies} at the code, or one of {', '.join(kinds)} here")

    def _group(self, fields: Fields, code: Code | None) -> str:
        """The group as given, else the nearest group above the code, else ""."""
        name = fields.name("group", required=False)
        if name:
            group = self._codes.get(name)
            if group is None or group.kind is not CodeKind.GROUP:
                groups = [code.id for code in self._codes.values() if code.kind is CodeKind.GROUP]
                fields.report("group", f"names the unknown group {shown(name)}", nearest(name, groups))
            return name
        while code is not None and code.kind is not CodeKind.GROUP:
            code = self._codes.get(code.parent or "")
        return code.id if code is not None else ""

    def _order(self, fields: Fields, kind: RowKind, code: Code | None) -> tuple[str, ...]:
        """The values of an ordinal row, lowest first: each once; absent values and qualifiers may stay out."""
        order = fields.placed_names("order")
        names = tuple(name for _, name in order)
        if kind is not RowKind.ORDINAL:
            if fields.get("order") is not None and fields.get("kind") is not None:
                fields.report("order", "has an order, which only ordinal rows have", "kind: ordinal, or remove order")
            return names
        if fields.get("order") is None:
            fields.missing("order", "list its values, lowest first")
        if code is None or code.kind is not CodeKind.ROW:
            return names
        values = {value.value: value for value in self._below.get(code.id, ())}
        once = Once(fields.reading, f"value in order of {fields.what}", "keep one of them")
        for line, name in order:
            if once.take(name, line) and name not in values:
                what = f"order of {fields.what} names the unknown value {shown(name)}"
                fields.reading.report(line, what, nearest(name, values))
        left_out = [
            name for name, value in values.items() if name not in names and not (value.absent or value.qualifier)
        ]
        if left_out and order:
            fields.report("order", f"leaves out of its order: {', '.join(left_out)}", "order all values, lowest first")
        return names


def _join(fields: Fields) -> Join:
    part = fields.part("join", _JOIN_KEYS)
    if part is None:
        return Join()
    default = Join()
    return Join(
        all=part.raw_by_language("all", default.all),
        qualifier=part.raw_by_language("qualifier", default.qualifier),
        range=_template(part, "range", default.range, ("lead", "other")),
        dual=_template(part, "dual", default.dual, ("a", "b")),
    )


def _template(fields: Fields, key: str, default: Text, places: tuple[str, ...]) -> Text:
    """A text, or texts by language, with exactly these places in braces, each once, and nothing else in braces."""
    text = fields.raw_by_language(key, default)
    for one in (text,) if isinstance(text, str) else text.values():
        if not _has_places(one, places):
            wanted = " and ".join("{" + place + "}" for place in places)
            fields.report(key, f"has {key}: {shown(one)}", f"a text with {wanted} in it, once each")
            return default
    return text


def _has_places(text: str, places: tuple[str, ...]) -> bool:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return False
    plain = all(not spec and conversion is None for _, name, spec, conversion in parts if name is not None)
    return plain and sorted(name for _, name, _, _ in parts if name is not None) == sorted(places)


def read_tables(top: Fields, rows: Rows, units: Units, declared: Mapping[str, CaseAttribute]) -> tuple[Table, ...]:
    """Which rows print in which order, over the cases or over the values of an attribute of theirs."""
    known = (*rows.values, *(fact.id for fact in rows.facts))
    sorting = {name: attribute for name, attribute in declared.items() if attribute.values}
    ids = Once(top.reading, "table")
    tables = []
    for fields in top.each("tables", "a table", _TABLE_KEYS):
        table_id = fields.name()
        fields.what = f"the table {shown(table_id)}" if table_id else fields.what
        title = fields.label("title", one_line=True)
        if not title:
            fields.missing("title", "add title: and what is printed above the table")
        columns = fields.name("columns", required=False) or units.id
        if columns in sorting:
            without = [case.id for case in units.cases if columns not in case.attributes]
            if without:
                what = f"has the columns {shown(columns)}, which {', '.join(without)} lacks"
                fields.report("columns", what, f"attributes: {{{columns}: …}} at the case")
        elif columns != units.id:
            what = f"has the columns {shown(columns)}, but the case attribute is {shown(units.id)}"
            if columns in declared:
                what = f"has the columns {shown(columns)}, a case attribute without values:"
            fields.report("columns", what, "columns: " + " or ".join((units.id, *sorting)))
        once = Once(top.reading, f"row of {fields.what}", "keep one of them")
        names = fields.placed_names("rows")
        if not names:
            fields.missing("rows", "list the rows it prints")
        for line, name in names:
            if name not in known:
                top.reading.report(line, f"{fields.what} names the unknown row {shown(name)}", nearest(name, known))
            once.take(name, line)
        if table_id and ids.take(table_id, fields.line("id")):
            tables.append(Table(table_id, title, columns, tuple(name for _, name in names)))
    return tuple(tables)
