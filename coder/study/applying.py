"""What taking over a working copy edited by hand would do to codings and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.files import sha256
from coder.model.edit import ApplyCodebook
from coder.model.impact import Impact, cells_changed
from coder.study.restructuring import Restructuring
from coder.study.revising import Revising

if TYPE_CHECKING:
    from coder.model.overview import Overview


class Applying(Restructuring, Revising):
    """A hand edit is looked at like any operation on the codes before it is done."""

    def hand_edit_impact(self, *, raising: bool = False) -> Impact:
        """What ``apply_codebook`` would change; nothing is. Raises CodebookError if the copy is broken."""
        from coder.codebook.read import read

        text = self._working_text(raising=raising)
        after = read(text, self.codebook_name)
        data, before = text.encode(), self.codebook
        edited = self.hand_edit(raising=raising)
        codes = dict.fromkeys(one.id for one in edited.differences if one.part == "code" and one.id)
        codings, interviews, coders = self._under(self._tables, tuple(codes))
        old, waits = self._all_rows(), self._tables.unresolved_count()
        edit = ApplyCodebook(self._tables.revision()[1], sha256(data))
        with self._store.supposed(edit, {sha256(data): data}):
            new, waiting = self._all_rows(), self._tables.unresolved_count() - waits
        changed, touched = cells_changed(old, new)
        stale = _stale(new) - _stale(old)
        return Impact(
            label=f"codebook {after.version}",
            versions=(before.version, edited.wanted or after.version),
            codings=codings,
            interviews=interviews,
            coders=coders,
            waiting=waiting,
            changed=changed,
            touched=touched,
            stale=tuple(sorted(stale)),
        )


def _stale(overview: Overview) -> set[tuple[str, str]]:
    return {(row.id, case) for row in overview.rows for case, shown in row.judged.items() if shown.stale}
