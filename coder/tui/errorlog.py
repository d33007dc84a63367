"""``coder.log`` in the study: what went wrong in sessions, for whoever repairs it.

It is not the journal (``coder log``), which says what was changed. It holds times, places in the program and messages,
never words of a transcript: whatever a message quotes is left out. Only its owner can read it, and it never grows
beyond three small files. A log that cannot be written disturbs nobody.
"""

from __future__ import annotations

import logging
import os
import re
import time
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import coder
from coder.errors import CoderError, UnreadableError
from coder.formats.visible import visible

FILE_NAME = "coder.log"
MOST_BYTES, KEPT = 200_000, 2  # of one file; earlier files beside it

_PACKAGE = Path(coder.__file__).parent.parent
_LOG = logging.getLogger("coder.session")
_LOG.propagate = False  # the terminal belongs to the screen
_LOG.addHandler(logging.NullHandler())

# From the first quotation mark of a message to its last: words of a transcript, a name, a value, whatever is in them.
_QUOTED = re.compile(r"(?<!\w)['\"“‘].*['\"”’]", re.DOTALL)


class ProgramError(CoderError):
    """A mistake of the program in words for the researcher; its ``__cause__`` is what the log tells."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"a fault of the program ({type(error).__name__}); what you coded is saved",
            where=str(_file()),
            hint="report what that file says of it; coder log lists something else, the journal",
        )
        self.__cause__ = error


class _Handler(RotatingFileHandler):
    """Writes for its owner only, and never complains on the terminal."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the library's name)
        """Nothing: the disk may be full, the folder not ours."""


def begin(study: Path) -> logging.Handler:
    """Log to a study from now on; the file is made with the first entry."""
    handler = _Handler(study / FILE_NAME, maxBytes=MOST_BYTES, backupCount=KEPT, delay=True)
    formatter = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    _LOG.addHandler(handler)
    return handler


def end(handler: logging.Handler) -> None:
    """Log there no longer."""
    _LOG.removeHandler(handler)
    handler.close()


def _file() -> Path:
    """Where errors are logged."""
    files = [Path(handler.baseFilename) for handler in _LOG.handlers if isinstance(handler, _Handler)]
    return files[-1] if files else Path(FILE_NAME)


def note(error: BaseException) -> None:
    """Log an error: one line if the researcher can repair it, else with the way to it."""
    _LOG.error("%s", entry(error))


def entry(error: BaseException) -> str:
    """What the log says of an error, without the words of anybody."""
    if isinstance(error, ProgramError) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, CoderError):
        where = f" of {visible(error.where)}" if error.where else ""
        return f"{type(error).__name__} at {_place(error.__traceback__)}{where}: {_message(error)}"
    return "\n".join(_way(error))


def _message(error: CoderError) -> str:
    message = str(error.message)
    if isinstance(error, UnreadableError):  # what follows a colon is what a parser said of the file
        message = message.partition(": ")[0]
    cause = f" ({_reason(error.__cause__)})" if isinstance(error.__cause__, OSError) else ""
    return _unquoted(message) + cause


def _way(error: BaseException) -> Iterator[str]:
    """A fault and what led to it, the way to each through the program; values of variables are never shown."""
    seen: set[int] = set()
    link: BaseException | None = error
    intro = "fault"
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"{intro} {_reason(link)}"
        for frame in traceback.extract_tb(link.__traceback__):
            yield f"    {_short(frame.filename)}:{frame.lineno} {frame.name}: {frame.line or ''}".rstrip()
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        intro = "  after"


def _reason(error: BaseException | None) -> str:
    """The kind of an error, with as much of its message as cannot hold words of a transcript."""
    kind = type(error).__name__
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror}"
    if isinstance(error, AttributeError | ImportError | NameError) and error.name:
        return f"{kind}: {visible(error.name)}"
    if type(error).__module__ == "sqlite3":
        return f"{kind}: {_unquoted(str(error))}"
    return kind


def _unquoted(message: str) -> str:
    return visible(" ".join(_QUOTED.sub("…", message).split()))


def _place(trail: TracebackType | None) -> str:
    """Where in the program an error was raised."""
    frames = traceback.extract_tb(trail)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE / "coder")] or frames
    return f"{_short(own[-1].filename)}:{own[-1].lineno} {own[-1].name}" if own else "an unknown place"


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_PACKAGE)) if path.is_relative_to(_PACKAGE) else "/".join(path.parts[-3:])
