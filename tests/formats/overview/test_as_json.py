from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coder.formats.overview.as_json import dumps, overview_json, render, trace_json, vector_json
from coder.model.overview import LeaveOneOut
from tests.formats.overview.sample import DIVIDED, EMPTY, OVERVIEW, THIN, quotation, trace_of

CELL_KEYS = [
    *("text", "values", "relation", "state", "flags", "n", "k", "dissent", "p", "second"),
    *("supporting", "opposing", "override", "m", "printed", "denials", "undecided"),
]


def test_the_document_has_the_keys_of_the_contract_in_their_order() -> None:
    found = overview_json(OVERVIEW)
    assert list(found) == ["table", "title", "codebook", "columns", "overridden", "rows"]
    assert found["codebook"] == {"id": "towns", "version": "1.2.0"}
    assert found["columns"][0] == {"id": "north", "label": "North", "interviews": 4}
    assert list(found["rows"][0]) == ["id", "label", "kind", "group", "cells"]
    for row in found["rows"]:
        assert list(row["cells"]) == ["north", "south", "west"]
        for cell in row["cells"].values():
            assert list(cell) == [*CELL_KEYS, "factor_check", "expected", "sign_off", "summary"]


def test_a_cell() -> None:
    cells = overview_json(OVERVIEW)["rows"][1]["cells"]
    assert cells["north"] == {
        "text": "public | private",
        "values": ["public", "private"],
        "relation": "divided",
        "state": "value",
        "flags": ["coders", "contested", "divided"],
        "n": 4,
        "k": 4,
        "dissent": [2, 4],
        "p": {"public": "1/2", "private": "1/2"},
        "second": None,
        "supporting": ["c1", "c2"],
        "opposing": ["c3"],
        "override": None,
        "m": None,
        "printed": "public | private",
        "denials": 0,
        "undecided": ["c4"],
        "factor_check": None,
        "expected": None,
        "sign_off": None,
        "summary": None,
    }
    assert cells["south"]["state"] == "refuted"
    assert cells["south"]["text"] == ""
    assert cells["south"]["denials"] == 2


def test_checks_and_fractions() -> None:
    rows = overview_json(OVERVIEW)["rows"]
    assert rows[0]["cells"]["north"]["m"] == "3/2"
    assert rows[0]["cells"]["north"]["factor_check"] == {"mark": "+", "score": "4/3", "steps_apart": 1}
    assert rows[3]["cells"]["north"]["expected"] == {"mark": "X", "met": True}
    assert rows[3]["cells"]["south"]["expected"] == {"mark": None, "met": None}
    assert rows[3]["cells"]["south"]["m"] == "0"


def test_a_vector_is_a_cell_with_its_robustness() -> None:
    found = vector_json(THIN, LeaveOneOut(Fraction(1), ()))
    assert list(found) == [*CELL_KEYS, "loio_stable", "pivotal"]
    assert (found["loio_stable"], found["pivotal"]) == ("1", [])
    assert found["p"] == {"rise": "3/4", "fall": "1/4"}
    assert vector_json(EMPTY, LeaveOneOut(None, ()))["loio_stable"] is None


def test_a_trace_carries_its_quotations() -> None:
    found = trace_json(trace_of(DIVIDED, supporting=(quotation(1, "words"),)))
    assert list(found) == [
        *("row", "row_label", "case", "case_label", "kind", "rule", "codebook", "interviews", "cell"),
        *("dissenting", "loio_stable", "pivotal", "supporting", "opposing", "undecided", "sign_off", "summary"),
    ]
    assert (found["loio_stable"], found["pivotal"]) == ("1/2", ["N01", "N02"])
    quoted = found["supporting"][0]
    assert (quoted["quote"], quoted["locator"], quoted["before"]) == ("words", "N01:1:10-20", "I: And then?")
    assert list(quoted)[:6] == ["coding", "document", "interview", "locator", "start", "end"]


def test_render_is_one_line_of_json() -> None:
    assert json.loads(render(OVERVIEW)) == overview_json(OVERVIEW)
    assert render(OVERVIEW).count("\n") == 1


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_and_nothing_steers_the_terminal(text: str) -> None:
    printed = dumps({"text": text})
    assert json.loads(printed) == {"text": text}
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    printed.encode()
