"""Attributes of cases: their declaration, what each case has, and the rows that show them."""

from __future__ import annotations

from collections.abc import Mapping

from coder.codebook.fields import Fields, Once
from coder.codebook.problem import nearest, shown
from coder.model.facts import CaseAttribute, CaseGroup, FactRow
from coder.model.labels import Label

KIND = "attribute"  # of the rows that show one

_KEYS = ("id", "label", "unit", "source", "values", "note")
_VALUE_KEYS = ("id", "label")
_ROW_KEYS = ("id", "kind", "attribute", "label", "block")


def read_case_attributes(top: Fields) -> dict[str, CaseAttribute]:
    """The declared attributes of cases by id; without a declaration there are none."""
    ids = Once(top.reading, "case attribute")
    found = {}
    for part in top.each("case_attributes", "an attribute of cases", _KEYS):
        name = part.name()
        part.what = f"the case attribute {shown(name)}" if name else part.what
        part.text("note")
        label = part.label("label", one_line=True)
        if not label:
            part.missing("label", "add label: and what it is called")
        values = _values(part)
        unit, source = part.label("unit", one_line=True), part.label("source", one_line=True)
        if name and ids.take(name, part.line("id")):
            found[name] = CaseAttribute(name, label, unit, source, values)
    return found


def _values(fields: Fields) -> tuple[CaseGroup, ...]:
    ids, found = Once(fields.reading, f"value of {fields.what}"), []
    for part in fields.each("values", f"a value of {fields.what}", _VALUE_KEYS):
        name = part.name()
        label = part.label("label", one_line=True)
        if not label:
            part.missing("label", "add label: and what it is called")
        if name and ids.take(name, part.line("id")):
            found.append(CaseGroup(name, label))
    return tuple(found)


def read_attributes_of(case: Fields, declared: Mapping[str, CaseAttribute]) -> dict[str, Label]:
    """What a case has of the declared attributes, numbers as they are written."""
    part = case.part("attributes", declared)
    if part is None:
        return {}
    part.what = f"attributes of {case.what}"
    found: dict[str, Label] = {}
    for name, attribute in declared.items():
        if part.get(name) is None:
            continue
        if not attribute.values:
            label = part.label(name, one_line=True)
            if label:
                found[name] = label
            continue
        known = [value.id for value in attribute.values]
        value = part.name(name)
        if value in known:
            found[name] = {part.reading.default_language: value}
        elif value:
            part.report(name, f"has the {name} {shown(value)}", nearest(value, known))
    return found


def is_fact_row(fields: Fields) -> bool:
    """Whether a row shows an attribute of the cases instead of reading a code."""
    entry = fields.node.entries.get("kind")
    return entry is not None and getattr(entry[1], "text", "") == KIND


def read_fact_row(fields: Fields, declared: Mapping[str, CaseAttribute]) -> FactRow:
    """A row that shows an attribute."""
    row_id = fields.name()
    fields.what = f"the row {shown(row_id)}" if row_id else fields.what
    for key, _ in fields.node.entries.values():
        if key.text not in _ROW_KEYS:
            fields.report(key.text, f"has {key.text}, which a row of kind {KIND} has not", "remove it")
    name = fields.name("attribute")
    if name and name not in declared:
        repair = nearest(name, declared) if declared else "declare it under case_attributes:"
        fields.report("attribute", f"shows the unknown case attribute {shown(name)}", repair)
    return FactRow(row_id, name, fields.label("label", one_line=True), fields.label("block", one_line=True))
