"""A search that runs in a thread beside the screen, with a connection to the study of its own.

The screen looks at ``found`` and takes what is new, so that no search can flood it. What is painted is never ahead of
what was read; ``stop`` ends it at the next document.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

from coder.errors import CoderError
from coder.search.corpus import SearchHit
from coder.study import Study

MOST = 100_000  # hits; nobody reads further, and more of them would not fit into memory for ever
BREATH = 0.001  # seconds the search rests between documents, so that a key that waits is served


class _StoppedError(Exception):
    """The search is no longer wanted."""


class Seeking:
    """One search. Written to by its thread, read by the screen."""

    def __init__(self, path: Path, coder: str, text: str, own: bool) -> None:
        self.text = text
        self.own = own  # only this coder's codings are looked at
        self.found: list[SearchHit] = []
        self.done, self.total, self.what = 0, 0, ""
        self.error: Exception | None = None
        self.finished = False
        self.more = False  # than MOST
        self._path = path
        self._coder = coder
        self._stop = threading.Event()

    def stop(self) -> None:
        """End it; what was found stays."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was ended before it was through."""
        return self._stop.is_set()

    @property
    def outcome(self) -> str:
        """What a researcher must know of its end, "" if it is through."""
        if isinstance(self.error, CoderError):
            return str(self.error)
        if self.stopped:
            return "the search was stopped: what it had found stands here"
        return f"only the first {MOST:,} hits: narrow the search down" if self.more else ""

    def run(self) -> None:
        """In the thread."""
        try:
            with Study.open(self._path, self._coder) as study:
                for hit in study.search(self.text, self._progress, own=self.own):
                    if len(self.found) == MOST:
                        self.more = True
                        break
                    self.found.append(hit)
        except _StoppedError:
            pass
        except Exception as error:  # noqa: BLE001 - the screen shows it
            self.error = error
        finally:
            self.finished = True

    def _progress(self, done: int, total: int, what: str) -> None:
        if self._stop.is_set():
            raise _StoppedError
        self.done, self.total, self.what = done, total, what
        time.sleep(BREATH)
