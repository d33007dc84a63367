from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.formats.overview.as_text import NARROWEST, layout_of, render
from coder.formats.overview.marks import table_cells
from coder.formats.overview.style import Style
from coder.model.overview import Overview
from tests.formats.overview.sample import OVERVIEW, table_of

WORDS = ["entrepreneurial flexibility", "ICT", "light industry, agriculture", "subsidy-oriented", "++", "科学引领", ""]
CLEAN = """\
Towns
codebook towns 1.2.0

            North             South             West | East
────────────────────────────────────────────────────────────────
Mood
Pride       ++                -                 ·
Focus       public | private  ✗2                ∅
────────────────────────────────────────────────────────────────
Story
Plot        rise              =SUM(A1)          <b>bold</b> &
                                                 more
Market      X                                   ·
────────────────────────────────────────────────────────────────

· no evidence.  ✗n only denied, by n interviews.  ∅ not asked.
(blank) coded, and not present.  | opinions divided or tied.
"""


def tables(overview: Overview, width: int) -> int:
    """In how many parts a table is printed."""
    style = Style(width=width)
    return len(layout_of(overview, table_cells(overview, style), style).tables)


def test_the_clean_form() -> None:
    assert render(OVERVIEW, Style(width=64)) == CLEAN


def test_the_annotated_form_in_ascii() -> None:
    lines = render(OVERVIEW, Style(annotated=True, ascii=True, width=120)).splitlines()
    assert re.match(r"Focus +public \| private!2/4# +x2 +\(/\)$", lines[9])
    assert re.match(r" +4 of 4, voices 1:1$", lines[10])
    assert lines[-1] == "the row.  interviews of other cases count where they speak about this one."
    assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("width", [80, 100, 120, 160, 200, 240])
@pytest.mark.parametrize("cases", [1, 6, 13, 31])
def test_every_table_fits_and_every_case_is_readable(width: int, cases: int) -> None:
    texts = [[WORDS[(line + case) % len(WORDS)] for case in range(cases)] for line in range(6)]
    overview = table_of([f"The region {case}" for case in range(cases)], texts)
    style = Style(width=width)
    text = render(overview, style)
    assert max(map(cell_len, text.splitlines())) <= width
    layout = layout_of(overview, table_cells(overview, style), style)
    assert layout.case >= NARROWEST
    assert [column for columns in layout.tables for column in columns] == list(overview.columns)
    sizes = [len(columns) for columns in layout.tables]
    assert max(sizes) - sizes[-1] < len(sizes)
    assert ("cases 1 to" in text) == (len(sizes) > 1)
    assert "entrepreneuria\n" not in text
    assert text.count("Row number 0") + text.count("Row number\n") >= 1


def test_six_cases_stand_side_by_side_from_120_columns() -> None:
    texts = [["scientific leadership", "entrepreneurial flexibility"] * 3]
    overview = table_of(["Pearl River Delta"] * 6, texts)
    assert tables(overview, 120) == 1
    assert tables(overview, 80) == 2


def test_bold_and_dim_only_on_a_terminal() -> None:
    assert "\x1b" not in render(OVERVIEW, Style(width=80))
    styles = set(re.findall(r"\x1b\[([\d;]*)m", render(OVERVIEW, Style(width=80, terminal=True, annotated=True))))
    assert styles <= {"0", "1", "2", "3", "1;2", "2;22", "22;2"}  # bold, dim, italic: never colour


@settings(max_examples=40)
@given(st.text(max_size=40), st.integers(40, 120))
def test_any_words_are_shown_as_they_are_within_the_width(text: str, width: int) -> None:
    found = render(table_of(["[bold]A[/bold]", text], [["[red]x", text]]), Style(width=width))
    assert "[red]x" in found
    assert "[bold]A[/bold]" in " ".join(found.split())
    assert "\x1b" not in found
    assert max(map(cell_len, found.splitlines())) <= width
