from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.tui.cells import advances, fit, one_line, visible

HOSTILE = "\x1b]0;owned\x07\x9b31m\u202eevil\u2066\ufeff\u200b\U000e0041\x7f\x00\x85\u2028"


@pytest.mark.parametrize("character", HOSTILE)
def test_nothing_that_acts_on_a_terminal_is_painted(character: str) -> None:
    shown = visible(character)
    assert shown == character or (cell_len(shown) == 1 and shown.isprintable())
    if not character.isprintable():
        assert shown != character


def test_a_lone_surrogate_can_be_written() -> None:
    visible("\ud800").encode()


@given(st.text(max_size=40), st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_fit_gives_exactly_the_width(text: str, width: int) -> None:
    if "\u200d" not in text and "\ufe0f" not in text:  # cutting inside a joined emoji changes its width
        assert cell_len(fit(one_line(text), width)) == width


def test_fit_shortens_with_an_ellipsis_and_fills_with_blanks() -> None:
    assert fit("commercial success", 10) == "commercia…"
    assert fit("商业成功", 5) == "商业…"
    assert fit("ICT", 5) == "ICT  "
    assert fit("ICT", 0) == ""


def test_one_line_folds_lines_and_keeps_markup_as_text() -> None:
    assert one_line("[bold]a\n\n b[/]\t\x1bc") == "[bold]a b[/] ␛c"


@given(st.text("ae\u0301老👍🏽x\x1b\u202e", max_size=40))
@settings(max_examples=100, deadline=None)
def test_advances_add_up_to_the_width_of_what_is_shown(text: str) -> None:
    assert sum(advances(text)) == cell_len(visible(text))
