"""The one door to a study for every shell: open, import, code, undo, suggest, derive.

A study is a directory with ``codebooks/``, ``corpus/``, ``exports/`` and ``study.db``. Clock, coder and new ids enter
here; what decides is pure and lies below. Every method that changes something writes one journalled edit.
"""

from __future__ import annotations

import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from coder.derive.cells import derive
from coder.derive.profiles import profiles
from coder.derive.robustness import leave_one_out
from coder.derive.table import by_row, overview
from coder.derive.trace import quotation, trace
from coder.errors import CoderError, StorageError
from coder.files import read_bytes, read_text, sha256, write_bytes
from coder.model.codebook import Code, Codebook
from coder.model.coding import BY_HAND, Coding, Suggestion, SuggestionState, Tense
from coder.model.document import Document
from coder.model.edit import (
    AddCodings,
    AddDocuments,
    AddSuggestions,
    ApplyCodebook,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    Edit,
    Entry,
    MarkCoded,
    RemoveCodings,
    SetAttribute,
    WriteMemo,
    brings_documents,
    extent,
)
from coder.model.overview import Overview, Trace, TracedQuotation
from coder.model.report import CodingsReport, DocumentSummary, ImportReport, Place, SuggestReport
from coder.model.span import Span
from coder.store.database import FILE_NAME
from coder.store.store import Store

FOLDERS = ("codebooks", "corpus", "exports")
LARGE = 12  # more things than one edit of a coding session holds
Progress = Callable[[int, int, str], None]  # done, total, what


class Keep:
    """The kind of ``KEEP``."""


KEEP: Final = Keep()  # an argument that leaves a property as it is, where None means "none"


class Study:
    """An open study, as one coder. Use as a context manager or call ``close``."""

    def __init__(self, path: Path, store: Store, coder: str) -> None:
        self.path = path
        self.coder = coder
        self._store = store
        self._tables = store.tables

    # ---- opening

    @staticmethod
    def create(path: Path, codebook: str, name: str, coder: str) -> Study:
        """A new study from the text of a codebook (``name`` is its file name, for messages).

        Raises CodebookError before anything is made, StorageError when the directory cannot be used.
        """
        from coder.codebook.read import read

        parsed = read(codebook, name)
        folders = [path, *(path / folder for folder in FOLDERS)]
        missing = [folder for folder in folders if not folder.exists()]
        store = None
        try:
            _make(folders)
            store = Store.create(path / FILE_NAME)
            study, data = Study(path, store, coder), codebook.encode()
            study._perform(ApplyCodebook("", sha256(data)), "start of the study", contents={sha256(data): data})
            write_bytes(path / "codebooks" / f"{parsed.id}.yaml", data)
        except BaseException:
            if store is not None:
                store.remove()
            for folder in reversed(missing):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return study

    @staticmethod
    def open(path: Path, coder: str) -> Study:
        """The study in a directory. Raises StorageError when there is none or it cannot be used."""
        return Study(path, Store.open(path / FILE_NAME), coder)

    @staticmethod
    def find(start: Path) -> Path:
        """The nearest directory at or above ``start`` that holds a study. Raises StorageError if none does."""
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / FILE_NAME).is_file():
                return folder
        raise StorageError(
            "there is no study here or above",
            where=str(start),
            hint="coder init makes one, coder demo a sample; --study names another directory",
        )

    def close(self) -> None:
        """Close the study; everything is already written."""
        self._store.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        self.close()

    # ---- reading

    @property
    def codebook(self) -> Codebook:
        """The newest revision of the codebook."""
        return self._tables.codebook()

    @property
    def revision(self) -> int:
        """Number of the newest revision of the codebook."""
        return self._tables.revision()[0]

    @property
    def codebook_file(self) -> Path:
        """The working copy of the codebook that people edit."""
        return self.path / "codebooks" / f"{self.codebook.id}.yaml"

    def notices(self) -> tuple[str, ...]:
        """What the researcher should know before working on, such as a hand-edited codebook."""
        _, sha = self._tables.revision()
        name = f"codebooks/{self.codebook_file.name}"
        try:
            data = self.codebook_file.read_bytes()
        except OSError:
            return (f"{name} cannot be read; the study uses the codebook it stored last",)
        if sha256(data) != sha:
            return (f"{name} was edited: coder codebook diff shows how, coder codebook apply takes it over",)
        return ()

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents by case (in the codebook's order), then name."""
        attributes, marked = self._tables.all_attributes(), self._tables.marked()
        codings, pending = self._tables.coding_counts(), self._tables.pending_counts()
        order = {case.id: number for number, case in enumerate(self.codebook.cases)}
        found = [
            DocumentSummary(
                id=row.id,
                name=row.name,
                format=row.format,
                language=row.language,
                attributes=attributes.get(row.id, {}),
                case=row.case,
                interview=row.interview,
                words=row.words,
                turns=row.turns,
                codings=codings.get(row.id, {}),
                coded_by=tuple(marked.get(row.id, ())),
                pending=pending.get(row.id, 0),
                source_name=row.source_name,
            )
            for row in self._tables.documents()
        ]
        found.sort(key=lambda one: (order.get(one.case or "", len(order)), one.case or "", one.name))
        return tuple(found)

    def document(self, name_or_id: str) -> Document:
        """A document by name or id. Raises CoderError, with near names, if there is none."""
        rows = self._tables.documents()
        for row in rows:
            if name_or_id in (row.id, row.name):
                return self._tables.document(row.id)
        from rapidfuzz import process

        near = process.extractOne(name_or_id, [row.name for row in rows], score_cutoff=75)
        hint = f"did you mean {near[0]}?" if near else "coder documents lists them"
        raise CoderError(f"there is no document {name_or_id!r}", hint=hint)

    def attributes(self, document: str) -> dict[str, str]:
        """Attributes of a document (by id)."""
        return self._tables.attributes(document)

    def codings(
        self,
        document: str | None = None,
        coder: str | None = None,
        code: str | None = None,
        case: str | None = None,
    ) -> tuple[Coding, ...]:
        """Codings in the order of documents and text; ``code`` matches the id and everything below it."""
        return tuple(self._tables.codings(document, coder, code, case))

    def coding(self, identity: str) -> Coding:
        """One coding. Raises CoderError if it is not in the study."""
        found = self._tables.codings_by_id([identity])
        if not found:
            raise CoderError(f"there is no coding {identity}", hint="it may have been removed; undo brings it back")
        return found[0]

    def memo(self, subject: str, target: str) -> str:
        """The memo on a coding, document, code or case; "" if there is none."""
        return self._tables.memo(subject, target)

    def memos(self, subject: str) -> dict[str, str]:
        """All memos on one kind of subject, by what they are on."""
        return self._tables.memos(subject)

    def suggestions(
        self, document: str | None = None, state: SuggestionState = SuggestionState.PENDING
    ) -> tuple[Suggestion, ...]:
        """Suggestions in one state, in the order of documents and text."""
        return tuple(self._tables.suggestions(document, state))

    def recent_codes(self, limit: int = 9) -> tuple[str, ...]:
        """The codes this coder used last, newest first, each once."""
        return tuple(self._tables.recent_codes(self.coder, limit))

    def undo_label(self) -> str | None:
        """What undo would take back, in words."""
        return self._store.journal.undo_label()

    def redo_label(self) -> str | None:
        """What redo would do again, in words."""
        label = self._store.journal.redo_label()
        return label.removeprefix("undo: ") if label else None

    def undo_warning(self) -> str | None:
        """What to ask before undo: the newest edit is another coder's, brings transcripts, or holds many things."""
        entry = self._store.journal.undoable()
        if entry is None:
            return None
        if entry.coder != self.coder:
            return f"{entry.coder} did this, not you: {entry.label}. Undo it?"
        if brings_documents(entry.edit) or extent(entry.edit) > LARGE:
            return f"This takes back much: {entry.label}. Undo it?"
        return None

    def log(self, limit: int | None = None) -> tuple[Entry, ...]:
        """The journal, newest entry first."""
        return tuple(self._store.journal.entries(newest_first=True, limit=limit))

    def place(self, document: str) -> Place | None:
        """Where this coder left a document."""
        found = self._tables.place(self.coder, document)
        return Place(*found) if found else None

    def last_document(self) -> str | None:
        """Id of the document this coder left last."""
        return self._tables.last_document(self.coder)

    def remember(self, document: str, place: Place) -> None:
        """Keep where this coder is in a document; view state, not part of the record."""
        self._store.remember(self.coder, document, place.offset, place.grain, self._now())

    def changed_elsewhere(self) -> bool:
        """Whether another process has written to the study since the last call."""
        return self._store.changed_elsewhere()

    def check(self) -> tuple[str, ...]:
        """Everything wrong with the study file: SQLite, contents, the chain of the journal, journal against tables."""
        return tuple(self._store.problems())

    # ---- transcripts and tables in

    def import_transcripts(
        self,
        paths: Sequence[Path],
        attributes: Mapping[str, str] | None = None,
        table: Path | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Bring in transcripts (directories are walked); a file that is in already is left as it is.

        ``attributes`` go to every file and win over ``table``, which wins over what a file states itself. Files that
        cannot be read are refused with the reason and do not stop the others; what comes in is one edit.
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
            self._perform(edit, f"import {names}{more}", contents=intake.contents)
            for name, data in intake.files.items():
                write_bytes(corpus / name, data, private=True)
        elif intake.attributes:
            documents = len({change.document for change in intake.attributes})
            self._perform(Batch(tuple(intake.attributes)), f"attributes of {_counted(documents, 'document')}")
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
            self._perform(edit, f"import {_counted(len(fresh), 'coding')} from {path.name}")
        unspoken = tuple(
            self._place(coding.document, coding.span)
            for coding in fresh
            if not self._tables.document(coding.document).is_evidence_at(coding.span)
        )
        return CodingsReport(len(fresh), len(found) - len(fresh), unspoken)

    # ---- coding

    def code(
        self,
        document: str,
        span: Span,
        code: str,
        weight: int,
        about: str | None = None,
        tense: Tense = Tense.PRESENT,
    ) -> Coding:
        """Code a span of a document (by id). Raises CoderError for a code, weight or span that cannot be."""
        coding = self._new_coding(document, span, code, weight, BY_HAND, about, tense)
        self._perform(AddCodings((coding,)), f"code {self._describe(coding)}")
        return coding

    def code_many(self, document: str, span: Span, codes: Sequence[tuple[str, int]]) -> tuple[Coding, ...]:
        """Put several (code, weight) on one span, as one edit."""
        found = tuple(
            self._new_coding(document, span, code, weight, BY_HAND, None, Tense.PRESENT) for code, weight in codes
        )
        self._perform(AddCodings(found), f"code {len(found)} codes on {self._place(document, span)}")
        return found

    def _new_coding(
        self, document: str, span: Span, code: str, weight: int, origin: str, about: str | None, tense: Tense
    ) -> Coding:
        coding = Coding(
            str(uuid.uuid4()),
            document,
            span,
            code,
            weight,
            self.coder,
            about,
            tense,
            origin,
            self.revision,
            self._now(),
        )
        return self._valid(coding)

    def _valid(self, coding: Coding) -> Coding:
        """Raises CoderError for a code that cannot be coded, a weight it may not have, a span outside the text."""
        code = self.codebook.code(coding.code)
        if not code.codable:
            raise CoderError(f"{code.id} cannot be coded itself", hint="choose one of the codes below it")
        if coding.weight not in self.codebook.weights(code):
            allowed = ", ".join(map(str, self.codebook.weights(code)))
            raise CoderError(f"{code.id} cannot have the weight {coding.weight}", hint=f"allowed: {allowed}")
        if coding.about is not None and self.codebook.cases:
            self.codebook.case(coding.about)
        self._tables.document(coding.document).quote(coding.span)
        return coding

    def uncode(self, ids: Sequence[str]) -> None:
        """Take codings away, as one edit; undo brings them back with their ids and memos."""
        found = tuple(self._tables.codings_by_id(ids))
        if not found:
            raise CoderError("none of these codings is in the study any more")
        what = self._describe(found[0]) if len(found) == 1 else f"{len(found)} codings"
        self._perform(RemoveCodings(found), f"remove {what}")

    def change(
        self,
        identity: str,
        *,
        span: Span | None = None,
        code: str | None = None,
        weight: int | None = None,
        about: str | Keep | None = KEEP,
        tense: Tense | None = None,
    ) -> Coding:
        """Resize, recode or reweigh a coding, or say whom or when it is about. A recoding is of today's codebook."""
        before = self.coding(identity)
        after = replace(
            before,
            span=span or before.span,
            code=code or before.code,
            weight=before.weight if weight is None else weight,
            about=before.about if isinstance(about, Keep) else about,
            tense=tense or before.tense,
            revision=self.revision if code or weight is not None else before.revision,
        )
        if after == before:
            return before
        self._perform(ChangeCoding(before, self._valid(after)), f"change {self._describe(after)}")
        return after

    def write_memo(self, subject: str, target: str, text: str) -> None:
        """Write, or with "" remove, the memo on a coding, document, code or case."""
        before = self.memo(subject, target)
        if text != before:
            self._perform(WriteMemo(subject, target, before, text), f"memo on a {subject}")

    def set_attribute(self, document: str, name: str, value: str | None) -> None:
        """Set an attribute of a document, or with None take it away. Raises CoderError for a value not allowed."""
        from coder.intake.documents import typed

        shown = self._tables.document(document).name
        after = typed(name, value.strip(), self.codebook, shown) if value and value.strip() else None
        before = self.attributes(document).get(name)
        if after != before:
            self._perform(SetAttribute(document, name, before, after), f"{name} of {shown}: {after or 'not set'}")

    def mark_coded(self, document: str, coded: bool = True) -> None:
        """Declare that this coder has read and coded a document, or take that back."""
        if (self.coder in self._tables.marked().get(document, ())) != coded:
            name = self._tables.document(document).name
            self._perform(MarkCoded(document, self.coder, coded), f"mark {name} as {'' if coded else 'not '}coded")

    # ---- codebook

    def add_code(self, label: str, parent: str = "", definition: str = "") -> Code:
        """A new code from the researcher's words, in the study and in the working copy of the codebook.

        Raises CoderError when the working copy has changes that were not applied yet.
        """
        from coder.codebook.naming import free_id
        from coder.codebook.read import read
        from coder.codebook.render import add_code

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint="apply or undo these changes first")
        before = self._tables.content(self._tables.revision()[1]).decode()
        code_id = free_id(self.codebook, label, parent)
        after = add_code(before, self.codebook_file.name, parent, code_id, label, definition or label)
        read(after, self.codebook_file.name)
        self._replace_codebook(after, f"new code {label!r}")
        return self.codebook.code(code_id)

    def codebook_difference(self) -> tuple[str, ...]:
        """The working copy against the newest revision, one difference a line. Raises CodebookError if it is broken."""
        from coder.codebook.compare import compare
        from coder.codebook.read import read

        return compare(self.codebook, read(read_text(self.codebook_file), str(self.codebook_file)))

    def apply_codebook(self) -> tuple[str, ...]:
        """Take the working copy over as a new revision and return the differences.

        Raises CodebookError if it is broken and CoderError if it would orphan codings.
        """
        from coder.codebook.compare import compare, orphans
        from coder.codebook.read import read
        from coder.codebook.version import precedence

        text = read_text(self.codebook_file)
        new = read(text, str(self.codebook_file))
        if new.id != self.codebook.id:
            raise CoderError(f"the id changed from {self.codebook.id} to {new.id}", hint="keep the id of the codebook")
        if sha256(text.encode()) == self._tables.revision()[1]:
            return ()
        if precedence(new.version) < precedence(self.codebook.version):
            raise CoderError(
                f"the version went back from {self.codebook.version} to {new.version}", hint="raise it instead"
            )
        lost = orphans(self.codebook, new, self._tables.used_codes())
        if lost:
            raise CoderError(f"this would orphan codings of {', '.join(lost)}", hint="say in the history where they go")
        differences = compare(self.codebook, new)
        self._replace_codebook(text, f"codebook {new.version}: {len(differences)} differences")
        return differences

    def _replace_codebook(self, text: str, label: str) -> None:
        data = text.encode()
        _, before = self._tables.revision()
        self._perform(ApplyCodebook(before, sha256(data)), label, contents={sha256(data): data})
        write_bytes(self.codebook_file, data)

    # ---- suggestions

    def suggest(
        self,
        sources: Sequence[str] = ("cues",),
        documents: Sequence[str] | None = None,
        min_confidence: float = 0.0,
        progress: Progress | None = None,
    ) -> SuggestReport:
        """Store suggestions for documents (by id; None: all); those made before, whatever became of them, stay away."""
        from coder.suggest.batch import batch

        ids = list(documents) if documents is not None else [row.id for row in self._tables.documents()]
        by_document: dict[str, int] = {}
        fresh: list[Suggestion] = []
        stream = batch(
            (self._tables.document(identity) for identity in ids),
            self.codebook,
            self.revision,
            known=self._tables.suggestion_ids(),
            coded=lambda document: self._tables.present_codings(document.id),
            sources=sources,
            min_confidence=min_confidence,
        )
        for number, (document, found) in enumerate(stream):
            if progress:
                progress(number, len(ids), document.name)
            by_document[document.name] = len(found)
            fresh.extend(found)
        if progress:
            progress(len(ids), len(ids), "")
        if fresh:
            self._perform(
                AddSuggestions(tuple(fresh)), f"{_counted(len(fresh), 'suggestion')} from {', '.join(sources)}"
            )
        return SuggestReport(len(ids), len(fresh), by_document)

    def accept(self, identity: str, weight: int) -> Coding:
        """Make a suggestion a coding of this coder with the weight they judged. Raises CoderError if decided before."""
        suggestion = self._pending(identity)
        coding = self._new_coding(
            suggestion.document,
            suggestion.span,
            suggestion.code,
            weight,
            f"suggestion:{suggestion.origin}",
            None,
            Tense.PRESENT,
        )
        decision = DecideSuggestion(identity, SuggestionState.PENDING, SuggestionState.ACCEPTED)
        self._perform(Batch((AddCodings((coding,)), decision)), f"accept {self._describe(coding)}")
        return coding

    def reject(self, identity: str) -> None:
        """Turn a suggestion down; it does not come back. Raises CoderError if decided before."""
        suggestion = self._pending(identity)
        label = self._label(suggestion.code)
        self._perform(
            DecideSuggestion(identity, SuggestionState.PENDING, SuggestionState.REJECTED),
            f"reject {label!r} {self._place(suggestion.document, suggestion.span)}",
        )

    def _pending(self, identity: str) -> Suggestion:
        suggestion = self._tables.suggestion(identity)
        if suggestion.state is not SuggestionState.PENDING:
            raise CoderError(f"this suggestion was {suggestion.state.value} before", hint="undo takes that back")
        return suggestion

    # ---- undo

    def undo(self) -> str:
        """Take back the newest edit, whoever made it, and say what it was. Raises CoderError if there is none."""
        entry = self._store.undo(self.coder, self._now())
        self._follow_codebook(entry.edit)
        return entry.label

    def redo(self) -> str:
        """Do again what was undone last and say what it was. Raises CoderError if there is nothing."""
        entry = self._store.redo(self.coder, self._now())
        self._follow_codebook(entry.edit)
        return entry.label.removeprefix("undo: ")

    def _follow_codebook(self, edit: Edit) -> None:
        """After an undone change of the codebook the working copy goes back too, unless it was edited by hand."""
        if isinstance(edit, ApplyCodebook) and self.codebook_file.is_file():
            data = self.codebook_file.read_bytes()
            if sha256(data) == edit.after:
                write_bytes(self.codebook_file, self._tables.content(edit.before))

    # ---- deriving

    def overview(self, table: str | None = None, language: str | None = None) -> Overview:
        """Derive a table (by default the codebook's first) from everything coded so far."""
        codebook = self.codebook
        if table is None and not codebook.tables:
            raise CoderError("the codebook has no table", hint="add one under tables: with its rows")
        wanted = codebook.table(table) if table is not None else codebook.tables[0]
        evidence = self._tables.evidence(codebook.parameters.about_outside == "include")
        return overview(codebook, wanted, evidence, self._tables.coders_of(), self._tables.interviews(), language)

    def trace(self, row: str, case: str, language: str | None = None) -> Trace:
        """Why the cell of a row and case is what it is. Raises CoderError for an unknown row or case."""
        codebook = self.codebook
        wanted = codebook.row(row)
        if codebook.cases and case not in self._tables.interviews():
            codebook.case(case)
        evidence = by_row(codebook, self._tables.evidence(codebook.parameters.about_outside == "include"))
        pieces = [piece for piece in evidence.get(row, ()) if piece.case == case]
        found = profiles(codebook, wanted, pieces, self._tables.coders_of(), codebook.parameters)
        cell = derive(codebook, wanted, found, codebook.parameters, language)
        left_out = leave_one_out(codebook, wanted, found, codebook.parameters)
        interviews = self._tables.interviews().get(case, 0)
        return trace(codebook, wanted, case, cell, found, left_out, interviews, self._quote, language)

    def _quote(self, ids: Iterable[str]) -> tuple[TracedQuotation, ...]:
        rows = {row.id: row for row in self._tables.documents()}
        found = self._tables.codings_by_id(ids)
        memos = self._tables.memos("coding") if found else {}
        by_document: dict[str, list[TracedQuotation]] = defaultdict(list)
        for coding in found:
            document, row = self._tables.document(coding.document), rows[coding.document]
            quoted = quotation(self.codebook, document, row.interview, coding, memos.get(coding.id, ""))
            by_document[row.interview].append(quoted)
        return tuple(quoted for interview in sorted(by_document) for quoted in by_document[interview])

    # ---- writing

    def _perform(self, edit: Edit, label: str, contents: Mapping[str, bytes] | None = None) -> None:
        self._store.perform(edit, label, self.coder, self._now(), contents=contents)

    def _now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    def _describe(self, coding: Coding) -> str:
        return f"{self._label(coding.code)!r} {self._place(coding.document, coding.span)} ({coding.weight:+d})"

    def _label(self, code: str) -> str:
        return self.codebook.text(self.codebook.code(code).label)

    def _place(self, document: str, span: Span) -> str:
        return f"{self._tables.document(document).name}:{span}"


def _content_of(coding: Coding) -> tuple[object, ...]:
    """What makes two imported codings the same."""
    return coding.document, coding.span, coding.code, coding.weight, coding.coder, coding.about, coding.tense


def _make(folders: Iterable[Path]) -> None:
    """Make directories that are missing. Raises StorageError."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"the study cannot be created: {error.strerror}", where=str(folder), hint="choose another directory"
            ) from error


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
