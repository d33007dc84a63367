"""``coder import --dry-run`` and ``--encoding``."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run
from tests.formats.languages import TEXTS


def state(study: Path) -> dict[str, bytes]:
    """Every file of the study but what SQLite keeps beside it."""
    return {
        str(path.relative_to(study)): path.read_bytes()
        for path in sorted(study.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with transcripts of several kinds."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "de.txt").write_bytes(TEXTS["de"].encode("mac_roman"))
    (folder / "md.md").write_text("---\ntown: north\nsector: firm\n---\n**I:** Why?\n\n**Anna:** Because.\n", "utf-8")
    (folder / "cut.txt").write_bytes("访谈者：你好吗".encode("gbk"))
    (folder / "notes.doc2").write_text("x", "utf-8")
    return folder


def test_it_shows_what_would_be_read_and_writes_nothing(run: Run, study: Path, folder: Path) -> None:
    before, log = state(study), run("log").out
    done = run("import", "../in", "--dry-run")
    assert done.code == Exit.UNREADABLE
    lines = done.out.splitlines()
    assert lines[0].startswith("de: txt, mac_roman (9")
    assert lines[0].endswith("% sure), de, 52 words (de.txt)")
    assert "  I (interviewer): 2 turns, 13 words" in lines
    assert "  | I: Wie würden Sie die Stärken dieser Gegend beschreiben?" in lines
    assert any(line.startswith("  lacks town: ") for line in lines)
    assert any(line.startswith("  ! read as mac_roman") for line in lines)
    assert "md: md, utf-8, en, 4 words (md.md)" in lines
    assert "  town = north, sector = firm" in lines
    assert "gb18030 “访谈者：你好吗”" in done.err
    assert "2 transcripts would come in, 1 file refused, 1 file passed over; nothing was written" in done.err
    assert state(study) == before
    assert run("log").out == log


def test_json_has_everything(run: Run, study: Path, folder: Path) -> None:
    found = run("import", "../in", "--dry-run", "--json").json
    assert set(found) == {"documents", "refused", "passed_over"}
    de, md = found["documents"]
    assert (de["encoding"], de["language"], de["missing"]) == ("mac_roman", "de", ["town"])
    assert 0.9 < de["confidence"] < 1
    assert md["speakers"] == [
        {"speaker": "I", "role": "interviewer", "turns": 1, "words": 1},
        {"speaker": "Anna", "role": "respondent", "turns": 1, "words": 1},
    ]
    assert md["begins"][1] == {"speaker": "Anna", "role": "respondent", "words": "Because."}
    assert md["attributes"] == {"town": "north", "sector": "firm"}
    assert len(found["refused"]) == 1
    assert len(found["passed_over"]) == 1


def test_what_is_in_already_is_said(run: Run, study: Path) -> None:
    assert "north: is in already" in run("import", "../north.txt", "--dry-run").out


def test_the_import_that_follows_reads_the_same(run: Run, study: Path, folder: Path) -> None:
    (one,) = run("import", "../in/md.md", "--dry-run", "--json").json["documents"]
    run("import", "../in/md.md")
    listed = next(document for document in run("documents", "--json").json if document["name"] == "md")
    assert (listed["words"], listed["attributes"]) == (one["words"], one["attributes"])
    spoken = run("turns", "md", "--json").json
    assert [{key: value for key, value in turn.items() if key != "document"} for turn in spoken] == one["speakers"]


def test_an_encoding_may_be_insisted_on(run: Run, study: Path, folder: Path) -> None:
    assert run("import", "../in/cut.txt", "--set", "town=north").code == Exit.UNREADABLE
    done = run("import", "../in/cut.txt", "--set", "town=north", "--encoding", "GBK")
    assert done.code == Exit.OK
    assert [one["speaker"] for one in run("turns", "cut", "--json").json] == ["访谈者"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--encoding", "uft-8"), Exit.USAGE, "there is no encoding 'uft-8' (did you mean utf_8"),
        (("--encoding", "utf-8"), Exit.UNREADABLE, "cut.txt:1: byte 1 of the file (0xb7) is no utf-8"),
        (("--json",), Exit.USAGE, "--json goes with --dry-run"),
    ],
)
def test_what_cannot_be_read_so(
    run: Run, study: Path, folder: Path, words: tuple[str, ...], code: Exit, message: str
) -> None:
    done = run("import", "../in/cut.txt", *words)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_files_of_old_word_processors_and_names_that_clash_are_told(run: Run, study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "b.txt").write_text("I: Why?\nR: Because.\n", "utf-8")
    (folder / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nI: Why?\n", "utf-8")
    done = run("import", "../old", "--dry-run")
    assert "cannot be read; save them as .docx in the program they were written with: a.doc" in done.err
    assert "b.srt makes a document named 'b' as well, with other content (rename one of the files)" in done.err
    assert "save it as .docx" in run("import", "../old/a.doc").err


def test_a_consent_that_is_none_of_the_words_is_told(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "c.md").write_text("---\nquotable: perhaps\n---\nI: Why?\nR: Because.\n", "utf-8")
    for words in (("--dry-run",), ()):
        done = run("import", "../c.md", *words)
        assert "quotable: 'perhaps' is none of yes, paraphrase, no, and counts as no" in done.out + done.err
