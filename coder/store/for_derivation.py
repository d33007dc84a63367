"""What derivation reads of a study: evidence, who coded each interview, how many interviews there are."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from coder.model.document import interview_of
from coder.model.guide import QuestionLink

if TYPE_CHECKING:
    from coder.model.document import Turn
    from coder.model.overview import Evidence


class ForDerivation:
    """The part of the tables that overviews and traces are derived from."""

    db: sqlite3.Connection

    def evidence(
        self,
        include_outside: bool,
        codes: Iterable[str] | None = None,
        column_of: Mapping[str, str] = MappingProxyType({}),
        otherwise: Collection[str] = (),
        documents: Iterable[str] | None = None,
    ) -> list[Evidence]:
        """Codings that count (of all codes, or of these; in all documents, or in these), grouped by document (so by
        case and interview), coder, code and weight.

        ``include_outside`` takes in what interviews say about other cases than their own; for the codes ``otherwise``
        the contrary holds. ``column_of`` names the column of cases that are taken together; it stands in place of
        them. The grouping runs on a covering index and costs about as much as reading it.
        """
        index = "coding_by_cell" if documents is None else "coding_by_place"
        grouped = "resolved, about, document, voice, coder, level"
        clauses, values = _among(resolved=codes, document=documents)
        rows = self.db.execute(
            f"SELECT {grouped}, group_concat(id) FROM coding INDEXED BY {index} "  # noqa: S608 - constants
            f"WHERE counts = 1 AND resolved IS NOT NULL {clauses}GROUP BY {grouped}",
            values,
        )
        return self._placed(rows, include_outside, column_of, otherwise)

    def evidence_collapsed(
        self,
        collapse: str,
        include_outside: bool,
        codes: Iterable[str] | None = None,
        column_of: Mapping[str, str] = MappingProxyType({}),
        otherwise: Collection[str] = (),
    ) -> list[Evidence]:
        """As ``evidence``, with doubles collapsed by ``overlap`` or by whole ``turn`` whatever the study does itself.

        One query for all cells; only documents whose codings may share a turn are read for their turns.
        """
        from coder.derive.evidence import collapse as counted
        from coder.derive.evidence import whole_turns
        from coder.store.rows import structure_from_json

        wanted = "" if codes is None else "AND resolved IN (SELECT value FROM json_each(?)) "
        found = self.db.execute(
            'SELECT document, coder, resolved, start, "end", level, id, about, voice FROM coding '  # noqa: S608 - constants
            f"WHERE resolved IS NOT NULL AND spoken = 1 AND tense = 'present' {wanted}ORDER BY document",
            [] if codes is None else [msgspec.json.encode(list(codes)).decode()],
        ).fetchall()
        cases = dict(self.db.execute('SELECT id, "case" FROM document').fetchall())
        whose = [(*row[:3], row[7] or cases[row[0]], row[8]) for row in found]
        clusters = Counter(whose)
        turns: dict[str, tuple[Turn, ...]] = {}
        spans = []
        for row, key in zip(found, whose, strict=True):
            document, _, _, start, end, level, identity, *_ = row
            if collapse == "turn" and clusters[key] > 1:
                if document not in turns:
                    (structure,) = self.db.execute("SELECT structure FROM document WHERE id = ?", [document]).fetchone()
                    turns[document] = structure_from_json(structure).turns
                start, end = whole_turns(turns[document], start, end)
            spans.append((key, start, end, level, identity))
        counts = counted(spans)
        grouped: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        for document, coder, code, _, _, level, identity, about, voice in found:
            if identity in counts:
                grouped[code, about, document, voice, coder, level].append(identity)
        rows = ((*key, ",".join(ids)) for key, ids in grouped.items())
        return self._placed(rows, include_outside, column_of, otherwise)

    def waiting_evidence(
        self,
        rows_of: Mapping[tuple[str, int, int], str],
        include_outside: bool,
        column_of: Mapping[str, str] = MappingProxyType({}),
        otherwise: Collection[str] = (),
        documents: Iterable[str] | None = None,
    ) -> list[Evidence]:
        """Codings that lead nowhere today, but tell that a row was spoken of: ``rows_of`` names the code of the row by
        code, weight and revision. Their code is that of the row with a dot behind it, their weight 0."""
        clauses, values = _among(document=documents)
        rows = self.db.execute(
            "SELECT code, weight, revision, about, document, voice, coder, id FROM coding "  # noqa: S608 - constants
            f"WHERE resolved IS NULL AND spoken = 1 AND tense = 'present' {clauses}ORDER BY id",
            values,
        )
        told = ((rows_of[row[:3]] + ".", *row[3:7], 0, row[7]) for row in rows if row[:3] in rows_of)
        return self._placed(told, include_outside, column_of, otherwise)

    def coded_as(self, wanted: Iterable[tuple[str, int, int]], documents: Iterable[str] | None = None) -> set[str]:
        """Ids of the codings of these codes, weights and revisions, in all documents or in these."""
        clauses, values = _among(document=documents)
        query = f"SELECT id FROM coding WHERE code = ? AND weight = ? AND revision = ? {clauses}"  # noqa: S608
        return {row[0] for one in wanted for row in self.db.execute(query, [*one, *values])}

    def used(self, documents: Iterable[str] | None = None) -> list[tuple[str, int, int]]:
        """Every code, weight and revision of the codebook under which something is coded, in all documents or in
        these."""
        clauses, values = _among(document=documents)
        query = f"SELECT DISTINCT code, weight, revision FROM coding WHERE 1 {clauses}"  # noqa: S608 - constants
        return self.db.execute(query, values).fetchall()

    def of_one_interview(self, documents: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Documents and all that hold the same interviews, and what these interviews are called; those of every voice
        of a group discussion among them."""
        called = {
            document: {interview, *(interview_of(interview, voice) for voice in names_of(voices))}
            for document, interview, voices in self.db.execute("SELECT id, interview, voices FROM document")
        }
        found, names = frozenset[str](), frozenset[str]()
        more = frozenset(document for document in documents if document in called)
        while more != found:
            found, names = more, frozenset(name for document in more for name in called[document])
            more = frozenset(document for document, own in called.items() if not names.isdisjoint(own))
        return found, names

    def _placed(
        self,
        rows: Iterable[tuple[Any, ...]],
        include_outside: bool,
        column_of: Mapping[str, str],
        otherwise: Collection[str],
    ) -> list[Evidence]:
        """Evidence with its case and interview."""
        from coder.model.overview import Evidence  # imported here: a session that only codes derives nothing

        places = {row[0]: (row[1], row[2]) for row in self.db.execute('SELECT id, "case", interview FROM document')}
        contrary = {name for code in otherwise for name in (code, f"{code}.")}

        @cache
        def place(document: str, about: str | None, voice: str | None, outside: bool) -> tuple[str, str] | None:
            own, interview = places[document]
            if own is not None:
                own = column_of.get(own, own)
            case = column_of.get(about, about) if about else own
            return None if case is None or (case != own and not outside) else (case, interview_of(interview, voice))

        # Of each code only one string is kept, and evidence is made without its own slow constructor.
        made, found, known, outside = tuple.__new__, list[Evidence](), "", include_outside
        for code, about, document, voice, coder, level, ids in rows:
            if code != known:
                known, outside = code, include_outside is not (code in contrary)
            if spoken := place(document, about, voice, outside):
                found.append(made(Evidence, (*spoken, coder, known, level, tuple(ids.split(",")), False)))
        return found

    def questions_asked(self, column_of: Mapping[str, str] = MappingProxyType({})) -> dict[str, set[str]]:
        """The questions of the guide that were asked in some document of a case (of a column, as for ``evidence``)."""
        found: dict[str, set[str]] = defaultdict(set)
        query = 'SELECT "case", question FROM asked JOIN document ON id = document WHERE "case" IS NOT NULL'
        for case, question in self.db.execute(query):
            found[column_of.get(case, case)].add(question)
        return dict(found)

    def links(self) -> list[QuestionLink]:
        """In which documents which questions of the guide were asked."""
        rows = self.db.execute("SELECT document, question, start FROM asked ORDER BY document, question")
        return [QuestionLink(*row) for row in rows]

    def project(self) -> str:
        """What tells this study from all others: the id of its first entry, which no edit and no renaming changes."""
        found = self.db.execute("SELECT id FROM journal ORDER BY seq LIMIT 1").fetchone()
        return str(found[0]) if found else ""

    def coders_of(self, documents: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
        """Who coded each interview (of all documents, or of these): everybody with a coding in it and everybody who
        marked it as coded.

        Who marked a group discussion has coded all its voices.
        """
        found: dict[str, set[str]] = defaultdict(set)
        clauses, values = _among(id=documents)
        query = f"SELECT id, interview, voices FROM document WHERE 1 {clauses}"  # noqa: S608 - constants
        interviews = {row[0]: row[1:] for row in self.db.execute(query, values)}
        discussions = [document for document, (_, voices) in interviews.items() if voices is not None]
        clauses, values = _among(document=documents)
        # Read from an index, which does not hold the voices: only group discussions have any.
        query = f"SELECT DISTINCT document, coder FROM coding INDEXED BY coding_by_cluster WHERE 1 {clauses}"  # noqa: S608
        spoken = [(document, None, coder) for document, coder in self.db.execute(query, values)]
        if discussions:
            of_one = {*interviews}.difference(discussions)
            spoken = [one for one in spoken if one[0] in of_one]
            clauses, voiced = _among(document=discussions)
            spoken += self.db.execute(f"SELECT DISTINCT document, voice, coder FROM coding WHERE 1 {clauses}", voiced)  # noqa: S608
        for document, voice, coder in spoken:
            found[interview_of(interviews[document][0], voice)].add(coder)
        clauses, values = _among(document=documents)
        for document, coder in self.db.execute(f"SELECT document, coder FROM marked WHERE 1 {clauses}", values):  # noqa: S608
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


def _among(**wanted: Iterable[str] | None) -> tuple[str, list[str]]:
    """What narrows a query down to some values of its columns (None: all), with the parameters for it."""
    given = {column: values for column, values in wanted.items() if values is not None}
    clauses = "".join(f"AND {column} IN (SELECT value FROM json_each(?)) " for column in given)  # noqa: S608 - our names
    return clauses, [msgspec.json.encode(list(values)).decode() for values in given.values()]


def names_of(voices: str | None) -> tuple[str, ...]:
    """The voices of a group discussion as its row holds them; none of any other document."""
    return tuple(msgspec.json.decode(voices)) if voices else ()
