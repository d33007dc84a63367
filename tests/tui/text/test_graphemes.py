from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.tui.text.graphemes import end_of, joins, start_of

# What a reader takes for one character each, from the examples of Unicode's text segmentation and from life.
CHARACTERS = [
    "a",
    "老",
    "e\u0301",
    "Z\u0351\u036b\u0343",
    " \u0308",
    "👍🏽",
    "👩\u200d👩\u200d👧\u200d👦",
    "🏳\ufe0f\u200d🌈",
    "❤\ufe0f\u200d🔥",
    "1\ufe0f\u20e3",
    "🇩🇪",
    "🏴\U000e0067\U000e0062\U000e0065\U000e007f",
    "\u1112\u1161\u11ab",
    "한",
    "하\u11ab",
    "\u1100\u1100\u1161",
    "葛\U000e0100",
    "ｶﾞ",
    "か\u3099",
    "שָׁ",
    "بّ",
    "की",
    "กำ",
    "ไ",
    "ม่",
    "ی\u200c",
    "\u200b",
    "\u202e",
    "\x1b",
    "\n",
    "\ud800",
]
ALPHABET = "ab \n\t\u0301\u200d\ufe0f\u200c\u20e3👩👍🏽❤🇩🇪🇫\u1112\u1161\u11ab하각ｶﾞशि\u0940กำ\u202e\x1b\ud800\U000e0067"


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
def test_one_character(character: str) -> None:
    text = f"x{character}y"
    assert [at for at in range(len(text)) if not joins(text, at)] == [0, 1, len(text) - 1]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("🇩🇪🇫🇷🇩", [0, 2, 4]),
        ("a\u200db", [0, 2]),  # a joiner joins pictures alone
        ("👩\u200da", [0, 2]),
        ("\u0301a", [0, 1]),
        ("\n\u0301", [0, 1]),
        ("\r\na", [0, 2]),
        ("\u11ab\u1161", [0, 1]),
    ],
    ids=ascii,
)
def test_where_characters_begin(text: str, starts: list[int]) -> None:
    assert [at for at in range(len(text)) if not joins(text, at)] == starts


@given(st.text(ALPHABET, min_size=1, max_size=30), st.data())
@settings(max_examples=200, deadline=None)
def test_characters_cover_the_text_and_know_their_ends(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    first, last = start_of(text, at), end_of(text, at)
    assert 0 <= first <= at < last <= len(text)
    assert all(start_of(text, inside) == first and end_of(text, inside) == last for inside in range(first, last))
    assert first == 0 or not joins(text, first)


def test_a_long_row_of_flags_is_no_text() -> None:
    text = "🇩" * 1_000
    assert not joins(text, 500)
    assert end_of(text, 700) - start_of(text, 700) == 1
