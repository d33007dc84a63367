"""Searching a study, and coding what was found, through the study itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.span import Span
from coder.search.corpus import SearchHit
from coder.study import Study
from tests.studies import add_document, new_study

RISE, DECLINE = "mood.story.rise", "mood.story.decline"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two interviews of 20 and 3 sentences."""
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", town="north")
        add_document(study, "b", "It is getting worse. 它越来越差。 Getting on.", town="south")
        yield study


def places(study: Study, query: str) -> list[tuple[str, Span]]:
    return [(hit.document, hit.span) for hit in study.search(query)]


def quotes(study: Study, query: str) -> list[str]:
    return [study.document(document).quote(span) for document, span in places(study, query)]


def test_hits_come_in_the_order_of_documents_and_text(study: Study) -> None:
    hits = list(study.search("getting"))
    names = [study.document(hit.document).name for hit in hits]
    assert names == ["a"] * 20 + ["b"] * 2
    assert hits == sorted(hits, key=lambda hit: (study.document(hit.document).name, hit.span))
    assert isinstance(hits[0], SearchHit)


def test_filters_and_limit_and_progress(study: Study) -> None:
    seen: list[tuple[int, int, str]] = []
    assert len(list(study.search("getting case:south", lambda *how: seen.append(how)))) == 2
    assert seen == [(0, 1, "b"), (1, 1, "")]
    assert len(list(study.search("getting", limit=3))) == 3
    assert quotes(study, "越来") == ["越来"]
    assert quotes(study, "越来 language:zh") == []
    assert quotes(study, "role:interviewer document:b") == ["How is it?"]


def test_errors_come_before_anything_is_read(study: Study) -> None:
    for query in ("/a(/", "code:nothing", "x case:west", "x document:c", ""):
        with pytest.raises(CoderError):
            study.search(query)


def test_codes_are_those_of_today_and_blind_ones_only_ones_own(study: Study) -> None:
    document = study.document("b").id
    study.code(document, Span(18, 38), DECLINE, 2)
    with Study.open(study.path, "JW") as other:
        other.code(document, Span(18, 23), RISE, 2)
        assert quotes(other, "code:story") == ["It is", "It is getting worse."]
        assert [hit.span for hit in other.search("code:story", own=True)] == [Span(18, 23)]
    assert quotes(study, "getting code:decline") == ["getting"]
    assert quotes(study, "getting code:decline coder:JW") == []
    assert quotes(study, "coder:mk") == ["It is getting worse."]


def test_hits_are_coded_as_one_edit(study: Study) -> None:
    found = places(study, "better")
    codings = study.code_hits(found, RISE, 1)
    assert [(one.document, one.span) for one in codings] == found
    assert {(one.code, one.weight, one.coder, one.origin) for one in codings} == {(RISE, 1, "MK", "hand")}
    assert len({one.id for one in codings}) == 20
    assert study.undo_label() == "code 'rise' on 20 hits in 1 document"
    assert len(quotes(study, "code:rise")) == 20
    study.undo()
    assert study.codings() == ()
    study.redo()
    assert study.codings() == codings
    assert study.check() == ()


def test_what_is_coded_so_already_is_left_as_it_is(study: Study) -> None:
    first, second, third, *_ = found = places(study, "better")
    study.code(*first, RISE, -2)
    study.code(second[0], Span(second[1].start - 3, second[1].end + 1), RISE, 2)  # around it
    study.code(*third, DECLINE, 2)  # another code
    with Study.open(study.path, "JW") as other:
        other.code(*third, RISE, 2)  # another coder
    plan = study.plan_hits([*found, *found], RISE)
    assert plan.known == (first, second)
    assert plan.places == tuple(found[2:])
    assert (plan.documents, plan.unspoken) == (1, frozenset())
    assert len(study.code_hits([*found, *found], RISE, 2)) == 18
    entries = len(study.log())
    assert study.code_hits(found, RISE, 2) == ()
    assert len(study.log()) == entries


def test_what_nobody_said_is_told_before(study: Study) -> None:
    found = places(study, "how is it")
    plan = study.plan_hits(found, RISE)
    assert plan.unspoken == frozenset(plan.places) == frozenset(found)
    assert plan.documents == 2


@pytest.mark.parametrize(
    ("code", "weight", "message"),
    [("mood", 2, "cannot be coded itself"), (RISE, 0, "cannot have the weight 0"), ("none", 2, "no code 'none'")],
)
def test_what_cannot_be_coded_changes_nothing(study: Study, code: str, weight: int, message: str) -> None:
    entries = len(study.log())
    with pytest.raises(CoderError, match=message):
        study.code_hits(places(study, "better"), code, weight)
    with pytest.raises(CoderError, match="outside the text"):
        study.code_hits([*places(study, "better"), (study.document("b").id, Span(5, 9999))], RISE, 2)
    assert len(study.log()) == entries
