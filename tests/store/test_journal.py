from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError, StorageError
from coder.model.coding import Tense
from coder.model.judgement import OverrideType
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

TABLES = ("document", "attribute", "marked", "coding", "memo", "suggestion", "judgement")


def dump(study: Study) -> dict[str, list[tuple[object, ...]]]:
    db = study._store.db
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def step(study: Study, document: str, choice: int, start: int, weight: int) -> None:
    """One of the things a coder does; out-of-place ones must be refused without a trace."""
    existing = study.codings()
    chosen = existing[start % len(existing)].id if existing else "none"
    span = Span(18 + start, 18 + start + 7)
    match choice:
        case 0:
            study.code(document, span, "mood.story.rise", weight)
        case 1:
            study.code(document, span, "mood.pride", weight)
        case 2:
            study.uncode([chosen])
        case 3:
            study.change(chosen, weight=weight)
        case 4:
            study.change(chosen, span=span, tense=Tense.PAST)
        case 5:
            study.write_memo("coding", chosen, f"memo {start}")
        case 6:
            study.set_attribute(document, "town", ("north", "south", None)[start % 3])
        case 7:
            study.mark_coded(document, coded=start % 2 == 0)
        case 8:
            study.code_many(document, span, [("mood.story.rise", 2), ("mood.story.decline", -1)])
        case 9 if study.undo_label() != "import a":
            study.undo()
        case 9:
            pass
        case 10:
            study.redo()
        case _:
            judge(study, choice, ("mood.story", "mood.pride")[start % 2], start)


def judge(study: Study, choice: int, row: str, start: int) -> None:
    """Lay something over a cell, or take it away."""
    match choice:
        case 11:
            kind = list(OverrideType)[start % len(OverrideType)]
            text, reference = ("so it is", "Yearbook 2020") if start % 3 else ("", "")
            values = () if text else ("decline" if row == "mood.story" else "p",)
            study.override(
                row, "north", kind, f"because of reason {start:03}", values=values, text=text, reference=reference
            )
        case 12:
            study.take_back_override(row, "north")
        case 13:
            study.sign_off(row, "north")
        case 14:
            study.take_back_sign_off(row, "north")
        case 15:
            study.summarise(
                row, "north", f"In short {start}.", study.trace(row, "north").cell.supporting[: 1 + start % 3]
            )
        case _:
            study.take_back_summary(row, "north")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, 16), st.integers(0, 200), st.sampled_from([2, 1, -1, -2])), min_size=1, max_size=30
    )
)
def test_tables_equal_the_folded_journal_and_everything_can_be_undone(steps: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_study(Path(folder) / "study") as study:
        document = add_document(study, "a", town="north")
        before = dump(study)
        for choice, start, weight in steps:
            try:
                step(study, document, choice, start, weight)
            except CoderError:
                continue
        assert study.check() == ()
        after = dump(study)
        depth = 0
        while study.undo_label() != "import a":
            study.undo()
            depth += 1
        assert dump(study) == before
        for _ in range(depth):
            study.redo()
        assert dump(study) == after
        assert study.check() == ()


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        first = study.code(document, Span(20, 30), "mood.story.rise", 2)
        study.code(document, Span(40, 50), "mood.story.decline", 1)
    with Study.open(tmp_path / "s", "MK") as study:
        assert study.undo_label() == "code 'decline' a:40-50 (+1)"
        assert study.undo() == "code 'decline' a:40-50 (+1)"
        assert [coding.id for coding in study.codings()] == [first.id]
    with Study.open(tmp_path / "s", "JW") as study:
        assert study.redo_label() == "code 'decline' a:40-50 (+1)"
        study.redo()
        assert [coding.code for coding in study.codings()] == ["mood.story.rise", "mood.story.decline"]
        assert study.redo_label() is None


def test_a_new_edit_ends_what_could_be_redone(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        study.undo()
        study.code(document, Span(20, 30), "mood.story.decline", 2)
        with pytest.raises(CoderError, match="nothing to redo"):
            study.redo()


def test_the_start_of_a_study_cannot_be_undone(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        assert study.undo_label() is None
        with pytest.raises(CoderError, match="nothing to undo"):
            study.undo()


def test_two_processes_share_one_history(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as one, Study.open(tmp_path / "s", "JW") as other:
        document = add_document(one, "a")
        assert other.changed_elsewhere()
        assert not other.changed_elsewhere()
        other.code(document, Span(20, 30), "mood.story.rise", 2)
        assert one.changed_elsewhere()
        assert one.undo() == "code 'rise' a:20-30 (+2)"
        assert other.codings() == ()
        assert other.check() == ()


def test_the_journal_refuses_to_be_rewritten(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            study._store.db.execute("UPDATE journal SET coder = 'other'")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            study._store.db.execute("DELETE FROM journal")


def test_check_finds_a_changed_entry_a_changed_row_and_lost_content(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        assert study.check() == ()
        db = study._store.db
        db.execute("UPDATE coding SET weight = 1")
        assert study.check() == ("the table of codings is not what the journal says",)
        db.execute("UPDATE coding SET weight = 2")
        db.execute("DROP TRIGGER journal_is_append_only")
        db.execute("UPDATE journal SET coder = 'XX' WHERE seq = 2")
        assert study.check()[0].startswith("journal entry 2 of ")
        db.execute("UPDATE content SET bytes = x'00' WHERE sha256 = (SELECT text_sha256 FROM document)")
        assert any("does not have the bytes" in problem for problem in study.check())


def test_a_failing_edit_leaves_nothing_behind(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, Span(20, 30), "mood.story.rise", 2)
        before, entries = dump(study), len(study.log())
        with pytest.raises(CoderError, match="lies outside the text"):
            study.code(document, Span(20, 99999), "mood.story.rise", 2)
        with pytest.raises(CoderError, match="no code 'nonsense'"):
            study.code(document, Span(20, 30), "nonsense", 2)
        with pytest.raises(CoderError, match="cannot have the weight 0"):
            study.code(document, Span(20, 30), "mood.story.rise", 0)
        with pytest.raises(CoderError, match="cannot be coded itself"):
            study.code(document, Span(20, 30), "mood.story", 2)
        with pytest.raises(CoderError, match="no town 'east'"):
            study.code(document, Span(20, 30), "mood.story.rise", 2, about="east")
        assert dump(study) == before
        assert len(study.log()) == entries


def test_a_full_disk_is_one_clear_line_and_changes_nothing(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        before = dump(study)
        pages = study._store.db.execute("PRAGMA page_count").fetchone()[0]
        study._store.db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageError, match=r"the disk is full; nothing was changed \(free some space"):
            study.write_memo("document", document, "long " * 100_000)
        assert dump(study) == before
        study._store.db.execute("PRAGMA max_page_count = 1000000")
        assert study.check() == ()


def test_a_codebook_parsed_by_a_program_with_another_model_is_no_damage(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        db = study._store.db
        db.execute("UPDATE revision SET parsed = json_set(parsed, '$.of_another_version', json('[]'))")
        assert study.check() == ()
        db.execute("UPDATE revision SET parsed = json_set(parsed, '$.title.en', 'Forged')")
        assert study.check() == ("the table of revisions is not what the journal says",)
