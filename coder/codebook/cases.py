"""The units of comparison and the attributes of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.codebook.facts import read_attributes_of
from coder.codebook.fields import Fields, Once
from coder.codebook.problem import shown
from coder.model.codebook import Attribute, Case, Label
from coder.model.facts import CaseAttribute

ATTRIBUTE_KINDS = ("case", "id", "choice", "date", "text", "number")

_CASE_ATTRIBUTE_KEYS = ("id", "label", "definition", "cases")
_CASE_KEYS = ("id", "label", "aliases", "note", "attributes")
_ATTRIBUTE_KEYS = ("id", "kind", "required", "values", "note")


@dataclass(frozen=True, slots=True)
class Units:
    """Which attribute holds the case of a document, what it is called, and the cases known beforehand."""

    id: str = ""
    label: Label | None = None
    cases: tuple[Case, ...] = ()


def read_case_attribute(top: Fields, declared: Mapping[str, CaseAttribute]) -> Units:
    """The attribute whose values are the columns of the overview; ``cases: []`` leaves them open.

    ``declared`` are the attributes that cases may carry.
    """
    fields = top.part("case_attribute", _CASE_ATTRIBUTE_KEYS)
    if fields is None:
        if top.get("case_attribute") is None:
            top.missing("case_attribute", "add case_attribute: {id: case, cases: []}")
        return Units()
    fields.what = "the case attribute"
    fields.label("definition")
    return Units(fields.name(), fields.label("label", one_line=True), _cases(fields, declared))


def _cases(fields: Fields, declared: Mapping[str, CaseAttribute]) -> tuple[Case, ...]:
    if fields.get("cases") is None:
        fields.missing("cases", "add cases: with a list, [] if they are open")
    ids = Once(fields.reading, "case")
    cases = []
    for part in fields.each("cases", "a case", _CASE_KEYS):
        case_id = part.name()
        part.what = f"the case {shown(case_id)}" if case_id else part.what
        label = part.label("label", one_line=True)
        if not label:
            part.missing("label", "add label: and the name of the case")
        attributes = read_attributes_of(part, declared)
        case = Case(case_id, label, part.texts("aliases"), part.text("note"), attributes)
        if case_id and ids.take(case_id, part.line("id")):
            cases.append(case)
    return tuple(cases)


def read_attributes(top: Fields, case_attribute: str) -> tuple[Attribute, ...]:
    """The declared attributes of documents."""
    ids = Once(top.reading, "document attribute")
    attributes = []
    for part in top.each("document_attributes", "a document attribute", _ATTRIBUTE_KEYS):
        name = part.name()
        part.what = f"the document attribute {shown(name)}" if name else part.what
        kind = part.choice("kind", ATTRIBUTE_KINDS) or ""
        values = part.texts("values")
        if kind == "choice" and not values:
            part.missing("values", "list what there is to choose from")
        elif kind not in ("choice", "") and values:
            part.report("values", f"has values although its kind is {kind}", "kind: choice, or remove values")
        if kind == "case" and case_attribute and name and name != case_attribute:
            part.report("kind", f"is of kind case, but the case attribute is {shown(case_attribute)}", "rename one")
        attribute = Attribute(name, kind, part.flag("required"), values, part.text("note"))
        if name and ids.take(name, part.line("id")):
            attributes.append(attribute)
    return tuple(attributes)
