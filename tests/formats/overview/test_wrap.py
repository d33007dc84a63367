from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.formats.overview.wrap import longest_piece, wrapped

WORDS = ["a", "private", "区域", "subsidy-oriented", "é", "–", "entrepreneurial"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


def test_lines_break_between_words_and_after_hyphens() -> None:
    assert wrapped("public and private", 10) == ["public and", " private"]
    assert wrapped("local user-innovators", 12) == ["local user-", " innovators"]
    assert wrapped("", 10) == [""]


def test_a_word_of_the_full_width_is_not_broken_for_the_indent() -> None:
    assert wrapped("old entrepreneurial", 15) == ["old", "entrepreneurial"]


def test_longer_words_are_broken() -> None:
    assert wrapped("unterdurchschnittlich", 12) == ["unterdurchsc", " hnittlich"]


def test_wide_characters_take_two_cells_and_break_anywhere() -> None:
    assert wrapped("区域创新体系", 7) == ["区域创", " 新体系"]
    assert longest_piece("区域创新体系") == 2


@given(TEXTS, st.integers(4, 30))
def test_every_line_fits_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
