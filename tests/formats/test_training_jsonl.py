"""Examples as JSONL: read again by plain JSON readers, and as Prodigy's texts with spans."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.training.jsonl import render
from coder.formats.visible import HIDDEN
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role, Turn
from coder.model.example import FOLDS, Example, folds
from coder.model.span import Span
from tests.formats.tricky import TRICKY


def coding(start: int, end: int, code: str = "a.b", coder: str = "MK", weight: int = 2) -> Coding:
    return Coding(
        f"{start}-{end}-{code}-{coder}", "d", Span(start, end), code, weight, coder, None, Tense.PRESENT, BY_HAND, 1, ""
    )


def example(text: str, at: int = 0, *codings: Coding, turns: tuple[Turn, ...] = ()) -> Example:
    return Example(
        text=text,
        document="b01",
        span=Span(at, at + len(text)),
        language="en",
        role="respondent",
        case=None,
        fold=0,
        read=True,
        codings=codings,
        turns=turns,
    )


def lines(*examples: Example) -> list[Any]:
    return [json.loads(line) for line in io.BytesIO(render(examples))]


def test_a_line_holds_words_place_speaker_codes_weights_and_coders() -> None:
    (found,) = lines(example("It is better.", 100, coding(100, 105), coding(106, 113, "a.c", "JW", -1)))
    assert found == {
        "text": "It is better.",
        "spans": [{"start": 0, "end": 5, "label": "a.b"}, {"start": 6, "end": 13, "label": "a.c"}],
        "document": "b01",
        "start": 100,
        "end": 113,
        "language": "en",
        "role": "respondent",
        "case": None,
        "fold": 0,
        "read": True,
        "codes": ["a.b", "a.c"],
        "codings": [
            {
                "code": "a.b",
                "weight": 2,
                "coder": "MK",
                "start": 100,
                "end": 105,
                "about": None,
                "tense": "present",
                "origin": "hand",
            },
            {
                "code": "a.c",
                "weight": -1,
                "coder": "JW",
                "start": 106,
                "end": 113,
                "about": None,
                "tense": "present",
                "origin": "hand",
            },
        ],
        "rejected": [],
    }


def test_what_two_coders_say_is_one_span_and_a_longer_coding_is_cut_to_the_text() -> None:
    (found,) = lines(example("abc", 10, coding(5, 12), coding(5, 12, coder="JW"), coding(0, 10, "a.c")))
    assert found["spans"] == [{"start": 0, "end": 2, "label": "a.b"}]
    assert [one["coder"] for one in found["codings"]] == ["MK", "JW", "MK"]


def test_a_whole_document_tells_its_turns() -> None:
    (found,) = lines(example("I: Hm? R: Yes.", turns=(Turn(Span(10, 14), "Ms Secret", Role.RESPONDENT),)))
    assert found["turns"] == [{"start": 10, "end": 14, "role": "respondent"}]
    assert "Secret" not in str(found), "who speaks is told by role"


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_tricky_words_come_back_and_no_line_holds_signs_that_steer_or_end_it(text: str) -> None:
    one = example(text, 0, coding(0, len(text)))
    (found,) = lines(one)
    assert (found["text"], found["spans"]) == (text, [{"start": 0, "end": len(text), "label": "a.b"}])
    assert HIDDEN.search(render([one]).decode().removesuffix("\n")) is None


@given(st.text(min_size=1))
def test_any_text_comes_back_from_one_line(text: str) -> None:
    data = render([example(text), example("next")])
    assert [json.loads(line)["text"] for line in data.decode().splitlines()] == [text, "next"]


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=30))
def test_folds_are_dealt_evenly_whatever_the_order(keys: dict[str, str]) -> None:
    dealt = folds(keys)
    sizes = [list(dealt.values()).count(fold) for fold in range(FOLDS)]
    assert dealt.keys() == keys.keys()
    assert max(sizes) - min(sizes) <= 1
    assert folds(dict(reversed(keys.items()))) == dealt
