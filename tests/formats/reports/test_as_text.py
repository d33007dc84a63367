from __future__ import annotations

from hypothesis import given, settings

from coder.formats.reports.as_text import render
from tests.formats.reports.sample import LONE, REPORT, anything, told_in


def test_a_table_fits_the_width_and_says_everything() -> None:
    text = render(LONE, 60).decode()
    assert all(len(line) <= 60 for line in text.splitlines())
    for words in (
        "Moods of the towns",
        "n = 4",
        "Mood\n",
        "Pride",
        "0.500",
        "−1.250",
        "=SUM(A1)",
        "100 %",
        "towns 1.2.0",
    ):
        assert words in text
    assert "\x1b" not in text


def test_every_block_is_there() -> None:
    text = render(REPORT).decode()
    for words in ("Evidence book", "Lead. Plain words.", "• one point one", "“It gets better.”", "memo: hopeful"):
        assert words in text
    assert "against  a2, 3, JW" in text
    assert "Table 2. Codings" in text


def test_a_terminal_gets_bold_and_dim() -> None:
    assert "\x1b[1m" in render(LONE, terminal=True).decode()


@settings(max_examples=40, deadline=None)
@given(anything)
def test_no_text_steers_the_terminal(text: str) -> None:
    shown = render(told_in(text), 40).decode()
    assert not any(character < " " and character != "\n" for character in shown.replace("\t", ""))
