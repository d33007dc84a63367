"""How firmly the cells of a table stand, told cell by cell: for a screen that shows each as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from coder.study.expecting import Expecting

if TYPE_CHECKING:
    from coder.model.robustness import Beside, Stood

Known = Mapping[tuple[str, str], "Stood"]  # by row and case
_NOTHING: Known = MappingProxyType({})


class Standing(Expecting):
    """Robustness as it comes."""

    def stood(
        self,
        table: str | None = None,
        language: str | None = None,
        coder: str | None = None,
        known: Known = _NOTHING,
    ) -> tuple[int, Iterator[Stood]]:
        """How many cells of a table can be checked, and their checks, each made when it is taken.

        Arguments as for ``robustness``; a cell whose evidence is that of ``known`` is not checked again. What is known
        must be of the same revision of the codebook, in the same language and of the same coder.
        """
        from coder.derive.robust_table import places, stood

        wanted = self._table(table)
        together = self._together(wanted)
        basis, evidence = self._basis(None, coder, together, language)
        found = places(basis, wanted, evidence, self._tables.interviews(together))
        return len(found), stood(basis, found, known)

    def beside(self, row: str, case: str, language: str | None = None, coder: str | None = None) -> Beside:
        """All that stands beside one cell: how firmly it stands, what was expected, its factor check.

        Arguments and errors as for ``trace``. The last two are those of the first table that has the cell.
        """
        from coder.model.robustness import Beside

        checks = self.robustness_of(row, case, language, coder)
        own = self.codebook.row(row)
        for table in self.codebook.tables if own.expect or own.check_from_rows else ():
            if row in table.rows:
                found = next(one for one in self.overview(table.id, language, coder).rows if one.id == row)
                if case in found.cells:
                    beside = Beside(checks, found.expectations.get(case), found.factor_checks.get(case))
                    return self._explained(beside, table.id, row, case, language) if coder is None else beside
        return Beside(checks)

    def _explained(self, beside: Beside, table: str, row: str, case: str, language: str | None) -> Beside:
        """With the rule that decided what is expected."""
        for one in self.expectations(table, language).cells if beside.expected else ():
            if (one.row, one.case) == (row, case):
                unknown = tuple(named.label for named in one.unknown)
                return replace(beside, because=one.because, unknown=unknown, seen=one.seen)
        return beside
