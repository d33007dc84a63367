"""Codings as rows: read in order, counted, and those that may be doubles of each other."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby

import msgspec

from coder.model.coding import Coding
from coder.model.span import Span
from coder.store.rows import CODING_COLUMNS, coding_from_row

Cluster = tuple[str, str, str]  # document, coder, resolved code
_CODE_TODAY = "coalesce(resolved, code)"
_TODAY_COLUMNS = CODING_COLUMNS.replace("code, weight", f"{_CODE_TODAY}, iif(resolved IS NULL, weight, level)")


class OfCodings:
    """The part of the tables that reads codings."""

    db: sqlite3.Connection

    def codings(
        self,
        document: str | None = None,
        coder: str | None = None,
        code: str | None = None,
        case: str | None = None,
        *,
        today: bool = False,
    ) -> list[Coding]:
        """Codings in the order of documents and text; ``code`` matches the id and everything below it.

        ``today``: under the codes and levels they have now; those that lead nowhere stay as they were coded.
        """
        now = _CODE_TODAY if today else "code"
        wanted: list[tuple[str, str | None]] = [("document = ?", document), ("coder = ?", coder)]
        clauses = [(clause, [value]) for clause, value in wanted if value is not None]
        if code is not None:
            clauses.append((f"({now} = ? OR substr({now}, 1, ?) = ?)", [code, len(code) + 1, code + "."]))  # type: ignore[list-item]
        if case is not None:
            clauses.append(('coalesce(about, (SELECT "case" FROM document WHERE id = document)) = ?', [case]))
        where = " AND ".join(clause for clause, _ in clauses) or "1"
        arguments = [value for _, values in clauses for value in values]
        rows = self.db.execute(
            f"SELECT {_TODAY_COLUMNS if today else CODING_COLUMNS} FROM coding "  # noqa: S608 - constants
            f'WHERE {where} ORDER BY document, start, "end", {now}, coder, id',
            arguments,
        )
        return [coding_from_row(row) for row in rows]

    def present_codings(self, document: str) -> list[Coding]:
        """Codings of a document under the codes and levels they have today; those that lead nowhere are left out."""
        columns = CODING_COLUMNS.replace("code, weight", "resolved, level")
        rows = self.db.execute(
            f"SELECT {columns} FROM coding WHERE document = ? AND resolved IS NOT NULL ORDER BY start",  # noqa: S608
            [document],
        )
        return [coding_from_row(row) for row in rows]

    def coding_hashes(self) -> dict[str, str]:
        """A hash of all that is coded in a document today, by document id; documents without codings are left out."""
        rows = self.db.execute(
            'SELECT document, id, start, "end", resolved, level, about FROM coding '
            "WHERE resolved IS NOT NULL ORDER BY document, id"
        )
        found = {}
        for document, codings in groupby(rows, key=lambda row: row[0]):
            told = sha256()
            for coding in codings:
                told.update(repr(coding).encode())
            found[document] = told.hexdigest()
        return found

    def codings_on(self, document: str, span: Span, coder: str) -> list[Coding]:
        """One coder's codings of just this span."""
        rows = self.db.execute(
            f'SELECT {CODING_COLUMNS} FROM coding WHERE document = ? AND start = ? AND "end" = ? AND coder = ? '  # noqa: S608
            "ORDER BY code, id",
            [document, span.start, span.end, coder],
        )
        return [coding_from_row(row) for row in rows]

    def codings_by_id(self, ids: Iterable[str], *, today: bool = False) -> list[Coding]:
        """Codings of these ids that are in the study, as ``codings`` gives them."""
        columns = _TODAY_COLUMNS if today else CODING_COLUMNS
        rows = self.db.execute(
            f"SELECT {columns} FROM coding WHERE id IN (SELECT value FROM json_each(?)) "  # noqa: S608 - constants
            'ORDER BY document, start, "end", code, coder, id',
            [msgspec.json.encode(list(ids)).decode()],
        )
        return [coding_from_row(row) for row in rows]

    def coding_counts(self) -> dict[str, dict[str, int]]:
        """Number of codings by document id and coder."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        query = "SELECT document, coder, count(*) FROM coding GROUP BY document, coder"
        for document, coder, number in self.db.execute(query):
            found[document][coder] = number
        return found

    def code_uses(self) -> list[tuple[str, str | None, str, str, int]]:
        """Codings by code (as coded where it leads nowhere today), case they are about, interview and coder."""
        rows = self.db.execute(
            'SELECT coalesce(resolved, code), coalesce(about, document."case"), '
            "CASE WHEN voice IS NULL THEN interview ELSE interview || '/' || voice END, coder, count(*) "
            "FROM coding JOIN document ON document.id = coding.document GROUP BY 1, 2, 3, 4"
        )
        return rows.fetchall()

    def unresolved(self) -> list[Coding]:
        """Codings that lead nowhere in the present codebook, in the order of documents and text."""
        rows = self.db.execute(
            f'SELECT {CODING_COLUMNS} FROM coding WHERE resolved IS NULL ORDER BY document, start, "end", id'  # noqa: S608
        )
        return [coding_from_row(row) for row in rows]

    def waiting_among(self, ids: Iterable[str]) -> set[str]:
        """Those of these codings that lead nowhere in the present codebook."""
        query = "SELECT id FROM coding WHERE resolved IS NULL AND id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self.db.execute(query, [msgspec.json.encode(list(ids)).decode()])}

    def unresolved_count(self) -> int:
        """How many codings lead nowhere in the present codebook."""
        return int(self.db.execute("SELECT count(*) FROM coding WHERE resolved IS NULL").fetchone()[0])

    def clusters(self, ids: Iterable[str] | None) -> set[Cluster]:
        """Where codings (None: all) may collapse with others: document, coder and resolved code."""
        if ids is None:
            rows = self.db.execute("SELECT DISTINCT document, coder, resolved FROM coding WHERE resolved IS NOT NULL")
        else:
            rows = self.db.execute(
                "SELECT DISTINCT document, coder, resolved FROM coding WHERE resolved IS NOT NULL "
                "AND id IN (SELECT value FROM json_each(?))",
                [msgspec.json.encode(list(ids)).decode()],
            )
        return set(rows.fetchall())

    def clusters_in(self, document: str) -> set[Cluster]:
        """As ``clusters``, of the codings of a document."""
        query = "SELECT DISTINCT document, coder, resolved FROM coding WHERE document = ? AND resolved IS NOT NULL"
        return set(self.db.execute(query, [document]).fetchall())

    def recent_codes(self, coder: str, limit: int) -> list[str]:
        """The codes a coder used last, newest first, each once."""
        rows = self.db.execute(
            f"SELECT now, max(rowid) AS last FROM (SELECT rowid, {_CODE_TODAY} AS now FROM coding "  # noqa: S608
            "WHERE coder = ? ORDER BY rowid DESC LIMIT 400) GROUP BY now ORDER BY last DESC LIMIT ?",
            [coder, limit],
        )
        return [row[0] for row in rows]

    def coded_more_than(self, coder: str, count: int) -> bool:
        """Whether a coder has more codings than that; looks no further."""
        rows = self.db.execute("SELECT 1 FROM coding WHERE coder = ? LIMIT 1 OFFSET ?", [coder, count])
        return rows.fetchone() is not None

    def last_weight(self, coder: str, code: str) -> int | None:
        """The weight of a coder's newest coding with a code, None if there is none. Looks from the newest on."""
        row = self.db.execute(
            f"SELECT iif(resolved IS NULL, weight, level) FROM coding WHERE coder = ? AND {_CODE_TODAY} = ? "  # noqa: S608
            "ORDER BY rowid DESC LIMIT 1",
            [coder, code],
        ).fetchone()
        return int(row[0]) if row else None
