"""Writing the journal anew: the one way in which what was once recorded leaves a study.

A name that a study was given lies in its journal: in labels, in turns of imported transcripts, in memos as they
were before they were changed. The journal is append-only and chained by hashes, so it cannot be mended in place
without becoming false. Instead it is founded anew, in one transaction: every entry is told with other words (its
number, id, time and coder stay, so the record of who did what and when is kept), the chain begins anew, an entry of
kind ``refound`` says so at its end, and every table is folded from it. What it said before lies in the key file and
nowhere else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.errors import CoderError, StorageError
from coder.model.edit import Entry
from coder.store import database
from coder.store.apply import apply
from coder.store.journal import COLUMNS, GENESIS, chained
from coder.store.rows import edit_to_row
from coder.store.store import FOLDED, Store

_INDEX = ("passage_terms", "sqlite_")  # inner tables of SQLite; the words of the first are those of ``term``
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"


@dataclass(frozen=True, slots=True)
class Founding:
    """What a journal becomes. ``on`` is the hash of the last entry it was made from.

    ``contents`` come in, ``withdrawn`` (with their lengths) go out into the key file, and ``dropped`` for good;
    ``place`` says where an offset of a document is then, ``words`` what becomes of words that a coder's screen
    remembers.
    """

    on: str
    entries: Sequence[Entry]
    contents: Mapping[str, bytes]
    withdrawn: Mapping[str, int]
    dropped: frozenset[str]
    place: Callable[[str, int], int]
    words: Callable[[str], str]


def chain(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with the hashes they have in this order."""
    found: list[Entry] = []
    previous = GENESIS
    for entry in entries:
        own = chained(previous, *_fields(entry))
        found.append(replace(entry, previous=previous, hash=own))
        previous = own
    return found


def _fields(entry: Entry) -> tuple[object, ...]:
    kind, payload = edit_to_row(entry.edit)
    return entry.seq, entry.id, entry.at, entry.coder, entry.label, kind, payload, entry.reverts


def refound(store: Store, founding: Founding) -> None:
    """Replace journal, contents and tables, all or nothing; what goes out is overwritten in the file.

    Raises StorageError if somebody has written since, or the new journal cannot be folded; nothing is changed then.
    """
    db = store.db
    db.execute("PRAGMA secure_delete = ON")
    with database.transaction(db, store.path):
        last = db.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        if last is None or last[0] != founding.on:
            raise StorageError("the study was changed meanwhile", where=str(store.path), hint="repeat it")
        _rewrite_journal(db, founding.entries)
        for sha, data in founding.contents.items():
            db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", [sha, data])
        _fold(store, founding)
        db.executemany("DELETE FROM withdrawn WHERE sha256 = ?", [(sha,) for sha in founding.contents])
        gone = [(sha,) for sha in (*founding.withdrawn, *founding.dropped)]
        db.executemany("DELETE FROM content WHERE sha256 = ?", gone)
        db.executemany("INSERT OR REPLACE INTO withdrawn VALUES (?, ?)", list(founding.withdrawn.items()))
    store.forget()


def _rewrite_journal(db: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    triggers = db.execute(_TRIGGERS).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("DELETE FROM journal")
    db.executemany(
        f"INSERT INTO journal ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        ((*_fields(entry), entry.previous, entry.hash) for entry in entries),
    )
    for _, sql in triggers:
        db.execute(sql)


def _fold(store: Store, founding: Founding) -> None:
    db = store.db
    places = db.execute('SELECT coder, document, "offset", grain, at FROM place').fetchall()
    views = db.execute("SELECT coder, name, value FROM view").fetchall()
    for table in reversed(FOLDED):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the list above
    for table in ("passage", "term", "place", "view"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    db.execute("INSERT INTO passage_terms (passage_terms) VALUES ('delete-all')")
    store.forget()
    for entry in founding.entries:
        try:
            apply(store.tables, entry.edit)
        except (CoderError, sqlite3.Error) as error:
            raise StorageError(
                f"entry {entry.seq} of the journal cannot be told anew: {error}; nothing was changed",
                where=str(store.path),
                hint="coder check says more",
            ) from error
    known = {row[0] for row in db.execute("SELECT id FROM document")}
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?)",
        [
            (coder, document, founding.place(document, offset), grain, at)
            for coder, document, offset, grain, at in places
            if document in known
        ],
    )
    db.executemany(
        "INSERT INTO view VALUES (?, ?, ?)", [(coder, name, founding.words(value)) for coder, name, value in views]
    )


def left(store: Store, holds: Callable[[str], bool]) -> tuple[str, ...]:
    """Where in the study file words still stand that ``holds`` knows: table, entry and column of each, in words.

    A line at a time, since a name that goes across turns is none.
    """
    db, found = store.db, list[str]()
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    for (table,) in db.execute(tables).fetchall():
        if table.startswith(_INDEX):
            continue
        rows = db.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the schema
        columns = [column[0] for column in rows.description]
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if any(holds(words) and any(map(holds, words.splitlines())) for words in _spoken(value)):
                    found.append(f"{table} {str(row[0])[:12]}, {column}")
    return tuple(found)


def _spoken(value: object) -> Iterator[str]:
    """The words in a value of a row; those of JSON without its escapes."""
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if isinstance(value, str) and value.startswith(("{", "[", '"')):
        try:
            yield from _strings(json.loads(value))
        except (ValueError, RecursionError):
            yield value
    elif isinstance(value, str):
        yield value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _spoken(value) if value.startswith(("{", "[")) else (value,)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _strings(one)


def scrub(store: Store) -> bool:
    """Write the file anew without what was deleted from it; whether that was possible. It is not while another session
    reads the study, and does no harm when repeated."""
    try:
        store.db.execute("PRAGMA secure_delete = ON")
        store.db.execute("VACUUM")
        busy: int = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False
    return not busy
