"""The one error the program raises on purpose, and how it reads on one line."""

from __future__ import annotations

from enum import IntEnum


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
