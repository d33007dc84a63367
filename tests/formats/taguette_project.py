"""Taguette projects written by hand: the tables as Taguette 1.5 makes them, filled with own texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from html import escape

SCHEMA = """
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
    text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
    path VARCHAR(200) NOT NULL, description TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, tag_id));
INSERT INTO projects VALUES (1, 'Parts', 'All about parts.', '2022-02-03 08:00:53.304249');
"""

Marked = tuple[int, int, str, Sequence[int]]  # bytes, snippet, tags


def project(
    documents: Mapping[str, str],
    tags: Mapping[str, str] | None = None,
    highlights: Mapping[str, Sequence[Marked]] | None = None,
    also: str = "",
) -> bytes:
    """A project: HTML by document name, descriptions by tag, highlights by document; ``also`` is further SQL."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        for number, (path, description) in enumerate((tags or {}).items(), start=1):
            db.execute("INSERT INTO tags VALUES (?, 1, ?, ?)", [number, path, description])
        marked = 0
        for number, (name, html) in enumerate(documents.items(), start=1):
            db.execute(
                "INSERT INTO documents VALUES (?, ?, '', 'x.txt', '2022-02-16', 1, 'LEFT_TO_RIGHT', ?)",
                [number, name, html],
            )
            for start, end, snippet, used in (highlights or {}).get(name, ()):
                marked += 1
                db.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", [marked, number, start, end, snippet])
                db.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(marked, tag) for tag in used])
        db.executescript(also)
        return db.serialize()


def paragraphs(*lines: str) -> str:
    """Lines as Taguette keeps them."""
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def mark(nodes: str, words: str, *tags: int, snippet: str | None = None) -> Marked:
    """A highlight of the first place of ``words`` in the text nodes of a page, in bytes."""
    start = len(nodes[: nodes.index(words)].encode())
    return start, start + len(words.encode()), f"<p>{escape(words)}</p>" if snippet is None else snippet, tags
