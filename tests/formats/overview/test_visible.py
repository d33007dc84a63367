from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.visible import harmless, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 中文, é, 👩‍🔬", "plain, 中文, é, 👩‍🔬"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("a\r\nb", r"a\x0d b"),
    ],
)
def test_control_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_harmless_keeps_lines_and_tabs() -> None:
    assert harmless("a\n\tb\x1bc\r") == "a\n\tb\\x1bc\\x0d"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert not any(unicodedata.bidirectional(character) in ("RLO", "LRO", "RLI", "LRI", "PDF") for character in shown)
    assert visible(shown) == shown
    shown.encode()
