"""A program in a real pseudo-terminal: type keys, see what it painted and when, kill it."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z\\-_]|[()].)")


class Terminal:
    """A Python program in a pseudo-terminal, and everything it painted."""

    def __init__(self, *arguments: str, size: tuple[int, int] = (100, 30)) -> None:
        self.painted = b""
        self.started = time.perf_counter()
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.environ.pop("NO_COLOR", None)
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own program

    def read(self, seconds: float) -> bool:
        """Take in what is painted within so many seconds; whether the program still lives."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if self.file in select.select([self.file], [], [], left)[0]:
                try:
                    self.painted += os.read(self.file, 65536)
                except OSError:  # the child is gone
                    return False
        return True

    def wait_for(self, words: bytes, seconds: float = 60) -> float:
        """Read until something is painted; seconds since the start. Raises AssertionError if it never is."""
        until = time.perf_counter() + seconds
        while words not in ESCAPES.sub(b"", self.painted):
            assert time.perf_counter() < until, f"{words!r} was not painted: {self.text[-2000:]}"
            assert self.read(0.01), f"the program ended: {self.text[-2000:]}"
        return time.perf_counter() - self.started

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.file, keys.encode())

    def milliseconds(self, keys: str, quiet: float = 0.03) -> float:
        """From a key to the last byte that was painted because of it: nothing came for ``quiet`` seconds then."""
        start = last = time.perf_counter()
        self.press(keys)
        seen = False
        while time.perf_counter() < (last + quiet if seen else start + 20):  # machines stand still at times
            if self.file in select.select([self.file], [], [], 0.002)[0]:
                self.painted += os.read(self.file, 65536)
                seen, last = True, time.perf_counter()
        assert seen, f"nothing was painted after {keys!r}"
        return 1000 * (last - start)

    def memory(self) -> int:
        """Resident set in bytes (Linux)."""
        fields = Path(f"/proc/{self.process}/statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    def kill(self) -> None:
        """SIGKILL, then whatever had been written to the terminal by then."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        self.read(0.05)
        os.close(self.file)

    @property
    def text(self) -> str:
        """All that was painted, without escape sequences."""
        return ESCAPES.sub(b"", self.painted).decode("utf-8", "replace")
