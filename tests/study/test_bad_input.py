"""Whatever goes wrong gives one clear line and leaves the study as it was."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError, Exit, StorageError
from coder.files import write_bytes
from coder.formats.tables import TableError
from coder.model.span import Span
from coder.store.database import explain
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

ROOT = Path(__file__).parent.parent.parent
INTERVIEW = "I: How is it going here?\n\nR: It is getting better, I would say. People smile.\n\nI: Why?\n\nR: Work."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "study") as opened:
        yield opened


def state(study: Study) -> tuple[object, ...]:
    files = sorted(
        path.relative_to(study.path) for path in study.path.rglob("*") if not path.name.startswith("study.db")
    )
    return study.log(), study.documents(), study.codings(), files


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# ---- codebooks


def test_a_broken_codebook_makes_no_study(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match=r"towns.yaml:\d+: "):
        Study.create(tmp_path / "new", CODEBOOK.replace("kind: rating", "kind: ratting"), "towns.yaml", "MK")
    assert not (tmp_path / "new").exists()


def test_a_broken_working_copy_is_refused_with_every_line(study: Study) -> None:
    before = state(study)
    broken = CODEBOOK.replace("kind: rating", "kind: ratting").replace("rows: [mood.pride", "rows: [mood.prid")
    write(study.codebook_file, broken)
    assert "coder codebook diff" in study.notices()[0]
    with pytest.raises(CoderError) as caught:
        study.apply_codebook()
    assert len(str(caught.value).splitlines()) >= 2
    with pytest.raises(CoderError, match="was edited"):
        study.add_code("a new one")
    assert state(study) == before


def test_a_working_copy_that_orphans_codings_is_refused(study: Study) -> None:
    document = add_document(study, "a")
    study.code(document, Span(20, 30), "mood.story.rise", 2)
    before = state(study)
    write(study.codebook_file, CODEBOOK.replace("mood.story.rise", "mood.story.growth"))
    with pytest.raises(CoderError, match=r"would orphan 1 coding with 'mood\.story\.rise' \(\+2; 1 of MK\).*history"):
        study.apply_codebook()
    assert state(study) == before


def test_a_good_working_copy_is_taken_over_and_undone(study: Study) -> None:
    document = add_document(study, "a")
    study.code(document, Span(20, 30), "mood.story.rise", 2)
    write(study.codebook_file, CODEBOOK.replace("label: {en: Pride}", "label: {en: Local pride}"))
    assert study.apply_codebook(raising=True)
    assert study.codebook.text(study.codebook.code("mood.pride").label) == "Local pride"
    assert study.notices() == ()
    study.undo()
    assert study.codebook.text(study.codebook.code("mood.pride").label) == "Pride"
    assert study.notices() == (), "the working copy went back with the study"
    assert study.check() == ()


# ---- transcripts


def damaged_docx() -> bytes:
    return b"PK\x03\x04" + random.Random(1).randbytes(400)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("bad.docx", damaged_docx(), "docx"),
        ("binary.txt", random.Random(2).randbytes(4000), ""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), ""),
        ("empty.txt", b"", "empty"),
        ("blank.md", b"  \n\n ", ""),
        ("front.md", b"---\nregion: [unclosed\n---\nI: hello", "front.md"),
        ("table.xyz", b"I: hello", "xyz"),
    ],
)
def test_one_bad_file_is_refused_and_the_others_come_in(
    study: Study, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    bad = write(tmp_path / name, data)
    good = write(tmp_path / "good.txt", INTERVIEW)
    report = study.import_transcripts([bad, good])
    assert [imported.document for imported in report.imported] == ["good"]
    (error,) = report.refused
    assert name in error.where
    assert message in str(error)
    assert len(str(error).splitlines()) == 1
    assert error.hint
    assert error.exit is Exit.UNREADABLE
    assert [path.name for path in (study.path / "corpus").iterdir()] == ["good.txt"]


def test_a_missing_file_is_refused(study: Study, tmp_path: Path) -> None:
    before = state(study)
    report = study.import_transcripts([tmp_path / "nowhere.txt"])
    assert "nowhere.txt: cannot be read: No such file" in str(report.refused[0])
    assert state(study) == before


def test_the_same_file_twice_and_another_of_the_same_name(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", INTERVIEW)
    assert not study.import_transcripts([one]).imported[0].unchanged
    before = state(study)
    assert study.import_transcripts([one]).imported[0].unchanged
    assert state(study) == before
    (tmp_path / "elsewhere").mkdir()
    other = write(tmp_path / "elsewhere" / "one.txt", INTERVIEW + " And more of it.")
    (error,) = study.import_transcripts([other]).refused
    assert (
        "a document named 'one' with other content is already in the study (if it is corrected: coder revise one"
        in str(error)
    )
    assert state(study) == before
    twin = write(tmp_path / "twin.txt", INTERVIEW)
    assert study.import_transcripts([twin]).imported[0].warnings[-1].startswith("twin has the same content as one")


def test_wrong_attributes_name_what_is_allowed(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", INTERVIEW)
    (error,) = study.import_transcripts([one], {"town": "Nort"}).refused
    assert "'Nort' is no known town (did you mean north? known: north, south)" in str(error)
    (error,) = study.import_transcripts([one], {"sector": "shop"}).refused
    assert "'shop' is no allowed sector" in str(error)
    assert study.documents() == ()


def test_required_attributes_that_are_missing_are_said(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", INTERVIEW)
    assert study.import_transcripts([one]).imported[0].missing == ("town",)


def test_original_bytes_stay_with_their_hash(study: Study, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + INTERVIEW.replace("\n", "\r\n").encode()
    one = write(tmp_path / "one.txt", data)
    study.import_transcripts([one])
    document = study.document("one")
    assert document.text == INTERVIEW
    assert study._tables.content(document.source_sha256) == data
    assert (study.path / "corpus" / "one.txt").read_bytes() == data


# ---- codings tables

HEADER = "document,code,value,weight,quote\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("one,mood.story,rise,2,getting better", ""),
        ("one,mood.nonsense,,2,getting better", "no code 'mood.nonsense'"),
        ("one,mood.story,,2,getting better", "cannot be coded itself (give a value: rise, decline, _other)"),
        ("one,mood.story,rise,3,getting better", "weight 3"),
        ("nobody,mood.story,rise,2,getting better", "no document 'nobody'"),
        ("one,mood.story,rise,2,getting worse", "not found"),
        ("one,mood.story,rise,2,it", "found 2 times"),
    ],
)
def test_one_bad_row_keeps_all_codings_out(study: Study, tmp_path: Path, row: str, message: str) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    before = state(study)
    table = write(tmp_path / "codings.csv", HEADER + "one,mood.pride,,1,People smile\n" + row)
    if not message:
        assert study.import_codings(table).added == 2
        return
    with pytest.raises(TableError) as caught:
        study.import_codings(table)
    (line,) = str(caught.value).splitlines()
    assert "codings.csv:3: " in line
    assert message in line
    assert state(study) == before


def test_a_span_outside_the_text_is_refused_with_its_row(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    table = write(tmp_path / "codings.csv", "document,code,weight,start,end\none,mood.story.rise,2,4,90000\n")
    with pytest.raises(TableError, match=r"codings\.csv:2: .*lies outside the text of \d+ characters"):
        study.import_codings(table)
    assert study.codings() == ()


# ---- the study file


def test_no_study_here(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"no study here or above .*coder init"):
        Study.find(tmp_path)


def test_a_study_of_a_newer_program_is_left_alone(study: Study) -> None:
    study._store.db.execute("PRAGMA user_version = 99")
    study.close()
    data = (study.path / "study.db").read_bytes()
    with pytest.raises(StorageError, match=r"made by a newer version of coder .*99.*open it with that version"):
        Study.open(study.path, "MK")
    assert (study.path / "study.db").read_bytes() == data


def test_a_study_of_the_first_program_is_migrated_and_a_copy_kept(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    for table in ("view", "judgement", "passage", "passage_terms", "term"):
        study._store.db.execute(f"DROP TABLE {table}")
    study._store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_session'")
    study._store.db.execute("PRAGMA user_version = 0")  # the first program did not note it
    study.close()
    with Study.open(study.path, "MK") as again:
        assert again.check() == ()
        assert [one.name for one in again.documents()] == ["one"]
        assert len(list(again.search("people smile"))) == 1
    assert [path.name for path in study.path.glob("study.before-*")] == ["study.before-002.db"]


@pytest.mark.parametrize("data", [b"not a database at all " * 100, b""])
def test_a_damaged_or_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    write(tmp_path / "study.db", data)
    with pytest.raises(StorageError, match=r"damaged|not a study of coder"):
        Study.open(tmp_path, "MK")
    assert (tmp_path / "study.db").read_bytes() == data


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "study.db") as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    with pytest.raises(StorageError, match="not a study of coder"):
        Study.open(tmp_path, "MK")


def test_a_study_there_already_is_not_overwritten(study: Study) -> None:
    with pytest.raises(StorageError, match="there is a study here already"):
        new_study(study.path)
    assert study.check() == ()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path / "file", "in the way")
    with pytest.raises(StorageError, match="the study cannot be created: Not a directory"):
        new_study(tmp_path / "file" / "study")


def test_a_study_that_became_read_only(study: Study) -> None:
    document = add_document(study, "a")
    before = state(study)
    study._store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError, match=r"cannot be written .*permissions"):
        study.code(document, Span(20, 30), "mood.story.rise", 2)
    study._store.db.execute("PRAGMA query_only = OFF")
    assert state(study) == before


def test_only_the_owner_can_read_a_study(study: Study) -> None:
    add_document(study, "a")
    for path in study.path.glob("study.db*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = write(tmp_path / "out.csv", "before")
    with pytest.raises(StorageError, match="cannot be written"):
        write_bytes(tmp_path / "missing" / "out.csv", b"after")
    assert target.read_bytes() == b"before"
    write_bytes(target, b"after")
    assert target.read_bytes() == b"after"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


CODING_FOR_EVER = """
import sys
from pathlib import Path
from coder.model.span import Span
from coder.study import Study

with Study.open(Path(sys.argv[1]), "MK") as study:
    document = study.documents()[0].id
    for number in range(100_000):
        coding = study.code(document, Span(20 + number % 300, 40 + number % 300), "mood.story.rise", 2)
        print(coding.id, flush=True)
        if number % 5 == 4:
            study.undo()
            print("undo", flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_process_loses_nothing_it_said_was_coded(study: Study, seed: int) -> None:
    add_document(study, "a")
    study.close()
    process = subprocess.Popen(
        [sys.executable, "-c", CODING_FOR_EVER, str(study.path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(random.Random(seed).randint(3, 60))]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.stdout.close()
    process.wait()
    expected: list[str] = []
    for line in said:
        if line == "undo":
            expected.pop()
        else:
            expected.append(line)
    with Study.open(study.path, "MK") as again:
        stored = {coding.id for coding in again.codings()}
        # At most the one edit under way when the process died is more than, or not yet, what it said.
        assert len(stored ^ set(expected)) <= 1
        assert again.check() == ()


def test_a_zip_that_is_no_word_file(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "bundle.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    (error,) = study.import_transcripts([path]).refused
    assert "bundle.docx" in str(error)
    assert study.documents() == ()


# ---- attributes, later


def test_attributes_can_be_given_to_documents_that_are_in_already(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", INTERVIEW)
    study.import_transcripts([one])
    report = study.import_transcripts([one], {"town": "North", "interview": "N1"})
    (imported,) = report.imported
    assert (imported.unchanged, imported.attributes) == (False, ("town", "interview"))
    (summary,) = study.documents()
    assert (summary.case, summary.interview) == ("north", "N1")
    assert study.import_transcripts([one], {"town": "north"}).imported[0].unchanged
    study.undo()
    assert study.documents()[0].case is None
    assert study.check() == ()


def test_undo_of_an_import_takes_its_attributes_along(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)], {"town": "north"})
    study.undo()
    assert study.documents() == ()
    assert study.check() == ()
    study.redo()
    assert study.documents()[0].case == "north"
    assert study.check() == ()


def test_files_below_a_folder_that_are_no_transcripts_are_named(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.doc", "c.jpg", "attributes.csv", ".hidden"):
        write(folder / name, INTERVIEW)
    report = study.import_transcripts([folder])
    assert [Path(path).name for path in report.passed_over] == ["attributes.csv", "b.doc", "c.jpg"]


def test_codings_of_the_interviewer_are_named(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    table = write(tmp_path / "codings.csv", HEADER + "one,mood.story,rise,2,getting better\none,mood.pride,,1,Why?\n")
    report = study.import_codings(table)
    assert (report.added, report.known) == (2, 0)
    assert len(report.unspoken) == 1
    assert report.unspoken[0].startswith("one:")


def test_the_residual_value_needs_a_memo(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    table = write(tmp_path / "codings.csv", HEADER + "one,mood.story,_other,2,getting better\n")
    with pytest.raises(TableError, match=r"codings\.csv:2: mood\.story\._other needs a memo"):
        study.import_codings(table)


def test_transcripts_in_the_study_are_private(study: Study, tmp_path: Path) -> None:
    study.import_transcripts([write(tmp_path / "one.txt", INTERVIEW)])
    assert (study.path / "corpus" / "one.txt").stat().st_mode & 0o077 == 0


def test_a_version_that_goes_back_is_refused(study: Study) -> None:
    write(study.codebook_file, CODEBOOK.replace("version: 1.0.0", "version: 0.9.0"))
    with pytest.raises(CoderError, match=r"went back from 1\.0\.0 to 0\.9\.0"):
        study.apply_codebook()


def test_a_study_that_cannot_be_made_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full; nothing was changed")

    monkeypatch.setattr("coder.study.write_bytes", full)
    with pytest.raises(StorageError, match="disk is full"):
        new_study(tmp_path / "study")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_to_the_last_byte_is_said_to_be_full(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.store.database.shutil.disk_usage", lambda _: type("Usage", (), {"free": 0}))
    assert "the disk is full" in str(explain(sqlite3.OperationalError("disk I/O error"), study.path))
    monkeypatch.undo()
    assert "disk I/O error" in str(explain(sqlite3.OperationalError("disk I/O error"), study.path))


def test_a_file_name_that_is_no_text_is_refused_and_the_others_come_in(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "good.txt", INTERVIEW)
    write(folder / "bad\udcff.txt", INTERVIEW + " One.")
    write(folder / "two\nlines.txt", INTERVIEW + " Two.")
    report = study.import_transcripts([folder])
    assert [imported.document for imported in report.imported] == ["good"]
    assert [error.message for error in report.refused] == ["the file name has characters that cannot be shown"] * 2
