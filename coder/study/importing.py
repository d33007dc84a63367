"""Importing transcripts, and tables of codings made elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from coder.files import read_bytes, write_bytes
from coder.model.coding import Coding
from coder.model.edit import AddCodings, AddDocuments, Batch, WriteMemo
from coder.model.report import CodingsReport, ImportReport
from coder.study.opened import Progress, counted
from coder.study.searching import Searching


class Importing(Searching):
    """Files come into the study, each import as one edit."""

    def import_transcripts(
        self,
        paths: Sequence[Path],
        attributes: Mapping[str, str] | None = None,
        table: Path | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Bring in transcripts (directories are walked); a file that is in already is left as it is.

        ``attributes`` go to every file and win over ``table``, which wins over what a file states itself. Files that
        cannot be read are refused with the reason and do not stop the others; what comes in is one edit. Until that
        edit begins, an exception that ``progress`` raises leaves the study and its ``corpus/`` as they were; later it
        only ends the indexing.
        """
        from coder.intake.transcripts import Known, read_transcripts

        stated = self._tables.all_attributes()
        known = [
            Known(row.id, row.name, row.source_sha256, row.turns, row.words, stated.get(row.id, {}))
            for row in self._tables.documents()
        ]
        corpus = self.path / "corpus"
        intake = read_transcripts(paths, self.codebook, known, attributes or {}, table, corpus, progress)
        if intake.records:
            names = ", ".join(record.name for record in intake.records[:3])
            more = f" and {len(intake.records) - 3} more" if len(intake.records) > 3 else ""
            edit = Batch((AddDocuments(tuple(intake.records)), *intake.attributes))
            with _originals(corpus, intake.files, progress):
                self._perform(edit, f"import {names}{more}", contents=intake.contents)
            self.index(progress)
        elif intake.attributes:
            documents = len({change.document for change in intake.attributes})
            self._perform(Batch(tuple(intake.attributes)), f"attributes of {counted(documents, 'document')}")
        return intake.report()

    def import_codings(self, path: Path) -> CodingsReport:
        """Bring in a table of codings made elsewhere, all or nothing; rows that are in already are passed over.

        Raises TableError with every row that cannot be resolved.
        """
        from coder.formats.codings_csv import parse
        from coder.intake.codings import codings

        found, memos = codings(
            parse(read_bytes(path), str(path)),
            str(path),
            self.codebook,
            self.document,
            revision=self.revision,
            coder=self.coder,
            created=self._now(),
            new_id=lambda: str(uuid.uuid4()),
        )
        seen = {_content_of(coding) for coding in self._tables.codings()}
        fresh: list[Coding] = []
        for coding in found:
            if _content_of(coding) not in seen:
                seen.add(_content_of(coding))
                fresh.append(coding)
        if fresh:
            notes = [WriteMemo("coding", one.id, "", memos[one.id]) for one in fresh if one.id in memos]
            edit = Batch((AddCodings(tuple(fresh)), *notes))
            self._perform(edit, f"import {counted(len(fresh), 'coding')} from {path.name}")
        unspoken = tuple(
            self._place(coding.document, coding.span)
            for coding in fresh
            if not self._tables.document(coding.document).is_evidence_at(coding.span)
        )
        return CodingsReport(len(fresh), len(found) - len(fresh), unspoken)


def _content_of(coding: Coding) -> tuple[object, ...]:
    """What makes two imported codings the same."""
    return coding.document, coding.span, coding.code, coding.weight, coding.coder, coding.about, coding.tense


@contextmanager
def _originals(corpus: Path, files: Mapping[str, bytes], progress: Progress | None) -> Iterator[None]:
    """Keep imported files in ``corpus/`` around the edit that brings their documents in, and only if it does.

    New files are there before the edit, so that a document of the study never lacks its file; what stands in the
    place of another file (of an import that was undone) replaces it afterwards. Raises StorageError.
    """
    fresh = [name for name in files if not (corpus / name).exists()]
    try:
        for number, name in enumerate(fresh):
            if progress:
                progress(number, len(fresh), f"copy of {name}")
            write_bytes(corpus / name, files[name], private=True)
        yield
    except BaseException:
        for name in fresh:
            (corpus / name).unlink(missing_ok=True)
        raise
    for name in files.keys() - set(fresh):
        write_bytes(corpus / name, files[name], private=True)
