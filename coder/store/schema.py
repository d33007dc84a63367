"""Tables of the study file and the migrations that make them.

A migration is a function of the database; once released it never changes. ``content`` is immutable and addressed
by SHA-256 (source bytes, texts, codebook revisions); ``journal`` is append-only; all other tables are the journal
folded, kept beside it so that queries are cheap. ``passage``, ``passage_terms`` and ``term`` are the search index of
the texts; ``place`` and ``view`` are what a coder's screen remembers, ``evaluation`` is what suggestions were measured
at last, and none of them is part of the record.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from coder.store import passages

migrations = Migrations("coder")


@migrations()
def m001_initial(db: Database) -> None:
    """Documents, codings, memos, suggestions, codebook revisions and the journal."""
    run(
        db.conn,
        """
        CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, coder TEXT NOT NULL,
            label TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, reverts INTEGER,
            previous TEXT NOT NULL, hash TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_keeps_all BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TABLE document (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, language TEXT NOT NULL,
            source_name TEXT NOT NULL, source_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
            words INTEGER NOT NULL, turns INTEGER NOT NULL, structure TEXT NOT NULL,
            "case" TEXT, interview TEXT NOT NULL
        ) STRICT;
        CREATE TABLE attribute (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (document, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE marked (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, coder TEXT NOT NULL,
            PRIMARY KEY (document, coder)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE coding (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id), start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, code TEXT NOT NULL, weight INTEGER NOT NULL, coder TEXT NOT NULL, about TEXT,
            tense TEXT NOT NULL, origin TEXT NOT NULL, revision INTEGER NOT NULL, created TEXT NOT NULL,
            resolved TEXT, level INTEGER NOT NULL, spoken INTEGER NOT NULL, counts INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX coding_by_place ON coding (document, start);
        CREATE INDEX coding_by_cluster ON coding (document, coder, resolved);
        CREATE INDEX coding_by_cell ON coding (resolved, about, document, coder, level, id, counts) WHERE counts = 1;
        CREATE TABLE memo (
            subject TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (subject, target)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE suggestion (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id), start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, code TEXT NOT NULL, weight INTEGER, confidence REAL NOT NULL, reason TEXT NOT NULL,
            origin TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL
        ) STRICT;
        CREATE INDEX suggestion_by_place ON suggestion (state, document, start);
        CREATE TABLE revision (
            number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, version TEXT NOT NULL, parsed TEXT NOT NULL
        ) STRICT;
        CREATE TABLE place (
            coder TEXT NOT NULL, document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            "offset" INTEGER NOT NULL, grain TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (coder, document)
        ) STRICT, WITHOUT ROWID;
        """,
    )


@migrations()
def m002_session(db: Database) -> None:
    """What a coder's screen remembers beyond places; overrides, sign-offs and summaries of cells; the search index."""
    run(
        db.conn,
        """
        CREATE TABLE view (
            coder TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (coder, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE judgement (
            kind TEXT NOT NULL, "row" TEXT NOT NULL, "case" TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (kind, "row", "case")
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE passage (
            id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX passage_by_document ON passage (document, start, "end");
        CREATE VIRTUAL TABLE passage_terms USING fts5(terms, content='', columnsize=0, tokenize='ascii');
        CREATE TABLE term (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        """,
    )
    passages.add_all(db.conn)


@migrations()
def m003_corrections(db: Database) -> None:
    """How often a document was corrected, and the codings whose words were; voices of group discussions."""
    run(
        db.conn,
        """
        ALTER TABLE document ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE wording (coding TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT, WITHOUT ROWID;
        ALTER TABLE document ADD COLUMN voices TEXT;
        ALTER TABLE coding ADD COLUMN voice TEXT;
        DROP INDEX coding_by_cell;
        CREATE INDEX coding_by_cell ON coding (resolved, about, document, voice, coder, level, id, counts)
            WHERE counts = 1;
        CREATE TABLE withdrawn (sha256 TEXT PRIMARY KEY, characters INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
    )


@migrations()
def m004_counted_by_case(db: Database) -> None:
    """Codings of the same words about two cases, or in two voices, both count; they were taken for doubles."""
    from coder.store.apply import recount  # imported here: only an older study needs it
    from coder.store.tables import Tables

    recount(Tables(db.conn))


@migrations()
def m005_guide(db: Database) -> None:
    """In which documents which questions of the interview guide were asked."""
    run(
        db.conn,
        """
        CREATE TABLE asked (
            document TEXT NOT NULL REFERENCES document(id), question TEXT NOT NULL, start INTEGER,
            PRIMARY KEY (document, question)
        ) STRICT, WITHOUT ROWID;
        """,
    )


@migrations()
def m006_suggested(db: Database) -> None:
    """How sure suggestions are, what they are like and whom they are about; with what each document was last asked."""
    run(
        db.conn,
        """
        ALTER TABLE suggestion ADD COLUMN calibrated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE suggestion ADD COLUMN nearest TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE suggestion ADD COLUMN about TEXT;
        CREATE TABLE suggested (
            document TEXT PRIMARY KEY REFERENCES document(id), signature TEXT NOT NULL, unaided TEXT NOT NULL,
            seed TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE evaluation (at TEXT PRIMARY KEY, "of" TEXT NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
    )


def run(connection: sqlite3.Connection, script: str) -> None:
    """Execute statements one by one inside the running transaction (executescript would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
