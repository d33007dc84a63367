"""What derivation reads of a study: evidence, who coded each interview, how many interviews there are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from coder.model.document import interview_of

if TYPE_CHECKING:
    from coder.model.overview import Evidence


class ForDerivation:
    """The part of the tables that overviews and traces are derived from."""

    db: sqlite3.Connection

    def evidence(
        self,
        include_outside: bool,
        codes: Iterable[str] | None = None,
        column_of: Mapping[str, str] = MappingProxyType({}),
    ) -> list[Evidence]:
        """Codings that count (of all codes, or of these), grouped by document (so by case and interview), coder, code
        and weight.

        ``include_outside`` takes in what interviews say about other cases than their own. ``column_of`` names the
        column of cases that are taken together; it stands in place of them. The grouping runs on a covering index and
        costs about as much as reading it.
        """
        wanted = "" if codes is None else "AND resolved IN (SELECT value FROM json_each(?)) "
        grouped = "resolved, about, document, voice, coder, level"
        rows = self.db.execute(
            f"SELECT {grouped}, group_concat(id) FROM coding INDEXED BY coding_by_cell "  # noqa: S608 - constants
            f"WHERE counts = 1 {wanted}GROUP BY {grouped}",
            [] if codes is None else [msgspec.json.encode(list(codes)).decode()],
        )
        return self._placed((row for row in rows if row[0] is not None), include_outside, column_of)

    def waiting_evidence(
        self,
        rows_of: Mapping[tuple[str, int, int], str],
        include_outside: bool,
        column_of: Mapping[str, str] = MappingProxyType({}),
    ) -> list[Evidence]:
        """Codings that lead nowhere today, but tell that a row was spoken of: ``rows_of`` names the code of the row by
        code, weight and revision. Their code is that of the row with a dot behind it, their weight 0."""
        rows = self.db.execute(
            "SELECT code, weight, revision, about, document, voice, coder, id FROM coding "
            "WHERE resolved IS NULL AND spoken = 1 AND tense = 'present' ORDER BY id"
        )
        told = ((rows_of[row[:3]] + ".", *row[3:7], 0, row[7]) for row in rows if row[:3] in rows_of)
        return self._placed(told, include_outside, column_of)

    def coded_as(self, wanted: Iterable[tuple[str, int, int]]) -> set[str]:
        """Ids of the codings of these codes, weights and revisions."""
        query = "SELECT id FROM coding WHERE code = ? AND weight = ? AND revision = ?"
        return {row[0] for one in wanted for row in self.db.execute(query, one)}

    def used(self) -> list[tuple[str, int, int]]:
        """Every code, weight and revision of the codebook under which something is coded."""
        return self.db.execute("SELECT DISTINCT code, weight, revision FROM coding").fetchall()

    def _placed(
        self, rows: Iterable[tuple[Any, ...]], include_outside: bool, column_of: Mapping[str, str]
    ) -> list[Evidence]:
        """Evidence with its case and interview."""
        from coder.model.overview import Evidence  # imported here: a session that only codes derives nothing

        places = {row[0]: (row[1], row[2]) for row in self.db.execute('SELECT id, "case", interview FROM document')}
        found: list[Evidence] = []
        for code, about, document, voice, coder, level, ids in rows:
            own, interview = places[document]
            if own is not None:
                own = column_of.get(own, own)
            case = column_of.get(about, about) if about else own
            if case is not None and (case == own or include_outside):
                if voice is not None:
                    interview = interview_of(interview, voice)
                found.append(Evidence(case, interview, coder, code, level, tuple(ids.split(","))))
        return found

    def coders_of(self) -> dict[str, frozenset[str]]:
        """Who coded each interview: everybody with a coding in it and everybody who marked it as coded.

        Who marked a group discussion has coded all its voices.
        """
        found: dict[str, set[str]] = defaultdict(set)
        interviews = {row[0]: row[1:] for row in self.db.execute("SELECT id, interview, voices FROM document")}
        for document, voice, coder in self.db.execute("SELECT DISTINCT document, voice, coder FROM coding"):
            found[interview_of(interviews[document][0], voice)].add(coder)
        for document, coder in self.db.execute("SELECT document, coder FROM marked"):
            interview, voices = interviews[document]
            for voice in names_of(voices) or (None,):
                found[interview_of(interview, voice)].add(coder)
        return {interview: frozenset(coders) for interview, coders in found.items()}

    def interviews(self, column_of: Mapping[str, str] = MappingProxyType({})) -> dict[str, int]:
        """Number of interviews by case (by column, as for ``evidence``); every voice of a group discussion is one."""
        found: dict[str, set[str]] = defaultdict(set)
        query = 'SELECT "case", interview, voices FROM document WHERE "case" IS NOT NULL'
        for case, interview, voices in self.db.execute(query):
            found[column_of.get(case, case)].update(
                interview_of(interview, voice) for voice in names_of(voices) or (None,)
            )
        return {case: len(found[case]) for case in sorted(found)}


def names_of(voices: str | None) -> tuple[str, ...]:
    """The voices of a group discussion as its row holds them; none of any other document."""
    return tuple(msgspec.json.decode(voices)) if voices else ()
