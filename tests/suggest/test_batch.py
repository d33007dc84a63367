from collections.abc import Iterator

import pytest

from coder.errors import UsageError
from coder.model.coding import Coding
from coder.model.document import Document
from coder.suggest.batch import SOURCES, batch
from coder.suggest.cues import suggest
from tests.suggest.sample import TOWNS, coding, document

TALKS = [
    document("The demanding customers. Export. A price war."),
    document("Der Export.", language="de", document_id="d2"),
    document("Nothing to see.", document_id="d3"),
]


def nothing(_: Document) -> list[Coding]:
    return []


def test_documents_come_in_order_with_their_suggestions() -> None:
    done = list(batch(TALKS, TOWNS, 3, known=set(), coded=nothing))
    assert [of.id for of, _ in done] == ["d1", "d2", "d3"]
    assert done == [(of, suggest(of, TOWNS, 3)) for of in TALKS]
    assert [len(found) for _, found in done] == [3, 1, 0]


def test_a_rejected_one_does_not_come_back() -> None:
    [(_, first)] = batch(TALKS[:1], TOWNS, 3, known=set(), coded=nothing)
    rejected = first[1].id
    [(_, again)] = batch(TALKS[:1], TOWNS, 4, known={rejected}, coded=nothing)
    assert [one.id for one in again] == [first[0].id, first[2].id]
    [(_, third)] = batch(TALKS[:1], TOWNS, 4, known={one.id for one in first}, coded=nothing)
    assert third == []


def test_passages_coded_with_the_code_are_left_out() -> None:
    talk = TALKS[0]
    codings = [coding(talk, "customers", "market.users.driving"), coding(talk, "Export", "phrase.own")]
    [(_, found)] = batch([talk], TOWNS, 3, known=set(), coded=lambda _: codings)
    assert [(talk.quote(one.span), one.code) for one in found] == [("Export.", "trade"), ("A price war.", "phrase.own")]


def test_a_coding_that_only_touches_the_sentence_does_not_count() -> None:
    talk = TALKS[0]
    [(_, found)] = batch([talk], TOWNS, 3, known=set(), coded=lambda _: [coding(talk, " Export. ", "phrase.own")])
    assert len(found) == 3


def test_unsure_ones_are_left_out() -> None:
    [(_, found)] = batch(TALKS[:1], TOWNS, 3, known=set(), coded=nothing, min_confidence=0.6)
    assert [one.code for one in found] == ["market.users.driving", "phrase.own"]


def test_documents_are_taken_one_at_a_time() -> None:
    taken: list[str] = []

    def stream() -> Iterator[Document]:
        for talk in TALKS:
            taken.append(talk.id)
            yield talk

    done = batch(stream(), TOWNS, 3, known=set(), coded=nothing)
    assert taken == []
    next(done)
    assert taken == ["d1"]


def test_a_source_named_twice_runs_once() -> None:
    [(_, found)] = batch(TALKS[:1], TOWNS, 3, known=set(), coded=nothing, sources=("cues", "cues"))
    assert len(found) == 3


def test_an_unknown_source_is_refused_before_any_document() -> None:
    with pytest.raises(UsageError) as caught:
        batch(TALKS, TOWNS, 3, known=set(), coded=nothing, sources=("cues", "oracle"))
    assert str(caught.value) == "there is no source of suggestions 'oracle' (sources: cues)"
    assert list(SOURCES) == ["cues"]


@pytest.mark.parametrize("confidence", [-0.1, 1.5, float("nan")])
def test_a_confidence_outside_0_to_1_is_refused(confidence: float) -> None:
    with pytest.raises(UsageError) as caught:
        batch(TALKS, TOWNS, 3, known=set(), coded=nothing, min_confidence=confidence)
    assert str(caught.value) == f"the confidence {confidence:g} lies outside 0 to 1 (0.5, for example)"
