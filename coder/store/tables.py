"""Reading the study: rows into values. SQL groups and orders; whatever decides is Python."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from coder.errors import CoderError, StorageError
from coder.model.codebook import Codebook
from coder.model.coding import Suggestion, SuggestionState
from coder.model.document import Document
from coder.model.edit import DocumentRecord, Stamp
from coder.model.judgement import Judgement
from coder.model.span import Span
from coder.store import passages
from coder.store.for_derivation import ForDerivation, names_of
from coder.store.of_codings import OfCodings
from coder.store.rows import (
    SUGGESTION_COLUMNS,
    codebook_from_json,
    evaluation_from_row,
    judged,
    stamp_from_row,
    structure_from_json,
    suggestion_from_row,
)

if TYPE_CHECKING:
    from coder.model.evaluation import KeptEvaluation

KEPT_DOCUMENTS = 64


class DocumentRow(NamedTuple):
    """A document as lists need it, without its text."""

    id: str
    name: str
    format: str
    language: str
    source_name: str
    source_sha256: str
    words: int
    turns: int
    case: str | None
    interview: str
    voices: tuple[str, ...] = ()  # of a group discussion in which each speaker is an interview


class Tables(OfCodings, ForDerivation):
    """The present state of a study over one connection. What was read of documents and codebook revisions is kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self._codebooks: dict[str, Codebook] = {}
        self._documents: dict[str, tuple[int, Document]] = {}  # with its edition

    def forget(self) -> None:
        """Read documents and codebook anew when they are asked for."""
        self._codebooks.clear()
        self._documents.clear()

    def content(self, sha: str) -> bytes:
        """The bytes of that hash. Raises StorageError if the study has lost them."""
        row = self.db.execute("SELECT bytes FROM content WHERE sha256 = ?", [sha]).fetchone()
        if row is None and self.withdrawn(sha):
            raise StorageError(
                f"the content {sha[:12]} holds names and was withdrawn", hint="coder pseudonymise --restore"
            )
        if row is None:
            raise StorageError(f"the study has lost the content {sha[:12]}", hint="bring back a copy from your backup")
        found: bytes = row[0]
        return found

    def withdrawn(self, sha: str) -> bool:
        """Whether the bytes of that hash hold names and lie in the key file since they were pseudonymised."""
        return self.db.execute("SELECT 1 FROM withdrawn WHERE sha256 = ?", [sha]).fetchone() is not None

    # ---- codebook

    def revision(self) -> tuple[int, str]:
        """Number and SHA-256 of the newest revision of the codebook."""
        row = self.db.execute("SELECT number, sha256 FROM revision ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            raise StorageError("the study has no codebook", hint="coder init makes a study with one")
        return int(row[0]), str(row[1])

    def codebook(self) -> Codebook:
        """The newest codebook; read from YAML once, then from the form kept beside its text."""
        return self.codebook_in(self.revision()[1])

    def codebook_in(self, sha: str) -> Codebook:
        """The codebook in the content of that hash. Raises CodebookError if it is none."""
        if sha not in self._codebooks:
            kept = self.db.execute("SELECT parsed FROM revision WHERE sha256 = ? LIMIT 1", [sha]).fetchone()
            try:
                found = codebook_from_json(kept[0]) if kept is not None else None
            except msgspec.MsgspecError:  # kept by a program with another model; the text is the truth
                found = None
            if found is None:
                from coder.codebook.read import read

                found = read(self.content(sha).decode(), "codebook")
            self._codebooks[sha] = found
        return self._codebooks[sha]

    def versions(self) -> dict[int, str]:
        """Version of the codebook by revision number."""
        return dict(self.db.execute("SELECT number, version FROM revision").fetchall())

    def revision_texts(self) -> list[tuple[int, str, str]]:
        """Number, SHA-256 of the text and version of every revision of the codebook, oldest first."""
        return self.db.execute("SELECT number, sha256, version FROM revision ORDER BY number").fetchall()

    # ---- documents

    def documents(self) -> list[DocumentRow]:
        """Every document, by name."""
        rows = self.db.execute(
            'SELECT id, name, format, language, source_name, source_sha256, words, turns, "case", interview, voices '
            "FROM document ORDER BY name"
        )
        return [DocumentRow(*row)._replace(voices=names_of(row[-1])) for row in rows]

    def made_of(self) -> dict[str, str]:
        """A hash of text, turns, language and case of every document, by id."""
        rows = self.db.execute('SELECT id, text_sha256, structure, language, "case" FROM document')
        return {row[0]: sha256(repr(row).encode()).hexdigest() for row in rows}

    def voices(self, document: str) -> tuple[str, ...]:
        """The speakers of a group discussion, of whom each is an interview; none of any other document."""
        found = self.db.execute("SELECT voices FROM document WHERE id = ?", [document]).fetchone()
        return names_of(found[0]) if found else ()

    def voices_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Whose interview each of these codings belongs to, by coding id; only those of group discussions."""
        rows = self.db.execute(
            "SELECT id, voice FROM coding WHERE voice IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            [msgspec.json.encode(list(ids)).decode()],
        )
        return dict(rows.fetchall())

    def document(self, identity: str) -> Document:
        """A document with its text and turns. Raises CoderError for an unknown id."""
        found = self.db.execute("SELECT edition FROM document WHERE id = ?", [identity]).fetchone()
        if found is None:
            raise CoderError(f"the study has no document {identity}", hint="coder documents lists them")
        if identity not in self._documents or self._documents[identity][0] != found[0]:
            self._documents.pop(identity, None)
            row = self.db.execute(
                "SELECT id, name, format, language, source_name, source_sha256, text_sha256, structure "
                "FROM document WHERE id = ?",
                [identity],
            ).fetchone()
            structure = structure_from_json(row[7])
            if len(self._documents) >= KEPT_DOCUMENTS:
                self._documents.pop(next(iter(self._documents)))
            document = Document(
                id=row[0],
                name=row[1],
                format=row[2],
                language=row[3],
                text=self.content(row[6]).decode(),
                turns=structure.turns,
                times=structure.times,
                source_name=row[4],
                source_sha256=row[5],
                text_sha256=row[6],
                pages=structure.pages,
            )
            self._documents[identity] = found[0], document
        return self._documents[identity][1]

    def record(self, identity: str) -> DocumentRecord:
        """A document as an edit holds it. Raises CoderError for an unknown id."""
        document = self.document(identity)
        (words,) = self.db.execute("SELECT words FROM document WHERE id = ?", [identity]).fetchone()
        return DocumentRecord(
            id=document.id,
            name=document.name,
            format=document.format,
            language=document.language,
            turns=document.turns,
            times=document.times,
            source_name=document.source_name,
            source_sha256=document.source_sha256,
            text_sha256=document.text_sha256,
            words=words,
            attributes=self.attributes(identity),
            pages=document.pages,
        )

    def wordings(self) -> dict[str, str]:
        """Codings whose words a corrected text changed, with what these were, by coding id; until it is decided."""
        return dict(self.db.execute("SELECT coding, words FROM wording").fetchall())

    def attributes(self, document: str) -> dict[str, str]:
        """Attributes of a document by name."""
        rows = self.db.execute("SELECT name, value FROM attribute WHERE document = ? ORDER BY name", [document])
        return dict(rows.fetchall())

    def all_attributes(self) -> dict[str, dict[str, str]]:
        """Attributes of every document that has some, by document id."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for document, name, value in self.db.execute("SELECT document, name, value FROM attribute ORDER BY name"):
            found[document][name] = value
        return found

    def marked(self) -> dict[str, list[str]]:
        """Coders who declared a document coded, by document id."""
        found: dict[str, list[str]] = defaultdict(list)
        for document, coder in self.db.execute("SELECT document, coder FROM marked ORDER BY coder"):
            found[document].append(coder)
        return found

    def pending_counts(self) -> list[tuple[str, str, int | None, int, int]]:
        """Document id, code, weight and revision of suggestions that wait, and how many of each there are."""
        query = "SELECT document, code, weight, revision, count(*) FROM suggestion WHERE state = 'pending' "
        return self.db.execute(query + "GROUP BY 1, 2, 3, 4").fetchall()

    def begins(self, phrase: str) -> Mapping[str, Sequence[Span] | None] | None:
        """Where a folded phrase may begin, as ``passages.begins`` says."""
        return passages.begins(self.db, phrase)

    # ---- memos, suggestions

    def memos(self, subject: str) -> dict[str, str]:
        """Memos on one kind of subject, by what they are on."""
        return dict(self.db.execute("SELECT target, text FROM memo WHERE subject = ?", [subject]).fetchall())

    def memo(self, subject: str, target: str) -> str:
        """One memo, "" if there is none."""
        row = self.db.execute("SELECT text FROM memo WHERE subject = ? AND target = ?", [subject, target]).fetchone()
        return row[0] if row else ""

    def suggestions(self, document: str | None, state: SuggestionState) -> list[Suggestion]:
        """Suggestions in one state, in the order of documents and text."""
        rows = self.db.execute(
            f"SELECT {SUGGESTION_COLUMNS} FROM suggestion WHERE state = ? "  # noqa: S608 - constants
            'AND (? IS NULL OR document = ?) ORDER BY document, start, "end", confidence DESC, code',
            [state.value, document, document],
        )
        return [suggestion_from_row(row) for row in rows]

    def suggestions_in(self, document: str) -> list[Suggestion]:
        """All suggestions for a document, whatever became of them, in the order of the text."""
        rows = self.db.execute(
            f"SELECT {SUGGESTION_COLUMNS} FROM suggestion WHERE document = ? "  # noqa: S608 - constants
            "AND state IN ('pending', 'accepted', 'rejected') ORDER BY start, \"end\", code, id",
            [document],
        )
        return [suggestion_from_row(row) for row in rows]

    def suggestion(self, identity: str) -> Suggestion:
        """One suggestion. Raises CoderError for an unknown id."""
        row = self.db.execute(
            f"SELECT {SUGGESTION_COLUMNS} FROM suggestion WHERE id = ?",  # noqa: S608 - constants
            [identity],
        ).fetchone()
        if row is None:
            raise CoderError(f"the study has no suggestion {identity}", hint="coder suggest makes them")
        return suggestion_from_row(row)

    def suggestion_ids(self) -> set[str]:
        """Ids of all suggestions ever made, whatever became of them."""
        return {row[0] for row in self.db.execute("SELECT id FROM suggestion")}

    def any_calibrated(self) -> bool:
        """Whether the number of any suggestion, whatever became of it, says how often such ones are right."""
        return self.db.execute("SELECT 1 FROM suggestion WHERE calibrated = 1 LIMIT 1").fetchone() is not None

    def stamps(self) -> dict[str, Stamp]:
        """What documents were last asked for suggestions with, by document id; only those that were asked."""
        rows = self.db.execute("SELECT document, signature, unaided, seed, at FROM suggested ORDER BY at, document")
        return {document: stamp_from_row((signature, *rest)) for document, signature, *rest in rows}

    def evaluation(self) -> KeptEvaluation | None:
        """What suggestions were measured at last; None if never, or by a program that measured otherwise."""
        row = self.db.execute('SELECT at, "of", value FROM evaluation').fetchone()
        return evaluation_from_row(row) if row else None

    def judgements(self) -> dict[tuple[str, str], Judgement]:
        """What analysts laid over cells, by row and case."""
        found: dict[tuple[str, str], Judgement] = {}
        for kind, row, case, value in self.db.execute('SELECT kind, "row", "case", value FROM judgement'):
            found[row, case] = judged(found.get((row, case), Judgement()), kind, value)
        return found

    def place(self, coder: str, document: str) -> tuple[int, str] | None:
        """Offset and grain at which a coder left a document."""
        row = self.db.execute(
            'SELECT "offset", grain FROM place WHERE coder = ? AND document = ?', [coder, document]
        ).fetchone()
        return (row[0], row[1]) if row else None

    def last_document(self, coder: str) -> str | None:
        """The document a coder left last."""
        row = self.db.execute("SELECT document FROM place WHERE coder = ? ORDER BY at DESC LIMIT 1", [coder]).fetchone()
        return row[0] if row else None

    def view(self, coder: str, name: str) -> str | None:
        """A setting of a coder's screen, or None if it was never kept."""
        row = self.db.execute("SELECT value FROM view WHERE coder = ? AND name = ?", [coder, name]).fetchone()
        return row[0] if row else None
