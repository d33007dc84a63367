"""The overview as screen lines: widths, wrapping at words, what fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.formats.overview.marks import Shown, shown
from coder.formats.overview.style import Style
from coder.model.overview import Overview
from coder.tui.overview.grid import GAP, Cells, Grid, grid, lines_of
from coder.tui.text.cells import one_line
from tests.formats.overview.sample import OVERVIEW, table_of

STYLE = Style(annotated=True)
WORDS = [
    "entrepreneurial flexibility",
    "ICT",
    "light industry, agriculture",
    "subsidy-oriented",
    "++",
    "科学引领",
    "é́a ngô",
]


def cells_of(overview: Overview) -> Cells:
    return {(row.id, case): shown(row.shown(case), row, STYLE) for row in overview.rows for case in row.cells}


def laid(overview: Overview, width: int, height: int = 0) -> Grid:
    return grid(overview, cells_of(overview), width, height)


def many(cases: int) -> Overview:
    texts = [[WORDS[(line + case) % len(WORDS)] for case in range(cases)] for line in range(6)]
    return table_of([f"The region {case}" for case in range(cases)], texts)


@pytest.mark.parametrize("width", [24, 40, 79, 120, 199])
@pytest.mark.parametrize("cases", [1, 6, 31])
def test_what_is_in_view_fits_and_no_word_is_broken(width: int, cases: int) -> None:
    overview = many(cases)
    found = laid(overview, width)
    assert found.label + GAP + found.count * (found.column + GAP) - GAP <= max(width, 24)
    assert 1 <= found.count <= cases
    for band in found.bands:
        assert all(cell_len(line) <= found.label for line in band.label) or band.row is None
        for lines in band.cells:
            assert all(cell_len(line) <= found.column for line in lines)
    if width >= 40:
        whole = {word for text in WORDS for word in text.split() if cell_len(word) <= found.column}
        painted = {word for band in found.bands for lines in band.cells for line in lines for word in line.split()}
        assert {"entrepreneurial", "flexibility", "agriculture", "subsidy-oriented"} & whole <= painted


def test_a_wide_screen_shows_all_cases_and_a_small_one_as_many_as_can_be_read() -> None:
    overview = many(6)
    assert laid(overview, 199).count == 6
    assert laid(overview, 79).count == 3
    assert laid(overview, 199).column > laid(overview, 120).column


def test_a_table_of_one_case_does_not_spread_over_the_screen() -> None:
    found = laid(many(1), 199)
    assert found.column <= max(map(cell_len, WORDS)) + len("?†12/12")


def test_lines_and_bands_are_found_again() -> None:
    found = laid(OVERVIEW, 79)
    for place, band in enumerate(found.bands):
        for inner in range(band.height):
            assert found.at(found.tops[place] + inner) == (place, inner)
        if band.row is not None:
            assert found.band_of[band.row] == place
    assert [band.label for band in found.bands if band.row is None] == [(" Mood",), (" Story",)]


def test_blocks_are_set_apart_where_there_is_room() -> None:
    height = laid(OVERVIEW, 79).tops[-1] + laid(OVERVIEW, 79).head
    assert [band.label for band in laid(OVERVIEW, 79, height + 2).bands if band.row is None] == [
        ("", " Mood"),
        ("", " Story"),
    ]
    assert laid(OVERVIEW, 79, height + 1) == laid(OVERVIEW, 79)


def test_columns_are_found_under_the_mouse() -> None:
    found = laid(many(6), 79)
    first = found.label + GAP
    assert [found.column_at(x) for x in (0, first - 1, first, first + found.column + GAP, 200)] == [
        None,
        None,
        0,
        1,
        None,
    ]


def test_marks_stand_behind_the_text_or_below_but_never_within_it() -> None:
    assert lines_of(Shown("fragmented", "?†1/3"), 16) == ("fragmented?†1/3",)
    assert lines_of(Shown("fragmented", "?†1/3"), 12) == ("fragmented", "?†1/3")
    assert lines_of(Shown("科学引领", "⚑"), 8) == ("科学引领", "⚑")
    assert lines_of(Shown("", "?"), 8) == ("?",)


def test_what_would_steer_the_terminal_is_shown_as_text() -> None:
    evil = replace(table_of(["a\x1b[2J"], [["b\u202ec\nd"]]), columns=(OVERVIEW.columns[0],))
    evil = replace(evil, rows=tuple(replace(row, cells={"north": row.cells["case0"]}) for row in evil.rows))
    found = laid(evil, 79)
    painted = "".join(line for band in found.bands for lines in (band.label, *band.cells) for line in lines)
    assert "\x1b" not in painted
    assert "\u202e" not in painted
    assert "\n" not in painted


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), min_size=1, max_size=4),
    st.integers(24, 200),
)
def test_any_text_is_painted_whole_within_its_column(texts: list[list[str]], width: int) -> None:
    overview = table_of(["One", "Two"], texts)
    found = laid(overview, width)
    for band in found.bands:
        for column, lines in enumerate(band.cells):
            assert all(cell_len(line) <= found.column for line in lines)
            row = overview.rows[band.row or 0]
            wanted = one_line(shown(row.shown(f"case{column}"), row, STYLE).value)
            assert "".join("".join(lines).split()) == "".join(wanted.split())
