"""Which cells are robust, in the working view of every format."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from coder.formats.overview.as_json import overview_json
from coder.formats.overview.marks import remarks, shown, stability, table_cells
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import LeaveOneOut, Overview, State
from coder.model.robustness import Resampling, Robustness, Shortfall, Specification
from tests.formats.overview.sample import OVERVIEW, read

ANNOTATED = Style(annotated=True)


def checks(same: int | None = 480, *shortfalls: Shortfall, settings: int = 22) -> Robustness:
    """Checks of a cell; only what the marks read is filled in."""
    specifications = tuple(
        Specification(True, Fraction(1, 3), "median", "overlap", "x", number < settings) for number in range(24)
    )
    return Robustness(
        row="r",
        row_label="R",
        case="c",
        case_label="C",
        kind="one",
        text="x",
        printed="x",
        state="value",
        flags=(),
        k=3,
        n=4,
        dissent=(0, 4),
        interviews=4,
        stayed=3,
        left_out=LeaveOneOut(Fraction(3, 4), ("N2",)),
        resampling=None if same is None else Resampling(same, 500),
        not_resampled="",
        coders=(),
        specifications=specifications,
        sensitive=(),
        shortfalls=shortfalls,
    )


def checked(own: Robustness) -> Overview:
    rows = tuple(replace(row, robustness=dict.fromkeys(row.cells, own)) for row in OVERVIEW.rows)
    return replace(OVERVIEW, rows=rows)


def test_numbers_in_words() -> None:
    assert stability(checks(), "en") == "LOIO 3/4, resampled 96 %, spec 22/24"
    assert stability(checks(None), "de") == "LOIO 3/4, Setzungen 22/24"
    assert stability(checks(499), "en") == "LOIO 3/4, resampled 99 %, spec 22/24"  # not all, so not 100
    assert stability(checks(500), "zh") == "LOIO 3/4, 重抽样 100 %, 设定 22/24"


def test_values_are_marked_and_nothing_else_is() -> None:
    robust = table_cells(checked(checks()), ANNOTATED)
    not_robust = table_cells(checked(checks(480, Shortfall.THIN)), ANNOTATED)
    plain = table_cells(OVERVIEW, ANNOTATED)
    for row in OVERVIEW.rows:
        for case, cell in row.cells.items():
            place = row.id, case
            if cell.state is not State.VALUE:
                assert robust[place] == not_robust[place] == plain[place]
                continue
            assert "●" in robust[place].marks
            assert "○" in not_robust[place].marks
            assert robust[place].note.endswith("LOIO 3/4, resampled 96 %, spec 22/24")
            assert robust[place].used == plain[place].used | {"robust"}


def test_the_published_form_says_nothing_of_it() -> None:
    assert table_cells(checked(checks()), CLEAN) == table_cells(OVERVIEW, CLEAN)


def test_a_reader_is_told_what_the_numbers_are_only_where_there_are_any() -> None:
    assert any("no probability" in words for words in remarks(checked(checks()), ANNOTATED))
    assert not any("no probability" in words for words in remarks(OVERVIEW, ANNOTATED))


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_every_annotated_format_shows_marks_and_meaning(name: str) -> None:
    words = read(name, checked(checks(480, Shortfall.THIN)), Style(annotated=True, width=200))
    assert "○" in words
    assert "not robust" in words
    assert "LOIO" in words
    plain = read(name, checked(checks()), Style(annotated=True, width=200, ascii=True))
    assert "●" not in plain
    assert "(*)" in plain.replace("\\", "")


def test_json_has_it_where_it_was_asked_for() -> None:
    cell = overview_json(checked(checks(480, Shortfall.PIVOTAL)))["rows"][0]["cells"]["north"]
    assert list(cell)[-1] == "robustness"
    assert cell["robustness"] == {
        "robust": False,
        "shortfalls": ["pivotal"],
        "left_out": [3, 4],
        "pivotal": ["N2"],
        "resampled": [480, 500],
        "specifications": [22, 24],
        "sensitive": [],
        "coders_differing": [],
    }
    assert "robustness" not in overview_json(OVERVIEW)["rows"][0]["cells"]["north"]


def test_an_override_keeps_the_mark_of_what_is_derived() -> None:
    row = OVERVIEW.rows[0]
    case = next(case for case, cell in row.cells.items() if cell.state is State.VALUE)
    assert "●" in shown(row.shown(case), row, ANNOTATED, 0, checks()).marks
