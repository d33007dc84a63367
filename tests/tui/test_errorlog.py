from __future__ import annotations

import logging
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError, UnreadableError
from coder.formats.places import find_quote, fold
from coder.tui import errorlog

SAID = "aé访"


def caught(raising: Callable[[], object]) -> Exception:
    try:
        raising()
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "message",
    [
        lambda words: f"at 3:9 stands {words!r}, not the quote",
        lambda words: f"{words!r} not found, nor is {words!r}",
        lambda words: f"“{words.replace('”', '')}” found 3 times",
    ],
)
@given(words=st.text(st.sampled_from("abc é访'\"\\“”\n\x1b")))
def test_quoted_words_are_never_logged(message: Callable[[str], str], words: str) -> None:
    logged = errorlog.entry(CoderError(message(words + SAID + words)))
    assert SAID not in logged
    assert "\n" not in logged
    assert "\x1b" not in logged


def fail(error: Exception) -> Callable[[], object]:
    def call() -> object:
        raise error

    return call


@given(words=st.text(max_size=30))
def test_no_message_of_a_fault_is_logged(words: str) -> None:
    said = f"aé访 {words}"
    for kind in (KeyError, ValueError, RuntimeError, TypeError, AttributeError, LookupError):
        logged = errorlog.entry(errorlog.ProgramError(caught(fail(kind(said)))))
        assert logged.startswith(f"fault {kind.__name__}\n    ")
        assert SAID not in logged
        assert "in call" not in logged
        assert " call: raise error" in logged


def test_a_quote_that_is_not_found_is_not_logged() -> None:
    error = caught(lambda: find_quote(fold("the text"), 'she said "aé访" to me'))
    assert SAID in str(error)
    assert errorlog.entry(error).endswith(": … not found")
    assert "coder/formats/places.py:" in errorlog.entry(error)


def test_what_a_parser_said_of_a_file_is_not_logged() -> None:
    error = UnreadableError("cannot read the front matter: aé访 is no mapping", where="b01.md:2")
    assert errorlog.entry(error) == ("UnreadableError at an unknown place of b01.md:2: cannot read the front matter")


def test_a_fault_is_logged_with_what_led_to_it() -> None:
    def second() -> object:
        try:
            raise OSError(28, "No space left on device", "aé访.txt")
        except OSError as error:
            raise ValueError("aé访") from error

    logged = errorlog.entry(errorlog.ProgramError(caught(second)))
    assert "fault ValueError\n" in logged
    assert "\n  after OSError: No space left on device\n" in logged
    assert logged.count("test_errorlog.py") == 3
    assert errorlog.entry(caught(lambda: object().nothing)).startswith("fault AttributeError: nothing\n")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errorlog, "MOST_BYTES", 400)


def written(study: Path, number: int = 1) -> None:
    handler = errorlog.begin(study)
    for one in range(number):
        errorlog.note(CoderError(f"error {one}"))
    errorlog.end(handler)


def test_the_log_is_made_with_the_first_entry_for_its_owner_only_and_stays_small(tmp_path: Path) -> None:
    written(tmp_path, 0)
    assert list(tmp_path.iterdir()) == []
    written(tmp_path, 100)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["coder.log", "coder.log.1", "coder.log.2"]
    for name in files:
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert (tmp_path / name).stat().st_size <= 400
    assert (tmp_path / "coder.log").read_text().splitlines()[-1].endswith("Z CoderError at an unknown place: error 99")


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "coder.log").mkdir()
    written(tmp_path)
    written(tmp_path / "nowhere")
    other = tmp_path / "linked"
    other.mkdir()
    (tmp_path / "theirs.txt").write_text("theirs")
    (other / "coder.log").symlink_to(tmp_path / "theirs.txt")
    written(other)
    assert (tmp_path / "theirs.txt").read_text() == "theirs"
    assert capfd.readouterr() == ("", "")


def test_nothing_is_logged_outside_a_session(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    written(tmp_path)
    before = (tmp_path / "coder.log").read_text()
    errorlog.note(CoderError("later"))
    assert (tmp_path / "coder.log").read_text() == before
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("coder.session").propagate is False
