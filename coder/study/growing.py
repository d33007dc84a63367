"""A codebook that grows from the material: codes that were made while coding become rows of a table."""

from __future__ import annotations

from coder.errors import CoderError
from coder.model.codebook import Row, RowKind
from coder.study.opened import PENDING
from coder.study.revising import Revising


class Growing(Revising):
    """Rows from codes, each one edit that undo takes back."""

    def make_row(self, code: str, kind: RowKind = RowKind.ONE, label: str = "", rationale: str = "") -> Row:
        """A row of the overview from a group of codes, or around a free code; it stands in a table at once.

        What was coded stays coded. Raises CoderError for a code that cannot have such a row, or when the working copy
        has changes that were not applied yet.
        """
        from coder.codebook.ops import Stamp
        from coder.codebook.ops_row import MakeRow, with_row

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint=PENDING)
        before = self._tables.content(self._tables.revision()[1]).decode()
        known = {row.id for row in self.codebook.rows}
        why = rationale.strip() or "codes from the material that are read as one row"
        stamp = Stamp(self.coder, self._now()[: len("2026-01-01")], why)
        changed = with_row(before, self.codebook_file.name, MakeRow(code, kind, label), stamp)
        self._replace_codebook(changed.text, f"row of kind {kind.value} from {self._label(code)!r}")
        return next(row for row in self.codebook.rows if row.id not in known)
