"""Deriving tables, and tracing a cell to the words for it and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.document import interview_of
from coder.model.judgement import Judgement
from coder.study.opened import Opened
from coder.study.uncollected import uncollected

if TYPE_CHECKING:
    from coder.derive.asked import Guided
    from coder.derive.robustness import Basis
    from coder.model.codebook import Table
    from coder.model.overview import Evidence, Overview, Profile, ShownCell, Trace, TracedQuotation
    from coder.model.robustness import Robustness, RobustnessReport


_APART: Mapping[str, str] = MappingProxyType({})  # every case is a column of its own


class Deriving(Opened):
    """What everything coded so far comes to."""

    @uncollected()
    def overview(
        self,
        table: str | None = None,
        language: str | None = None,
        coder: str | None = None,
        *,
        checked: bool = False,
    ) -> Overview:
        """Derive a table (by default the codebook's first) from everything coded so far.

        ``coder``: from this coder's codings alone, without what analysts judged on all of them (blind coding).
        ``checked`` adds how robust every cell is, which takes up to 600 derivations a cell.
        """
        from coder.derive.table import overview

        codebook, wanted = self.codebook, self._table(table)
        together = self._together(wanted)
        evidence, coders_of = self._evidence(None, coder, together)
        judgements = self._tables.judgements() if coder is None else {}
        interviews = self._tables.interviews(together)
        asked = self._tables.questions_asked(together) if codebook.guide else {}
        found = overview(codebook, wanted, evidence, coders_of, interviews, judgements, language, asked)
        if not checked:
            return found
        from coder.derive.robust_table import with_robustness

        return with_robustness(found, self.robustness(table, language, coder))

    def robustness(
        self, table: str | None = None, language: str | None = None, coder: str | None = None
    ) -> RobustnessReport:
        """How firmly every cell of a table stands (method 2.8); arguments as for ``overview``."""
        from coder.derive.robust_table import as_asked_about, robust_table

        wanted = self._table(table)
        together = self._together(wanted)
        basis, evidence = self._basis(None, coder, together, language)
        report = robust_table(basis, wanted, evidence, self._tables.interviews(together))
        return as_asked_about(self.codebook, report, self._guided(together))

    def robustness_of(self, row: str, case: str, language: str | None = None, coder: str | None = None) -> Robustness:
        """How firmly one cell stands; arguments as for ``trace``."""
        from coder.derive.columns import check_known, column_containing, label
        from coder.derive.robustness import robustness

        codebook, wanted = self.codebook, self.codebook.row(row)
        together = column_containing(codebook, case)
        if codebook.cases and case not in self._tables.interviews(together):
            check_known(codebook, case)
        basis, evidence = self._basis(self._codes_of(row), coder, together, language)
        own = {collapse: [piece for piece in pieces if piece.case == case] for collapse, pieces in evidence.items()}
        return robustness(basis, wanted, case, label(codebook, case, language), own)

    def _basis(
        self, codes: Iterable[str] | None, coder: str | None, together: Mapping[str, str], language: str | None
    ) -> tuple[Basis, dict[str, list[Evidence]]]:
        """What robustness is checked on: the evidence by collapse, both ways."""
        from coder.derive.robustness import COLLAPSES, Basis

        codebook, params = self.codebook, self.codebook.parameters
        alike = all(codebook.parameters_of(row).collapse == params.collapse for row in codebook.rows)
        own, coders_of = self._evidence(codes, coder, together, None if alike else params.collapse)
        (other,) = (collapse for collapse in COLLAPSES if collapse != params.collapse)
        collapsed, _ = self._evidence(codes, coder, together, collapse=other)
        basis = Basis(codebook, params, coders_of, self._tables.project(), language)
        return basis, {params.collapse: own, other: collapsed}

    def _all_rows(self, columns: str = "", language: str | None = None) -> Overview:
        """Every derived row of the codebook, whatever table it stands in, with what lies over its cells.

        ``columns``: an attribute of cases by which they are taken together ("": each is its own).
        """
        from coder.derive.table import overview
        from coder.model.codebook import Table

        codebook = self.codebook
        table = Table("", {}, columns or codebook.case_attribute, tuple(row.id for row in codebook.rows))
        together = self._together(table)
        evidence, coders_of = self._evidence(None, None, together)
        guide, judgements = self._guided(together), self._tables.judgements()
        return overview(codebook, table, evidence, coders_of, guide.interviews, judgements, language, guide.asked)

    def _guided(self, together: Mapping[str, str]) -> Guided:
        """How many interviews each column has, and which questions of the guide were asked in them."""
        from coder.derive.asked import Guided

        asked = self._tables.questions_asked(together) if self.codebook.guide else {}
        return Guided(self._tables.interviews(together), asked)

    def _table(self, table: str | None) -> Table:
        """A table of the codebook, by default its first. Raises CoderError if there is none."""
        codebook = self.codebook
        if table is None and not codebook.tables:
            raise CoderError("the codebook has no table", hint="add one under tables: with its rows")
        return codebook.table(table) if table is not None else codebook.tables[0]

    def _together(self, table: Table) -> dict[str, str]:
        """The column each case stands in, where a table takes cases together."""
        from coder.derive.columns import column_of

        return column_of(self.codebook, table.columns or self.codebook.case_attribute)

    def _codes_of(self, row: str) -> list[str]:
        return [code for code, own in self.codebook.row_of.items() if own.id == row]

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
        left_out = leave_one_out(codebook, wanted, found, codebook.parameters_of(wanted))
        interviews = self._tables.interviews(column_containing(codebook, case)).get(case, 0)
        quote = partial(self._quote, language)
        return trace(codebook, wanted, case, shown, found, left_out, interviews, quote, language)

    def _evidence(
        self,
        codes: Iterable[str] | None,
        coder: str | None,
        together: Mapping[str, str] = _APART,
        collapse: str | None = None,
        documents: Collection[str] | None = None,
    ) -> tuple[list[Evidence], dict[str, frozenset[str]]]:
        """What counts and who coded each interview, of all coders or of one; ``together``: the columns of cases.

        ``collapse``: doubles as another setting than the study's would collapse them. ``documents``: only what is in
        these, as the study collapses it.
        """
        outside, otherwise = self._outside_views()
        if collapse is None:
            evidence = self._tables.evidence(outside, codes, together, otherwise, documents)
        else:
            evidence = self._tables.evidence_collapsed(collapse, outside, codes, together, otherwise)
        evidence = self._after_changes(evidence, codes, together, documents)
        coders_of = self._tables.coders_of(documents)
        if coder is None:
            return evidence, coders_of
        own = {interview: frozenset({coder}) for interview, coders in coders_of.items() if coder in coders}
        return [piece for piece in evidence if piece.coder == coder], own

    def _outside_views(self) -> tuple[bool, frozenset[str]]:
        """Whether what interviews say about other cases counts, and the codes of rows for which it is otherwise."""
        codebook = self.codebook
        usual = codebook.parameters.about_outside
        rows = {row.id for row in codebook.rows if codebook.parameters_of(row).about_outside != usual}
        codes = frozenset(code for code, row in codebook.row_of.items() if row.id in rows) if rows else frozenset()
        return usual == "include", codes

    def _after_changes(
        self,
        evidence: list[Evidence],
        codes: Iterable[str] | None,
        together: Mapping[str, str],
        documents: Collection[str] | None = None,
    ) -> list[Evidence]:
        """The evidence with what splits and new definitions of the codebook say of it (method 3)."""
        codebook = self.codebook
        if not any(change.op in ("split", "redefine") for change in codebook.history):
            return evidence
        from coder.codebook.resolve import resolve, row_spoken_of
        from coder.derive.evidence import parted

        versions, (outside, otherwise) = self._tables.versions(), self._outside_views()
        used = {one: resolve(one[0], one[1], versions[one[2]], codebook) for one in self._tables.used(documents)}
        migrated = self._tables.coded_as((one for one, found in used.items() if found.auto_migrated), documents)
        exclude = {
            one
            for one, found in used.items()
            if found.earlier_definition
            and codebook.parameters_by_code(found.code or "").earlier_definition == "exclude"
        }
        earlier = self._tables.coded_as(exclude, documents)
        if migrated or earlier:
            evidence = [part for piece in evidence for part in parted(piece, migrated, earlier)]
        wanted = None if codes is None else set(codes)
        rows = {
            one: row
            for one, found in used.items()
            if found.code is None and (row := row_spoken_of(one[0], one[1], versions[one[2]], codebook)) is not None
        }
        waiting = self._tables.waiting_evidence(rows, outside, together, otherwise, documents) if rows else []
        return evidence + [piece for piece in waiting if wanted is None or piece.code.removesuffix(".") in wanted]

    def _shown(
        self, row: str, case: str, language: str | None = None, coder: str | None = None
    ) -> tuple[ShownCell, dict[str, Profile]]:
        """A cell with what lies over it and the profiles it is derived from."""
        from coder.derive.asked import as_asked
        from coder.derive.cells import derive
        from coder.derive.columns import check_known, column_containing
        from coder.derive.overlay import evidence_hash, hash_of, overlay
        from coder.derive.profiles import profiles

        codebook = self.codebook
        wanted = codebook.row(row)
        params = codebook.parameters_of(wanted)
        together = column_containing(codebook, case)
        if codebook.cases and case not in self._tables.interviews(together):
            check_known(codebook, case)
        evidence, coders_of = self._evidence(self._codes_of(row), coder, together)
        pieces = [piece for piece in evidence if piece.case == case]
        found = profiles(codebook, wanted, pieces, coders_of, params)
        cell = derive(codebook, wanted, found, params, language)
        cell = as_asked(codebook, wanted, case, cell, self._guided(together))
        now = hash_of(cell, evidence_hash(codebook, wanted, pieces, coders_of, params))
        judgement = self._judgement(row, case) if coder is None else Judgement()
        return overlay(codebook, wanted, cell, judgement, now, language), found

    def _quote(self, language: str | None, ids: Iterable[str]) -> tuple[TracedQuotation, ...]:
        from coder.derive.trace import quotation

        rows = {row.id: row for row in self._tables.documents()}
        found = self._tables.codings_by_id(ids, today=True)
        memos = self._tables.memos("coding") if found else {}
        voices = self._tables.voices_of(coding.id for coding in found)
        by_document: dict[str, list[TracedQuotation]] = defaultdict(list)
        for coding in found:
            document, row = self._tables.document(coding.document), rows[coding.document]
            interview = interview_of(row.interview, voices.get(coding.id))
            quoted = quotation(self.codebook, document, interview, coding, memos.get(coding.id, ""), language)
            by_document[interview].append(quoted)
        return tuple(quoted for interview in sorted(by_document) for quoted in by_document[interview])

    def _judgement(self, row: str, case: str) -> Judgement:
        return self._tables.judgements().get((row, case), Judgement())
