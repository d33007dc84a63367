"""The append-only, hash-chained record of every edit, and what can be undone."""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Iterator

import msgspec

from coder.errors import StorageError
from coder.model.edit import Edit, Entry, Refound
from coder.store.rows import edit_from_row, edit_to_row

GENESIS = "0" * 64  # what the first entry chains to
_STAMPS = '[["suggested"'  # how a batch of nothing but stamps begins, and few others
COLUMNS = "seq, id, at, coder, label, kind, payload, reverts, previous, hash"


def chained(previous: str, *fields: object) -> str:
    """SHA-256 over the previous hash and the fields of an entry in the order of ``COLUMNS``."""
    line = msgspec.json.encode([previous, *fields])
    return hashlib.sha256(line).hexdigest()


class Journal:
    """Writes entries inside the caller's transaction and knows what undo and redo would take back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self._done: list[list[int]] = []  # each entry with those after it that only say what was asked
        self._undone: list[int] = []
        self._read_to = 0
        self._read_hash = GENESIS

    def append(self, edit: Edit, label: str, coder: str, at: str, reverts: int | None = None) -> int:
        """Write one entry and return its number. ``at`` is ISO 8601 in UTC."""
        last, previous = self.db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or (
            0,
            GENESIS,
        )
        seq = last + 1
        kind, payload = edit_to_row(edit)
        fields = (seq, str(uuid.uuid4()), at, coder, label, kind, payload, reverts)
        row = (*fields, previous, chained(previous, *fields))
        self.db.execute(f"INSERT INTO journal ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        return int(seq)

    def _catch_up(self) -> None:
        """Read the entries written since we last looked, by us or by another process.

        The first entry is the study itself and is never undone. An entry that reverts the newest done one is an
        undo; one that reverts the newest undone one is a redo; any other starts a new future. Where the journal was
        told anew, undo stops if that is a barrier. What only says with what documents were asked for suggestions
        changed nothing that anybody could see: it is no step, and goes with the one before it.
        """
        known = self.db.execute("SELECT hash FROM journal WHERE seq = ?", [self._read_to]).fetchone()
        if known is not None and known[0] != self._read_hash:
            self._done, self._undone, self._read_to = [], [], 0
        rows = self.db.execute(
            "SELECT seq, reverts, hash, iif(kind = 'refound', payload, NULL), iif(kind = 'suggested', '[]', "
            "iif(kind = 'batch' AND substr(payload, 1, ?) = ?, payload, NULL)) FROM journal WHERE seq > ? ORDER BY seq",
            [len(_STAMPS), _STAMPS, self._read_to],
        )
        for seq, reverts, own, refound, stamps in rows:
            self._read_to, self._read_hash = seq, own
            if seq == 1:
                continue
            if refound is not None:
                if msgspec.json.decode(refound, type=Refound).barrier:
                    self._done.clear()
                    self._undone.clear()
                continue
            if stamps is not None and _only_stamps(stamps):
                if self._done:
                    self._done[-1].append(seq)
            elif reverts is None:
                self._done.append([seq])
                self._undone.clear()
            elif self._done and reverts == self._done[-1][0]:
                self._done.pop()
                self._undone.append(seq)
            else:
                self._undone.pop()
                self._done.append([seq])

    def last(self) -> int:
        """Number of the newest entry, 0 before the first."""
        number: int = self.db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        return number

    def newest(self) -> tuple[int, str]:
        """Number and hash of the newest entry; 0 and what the first one chains to before that."""
        row = self.db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def since(self, seq: int, own: str, most: int) -> list[Edit] | None:
        """The edits after an entry, which number and hash name, in order; None if there are more than ``most``, or if
        the journal was told anew and has no such entry any more."""
        known = self.db.execute("SELECT 1 FROM journal WHERE seq = ? AND hash = ?", [seq, own]).fetchone()
        rows = self.db.execute(
            "SELECT kind, payload FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", [seq, most + 1]
        ).fetchall()
        return None if known is None or len(rows) > most else [edit_from_row(*row) for row in rows]

    def undoable(self) -> Entry | None:
        """The entry that undo would take back."""
        self._catch_up()
        return self.entry(self._done[-1][0]) if self._done else None

    def asked_since(self) -> list[Entry]:
        """The entries after it that only say what documents were asked with, in order; they go with it."""
        self._catch_up()
        return [self.entry(seq) for seq in self._done[-1][1:]] if self._done else []

    def redoable(self) -> Entry | None:
        """The undo that redo would take back."""
        self._catch_up()
        return self.entry(self._undone[-1]) if self._undone else None

    def barriers(self) -> tuple[Refound, ...]:
        """Where the journal was told anew with pseudonyms that still stand, in order."""
        rows = self.db.execute("SELECT payload FROM journal WHERE kind = 'refound' ORDER BY seq").fetchall()
        found = (msgspec.json.decode(row[0], type=Refound) for row in rows)
        return tuple(one for one in found if one.barrier)

    def undo_label(self) -> str | None:
        """Label of what undo would take back."""
        self._catch_up()
        return self._label(self._done[-1][0]) if self._done else None

    def redo_label(self) -> str | None:
        """Label of what redo would do again."""
        self._catch_up()
        return self._label(self._undone[-1]) if self._undone else None

    def undo_coder(self) -> str | None:
        """Whose edit undo would take back."""
        self._catch_up()
        if not self._done:
            return None
        coder: str = self.db.execute("SELECT coder FROM journal WHERE seq = ?", [self._done[-1][0]]).fetchone()[0]
        return coder

    def _label(self, seq: int) -> str:
        label: str = self.db.execute("SELECT label FROM journal WHERE seq = ?", [seq]).fetchone()[0]
        return label

    def entry(self, seq: int) -> Entry:
        """One entry by its number."""
        row = self.db.execute(f"SELECT {COLUMNS} FROM journal WHERE seq = ?", [seq]).fetchone()  # noqa: S608
        if row is None:
            raise StorageError(f"the journal has no entry {seq}", hint="coder check")
        return _entry(row)

    def entries(self, newest_first: bool = False, limit: int | None = None) -> Iterator[Entry]:
        """Entries in order."""
        order = "DESC" if newest_first else "ASC"
        rows = self.db.execute(
            f"SELECT {COLUMNS} FROM journal ORDER BY seq {order} LIMIT ?",  # noqa: S608 - constants
            [-1 if limit is None else limit],
        )
        return map(_entry, rows)

    def of_codebook(self) -> Iterator[Entry]:
        """Entries that made a revision of the codebook, in order."""
        rows = self.db.execute(
            f"SELECT {COLUMNS} FROM journal WHERE kind = 'apply_codebook' "  # noqa: S608 - constants
            "OR kind = 'batch' AND instr(payload, 'apply_codebook') ORDER BY seq"
        )
        return map(_entry, rows)

    def of_suggestions(self) -> Iterator[Entry]:
        """Entries that made, decided or took back suggestions, or asked for some, in order."""
        rows = self.db.execute(
            f"SELECT {COLUMNS} FROM journal WHERE instr(kind, 'suggest') "  # noqa: S608 - constants
            "OR kind = 'batch' AND instr(payload, 'suggest') ORDER BY seq"
        )
        return map(_entry, rows)

    def mentioning(self, words: str) -> Iterator[Entry]:
        """Entries in whose edits a text stands (the id of a document, say), in order."""
        rows = self.db.execute(f"SELECT {COLUMNS} FROM journal WHERE instr(payload, ?) ORDER BY seq", [words])  # noqa: S608
        return map(_entry, rows)

    def broken(self) -> str | None:
        """Where the chain of hashes does not hold, in words; None if it holds from the start."""
        expected_seq, previous = 1, GENESIS
        for row in self.db.execute(f"SELECT {COLUMNS} FROM journal ORDER BY seq"):  # noqa: S608
            seq, own = row[0], row[9]
            if seq != expected_seq:
                return f"journal entry {expected_seq} is missing"
            if row[8] != previous or chained(previous, *row[:8]) != own:
                return f"journal entry {seq} of {row[2]} was changed after it was written"
            expected_seq, previous = seq + 1, own
        return None


def _only_stamps(payload: str) -> bool:
    """Whether a batch says nothing but what documents were asked with."""
    return all(kind == "suggested" for kind, _ in msgspec.json.decode(payload, type=list[tuple[str, msgspec.Raw]]))


def _entry(row: tuple[int, str, str, str, str, str, str, int | None, str, str]) -> Entry:
    seq, identity, at, coder, label, kind, payload, reverts, previous, own = row
    return Entry(seq, identity, at, coder, label, edit_from_row(kind, payload), reverts, previous, own)
