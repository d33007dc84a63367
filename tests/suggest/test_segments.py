"""Segments against a second way of counting, character by character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.boundaries import sentences
from coder.model.coding import Coding, Suggestion
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.suggest.segments import LONGEST, Grain, Segment, SegmentedInterview, coded, cut, grain_of, places
from tests.suggest.sample import coding, document

# Few characters, but those that make words, sentences, lines and blanks of every kind.
TEXT = st.text(st.sampled_from("aB .!?\n\t\u3000。好2,\u00a0(]"), max_size=60)
LONG = "It goes on like this. " * 100


@st.composite
def talks(draw: st.DrawFn) -> Document:
    """Any text, with any turns in it, in order and apart, blank ones too; or with none."""
    text = draw(TEXT)
    if draw(st.integers(0, 9)) == 0:
        text += LONG
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    roles = st.sampled_from(list(Role))
    turns = [Turn(Span(*pair), "", draw(roles)) for pair in zip(edges[::2], edges[1::2], strict=False)]
    if draw(st.booleans()):
        turns += [Turn(Span(end, start), "", draw(roles)) for end, start in zip(edges[1::2], edges[2::2], strict=False)]
        turns.sort(key=lambda turn: turn.span)
    language = draw(st.sampled_from(("en", "de", "zh")))
    return Document("d1", "d1", "txt", language, text, tuple(turns), (), "", "", "")


@st.composite
def spans_in(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


def characters(span: Span) -> set[int]:
    return set(range(span.start, span.end))


def interview(*spans: Span) -> SegmentedInterview:
    return SegmentedInterview("d1", "en", tuple(Segment(span, "", Role.RESPONDENT, span.start) for span in spans))


def on(of: Document, span: Span, code: str = "trade") -> Coding:
    return replace(coding(of, of.text[0], code), span=span)


# ---- cut


@given(talks(), st.sampled_from(Grain))
def test_segments_lie_in_order_apart_in_turns_and_cover_what_is_said(talk: Document, grain: Grain) -> None:
    found = cut(talk, grain, "north")
    spans = [one.span for one in found.segments]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(one.text == talk.text[one.span.start : one.span.end] and one.text.strip() for one in found.segments)
    covered = set().union(*map(characters, spans))
    turns = talk.turns or ([Turn(Span(0, len(talk.text)), "", Role.RESPONDENT)] if talk.text else [])
    said = {at for turn in turns for at in characters(turn.span) if not talk.text[at].isspace()}
    assert said <= covered
    if talk.turns:
        for one in found.segments:
            (turn,) = (turn for turn in turns if turn.span.contains(one.span))
            assert (one.role, one.turn) == (turn.role, turn.span.start)
    assert (found.document, found.language, found.case) == (talk.id, talk.language, "north")


@given(talks())
def test_sentences_are_those_of_the_coding_session_and_turns_are_whole(talk: Document) -> None:
    if not talk.turns:
        return
    by_sentence = [one.span for one in cut(talk, Grain.SENTENCE).segments]
    assert by_sentence == [
        span for turn in talk.turns for span in sentences(talk.text, turn.span.start, turn.span.end, talk.language)
    ]
    by_turn = [one.span for one in cut(talk, Grain.TURN).segments]
    short = [turn.span for turn in talk.turns if len(turn.span) <= LONGEST]
    assert [span for span in by_turn if span in short] == [
        span for span in short if not talk.text[span.start : span.end].isspace()
    ]


@given(st.lists(st.integers(1, 900), min_size=1, max_size=12), st.sampled_from((" ", "\n")))
def test_long_contributions_are_cut_at_paragraphs_and_these_at_sentences(lengths: list[int], between: str) -> None:
    text = between.join(("word " * length).strip()[:length].strip() + "." for length in lengths)
    talk = document(text)
    found = cut(talk, Grain.TURN).segments
    whole = {one.span for one in cut(talk, Grain.SENTENCE).segments}
    assert all(len(one.span) <= LONGEST or one.span in whole for one in found)
    assert {one.span.start for one in found} <= {span.start for span in whole}
    if len(text) > LONGEST and between == " ":
        pairs = pairwise(found)
        first = {span.start: span for span in whole}
        assert all(first[two.span.start].end - one.span.start > LONGEST for one, two in pairs), "as few as can be"
    if len(text) <= LONGEST:
        assert [one.text for one in found] == [text]


def test_a_text_without_turns_is_one_respondents_paragraphs() -> None:
    talk = Document("d1", "d1", "txt", "en", "One. Two.\n\n Three.\n", (), (), "", "", "")
    assert [one.text for one in cut(talk, Grain.TURN).segments] == ["One. Two.", "Three."]
    assert [one.text for one in cut(talk, Grain.SENTENCE).segments] == ["One.", "Two.", "Three."]
    assert {one.role for one in cut(talk, Grain.TURN).segments} == {Role.RESPONDENT}
    assert cut(replace(talk, text=""), Grain.TURN).segments == ()


def test_a_turn_of_blanks_is_no_segment() -> None:
    assert cut(document("  ", "\u3000\n", "so"), Grain.TURN).segments[0].text == "so"


# ---- places


def naive_places(segments: Sequence[Span], span: Span) -> list[int]:
    shared = [len(characters(one) & characters(span)) for one in segments]
    found = {
        place
        for place, number in enumerate(shared)
        if number and (number >= len(segments[place]) / 2 or number >= len(span) / 2)
    }
    if any(shared):
        found.add(shared.index(max(shared)))
    return sorted(found)


@given(st.sets(st.integers(0, 60), max_size=16).map(sorted), spans_in(62))
def test_places_are_those_that_counting_characters_finds(edges: list[int], span: Span) -> None:
    segments = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    assert places(interview(*segments), span) == naive_places(segments, span)


@given(st.sets(st.integers(0, 40), min_size=2, max_size=16).map(sorted), spans_in(41))
def test_segments_that_touch_are_no_different(edges: list[int], span: Span) -> None:
    segments = [Span(*pair) for pair in pairwise(edges)]
    assert places(interview(*segments), span) == naive_places(segments, span)


def test_what_lies_between_two_long_contributions_is_about_the_first() -> None:
    long, after = Span(0, 100), Span(110, 210)
    assert places(interview(long, after), Span(98, 112)) == [0]
    assert places(interview(long, Span(103, 107), after), Span(70, 135)) == [0, 1], "not about 'Mhm' alone"
    assert places(interview(long, after), Span(100, 110)) == []


# ---- coded


@settings(max_examples=80)
@given(talks(), st.sampled_from(Grain), st.booleans(), st.data())
def test_what_was_said_of_an_interview_stands_at_its_places(
    talk: Document, grain: Grain, whole: bool, data: st.DataObject
) -> None:
    if not talk.text:
        return
    codings = [
        replace(on(talk, span), origin=origin)
        for span, origin in data.draw(
            st.lists(st.tuples(spans_in(len(talk.text)), st.sampled_from(("hand", "suggestion:cues.v1"))), max_size=4)
        )
    ]
    refused = [
        Suggestion(str(span), talk.id, span, code, 1, 0.5, "", "cues.v1", 1)
        for span, code in data.draw(
            st.lists(st.tuples(spans_in(len(talk.text)), st.sampled_from(("trade", "market.makers"))), max_size=4)
        )
    ]
    cutting = cut(talk, grain)
    spans = [one.span for one in cutting.segments]
    found = coded(cutting, codings, refused, whole)
    assert found.interview is cutting
    for place in range(len(spans)):
        assert list(found.codings[place]) == [one for one in codings if place in naive_places(spans, one.span)]
        assert found.rejected[place] == {one.code for one in refused if place in naive_places(spans, one.span)}
    judged = {place for place in range(len(spans)) if found.codings[place] or found.rejected[place]}
    by_hand = [
        place
        for place in range(len(spans))
        if not found.rejected[place] and any(one.origin == "hand" for one in found.codings[place])
    ]
    assert found.read == (len(spans) if whole else max(by_hand, default=-1) + 1)
    assert found.rows == tuple(sorted(judged | set(range(found.read))))


# ---- grain_of


@pytest.mark.parametrize(
    ("words", "grain"),
    [
        ((), Grain.TURN),
        (("Two two.",), Grain.SENTENCE),
        (("One one. Two two. Three three.",), Grain.TURN),
        (("Two two.", "One one. Two two. Three three."), Grain.TURN),
        (("Two two.", "Three three.", "One one. Two two. Three three."), Grain.SENTENCE),
        (("Alone.", "Alone."), Grain.TURN),
        (("Two two.", "Alone.", "Alone."), Grain.SENTENCE),
        (("R: One one. Two two. Three three.",), Grain.TURN),
    ],
    ids=str,
)
def test_the_grain_is_the_one_most_codings_lie_closer_to(words: Sequence[str], grain: Grain) -> None:
    talk = document((Role.INTERVIEWER, "How? And why?"), "One one. Two two. Three three.", "Alone.")
    assert grain_of([(talk, [coding(talk, one, "trade") for one in words])]) is grain


def test_in_a_contribution_that_has_to_be_cut_a_coding_of_that_length_is_a_whole_one() -> None:
    talk = document(LONG * 20)
    assert grain_of([(talk, [on(talk, Span(1000, 1000 + LONGEST))])]) is Grain.TURN
    assert grain_of([(talk, [on(talk, Span(1000, 1021))])]) is Grain.SENTENCE


def test_a_coding_behind_the_last_contribution_has_no_vote() -> None:
    talk = document("One. Two.")
    talk = replace(talk, text=talk.text + "end of tape")
    assert grain_of([(talk, [on(talk, Span(13, 16))])]) is Grain.TURN


def test_deciding_on_a_suggestion_is_not_reading_what_stands_before_it() -> None:
    words = document("First.", "Second.", "Third.", "Fourth.", "Fifth.", "Sixth.")
    spans = [turn.span for turn in words.turns]
    rejected = [Suggestion("s", words.id, spans[5], "trade", 1, 0.5, "", "cues.v1", 1)]

    def read(*codings: Coding, whole: bool = False) -> tuple[int, tuple[int, ...]]:
        found = coded(cut(words, Grain.TURN), codings, rejected, whole)
        return found.read, found.rows

    by_hand, instead = on(words, spans[1]), on(words, spans[5], "phrase.own")
    accepted = replace(on(words, spans[3]), origin="suggestion:cues.v1")
    assert read() == (0, (5,))
    assert read(by_hand) == (2, (0, 1, 5))
    assert read(by_hand, accepted) == (2, (0, 1, 3, 5))
    assert read(by_hand, accepted, instead) == (2, (0, 1, 3, 5)), "another code than the one suggested"
    assert read(by_hand, on(words, spans[3])) == (4, (0, 1, 2, 3, 5))
    assert read(accepted, whole=True) == (6, (0, 1, 2, 3, 4, 5))
