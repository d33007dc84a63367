"""A codebook grown from nothing: codes from passages, parked, then read as a row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder import shipped
from coder.codebook.ops_row import kinds
from coder.codebook.read import check
from coder.errors import CoderError
from coder.model.codebook import CodeKind, RowKind
from coder.model.overview import State
from coder.model.span import Span
from coder.study import Study

NORTH = """\
---
case: north
interview: n1
---
I: Who began it?

A: The town began it. The firms came later.
"""
SOUTH = NORTH.replace("north", "south").replace("n1", "s1").replace("The town began it.", "The firms began it.")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    corpus = tmp_path / "in"
    corpus.mkdir()
    (corpus / "n.md").write_text(NORTH, "utf-8")
    (corpus / "s.md").write_text(SOUTH, "utf-8")
    with Study.create(tmp_path / "study", *shipped.codebook_text("empty"), "MK") as made:
        made.import_transcripts([corpus])
        yield made


def coded(study: Study, name: str, words: str, code: str) -> None:
    (document,) = (study.document(one.id) for one in study.documents() if one.name == name)
    start = document.text.index(words)
    study.code(document.id, Span(start, start + len(words)), code, 2)


def cells(study: Study, row: str) -> list[str]:
    overview = study.overview()
    (found,) = (one for one in overview.rows if one.id == row)
    return [found.cells[column.id].printed or found.cells[column.id].state.value for column in overview.columns]


def test_a_free_code_becomes_the_first_value_of_a_row_and_others_follow(study: Study) -> None:
    town = study.add_code("The town began it")
    firms = study.add_code("The firms began it")
    coded(study, "n", "The town began it.", town.id)
    coded(study, "s", "The firms began it.", firms.id)
    with pytest.raises(CoderError, match="no table"):
        study.overview()
    row = study.make_row(town.id, RowKind.ONE, "Who begins")
    assert (row.id, row.kind, study.codebook.row_label(row)) == ("who_begins", RowKind.ONE, "Who begins")
    assert cells(study, row.id) == ["The town began it", State.EMPTY.value]
    from coder.codebook.ops import Move

    study.restructure(Move(firms.id, row.code), "it is the other answer")
    assert cells(study, row.id) == ["The town began it", "The firms began it"]
    assert check(study.codebook_file.read_text("utf-8"), "x")[0] == []


def test_a_group_becomes_a_row_with_its_codes_as_values(study: Study) -> None:
    text = study.codebook_file.read_text("utf-8")
    group = "codes:\n- id: begin\n  label: Beginning\n  codable: false\n"
    study.codebook_file.write_text(text.replace("codes:\n", group).replace("0.1.0", "0.2.0"), "utf-8")
    study.apply_codebook()
    low, high = study.add_code("late", "begin"), study.add_code("early", "begin")
    coded(study, "n", "The firms came later.", low.id)
    row = study.make_row("begin", RowKind.ORDINAL)
    assert row.order == ("late", "early")
    assert study.codebook.code("begin").kind is CodeKind.ROW
    assert [study.codebook.text(study.codebook.code(one.id).definition) for one in (low, high)] == ["late", "early"]
    assert cells(study, "begin") == ["late", State.EMPTY.value]
    with pytest.raises(CoderError, match="has a row already"):
        study.make_row("begin")
    another = study.make_row(study.add_code("Luck").id, RowKind.LIST, "What helped")
    assert [table.rows for table in study.codebook.tables] == [("begin", another.id)]


def test_undo_takes_a_row_back_whole(study: Study) -> None:
    town = study.add_code("The town began it")
    coded(study, "n", "The town began it.", town.id)
    before = study.codebook
    study.make_row(town.id, RowKind.SET, "Who begins")
    study.undo()
    assert study.codebook == before
    assert study.codebook_file.read_text("utf-8").count("who_begins") == 0
    study.redo()
    assert cells(study, "who_begins") == ["The town began it", State.EMPTY.value]


def test_a_row_needs_a_code_that_can_have_one(study: Study) -> None:
    town = study.add_code("The town began it")
    with pytest.raises(CoderError, match="cannot be a row of kind rating"):
        study.make_row(town.id, RowKind.RATING)
    with pytest.raises(CoderError, match="there is no code"):
        study.make_row("nothing")
    row = study.make_row(town.id, RowKind.ONE, "Who begins")
    (value,) = study.codebook.children(row.code)
    assert kinds(value) == ()
    with pytest.raises(CoderError, match="choose a group"):
        study.make_row(value.id)
    study.codebook_file.write_text(study.codebook_file.read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(CoderError):
        study.make_row(row.code)
