"""Suggestions in words: a number only where it was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from coder.model.coding import Suggestion, Tense
from coder.model.span import Span
from coder.tui.codes import proposed
from coder.tui.codes.proposed import Draft, Near, expected, number, short_number
from coder.tui.codes.stripes import signs
from coder.tui.text.runs import Runs
from tests.studies import codebook, coding

BOOK = codebook()
SIGNS = signs(BOOK)
ONE = Suggestion("s", "d", Span(0, 5), "mood.story.rise", 1, 0.63, 'cue "better"', "cues.v1+model.v1", 1)
MEASURED = replace(ONE, calibrated=True)
LEVEL = replace(ONE, code="mood.pride")


def said(runs: Runs) -> str:
    return "".join(text for text, _ in runs)


@pytest.mark.parametrize(
    ("likelihood", "words", "short"),
    [
        (0.63, "about 6 of 10 right", " 6 of 10"),
        (0.96, "nearly all right", ">9 of 10"),
        (0.04, "fewer than 1 of 10 right", "<1 of 10"),
        (0.11, "about 1 of 10 right", " 1 of 10"),
    ],
)
def test_a_measured_number_says_how_many_of_ten(likelihood: float, words: str, short: str) -> None:
    one = replace(MEASURED, confidence=likelihood)
    assert number(one, (2, 5)) == words
    assert short_number(one, (2, 5)) == short


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        ((1, 5), "1st of 5 for this passage"),
        ((2, 5), "2nd of 5 for this passage"),
        ((1, 1), "reliability not known yet"),
    ],
)
def test_what_was_not_measured_has_a_rank_and_no_share(rank: tuple[int, int], words: str) -> None:
    assert number(ONE, rank) == words
    line = said(proposed.suggestion_runs(ONE, BOOK, SIGNS, rank))
    assert words in line
    assert not any(sign in line for sign in ("%", "0.6", "63", "of 10"))


@pytest.mark.parametrize(
    ("place", "word"), [(3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")]
)
def test_ordinals(place: int, word: str) -> None:
    assert number(ONE, (place, 200)) == f"{word} of 200 for this passage"


def test_of_several_how_many_will_be_right_if_all_were_measured() -> None:
    assert expected([MEASURED, replace(MEASURED, confidence=0.9)]) == "About 2 of them will be right."
    assert expected([MEASURED, ONE]) == "How many of such are right is not known yet."


def test_what_is_proposed_for_value_and_level_codes() -> None:
    assert proposed.strength_of(BOOK, ONE) == 1
    assert proposed.strength_of(BOOK, replace(ONE, weight=None)) == 2
    assert proposed.strength_of(BOOK, LEVEL) == 1
    assert proposed.strength_of(BOOK, replace(LEVEL, weight=None)) is None
    assert proposed.strength_of(BOOK, replace(LEVEL, weight=9)) is None
    assert proposed.strength_words(BOOK, replace(LEVEL, weight=None)) == "level open"
    assert proposed.strength_words(BOOK, replace(LEVEL, weight=2)) == "level ++ Very."
    assert proposed.strength_words(BOOK, replace(ONE, weight=-2)) == "-2 against, explicit"


def test_strengths_stand_beside_their_digits_with_the_proposed_one_marked() -> None:
    ((line, _),) = proposed.strengths_line(BOOK, ONE)
    assert line == " 1 explicit  ▸2 implicit   3 against, implicit   4 against, explicit"
    levels = proposed.strengths_line(BOOK, replace(LEVEL, weight=2))
    assert levels[0] == ("▸1  ++  Very.", "strong")
    assert [tone for _, tone in levels].count("strong") == 1
    assert proposed.strengths_line(BOOK, replace(ONE, code="gone")) == []


def test_what_would_be_coded_says_what_was_changed() -> None:
    plain = said(proposed.proposal_runs(ONE, Draft.of(ONE), BOOK, SIGNS))
    assert plain == " ┊Ri rise  +1 implicit  Story"
    draft = Draft(Span(0, 4), "south", Tense.PAST)
    changed = " ┊Ri rise  +1 implicit  about South  past  other ends  Story"
    assert said(proposed.proposal_runs(ONE, draft, BOOK, SIGNS)) == changed
    of_level = said(proposed.proposal_runs(replace(LEVEL, weight=2), draft, BOOK, SIGNS))
    assert "Pride  level ++  about South  past  other ends  Very." in of_level
    open_level = said(proposed.proposal_runs(replace(LEVEL, weight=None), draft, BOOK, SIGNS))
    assert "Pride  level open  about South  past  other ends" in open_level
    assert Draft.of(replace(ONE, about="north")) == Draft(ONE.span, "north")


def test_the_nearest_are_quoted_with_document_and_coder_and_cut_to_their_room() -> None:
    mine, theirs = coding("d"), replace(coding("d", code="mood.pride", weight=1), coder="J\x1bW")
    near = [Near(mine, "It goes up\nand up.", "p01"), Near(theirs, "long " * 100, "p02")]
    lines = [text for text, _ in proposed.nearest_runs(near, mine.coder, BOOK, "mood.story.rise", 78, 1)]
    assert lines[0] == "  like “It goes up and up.” p01, you"
    assert lines[1].endswith("…” p02, J␛W, Pride")
    assert all(cell_len(line) <= 78 for line in lines)
    chinese = proposed.nearest_runs([Near(mine, "好" * 200, "p01")], "MK", BOOK, "mood.pride", 78, 1)
    assert 70 < cell_len(chinese[0][0]) <= 78
    assert len(proposed.nearest_runs(near * 3, "me", BOOK, "mood.pride", 78, 3)) == 3


def test_all_words_stand_in_the_whole_rows_and_nothing_of_them_is_cut() -> None:
    words = "One word\x1b after another, " * 30
    head, *lines = proposed.whole_rows(MEASURED, (1, 1), "p01", words, BOOK, 60)
    assert "about 6 of 10 right" in said(head)
    assert " ".join(said(line).strip() for line in lines) == words.replace("\x1b", "␛").strip()
    assert all(cell_len(said(line)) <= 60 for line in lines)
