"""Long work beside the screen: one job at a time, in a thread with a connection to the study of its own.

The job tells how far it is; the screen looks ten times a second and paints it, so that no job can flood it. Cancelling
raises ``Cancelled`` out of the job's next report: the edit it was about is then never written. What the job wrote is
noticed like another process's writes.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.app import App

from coder.study import Progress, Study
from coder.tui.dialogs.confirm import Confirm
from coder.tui.guard import answered, report
from coder.tui.keys.bindings import keymap_of
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Runs
from coder.tui.widgets.line import Line

T = TypeVar("T")

LOOK_EVERY = 0.1  # seconds between looks at how far the job is
TURN = 0.001  # seconds a thread may compute before another one does
BREATH = 0.001  # seconds the job rests at each report, so that a key that waits is served
_LOCK, _ENTERED = threading.Lock(), list[float]()  # the interval there was, then one for each that shares


class Cancelled(Exception):  # noqa: N818 (nothing went wrong)
    """The researcher wants a job no longer; nothing of it is written."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something that takes long. ``doing`` says what, as in "importing is not finished yet".

    ``work`` runs in the thread, with a study opened there, and reports through its second argument. ``done`` gets the
    result and the screen that is on top then.
    """

    doing: str
    work: Callable[[Study, Progress], T]
    done: Callable[[StudyScreen, T], None]


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is: ``done`` of ``total`` (0: not known), and what it is at."""

    doing: str
    done: int = 0
    total: int = 0
    what: str = ""


class Background:
    """What runs beside the screens of one session."""

    def __init__(self, app: App[Any], study: Study) -> None:
        self.app = app
        self.study = study
        self._state: State | None = None
        self._stop = threading.Event()

    @property
    def running(self) -> str | None:
        """What is being done, None if nothing is."""
        return self._state.doing if self._state is not None else None

    def free(self, screen: StudyScreen) -> bool:
        """Whether a job may begin; if not, the screen says why."""
        if self._state is not None:
            cancels = self._cancels()
            screen.say(f"{self._state.doing} is not finished yet: wait for it, or cancel it with {cancels}")
        return self._state is None

    def start(self, screen: StudyScreen, job: Job[T]) -> None:
        """Begin a job, unless another one runs: then the screen says so."""
        if self.free(screen):
            self._stop.clear()
            self._state = State(job.doing)
            self.app.run_worker(self._run(job), name=job.doing, group="background")

    def cancel(self) -> bool:
        """Stop the job at its next report; whether there is one."""
        if self._state is not None:
            self._stop.set()
            self._paint()
        return self._state is not None

    def complete_index(self) -> None:
        """Index what an import cut short, or a large redo, has left; searches are right without it, only slower."""
        screen = self.app.screen
        if isinstance(screen, StudyScreen) and self._state is None and self.study.unread():
            self.start(screen, Job("indexing for the search", Study.index, lambda _, result: None))

    def leave(self) -> None:
        """End the session, after a question while a job runs."""

        def sure(yes: bool) -> None:
            if yes:
                self.cancel()
                self.app.exit()

        if self._state is None:
            self.app.exit()
        else:
            question = Confirm(f"{self._state.doing} is not finished. Cancel it and leave?")
            self.app.push_screen(question, answered(self.app, sure))

    def _cancels(self) -> str:
        return keymap_of(self.app).sign("app.cancel")

    async def _run(self, job: Job[T]) -> None:
        looks = self.app.set_interval(LOOK_EVERY, self._paint)
        outcome: T | Exception
        newest = self.study.undo_label()
        try:
            outcome = await asyncio.to_thread(self._work, job)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a job is told and ends no session
            outcome = error
        finally:
            self._stop.set()  # when the session ends first, the thread must not go on
            looks.stop()
            self._state = None
            for screen in self.app.screen_stack:
                screen.query(ProgressLine).remove()
        try:
            await self._tell(job, outcome, newest)
        except Exception as error:  # noqa: BLE001 - the same for what is made of its result
            report(self.app, error)

    async def _tell(self, job: Job[T], outcome: T | Exception, newest: str | None) -> None:
        """Show what became of a job, when no dialog lies over the screen: nobody is interrupted in what they write.

        ``newest`` was the newest edit when it began: a large import writes several.
        """
        while not (isinstance(screen := self.app.screen, StudyScreen) and screen.is_mounted):
            await asyncio.sleep(LOOK_EVERY)
        screen.reload()
        if isinstance(outcome, Cancelled):
            stays = "what was written before stays" if self.study.undo_label() != newest else "nothing was written"
            screen.say(f"{job.doing} was cancelled; {stays}")
        elif isinstance(outcome, Exception):
            report(self.app, outcome)
        else:
            job.done(screen, outcome)

    def _work(self, job: Job[T]) -> T:
        """In the thread."""

        def progress(done: int, total: int, what: str) -> None:
            if self._stop.is_set():
                raise Cancelled
            self._state = State(job.doing, done, total, what)
            time.sleep(BREATH)

        with sharing(), Study.open(self.study.path, self.study.coder) as study:
            return job.work(study, progress)

    def _paint(self) -> None:
        """Show how far the job is, on whatever screen is on top; dialogs keep their size."""
        screen, state = self.app.screen, self._state
        if state is None or screen.is_modal or not screen.is_mounted:
            return
        line = next(iter(screen.query(ProgressLine)), None)
        if line is None:
            line = ProgressLine()
            screen.mount(line)
        line.show(*progress_runs(state, None if self._stop.is_set() else self._cancels()))


@contextmanager
def sharing() -> Iterator[None]:
    """Let the threads take turns more often; a key is then painted in half the time while a job computes."""
    with _LOCK:
        if not _ENTERED:
            _ENTERED.append(sys.getswitchinterval())
            sys.setswitchinterval(TURN)
        _ENTERED.append(TURN)
    try:
        yield
    finally:
        with _LOCK:
            _ENTERED.pop()
            if len(_ENTERED) == 1:
                sys.setswitchinterval(_ENTERED.pop())


def progress_runs(state: State, cancels: str | None) -> tuple[Runs, Runs]:
    """What the line says, from the left and from the right; ``cancels`` is the key, None when it was pressed."""
    share = f"{100 * state.done // state.total:>4}%" if state.total else ""
    count = f"  {state.done} of {state.total}" if state.total else f"  {state.done}" if state.done else ""
    what = one_line(state.what) or ("writing" if state.total and state.done >= state.total else "")
    left: Runs = ((f" {one_line(state.doing)}", "strong"), (share, "accent"), (count, "plain"), (f"  {what}", "dim"))
    if cancels is None:
        return left, (("  cancelling… ", "accent"),)
    return left, ((f"  {cancels}", "key"), (" cancels ", "dim"))


class ProgressLine(Line):
    """How far the job is, below everything: comes and goes with it; a click cancels it."""

    DEFAULT_CSS = "ProgressLine { dock: bottom; }"

    async def on_click(self, event: events.Click) -> None:
        """Cancel, as the key does."""
        event.stop()
        await self.app.run_action("cancel", self.app)
