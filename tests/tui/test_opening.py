"""How a session begins: fit terminals, own keys, and a broken file of keys that stops nobody."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.study import Study
from coder.tui import opening as module
from coder.tui.app import CoderApp
from coder.tui.keys.keymap import DEFAULT
from coder.tui.opening import check, opening
from coder.tui.themes import CONTRAST, PLAIN, SIXTEEN
from tests.tui.sessions import painted, until
from tests.tui.terminal import Terminal


class Screen(io.TextIOWrapper):
    """A stream that is a terminal of some encoding."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "screen", "vt100", ""])
def test_any_terminal_that_can_move_its_cursor_is_fit(term: str) -> None:
    check({"TERM": term}, Screen(), Screen())


@pytest.mark.parametrize(
    ("environ", "keyboard", "screen", "words"),
    [
        ({"TERM": "dumb"}, Screen(), Screen(), "cannot show a full screen (TERM=dumb)"),
        ({"TERM": "unknown"}, Screen(), Screen(), "TERM=unknown"),
        ({"TERM": "xterm"}, io.StringIO(), Screen(), "needs a terminal to itself"),
        ({"TERM": "xterm"}, Screen(), io.StringIO(), "needs a terminal to itself"),
        ({"TERM": "xterm"}, None, None, "needs a terminal to itself"),
        ({"TERM": "xterm"}, Screen(), Screen("ascii"), "this terminal is set to ascii"),
        ({"TERM": "xterm"}, Screen(), Screen("iso-8859-1"), "this terminal is set to iso-8859-1"),
    ],
)
def test_others_are_told_what_to_do(
    environ: dict[str, str], keyboard: io.TextIOBase | None, screen: io.TextIOBase | None, words: str
) -> None:
    with pytest.raises(CoderError) as error:
        check(environ, keyboard, screen)  # type: ignore[arg-type]
    assert words in str(error.value)
    assert error.value.hint


@pytest.fixture
def fit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A terminal with all colours, and the file of keys that is not there yet."""
    monkeypatch.setattr(module, "check", lambda *_: None)
    for name in ("NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("CODER_KEYS", str(tmp_path / "keys.toml"))
    return tmp_path / "keys.toml"


def test_own_keys_and_the_theme_kept(study: Study, fit: Path) -> None:
    fit.write_text('"coding.code" = "z"\n', "utf-8")
    study.keep_view("theme", CONTRAST)
    begin = opening(study)
    assert begin.keys.sign("coding.code") == "z"
    assert begin.theme == CONTRAST
    assert begin.notice == ""


@pytest.mark.parametrize(
    ("name", "value", "theme"),
    [("NO_COLOR", "1", PLAIN), ("COLORTERM", "", SIXTEEN)],
)
def test_the_theme_follows_the_terminal(
    study: Study, fit: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, theme: str
) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setenv(name, value)
    assert opening(study).theme == theme


async def test_a_broken_file_of_keys_stops_nobody(study: Study, fit: Path) -> None:
    fit.write_text('"coding.code" = "x"\n"app.quit" = []\n', "utf-8")
    begin = opening(study)
    assert begin.keys == DEFAULT
    assert f"{fit}:1: x is both coding.code and coding.remove" in begin.notice
    assert "(and 1 more)" in begin.notice
    assert "'coder keys --check' names every mistake" in begin.notice
    app = CoderApp(study, keys=begin.keys, notice=begin.notice)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: "not in effect" in " ".join(painted(pilot)))


def test_a_file_that_is_no_text_stops_nobody(study: Study, fit: Path) -> None:
    fit.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in opening(study).notice


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"TERM": "dumb"}, b"cannot show a full screen"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, b"set to iso8859-1"),
        (
            {"TERM": "xterm", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            b"switch it to UTF-8 and say so: LC_ALL=C.UTF-8 coder code",
        ),
    ],
)
def test_an_unfit_terminal_gets_one_line(study: Study, settings: dict[str, str], words: bytes) -> None:
    program = (
        f"import os, sys\nos.environ.update({settings!r})\nos.environ.pop('LANG', None)\n"
        f"words = ['-m', 'coder', '--coder', 'me', '--study', {str(study.path)!r}, 'code']\n"
        "os.execv(sys.executable, [sys.executable, *words])"
    )
    terminal = Terminal("-c", program, size=(200, 24))
    try:
        while terminal.read(0.2):
            pass
    finally:
        os.waitpid(terminal.process, 0)
        os.close(terminal.file)
    assert words in terminal.painted
    assert b"Traceback" not in terminal.painted
    assert terminal.painted.count(b"coder: ") == 1


def test_without_a_terminal_it_is_one_line_too(study: Study) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coder", "--coder", "me", "--study", str(study.path), "code"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("coder: the coding session needs a terminal to itself (")
