"""Judging cells: overrides, sign-off and summaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.edit import Batch, SetOverride, SetSignOff, SetSummary
from coder.model.judgement import Judgement, Override, OverrideType, SignOff, Summary
from coder.model.judgements import JudgementReport, Signable
from coder.study.deriving import Deriving
from coder.study.opened import counted

if TYPE_CHECKING:
    from coder.model.overview import Overview, ShownCell

RENEW = "set the override again on the evidence there is now, or take it back"


class Judging(Deriving):
    """What the analyst says about a cell; it lies over what is derived, which stays."""

    def override(
        self,
        row: str,
        case: str,
        kind: OverrideType,
        rationale: str,
        *,
        values: Sequence[str] = (),
        text: str = "",
        reference: str = "",
    ) -> Override:
        """Let a cell show values of its row, or other words, in place of what is derived; the derived value stays.

        Once more on the present evidence it renews a stale one. Raises CoderError for what ``checked_override``
        refuses.
        """
        from coder.derive.overlay import checked_override, in_words

        shown, _ = self._shown(row, case)
        draft = Override(
            row,
            case,
            tuple(values),
            text,
            kind,
            rationale,
            reference,
            self.coder,
            self._now(),
            in_words(shown.cell),
            shown.evidence_hash,
        )
        after = checked_override(self.codebook, self.codebook.row(row), shown.cell, draft)
        words = f"override {self._cell(row, case)}: {after.text or '(blank)'} ({kind})"
        self._perform(SetOverride(row, case, shown.override, after), words)
        return after

    def take_back_override(self, row: str, case: str) -> None:
        """Let the cell show again what is derived."""
        before = self._judgement(row, case).override
        if before is not None:
            self._perform(SetOverride(row, case, before, None), f"take back the override of {self._cell(row, case)}")

    def sign_off(self, row: str, case: str) -> SignOff:
        """Stand by a cell as it is shown now; once more on other evidence it renews the signature.

        Raises CoderError for a cell whose override is stale.
        """
        from coder.derive.overlay import unsignable

        shown, _ = self._shown(row, case)
        refusal = unsignable(shown)
        if refusal:
            raise CoderError(f"{self._cell(row, case)} cannot be signed: {refusal}", hint=RENEW)
        edit = self._signature(row, case, shown)
        assert edit.after is not None  # noqa: S101 - just made
        self._perform(edit, f"sign off {self._cell(row, case)}: {edit.after.text}")
        return edit.after

    def signable(self, table: str | None = None) -> tuple[Signable, ...]:
        """Every derived cell of a table (by default the codebook's first), with whether it can be signed."""
        from coder.derive.overlay import unsignable

        found = self.overview(table)
        return tuple(
            Signable(
                row.id,
                row.label,
                column.id,
                column.label,
                signed_text(shown := row.shown(column.id)),
                unsignable(shown),
                signed=shown.sign_off is not None and not shown.stale,
                again=shown.sign_off is not None and shown.sign_off_stale,
            )
            for row in found.rows
            if row.derived
            for column in found.columns
        )

    def sign_off_all(self, table: str | None = None) -> tuple[Signable, ...]:
        """Sign every cell of a table that can be signed and is not, as one edit; what was signed comes back."""
        wanted = tuple(one for one in self.signable(table) if not one.refusal and not one.signed)
        edits = tuple(self._signature(one.row, one.case, self._shown(one.row, one.case)[0]) for one in wanted)
        if edits:
            title = self.codebook.text(self._table(table).title)
            self._perform(Batch(edits), f"sign off {counted(len(edits), 'cell')} of {title!r}")
        return wanted

    def _signature(self, row: str, case: str, shown: ShownCell) -> SetSignOff:
        from coder.derive.overlay import signed_hash

        signed = signed_hash(self.codebook, self.codebook.row(row), shown.evidence_hash, shown.override)
        after = SignOff(row, case, signed_text(shown), signed, self.coder, self._now())
        return SetSignOff(row, case, shown.sign_off, after)

    def take_back_sign_off(self, row: str, case: str) -> None:
        """The cell is not signed off any more."""
        before = self._judgement(row, case).sign_off
        if before is not None:
            self._perform(SetSignOff(row, case, before, None), f"take back the sign-off of {self._cell(row, case)}")

    def summarise(self, row: str, case: str, text: str, codings: Sequence[str]) -> Summary:
        """Say in words what a cell says, with the ids of the codings of the cell that the words rest on.

        Raises CoderError without words or codings, and for codings that do not speak in the cell.
        """
        from coder.derive.overlay import checked_summary

        shown, _ = self._shown(row, case)
        draft = Summary(row, case, text, tuple(codings), self.coder, self._now())
        after = checked_summary(shown.cell, draft)
        self._perform(SetSummary(row, case, shown.summary, after), f"summary of {self._cell(row, case)}")
        return after

    def take_back_summary(self, row: str, case: str) -> None:
        """The cell has no summary any more."""
        before = self._judgement(row, case).summary
        if before is not None:
            self._perform(SetSummary(row, case, before, None), f"remove the summary of {self._cell(row, case)}")

    def judgement(self, row: str, case: str) -> Judgement:
        """What lies over a cell, also over one whose row or case is no more."""
        return self._judgement(row, case)

    def judged_cells(self) -> tuple[tuple[str, str], ...]:
        """Row and case of every cell over which something lies, also of those that are no more."""
        return tuple(sorted(self._tables.judgements()))

    def shown(self, row: str, case: str, language: str | None = None) -> ShownCell:
        """A cell with what lies over it. Raises CoderError for an unknown row or case."""
        return self._shown(row, case, language)[0]

    def judgements(self, language: str | None = None) -> JudgementReport:
        """All overrides, signatures and summaries with how they stand, and how much of each table is overridden."""
        from coder.derive.judgements import described, shares

        codebook, judgements = self.codebook, self._tables.judgements()
        columns = {"": codebook.case_attribute}
        columns |= {one.id: one.id for one in codebook.case_attributes if one.values}
        shown: dict[tuple[str, str], ShownCell] = {}
        labels: dict[str, str] = {}
        overviews: dict[str, Overview] = {}
        for attribute in dict.fromkeys([codebook.case_attribute, *(table.columns for table in codebook.tables)]):
            overviews[attribute] = self._all_rows(attribute, language)
        wanted = {case.partition("=")[0] for _, case in judgements if "=" in case} & columns.keys()
        for attribute in wanted - overviews.keys():
            overviews[attribute] = self._all_rows(attribute, language)
        for found in overviews.values():
            labels |= {column.id: column.label for column in found.columns}
            shown |= {(row.id, case): one for row in found.rows for case, one in row.judged.items()}
        return JudgementReport(
            described(codebook, judgements, shown, labels, language),
            tuple(shares(codebook, table, overviews[table.columns], language) for table in codebook.tables),
        )

    def _cell(self, row: str, case: str) -> str:
        """A cell as undo and the log name it; one of a row that is no more by its id."""
        from coder.derive.columns import label

        codebook = self.codebook
        known = next((codebook.row_label(one) for one in codebook.rows if one.id == row), row)
        return f"{known!r} of {label(codebook, case)}"


def signed_text(shown: ShownCell) -> str:
    """What a cell shows, as a signature keeps it."""
    from coder.derive.overlay import in_words

    return in_words(shown.cell) if shown.override is None else shown.words or "(blank)"
