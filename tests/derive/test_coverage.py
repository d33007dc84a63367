"""Speech without codings, against counting characters; places, against the document's own."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.coverage import document_coverage, outside, union
from coder.derive.locators import places
from coder.model.document import Document, Role, Turn
from coder.model.span import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=8
)


def document(text: str, turns: tuple[Turn, ...] = (), pages: tuple[int, ...] = ()) -> Document:
    return Document("d", "north", "txt", "en", text, turns, (), "n.txt", "s", "t", pages)


def count(text: str) -> int:
    return len(text.split())


@settings(max_examples=300, deadline=None)
@given(spans=SPANS, start=st.integers(0, 60), length=st.integers(1, 20))
def test_outside_is_every_character_in_no_span(spans: list[Span], start: int, length: int) -> None:
    span = Span(start, start + length)
    covered = {place for one in spans for place in range(one.start, one.end)}
    merged = union(spans)
    assert {place for one in merged for place in range(one.start, one.end)} == covered
    assert all(one.end < other.start for one, other in pairwise(merged))
    found = [place for one in outside(span, merged) for place in range(one.start, one.end)]
    assert found == [place for place in range(span.start, span.end) if place not in covered]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text("ab \n\t\r\u3000", min_size=1, max_size=60),
    pages=st.lists(st.integers(0, 60), max_size=3, unique=True).map(sorted),
)
def test_places_are_those_of_the_document(text: str, pages: list[int]) -> None:
    own = document(text, pages=tuple(pages))
    place = places(own)
    assert [place(offset) for offset in range(len(text))] == [own.place_at(offset) for offset in range(len(text))]


def test_turns_of_respondents_that_nobody_coded() -> None:
    text = "How is it?\nIt gets better.\nAnd who says so?\nEverybody does here.\n"
    turns = (
        Turn(Span(0, 10), "I", Role.INTERVIEWER),
        Turn(Span(11, 26), "A", Role.RESPONDENT),
        Turn(Span(27, 43), "I", Role.INTERVIEWER),
        Turn(Span(44, 64), "A", Role.RESPONDENT),
    )
    found = document_coverage(document(text, turns), ("N1",), "north", ("MK",), [Span(14, 26)], count)
    assert (found.turns, found.words, found.uncoded_words) == (2, 6, 4)  # "It" and the second answer
    (passage,) = found.passages
    assert (passage.locator, passage.speaker, passage.words) == ("N1:4:44-64", "A", 3)
    everything = document_coverage(document(text, turns), ("N1",), None, (), [Span(0, 64)], count)
    assert (everything.uncoded_words, everything.passages) == (0, ())


def test_a_text_without_turns_is_one_respondents_and_a_discussion_is_named_by_its_document() -> None:
    found = document_coverage(document("Only words."), ("N/A", "N/B"), None, (), [], count)
    assert (found.turns, found.words, found.uncoded_words) == (1, 2, 2)
    assert found.passages[0].locator == "north:1:0-11"
    empty = document_coverage(document(" \n"), ("N",), None, (), [], count)
    assert (empty.turns, empty.words, empty.passages) == (0, 0, ())
