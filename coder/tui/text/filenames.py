"""Names of files as they are typed: split like a shell does, completed, and written back (pure but for ``entries``).

Quotation marks and backslashes mean what they mean in a shell, because that is what terminals paste when a file is
dropped on them; ``~`` is the home directory. Nothing else is special.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import Path

from coder.errors import UsageError

_BLANKS = " \t\n"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-~")


@dataclass(frozen=True, slots=True)
class Word:
    """One name in a line: where it begins, what it means, and the quotation mark that is still open at its end."""

    start: int
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder."""

    name: str
    folder: bool


@dataclass(frozen=True, slots=True)
class Completion:
    """The line after completing its last name, and the entries that may be meant."""

    line: str
    candidates: tuple[Entry, ...]


def words(line: str) -> tuple[Word, ...]:
    """The names in a line; the last one may be unfinished. A line that ends in a blank has an empty last name."""
    found: list[Word] = []
    start: int | None = None
    text: list[str] = []
    quote = ""
    at = 0
    while at < len(line):
        character = line[at]
        if start is None and character not in _BLANKS:
            start = at
        if quote:
            if character == quote:
                quote = ""
            elif character == "\\" and quote == '"' and line[at + 1 : at + 2] in ('"', "\\"):
                at += 1
                text.append(line[at])
            else:
                text.append(character)
        elif character in "'\"":
            quote = character
        elif character == "\\" and at + 1 < len(line):
            at += 1
            text.append(line[at])
        elif character in _BLANKS:
            if start is not None:
                found.append(Word(start, "".join(text)))
            start, text = None, []
        else:
            text.append(character)
        at += 1
    if start is not None:
        return (*found, Word(start, "".join(text), quote))
    return (*found, Word(len(line), ""))


def named(line: str, *, new: bool = False) -> list[Path]:
    """The files and folders that a line names; just one if it is ``new``, else they must be there.

    A line whose blanks nobody escaped names one file if there is such a file. Raises UsageError.
    """
    found = [expanded(word.text) for word in words(line) if word.text]
    whole = expanded(line.strip())
    if len(found) > 1 and (new or whole.exists()):
        found = [whole]
    if not found:
        raise UsageError("no file is named", hint="type a name; Tab completes it")
    for path in found:
        if not new and not path.exists():
            raise UsageError("there is no such file or folder", where=str(path), hint="Tab completes names")
    return found


def quoted(text: str) -> str:
    """A name as it is typed, with what would end or change it escaped."""
    return "".join(
        character if character in _PLAIN or not character.isascii() else f"\\{character}" for character in text
    )


def completed(line: str, entries: Iterable[Entry], *, several: bool) -> Completion:
    """The line with its last name completed as far as ``entries`` of its folder agree.

    A folder found gets its slash; a file found a blank, if ``several`` may follow.
    """
    last = words(line)[-1]
    if last.text == "~":
        return Completion(f"{line[: last.start]}~/", ())
    above, slash, begun = last.text.rpartition("/")
    shown = [entry for entry in entries if begun.startswith(".") or not entry.name.startswith(".")]
    found = [entry for entry in shown if entry.name.startswith(begun)]
    found = found or [entry for entry in shown if entry.name.casefold().startswith(begun.casefold())]
    if not found:
        return Completion(line, ())
    common = commonprefix([entry.name for entry in found])  # noqa: RUF071 - letters are typed, not parts of paths
    text = above + slash + (common if len(common) >= len(begun) else begun)
    after = ""
    if len(found) == 1:
        after = "/" if found[0].folder else " " if several else ""
    return Completion(line[: last.start] + quoted(text) + after, tuple(found))


def folder_of(line: str) -> Path:
    """The folder whose entries may complete the last name of a line."""
    above, slash, _ = words(line)[-1].text.rpartition("/")
    return expanded(above + slash or ".")


def entries(folder: Path, suffixes: Sequence[str] | None = None) -> list[Entry]:
    """What is in a folder: its folders, and its files with one of the suffixes (None: all). Names that cannot be shown
    are left out; a folder that cannot be read is empty."""
    try:
        with os.scandir(folder) as listing:
            found = [Entry(one.name, one.is_dir()) for one in listing if one.name.isprintable()]
    except OSError:
        return []
    wanted = [one for one in found if one.folder or suffixes is None or one.name.lower().endswith(tuple(suffixes))]
    return sorted(wanted, key=lambda one: (one.name.casefold(), one.name))


def expanded(text: str) -> Path:
    """A path with ``~`` as the home directory; as it is when nobody knows whose."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def shown(path: Path) -> str:
    """A path as it is typed, and short: from here, else from the home directory."""
    for start, sign in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_absolute() and path.is_relative_to(start):
            return sign + str(path.relative_to(start))
    return str(path)
