"""Reading and writing whole files, with errors that name the repair."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from coder.errors import StorageError, UnreadableError


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"cannot be read: {error.strerror}", where=str(path), hint="check the name and the permissions"
        ) from error


def read_text(path: Path) -> str:
    """A UTF-8 file, without its byte order mark. Raises UnreadableError."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"byte {error.start} is not UTF-8", where=str(path), hint="save the file as UTF-8"
        ) from error


def write_bytes(path: Path, data: bytes, *, private: bool = False, lasting: bool = True) -> None:
    """Write a file whole or not at all; ``private`` lets only its owner read it. Raises StorageError.

    What is not ``lasting`` exists elsewhere as well: after a loss of power it may be empty.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            if private:
                os.fchmod(stream.fileno(), 0o600)
            stream.write(data)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"cannot be written: {error.strerror}", where=str(path), hint="check the folder, its permissions and space"
        ) from error
    except BaseException:  # Ctrl+C
        part.unlink(missing_ok=True)
        raise


def below(
    paths: Sequence[Path], suffixes: Iterable[str], seen: Callable[[int], None] | None = None
) -> tuple[list[Path], list[Path]]:
    """The files named, and those below named directories that have one of the suffixes, in order; and the others.

    Hidden files, what lies in hidden folders, and the lock files that word processors leave are passed over without a
    word; links to nothing and folders that cannot be opened are among the others. ``seen`` is told the number of files
    after every folder, and may raise to end a walk that takes too long.
    """
    wanted = frozenset(suffixes)
    found: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        walked: list[Path] = []
        closed: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=closed.append):
            folders[:] = [name for name in folders if not name.startswith(".")]
            walked += [Path(folder, name) for name in names if not name.startswith(("~$", "."))]
            if seen:
                seen(len(walked))
        for file in sorted(walked):
            (found if file.suffix.lower() in wanted and is_file(file) else others).append(file)
        others += sorted(Path(error.filename) for error in closed)
    return found, others


def is_file(path: Path) -> bool:
    """Whether there is a file, as far as can be seen; False for links to nothing and what lies in a closed folder."""
    try:
        return path.is_file()
    except OSError:
        return False
