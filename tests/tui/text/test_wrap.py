from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.tui.text import wrap as wrap_module
from coder.tui.text.cells import plain
from coder.tui.text.graphemes import joins
from coder.tui.text.wrap import Layout, columns, folded_lines, offset_at, painted, shown, wrap

BLANKS = " \t\u3000"
EMOJI = ["👩\u200d👩\u200d👧", "🇩🇪", "❤\ufe0f", "👍🏽"]
CHARACTERS = [*"ab -，。老（", *EMOJI, "e\u0301", "\u1112\u1161\u11ab", "-\u0301", " \u0308", "\t"]
ALPHABET = "abcdefgh ,.-—  \n老祖宗，。（）《》é\u0301\t\x1b\u202e“”ü👍🏽\u200dК"


def lines_of(text: str, width: int, indents: dict[int, tuple[int, int]] | None = None) -> tuple[Layout, list[str]]:
    layout = wrap(text, width, indents or {})
    return layout, [text[slice(*layout.bounds(line))] for line in range(len(layout))]


def seen(text: str, layout: Layout, line: int) -> str:
    start, end = layout.bounds(line)
    return painted(text, start, shown(text, start, end), 0)


def naive(paragraph: str, width: int) -> list[str]:
    """Greedy wrapping of one paragraph of one-cell characters at blanks, one character at a time."""
    lines = [""]
    for index, character in enumerate(paragraph):
        before = paragraph[index - 1] if index else ""
        if character != " " and before == " " and lines[-1].strip():
            word = paragraph[index:].split(" ", 1)[0]
            if len(lines[-1]) + len(word) > width:
                lines.append("")
        if character != " " and len(lines[-1]) + 1 > width:
            head, hyphen, tail = lines[-1].rpartition("-")
            fits = hyphen and head and " " not in lines[-1].strip(" ") and len(tail) < width
            if fits:
                lines[-1] = head + hyphen
                lines.append(tail)
            else:
                lines.append("")
        lines[-1] += character
    return lines


@given(st.text(ALPHABET, max_size=200), st.integers(8, 40))
@settings(max_examples=150, deadline=None)
def test_every_character_stands_on_exactly_one_line_and_no_line_is_too_wide(text: str, width: int) -> None:
    layout, lines = lines_of(text, width)
    assert "".join(lines) == text
    assert layout.starts[0] == 0
    assert list(layout.starts) == sorted(layout.starts)
    for line, words in enumerate(lines):
        assert "\n" not in words[:-1]
        assert cell_len(seen(text, layout, line)) <= width


@given(st.text("abc  -", max_size=120), st.integers(8, 30))
@settings(max_examples=150, deadline=None)
def test_both_ways_of_wrapping_agree(text: str, width: int) -> None:
    """A character that must be measured, at the very end of another paragraph, switches the fast way off."""
    fast = wrap(text, width, {})
    slow = wrap(text.replace("a", "ª").replace("ª", "а"), width, {})  # Cyrillic is one cell and stays plain
    measured = wrap("老\n" + text, width, {})
    assert list(fast.starts) == list(slow.starts)
    assert [start - 2 for start in measured.starts[1:]] == list(fast.starts)


@given(st.lists(st.text("abcdefg", min_size=1, max_size=12), max_size=30), st.integers(12, 30))
@settings(max_examples=100, deadline=None)
def test_words_are_placed_as_a_naive_wrapper_places_them(words: list[str], width: int) -> None:
    text = " ".join(words)
    _, lines = lines_of(text, width)
    assert [line.rstrip(" ") for line in lines] == [line.rstrip(" ") for line in naive(text, width)]


def test_words_break_at_blanks_and_blanks_hang() -> None:
    _, lines = lines_of("the quick   brown fox", 10)
    assert lines == ["the quick   ", "brown fox"]


def test_a_word_longer_than_a_line_breaks_after_a_hyphen_or_where_it_is_full() -> None:
    assert lines_of("technology-related things", 12)[1] == ["technology-", "related ", "things"]
    assert lines_of("Donaudampfschiff", 8)[1] == ["Donaudam", "pfschiff"]


def test_chinese_breaks_anywhere_but_before_closing_and_after_opening_signs() -> None:
    layout, lines = lines_of("头一家是我们村阿明，他先干再说（笑）。", 18)
    assert all(cell_len(seen("".join(lines), layout, line)) <= 18 for line in range(len(layout)))
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)


@given(st.lists(st.sampled_from(CHARACTERS), max_size=60), st.integers(8, 40))
@settings(max_examples=150, deadline=None)
def test_no_line_begins_inside_a_character(characters: list[str], width: int) -> None:
    text = "".join(characters)
    layout, _ = lines_of(text, width)
    assert not any(joins(text, start) for start in layout.starts[:-1] if start < len(text))
    for line in range(len(layout)):
        assert cell_len(seen(text, layout, line)) <= width


@given(st.lists(st.sampled_from([*CHARACTERS[:-1], "\u3000", "word", "\u0301", "，"]), max_size=60), st.integers(8, 30))
@settings(max_examples=250, deadline=None)
def test_lines_without_tabs_are_cut_as_those_with_tabs_character_by_character(parts: list[str], width: int) -> None:
    text = "".join(parts) + "é👍"  # never the plain way

    def slowly(text: str, line: int, end: int, room: int, cells: list[int], begin: int, _: list[int]) -> int:
        return wrap_module._cut_with_tabs(text, line, end, room, cells, begin)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrap_module, "_cut", slowly)
        expected = wrap(text, width, {0: (0, 3)})
    assert wrap(text, width, {0: (0, 3)}) == expected


def test_blanks_with_marks_after_them_hang_over_the_edge_too() -> None:
    text = "abcdefgh      \u200d\u0301 ij"
    layout, _ = lines_of(text, 8)
    assert [seen(text, layout, line) for line in range(len(layout))] == ["abcdefgh", "ij"]


def test_a_text_in_paragraphs_keeps_its_empty_lines() -> None:
    assert lines_of("one\n\ntwo\n", 20)[1] == ["one\n", "\n", "two\n", ""]
    assert lines_of("", 20)[1] == [""]


def test_indents_hang_under_the_speaker_label() -> None:
    layout, lines = lines_of("R: one two three four", 12, {0: (0, 3)})
    assert lines == ["R: one two ", "three ", "four"]
    assert list(layout.indents) == [0, 3, 3]


def test_line_at_finds_the_line_of_an_offset() -> None:
    layout, _ = lines_of("one two three\nfour", 8)
    assert [layout.line_at(offset) for offset in (0, 7, 8, 13, 14, 99)] == [0, 0, 1, 1, 2, 2]


def test_control_characters_take_one_cell_and_tabs_go_to_the_next_stop() -> None:
    text = "a\tb\x1b[31mc\u202ed"
    assert painted(text, 0, len(text), 0) == "a   b␛[31mc␦d"
    assert columns(text, 0, len(text)) == [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]


@given(st.text(ALPHABET.replace("\n", ""), max_size=60))
@settings(max_examples=100, deadline=None)
def test_columns_count_the_cells_that_are_painted(text: str) -> None:
    assert columns(text, 0, len(text))[-1] == cell_len(painted(text, 0, len(text), 0))


def test_offset_at_is_the_character_under_a_column() -> None:
    text = "ab老祖c"
    assert [offset_at(text, 0, 5, column) for column in range(8)] == [0, 1, 2, 2, 3, 3, 4, 4]


def test_folded_lines_are_painted_lines() -> None:
    assert folded_lines("one two three", 8) == ["one two", "three"]


def test_plain_characters_are_one_cell() -> None:
    ordinary = [chr(code) for code in range(0x20, 0x2100) if plain(chr(code))]
    assert len(ordinary) > 800
    assert {cell_len(character) for character in ordinary} == {1}


@pytest.mark.parametrize("width", [0, 1, 5])
def test_a_tiny_width_is_taken_as_eight_cells(width: int) -> None:
    assert wrap("one two", width, {}).width == 8
