"""The study file as one object: read through ``tables``, change through ``perform``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import sha256
from coder.model.edit import ApplyCodebook, Batch, Edit, Entry, invert, on_stamps, says_what_was_asked
from coder.store import database, passages
from coder.store.apply import apply
from coder.store.journal import Journal
from coder.store.rows import same_revisions, to_json
from coder.store.tables import Tables

if TYPE_CHECKING:
    from coder.model.evaluation import KeptEvaluation

PSEUDONYMISED = "undo stops where names were replaced"
FOLDED = (
    "document", "attribute", "marked", "coding", "memo", "suggestion", "judgement", "revision", "wording", "asked",
    "suggested",
)  # fmt: skip


class Store:
    """One open study file. Every change is one edit, written with its rows in one transaction."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.db = connection
        self.tables = Tables(connection)
        self.journal = Journal(connection)
        self._seen = self._data_version()
        self._read_to = self.journal.last()
        self._written = 0  # entries of ours since then

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new study file. Raises StorageError if there is one or it cannot be written."""
        return cls(path, database.create(path))

    @classmethod
    def open(cls, path: Path) -> Store:
        """An existing study file. Raises StorageError when it cannot be used."""
        return cls(path, database.open_file(path))

    def close(self) -> None:
        """Close the file; everything written is already safe."""
        self.db.close()

    def remove(self) -> None:
        """Close and delete the file: what takes back a study that could not be made whole."""
        self.db.close()
        for leftover in self.path.parent.glob(self.path.name + "*"):
            leftover.unlink(missing_ok=True)

    def perform(
        self,
        edit: Edit,
        label: str,
        coder: str,
        at: str,
        *,
        contents: Mapping[str, bytes] | None = None,
        reverts: int | None = None,
    ) -> None:
        """Write an edit: its contents (by SHA-256), its rows and its journal entry, all or nothing.

        Raises StorageError when the file cannot be written or the rows no longer fit, CoderError when the codebook was
        changed by somebody else since the edit was made; nothing is changed then.
        """
        with database.transaction(self.db, self.path):
            if reverts is None:
                self._refuse_outdated(edit)
            for sha, data in (contents or {}).items():
                self.db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", [sha, data])
            apply(self.tables, edit)
            self.journal.append(edit, label, coder, at, reverts)
        self._written += 1

    def _refuse_outdated(self, edit: Edit) -> None:
        """Raises CoderError for a codebook that was made from another one than the newest: it would undo that one."""
        first = _first_codebook(edit)
        if first is not None and first.before and first.before != self.tables.revision()[1]:
            raise CoderError(
                "the codebook was changed by somebody else in this moment, and nothing was written",
                hint="do it again, on the codebook as it is now",
            )

    @contextmanager
    def supposed(self, edit: Edit, contents: Mapping[str, bytes]) -> Iterator[Tables]:
        """The tables as they would be after an edit; everything is as it was when the block is left."""
        with database.readable(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                for sha, data in contents.items():
                    self.db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", [sha, data])
                apply(self.tables, edit)
                yield self.tables
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    def unread(self) -> int:
        """How many documents were never indexed."""
        return len(passages.unread(self.db))

    def index(self, progress: Callable[[int, int, str], None] | None = None) -> None:
        """Make the documents of large edits known to the search, a few at a time, so that no other writer waits long.

        What ``progress`` raises ends it; documents not indexed yet are read whole by every search.
        """
        waiting = passages.unread(self.db)
        terms, read = passages.Terms(), list[tuple[str, passages.Read]]()
        try:
            for number, (document, name, sha) in enumerate(waiting):
                if progress:
                    progress(number, len(waiting), name)
                read.append((document, passages.read(self.tables.content(sha).decode(errors="replace"))))
                if sum(len(found) for _, one in read for _, found in one) > passages.MOST_AT_ONCE:
                    self._index(read, terms)
        finally:
            self._index(read, terms)

    def _index(self, read: list[tuple[str, passages.Read]], terms: passages.Terms) -> None:
        """Write what was read of documents into the index, and empty the list."""
        documents, read[:] = read[:], []
        if documents:
            with database.transaction(self.db, self.path):
                terms.hold(self._data_version())
                for document, found in documents:
                    if passages.waits(self.db, document):
                        passages.add(self.db, document, found, terms)

    def undo(self, coder: str, at: str) -> Entry:
        """Take back the newest edit and return its entry. Raises CoderError if there is none."""
        entry = self.journal.undoable()
        if entry is None and self.journal.barriers():
            raise CoderError(PSEUDONYMISED, hint="coder pseudonymise --restore brings them back first")
        if entry is None:
            raise CoderError("there is nothing to undo")
        inverse = invert(entry.edit)
        if asked := self.journal.asked_since():  # with stamps that stood on it, which would no longer be true
            inverse = Batch((*(invert(one.edit) for one in reversed(asked)), inverse))
        self._revert(inverse, f"undo: {entry.label}", entry.seq, coder, at)
        return entry

    def redo(self, coder: str, at: str) -> Entry:
        """Do again what was undone last and return the undo's entry. Raises CoderError if there is none."""
        entry = self.journal.redoable()
        if entry is None:
            raise CoderError("there is nothing to redo")
        self._revert(invert(entry.edit), entry.label.removeprefix("undo: "), entry.seq, coder, at)
        return entry

    def _revert(self, inverse: Edit, label: str, seq: int, coder: str, at: str) -> None:
        """Write the inverse of an entry, on the stamps of today: what is undone may have been asked again since."""
        stamps = self.tables.stamps() if says_what_was_asked(inverse) else {}
        self.perform(on_stamps(inverse, stamps), label, coder, at, reverts=seq)

    def remember(self, coder: str, document: str, offset: int, grain: str, at: str) -> None:
        """Keep where a coder left a document; view state, not part of the record."""
        with database.transaction(self.db, self.path):
            self.db.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)", [coder, document, offset, grain, at])

    def placed(self, document: str) -> bool:
        """Whether a coder was in a document."""
        return self.db.execute("SELECT 1 FROM place WHERE document = ?", [document]).fetchone() is not None

    def move_places(self, document: str, moved: Callable[[int], int]) -> None:
        """Where every coder left a document, after its text was corrected."""
        with database.transaction(self.db, self.path):
            rows = self.db.execute('SELECT coder, "offset" FROM place WHERE document = ?', [document]).fetchall()
            for coder, offset in rows:
                self.db.execute(
                    'UPDATE place SET "offset" = ? WHERE document = ? AND coder = ?', [moved(offset), document, coder]
                )

    def keep_view(self, coder: str, name: str, value: str) -> None:
        """Keep a setting of a coder's screen; view state, not part of the record."""
        with database.transaction(self.db, self.path):
            self.db.execute("INSERT OR REPLACE INTO view VALUES (?, ?, ?)", [coder, name, value])

    def keep_evaluation(self, kept: KeptEvaluation) -> None:
        """Keep what suggestions were measured at, in place of what was kept before; not part of the record."""
        with database.transaction(self.db, self.path):
            self.db.execute("DELETE FROM evaluation")
            row = [kept.at, kept.of, to_json(kept.evaluation)]
            self.db.execute("INSERT INTO evaluation VALUES (?, ?, ?)", row)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every content with its hash."""
        return iter(self.db.execute("SELECT sha256, bytes FROM content").fetchall())

    def forget(self) -> None:
        """Read everything anew: the journal was founded anew, and all tables with it."""
        self.tables.forget()

    def _data_version(self) -> int:
        version: int = self.db.execute("PRAGMA data_version").fetchone()[0]
        return version

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the study since the last call; places and settings are no change."""
        version = self._data_version()
        if version == self._seen:
            return False
        self._seen, before = version, self._read_to + self._written
        self._read_to, self._written = self.journal.last(), 0
        return self._read_to != before

    def problems(self) -> list[str]:
        """What is wrong with the file: SQLite's own check, contents against their hashes, the chain of the journal,
        the search index, and the tables against the journal folded from its start. Empty when all is well."""
        with database.readable(self.path):
            found = [f"SQLite: {row[0]}" for row in self.db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            for sha, data in self.db.execute("SELECT sha256, bytes FROM content"):
                if sha256(data) != sha:
                    found.append(f"content {sha[:12]} does not have the bytes it was stored with")
            broken = self.journal.broken()
            if broken is not None:
                return [*found, broken]
            return [*found, *passages.problems(self.db), *self._differences()]

    def _differences(self) -> list[str]:
        memory = database.in_memory()
        folded = Tables(memory)
        memory.executemany("INSERT INTO content VALUES (?, ?)", self.db.execute("SELECT * FROM content"))
        for entry in self.journal.entries():
            try:
                apply(folded, entry.edit)
            except (CoderError, sqlite3.Error) as error:
                return [f"journal entry {entry.seq} ({entry.label}) cannot be repeated: {error}"]
        differing = []
        for table in FOLDED:
            query = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - names from the list above
            kept, told = self.db.execute(query).fetchall(), memory.execute(query).fetchall()
            if kept != told and not (table == "revision" and same_revisions(kept, told)):
                differing.append(f"the table of {table}s is not what the journal says")
        memory.close()
        return differing


def _first_codebook(edit: Edit) -> ApplyCodebook | None:
    """The first revision of the codebook that an edit makes."""
    if isinstance(edit, Batch):
        return next((found for part in edit.edits if (found := _first_codebook(part)) is not None), None)
    return edit if isinstance(edit, ApplyCodebook) else None
