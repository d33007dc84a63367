"""Proposals of which turn asks which question: the right turn, in any language, and silence where nobody asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.document import Document, Role, Turn
from coder.model.guide import Question
from coder.model.span import Span
from coder.suggest.guide import LEAST, proposed

INDUSTRY = Question(
    "industry", {"en": "How would you describe the industry here?", "zh": "这里最突出的产业是什么？"}, ()
)
FUTURE = Question(
    "future", {"en": "What will be different in ten years?", "de": "Was wird in zehn Jahren anders sein?"}, ()
)


def document(*said: tuple[str, str], language: str = "en") -> Document:
    """Turns by "I" (who asks) and "R"."""
    text, turns = "", []
    for who, words in said:
        text += f"{who}: "
        begin = len(text)
        text += words
        turns.append(Turn(Span(begin, len(text)), who, Role.INTERVIEWER if who == "I" else Role.RESPONDENT))
        text += "\n"
    return Document("d", "d", "txt", language, text, tuple(turns), (), "d.txt", "", "")


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("How would you describe the industry here?", 100),
        ("HOW WOULD YOU DESCRIBE – THE INDUSTRY HERE", 100),
        ("Mhm. Thank you. And how would you describe the industry here, then?", 95),
        ("So you came back. How would you describe the local industry?", 75),
        ("北京最突出的产业是什么？", 75),
        ("这里最突出的产业是什么?", 100),
    ],
)
def test_the_turn_that_asks_is_found(words: str, least: int) -> None:
    found = document(("I", "Shall we begin?"), ("R", "Yes."), ("I", words), ("R", "How would you describe it?"))
    (one,) = proposed(found, [INDUSTRY])
    assert (one.question, one.start) == ("industry", found.turns[2].span.start)
    assert one.words == words
    assert one.score >= least
    assert one.language == ("zh" if "产业" in words else "en")


def test_other_turns_and_answers_are_not_taken_for_it() -> None:
    found = document(
        ("I", "Yes?"), ("I", "And your neighbours?"), ("R", "How would you describe the industry here? I cannot.")
    )
    assert proposed(found, [INDUSTRY, FUTURE]) == ()
    assert proposed(document(), [INDUSTRY]) == ()


def test_one_turn_may_ask_two_questions_and_the_first_of_two_alike_is_taken() -> None:
    both = "How would you describe the industry here? And what will be different in ten years?"
    found = document(
        ("I", both), ("R", "Well."), ("I", "What will be different in ten years?"), ("I", INDUSTRY.text["en"])
    )
    industry, future = proposed(found, [INDUSTRY, FUTURE])
    assert (industry.start, industry.score) == (found.turns[0].span.start, 100)
    assert (future.start, future.score) == (found.turns[0].span.start, 100)


@given(
    st.lists(st.tuples(st.sampled_from("IR"), st.text(min_size=1, max_size=60)), max_size=6),
    st.text(max_size=40),
    st.integers(1, 100),
)
def test_whatever_is_said(said: list[tuple[str, str]], wording: str, least: int) -> None:
    found = document(*said)
    for one in proposed(found, [Question("q", {"en": wording}, ()), INDUSTRY], least):
        assert least <= one.score <= 100
        assert one.start in {turn.span.start for turn in found.turns if turn.role is Role.INTERVIEWER}
        assert "\n" not in one.words
    assert LEAST <= 100
