"""Which codings count as evidence, when they lie on the same words and speak of different cases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder.study import Study

CODEBOOK = """\
format: codebook/1
id: places
version: 1.0.0
status: draft
languages: [en]
title: Places
case_attribute:
  id: place
  cases: [{id: north, label: North}, {id: south, label: South}]
document_attributes:
- {id: place, kind: case, required: true}
codes:
- id: mood
  label: Mood
  applies: value
  children:
  - {id: mood.good, label: good, definition: Things go well.}
  - {id: mood.bad, label: bad, definition: Things go badly.}
rows:
- {id: mood, code: mood, kind: one, label: Mood}
tables:
- {id: all, title: All, columns: place, rows: [mood]}
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = Study.create(tmp_path / "study", CODEBOOK, "places.yaml", "MK")
    path = tmp_path / "talk.txt"
    path.write_text("I: How is it?\nR: It goes well here and over there.\n")
    study.import_transcripts([path], {"place": "north"})
    return study


def shown(study: Study) -> dict[str, tuple[str, int]]:
    (row,) = study.overview("all").rows
    return {case: (cell.text, len(cell.supporting)) for case, cell in row.cells.items()}


def coded_about_both(study: Study) -> str:
    (document,) = study.documents()
    words = study.document(document.id).turns[1].span
    study.code(document.id, words, "mood.good", 2)
    study.code(document.id, words, "mood.good", 1, about="south")
    return document.id


def test_the_same_words_count_for_each_case_they_are_coded_about(study: Study) -> None:
    coded_about_both(study)
    assert shown(study) == {"north": ("good", 1), "south": ("good", 1)}
    assert study.check() == ()


def test_codings_become_doubles_when_their_document_moves_to_the_case_they_are_about(study: Study) -> None:
    document = coded_about_both(study)
    study.set_attribute(document, "place", "south")
    assert shown(study) == {"north": ("", 0), "south": ("good", 1)}
    study.undo()
    assert shown(study) == {"north": ("good", 1), "south": ("good", 1)}
    assert study.check() == ()


def test_an_older_study_is_counted_anew(study: Study) -> None:
    coded_about_both(study)
    study.close()
    with closing(sqlite3.connect(study.path / "study.db")) as db:  # as earlier versions left it
        db.execute("UPDATE coding SET counts = 0 WHERE about = 'south'")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm004_counted_by_case'")
        db.execute("PRAGMA user_version = 3")
        db.commit()
    with Study.open(study.path, "MK") as again:
        assert shown(again) == {"north": ("good", 1), "south": ("good", 1)}
        assert again.check() == ()
