"""Deriving tables, and tracing a cell to the words for it and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.judgement import Judgement
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.model.overview import Overview, Profile, ShownCell, Trace, TracedQuotation


class Deriving(Opened):
    """What everything coded so far comes to."""

    def overview(self, table: str | None = None, language: str | None = None) -> Overview:
        """Derive a table (by default the codebook's first) from everything coded so far."""
        from coder.derive.table import overview

        codebook = self.codebook
        if table is None and not codebook.tables:
            raise CoderError("the codebook has no table", hint="add one under tables: with its rows")
        wanted = codebook.table(table) if table is not None else codebook.tables[0]
        evidence = self._tables.evidence(codebook.parameters.about_outside == "include")
        return overview(
            codebook,
            wanted,
            evidence,
            self._tables.coders_of(),
            self._tables.interviews(),
            self._tables.judgements(),
            language,
        )

    def trace(self, row: str, case: str, language: str | None = None) -> Trace:
        """Why the cell of a row and case is what it is. Raises CoderError for an unknown row or case."""
        from coder.derive.robustness import leave_one_out
        from coder.derive.trace import trace

        codebook = self.codebook
        wanted = codebook.row(row)
        shown, found = self._shown(row, case, language)
        left_out = leave_one_out(codebook, wanted, found, codebook.parameters)
        interviews = self._tables.interviews().get(case, 0)
        return trace(codebook, wanted, case, shown, found, left_out, interviews, self._quote, language)

    def _shown(self, row: str, case: str, language: str | None = None) -> tuple[ShownCell, dict[str, Profile]]:
        """A cell with what lies over it and the profiles it is derived from."""
        from coder.derive.cells import derive
        from coder.derive.overlay import evidence_hash, overlay
        from coder.derive.profiles import profiles

        codebook, params = self.codebook, self.codebook.parameters
        wanted = codebook.row(row)
        if codebook.cases and case not in self._tables.interviews():
            codebook.case(case)
        codes = [code for code, own in codebook.row_of.items() if own.id == row]
        evidence = self._tables.evidence(params.about_outside == "include", codes)
        pieces = [piece for piece in evidence if piece.case == case]
        coders_of = self._tables.coders_of()
        found = profiles(codebook, wanted, pieces, coders_of, params)
        cell = derive(codebook, wanted, found, params, language)
        now = evidence_hash(codebook, wanted, pieces, coders_of, params)
        return overlay(codebook, wanted, cell, self._judgement(row, case), now, language), found

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
