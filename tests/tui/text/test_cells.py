from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.tui.text.cells import advances, fit, one_line, visible

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
    assert cell_len(fit(one_line(text), width)) == width


def test_fit_shortens_with_an_ellipsis_and_fills_with_blanks() -> None:
    assert fit("commercial success", 10) == "commercia…"
    assert fit("商业成功", 5) == "商业…"
    assert fit("ICT", 5) == "ICT  "
    assert fit("ICT", 0) == ""


def test_one_line_folds_lines_and_keeps_markup_as_text() -> None:
    assert one_line("[bold]a\n\n b[/]\t\x1bc") == "[bold]a b[/] ␛c"


@given(st.text("ae\u0301老👍🏽x\x1b\u202e\u200d\ufe0f❤🇩\u1112\u1161\u200c\ud800", max_size=40))
@settings(max_examples=150, deadline=None)
def test_advances_add_up_to_the_width_of_what_is_shown(text: str) -> None:
    shown = visible(text)
    assert sum(advances(text)) == cell_len(shown) == sum(map(cell_len, shown))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("👍🏽", "👍"),
        ("❤\ufe0f ☂\ufe0e 1\ufe0f\u20e3", "❤ ☂ 1\u20e3"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("🏴\U000e0067\U000e007f", "🏴␦␦"),
        ("\u3164\uffa0\uffff\u0378", "␦␦␦␦"),
        ("\U0002ebf0\U0001fae9", "\U0002ebf0\U0001fae9"),  # newer than the tables of some Pythons
        ("𝅳x", "␦x"),
    ],
    ids=ascii,
)
def test_what_terminals_measure_differently_is_shown_so_that_they_agree(text: str, shown: str) -> None:
    assert visible(text) == shown
