"""Importing transcripts, and tables of codings made elsewhere."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import read_bytes, sha256, write_bytes
from coder.model.coding import Coding
from coder.model.edit import AddCodings, AddDocuments, ApplyCodebook, Batch, Edit, SetWording, WriteMemo
from coder.model.reading import AS_IT_IS, Reading
from coder.model.report import CodingsReport, Imported, ImportReport
from coder.store.tables import Tables
from coder.study.attributing import Attributing
from coder.study.opened import Progress, counted
from coder.study.searching import Searching
from coder.study.uncollected import rarely_collected
from coder.study.withdrawn import refuse_originals

if TYPE_CHECKING:
    from coder.intake.attributes import Joining, Outside
    from coder.intake.parsing import Parsing
    from coder.intake.transcripts import Intake


class Importing(Attributing, Searching):
    """Files come into the study, each import as one edit."""

    def import_transcripts(
        self,
        paths: Sequence[Path],
        attributes: Mapping[str, str] | None = None,
        table: Path | None = None,
        progress: Progress | None = None,
        how: Reading = AS_IT_IS,
        *,
        parallel: bool = False,
        joining: Joining | None = None,
    ) -> ImportReport:
        """Bring in transcripts (directories are walked); a file that is in already is left as it is.

        ``attributes`` go to every file and win over ``table``, which wins over what a file states itself; ``how``
        says how files shall be read. Files that cannot be read are refused with the reason and do not stop the others.
        ``joining``: how else attributes come to files; raises NearMissesError, before anything is read, for rows of
        the table that are only nearly about a file (``near_misses`` gives them to ask).

        What comes in is one edit; a large import is several, one for each part of its files, so that no more than a
        part lies in memory. Until the edit of a part begins, an exception that ``progress`` raises leaves the study and
        its ``corpus/`` as they were before that part; later it only ends the indexing. The same import again brings in
        what is missing. ``parallel``: read many files in several processes.
        """
        from coder.intake.parsing import Parsing, processes, worth_sending
        from coder.intake.parts import parts
        from coder.intake.transcripts import find

        files, others = find(paths)
        outside = self._outside(files, paths, attributes, table, joining)
        cut = parts(files)
        names = {row.name for row in self._tables.documents()} if parallel else set()
        ahead = [[path for path in part if path.stem not in names and worth_sending(path)] for part in cut]
        reports: list[ImportReport] = []
        done = 0
        with Parsing(how, processes(sum(map(len, ahead))) if parallel else 0) as parsing, rarely_collected():
            for first in ahead[:1]:
                parsing.ahead(first)
            for number, part in enumerate(cut, 1):
                for following in ahead[number : number + 1]:
                    parsing.ahead(following)
                place = f"{len(files):,} files, part {number} of {len(cut)}: " if len(cut) > 1 else ""
                told = _continued(progress, done, len(files))
                reports.append(self._import_part(part, outside, told, parsing, place))
                done += len(part)
        if any(report.imported for report in reports):
            self.index(progress)
        together = _together(reports)
        passed_over = tuple(str(path) for path in others if path != table)
        return replace(together, passed_over=passed_over, notes=(*together.notes, *outside.told(table)))

    def _import_part(
        self,
        files: Sequence[Path],
        outside: Outside,
        progress: Progress | None,
        parsing: Parsing,
        place: str,
    ) -> ImportReport:
        """One part of an import, as one edit; ``place`` says in the journal which part it is."""
        from coder.intake.transcripts import Known, read_transcripts

        stated = self._tables.all_attributes()
        known = [
            Known(row.id, row.name, row.source_sha256, row.turns, row.words, stated.get(row.id, {}))
            for row in self._tables.documents()
        ]
        corpus = self.path / "corpus"
        intake = read_transcripts(files, self.codebook, known, corpus, progress, parsing=parsing, outside=outside)
        refuse_originals(intake, self._tables.withdrawn)
        if intake.records:
            names = ", ".join(record.name for record in intake.records[:3])
            more = f" and {len(intake.records) - 3} more" if len(intake.records) > 3 else ""
            others = self._coded_elsewhere(intake)
            documents = AddDocuments(tuple(intake.records))
            parts = (*others.before, documents, *intake.attributes, *others.after)
            edit = Batch(parts) if len(parts) > 1 else documents
            with originals(corpus, intake.files, self._tables, progress):
                self._perform(edit, f"import {place}{names}{more}", contents={**intake.contents, **others.contents})
            for data in others.contents.values():
                write_bytes(self.codebook_file, data)
            notes = (*others.notes, *self._unspoken(others.codings))
            return replace(intake.report(), codes=others.codes, notes=notes, imported=others.imported)
        if intake.attributes:
            changed = len({change.document for change in intake.attributes})
            self._perform(Batch(tuple(intake.attributes)), f"attributes of {counted(changed, 'document')}")
        if not intake.records:
            _restore(corpus, intake.files)
        return intake.report()

    def _coded_elsewhere(self, intake: Intake) -> _Elsewhere:
        """The codings that other tools have in new documents, and the codes they need, as edits before and after that
        of the documents. Raises CoderError when the codebook needs new codes while its working copy was edited."""
        if not intake.coded:
            return _Elsewhere(imported=tuple(intake.imported))
        from coder.codebook.render import add_parked
        from coder.intake.highlights import coded, park

        codebook, name = self.codebook, self.codebook_file.name
        parking = park([transcript for _, transcript in intake.coded], codebook)
        before: tuple[Edit, ...] = ()
        contents: dict[str, bytes] = {}
        revision, sha = self._tables.revision()
        if parking.new:
            pending = self.notices()
            if pending:
                raise CoderError(pending[0], hint="apply or undo these changes first: new codes come in")
            text = self._tables.content(sha).decode()
            data = add_parked(text, name, codebook, parking.group, parking.new).encode()
            contents[sha256(data)] = data
            before, revision = (ApplyCodebook(sha, sha256(data)),), revision + 1
        codings: list[Coding] = []
        notes: list[Edit] = []
        counts: Counter[str] = Counter()
        created = self._now()
        names = {record.id: record for record in intake.records}
        for document, transcript in intake.coded:
            found = coded(
                transcript,
                document,
                parking.codes,
                revision=revision,
                coder=self.coder,
                created=created,
                new_id=lambda: str(uuid.uuid4()),
            )
            codings += found.codings
            notes += [WriteMemo("coding", identity, "", memo) for identity, memo in found.memos.items()]
            notes += [SetWording(identity, None, words) for identity, words in found.words.items()]
            counts[names[document].name] = len(found.codings)
        return _Elsewhere(
            before,
            (AddCodings(tuple(codings)), *notes) if codings else (),
            contents,
            tuple(code.label for code in parking.new),
            parking.warnings,
            tuple(replace(one, codings=counts[one.document]) for one in intake.imported),
            tuple(codings),
        )

    def _unspoken(self, codings: Sequence[Coding]) -> tuple[str, ...]:
        """How many of these touch no respondent's words, said if there are any."""
        number = sum(not self._tables.document(one.document).is_evidence_at(one.span) for one in codings)
        if not number:
            return ()
        of = "all" if number == len(codings) else f"{number} of"
        return (f"{of} {counted(len(codings), 'coding')} touch no respondent's words and do not count as evidence",)

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
        seen = {_content_of(coding) for today in (False, True) for coding in self._tables.codings(today=today)}
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


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What comes in with documents that were coded in another tool.

    Edits ``before`` and ``after`` that of the documents, the text of the codebook that these need, its new codes, what
    to tell of them, and the documents with their numbers of codings.
    """

    before: tuple[Edit, ...] = ()
    after: tuple[Edit, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    imported: tuple[Imported, ...] = ()
    codings: tuple[Coding, ...] = ()


def _content_of(coding: Coding) -> tuple[object, ...]:
    """What makes two imported codings the same."""
    return coding.document, coding.span, coding.code, coding.weight, coding.coder, coding.about, coding.tense


@contextmanager
def originals(
    corpus: Path, files: Mapping[str, bytes], tables: Tables, progress: Progress | None = None
) -> Iterator[None]:
    """Keep imported files in ``corpus/`` around the edit that brings their documents in, and only if it does: what is
    raised behind its commit, such as an interrupt, takes no file of a document away.

    New files are there before the edit, so that a document of the study never lacks its file; what stands in the
    place of another file (of an import that was undone) replaces it afterwards. The study holds the same bytes, written
    durably with its edit: no copy has to wait for the disk. Raises StorageError.
    """
    fresh = [name for name in files if not (corpus / name).exists()]
    try:
        for name in fresh:
            if progress:
                progress(len(files), len(files), f"copy of {name}")
            write_bytes(corpus / name, files[name], private=True, lasting=False)
        yield
    except BaseException:
        written = {row.source_sha256 for row in tables.documents()}
        for name in fresh:
            if sha256(files[name]) not in written:
                (corpus / name).unlink(missing_ok=True)
        raise
    _restore(corpus, {name: files[name] for name in files.keys() - set(fresh)})


def _restore(corpus: Path, files: Mapping[str, bytes]) -> None:
    """Put originals where they are missing or are no longer what was imported. Raises StorageError."""
    for name, data in files.items():
        there = corpus / name
        if not there.is_file() or read_bytes(there) != data:
            write_bytes(there, data, private=True)


def _continued(progress: Progress | None, before: int, total: int) -> Progress | None:
    """The same progress, told as a part of something larger."""
    if progress is None:
        return None
    return lambda done, _, what: progress(min(before + done, total), total, what)


def _together(reports: Sequence[ImportReport]) -> ImportReport:
    """What several parts of an import came to."""
    columns = {column.name: [getattr(one, column.name) for one in reports] for column in fields(ImportReport)}
    return ImportReport(**{name: tuple(chain.from_iterable(found)) for name, found in columns.items()})
