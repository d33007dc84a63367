"""The full-text index of the corpus: kept with the documents, asked where a phrase may begin.

Derived state. The index holds terms, not text: what it names is read and compared afterwards (``coder.search``).
``term`` lists every term once: finding those that contain a piece in the index itself would read all of it. A document
that goes out takes its passages along; its terms stay and lead nowhere, since ids are not used again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from coder.model.span import Span

MOST_AT_ONCE = 60_000  # words indexed within the edit that brings them in; other writers would wait for more of them
_MOST_HELD = 300_000  # terms, of some 20 MB
MOST_TERMS = 300  # of those that contain a piece; with more of them nearly every passage is named


Read = Sequence[tuple[Span, Sequence[str]]]  # a text as passages with their terms


def read(text: str) -> Read:
    """What the index holds of a text; takes longer than writing it there."""
    from coder.search.index import passages  # here and below: a session that only codes needs none of it

    return [(passage.span, passage.terms) for passage in passages(text)]


class Terms(set[str]):
    """Terms that are in the index for certain: those written since somebody else last wrote to the study."""

    _seen = 0

    def hold(self, version: int) -> None:
        """Forget all when the study is of another version than it was, or when they become too many."""
        if version != self._seen or len(self) > _MOST_HELD:
            self.clear()
        self._seen = version


def add(db: sqlite3.Connection, document: str, found: Read, held: Terms | None = None) -> None:
    """Index a document by what was read of its text, inside the caller's transaction; ``held`` takes its terms."""
    db.executemany(
        'INSERT INTO passage (document, start, "end") VALUES (?, ?, ?)',
        [(document, span.start, span.end) for span, _ in found],
    )
    (last,) = db.execute("SELECT max(id) FROM passage").fetchone()  # ids follow one another within a transaction
    rows = enumerate((" ".join(terms) for _, terms in found), (last or 0) - len(found) + 1)
    db.executemany("INSERT INTO passage_terms (rowid, terms) VALUES (?, ?)", rows)
    held = Terms() if held is None else held
    fresh = set(chain.from_iterable(terms for _, terms in found)) - held
    db.executemany("INSERT OR IGNORE INTO term VALUES (?)", ((term,) for term in sorted(fresh)))
    held |= fresh


def unread(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Documents that were never indexed: id, name, and the hash of the text."""
    return db.execute(
        "SELECT id, name, text_sha256 FROM document WHERE id NOT IN (SELECT document FROM passage) ORDER BY name"
    ).fetchall()


def waits(db: sqlite3.Connection, document: str) -> bool:
    """Whether a document is in the study and was never indexed."""
    found = db.execute(
        "SELECT 1 FROM document WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM passage WHERE document = ?1)", [document]
    )
    return found.fetchone() is not None


def add_all(db: sqlite3.Connection) -> None:
    """Index every document whose text the study holds."""
    for document, sha in db.execute("SELECT id, text_sha256 FROM document").fetchall():
        for (data,) in db.execute("SELECT bytes FROM content WHERE sha256 = ?", [sha]).fetchall():
            add(db, document, read(data.decode(errors="replace")))  # a damaged text is what check tells of


def problems(db: sqlite3.Connection) -> list[str]:
    """Documents that are indexed but not whole; in words. Those that wait to be indexed are no problem."""
    covered = dict(db.execute('SELECT document, sum("end" - start) FROM passage GROUP BY document').fetchall())
    rows = db.execute("SELECT document.id, name, bytes FROM document JOIN content ON sha256 = text_sha256")
    return [
        f"the search index lacks words of {name}"
        for document, name, data in rows
        if document in covered and covered[document] != len(data.decode(errors="replace"))
    ]


def begins(db: sqlite3.Connection, phrase: str) -> Mapping[str, Sequence[Span] | None] | None:
    """By document, the stretches in which a folded phrase may begin; None if the index is of no use for it.

    Documents that were never indexed are there with None: all of their text.
    """
    from coder.search.index import expression

    def known(piece: str, ending: bool) -> list[str] | None:
        test = "substr(term, -?2) = ?1" if ending else "instr(term, ?1)"
        rows = db.execute(f"SELECT term FROM term WHERE {test} LIMIT ?3", [piece, len(piece), MOST_TERMS + 1])  # noqa: S608
        found = [row[0] for row in rows]
        return found if len(found) <= MOST_TERMS else None

    wanted = expression(phrase, known)
    if wanted is None:
        return None
    rows = db.execute(
        'SELECT document, start, "end" FROM passage WHERE id IN '
        "(SELECT rowid FROM passage_terms WHERE passage_terms MATCH ?) ORDER BY document, start",
        [wanted],
    )
    found: dict[str, Sequence[Span] | None] = {
        document: [Span(*row[1:]) for row in group] for document, group in groupby(rows, key=itemgetter(0))
    }
    return found | dict.fromkeys(document for document, _, _ in unread(db))
