"""What undo says it takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.model.coding import Tense
from coder.model.span import Span
from coder.model.wording import case_label, changed, code_label, coded, memo_written
from tests.studies import codebook, coding

BOOK = codebook()
RISE = coding("d")


def test_codes_and_cases_that_are_gone_are_called_by_their_id() -> None:
    assert code_label(BOOK, "mood.story.rise") == "rise"
    assert code_label(BOOK, "mood.gone") == "mood.gone"
    assert case_label(BOOK, "south") == "South"
    assert case_label(BOOK, "west") == "west"


def test_one_code_is_named_with_its_weight_and_several_together() -> None:
    many = [replace(RISE, code=code) for code in ("mood.story.rise", "mood.story.decline", "mood.pride", "mood.gone")]
    assert coded(BOOK, many[:1], "a") == "code 'rise' a:20-30 (+2)"
    assert coded(BOOK, many[:2], "a") == "code 'rise', 'decline' a:20-30"
    assert coded(BOOK, many, "a") == "code 'rise', 'decline', 'Pride' and 1 more a:20-30"


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (replace(RISE, weight=-1), "weight +2 -> -1: 'rise' a:20-30"),
        (replace(RISE, about="south"), "about South: 'rise' a:20-30"),
        (replace(RISE, tense=Tense.PAST), "past: 'rise' a:20-30"),
        (replace(RISE, span=Span(20, 44)), "resize: 'rise' a:20-30 -> 20-44"),
        (replace(RISE, code="mood.story.decline"), "recode 'rise' as 'decline': a:20-30"),
        (
            replace(RISE, code="mood.pride", weight=1, span=Span(1, 2)),
            "recode 'rise' as 'Pride', weight +2 -> +1, resize: a:20-30 -> 1-2",
        ),
        (replace(RISE, weight=1, tense=Tense.PAST), "weight +2 -> +1, past: 'rise' a:20-30"),
    ],
)
def test_a_change_says_what_changed_and_its_inverse_the_opposite(after: object, words: str) -> None:
    assert changed(BOOK, RISE, after, "a") == words  # type: ignore[arg-type]


def test_taking_things_back_is_said_too() -> None:
    assert changed(BOOK, replace(RISE, about="south"), RISE, "a") == "about its own case: 'rise' a:20-30"
    assert changed(BOOK, replace(RISE, tense=Tense.PAST), RISE, "a") == "present: 'rise' a:20-30"


def test_a_memo_is_written_changed_and_removed() -> None:
    assert memo_written("", "x", "document a") == "write memo on document a"
    assert memo_written("x", "y", "document a") == "change memo on document a"
    assert memo_written("x", "", "document a") == "remove memo on document a"
