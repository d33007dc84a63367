"""Reports as lines of a screen: nothing is wider than it, nothing is lost, nothing acts on the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.model.publication import (
    Column,
    Heading,
    Line,
    LineKind,
    Listed,
    Noted,
    Paragraph,
    Quotation,
    Report,
    Table,
)
from coder.tui.reporting.lines import Page, page

WORDS = st.text(st.characters(codec="utf-8"), max_size=30)


def text_of(found: Page) -> str:
    return "\n".join("".join(text for text, _ in runs) for runs in found.lines)


def table(columns: int, lines: int, word: str = "value", stub: bool = True) -> Table:
    return Table(
        "t",
        tuple(Column(f"c{number}", f"Column {number}") for number in range(columns)),
        tuple(
            Line(tuple(f"{word} {down} {right}" for right in range(columns)))
            for down in range(lines)
        ),
        "Figures",
        ("a note",),
        stub,
    )  # fmt: skip


def report(*blocks: object) -> Report:
    return Report("r", "A title", "en", blocks, {"Codebook": "towns 1.0.0"})  # type: ignore[arg-type]


EVERYTHING = report(
    Heading(1, "Part"),
    Paragraph("Words that go on and on until the line is full and then some.", "Lead."),
    Paragraph("quiet words", quiet=True),
    Listed(((0, "one"), (1, "below one"))),
    Quotation("We sell.", "P01:1:1-9 · respondent", "Who?", "So?", "a memo", against=True),
    table(3, 2),
)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_everything_is_there_within_the_width(width: int) -> None:
    found = page(EVERYTHING, width)
    told = " ".join(text_of(found).split())
    assert all(cell_len("".join(text for text, _ in runs)) <= max(width, 22) for runs in found.lines)
    for words in ("Part", "Lead.", "quiet words", "• one", "• below one", "against", "memo", "a note", "towns 1.0.0"):
        assert words.split()[0] in told
    assert "A title" not in told, "the screen has it in its title"
    assert [found.lines[mark] for mark in found.marks]
    assert text_of(Page((found.lines[found.marks[0]],), ())).strip() == "Part"


def test_a_table_too_wide_is_told_line_by_line() -> None:
    narrow, wide = text_of(page(report(table(12, 2)), 60)), text_of(page(report(table(12, 2)), 300))
    assert "Column 5: value 1 5" in narrow.replace("\u00a0", " ")
    assert "Column 5: " not in wide
    assert "value 1 5" in wide


def test_headings_across_notes_below_and_numbers() -> None:
    own = Table(
        "t",
        (Column("a", "Row"), Column("n", "Number", number=True)),
        (
            Line(("Group", ""), LineKind.GROUP),
            Line((Noted("x", "a remark"), 0.5), LineKind.HEADER),
            Line(("y", None), LineKind.GIVEN),
        ),
    )
    found = page(report(own), 60)
    tones = {text.strip(): tone for runs in found.lines for text, tone in runs if text.strip()}
    assert tones["Group"] == "key"
    assert tones["x"] == "strong"
    assert tones["a remark"] == "dim"
    assert tones["0.50"] == "strong"


@given(words=WORDS, width=st.integers(20, 120))
def test_no_text_acts_on_the_terminal_or_breaks_the_width(words: str, width: int) -> None:
    blocks = (
        Heading(1, words),
        Paragraph(words, words),
        Listed(((2, words),)),
        Quotation(words, words, words, words, words),
        table(4, 1, words),
        table(9, 1, words, stub=False),
    )
    for runs in page(report(*blocks), width).lines:
        whole = "".join(text for text, _ in runs)
        assert whole.isprintable() or not any(ord(one) < 32 or one in "\u202e\u2066\x7f" for one in whole)
        assert cell_len(whole) <= max(width, 22)
