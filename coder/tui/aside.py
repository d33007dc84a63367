"""Quiet work beside one screen: what takes longer than a frame and is only read, in a thread with its own connection.

Results are taken as they come, a few times a second. Nobody waits for it and nobody is asked: other work may run at the
same time, a new start ends the one before, and so does leaving the screen. What goes wrong is told once.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from coder.study import Study
from coder.tui.background import BREATH, sharing
from coder.tui.guard import report
from coder.tui.study_screen import StudyScreen

T = TypeVar("T")

TAKE_EVERY = 0.25  # seconds between looks at what has come


class Aside(Generic[T]):
    """One line of work of a screen. ``take`` gets what has come, and whether that is all."""

    def __init__(self, screen: StudyScreen, study: Study, take: Callable[[list[T], bool], None]) -> None:
        self._screen = screen
        self._study = study
        self._take = take
        self._stop: threading.Event | None = None

    @property
    def running(self) -> bool:
        """Whether something is still to come."""
        return self._stop is not None

    def start(self, work: Callable[[Study], Iterator[T]]) -> None:
        """Begin, in place of what may be running. ``work`` runs in the thread, with a study opened there."""
        self.stop()
        self._stop = threading.Event()
        self._screen.run_worker(self._run(work, self._stop), group="aside", name="aside")

    def stop(self) -> None:
        """No more results."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    async def _run(self, work: Callable[[Study], Iterator[T]], stop: threading.Event) -> None:
        come: deque[T] = deque()
        thread = asyncio.create_task(asyncio.to_thread(self._work, work, come, stop))
        try:
            while not stop.is_set():
                done, _ = await asyncio.wait({thread}, timeout=TAKE_EVERY)
                if stop.is_set():
                    return
                if done:
                    self._stop = None
                    thread.result()
                found = [come.popleft() for _ in range(len(come))]
                if found or done:
                    self._take(found, bool(done))
                if done:
                    return
        except Exception as error:  # noqa: BLE001 - it ends no session
            self._stop = None
            report(self._screen.app, error)
        finally:
            stop.set()  # when the screen is left first, the thread must not go on

    def _work(self, work: Callable[[Study], Iterator[T]], come: deque[T], stop: threading.Event) -> None:
        """In the thread."""
        with sharing(), Study.open(self._study.path, self._study.coder) as study:
            for one in work(study):
                if stop.is_set():
                    return
                come.append(one)
                time.sleep(BREATH)
