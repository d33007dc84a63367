"""Not asked: without evidence, with interviews, and none of the row's questions asked in any of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coder.derive.asked import Guided, as_asked
from coder.derive.overlay import evidence_hash, hash_of
from coder.derive.table import overview
from coder.model.codebook import Codebook, RowKind, Table
from coder.model.guide import Question
from coder.model.overview import Cell, Evidence, State
from tests.derive.one_row import book

QUESTIONS = (Question("q1", {"en": "One?"}, ("r",)), Question("q2", {"en": "Two?"}, ("r", "s")))
OTHER = (Question("q3", {"en": "Three?"}, ("s",)),)
ONE = book(RowKind.ONE)
TABLE = Table("t", {}, "case", ("r",))


def guided(*questions: Question) -> Codebook:
    return replace(ONE, guide=questions)


def test_only_an_empty_cell_of_a_case_with_interviews_and_a_question_is_not_asked() -> None:
    codebook, row = guided(*QUESTIONS, *OTHER), ONE.rows[0]
    empty = Cell()
    nobody = Guided({"a": 2}, {})
    assert as_asked(codebook, row, "a", empty, nobody) == replace(empty, state=State.NOT_ASKED)
    assert as_asked(codebook, row, "b", empty, nobody) is empty  # no interview of this case
    assert as_asked(codebook, row, "a", empty, Guided({"a": 2}, {"b": {"q1"}})).state is State.NOT_ASKED
    assert as_asked(codebook, row, "a", empty, Guided({"a": 2}, {"a": {"q3"}})).state is State.NOT_ASKED
    assert as_asked(codebook, row, "a", empty, Guided({"a": 2}, {"a": {"q2"}})) is empty
    assert as_asked(guided(*OTHER), row, "a", empty, nobody) is empty  # no question asks about the row
    assert as_asked(ONE, row, "a", empty, nobody) is empty  # no guide
    for state in (State.VALUE, State.REFUTED):
        cell = Cell(state=state)
        assert as_asked(codebook, row, "a", cell, nobody) is cell


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from(["q1", "q2", "q3", "gone"]))),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from([2, 1, -2])),
    st.lists(st.sampled_from((*QUESTIONS, *OTHER)), unique_by=lambda one: one.id, max_size=3),
)
def test_a_table_agrees_with_the_rule_said_plainly(
    interviews: dict[str, int], asked: dict[str, set[str]], said: dict[str, int], questions: list[Question]
) -> None:
    codebook = guided(*questions)
    evidence = [Evidence(case, "I", "K", "r.top", weight, (case,)) for case, weight in said.items()]
    found = overview(codebook, TABLE, evidence, {}, interviews, {}, asked=asked)
    plain = overview(ONE, TABLE, evidence, {}, interviews, {})
    about = {one.id for one in questions if "r" in one.rows}
    for case, cell in found.rows[0].cells.items():
        before = plain.rows[0].cells[case]
        if case in said:
            assert cell == before
        elif interviews.get(case) and about and not about & asked.get(case, set()):
            assert cell == replace(before, state=State.NOT_ASKED)
        else:
            assert cell.state is State.EMPTY


def test_what_is_signed_is_another_thing_while_nobody_was_asked() -> None:
    own = evidence_hash(ONE, ONE.rows[0], (), {}, ONE.parameters)
    assert hash_of(Cell(), own) == own
    assert hash_of(Cell(state=State.NOT_ASKED), own) not in ("", own)
