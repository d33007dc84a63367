"""Cases with their documents, and attributes in as many columns as fit (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coder.formats.overview.notes import GIVEN
from coder.model.codebook import Attribute, Case, Codebook
from coder.model.consent import QUOTABLE, Consent
from coder.model.report import DocumentSummary
from coder.tui.codes.describe import case_label
from coder.tui.text.cells import fit, one_line, visible
from coder.tui.text.runs import Run, Runs

_LONGEST_NAME, _LONGEST_VALUE = 24, 18  # cells; more stands in the detail lines
_INDENT = 3
MEMO = "✎"


@dataclass(frozen=True, slots=True)
class Group:
    """A case (None: no case) and the documents that belong to it."""

    case: str | None
    documents: tuple[DocumentSummary, ...]

    @property
    def interviews(self) -> int:
        """How many interviews its documents are."""
        return len({name for one in self.documents for name in one.interviews})


def groups(codebook: Codebook, documents: Sequence[DocumentSummary]) -> list[Group]:
    """Every case of the codebook, then those only documents name, then what belongs to none; documents in order."""
    cases: dict[str | None, list[DocumentSummary]] = {case.id: [] for case in codebook.cases}
    for one in sorted(documents, key=lambda one: one.case is None):
        cases.setdefault(one.case, []).append(one)
    return [Group(case, tuple(found)) for case, found in cases.items()]


def attribute_names(codebook: Codebook, documents: Sequence[DocumentSummary]) -> list[str]:
    """The attributes of the codebook in its order, then what documents have beyond them."""
    declared = [attribute.id for attribute in codebook.attributes]
    declared += [] if codebook.case_attribute in declared else [codebook.case_attribute]
    return [*declared, *sorted({name for one in documents for name in one.attributes} - set(declared))]


def attribute(codebook: Codebook, name: str) -> Attribute:
    """What the codebook says of an attribute; it takes any text if it says nothing."""
    declared = next((one for one in codebook.attributes if one.id == name), None)
    if declared is None and name == QUOTABLE:
        return Attribute(name, "choice", values=tuple(Consent))
    kind = "case" if name == codebook.case_attribute else "text"
    return declared or Attribute(name, kind)


@dataclass(frozen=True, slots=True)
class Columns:
    """Width of the names, and attributes with the width of their column."""

    name: int
    attributes: tuple[tuple[str, int], ...]


def columns(codebook: Codebook, documents: Sequence[DocumentSummary], width: int) -> Columns:
    """As many attributes as fit; the case stands above the documents and needs no column."""
    longest = max((cell_len(one_line(one.name)) for one in documents), default=8)
    name = max(8, min(longest, _LONGEST_NAME))
    used, found = _INDENT + name, []
    for key in attribute_names(codebook, documents):
        if key == codebook.case_attribute or attribute(codebook, key).kind == "case":
            continue
        cells = max((cell_len(one_line(one.attributes.get(key, ""))) for one in documents), default=0)
        wanted = min(max(cells, cell_len(one_line(key))), _LONGEST_VALUE)
        if used + 2 + wanted > width:
            break
        found.append((key, wanted))
        used += 2 + wanted
    return Columns(name, tuple(found))


def heads(shown: Columns) -> str:
    """The line above the list."""
    cells = "".join(f"  {fit(one_line(name), width)}" for name, width in shown.attributes)
    return " " * _INDENT + fit("document", shown.name) + cells


def case_runs(codebook: Codebook, group: Group, memo: bool) -> Runs:
    """The line of a case."""
    label = case_label(codebook, group.case) if group.case is not None else f"no {one_line(codebook.case_attribute)}"
    numbers = _counted(group.interviews, "interview") if group.documents else "no interviews"
    if len(group.documents) != group.interviews:
        numbers += f", {_counted(len(group.documents), 'document')}"
    return ((f" {label}", "strong"), (f"  {numbers}", "dim"), (f"  {MEMO}" if memo else "", "accent"))


def document_runs(one: DocumentSummary, shown: Columns, memo: bool) -> Runs:
    """The line of a document."""
    cells = "".join(f"  {fit(one_line(one.attributes.get(name, '·')), width)}" for name, width in shown.attributes)
    name = fit(one_line(one.name), shown.name)
    return ((" " * _INDENT + name, "plain"), (cells, "dim"), (f" {MEMO}" if memo else "", "accent"))


def case_page(codebook: Codebook, group: Group, memo: str) -> list[Run]:
    """Everything about a case."""
    if group.case is None:
        return [
            (f"No {one_line(codebook.case_attribute)}", "strong"),
            ("These documents stand in no column of the overview: e on one sets what it belongs to.", "plain"),
        ]
    runs: list[Run] = [(case_label(codebook, group.case), "strong")]
    known = next((case for case in codebook.cases if case.id == group.case), None)
    if known is not None:
        others = [f"{tag} {one_line(text)}" for tag, text in known.label.items() if tag != codebook.default_language]
        runs.append((" · ".join(others), "plain"))
    words = sum(one.words for one in group.documents)
    documents = _counted(len(group.documents), "document")
    runs.append((f"{_counted(group.interviews, 'interview')}, {documents}, {words:,} words", "plain"))
    if known is not None and known.aliases:
        runs.append((f"also called {', '.join(map(one_line, known.aliases))}", "plain"))
    if known is not None:
        runs.append((one_line(known.note), "dim"))
        runs += _given(codebook, known)
    return [run for run in (*runs, *_memo(memo)) if run[0]]


def _given(codebook: Codebook, case: Case) -> list[Run]:
    """What is known of a case from elsewhere: shown beside what is derived, never derived from."""
    runs: list[Run] = []
    for attribute in codebook.case_attributes:
        if attribute.id in case.attributes:
            text = codebook.text(case.attributes[attribute.id])
            named = {value.id: codebook.text(value.label) for value in attribute.values}
            unit = codebook.text(attribute.unit)
            words = f"{codebook.text(attribute.label)}: {named.get(text, text)}{f' {unit}' if unit else ''}"
            runs.append((f"{one_line(words)} {GIVEN[0]}", "plain"))
    return runs


def document_page(codebook: Codebook, one: DocumentSummary, names: Sequence[str], memo: str) -> list[Run]:
    """Everything about a document: all attributes, those not set as well."""
    facts = (f"interview {one_line(one.interview)}", one_line(one.language), f"{one.words:,} words",
             _counted(one.turns, "turn"), f"from {one_line(one.source_name)}")  # fmt: skip
    runs: list[Run] = [(one_line(one.name), "strong"), (" · ".join(facts), "dim")]
    runs += [_stated(codebook, name, one.attributes) for name in names]
    return [*runs, *_memo(memo)]


def _stated(codebook: Codebook, name: str, attributes: Mapping[str, str]) -> Run:
    spec, value = attribute(codebook, name), attributes.get(name)
    if value is None:
        missing = "not set, but required" if spec.required else "not set"
        return f"  {one_line(name)}: {missing}", "accent" if spec.required else "dim"
    shown = case_label(codebook, value) if spec.kind == "case" else one_line(value)
    return f"  {one_line(name)}: {shown}", "plain"


def _memo(memo: str) -> list[Run]:
    return [(visible(line), "accent") for line in f"memo: {memo}".splitlines()] if memo else []


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
