"""The one error the program raises on purpose, and how it reads on one line."""

from __future__ import annotations

import errno
import sys
from enum import IntEnum

_REPAIRS = {
    errno.ENOSPC: "free some space and repeat",
    errno.EDQUOT: "free some space and repeat",
    errno.EROFS: "choose a folder you may write to",
    errno.EACCES: "check the permissions",
    errno.EPERM: "check the permissions",
    errno.ENOENT: "check the name",
}


class Exit(IntEnum):
    """Exit codes of the command line; a contract with scripts."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    STORAGE = 3
    UNREADABLE = 4
    INTERRUPTED = 130


class CoderError(Exception):
    """Something the researcher can repair.

    ``message`` says what is wrong, ``where`` the place (file, file and line, document), ``hint`` the
    repair. ``str()`` gives all three on one line.
    """

    exit = Exit.REFUSED

    def __init__(self, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        repair = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{repair}"


class UsageError(CoderError):
    """A command or an argument that cannot mean anything."""

    exit = Exit.USAGE


class StorageError(CoderError):
    """The study is missing, damaged, newer than the program, read-only or full."""

    exit = Exit.STORAGE


class UnreadableError(CoderError):
    """An input file that cannot be read as what it should be."""

    exit = Exit.UNREADABLE


def explained(error: Exception) -> StorageError | None:
    """What an error of a disk or of SQLite, raised where nobody expected it, means; None for any other."""
    if isinstance(error, OSError):
        where = error.filename if isinstance(error.filename, str) else ""
        return StorageError(error.strerror or str(error), where=where, hint=_REPAIRS.get(error.errno or 0, ""))
    sqlite3 = sys.modules.get("sqlite3")  # if it was not imported, it raised nothing
    if sqlite3 is not None and isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.ProgrammingError):
        return StorageError(f"the study file answers: {error}", hint="coder check says more")
    return None
