from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import CoderError, StorageError, UsageError
from coder.exports import checked, codings_text, ending, format_of, write
from coder.formats.overview import FORMATS
from tests.studies import add_document, coding, new_study


def test_a_format_is_known_by_its_ending() -> None:
    assert {format_of(f"t.{ending(name)}") for name in FORMATS} == set(FORMATS)
    assert [format_of(file) for file in ("t", "-", "", "t.TXT", "a.b/t", "t.text", "T.Html")] == [
        *["text"] * 6,
        "html",
    ]
    with pytest.raises(UsageError, match=r"the ending \.pdf names no table format"):
        format_of("t.pdf")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write(tmp_path / "t.txt", "lone \ud800\n")
    assert (tmp_path / "t.txt").read_bytes() == b"lone \\ud800\n"
    assert [path.name for path in tmp_path.iterdir()] == ["t.txt"]


@pytest.mark.parametrize("name", ["study.db", "study.db-wal", "Corpus/t.txt", "corpus/t.txt", "link/t.txt", "link.txt"])
def test_what_is_the_studys_own_is_not_written_over(tmp_path: Path, name: str) -> None:
    with new_study(tmp_path / "s"):
        (tmp_path / "s" / "Corpus").mkdir(exist_ok=True)
        (tmp_path / "s" / "link").symlink_to(tmp_path / "s" / "corpus")
        (tmp_path / "s" / "link.txt").symlink_to(tmp_path / "s" / "study.db")
        with pytest.raises(CoderError, match="this is the study's own"):
            checked(tmp_path / "s" / name)
        assert checked(tmp_path / "s" / "exports" / "t.txt") == tmp_path / "s" / "exports" / "t.txt"


def test_what_is_no_file_is_not_written(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "nowhere" / "t.txt", Path("/dev/full")):
        with pytest.raises(StorageError):
            checked(target)


def test_codings_read_as_they_were_written(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a")
        study.code(document, coding(document).span, "mood.story.rise", 2)
        study.write_memo("coding", study.codings()[0].id, "a memo, with a comma")
        text = codings_text(study.codings(), study.document, study.memos("coding"))
        (tmp_path / "t.csv").write_text(text, "utf-8")
        assert study.import_codings(tmp_path / "t.csv").known == 1
    assert '"a memo, with a comma"' in text
