"""What rules expect of the cells of a table, beside what is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.study.deriving import Deriving

if TYPE_CHECKING:
    from coder.model.expectations import ExpectationReport


class Expecting(Deriving):
    """Expectations and factor checks, which never become the value of a cell."""

    def expectations(self, table: str | None = None, language: str | None = None) -> ExpectationReport:
        """Hits, misses and what stays open of a table (by default the codebook's first), and its factor checks."""
        from coder.derive.expectations import expectations

        wanted = self._table(table)
        return expectations(self.codebook, wanted, self._all_rows(wanted.columns, language), language)
