"""An overview that is kept and follows what is coded: only the cells a change reaches are derived again.

Everything in a column (its cells, the checks and expectations that read several of them, what analysts laid over them)
comes from the evidence of that column alone. So the rows a change speaks to, and those that consult these, are derived
again over the columns it reaches, by the same function that derives the whole table; pure, like all of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from coder.derive.asked import NOBODY_ASKED, Asked
from coder.derive.table import CodersOf, Judgements, columns_of, consulted, overview
from coder.model.codebook import Codebook, Table
from coder.model.overview import Evidence, Overview, OverviewRow

ByColumn = Mapping[str, Mapping[str, tuple[Evidence, ...]]]  # evidence by column and interview


@dataclass(frozen=True, slots=True)
class Kept:
    """A derived table with all it was derived from but the codebook; arguments as for ``overview``."""

    table: Table
    language: str | None
    evidence: ByColumn
    coders_of: CodersOf
    interviews: Mapping[str, int]
    judgements: Judgements
    asked: Asked
    overview: Overview


def kept(
    codebook: Codebook,
    table: Table,
    evidence: Collection[Evidence],
    coders_of: CodersOf,
    interviews: Mapping[str, int],
    judgements: Judgements,
    language: str | None = None,
    asked: Asked = NOBODY_ASKED,
) -> Kept:
    """The whole table, derived to be kept."""
    found = overview(codebook, table, evidence, coders_of, interviews, judgements, language, asked)
    sorted_out = _by_column(codebook, evidence)
    return Kept(table, language, sorted_out, coders_of, interviews, judgements, asked, found)


def after(
    codebook: Codebook,
    before: Kept,
    changed: Collection[str],
    evidence: Iterable[Evidence],
    coders_of: CodersOf,
    judgements: Judgements,
) -> Kept:
    """The table after something was coded, or judged. ``changed`` are the interviews of which anything may be
    otherwise, ``evidence`` and ``coders_of`` all there is of these now; ``judgements`` are all of the study.

    Equal to deriving the whole anew, of the same codebook, documents and guide.
    """
    everybody = {interview: coders for interview, coders in before.coders_of.items() if interview not in changed}
    everybody |= coders_of
    present = _by_column(codebook, evidence)
    columns, reached = dict(before.evidence), defaultdict[str, set[str]](set)  # rows by column
    for column in {*before.evidence, *present}:
        own, now = before.evidence.get(column, {}), present.get(column, {})
        concerned = {*now, *(interview for interview in changed if interview in own)}
        moved = {piece for one in concerned for piece in _moved(one, own, now, before.coders_of, everybody)}
        if moved:
            reached[column] |= {codebook.row_of[piece.code.removesuffix(".")].id for piece in moved}
            columns[column] = {one: pieces for one, pieces in own.items() if one not in changed} | now
    judged = {
        place for place in {*before.judgements, *judgements} if before.judgements.get(place) != judgements.get(place)
    }
    for row, column in judged:
        reached[column].add(row)
    spoken_of = {column for column, pieces in columns.items() if pieces} | {*before.interviews}
    labels = columns_of(codebook, before.table.columns, {}, spoken_of, before.language)
    same = [*labels] == [column.id for column in before.overview.columns]

    def derived(wanted: Collection[str], table: Table) -> Overview:
        return overview(
            codebook,
            table,
            chain.from_iterable(chain.from_iterable(columns.get(one, {}).values()) for one in wanted),
            everybody,
            {column: number for column, number in before.interviews.items() if column in wanted},
            {place: judgement for place, judgement in judgements.items() if place[1] in wanted},
            before.language,
            before.asked,
        )

    if not same:
        found = derived(labels, before.table)
    else:
        given = {row.id for row in codebook.fact_rows}
        reads = {row: {row, *consulted(codebook, [row])} for row in before.table.rows if row not in given}
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)  # columns in which the same rows are reached
        for column, rows in reached.items():
            alike[tuple(row for row, read in reads.items() if not rows.isdisjoint(read))].append(column)
        anew: dict[str, dict[str, OverviewRow]] = defaultdict(dict)  # by row and column
        for wanted, where in alike.items():
            for new in derived(where, replace(before.table, rows=wanted)).rows if wanted else ():
                anew[new.id].update(dict.fromkeys(where, new))
        rows_now = tuple(_row(row, anew[row.id], labels) if row.id in anew else row for row in before.overview.rows)
        found = replace(before.overview, rows=rows_now) if anew else before.overview
    return replace(before, evidence=columns, coders_of=everybody, judgements=judgements, overview=found)


def _by_column(codebook: Codebook, evidence: Iterable[Evidence]) -> dict[str, dict[str, tuple[Evidence, ...]]]:
    """Evidence that feeds some row, by column and interview."""
    found: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for piece in evidence:
        if piece.code.removesuffix(".") in codebook.row_of:
            found[piece.case][piece.interview].append(piece)
    return {column: {interview: tuple(pieces) for interview, pieces in own.items()} for column, own in found.items()}


def _moved(
    interview: str,
    own: Mapping[str, tuple[Evidence, ...]],
    now: Mapping[str, tuple[Evidence, ...]],
    coders: CodersOf,
    everybody: CodersOf,
) -> Collection[Evidence]:
    """Evidence of an interview that came or went; all of it, if other people have coded the interview."""
    came, went = now.get(interview, ()), own.get(interview, ())
    return {*came} ^ {*went} if coders.get(interview) == everybody.get(interview) else (*came, *went)


def _row(old: OverviewRow, anew: Mapping[str, OverviewRow], columns: Iterable[str]) -> OverviewRow:
    """A row with some columns as they are now: ``anew`` holds the row derived for each of these."""
    of = {column: anew.get(column, old) for column in columns}
    return replace(
        old,
        cells={column: row.cells[column] for column, row in of.items()},
        factor_checks={column: row.factor_checks[column] for column, row in of.items() if column in row.factor_checks},
        expectations={column: row.expectations[column] for column, row in of.items() if column in row.expectations},
        judged={column: row.judged[column] for column, row in of.items() if column in row.judged},
    )
