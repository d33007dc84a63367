"""A project that was coded in another tool becomes documents, codes and codings, in one edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.formats.nodes import read_nodes
from coder.model.coding import FROM_TAGUETTE
from coder.model.report import ImportReport
from coder.study import Study
from tests.formats.taguette_project import mark, paragraphs, project
from tests.studies import CODEBOOK, new_study

PAGE = paragraphs("I: How is it?", "R: It is 😀 getting better, and dirty.", "I: Is it?", "R: Yes.")
NODES = read_nodes(PAGE).source
TAGS = {"Rise": "", "pride": "How proud.", "mood": "", "dirt.street": "Litter\nand such.", "unused": "Nobody said so."}
MARKS = [
    mark(NODES, "getting better", 1),
    mark(NODES, "dirty", 4, 2),
    mark(NODES, "It is 😀", 3, snippet="It was"),
    mark(NODES, "Is it?", 1),
]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        yield study


def imported(study: Study, tmp_path: Path, name: str = "p.sqlite3", also: str = "") -> ImportReport:
    path = tmp_path / name
    path.write_bytes(project({"One.odt": PAGE, "Two.odt": PAGE}, TAGS, {"One.odt": MARKS}, also))
    report = study.import_transcripts([path])
    assert report.refused == ()
    return report


def test_codes_are_found_or_parked_and_words_kept(study: Study, tmp_path: Path) -> None:
    report = imported(study, tmp_path)
    assert [(one.document, one.codings) for one in report.imported] == [("One", 5), ("Two", 0)]
    assert report.codes == ("pride", "mood", "dirt.street", "unused")
    assert report.notes == (
        "'pride' became a code of its own, taguette.pride: mood.pride is coded with a level",
        "'mood' became a code of its own, taguette.mood: mood is not coded itself",
        "1 of 5 codings touch no respondent's words and do not count as evidence",
    )
    first = study.document(study.documents()[0].id)
    codings = study.codings()
    assert [(one.code, first.quote(one.span)) for one in codings] == [
        ("taguette.mood", "It is 😀"),
        ("mood.story.rise", "getting better"),
        ("taguette.dirt_street", "dirty"),
        ("taguette.pride", "dirty"),
        ("mood.story.rise", "Is it?"),
    ]
    assert {(one.origin, one.coder, one.weight, one.revision) for one in codings} == {(FROM_TAGUETTE, "MK", 2, 2)}
    assert study.codebook.code("taguette.dirt_street").definition == {"en": "Litter\nand such."}
    assert study.codebook.code("taguette.dirt_street").label == {"en": "dirt.street"}
    assert study.codebook.code("taguette.unused").parent == "taguette"
    assert study._tables.wordings() == {codings[0].id: "It was"}
    assert study.notices() == ()
    assert study.check() == ()


def test_one_undo_takes_it_all_back_and_redo_brings_it(study: Study, tmp_path: Path) -> None:
    before = study.codebook
    imported(study, tmp_path)
    after, codings = study.codebook, study.codings()
    study.undo()
    assert (study.documents(), study.codings(), study.codebook) == ((), (), before)
    assert study.codebook_file.read_text("utf-8") == CODEBOOK
    assert study.check() == ()
    study.redo()
    assert (study.codebook, study.codings()) == (after, codings)
    assert study.notices() == study.check() == ()


def test_the_same_import_again_is_a_no_op_and_codes_are_found_again(study: Study, tmp_path: Path) -> None:
    imported(study, tmp_path)
    entries, codebook = len(study.log()), study.codebook
    again = imported(study, tmp_path)
    assert all(one.unchanged for one in again.imported)
    assert (len(study.log()), again.codes, len(study.codings())) == (entries, (), 5)
    other = imported(
        study,
        tmp_path,
        "q.sqlite3",
        "UPDATE documents SET name = 'Three' WHERE id = 1; DELETE FROM documents WHERE id = 2",
    )
    assert [(one.document, one.codings) for one in other.imported] == [("Three", 5)]
    assert (other.codes, study.codebook) == ((), codebook)


def test_a_codebook_with_changes_that_wait_is_left_alone(study: Study, tmp_path: Path) -> None:
    study.codebook_file.write_text(CODEBOOK.replace("Pride", "Prides"), "utf-8")
    path = tmp_path / "p.sqlite3"
    path.write_bytes(project({"One": PAGE}, TAGS, {"One": MARKS}))
    with pytest.raises(CoderError, match="was edited"):
        study.import_transcripts([path])
    assert study.documents() == ()
    assert list((study.path / "corpus").iterdir()) == []
    study.codebook_file.write_text(CODEBOOK, "utf-8")
    assert len(study.import_transcripts([path]).imported) == 1


def test_a_name_that_is_taken_refuses_that_document_only(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "Two.txt"
    other.write_text("I: a?\nR: b", "utf-8")
    study.import_transcripts([other])
    path = tmp_path / "p.sqlite3"
    path.write_bytes(project({"One.odt": PAGE, "Two.odt": PAGE}, TAGS, {"One.odt": MARKS}))
    report = study.import_transcripts([path])
    assert [one.document for one in report.imported] == ["One"]
    assert "named 'Two'" in str(report.refused[0])
