"""Predictions made elsewhere, as tables and as JSONL of strangers."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.codings_csv import Offsets, Phrases, Quote
from coder.formats.tables import TableError
from coder.formats.training.predictions import LARGEST, PredictionRow, refused
from coder.formats.training.predictions import parse as read
from coder.model.span import Span
from tests.formats.fuzzing import CHANCES, FUZZ, damaged
from tests.formats.tricky import TRICKY

HEAD = "document,code,value,start,end,quote,start_phrase,end_phrase,weight,confidence,about,reason\n"


def parse(data: bytes, name: str) -> tuple[PredictionRow, ...]:
    """The rows of a file in which nothing is wrong. Raises TableError."""
    rows, wrong = read(data, name)
    if wrong:
        raise refused(name, wrong)
    return rows


def one(row: str, head: str = HEAD) -> PredictionRow:
    (found,) = parse((head + row + "\n").encode(), "p.csv")
    return found


def line(**said: Any) -> PredictionRow:
    (found,) = parse(json.dumps({"document": "b01", "code": "a.b", **said}).encode(), "p.jsonl")
    return found


def problems(data: str | bytes, name: str = "p.jsonl") -> list[tuple[int, str]]:
    with pytest.raises(TableError) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), name)
    return [(problem.row, problem.reason) for problem in caught.value.problems]


def test_a_full_row_and_the_same_as_a_line() -> None:
    row = one("b01,a.b,c,10,14,word,,,-1,0.87,prd,many say so")
    assert row == PredictionRow(2, "b01", "a.b.c", Offsets(Span(10, 14), "word"), -1, 0.87, "prd", "many say so")
    assert line(
        code="a.b.c", start=10, end=14, quote="word", weight=-1, confidence=0.87, about="prd", reason="many say so"
    ) == (PredictionRow(1, "b01", "a.b.c", Offsets(Span(10, 14), "word"), -1, 0.87, "prd", "many say so"))


def test_what_is_not_said_stays_open() -> None:
    assert one("b01,a.b,1,2", "document,code,start,end\n") == PredictionRow(2, "b01", "a.b", Offsets(Span(1, 2)))
    assert line(start=1, end=2, weight=None, confidence=None, reason=None) == PredictionRow(
        1, "b01", "a.b", Offsets(Span(1, 2))
    )


def test_other_places_and_other_columns() -> None:
    assert line(quote="so it is", text="So it is, he said.", spans=[], meta={"x": [1]}).place == Quote("so it is")
    assert line(start_phrase="from", end_phrase="to").place == Phrases("from", "to")
    assert one("b01,a.b,so it is,x", "doc,code,quote,logits\n").place == Quote("so it is")


@pytest.mark.parametrize(
    ("written", "meant"), [("0", 0), ("1", 1), ("0,5", 0.5), (".25", 0.25), ("1e-3", 0.001), ("1.", 1), ("0.0", 0)]
)
def test_confidences_as_people_and_programs_write_them(written: str, meant: float) -> None:
    assert one(f'b01,a.b,,1,2,,,,,"{written}",,').confidence == meant
    assert line(start=1, end=2, confidence=written).confidence == meant


@pytest.mark.parametrize(
    "written",
    ["nan", "NaN", "inf", "-0.1", "1.01", "87", "87%", "1e400", "1e999", "0x1", "٠", "1_0", "high", "9" * 5000],
)
def test_confidences_that_are_none(written: str) -> None:
    wrong = [(2, f"confidence '{written[:20]}' is no number from 0 to 1, such as 0.87")]
    assert problems(f'{HEAD}b01,a.b,,1,2,,,,,"{written}",,\n', "p.csv") == wrong


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "01", "0x1", "1e999"])
def test_numbers_that_json_does_not_know(number: str) -> None:
    ((row, reason),) = problems(f'{{"document":"b01","code":"a","start":1,"end":2,"confidence":{number}}}')
    assert row == 1
    assert "JSON" in reason or "confidence" in reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"start": 1.5, "end": 2}, "'1.5' is no offset (characters from the start of the text)"),
        ({"start": -1, "end": 2}, "'-1' is no offset (characters from the start of the text)"),
        ({"start": 2, "end": 2}, "start 2 is not before end 2"),
        ({"start": 1, "end": 10**400}, "end is a number beyond all bounds"),
        ({"start": 1, "end": 1e300}, "'1e+300' is no offset (characters from the start of the text)"),
        ({"start": True, "end": 2}, "start is true or false, where words or a number are wanted"),
        ({"start": 1, "end": [2]}, "end is a list or an object, where words or a number are wanted"),
        ({"start": 1}, "end is empty"),
        ({}, "there is no place: fill start and end, or quote, or start_phrase and end_phrase"),
        ({"start": 1, "end": 2, "code": ""}, "code is empty (its id, as coder codebook show lists it)"),
        (
            {"start": 1, "end": 2, "code": {"id": "a"}},
            "code is a list or an object, where words or a number are wanted",
        ),
        ({"start": 1, "end": 2, "weight": "much"}, "weight 'much' is no whole number"),
        ({"start": 1, "end": 2, "weight": 0.5}, "weight '0.5' is no whole number"),
        ({"start": 1, "end": 2, "confidance": 0.5}, "'confidance' is unknown; should it be 'confidence'?"),
        ({"start": 1, "end": 2, "reason": "so " * 300}, "the reason has 899 characters, more than 500"),
        (
            {"quote": "a", "start_phrase": "b", "end_phrase": "c"},
            "two places: give either phrases or a quote or offsets",
        ),
    ],
)
def test_every_line_is_told_what_is_wrong_with_it(said: Mapping[str, Any], reason: str) -> None:
    wrong = json.dumps({"document": "b01", "code": "a.b", **said})
    right = json.dumps({"document": "b01", "code": "a.b", "start": 1, "end": 2})
    assert problems(f"{right}\n\n{wrong}\n{right}") == [(3, reason)]


def test_a_number_as_a_float_is_whole_if_it_is() -> None:
    assert line(start=1.0, end=2.0, weight=-1.0).place == Offsets(Span(1, 2))


@pytest.mark.parametrize("broken", ["{", "[]", '"a"', "1", "null", '{"a":1}{"b":2}', "document,code", "[" * 100_000])
def test_what_is_no_object_is_refused_line_by_line(broken: str) -> None:
    assert problems(broken) == [(1, "this is no JSON object, or holds numbers that JSON does not know")]


def test_deep_nesting_in_what_is_passed_over_does_no_harm() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    said = f'{{"document":"b01","code":"a","start":1,"end":2,"meta":{deep}}}'
    assert problems(said) == [(1, "this is no JSON object, or holds numbers that JSON does not know")]


def test_what_is_wrong_with_a_row_is_left_out_of_it_and_the_rest_is_read() -> None:
    rows, wrong = read((HEAD + "b01,a.b,,5,2,,,,9x,7,prd,\n,a.b,,1,2,,,,1,,,\n").encode(), "p.csv")
    assert rows == (
        PredictionRow(2, "b01", "a.b", None, None, None, "prd"),
        PredictionRow(3, "", "a.b", Offsets(Span(1, 2)), 1),
    )
    assert [one.row for one in wrong] == [2, 2, 2, 3]
    assert wrong[-1].reason == "document is empty (its name, as coder documents lists it)"


def test_a_mistake_in_every_row_is_not_told_a_thousand_times() -> None:
    wrong = json.dumps({"document": "b01", "code": "a.b", "start": 1, "end": 2, "confidance": 0.5}) + "\n"
    unknown = "'confidance' is unknown; should it be 'confidence'?"
    assert problems(wrong * 1000) == [(1, f"{unknown} (and in 999 more rows: 2, 3, 4, 5, 6, …)")]
    assert problems(wrong * 2) == [(1, f"{unknown} (and in 1 more row: 2)")]


def test_of_a_thousand_different_mistakes_a_hundred_are_told() -> None:
    told = problems(
        "".join(json.dumps({"document": "b", "code": "a", "start": -n, "end": 2}) + "\n" for n in range(1, 1001))
    )
    assert len(told) == 101
    assert told[-1] == (101, "and 900 more from here on")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_are_recognised(encoding: str, newline: str) -> None:
    said = json.dumps({"document": "b01", "code": "a", "quote": "Müller 产业"}, ensure_ascii=False)
    found = parse((said + newline + said).encode(encoding), "p.jsonl")
    assert [row.place for row in found] == [Quote("Müller 产业")] * 2


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_tricky_words_come_in_as_they_are(text: str) -> None:
    assert line(quote=text).place == Quote(text)


def test_line_ends_of_other_kinds_are_words() -> None:
    said = {"document": "b01", "code": "a", "quote": "so\u2028it\x85is\u2029"}
    (found,) = parse(json.dumps(said, ensure_ascii=False).encode(), "p.jsonl")
    assert found.place == Quote("so\u2028it\x85is\u2029")


@pytest.mark.parametrize("name", ["p.spacy", "p.pkl", "p.json", "p", "p.npz", "p.parquet"])
def test_what_has_to_be_unpacked_is_not_read(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"write them as \.csv or \.jsonl") as caught:
        parse(pickle.dumps({}), name)
    assert not isinstance(caught.value, TableError)


@pytest.mark.parametrize("name", ["p.csv", "p.jsonl"])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\n \n", b"PK\x03\x04", b"\0\1\2\3" * 50])
def test_files_without_rows_are_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError):
        parse(data, name)


def test_files_beyond_all_bounds_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 60 MB"):
        parse(bytes(LARGEST + 1), "p.jsonl")


@FUZZ
@given(CHANCES, st.sampled_from(("p.csv", "p.jsonl")))
def test_damaged_files_are_refused_or_read_and_nothing_else(chance: Any, name: str) -> None:
    good = {
        "p.csv": HEAD.encode() + b'b01,a.b,,1,2,,,,1,0.5,,"so, he"\n' * 3,
        "p.jsonl": b'{"document":"b01","code":"a","start":1,"end":2,"confidence":0.5}\n' * 3,
    }[name]
    try:
        rows = parse(damaged(chance, good, (b'"', b"{", b",", b"\n", b"NaN", b"1e9", b"\\u", b"\xff", b"\0")), name)
    except UnreadableError:
        return
    assert all(row.confidence is None or 0 <= row.confidence <= 1 for row in rows)
