"""How firmly cells stand, cell by cell: the same as the report of the whole table, and known again while it holds."""

from __future__ import annotations

import pytest

from coder.model.overview import State
from coder.sample import make_sample
from coder.study import Study


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return make_sample(tmp_path_factory.mktemp("sample") / "study", "MK")


def test_cell_by_cell_is_what_the_report_says(sample: Study) -> None:
    report = sample.robustness("tab1")
    number, found = sample.stood("tab1")
    cells = [one.checks for one in found]
    assert (number, tuple(cells)) == (len(report.cells), report.cells)


def test_what_is_known_comes_back_as_it_is_until_its_evidence_changes(sample: Study) -> None:
    _, found = sample.stood("tab2")
    known = {(one.checks.row, one.checks.case): one for one in found}
    _, again = sample.stood("tab2", known=known)
    assert all(one is known[one.checks.row, one.checks.case] for one in again)
    coding = next(one for one in sample.codings(today=True) if one.code.startswith("innovation."))
    sample.uncode([coding.id])
    _, after = sample.stood("tab2", known=known)
    fresh = [one.checks for one in after if one is not known[one.checks.row, one.checks.case]]
    assert fresh
    assert {one.row for one in fresh} == {coding.code}
    sample.undo()


def test_beside_one_cell_stands_what_the_table_has(sample: Study) -> None:
    for table in ("tab1", "tab2"):
        found = sample.overview(table, checked=True)
        row = next(one for one in found.rows if one.expectations or one.factor_checks)
        for column in found.columns[:2]:
            beside = sample.beside(row.id, column.id)
            assert beside.checks == row.robustness[column.id]
            assert beside.expected == row.expectations.get(column.id)
            assert beside.factor == row.factor_checks.get(column.id)
            assert bool(beside.because or beside.unknown) == (beside.expected is not None)
    assert any(cell.state is State.VALUE for cell in row.cells.values())
