from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from coder.errors import CoderError, Exit
from coder.model.span import Span
from coder.study import Progress, Study
from coder.tui import errorlog
from coder.tui.app import CoderApp, run
from coder.tui.background import Job, ProgressLine, State, progress_runs
from coder.tui.coding.screen import CodingScreen
from coder.tui.corpus.documents import DocumentsScreen
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.guard import report
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import visible
from tests.tui.sessions import LARGE, SMALL, line, painted, session, type_keys, until

BUY = Span(31, 56)
SUCCESS = "mindset.narrative.commercial_success"


class Gate:
    """Holds a job at a report until the test lets it go on."""

    def __init__(self) -> None:
        self.there, self.on = threading.Event(), threading.Event()

    def stop(self) -> None:
        """In the job: wait for the test."""
        self.there.set()
        assert self.on.wait(30)


def app(pilot: Pilot[None]) -> CoderApp:
    assert isinstance(pilot.app, CoderApp)
    return pilot.app


def start(pilot: Pilot[None], job: Job[object]) -> None:
    assert isinstance(pilot.app.screen, StudyScreen)
    app(pilot)._background.start(pilot.app.screen, job)


async def finished(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def says(words: str) -> Callable[[StudyScreen, object], None]:
    return lambda screen, result: screen.say(f"{words} {result}".strip())


def waiting(gate: Gate, result: object = "") -> Job[object]:
    """A job that waits after its first of four reports."""

    def work(study: Study, progress: Progress) -> object:
        progress(1, 4, "p\x1b[31m02")
        gate.stop()
        progress(2, 4, "p03")
        return result

    return Job("counting", work, says("counted"))


def state(study: Study) -> tuple[object, ...]:
    corpus = study.path / "corpus"
    return study.documents(), study.log(), sorted(path.name for path in corpus.iterdir())


@contextmanager
def interviews(folder: Path, number: int) -> Iterator[list[Path]]:
    folder.mkdir()
    paths = [folder / f"n{one}.txt" for one in range(number)]
    for one, path in enumerate(paths):
        path.write_text(f"I: How is it?\n\nR: Interview {one} says it is getting better.\n", "utf-8")
    yield paths


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[list[Path]]:
    with interviews(tmp_path / "fresh", 4) as paths:
        yield paths


# -- progress, results


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_progress_is_painted_on_whatever_screen_is_on_top_and_goes_with_the_job(
    study: Study, p01: str, size: tuple[int, int]
) -> None:
    gate = Gate()
    async with session(study, size=size) as pilot:
        before = painted(pilot)
        start(pilot, waiting(gate, "two"))
        await until(pilot, lambda: "25%" in painted(pilot)[-1])
        bottom = painted(pilot)[-1]
        assert bottom.startswith(" counting  25%  1 of 4  p")
        assert bottom.rstrip().endswith("^x cancels")
        assert "\x1b" not in bottom
        assert painted(pilot)[-2] == before[-1]  # the keys, a line higher
        await pilot.press("enter")  # the transcript
        await until(pilot, lambda: painted(pilot)[-1].startswith(" counting  25%"))
        assert isinstance(pilot.app.screen, CodingScreen)
        gate.on.set()
        await finished(pilot)
        assert line(pilot, "reason") == " counted two"
        for open_screen in pilot.app.screen_stack:
            assert not open_screen.query(ProgressLine)
        assert not painted(pilot)[-1].startswith(" counting")


async def test_the_researcher_codes_on_while_a_job_runs_and_sees_what_it_wrote(study: Study, p01: str) -> None:
    gate = Gate()

    def work(there: Study, progress: Progress) -> object:
        gate.stop()
        there.code(p01, BUY, SUCCESS, -2)
        return ""

    async with session(study, p01) as pilot:
        start(pilot, Job("reading", work, says("read")))
        await until(pilot, gate.there.is_set)
        await pilot.press("c")
        await type_keys(pilot, "domes")
        await pilot.press("enter")
        assert [one.code for one in study.codings()] == ["mindset.outward.domestic_focus"]
        gate.on.set()
        await finished(pilot)
        assert {one.code for one in study.codings()} == {"mindset.outward.domestic_focus", SUCCESS}
        letters = [app(pilot)._session.signs.of(one.code)[0] for one in study.codings()]
        assert any(all(pair in row for pair in letters) for row in painted(pilot))


async def test_a_second_job_is_refused_in_words(study: Study) -> None:
    gate = Gate()
    async with session(study) as pilot:
        start(pilot, waiting(gate))
        start(pilot, waiting(Gate()))
        assert line(pilot, "reason") == " counting is not finished yet: wait for it, or cancel it with ^x"
        for key in ("I", "S"):
            await pilot.press("escape", key)
            assert "counting is not finished yet" in line(pilot, "reason")
            assert isinstance(pilot.app.screen, DocumentsScreen)
        gate.on.set()
        await finished(pilot)


async def test_a_result_waits_until_what_is_being_written_is_written(study: Study) -> None:
    gate = Gate()

    def work(there: Study, progress: Progress) -> object:
        gate.stop()
        raise CoderError("the file is gone")

    async with session(study) as pilot:
        start(pilot, Job("reading", work, says("read")))
        await pilot.press("m")  # a memo
        gate.on.set()
        await type_keys(pilot, "as I said")
        await until(pilot, lambda: app(pilot)._background.running is None)
        await pilot.pause(0.3)
        assert not isinstance(pilot.app.screen, ErrorDialog)
        await pilot.press("ctrl+s")
        await finished(pilot)
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert study.memo("document", study.documents()[0].id) == "as I said"


async def test_the_interpreter_takes_turns_as_before_when_the_job_is_done(study: Study) -> None:
    before = sys.getswitchinterval()
    seen: list[float] = []
    async with session(study) as pilot:
        start(pilot, Job("reading", lambda there, progress: seen.append(sys.getswitchinterval()), says("read")))
        await finished(pilot)
    assert seen[0] < before == sys.getswitchinterval()


@given(
    st.builds(State, st.text(), st.integers(0, 10**6), st.integers(0, 10**6), st.text()),
    st.none() | st.just("^x"),
)
def test_the_line_holds_nothing_that_a_terminal_obeys(one: State, cancels: str | None) -> None:
    left, right = progress_runs(one, cancels)
    text = "".join(text for text, _ in (*left, *right))
    assert visible(text) == text
    assert ("cancelling" in text) == (cancels is None) or "cancelling" in one.doing + one.what


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (State("importing"), " importing"),
        (State("importing", 3, 0, "files"), " importing  3  files"),
        (State("importing", 1, 3, "b01"), " importing  33%  1 of 3  b01"),
        (State("importing", 3, 3), " importing 100%  3 of 3  writing"),
    ],
)
def test_the_line_says_how_far_the_job_is(one: State, said: str) -> None:
    left, _ = progress_runs(one, "^x")
    assert "".join(text for text, _ in left).rstrip() == said


# -- cancelling


def held_import(gate: Gate, paths: list[Path], at: str) -> Job[object]:
    """An import that waits at the report that begins with ``at``."""

    def work(there: Study, progress: Progress) -> object:
        def held(done: int, total: int, what: str) -> None:
            if what.startswith(at):
                gate.stop()
            progress(done, total, what)

        return len(there.import_transcripts(paths, progress=held).imported)

    return Job("importing", work, says("in:"))


@pytest.mark.parametrize("at", ["n2", "copy of n3"])
async def test_a_cancelled_import_leaves_nothing_behind(study: Study, fresh: list[Path], at: str) -> None:
    gate = Gate()
    before = state(study)
    async with session(study) as pilot:
        start(pilot, held_import(gate, fresh, at))
        await until(pilot, gate.there.is_set)
        await pilot.press("ctrl+x")
        await until(pilot, lambda: "cancelling" in painted(pilot)[-1])
        gate.on.set()
        await finished(pilot)
        assert line(pilot, "reason") == " importing was cancelled; nothing was written"
        assert state(study) == before
        assert study.check() == ()
        await pilot.press("ctrl+x")
        assert line(pilot, "reason") == " nothing is running"


async def test_what_is_written_is_not_cancelled_any_more(
    study: Study, fresh: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.store.passages.MOST_AT_ONCE", 0)
    gate = Gate()
    async with session(study) as pilot:
        start(pilot, held_import(gate, fresh, "index of n1"))
        await until(pilot, gate.there.is_set)
        await pilot.press("ctrl+x")
        gate.on.set()
        await finished(pilot)
        assert line(pilot, "reason") == " in: 4"
        assert len(study.documents()) == 5
        assert study.unread() == 3
        await pilot.press("F")  # the search finishes the index
        await finished(pilot)
        assert study.unread() == 0


async def test_undo_of_an_import_asks_and_takes_it_back(study: Study, fresh: list[Path]) -> None:
    async with session(study) as pilot:
        gate = Gate()
        gate.on.set()
        start(pilot, held_import(gate, fresh, "n0"))
        await finished(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        assert any("import n0, n1, n2 and 1 more" in row for row in painted(pilot))
        await pilot.press("y")
        await pilot.pause()
        assert [one.name for one in study.documents()] == ["p01"]


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",)])
async def test_leaving_while_a_job_runs_asks_and_cancels(study: Study, fresh: list[Path], keys: tuple[str]) -> None:
    gate = Gate()
    before = state(study)
    async with session(study) as pilot:
        start(pilot, held_import(gate, fresh, "n1"))
        await until(pilot, gate.there.is_set)
        await pilot.press(*keys)
        await pilot.pause()
        assert any("importing is not finished. Cancel it and leave?" in row for row in painted(pilot))
        await pilot.press("n")
        assert isinstance(pilot.app.screen, DocumentsScreen)
        await pilot.press(*keys, "y")
        gate.on.set()
    assert pilot.app.return_code == 0
    assert state(study) == before


async def test_a_session_that_ends_by_itself_stops_its_job(study: Study, fresh: list[Path]) -> None:
    gate = Gate()
    before = state(study)
    async with session(study) as pilot:
        start(pilot, held_import(gate, fresh, "n1"))
        await until(pilot, gate.there.is_set)
        pilot.app.exit()
    gate.on.set()
    assert app(pilot)._background._stop.is_set()
    assert state(study) == before


# -- what goes wrong


@pytest.fixture
def log(study: Study) -> Iterator[Path]:
    handler = errorlog.begin(study.path)
    yield study.path / errorlog.FILE_NAME
    errorlog.end(handler)


async def test_an_error_in_a_job_opens_a_dialog_with_the_repair_and_is_logged(study: Study, log: Path) -> None:
    def work(there: Study, progress: Progress) -> object:
        raise CoderError("at 3:20 stands 'People buy what', not the quote", hint="correct it", where="t.csv:3")

    async with session(study) as pilot:
        start(pilot, Job("reading", work, says("read")))
        await finished(pilot)
        text = "\n".join(painted(pilot))
        assert "stands 'People buy what', not the quote" in text
        assert "in t.csv:3" in text
        assert "→ correct it" in text
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DocumentsScreen)
    (entry,) = log.read_text("utf-8").splitlines()
    assert entry.endswith("of t.csv:3: at 3:20 stands …, not the quote")
    assert "People" not in entry
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def kept(pilot: Pilot[None]) -> Exception | None:
    """The fault that the session went on from, taken from where it would fail the test at its end."""
    found, pilot.app._exception = pilot.app._exception, None
    return found


async def fault_in_job(pilot: Pilot[None]) -> None:
    def work(there: Study, progress: Progress) -> object:
        found: dict[str, str] = {}
        return found["People buy what is cheap"]

    start(pilot, Job("reading", work, says("read")))
    await finished(pilot)


async def fault_in_result(pilot: Pilot[None]) -> None:
    def done(screen: StudyScreen, result: object) -> None:
        raise KeyError("People buy what is cheap")

    start(pilot, Job("reading", lambda there, progress: 1, done))
    await finished(pilot)


async def fault_in_action(pilot: Pilot[None]) -> None:
    def broken() -> None:
        raise KeyError("People buy what is cheap")

    pilot.app.screen.action_mark = broken  # type: ignore[attr-defined]
    await pilot.press("M")
    await pilot.pause()


async def fault_in_handler(pilot: Pilot[None]) -> None:
    def broken(self: object, event: object) -> None:
        raise KeyError("People buy what is cheap")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DocumentsScreen, "on_listing_chosen", broken)
        await pilot.press("enter")
        await pilot.pause()


@pytest.mark.parametrize("fault", [fault_in_job, fault_in_result, fault_in_action, fault_in_handler])
async def test_a_fault_of_the_program_ends_no_session_and_is_logged_without_words(
    study: Study, log: Path, fault: Callable[[Pilot[None]], Awaitable[None]]
) -> None:
    async with session(study) as pilot:
        await fault(pilot)
        assert isinstance(kept(pilot), KeyError)
        assert isinstance(pilot.app.screen, ErrorDialog)
        text = "\n".join(painted(pilot))
        assert "a fault of the program (KeyError); what you coded is saved" in text
        assert "coder.log" in text
        await pilot.press("enter", "I")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskFiles)  # it goes on
    logged = log.read_text("utf-8")
    assert "fault KeyError\n" in logged
    assert "test_background.py" in logged
    assert "buy what" not in logged.replace('"People buy what is cheap"', "")  # the line of this test itself
    assert study.check() == ()


async def test_a_fault_that_comes_again_while_it_is_shown_opens_no_second_dialog(study: Study, log: Path) -> None:
    async with session(study) as pilot:
        await fault_in_result(pilot)
        report(pilot.app, ValueError("x"))
        assert isinstance(kept(pilot), KeyError)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
    assert "fault ValueError\n" in log.read_text("utf-8")


def broken_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of documents cannot be painted."""

    def render_line(self: object, y: int) -> object:
        raise LookupError("People buy what is cheap")

    monkeypatch.setattr("coder.tui.widgets.listing.Listing.render_line", render_line)


async def test_a_fault_that_nothing_can_catch_is_logged_before_the_end(
    study: Study, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_screen(monkeypatch)
    monkeypatch.setattr(Pilot._wait_for_screen, "__defaults__", (1.0,))  # a screen that has ended never answers
    with pytest.raises(LookupError):
        async with session(study) as pilot:
            await pilot.pause()
    assert "fault LookupError\n" in log.read_text("utf-8")
    assert study.check() == ()


def test_a_session_that_ended_so_says_where_it_is_logged(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: CoderApp) -> None:
        self._handle_exception(LookupError("People buy what is cheap"))

    monkeypatch.setattr("coder.tui.app.opening", lambda study: opening())
    monkeypatch.setattr(CoderApp, "run", broken)
    with pytest.raises(CoderError) as caught:
        run(study)
    assert caught.value.exit is Exit.REFUSED
    said = str(caught.value)
    assert said.startswith(f"{study.path / 'coder.log'}: a fault of the program (LookupError); what you coded is saved")
    assert "coder log lists" in said
    assert "People" not in said
    assert "fault LookupError" in (study.path / "coder.log").read_text("utf-8")


def opening() -> object:
    from coder.tui.keys.keymap import DEFAULT
    from coder.tui.opening import Opening

    return Opening(DEFAULT, "coder-dark")


def test_a_disk_that_fails_is_called_by_its_name(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: CoderApp) -> None:
        self._handle_exception(OSError(28, "No space left on device"))

    monkeypatch.setattr("coder.tui.app.opening", lambda study: opening())
    monkeypatch.setattr(CoderApp, "run", broken)
    with pytest.raises(CoderError) as caught:
        run(study)
    assert caught.value.exit is Exit.STORAGE
    assert str(caught.value) == "No space left on device (free some space and repeat)"
