"""Deriving tables, and tracing a cell to the words for it and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.judgement import Judgement
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.model.overview import Evidence, Overview, Profile, ShownCell, Trace, TracedQuotation


class Deriving(Opened):
    """What everything coded so far comes to."""

    def overview(self, table: str | None = None, language: str | None = None, coder: str | None = None) -> Overview:
        """Derive a table (by default the codebook's first) from everything coded so far.

        ``coder``: from this coder's codings alone, without what analysts judged on all of them (blind coding).
        """
        from coder.derive.table import overview

        codebook = self.codebook
        if table is None and not codebook.tables:
            raise CoderError("the codebook has no table", hint="add one under tables: with its rows")
        wanted = codebook.table(table) if table is not None else codebook.tables[0]
        evidence, coders_of = self._evidence(None, coder)
        judgements = self._tables.judgements() if coder is None else {}
        return overview(codebook, wanted, evidence, coders_of, self._tables.interviews(), judgements, language)

    def trace(self, row: str, case: str, language: str | None = None, coder: str | None = None) -> Trace:
        """Why the cell of a row and case is what it is; ``coder`` as in ``overview``.

        Raises CoderError for an unknown row or case.
        """
        from coder.derive.robustness import leave_one_out
        from coder.derive.trace import trace

        codebook = self.codebook
        wanted = codebook.row(row)
        shown, found = self._shown(row, case, language, coder)
        left_out = leave_one_out(codebook, wanted, found, codebook.parameters)
        interviews = self._tables.interviews().get(case, 0)
        return trace(codebook, wanted, case, shown, found, left_out, interviews, self._quote, language)

    def _evidence(
        self, codes: Iterable[str] | None, coder: str | None
    ) -> tuple[list[Evidence], dict[str, frozenset[str]]]:
        """What counts and who coded each interview, of all coders or of one."""
        evidence = self._tables.evidence(self.codebook.parameters.about_outside == "include", codes)
        coders_of = self._tables.coders_of()
        if coder is None:
            return evidence, coders_of
        own = {interview: frozenset({coder}) for interview, coders in coders_of.items() if coder in coders}
        return [piece for piece in evidence if piece.coder == coder], own

    def _shown(
        self, row: str, case: str, language: str | None = None, coder: str | None = None
    ) -> tuple[ShownCell, dict[str, Profile]]:
        """A cell with what lies over it and the profiles it is derived from."""
        from coder.derive.cells import derive
        from coder.derive.overlay import evidence_hash, overlay
        from coder.derive.profiles import profiles

        codebook, params = self.codebook, self.codebook.parameters
        wanted = codebook.row(row)
        if codebook.cases and case not in self._tables.interviews():
            codebook.case(case)
        codes = [code for code, own in codebook.row_of.items() if own.id == row]
        evidence, coders_of = self._evidence(codes, coder)
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
        by_document: dict[str, list[TracedQuotation]] = defaultdict(list)
        for coding in found:
            document, row = self._tables.document(coding.document), rows[coding.document]
            quoted = quotation(self.codebook, document, row.interview, coding, memos.get(coding.id, ""))
            by_document[row.interview].append(quoted)
        return tuple(quoted for interview in sorted(by_document) for quoted in by_document[interview])

    def _judgement(self, row: str, case: str) -> Judgement:
        return self._tables.judgements().get((row, case), Judgement())
