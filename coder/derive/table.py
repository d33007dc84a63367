"""The overview: every row of a table over every case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coder.derive.asked import NOBODY_ASKED, Asked, Guided, as_asked
from coder.derive.cells import derive
from coder.derive.checks import check_factor, expect
from coder.derive.columns import fact_row
from coder.derive.columns import labels as column_labels
from coder.derive.overlay import evidence_hash, hash_of, overlay
from coder.derive.profiles import profiles
from coder.model.codebook import Codebook, Row, Table
from coder.model.judgement import Judgement
from coder.model.overview import (
    Cell,
    Column,
    Evidence,
    ExpectationCheck,
    FactorCheck,
    Overview,
    OverviewRow,
    Profile,
    ShownCell,
)

CodersOf = Mapping[str, frozenset[str]]
Judgements = Mapping[tuple[str, str], Judgement]  # by row and case


def profiles_by_case(
    codebook: Codebook, row: Row, evidence: Iterable[Evidence], coders_of: CodersOf
) -> dict[str, dict[str, Profile]]:
    """Profiles of a row by case and interview; ``evidence`` is that of the row."""
    by_case: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_case[piece.case].append(piece)
    params = codebook.parameters_of(row)
    return {case: profiles(codebook, row, pieces, coders_of, params) for case, pieces in by_case.items()}


def by_row(codebook: Codebook, evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Evidence sorted to the rows it feeds, by row id; codes without a row feed none."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        row = codebook.row_of.get(piece.code.removesuffix("."))  # "row.": said on the row, of no value yet
        if row is not None:
            found[row.id].append(piece)
    return found


def columns_of(
    codebook: Codebook,
    attribute: str,
    evidence_of: Mapping[str, Iterable[Evidence]],
    interviews: Iterable[str],
    language: str | None,
) -> dict[str, str]:
    """What the columns over an attribute ("": the cases) are called, by id: those of the codebook, then those that
    only the study knows, by id."""
    known = column_labels(codebook, attribute or codebook.case_attribute, language)
    used = {piece.case for pieces in evidence_of.values() for piece in pieces} | set(interviews)
    return known | {case: case for case in sorted(used - set(known))}


def overview(
    codebook: Codebook,
    table: Table,
    evidence: Iterable[Evidence],
    coders_of: CodersOf,
    interviews: Mapping[str, int],
    judgements: Judgements,
    language: str | None = None,
    asked: Asked = NOBODY_ASKED,
) -> Overview:
    """Derive a table and lay over its cells what analysts judged. ``interviews`` counts the interviews of each column,
    ``asked`` says which questions of the guide were asked in them.

    The columns are the codebook's cases, then those that only the study knows (by id). A table over an attribute of
    cases has a column for each of its values instead; evidence and interviews come by column then (``column_of``).
    """
    evidence_of = by_row(codebook, evidence)
    labels = columns_of(codebook, table.columns, evidence_of, interviews, language)
    cells: dict[str, dict[str, Cell]] = {}
    facts, guide = {row.id: row for row in codebook.fact_rows}, Guided(interviews, asked)
    own_rows = [row_id for row_id in table.rows if row_id not in facts]
    wanted = {row_id: codebook.row(row_id) for row_id in (*own_rows, *consulted(codebook, own_rows))}
    for row in wanted.values():
        found = profiles_by_case(codebook, row, evidence_of.get(row.id, ()), coders_of)
        params = codebook.parameters_of(row)
        derived = {case: derive(codebook, row, found.get(case, {}), params, language) for case in labels}
        cells[row.id] = {case: as_asked(codebook, row, case, cell, guide) for case, cell in derived.items()}
    of_case = {case: {row_id: cells[row_id][case] for row_id in cells} for case in labels}
    judged: dict[str, dict[str, ShownCell]] = defaultdict(dict)
    for (row_id, case), judgement in judgements.items():
        if row_id in cells and case in labels:
            pieces = [piece for piece in evidence_of.get(row_id, ()) if piece.case == case]
            cell, params = cells[row_id][case], codebook.parameters_of(wanted[row_id])
            now = hash_of(cell, evidence_hash(codebook, wanted[row_id], pieces, coders_of, params))
            judged[row_id][case] = overlay(codebook, wanted[row_id], cell, judgement, now, language)
    return Overview(
        table=table.id,
        title=codebook.text(table.title, language),
        codebook=codebook.id,
        version=codebook.version,
        columns=tuple(Column(case, label, interviews.get(case, 0)) for case, label in labels.items()),
        rows=tuple(
            fact_row(codebook, facts[row_id], labels, language)
            if row_id in facts
            else _row(codebook, wanted[row_id], of_case, judged[row_id], language)
            for row_id in table.rows
        ),
    )


def consulted(codebook: Codebook, rows: Sequence[str]) -> list[str]:
    """Rows outside the table that the checks and expectations of its rows read."""

    def read(row: Row) -> Iterable[str]:
        yield from row.check_from_rows
        stack = [rule.when for rule in row.expect]
        while stack:
            condition = stack.pop()
            stack.extend(condition.parts)
            if condition.row is not None:
                yield condition.row

    return [row_id for own in rows for row_id in read(codebook.row(own)) if row_id not in rows]


def _row(
    codebook: Codebook,
    row: Row,
    of_case: Mapping[str, Mapping[str, Cell]],
    judged: Mapping[str, ShownCell],
    language: str | None,
) -> OverviewRow:
    factor_checks: dict[str, FactorCheck] = {}
    expectations: dict[str, ExpectationCheck] = {}
    for case, cells in of_case.items():
        factor = check_factor(codebook, row, cells[row.id], cells)
        if factor is not None:
            factor_checks[case] = factor
        expectation = expect(codebook, row, cells[row.id], cells)
        if expectation is not None:
            expectations[case] = expectation
    return OverviewRow(
        id=row.id,
        label=codebook.row_label(row, language),
        kind=row.kind.value,
        group=row.group,
        group_label=codebook.text(codebook.code(row.group).label, language) if row.group else "",
        block=codebook.text(row.block, language) or (row.printed_block or ""),
        header=row.header,
        cells={case: cells[row.id] for case, cells in of_case.items()},
        factor_checks=factor_checks,
        expectations=expectations,
        judged=judged,
        gloss=row.gloss,
    )
