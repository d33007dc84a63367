"""A thousand files in one command: bad ones among them, an end in the middle, and the same command again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from coder.cli import import_report, main
from coder.errors import Exit, UnreadableError
from coder.intake import parsing, parts
from coder.model.reading import Reading
from coder.model.report import Imported
from coder.study import Study
from tests.cli.conftest import Run
from tests.studies import new_study

FILES = 230  # more than two parts
BAD = {"talk007.txt": b"", "talk108.docx": b"PK\x03\x04 no archive", "talk229.txt": b"\x89PNG\r\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Transcripts of three formats, three of which nobody can read."""
    folder = tmp_path / "new"
    folder.mkdir()
    for number in range(FILES):
        name = f"talk{number:03}"
        if number % 10 == 3:
            cues = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ms A>Talk {number} it is.\n"
            (folder / f"{name}.vtt").write_text(cues, "utf-8")
        else:
            (folder / f"{name}.txt").write_text(f"I: Who?\n\nR: Talk {number} it is.\n", "utf-8")
    for name, data in BAD.items():
        for path in folder.glob(f"{Path(name).stem}.*"):
            path.unlink()
        (folder / name).write_bytes(data)
    return folder


def good(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in BAD}


def whole(path: Path, folder: Path) -> None:
    """Everything that can be read is in, once, with its original, and the study is sound."""
    with Study.open(path, "MK") as study:
        assert sorted(one.source_name for one in study.documents()) == sorted(good(folder))
        assert study.check() == ()
        assert study.lost_originals() == ()
        assert study.unread() == 0
    assert {one.name: one.read_bytes() for one in (path / "corpus").iterdir()} == good(folder)


def test_bad_files_stop_no_other_and_the_report_is_short(run: Run, folder: Path) -> None:
    with new_study(Path("s")):
        pass
    done = run("import", str(folder), "--study", "s")
    assert done.code == Exit.UNREADABLE
    assert [line.split() for line in done.out.splitlines()] == [
        ["format", "documents", "turns", "words"],
        ["txt", "204", "408", "1,428"],
        ["vtt", "23", "23", "138"],
        ["all", "227", "431", "1,566"],
    ]
    lines = done.err.splitlines()
    assert len(lines) < 10
    for name in BAD:
        (line,) = (line for line in lines if name in line)
        assert line.endswith(")")  # the repair
    assert sum("lack town" in line for line in lines) == 1
    whole(Path("s"), folder)
    again = run("import", str(folder), "--study", "s")
    assert again.out.splitlines()[-1].split() == ["all", "227", "227", "431", "1,566"]
    whole(Path("s"), folder)


def test_parts_are_edits_that_say_what_they_are(run: Run, folder: Path) -> None:
    with new_study(Path("s")):
        pass
    run("import", str(folder), "--study", "s")
    labels = [line for line in run("log", "--study", "s").out.splitlines() if "import" in line]
    assert [f"230 files, part {number} of 3" in line for number, line in zip((3, 2, 1), labels, strict=True)] == [
        True
    ] * 3
    with Study.open(Path("s"), "MK") as study:
        assert "part 3 of 3" in (study.undo_warning() or "")
        study.undo()
        assert len(study.documents()) == 227 - 29
        study.redo()
    whole(Path("s"), folder)


def started(folder: Path, study: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "coder", "--study", str(study), "--coder", "MK", "import", str(folder)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heeding,
    )


def heeding() -> None:
    """Tests that run in the background of a shell were told to ignore the interrupt, and so would their children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def copied(study: Path) -> int:
    """How many originals lie in the study, one that is just being written included."""
    return sum(1 for _ in (study / "corpus").iterdir())


def until(process: subprocess.Popen[bytes], reached: Callable[[], bool]) -> bool:
    """Whether something was reached before the process ended."""
    while process.poll() is None:
        if reached():
            return True
    return False


@pytest.mark.parametrize("copies", [1, 60, 150, 201])
def test_killed_at_any_moment_the_same_command_brings_in_the_rest(folder: Path, tmp_path: Path, copies: int) -> None:
    path = tmp_path / "s"
    with new_study(path):
        pass
    process = started(folder, path)
    until(process, lambda: copied(path) >= copies)
    process.kill()
    process.communicate()
    with Study.open(path, "MK") as study:
        before = len(study.documents())
        assert before in (0, 99, 198, 227)  # whole parts
        assert study.check() == ()
        assert study.lost_originals() == ()
    assert main(["--study", str(path), "--coder", "MK", "import", str(folder)]) == Exit.UNREADABLE
    whole(path, folder)


def test_interrupted_it_takes_its_copies_back_and_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    for attempt in range(5):  # on a busy machine an import may be through before the signal comes
        path = tmp_path / f"s{attempt}"
        with new_study(path):
            pass
        process = started(folder, path)
        if until(process, lambda path=path: copied(path) > 20):  # type: ignore[misc]
            os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
        if process.returncode == Exit.INTERRUPTED:
            break
    assert process.returncode == Exit.INTERRUPTED
    assert b"the same command brings in the rest" in err
    assert b"Traceback" not in err
    with Study.open(path, "MK") as study:
        names = sorted(one.source_name for one in study.documents())
        assert names == sorted(file.name for file in (path / "corpus").iterdir())
    assert main(["--study", str(path), "--coder", "MK", "import", str(folder)]) == Exit.UNREADABLE
    whole(path, folder)


@pytest.mark.parametrize("behind", [False, True], ids=["in front of the commit", "right behind it"])
def test_interrupted_around_the_commit_a_study_has_the_originals_of_its_documents(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind: bool
) -> None:
    path = tmp_path / "s"
    perform = Study._perform

    def interrupted(study: Study, *what: Any, **contents: Any) -> None:
        if behind:
            perform(study, *what, **contents)
        raise KeyboardInterrupt

    with new_study(path) as study:
        monkeypatch.setattr(Study, "_perform", interrupted)
        with pytest.raises(KeyboardInterrupt):
            study.import_transcripts([folder])
        monkeypatch.setattr(Study, "_perform", perform)
        assert bool(study.documents()) is behind
        assert study.lost_originals() == ()
        names = sorted(one.source_name for one in study.documents())
        assert names == sorted(file.name for file in (path / "corpus").iterdir())


def test_an_original_that_is_missing_or_changed_is_named_and_put_back(run: Run, folder: Path) -> None:
    with new_study(Path("s")):
        pass
    run("import", str(folder), "--study", "s")
    (Path("s") / "corpus" / "talk000.txt").unlink()
    (Path("s") / "corpus" / "talk001.txt").write_text("other words", "utf-8")
    done = run("check", "--study", "s")
    assert done.code == Exit.REFUSED
    assert "corpus/talk000.txt, the original of talk000, is missing" in done.err
    assert "corpus/talk001.txt, the original of talk001, is changed" in done.err
    assert run("check", "--restore", "--study", "s").code == Exit.OK
    assert (Path("s") / "corpus" / "talk000.txt").read_bytes() == (folder / "talk000.txt").read_bytes()
    assert (Path("s") / "corpus" / "talk001.txt").read_text("utf-8") == "other words"  # somebody may want it
    assert run("check", "--study", "s").code == Exit.OK


def test_importing_again_puts_a_missing_original_back(run: Run, folder: Path) -> None:
    with new_study(Path("s")):
        pass
    run("import", str(folder), "--study", "s")
    (Path("s") / "corpus" / "talk000.txt").unlink()
    run("import", str(folder), "--study", "s")
    whole(Path("s"), folder)


def test_many_warnings_of_a_kind_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def odd(number: int, *warnings: str) -> Imported:
        return Imported(f"in/t{number}.txt", f"t{number}", 2, 9, False, warnings)

    many = [odd(number, f"line {number}: '{chr(65 + number % 26)}:' looks like a speaker") for number in range(50)]
    import_report.warnings([*many, odd(99, "read as cp1252 (93% sure)")])
    assert capsys.readouterr().err.splitlines() == [
        "coder: 50 documents (t0.txt, t1.txt, t2.txt, ...): such as: line 0: 'A:' looks like a speaker",
        "coder: t99.txt: read as cp1252 (93% sure)",
    ]
    import_report.warnings(many[:5])
    assert len(capsys.readouterr().err.splitlines()) == 5


def test_parts_hold_so_many_files_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_FILES", 3)
    monkeypatch.setattr(parts, "MOST_BYTES", 10)
    files = []
    for number, size in enumerate((1, 1, 1, 1, 9, 2, 50, 1)):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(b"x" * size)
        files.append(path)
    missing = tmp_path / "missing.txt"
    assert [[path.stem for path in part] for part in parts.parts([*files, missing])] == [
        ["0", "1", "2"],
        ["3", "4"],
        ["5"],
        ["6"],
        ["7", "missing"],
    ]
    assert parts.parts([]) == ()


@pytest.fixture
def ahead(folder: Path) -> Iterator[parsing.Parsing]:
    with parsing.Parsing(processes=1) as found:
        found.ahead(sorted(folder.iterdir()))
        yield found


def test_parsing_in_other_processes_is_parsing_here(folder: Path, ahead: parsing.Parsing) -> None:
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        if path.name in BAD:
            with pytest.raises(UnreadableError, match=path.name):
                ahead.take(path, data)
        else:
            assert ahead.take(path, data) == parsing.parse(data, path.name)


def test_a_file_that_changes_meanwhile_is_what_was_read_here(folder: Path, ahead: parsing.Parsing) -> None:
    (found,) = ahead.take(folder / "talk000.txt", b"I: Who?\n\nR: Somebody else.\n")
    assert found.transcript.text == "I: Who?\n\nR: Somebody else.\n"


def ending(path: Path, how: Reading) -> None:
    """What a fault in a library does to the process that reads a file."""
    os._exit(1)


def test_a_file_that_ends_the_process_that_reads_it_is_refused_alone(
    folder: Path, ahead: parsing.Parsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "talk000.txt"
    ahead._coming[path].result()
    broken: Future[Any] = Future()
    ahead._coming[path] = broken
    broken.set_exception(BrokenProcessPool())
    (found,) = ahead.take(path, path.read_bytes())  # it was another one
    assert "Talk 0" in found.transcript.text
    monkeypatch.setattr(parsing, "_answer", ending)
    ahead._coming[path] = broken
    with pytest.raises(UnreadableError, match="broke down"):
        ahead.take(path, path.read_bytes())


def test_a_walk_tells_of_what_is_read_when_named_and_what_cannot_be_opened(
    run: Run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "walked"
    (folder / "closed").mkdir(parents=True)
    (folder / "a.txt").write_text("I: Is it?\nR: It is.\n", "utf-8")
    for name in ("b.json", "c.xlsx", "d.csv", "e.mp3", "attributes.yaml"):
        (folder / name).write_bytes(b"x")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    listing = os.scandir

    def scandir(path: str) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = run("import", str(folder), "--set", "town=north", "--set", "interview=E1")
    assert done.code == Exit.OK
    assert done.out.splitlines()[-1].split()[0] == "a"
    assert done.err.splitlines()[-3:] == [
        "coder: 6 files passed over: b.json, c.xlsx, d.csv, e.mp3, gone.txt, ...",
        "coder: transcripts of these kinds are read when the file itself is named: b.json, c.xlsx, d.csv",
        "coder: cannot be opened: gone.txt, closed",
    ]
