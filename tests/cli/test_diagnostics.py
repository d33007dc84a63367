from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable

import pytest

from coder.cli import diagnostics
from coder.errors import CoderError, Exit, UnreadableError
from coder.formats.tables import Problem, TableError


def failing(error: BaseException) -> Callable[[], Exit]:
    def command() -> Exit:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (CoderError("wrong", where="a.csv:3", hint="repair it"), 1, "coder: a.csv:3: wrong (repair it)\n"),
        (UnreadableError("no text", where="a.bin"), 4, "coder: a.bin: no text\n"),
        (CoderError("two\nlines"), 1, "coder: two lines\n"),
        (CoderError("\x1b[31mred"), 1, "coder: \\x1b[31mred\n"),
        (KeyboardInterrupt(), 130, "coder: interrupted; what was written before stays\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "study.db"),
            3,
            "coder: study.db: No space left on device (free some space and repeat)\n",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "exports/t.csv"),
            3,
            "coder: exports/t.csv: Permission denied (check the permissions)\n",
        ),
        (OSError("odd"), 3, "coder: odd\n"),
        (
            sqlite3.OperationalError("database or disk is full"),
            3,
            "coder: the study file answers: database or disk is full (coder check says more)\n",
        ),
    ],
)
def test_every_error_is_a_line_and_an_exit_code(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diagnostics.guard(failing(error), debug=False) == code
    assert capsys.readouterr() == ("", line)


def test_no_name_of_a_file_splits_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.report(UnreadableError("no text", where="a\nb\udcff.txt"))
    assert capsys.readouterr().err == "coder: a b\\udcff.txt: no text\n"
    diagnostics.report(TableError("a\nb.csv", [Problem(2, "no code"), Problem(3, "no place")]))
    assert capsys.readouterr().err == "coder: a b.csv:2: no code\ncoder: a b.csv:3: no place\n"


def test_a_full_disk_behind_stdout_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> Exit:
        with diagnostics.named_stdout():
            raise OSError(errno.ENOSPC, "No space left on device")

    assert diagnostics.guard(command, debug=False) == Exit.STORAGE
    assert capsys.readouterr().err == ("coder: standard output: No space left on device (free some space and repeat)\n")


def test_a_fault_of_the_program_is_not_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError):
        diagnostics.guard(failing(KeyError("x")), debug=False)


def test_a_process_of_its_own_tells_of_a_fault_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coder", "check"])
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    diagnostics.take_over()
    error = KeyError("x")
    sys.excepthook(KeyError, error, None)
    assert capsys.readouterr().err == (
        "coder: a fault of the program: KeyError: 'x' (repeat with --debug and report what it says)\n"
    )
    monkeypatch.setattr(sys, "argv", ["coder", "check", "--debug"])
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    diagnostics.take_over()
    assert sys.excepthook is sys.__excepthook__


def test_a_reader_that_has_seen_enough_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert diagnostics.guard(failing(BrokenPipeError(errno.EPIPE, "Broken pipe")), debug=False) == Exit.OK
    assert capsys.readouterr() == ("", "")


def test_debug_shows_the_way_and_makes_it_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.guard(failing(CoderError("\x1b[2Jx")), debug=True)
    shown = capsys.readouterr().err
    assert "Traceback (most recent call last):\n" in shown
    assert "\x1b" not in shown
