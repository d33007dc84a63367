"""Judging cells: overrides, sign-off and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from coder.model.edit import SetOverride, SetSignOff, SetSummary
from coder.model.judgement import Override, OverrideType, SignOff, Summary
from coder.study.deriving import Deriving


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
        """Stand by a cell as it is shown now; once more on other evidence it renews the signature."""
        from coder.derive.overlay import in_words, signed_hash

        shown, _ = self._shown(row, case)
        signed = signed_hash(self.codebook, self.codebook.row(row), shown.evidence_hash, shown.override)
        text = in_words(shown.cell) if shown.override is None else shown.words or "(blank)"
        after = SignOff(row, case, text, signed, self.coder, self._now())
        self._perform(SetSignOff(row, case, shown.sign_off, after), f"sign off {self._cell(row, case)}: {text}")
        return after

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

    def _cell(self, row: str, case: str) -> str:
        """A cell as undo and the log name it."""
        from coder.derive.columns import label

        codebook = self.codebook
        return f"{codebook.row_label(codebook.row(row))!r} of {label(codebook, case)}"
