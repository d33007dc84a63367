from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import StorageError
from coder.files import below
from coder.study import Study
from tests.studies import new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        yield study


def interviews(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(f"I: Who?\n\nR: {folder.name} {name}.\n", "utf-8")
    return [folder / f"{name}.txt" for name in names]


def corpus(study: Study) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (study.path / "corpus").iterdir()}


class StoppedError(Exception):
    pass


def after(reports: int) -> Callable[[int, int, str], None]:
    left = [reports]

    def progress(done: int, total: int, what: str) -> None:
        assert 0 <= done <= total
        left[0] -= 1
        if left[0] < 0:
            raise StoppedError

    return progress


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 12))
def test_an_import_cut_short_anywhere_is_whole_or_was_never_there(
    tmp_path_factory: pytest.TempPathFactory, reports: int
) -> None:
    path = tmp_path_factory.mktemp("cut")
    paths = interviews(path / "new", "a", "b", "c")
    with new_study(path / "s") as study:
        try:
            study.import_transcripts(paths, progress=after(reports))
        except StoppedError:
            assert (study.documents(), corpus(study), len(study.log())) == ((), {}, 1)
        else:
            assert sorted(corpus(study)) == ["a.txt", "b.txt", "c.txt"]
            assert len(study.documents()) == 3
        assert study.check() == ()


def test_an_edit_that_fails_leaves_no_files(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = interviews(tmp_path / "one", "a")
    study.import_transcripts([first])
    study.undo()  # its file stays
    before = corpus(study)
    again = interviews(tmp_path / "two", "a", "b")

    def full(*given: object, **more: object) -> None:
        assert {name[:2] for name in corpus(study)} == {"a.", "b."}  # a document never lacks its file
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(study, "_perform", full)
        with pytest.raises(StorageError):
            study.import_transcripts(again)
    assert corpus(study) == before
    study.import_transcripts(again)
    assert before.items() <= corpus(study).items()  # the file of the import that was undone is not replaced
    assert set(corpus(study).values()) == {*before.values(), *(path.read_text("utf-8") for path in again)}


def test_a_corpus_that_cannot_be_written_stops_the_import(study: Study, tmp_path: Path) -> None:
    (study.path / "corpus").rmdir()
    with pytest.raises(StorageError, match="cannot be written"):
        study.import_transcripts(interviews(tmp_path / "one", "a"))
    assert study.documents() == ()


def test_hidden_folders_are_not_walked_and_a_walk_can_be_ended(tmp_path: Path) -> None:
    interviews(tmp_path / "one", "b", "a")
    interviews(tmp_path / ".git", "c")
    interviews(tmp_path / "one" / "more", "d")
    (tmp_path / "one" / "~$a.txt").write_text("lock")
    (tmp_path / "one" / "x.jpg").write_text("x")
    files, others = below([tmp_path], (".txt",))
    assert [str(path.relative_to(tmp_path)) for path in files] == ["one/a.txt", "one/b.txt", "one/more/d.txt"]
    assert [path.name for path in others] == ["x.jpg"]

    def stop(seen: int) -> None:
        if seen:
            raise StoppedError

    with pytest.raises(StoppedError):
        below([tmp_path], (".txt",), stop)


def test_a_file_that_lies_in_corpus_is_never_replaced(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        mine = study.path / "corpus" / "talk.txt"
        mine.write_text("I: Not imported yet.\n\nR: No.", "utf-8")
        other = tmp_path / "talk.txt"
        other.write_text("I: Another one?\n\nR: Yes.", "utf-8")
        study.import_transcripts([other])
        assert mine.read_text("utf-8") == "I: Not imported yet.\n\nR: No."
        copies = [path for path in (study.path / "corpus").iterdir() if path != mine]
        assert [path.read_bytes() for path in copies] == [other.read_bytes()]
