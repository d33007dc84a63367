"""Opening and creating the study file, and turning what SQLite reports into what a researcher can repair.

The number of the schema stands in ``PRAGMA user_version``. A study of the present schema is opened with the standard
library alone: importing sqlite_utils takes longer than a coding session may take to its first paint, and only
migrations need it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coder.errors import StorageError

APPLICATION_ID = 0x434F4452  # "CODR", so that `file` and we can tell a study from any other database
SCHEMA = 6  # migrations of the present schema; a study with more is newer than this program
FILE_NAME = "study.db"
HEADER_BYTES = 100  # of an SQLite file; the application id stands at 68


def create(path: Path) -> sqlite3.Connection:
    """A new, empty study file that only its owner can read. Raises StorageError if there is one already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StorageError(
            "there is a study here already", where=str(path), hint="choose another directory or open this one"
        ) from None
    except OSError as error:
        raise StorageError(
            f"the study cannot be created: {error.strerror}", where=str(path), hint="choose a folder you may write to"
        ) from error
    try:
        with readable(path):
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                # Before write-ahead logging starts, so that it stands in the file itself from the first moment.
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database = _connect(path)
            _migrate(database)
    except StorageError:
        for leftover in path.parent.glob(path.name + "*"):
            leftover.unlink(missing_ok=True)
        raise
    return database


def open_file(path: Path) -> sqlite3.Connection:
    """An existing study file, migrated to the present schema (a copy is kept first).

    Raises StorageError: no such file, no study, damaged, made by a newer version.
    """
    if not path.is_file():
        raise StorageError("there is no study here", where=str(path.parent), hint="coder init makes one")
    _check_header(path)
    database = _connect(path)
    with readable(path):
        found = _version(database)
        if found > SCHEMA:
            raise StorageError(
                f"this study was made by a newer version of coder (its schema is {found}, ours {SCHEMA})",
                where=str(path),
                hint="open it with that version, or a newer one",
            )
        if found < SCHEMA:
            _keep_copy(database, path, found)
            _migrate(database)
    return database


def _version(connection: sqlite3.Connection) -> int:
    """Number of migrations a study has seen; the first program that wrote studies did not note it."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version or 1


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a study file to the present schema."""
    from sqlite_utils import Database

    from coder.store.schema import migrations

    migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def in_memory() -> sqlite3.Connection:
    """An empty study that lives only in memory: what the journal is folded into when it is checked."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    _migrate(connection)
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "busy_timeout = 5000",
            "trusted_schema = OFF",
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return connection


def _check_header(path: Path) -> None:
    """Refuse what is no study before SQLite touches it: opening alone may write to the file."""
    try:
        with path.open("rb") as stream:
            header = stream.read(HEADER_BYTES)
    except OSError as error:
        raise StorageError(
            f"the study cannot be read: {error.strerror}", where=str(path), hint="check the permissions"
        ) from error
    if not header.startswith(b"SQLite format 3\0") or len(header) < HEADER_BYTES:
        raise StorageError("the study file is damaged", where=str(path), hint="bring back a copy from your backup")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StorageError(
            "this database is not a study of coder", where=str(path), hint="choose the directory of a study"
        )


def _keep_copy(connection: sqlite3.Connection, path: Path, found: int) -> None:
    """A copy beside the study before its schema changes, the write-ahead log folded in first."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, path.with_name(f"study.before-{found + 1:03}.db"))


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a StorageError with the repair."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def _little_space(path: Path) -> bool:
    """Whether the disk has no room for what SQLite needs even to read: its shared memory and one page."""
    try:
        return shutil.disk_usage(path.parent).free < 256 * 1024
    except OSError:
        return False


def explain(error: sqlite3.Error, path: Path) -> StorageError:
    """What an error of SQLite means for the study and what to do about it."""
    text = str(error)
    where = str(path)
    if "full" in text or ("disk I/O" in text and _little_space(path)):
        return StorageError("the disk is full; nothing was changed", where=where, hint="free some space and repeat")
    if "readonly" in text or "unable to open" in text:
        return StorageError(
            "the study cannot be written", where=where, hint="check the permissions of the folder and the file"
        )
    if "locked" in text:
        return StorageError(
            "another program is writing to the study", where=where, hint="wait for it or close it, then repeat"
        )
    if "not a database" in text or "malformed" in text:
        return StorageError("the study file is damaged", where=where, hint="bring back a copy from your backup")
    return StorageError(f"the study file answers: {text}", where=where, hint="coder check says more")


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error, and waits for other writers first."""
    with readable(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
