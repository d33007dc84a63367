"""Decisions on suggestions beyond yes and no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.coding import Suggestion, SuggestionState, Tense, suggestion_id
from coder.model.edit import AddSuggestions
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

WORDS = "It is getting better here. Others say it is getting worse. It is not getting worse at all."
RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"
FIRST, SECOND = Span(0, 26), Span(27, 58)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", WORDS, town="north")
        yield study


def propose(study: Study, span: Span, code: str, weight: int | None = 2, about: str | None = None) -> str:
    document = study.document("a").id
    identity = suggestion_id(document, span, code, "cues.v1")
    one = Suggestion(identity, document, span, code, weight, 0.5, "words", "cues.v1", study.revision, about=about)
    study._perform(AddSuggestions((one,)), "1 suggestion")
    return identity


def state(study: Study, identity: str) -> SuggestionState:
    return study._tables.suggestion(identity).state


def test_accepting_with_other_ends_case_and_tense_is_one_edit(study: Study) -> None:
    identity = propose(study, FIRST, RISE)
    coding = study.accept(identity, 1, span=Span(0, 20), about="south", tense=Tense.PAST)
    assert study.codings() == (coding,)
    assert (coding.span, coding.weight, coding.about, coding.tense) == (Span(0, 20), 1, "south", Tense.PAST)
    assert coding.origin == "suggestion:cues.v1"
    assert state(study, identity) is SuggestionState.ACCEPTED
    study.undo()
    assert study.codings() == ()
    assert state(study, identity) is SuggestionState.PENDING
    assert study.check() == ()


def test_what_is_left_out_is_as_proposed(study: Study) -> None:
    identity = propose(study, FIRST, RISE)
    coding = study.accept(identity, 2)
    assert (coding.span, coding.about, coding.tense) == (FIRST, None, Tense.PRESENT)


def test_another_code_rejects_what_was_proposed_and_is_by_hand(study: Study) -> None:
    identity = propose(study, FIRST, RISE)
    coding = study.code_instead(identity, DECLINE, -1)
    assert (coding.code, coding.weight, coding.origin) == (DECLINE, -1, "hand")
    assert state(study, identity) is SuggestionState.REJECTED
    assert "instead of 'rise'" in (study.undo_label() or "")
    study.undo()
    assert study.codings() == ()
    assert state(study, identity) is SuggestionState.PENDING


def test_the_same_code_is_accepted(study: Study) -> None:
    identity = propose(study, FIRST, RISE)
    assert study.code_instead(identity, RISE, 1).origin == "suggestion:cues.v1"
    assert state(study, identity) is SuggestionState.ACCEPTED


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_accepted_as_proposed_a_coding_of_just_these_words_stays_as_it_is(study: Study, many: bool) -> None:
    mine = study.code(study.document("a").id, FIRST, RISE, 2)
    mine = study.change(mine.id, about="south", tense=Tense.PAST)
    identity = propose(study, FIRST, RISE, weight=1, about="north")
    assert (study.accept_many([identity])[0] if many else study.accept(identity)) == mine
    assert study.codings() == (mine,)
    assert state(study, identity) is SuggestionState.ACCEPTED
    study.undo()
    assert state(study, identity) is SuggestionState.PENDING
    assert study.codings() == (mine,)


def test_as_proposed_with_an_open_level_there_is_nothing_to_accept(study: Study) -> None:
    identity = propose(study, FIRST, RISE, weight=None)
    with pytest.raises(CoderError, match="without a level"):
        study.accept(identity)
    assert state(study, identity) is SuggestionState.PENDING


def test_words_that_have_the_code_already_are_weighed_and_not_coded_twice(study: Study) -> None:
    mine = study.code(study.document("a").id, FIRST, RISE, 1)
    identity = propose(study, FIRST, RISE)
    assert study.accept(identity, 2).id == mine.id
    assert [(one.id, one.weight, one.origin) for one in study.codings()] == [(mine.id, 2, "hand")]
    assert state(study, identity) is SuggestionState.ACCEPTED
    study.undo()
    assert [(one.id, one.weight) for one in study.codings()] == [(mine.id, 1)]
    assert study.check() == ()


def test_many_are_accepted_as_proposed_and_one_undo_takes_them_back(study: Study) -> None:
    ids = [propose(study, FIRST, RISE), propose(study, SECOND, RISE, -1)]
    found = study.accept_many([*ids, ids[0]])
    assert [(one.span, one.weight) for one in found] == [(FIRST, 2), (SECOND, -1)]
    assert study.undo_label() == "accept 2 suggestions of 'rise'"
    study.undo()
    assert study.codings() == ()
    assert len(study.suggestions()) == 2
    study.redo()
    assert len(study.codings()) == 2
    assert study.check() == ()


def test_of_many_all_or_none(study: Study) -> None:
    ids = [propose(study, FIRST, RISE), propose(study, SECOND, PRIDE, None)]
    with pytest.raises(CoderError, match="without a level"):
        study.accept_many(ids)
    study.reject(ids[0])
    with pytest.raises(CoderError, match="was rejected before"):
        study.accept_many(ids[:1])
    assert study.codings() == ()
    assert study.accept_many([]) == ()


@pytest.mark.parametrize("weight", [0, 3])
def test_a_weight_that_cannot_be_is_refused_and_nothing_is_decided(study: Study, weight: int) -> None:
    identity = propose(study, FIRST, RISE)
    with pytest.raises(CoderError, match="cannot have the weight"):
        study.accept(identity, weight)
    with pytest.raises(CoderError, match="cannot have the weight"):
        study.code_instead(identity, DECLINE, weight)
    assert state(study, identity) is SuggestionState.PENDING
