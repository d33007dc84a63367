"""One edit, written into the tables. The journal and undo both go through here, and nothing else writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from coder.derive.evidence import strongest
from coder.derive.voices import speakers, voice
from coder.errors import StorageError
from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.document import BY_SPEAKER, VOICES, Document
from coder.model.edit import (
    AddCodings,
    AddDocuments,
    AddSuggestions,
    ApplyCodebook,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    DocumentRecord,
    Edit,
    MarkCoded,
    Refound,
    RemoveCodings,
    RemoveDocuments,
    RemoveSuggestions,
    ReviseDocument,
    SetAttribute,
    SetOverride,
    SetSignOff,
    SetSummary,
    SetWording,
    WriteMemo,
)
from coder.model.judgement import Override, SignOff, Summary
from coder.model.span import Span
from coder.store import passages
from coder.store.rows import (
    CODING_COLUMNS,
    SUGGESTION_COLUMNS,
    coding_to_row,
    document_to_row,
    suggestion_to_row,
    to_json,
)
from coder.store.tables import Cluster, Tables

Judged = Override | SignOff | Summary


def apply(tables: Tables, edit: Edit) -> None:
    """Write one edit. Runs inside the caller's transaction. Raises StorageError if the rows do not fit the edit."""
    db = tables.db
    match edit:
        case AddDocuments(documents):
            for record in documents:
                _add_document(tables, record)
            if sum(record.words for record in documents) <= passages.MOST_AT_ONCE:
                for record in documents:
                    text = tables.content(record.text_sha256).decode(errors="replace")
                    passages.add(tables.db, record.id, passages.read(text))
        case RemoveDocuments(documents):
            for record in documents:
                _one(db.execute("DELETE FROM document WHERE id = ?", [record.id]), record.name)
        case AddCodings(codings):
            _add_codings(tables, codings)
        case RemoveCodings(codings):
            clusters = tables.clusters([coding.id for coding in codings])
            for coding in codings:
                _one(db.execute("DELETE FROM coding WHERE id = ?", [coding.id]), coding.id)
            _recount(tables, clusters)
        case ChangeCoding(before, after):
            clusters = tables.clusters([before.id])
            _one(db.execute("DELETE FROM coding WHERE id = ?", [before.id]), before.id)
            _add_codings(tables, (after,))
            _recount(tables, clusters)
        case WriteMemo(subject, target, _, after):
            _write_memo(tables, subject, target, after)
        case SetAttribute(document, name, _, after):
            _set_attribute(tables, document, name, after)
        case ReviseDocument():
            _revise(tables, edit)
        case SetWording(coding, _, words):
            db.execute("DELETE FROM wording WHERE coding = ?", [coding])
            if words is not None:
                db.execute("INSERT INTO wording VALUES (?, ?)", [coding, words])
        case MarkCoded(document, coder, coded):
            verb = (
                "INSERT OR IGNORE INTO marked VALUES (?, ?)"
                if coded
                else ("DELETE FROM marked WHERE document = ? AND coder = ?")
            )
            db.execute(verb, [document, coder])
        case ApplyCodebook(_, after):
            _apply_codebook(tables, after)
        case AddSuggestions(suggestions):
            db.executemany(
                f"INSERT INTO suggestion ({SUGGESTION_COLUMNS}) VALUES ({_marks(11)})",  # noqa: S608 - constants
                map(suggestion_to_row, suggestions),
            )
        case RemoveSuggestions(suggestions):
            db.executemany("DELETE FROM suggestion WHERE id = ?", [(suggestion.id,) for suggestion in suggestions])
        case DecideSuggestion(suggestion, _, state):
            _one(db.execute("UPDATE suggestion SET state = ? WHERE id = ?", [state.value, suggestion]), suggestion)
        case SetOverride(row, case_id, earlier, later):
            _judge(tables, ("override", row, case_id), earlier, later)
        case SetSignOff(row, case_id, earlier, later):
            _judge(tables, ("sign_off", row, case_id), earlier, later)
        case SetSummary(row, case_id, earlier, later):
            _judge(tables, ("summary", row, case_id), earlier, later)
        case Refound():
            db.execute("UPDATE document SET edition = edition + 1")  # whoever has read one reads it again
        case Batch(edits):
            for part in edits:
                apply(tables, part)


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _one(cursor: sqlite3.Cursor, what: str) -> None:
    if cursor.rowcount != 1:
        raise StorageError(f"the study no longer holds {what}", hint="reopen the study; coder check says more")


def _add_document(tables: Tables, record: DocumentRecord) -> None:
    tables.db.execute(
        f"INSERT INTO document VALUES ({_marks(14)})",  # noqa: S608 - a constant
        (*document_to_row(record), None, record.name, 0, None),
    )
    for name, value in record.attributes.items():
        _set_attribute(tables, record.id, name, value)


def _revise(tables: Tables, edit: ReviseDocument) -> None:
    """Another text or other turns, then every coding and suggestion of the document as it is on these."""
    db, after = tables.db, edit.after
    identity, name, *columns = document_to_row(after)
    _one(
        db.execute(
            "UPDATE document SET edition = edition + 1, name = ?, format = ?, language = ?, source_name = ?, "
            "source_sha256 = ?, text_sha256 = ?, words = ?, turns = ?, structure = ? WHERE id = ? AND text_sha256 = ?",
            [name, *columns, identity, edit.before.text_sha256],
        ),
        f"that text of {name}",
    )
    _place_document(tables, after.id, tables.codebook())
    moved = {old.id: new for old, new in edit.codings}
    codings = [moved.get(coding.id, coding) for coding in tables.codings(document=after.id)]
    clusters = tables.clusters([coding.id for coding in codings])
    db.execute("DELETE FROM coding WHERE document = ?", [after.id])
    _add_codings(tables, codings)
    _recount(tables, clusters)
    for old, _ in edit.suggestions:
        _one(db.execute("DELETE FROM suggestion WHERE id = ?", [old.id]), old.id)
    db.executemany(
        f"INSERT INTO suggestion ({SUGGESTION_COLUMNS}) VALUES ({_marks(11)})",  # noqa: S608 - constants
        (suggestion_to_row(new) for _, new in edit.suggestions),
    )
    if after.text_sha256 != edit.before.text_sha256:
        db.execute("DELETE FROM passage WHERE document = ?", [after.id])
        if after.words <= passages.MOST_AT_ONCE:
            passages.add(db, after.id, passages.read(tables.content(after.text_sha256).decode(errors="replace")))


def _set_attribute(tables: Tables, document: str, name: str, value: str | None) -> None:
    if value is None:
        tables.db.execute("DELETE FROM attribute WHERE document = ? AND name = ?", [document, name])
    else:
        tables.db.execute("INSERT OR REPLACE INTO attribute VALUES (?, ?, ?)", [document, name, value])
    _place_document(tables, document, tables.codebook())


def _place_document(tables: Tables, document: str, codebook: Codebook) -> None:
    """Case and interview of a document follow from its attributes; kept in its row so that SQL can group by them."""
    attributes = tables.attributes(document)
    by_kind = {attribute.kind: attributes.get(attribute.id) for attribute in codebook.attributes}
    case = by_kind.get("case") or attributes.get(codebook.case_attribute)
    interview = by_kind.get("id") or attributes.get("interview")
    by_speaker = attributes.get(VOICES, "").casefold() == BY_SPEAKER
    voices = to_json(speakers(tables.document(document).turns)) if by_speaker else None
    (before,) = tables.db.execute("SELECT voices FROM document WHERE id = ?", [document]).fetchone()
    tables.db.execute(
        'UPDATE document SET "case" = ?, interview = coalesce(?, name), voices = ? WHERE id = ?',
        [case, interview, voices, document],
    )
    if (voices is None) != (before is None):
        _place_codings(tables, document, by_speaker)


def _place_codings(tables: Tables, identity: str, by_speaker: bool) -> None:
    """Whose interview each coding of a document belongs to, after that became the speaker's or the document's."""
    codings = tables.codings(document=identity)
    if codings:
        document = tables.document(identity)
        tables.db.executemany(
            "UPDATE coding SET voice = ? WHERE id = ?",
            [(_voice(document, coding) if by_speaker else None, coding.id) for coding in codings],
        )


def _voice(document: Document, coding: Coding) -> str | None:
    """Whose interview a coding belongs to, in a document in which every speaker has one."""
    from coder.language.boundaries import word_count  # imported here: only group discussions need it

    return voice(document.turns, document.text, coding.span, word_count)


def _write_memo(tables: Tables, subject: str, target: str, text: str) -> None:
    if text:
        tables.db.execute("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", [subject, target, text])
    else:
        tables.db.execute("DELETE FROM memo WHERE subject = ? AND target = ?", [subject, target])


def _judge(tables: Tables, place: tuple[str, str, str], before: Judged | None, after: Judged | None) -> None:
    """Replace what an analyst laid over a cell; refused when that is not what the edit was made on."""
    kind, row, case = place
    what = f"that {kind.replace('_', '-')} of {row} and {case}"
    if before is not None:
        query = 'DELETE FROM judgement WHERE kind = ? AND "row" = ? AND "case" = ? AND value = ?'
        _one(tables.db.execute(query, [*place, to_json(before)]), what)
    if after is not None:
        _one(tables.db.execute("INSERT OR IGNORE INTO judgement VALUES (?, ?, ?, ?)", [*place, to_json(after)]), what)


def _apply_codebook(tables: Tables, sha: str) -> None:
    from coder.codebook.read import read

    codebook = read(tables.content(sha).decode(), "codebook")
    first = tables.db.execute("SELECT 1 FROM revision LIMIT 1").fetchone() is None
    before = codebook if first else tables.codebook()
    number = tables.db.execute("SELECT coalesce(max(number), 0) + 1 FROM revision").fetchone()[0]
    tables.db.execute("INSERT INTO revision VALUES (?, ?, ?, ?)", [number, sha, codebook.version, to_json(codebook)])
    if (before.case_attribute, before.attributes) != (codebook.case_attribute, codebook.attributes):
        for (document,) in tables.db.execute("SELECT id FROM document").fetchall():
            _place_document(tables, document, codebook)
    touched = _resolve_anew(tables, codebook)
    _recount(tables, touched if before.parameters.collapse == codebook.parameters.collapse else tables.clusters(None))


def _resolve_anew(tables: Tables, codebook: Codebook) -> set[Cluster]:
    """Codes and levels of today for every coding; what comes back is where something came or went."""
    versions, touched, changed = tables.versions(), set[Cluster](), []
    found: dict[tuple[str, int, int], tuple[str | None, int]] = {}
    rows = tables.db.execute("SELECT code, weight, revision, resolved, level, id, document, coder FROM coding")
    for code, weight, revision, resolved, level, identity, document, coder in rows.fetchall():
        coded = code, weight, revision
        if coded not in found:
            found[coded] = _resolved(code, weight, versions[revision], codebook)
        if found[coded] != (resolved, level):
            changed.append((*found[coded], identity))
            touched.update((document, coder, name) for name in (resolved, found[coded][0]) if name is not None)
    tables.db.executemany("UPDATE coding SET resolved = ?, level = ? WHERE id = ?", changed)
    return touched


def _resolved(code: str, weight: int, version: str, codebook: Codebook) -> tuple[str | None, int]:
    from coder.codebook.resolve import resolve  # imported here: reading an overview needs none of it

    found = resolve(code, weight, version, codebook)
    return found.code, found.weight


def _add_codings(tables: Tables, codings: Iterable[Coding]) -> None:
    codebook, versions = tables.codebook(), tables.versions()
    document: Document | None = None
    voiced = False
    rows = []
    for coding in sorted(codings, key=lambda coding: coding.document):
        if document is None or document.id != coding.document:
            document, voiced = tables.document(coding.document), bool(tables.voices(coding.document))
        document.quote(coding.span)
        spoken = document.is_evidence_at(coding.span)
        whose = _voice(document, coding) if voiced else None
        resolved = _resolved(coding.code, coding.weight, versions[coding.revision], codebook)
        rows.append((*coding_to_row(coding), *resolved, int(spoken), whose))
    tables.db.executemany(
        f"INSERT INTO coding ({CODING_COLUMNS}, resolved, level, spoken, voice, counts) "  # noqa: S608 - constants
        f"VALUES ({_marks(16)}, 0)",
        rows,
    )
    _recount(tables, {(row[1], row[6], row[12]) for row in rows if row[12] is not None})


def _recount(tables: Tables, clusters: Iterable[Cluster]) -> None:
    """Say for every coding of these clusters whether it counts as evidence: spoken by a respondent, of the present,
    and the strongest among those of its sign that it overlaps (method 2.1)."""
    params = tables.codebook().parameters
    for document, coder, code in clusters:
        found = tables.db.execute(
            "SELECT start, \"end\", level, id, spoken = 1 AND tense = 'present', counts FROM coding "
            "WHERE document = ? AND coder = ? AND resolved = ?",
            [document, coder, code],
        ).fetchall()
        counted: set[str] = set()
        for sign in (-1, 0, 1):
            spans = [row[:4] for row in found if row[4] and (row[2] > 0) - (row[2] < 0) == sign]
            if params.collapse == "turn":
                spans = [_whole_turns(tables.document(document), *span) for span in spans]
            counted.update(strongest(spans))
        tables.db.executemany(
            "UPDATE coding SET counts = ? WHERE id = ?",
            [(int(row[3] in counted), row[3]) for row in found if (row[3] in counted) != bool(row[5])],
        )


def _whole_turns(document: Document, start: int, end: int, level: int, identity: str) -> tuple[int, int, int, str]:
    span = Span(start, end)
    touched = [turn.span for turn in document.turns if turn.span.overlaps(span)] or [span]
    return min(start, touched[0].start), max(end, touched[-1].end), level, identity
