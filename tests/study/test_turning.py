"""Roles and names of speakers put right: one edit, codings count accordingly, the text stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.intake.speakers import put_right, speakers
from coder.model.document import Role, Turn
from coder.model.report import Speaker
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE
RISE = "mood.story.rise"
HERE = Span(20, 30)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", town="north")
        add_document(study, "b", "It is not getting any better. " * 3, town="south")
        yield study


@pytest.fixture
def a(study: Study) -> str:
    return study.document("a").id


def counted(study: Study) -> int:
    return len(study._tables.evidence(False))


def test_speakers_are_listed_with_role_turns_and_words(study: Study, a: str) -> None:
    assert study.speakers(a) == (Speaker("I", Q, 1, 3), Speaker("R", A, 1, 100))


def test_another_role_is_one_edit_and_codings_follow(study: Study, a: str) -> None:
    before = study.document("a")
    coding = study.code(a, HERE, RISE, 2)
    assert counted(study) == 1
    assert study.change_speakers([a], {"R": Q, "I": A}) == ("a",)
    after = study.document("a")
    assert [(turn.speaker, turn.role) for turn in after.turns] == [("I", A), ("R", Q)]
    assert (after.text, after.text_sha256, after.id) == (before.text, before.text_sha256, a)
    assert study.codings() == (coding,)
    assert counted(study) == 0
    assert study.undo_label() == "R is interviewer, I is respondent in a"
    study.undo()
    assert study.document("a") == before
    assert counted(study) == 1
    study.redo()
    assert counted(study) == 0
    assert study.check() == ()


def test_what_is_so_already_is_no_edit(study: Study, a: str) -> None:
    before = len(study.log())
    assert study.change_speakers([a], {"R": A}) == ()
    assert len(study.log()) == before


def test_a_note_is_nobodys_testimony(study: Study, a: str) -> None:
    study.code(a, HERE, RISE, 2)
    study.change_speakers([a], {"R": N})
    assert counted(study) == 0
    assert study.speakers(a)[-1] == Speaker("R", N, 1, 100)


def test_a_name_is_data_and_the_text_stays(study: Study, a: str) -> None:
    text = study.document("a").text
    study.change_speakers([a], {}, {"R": "  Ms  Adler "})
    assert [one.name for one in study.speakers(a)] == ["I", "Ms Adler"]
    assert study.document("a").text == text
    assert study.undo_label() == "R is called Ms Adler in a"


def test_in_all_documents_where_somebody_speaks(study: Study, a: str) -> None:
    b = study.document("b").id
    study.change_speakers([b], {}, {"R": "X"})
    assert study.change_speakers([a, b], {"R": Q}) == ("a",)
    assert study.change_speakers([a, b], {"I": A}) == ("a", "b")
    assert study.undo_label() == "I is respondent in 2 documents"
    study.undo()
    assert study.speakers(b)[0].role is Q


@pytest.mark.parametrize(
    ("roles", "names", "hint"),
    [({"Rr": Q}, {}, "did you mean 'R'"), ({}, {"Nobody": "X"}, "speakers: I, R"), ({}, {"R": " "}, "give a name")],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    study: Study, a: str, roles: dict[str, Role], names: dict[str, str], hint: str
) -> None:
    before = len(study.log())
    with pytest.raises(CoderError) as caught:
        study.change_speakers([a], roles, names)
    assert hint in caught.value.hint
    assert len(study.log()) == before


def test_who_becomes_somebody_else_gets_the_role_of_that_one() -> None:
    turns = (Turn(Span(0, 1), "I", Q), Turn(Span(2, 3), "R", A), Turn(Span(4, 5), "Interviewr", A))
    assert [turn.role for turn in put_right(turns, {}, {"Interviewr": "I"})] == [Q, A, Q]
    assert [turn.role for turn in put_right(turns, {"Interviewr": N}, {"Interviewr": "I"})] == [Q, A, N]


TURNS = st.lists(st.tuples(st.sampled_from(["", "I", "R", "S"]), st.sampled_from(list(Role))), max_size=8)
ROLES = st.dictionaries(st.sampled_from(["I", "R", "S"]), st.sampled_from(list(Role)))
NAMES = st.dictionaries(st.sampled_from(["I", "R", "S"]), st.sampled_from(["I", "T", "U"]))


@given(TURNS, ROLES, NAMES)
def test_no_turn_is_lost_moved_or_said_by_nobody(
    said: list[tuple[str, Role]], roles: dict[str, Role], names: dict[str, str]
) -> None:
    turns = tuple(Turn(Span(2 * at, 2 * at + 1), *one) for at, one in enumerate(said))
    new = put_right(turns, roles, names)
    assert [turn.span for turn in new] == [turn.span for turn in turns]
    for old, one in zip(turns, new, strict=True):
        assert one.speaker == names.get(old.speaker, old.speaker) or not old.speaker
        if old.speaker in roles:
            assert one.role is roles[old.speaker]
        if not old.speaker:
            assert one == old
    text = "x " * len(turns)
    assert sum(one.turns for one in speakers(text, new)) == len(turns)
