"""Reading the revisions of the codebook and what was coded under which."""

from __future__ import annotations

import msgspec

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.store.rows import codebook_from_json
from coder.store.tables import Tables


def codings_by_coder(tables: Tables) -> list[tuple[str, int, str, str, int]]:
    """Code as coded, weight, version of the codebook and coder, with the number of codings."""
    rows = tables.db.execute(
        "SELECT coding.code, coding.weight, revision.version, coding.coder, count(*) FROM coding "
        "JOIN revision ON revision.number = coding.revision GROUP BY 1, 2, 3, 4"
    )
    return rows.fetchall()


def codings_by_revision(tables: Tables) -> list[tuple[str, int, str, int]]:
    """Code (as coded where it leads nowhere today), revision coded under and coder, with the number of codings."""
    rows = tables.db.execute("SELECT coalesce(resolved, code), revision, coder, count(*) FROM coding GROUP BY 1, 2, 3")
    return rows.fetchall()


def codebook_at(tables: Tables, number: int) -> Codebook:
    """The codebook as it was in a revision. Raises CoderError for a number that there is not."""
    row = tables.db.execute("SELECT sha256, parsed FROM revision WHERE number = ?", [number]).fetchone()
    if row is None:
        raise CoderError(f"the codebook has no revision {number}", hint="coder codebook revisions lists them")
    try:
        return codebook_from_json(row[1])
    except msgspec.MsgspecError:  # kept by a program with another model; the text is the truth
        from coder.codebook.read import read

        return read(tables.content(row[0]).decode(), "codebook")
