from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from coder.formats.overview.marks import Shown, blocks, legend, remarks, split
from coder.formats.overview.marks import shown as shown_over
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import Cell, Flag, OverviewRow, Relation, ShownCell
from coder.model.words import word
from tests.formats.overview.sample import (
    COLUMNS,
    DIVIDED,
    EMPTY,
    NO_MARK,
    NOT_ASKED,
    OVERVIEW,
    RATING,
    REFUTED,
    THIN,
    row,
    value,
)

PRESENCE = row("story.market", "presence", ())
ONE = row("story.plot", "one", ())
ANNOTATED = Style(annotated=True)


def shown(cell: Cell, row: OverviewRow, style: Style) -> Shown:
    """A cell over which nobody laid anything."""
    return shown_over(ShownCell(cell), row, style)


@pytest.mark.parametrize(
    ("cell", "clean", "annotated", "ascii_"),
    [
        (EMPTY, "·", "·", "."),
        (REFUTED, "✗2", "✗2", "x2"),
        (NOT_ASKED, "∅", "∅", "(/)"),
        (THIN, "rise", "rise? (1 of 2, dissent 1/4)", "rise? (1 of 2, dissent 1/4)"),
        (
            DIVIDED,
            "public | private",
            "public | private†2/4⚑ (4 of 4, voices 1:1)",
            "public | private!2/4# (4 of 4, voices 1:1)",
        ),
        (RATING, "++", "++~ (4 of 4)", "++~ (4 of 4)"),
    ],
)
def test_a_cell_as_it_is_shown(cell: Cell, clean: str, annotated: str, ascii_: str) -> None:
    assert shown(cell, ONE, CLEAN).line == clean
    assert shown(cell, ONE, ANNOTATED).line == annotated
    assert shown(cell, ONE, Style(annotated=True, ascii=True)).line == ascii_


def test_a_mark_that_is_not_there_is_blank_when_published_and_never_like_an_empty_cell() -> None:
    assert shown(NO_MARK, PRESENCE, CLEAN).line == ""
    assert shown(NO_MARK, PRESENCE, ANNOTATED).line == "– (3 of 4)"
    assert shown(NO_MARK, PRESENCE, Style(annotated=True, ascii=True)).line == "- (3 of 4)"
    assert shown(EMPTY, PRESENCE, CLEAN).line == "·"


def test_the_four_states_never_look_alike() -> None:
    for style in (CLEAN, ANNOTATED, Style(ascii=True), Style(annotated=True, ascii=True)):
        lines = [shown(cell, PRESENCE, style).line for cell in (EMPTY, REFUTED, NOT_ASKED, NO_MARK)]
        assert len(set(lines)) == 4


def test_a_tie_is_marked_and_a_level_row_may_be_divided() -> None:
    tie = value("a | b", values=("a", "b"), relation=Relation.DIVIDED, flags=frozenset({Flag.TIE, Flag.THIN}), k=1)
    assert shown(tie, ONE, ANNOTATED).line == "a | b?= (1 of 4)"
    level = value("++", relation=Relation.LEVEL, flags=frozenset({Flag.DIVIDED, Flag.CONTESTED}), dissent=(2, 5))
    assert shown(level, ONE, ANNOTATED).line == "++†2/5| (3 of 4)"


def test_qualifiers_alone_count_their_own_interviews() -> None:
    assert shown(value("mostly services", n=0, k=2), ONE, ANNOTATED).line == "mostly services (2 of 2)"


def test_split_is_in_lowest_terms() -> None:
    cell = value("a | b", values=("a", "b", "q"), p={"a": Fraction(4, 6), "b": Fraction(2, 6)})
    assert split(cell) == "2:1"


def test_the_legend_names_only_the_marks_used() -> None:
    assert legend(shown(THIN, ONE, ANNOTATED).used, ANNOTATED) == (("?", "thin: too few interviews support it"),)
    assert legend(shown(REFUTED, ONE, CLEAN).used, CLEAN) == (("✗n", "only denied, by n interviews"),)
    assert legend((), CLEAN) == ()


def test_interviews_of_other_cases_are_named_only_where_they_count() -> None:
    few = row("story.plot", "one", (value("rise", n=4), value("fall", n=3)))
    assert remarks(replace(OVERVIEW, columns=COLUMNS[:2], rows=(few,)), ANNOTATED) == (word("counts", "en"),)
    # a cell of South has 4 of its 3 interviews
    assert remarks(OVERVIEW, ANNOTATED) == (word("counts", "en"), word("others", "en"))
    assert remarks(OVERVIEW, CLEAN) == ()


def test_blocks_follow_the_table_and_take_the_label_of_their_group() -> None:
    found = blocks(OVERVIEW)
    assert [(heading, [own.id for own in rows]) for heading, rows in found] == [
        ("Mood", ["mood.pride", "mood.focus"]),
        ("Story", ["story.plot", "story.market"]),
    ]
