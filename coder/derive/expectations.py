"""Expectations and factor checks of a table, told beside the derived marks (method 2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coder.derive.checks import check_factor, decided, expect
from coder.derive.columns import column_of
from coder.derive.overlay import in_words
from coder.model.codebook import Codebook, Condition, Row, Table, Test
from coder.model.expectations import ExpectationReport, ExpectedCell, ExpectedRow, FactorCell, Verdict
from coder.model.interview import Named
from coder.model.overview import Cell, Overview

BLANK = "(blank)"
OTHERWISE = "no rule holds"
_TESTS = {Test.IS: "is", Test.EQUALS: "is just", Test.HAS: "has", Test.LACKS: "lacks"}


def expectations(
    codebook: Codebook, table: Table, everything: Overview, language: str | None = None
) -> ExpectationReport:
    """The report on the rows of a table; ``everything`` has all derived rows of the codebook over its columns."""
    of_case: dict[str, dict[str, Cell]] = {
        column.id: {row.id: row.cells[column.id] for row in everything.rows} for column in everything.columns
    }
    labels = {column.id: column.label for column in everything.columns}
    facts = {row.id for row in codebook.fact_rows}
    rows = [codebook.row(row) for row in table.rows if row not in facts]
    together = column_of(codebook, table.columns or codebook.case_attribute)
    return ExpectationReport(
        table=table.id,
        title=codebook.text(table.title, language),
        codebook=codebook.id,
        version=codebook.version,
        rows=tuple(
            ExpectedRow(row.id, codebook.row_label(row, language), len(row.expect), row.fitted_to)
            for row in rows
            if row.expect
        ),
        cells=tuple(
            _expected(codebook, row, Named(case, labels[case]), cells, together, language)
            for row in rows
            if row.expect
            for case, cells in of_case.items()
        ),
        factors=tuple(_factors(codebook, rows, of_case, labels, language)),
    )


def _expected(
    codebook: Codebook,
    row: Row,
    case: Named,
    cells: Mapping[str, Cell],
    together: Mapping[str, str],
    language: str | None,
) -> ExpectedCell:
    check = expect(codebook, row, cells[row.id], cells)
    place, unknown = decided(row, cells)
    if check is None or check.mark is None:
        verdict = Verdict.UNDETERMINED
    elif check.met is None:
        verdict = Verdict.NOTHING_DERIVED
    else:
        verdict = Verdict.HIT if check.met else Verdict.MISS
    because = OTHERWISE if place is None else in_plain_words(codebook, row.expect[place].when, language)
    return ExpectedCell(
        row=row.id,
        row_label=codebook.row_label(row, language),
        case=case.id,
        case_label=case.label,
        derived=in_words(cells[row.id]),
        expected=None if check is None or check.mark is None else check.mark or BLANK,
        verdict=verdict,
        because=because,
        unknown=tuple(Named(name, codebook.row_label(codebook.row(name), language)) for name in unknown),
        seen=_seen(row, case.id, together),
    )


def _seen(row: Row, case: str, together: Mapping[str, str]) -> bool | None:
    """Whether the author of the rules had seen a cell; one of cases taken together is seen if one of them was."""
    if row.fitted_to is None:
        return None
    return any(together.get(one, one) == case for one in row.fitted_to)


def _factors(
    codebook: Codebook,
    rows: Sequence[Row],
    of_case: Mapping[str, Mapping[str, Cell]],
    labels: Mapping[str, str],
    language: str | None,
) -> Iterable[FactorCell]:
    for row in rows:
        for case, cells in of_case.items():
            check = check_factor(codebook, row, cells[row.id], cells)
            if check is not None:
                yield FactorCell(
                    row=row.id,
                    row_label=codebook.row_label(row, language),
                    case=case,
                    case_label=labels[case],
                    derived=in_words(cells[row.id]),
                    mark=check.mark or BLANK,
                    score=check.score,
                    steps_apart=check.steps_apart,
                )


def in_plain_words(codebook: Codebook, condition: Condition, language: str | None = None) -> str:
    """A condition as a sentence would have it: ``Technology base is ++ and Focus of competence has public``."""
    if condition.row is not None and condition.test is not None:
        row = codebook.row(condition.row)
        if row.kind.by_level:
            names = {level.id: level.mark or BLANK for level in codebook.scale_of(row).levels}
        else:
            names = {code.value: codebook.text(code.label, language) for code in codebook.values(row)}
        between = " or " if condition.test is Test.IS else " and "
        values = between.join(names.get(value, value) for value in condition.values)
        return f"{codebook.row_label(row, language)} {_TESTS[condition.test]} {values}"
    parts = [in_plain_words(codebook, part, language) for part in condition.parts]
    if condition.op == "not":
        return f"not ({parts[0]})"
    inner = [
        f"({text})" if part.op in ("all", "any") else text for part, text in zip(condition.parts, parts, strict=True)
    ]
    return (" and " if condition.op == "all" else " or ").join(inner)
