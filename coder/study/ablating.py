"""What a table would be without single ideas of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.study.deriving import Deriving

if TYPE_CHECKING:
    from coder.model.ablation import AblationReport


class Ablating(Deriving):
    """Which cells hang on interviews as voices, on denials, on strength, on the third."""

    def ablations(
        self, table: str | None = None, language: str | None = None, coder: str | None = None
    ) -> AblationReport:
        """The cells of a table that read otherwise without each idea (method 6.2); arguments as for ``overview``."""
        from coder.derive.ablation import ablations

        wanted = self._table(table)
        together = self._together(wanted)
        evidence, coders_of = self._evidence(None, coder, together)
        return ablations(self.codebook, wanted, evidence, coders_of, self._tables.interviews(together), language)
