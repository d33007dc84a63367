"""Deriving tables, and tracing a cell to the words for it and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.document import interview_of
from coder.model.judgement import Judgement
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.model.overview import Evidence, Overview, Profile, ShownCell, Trace, TracedQuotation


_APART: Mapping[str, str] = MappingProxyType({})  # every case is a column of its own


class Deriving(Opened):
    """What everything coded so far comes to."""

    def overview(self, table: str | None = None, language: str | None = None, coder: str | None = None) -> Overview:
        """Derive a table (by default the codebook's first) from everything coded so far.

        ``coder``: from this coder's codings alone, without what analysts judged on all of them (blind coding).
        """
        from coder.derive.columns import column_of
        from coder.derive.table import overview

        codebook = self.codebook
        if table is None and not codebook.tables:
            raise CoderError("the codebook has no table", hint="add one under tables: with its rows")
        wanted = codebook.table(table) if table is not None else codebook.tables[0]
        together = column_of(codebook, wanted.columns or codebook.case_attribute)
        evidence, coders_of = self._evidence(None, coder, together)
        judgements = self._tables.judgements() if coder is None else {}
        interviews = self._tables.interviews(together)
        return overview(codebook, wanted, evidence, coders_of, interviews, judgements, language)

    def trace(self, row: str, case: str, language: str | None = None, coder: str | None = None) -> Trace:
        """Why the cell of a row and case is what it is; ``coder`` as in ``overview``. ``case`` may name cases taken
        together (``attribute=value``), here as in all that is said of cells.

        Raises CoderError for an unknown row or case, and for a row that shows an attribute.
        """
        from coder.derive.columns import column_containing
        from coder.derive.robustness import leave_one_out
        from coder.derive.trace import trace

        codebook = self.codebook
        wanted = codebook.row(row)
        shown, found = self._shown(row, case, language, coder)
        left_out = leave_one_out(codebook, wanted, found, codebook.parameters)
        interviews = self._tables.interviews(column_containing(codebook, case)).get(case, 0)
        return trace(codebook, wanted, case, shown, found, left_out, interviews, self._quote, language)

    def _evidence(
        self, codes: Iterable[str] | None, coder: str | None, together: Mapping[str, str] = _APART
    ) -> tuple[list[Evidence], dict[str, frozenset[str]]]:
        """What counts and who coded each interview, of all coders or of one; ``together``: the columns of cases."""
        evidence = self._tables.evidence(self.codebook.parameters.about_outside == "include", codes, together)
        evidence = self._after_changes(evidence, codes, together)
        coders_of = self._tables.coders_of()
        if coder is None:
            return evidence, coders_of
        own = {interview: frozenset({coder}) for interview, coders in coders_of.items() if coder in coders}
        return [piece for piece in evidence if piece.coder == coder], own

    def _after_changes(
        self, evidence: list[Evidence], codes: Iterable[str] | None, together: Mapping[str, str]
    ) -> list[Evidence]:
        """The evidence with what splits and new definitions of the codebook say of it (method 3)."""
        codebook = self.codebook
        if not any(change.op in ("split", "redefine") for change in codebook.history):
            return evidence
        from coder.codebook.resolve import resolve, row_spoken_of
        from coder.derive.evidence import parted

        versions, outside = self._tables.versions(), codebook.parameters.about_outside == "include"
        used = {one: resolve(one[0], one[1], versions[one[2]], codebook) for one in self._tables.used()}
        migrated = self._tables.coded_as(one for one, found in used.items() if found.auto_migrated)
        left_out = codebook.parameters.earlier_definition == "exclude"
        earlier = self._tables.coded_as(one for one, found in used.items() if left_out and found.earlier_definition)
        if migrated or earlier:
            evidence = [part for piece in evidence for part in parted(piece, migrated, earlier)]
        wanted = None if codes is None else set(codes)
        rows = {
            one: row
            for one, found in used.items()
            if found.code is None and (row := row_spoken_of(one[0], one[1], versions[one[2]], codebook)) is not None
        }
        waiting = self._tables.waiting_evidence(rows, outside, together) if rows else []
        return evidence + [piece for piece in waiting if wanted is None or piece.code.removesuffix(".") in wanted]

    def _shown(
        self, row: str, case: str, language: str | None = None, coder: str | None = None
    ) -> tuple[ShownCell, dict[str, Profile]]:
        """A cell with what lies over it and the profiles it is derived from."""
        from coder.derive.cells import derive
        from coder.derive.columns import check_known, column_containing
        from coder.derive.overlay import evidence_hash, overlay
        from coder.derive.profiles import profiles

        codebook, params = self.codebook, self.codebook.parameters
        wanted = codebook.row(row)
        together = column_containing(codebook, case)
        if codebook.cases and case not in self._tables.interviews(together):
            check_known(codebook, case)
        codes = [code for code, own in codebook.row_of.items() if own.id == row]
        evidence, coders_of = self._evidence(codes, coder, together)
        pieces = [piece for piece in evidence if piece.case == case]
        found = profiles(codebook, wanted, pieces, coders_of, params)
        cell = derive(codebook, wanted, found, params, language)
        now = evidence_hash(codebook, wanted, pieces, coders_of, params)
        judgement = self._judgement(row, case) if coder is None else Judgement()
        return overlay(codebook, wanted, cell, judgement, now, language), found

    def _quote(self, ids: Iterable[str]) -> tuple[TracedQuotation, ...]:
        from coder.derive.trace import quotation

        rows = {row.id: row for row in self._tables.documents()}
        found = self._tables.codings_by_id(ids)
        memos = self._tables.memos("coding") if found else {}
        voices = self._tables.voices_of(coding.id for coding in found)
        by_document: dict[str, list[TracedQuotation]] = defaultdict(list)
        for coding in found:
            document, row = self._tables.document(coding.document), rows[coding.document]
            interview = interview_of(row.interview, voices.get(coding.id))
            quoted = quotation(self.codebook, document, interview, coding, memos.get(coding.id, ""))
            by_document[interview].append(quoted)
        return tuple(quoted for interview in sorted(by_document) for quoted in by_document[interview])

    def _judgement(self, row: str, case: str) -> Judgement:
        return self._tables.judgements().get((row, case), Judgement())
