"""The unit coded before, against walking back unit by unit."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.coding import Coding
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.tui.coding.previous import Coded, coded_before
from coder.tui.text.units import Grain, Units
from tests.studies import coding

TEXT = (
    "Header of the file\n\n"
    "R: First here. Then there. And on.\n\n"
    "I: Why so?\n\n"
    "R: One more. Another one, too.\nA new line here.\n\n"
    "I: Good. Anything else?\n\n"
    "R: No.\n"
)


def _document(text: str) -> Document:
    turns, at = [], 0
    for part in text.split("\n\n"):
        if part[:2] in ("R:", "I:"):
            role = Role.RESPONDENT if part[0] == "R" else Role.INTERVIEWER
            turns.append(Turn(Span(at + 3, at + len(part.rstrip())), part[0], role))
        at += len(part) + 2
    return Document("d", "d", "txt", "en", text, tuple(turns), (), "d.txt", "", "")


DOCUMENT = _document(TEXT)
UNITS = Units(DOCUMENT)


def said(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


def on(span: Span, code: str = "mood.story.rise") -> Coding:
    return coding("d", span.start, span.end, code)


def naive(grain: Grain, place: int, codings: list[Coding]) -> Coded | None:
    unit = UNITS.beside(UNITS.at(grain, place), grain, -1, skip=True)
    while unit is not None:
        touching = [one for one in codings if one.span.overlaps(unit.span)]
        if touching:
            return Coded(unit, tuple(touching))
        unit = UNITS.beside(unit, grain, -1, skip=True)
    return None


def test_the_nearest_coded_sentence_is_found_over_uncoded_ones_and_questions() -> None:
    codings = [on(said("First here.")), on(said("Why so?"))]
    found = coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("Another").start, codings)
    assert found is not None
    assert found.unit.span == said("First here.")
    assert found.codings == (codings[0],)


def test_nothing_before() -> None:
    assert coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("First").start, [on(said("First here."))]) is None
    assert coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("No.").start, []) is None
    assert coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("No.").start, [on(said("Good."))]) is None


def test_of_several_codings_of_one_code_the_best_fitting_counts() -> None:
    fits, loose = on(said("One more.")), replace(on(Span(said("One").start, said("too.").end)), weight=-1)
    other = on(said("more"), "mood.pride")
    found = coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("Another").start, [loose, other, fits])
    assert found is not None
    assert found.codings == (fits, other)


def test_a_coding_from_before_into_the_unit_at_hand_counts_for_the_unit_before() -> None:
    wide = on(Span(said("First").start, said("Then there.").end))
    found = coded_before(DOCUMENT, UNITS, Grain.SENTENCE, said("Then").start, [wide])
    assert found is not None
    assert found.unit.span == said("First here.")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, min(len(TEXT), start + draw(st.integers(1, 60))))


@settings(max_examples=300)
@given(st.sampled_from(list(Grain)), st.integers(0, len(TEXT) - 1), st.lists(spans(), max_size=6))
def test_it_is_what_walking_back_finds(grain: Grain, place: int, found: list[Span]) -> None:
    codings = [on(span, f"mood.{number}") for number, span in enumerate(found)]
    expected, actual = naive(grain, place, codings), coded_before(DOCUMENT, UNITS, grain, place, codings)
    if expected is None or actual is None:
        assert actual is expected
    else:
        assert actual.unit == expected.unit
        assert set(actual.codings) == set(expected.codings)
