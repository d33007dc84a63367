from __future__ import annotations

import json

from hypothesis import given

from coder.formats.reports.as_json import render
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import REPORT, anything


def test_facts_and_records() -> None:
    found = json.loads(render(REPORT))
    assert (found["report"], found["title"], found["language"]) == ("evidence", "Evidence book", "en")
    assert found["facts"] == {"Codebook": "towns 1.2.0", "Study": "towns"}
    moods, codings = found["tables"]
    assert moods["columns"][1] == {"id": "north", "label": "North"}
    assert moods["records"][0] == {"row": "Pride", "north": "++†1/3 (2 of 3)", "share": 0.5, "count": 3}
    assert moods["records"][2]["share"] is None
    assert len(moods["records"]) == 3
    assert moods["notes"][0] == "Marks: † contested."
    assert codings["records"][0] == {"quote": 'a, "b"\nc'}


@given(anything)
def test_any_text_comes_back(text: str) -> None:
    columns = (Column("a", text), Column("b", "B", number=True))
    table = Table("t", columns, (Line((text, float("nan"))), Line((text, float("inf")))))
    found = json.loads(render(Report("r", text, "en", (table,))))
    assert found["title"] == text
    assert found["tables"][0]["records"] == [{"a": text, "b": None}] * 2
