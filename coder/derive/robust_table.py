"""The checks of a whole table (method 2.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from coder.derive.asked import Guided, as_asked
from coder.derive.overlay import evidence_hash
from coder.derive.robustness import COLLAPSES, Basis, robustness
from coder.derive.table import by_row, columns_of
from coder.model.codebook import Codebook, Row, Table
from coder.model.overview import Cell, Column, Evidence, Overview, State
from coder.model.robustness import Robustness, RobustnessReport, Stood


def robust_table(
    basis: Basis, table: Table, evidence: Mapping[str, Iterable[Evidence]], interviews: Mapping[str, int]
) -> RobustnessReport:
    """Every check of every derived cell of a table; ``evidence`` by collapse, both of ``COLLAPSES``.

    ``interviews`` counts those of each column.
    """
    codebook = basis.codebook
    found = places(basis, table, evidence, interviews)
    return RobustnessReport(
        table=table.id,
        title=codebook.text(table.title, basis.language),
        codebook=codebook.id,
        version=codebook.version,
        columns=tuple(Column(case, label, interviews.get(case, 0)) for case, label in found.labels.items()),
        cells=tuple(
            robustness(basis, row, case, found.labels[case], own) for row, case, own in found.evidence(codebook)
        ),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """The derived cells of a table: its rows, the labels of its columns, and the evidence of rows by collapse."""

    rows: tuple[str, ...]
    labels: Mapping[str, str]
    by_collapse: Mapping[str, Mapping[str, list[Evidence]]]

    def __len__(self) -> int:
        return len(self.rows) * len(self.labels)

    def evidence(self, codebook: Codebook) -> Iterator[tuple[Row, str, dict[str, list[Evidence]]]]:
        """Row, case and evidence by collapse of every cell, row by row."""
        for row_id in self.rows:
            by_case: dict[str, dict[str, list[Evidence]]] = {collapse: defaultdict(list) for collapse in COLLAPSES}
            for collapse, rows in self.by_collapse.items():
                for piece in rows.get(row_id, ()):
                    by_case[collapse][piece.case].append(piece)
            row = codebook.row(row_id)
            for case in self.labels:
                yield row, case, {collapse: by_case[collapse].get(case, []) for collapse in COLLAPSES}


def places(basis: Basis, table: Table, evidence: Mapping[str, Iterable[Evidence]], interviews: Iterable[str]) -> Places:
    """The cells of a table that can be checked; arguments as for ``robust_table``."""
    codebook = basis.codebook
    by_collapse = {collapse: by_row(codebook, evidence[collapse]) for collapse in COLLAPSES}
    labels = columns_of(codebook, table.columns, by_collapse[basis.params.collapse], interviews, basis.language)
    facts = {row.id for row in codebook.fact_rows}
    return Places(tuple(row for row in table.rows if row not in facts), labels, by_collapse)


def stood(basis: Basis, found: Places, known: Mapping[tuple[str, str], Stood]) -> Iterator[Stood]:
    """The checks of a table cell by cell; of one whose evidence is that of ``known`` (by row and case) those of then.

    What is known must be of the same revision of the codebook and in the same language.
    """
    codebook = basis.codebook
    for row, case, own in found.evidence(codebook):
        params = row.parameters(basis.params)
        hashes = (evidence_hash(codebook, row, own[one], basis.coders_of, params) for one in COLLAPSES)
        evidence = " ".join(hashes)
        before = known.get((row.id, case))
        if before is not None and before.evidence == evidence:
            yield before
        else:
            yield Stood(robustness(basis, row, case, found.labels[case], own), evidence)


def as_asked_about(codebook: Codebook, report: RobustnessReport, guide: Guided) -> RobustnessReport:
    """The checks with the cells that nobody was asked about called so."""

    def asked_about(cell: Robustness) -> Robustness:
        if cell.state != State.EMPTY:
            return cell
        return replace(cell, state=as_asked(codebook, codebook.row(cell.row), cell.case, Cell(), guide).state.value)

    return replace(report, cells=tuple(map(asked_about, report.cells)))


def with_robustness(overview: Overview, report: RobustnessReport) -> Overview:
    """A table with the checks of its cells beside them."""
    of_row: dict[str, dict[str, Robustness]] = defaultdict(dict)
    for cell in report.cells:
        of_row[cell.row][cell.case] = cell
    return replace(overview, rows=tuple(replace(row, robustness=of_row[row.id]) for row in overview.rows))
