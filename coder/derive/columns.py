"""The columns of a table: the cases, or the values of an attribute by which cases are taken together (pure).

A column of cases taken together is named ``attribute=value``; such a name goes wherever the id of a case goes, so a
cell of it is traced and judged like any other.
"""

from __future__ import annotations

from collections.abc import Iterable

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.facts import CaseAttribute, FactRow
from coder.model.overview import Cell, OverviewRow, State
from coder.model.words import word

ROW_KIND = "attribute"  # of overview rows that show what is given, not what is derived


def named(attribute: str, value: str) -> str:
    """The column of the cases that have a value of an attribute."""
    return f"{attribute}={value}"


def column_of(codebook: Codebook, attribute: str) -> dict[str, str]:
    """The column each case stands in, by case; empty if each is its own (``attribute`` is the case attribute)."""
    if attribute == codebook.case_attribute:
        return {}
    found = ((case.id, codebook.text(case.attributes.get(attribute, {}))) for case in codebook.cases)
    return {case: named(attribute, value) for case, value in found if value}


def column_containing(codebook: Codebook, case: str) -> dict[str, str]:
    """As ``column_of``, by the name of a case or column; a case takes in no others."""
    attribute, sign, _ = case.partition("=")
    return column_of(codebook, attribute) if sign and attribute in _sorting(codebook) else {}


def labels(codebook: Codebook, attribute: str, language: str | None) -> dict[str, str]:
    """What the columns over an attribute (of documents or cases) are called, in the order of the codebook."""
    if attribute == codebook.case_attribute:
        return {case.id: codebook.text(case.label, language) or case.id for case in codebook.cases}
    values = _sorting(codebook)[attribute].values
    used = set(column_of(codebook, attribute).values())
    called = {named(attribute, value.id): codebook.text(value.label, language) or value.id for value in values}
    return {column: label for column, label in called.items() if column in used}


def label(codebook: Codebook, case: str, language: str | None = None) -> str:
    """What a case or a column is called; as it is written if the codebook does not know it."""
    attribute, _, _ = case.partition("=")
    known = attribute if attribute in _sorting(codebook) else codebook.case_attribute
    return labels(codebook, known, language).get(case, case)


def check_known(codebook: Codebook, case: str) -> None:
    """Raises CoderError for a case or column that the codebook does not have."""
    attribute, sign, _ = case.partition("=")
    if not sign or attribute not in _sorting(codebook):
        codebook.case(case)
        return
    known = labels(codebook, attribute, None)
    if case not in known:
        raise CoderError(f"the codebook has no cases with {case!r}", hint="known: " + ", ".join(known))


def fact_row(codebook: Codebook, row: FactRow, columns: Iterable[str], language: str | None) -> OverviewRow:
    """An attribute of the cases as a row of a table; cases taken together show each its own unless they agree."""
    (attribute,) = (one for one in codebook.case_attributes if one.id == row.attribute)
    name = codebook.text(row.label or attribute.label, language)
    unit = codebook.text(attribute.unit, language)
    tag = language or codebook.default_language
    called = word("unit", tag).format(label=name, unit=unit) if unit else name
    texts = {column: _fact(codebook, attribute, column, language) for column in columns}
    return OverviewRow(
        id=row.id,
        label=called,
        kind=ROW_KIND,
        group="",
        group_label="",
        block=codebook.text(row.block, language),
        header=False,
        cells={column: Cell(text=text, printed=text, state=State.GIVEN) for column, text in texts.items()},
        source=codebook.text(attribute.source, language),
    )


def _fact(codebook: Codebook, attribute: CaseAttribute, column: str, language: str | None) -> str:
    of = column_containing(codebook, column)
    values = {value.id: codebook.text(value.label, language) for value in attribute.values}
    found = {}
    for case in codebook.cases:
        if of.get(case.id, case.id) == column and attribute.id in case.attributes:
            text = codebook.text(case.attributes[attribute.id], language)
            found[codebook.text(case.label, language)] = values.get(text, text)
    if len(set(found.values())) <= 1:
        return next(iter(found.values()), "")
    tag = language or codebook.default_language
    return "; ".join(word("source", tag).format(label=case, source=text) for case, text in found.items())


def _sorting(codebook: Codebook) -> dict[str, CaseAttribute]:
    return {attribute.id: attribute for attribute in codebook.case_attributes if attribute.values}
