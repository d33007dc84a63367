"""Looking at what an import would bring in; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.model.reading import AS_IT_IS, Reading
from coder.model.report import ImportPreview
from coder.study.attributing import Attributing
from coder.study.opened import Progress

if TYPE_CHECKING:
    from coder.intake.attributes import Joining


class Previewing(Attributing):
    """Reads files as an import does, and leaves the study and its folders as they are."""

    def preview_transcripts(
        self,
        paths: Sequence[Path],
        attributes: Mapping[str, str] | None = None,
        table: Path | None = None,
        progress: Progress | None = None,
        how: Reading = AS_IT_IS,
        *,
        joining: Joining | None = None,
    ) -> ImportPreview:
        """What ``import_transcripts`` would read in these files: format, encoding, language, who speaks, attributes."""
        from coder.intake.preview import preview
        from coder.intake.transcripts import Known, find, read_transcripts

        stated = self._tables.all_attributes()
        known = [
            Known(row.id, row.name, row.source_sha256, row.turns, row.words, stated.get(row.id, {}))
            for row in self._tables.documents()
        ]
        corpus = self.path / "corpus"
        files, others = find(paths)
        outside = self._outside(files, paths, attributes, table, joining)
        intake = read_transcripts(files, self.codebook, known, corpus, progress, how=how, outside=outside)
        intake.passed_over = tuple(str(path) for path in others if path != table)
        return replace(preview(intake), notes=outside.told(table))
