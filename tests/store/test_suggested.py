"""Suggestions with all that is known of them, and what documents were asked with: kept, taken back, migrated."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError, StorageError
from coder.model.coding import Suggestion, SuggestionState, suggestion_id
from coder.model.edit import AddSuggestions, Batch, Edit, RemoveSuggestions, Stamp, Suggested
from coder.model.span import Span
from coder.privacy.proposal import Kind, Proposal
from coder.store.rows import edit_from_row, edit_to_row, suggestion_from_row, suggestion_to_row
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

TABLES = ("document", "coding", "suggestion", "suggested")
ORIGINS = ("cues.v1", "model.v1", "cues.v1+model.v1")


def one(document: str, start: int = 18, **others: object) -> Suggestion:
    span = Span(start, start + 7)
    made = Suggestion(
        suggestion_id(document, span, "mood.story.rise", "model.v1"),
        document,
        span,
        "mood.story.rise",
        1,
        0.62,
        "words: getting, better",
        "model.v1",
        1,
        calibrated=True,
        nearest=("c1", "c2"),
        about="south",
    )
    return replace(made, **others)  # type: ignore[arg-type]


def stamp(number: int) -> Stamp:
    return Stamp(f"{number:064}", Fraction(1, 5), "seed", f"2026-01-01T00:00:{number:02}.000+00:00")


def dump(study: Study) -> dict[str, list[tuple[object, ...]]]:
    db = study._store.db
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def without_stamps(study: Study) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows for table, rows in dump(study).items() if table != "suggested"}


suggestions = st.builds(
    Suggestion,
    id=st.text(min_size=1, max_size=9),
    document=st.text(max_size=5),
    span=st.integers(0, 99).map(lambda start: Span(start, start + 5)),
    code=st.text(max_size=9),
    weight=st.none() | st.integers(-2, 2),
    confidence=st.floats(0, 1),
    reason=st.text(max_size=20),
    origin=st.sampled_from(ORIGINS),
    revision=st.integers(1, 9),
    state=st.sampled_from(SuggestionState),
    calibrated=st.booleans(),
    nearest=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    about=st.none() | st.text(max_size=5),
)


@given(suggestions)
def test_a_suggestion_and_its_edit_come_back_as_they_were(suggestion: Suggestion) -> None:
    assert suggestion_from_row(suggestion_to_row(suggestion)) == suggestion
    edit = AddSuggestions((suggestion,))
    assert edit_from_row(*edit_to_row(edit)) == edit
    asked = Suggested("d", None, Stamp("s", Fraction(1, 3), "seed", "now"))
    assert edit_from_row(*edit_to_row(asked)) == asked


def test_a_journal_from_before_these_fields_is_read() -> None:
    payload = (
        '{"suggestions":[{"id":"s","document":"d","span":{"start":1,"end":2},"code":"c","weight":1,"confidence":0.5,'
        '"reason":"r","origin":"cues.v1","revision":1,"state":"pending"}]}'
    )
    expected = AddSuggestions((Suggestion("s", "d", Span(1, 2), "c", 1, 0.5, "r", "cues.v1", 1),))
    assert edit_from_row("add_suggestions", payload) == expected


class Doing:
    """What may happen to suggestions, in any order."""

    def __init__(self, study: Study, document: str) -> None:
        self.study, self.document = study, document

    def step(self, choice: int, number: int) -> None:
        study = self.study
        waiting = study.suggestions()
        chosen = waiting[number % len(waiting)] if waiting else None
        match choice:
            case 0 | 1:
                fresh = [one(self.document, 18 + place) for place in range(number, number + 3)]
                known = study._tables.suggestion_ids()
                self.ask(number, AddSuggestions(tuple(made for made in fresh if made.id not in known)))
            case 2:
                self.ask(number, RemoveSuggestions(waiting[:2]))
            case 3 if chosen:
                study.accept(chosen.id, 2)
            case 4 if chosen:
                study.reject(chosen.id)
            case 5 if chosen:
                renewed = replace(chosen, confidence=number / 100, calibrated=not chosen.calibrated, about=None)
                self.ask(number, RemoveSuggestions((chosen,)), AddSuggestions((renewed,)))
            case 6 if (study.undo_label() or "import a") != "import a":
                study.undo()
            case 7:
                study.redo()
            case 8:
                self.ask(number)
            case _:
                pass

    def ask(self, number: int, *edits: Edit) -> None:
        before = self.study._tables.stamps().get(self.document)
        after = Suggested(self.document, before, stamp(number))
        self.study._perform(Batch((*edits, after)), "suggestions")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 59)), min_size=1, max_size=30))
def test_tables_equal_the_folded_journal_and_everything_can_be_undone(steps: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_study(Path(folder) / "study") as study:
        doing = Doing(study, add_document(study, "a", town="north"))
        before = without_stamps(study)  # those made before anything else stay
        for step in steps:
            try:
                doing.step(*step)
            except CoderError:
                continue
        assert study.check() == ()
        after, depth = dump(study), 0
        while study.undo_label() != "import a":
            study.undo()
            depth += 1
        assert without_stamps(study) == before
        for _ in range(depth):
            study.redo()
        assert dump(study) == after
        assert study.check() == ()


def asked(study: Study, document: str, number: int, *edits: Edit, alone: bool = False) -> None:
    """Ask a document: what comes of it, and a stamp with that number."""
    said = Suggested(document, study._tables.stamps().get(document), stamp(number))
    study._perform(said if alone else Batch((*edits, said)), f"asked {number}")


@pytest.mark.parametrize("alone", [False, True])
def test_asking_that_changed_nothing_is_no_step_of_undo(tmp_path: Path, alone: bool) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        asked(study, document, 1, AddSuggestions((one(document),)))
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        label = study.undo_label()
        asked(study, document, 2, alone=alone)
        assert study.undo_label() == label
    with Study.open(tmp_path / "s", "JW") as study:
        assert study.stamps() == {document: stamp(2)}, "the next run passes it over"
        assert study.undo() == label
        assert (study.codings(), study.stamps()) == ((), {document: stamp(1)}), "what stood on it goes with it"
        assert study.check() == ()
        study.redo()
        assert (len(study.codings()), study.stamps()) == (1, {document: stamp(2)})
        assert study.undo_label() == label
        study.undo()
        assert study.undo() == "asked 1"
        assert (study.suggestions(), study.stamps()) == ((), {})
        assert study.check() == ()


def test_redo_survives_asking_that_changed_nothing(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        asked(study, document, 1, AddSuggestions((one(document),)))
        study.undo()
        asked(study, document, 2)
        assert study.redo_label() == "asked 1"
        study.undo()
        study.redo()
        study.redo()
        assert (study.suggestions(), study.stamps()) == ((one(document),), {document: stamp(1)})
        study.undo()
        assert (study.suggestions(), study.stamps()) == ((), {document: stamp(2)})
        assert study.check() == ()


def test_an_import_is_undone_though_its_document_was_asked_since(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        asked(study, document, 1)
        assert study.undo() == "import a"
        assert study.documents() == ()
        study.redo()
        assert study.stamps() == {document: stamp(1)}
        assert study.check() == ()


def test_an_undo_of_mere_asking_in_an_older_journal_is_no_step_either(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        label = study.undo_label()
        asked(study, document, 1)
        seq = study.log(1)[0].seq
        back = Batch((Suggested(document, stamp(1), None),))
        study._store.perform(back, "undo: asked 1", "MK", "2026-01-01T00:00:00.000+00:00", reverts=seq)
        assert study.undo_label() == label
        assert study.redo_label() is None
        study.undo()
        study.redo()
        assert (len(study.codings()), study.stamps()) == (1, {})
        assert study.check() == ()


def test_a_stamp_of_another_time_is_refused(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study._perform(Suggested(document, None, stamp(1)), "asked")
        for edit in (Suggested(document, None, stamp(2)), Suggested(document, stamp(3), stamp(2))):
            with pytest.raises(StorageError, match="no longer holds"):
                study._perform(edit, "asked")
        assert study._tables.stamps() == {document: stamp(1)}
        study._perform(Suggested(document, stamp(1), None), "never asked")
        assert study._tables.stamps() == {}
        assert study.check() == ()


def test_an_older_study_gets_the_columns_and_a_copy_is_kept(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        old = one(document, calibrated=False, nearest=(), about=None)
        study._perform(AddSuggestions((old,)), "suggestions")
    with closing(sqlite3.connect(study.path / "study.db")) as db:  # as earlier versions left it
        for column in ("calibrated", "nearest", "about"):
            db.execute(f"ALTER TABLE suggestion DROP COLUMN {column}")
        db.execute("DROP TABLE suggested")
        db.execute("DROP TABLE IF EXISTS evaluation")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_suggested'")
        db.execute("PRAGMA user_version = 5")
        db.commit()
    with Study.open(study.path, "MK") as again:
        assert again.suggestions() == (old,)
        assert again.check() == ()
    assert [path.name for path in study.path.glob("study.before-*")] == ["study.before-006.db"]


def test_names_go_from_all_that_a_suggestion_says_and_come_back(tmp_path: Path) -> None:
    open_cases = re.sub(r"cases: .*\n", "cases: []}\n", CODEBOOK)
    with Study.create(tmp_path / "s", open_cases, "towns.yaml", "MK") as study:
        document = add_document(study, "a", "Wagner-Lindqvist says it is getting better.", town="Wagner-Lindqvist")
        said = one(document, 18, reason='like "Wagner-Lindqvist says"', about="Wagner-Lindqvist")
        study._perform(Batch((AddSuggestions((said,)), Suggested(document, None, stamp(1)))), "suggestions")
        study.pseudonymise((Proposal("Wagner-Lindqvist", Kind.PERSON, "A"),))
        (told,) = study.suggestions()
        assert told.reason == 'like "A says"'
        assert (told.about, told.nearest, told.calibrated) == ("A", ("c1", "c2"), True)
        assert study._tables.stamps() == {document: stamp(1)}
        assert study.check() == ()
        study.restore_names()
        assert study.suggestions() == (said,)
        assert study.check() == ()
