"""Attributes that come to transcripts from outside: tables, names of files, folders, by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.intake.attributes import Joining, Outside
    from coder.intake.joining import NearMiss


class Attributing(Opened):
    """Brings files and what is stated about them together."""

    def near_misses(self, paths: Sequence[Path], table: Path, joining: Joining | None = None) -> tuple[NearMiss, ...]:
        """Rows of the table that are about no file in ``paths``, but nearly: questions to settle before an import."""
        from coder.intake.transcripts import find

        files, _ = find(paths)
        return self._gathered(files, paths, {}, table, joining).joined.near

    def _outside(
        self,
        files: Sequence[Path],
        paths: Sequence[Path],
        attributes: Mapping[str, str] | None,
        table: Path | None,
        joining: Joining | None,
    ) -> Outside:
        """What is stated about files outside of them. Raises NearMissesError where somebody must be asked."""
        from coder.intake.joining import NearMissesError

        found = self._gathered(files, paths, attributes or {}, table, joining)
        if found.joined.near:
            raise NearMissesError(found.joined.near)
        return found

    def _gathered(
        self,
        files: Sequence[Path],
        paths: Sequence[Path],
        attributes: Mapping[str, str],
        table: Path | None,
        joining: Joining | None,
    ) -> Outside:
        from coder.intake.attributes import FROM_FILES, gather

        known = [row.name for row in self._tables.documents()]
        return gather(files, paths, table, joining or FROM_FILES, attributes, known, self.codebook)
