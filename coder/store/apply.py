"""One edit, written into the tables. The journal and undo both go through here, and nothing else writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from coder.derive.evidence import collapse, whole_turns
from coder.derive.voices import speakers, voice
from coder.errors import StorageError
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Suggestion
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
    LinkQuestions,
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
    Suggested,
    UnlinkQuestions,
    WriteMemo,
)
from coder.model.judgement import Override, SignOff, Summary
from coder.store import passages
from coder.store.of_codings import Cluster
from coder.store.rows import (
    CODING_COLUMNS,
    SUGGESTION_COLUMNS,
    coding_to_row,
    document_to_row,
    suggestion_to_row,
    to_json,
)
from coder.store.tables import Tables

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
            _add_suggestions(tables, suggestions)
        case RemoveSuggestions(suggestions):
            db.executemany("DELETE FROM suggestion WHERE id = ?", [(suggestion.id,) for suggestion in suggestions])
        case DecideSuggestion(suggestion, _, state):
            _one(db.execute("UPDATE suggestion SET state = ? WHERE id = ?", [state.value, suggestion]), suggestion)
        case Suggested():
            _stamp(tables, edit)
        case SetOverride(row, case_id, earlier, later):
            _judge(tables, ("override", row, case_id), earlier, later)
        case SetSignOff(row, case_id, earlier, later):
            _judge(tables, ("sign_off", row, case_id), earlier, later)
        case SetSummary(row, case_id, earlier, later):
            _judge(tables, ("summary", row, case_id), earlier, later)
        case LinkQuestions(links):
            for link in links:
                asked = [link.document, link.question, link.start]
                _one(db.execute("INSERT OR IGNORE INTO asked VALUES (?, ?, ?)", asked), f"{link.question} as not asked")
        case UnlinkQuestions(links):
            for link in links:
                query = "DELETE FROM asked WHERE document = ? AND question = ? AND start IS ?"
                _one(db.execute(query, [link.document, link.question, link.start]), f"{link.question} as asked there")
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
    _add_suggestions(tables, (new for _, new in edit.suggestions))
    if after.text_sha256 != edit.before.text_sha256:
        db.execute("DELETE FROM passage WHERE document = ?", [after.id])
        if after.words <= passages.MOST_AT_ONCE:
            passages.add(db, after.id, passages.read(tables.content(after.text_sha256).decode(errors="replace")))


def _add_suggestions(tables: Tables, suggestions: Iterable[Suggestion]) -> None:
    tables.db.executemany(
        f"INSERT INTO suggestion ({SUGGESTION_COLUMNS}) VALUES ({_marks(14)})",  # noqa: S608 - constants
        map(suggestion_to_row, suggestions),
    )


def _stamp(tables: Tables, edit: Suggested) -> None:
    document, before, after = edit.document, edit.before, edit.after
    if before is not None:
        query = "DELETE FROM suggested WHERE document = ? AND signature = ?"
        _one(tables.db.execute(query, [document, before.signature]), f"what {document} was asked for suggestions with")
    if after is not None:
        row = [document, after.signature, str(after.unaided), after.seed, after.at]
        added = tables.db.execute("INSERT OR IGNORE INTO suggested VALUES (?, ?, ?, ?, ?)", row)
        _one(added, f"{document} as not asked for suggestions")


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
    before, placed = tables.db.execute('SELECT voices, "case" FROM document WHERE id = ?', [document]).fetchone()
    tables.db.execute(
        'UPDATE document SET "case" = ?, interview = coalesce(?, name), voices = ? WHERE id = ?',
        [case, interview, voices, document],
    )
    if (voices is None) != (before is None):
        _place_codings(tables, document, by_speaker)
    if (voices is None) != (before is None) or case != placed:  # what speaks of one cell may be another's now
        _recount(tables, tables.clusters_in(document))


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
    codebook = tables.codebook_in(sha)
    first = tables.db.execute("SELECT 1 FROM revision LIMIT 1").fetchone() is None
    before = codebook if first else tables.codebook()
    number = tables.db.execute("SELECT coalesce(max(number), 0) + 1 FROM revision").fetchone()[0]
    tables.db.execute("INSERT INTO revision VALUES (?, ?, ?, ?)", [number, sha, codebook.version, to_json(codebook)])
    if (before.case_attribute, before.attributes) != (codebook.case_attribute, codebook.attributes):
        for (document,) in tables.db.execute("SELECT id FROM document").fetchall():
            _place_document(tables, document, codebook)
    touched = _resolve_anew(tables, codebook)
    _recount(tables, touched if _collapses(before) == _collapses(codebook) else tables.clusters(None))


def _collapses(codebook: Codebook) -> tuple[str, dict[str, str]]:
    """How doubles collapse, and the codes of the rows in which they collapse otherwise."""
    usual = codebook.parameters.collapse
    own = ((row.code, codebook.parameters_of(row).collapse) for row in codebook.rows)
    return usual, {code: collapse for code, collapse in own if collapse != usual}


def _resolve_anew(tables: Tables, codebook: Codebook) -> list[Cluster]:
    """Codes and levels of today for every coding; what comes back is where something may have come or gone."""
    db, versions, changed, names = tables.db, tables.versions(), [], set[str]()
    kinds = db.execute("SELECT DISTINCT code, weight, revision, resolved, level FROM coding").fetchall()
    for code, weight, revision, *before in kinds:
        now = _resolved(code, weight, versions[revision], codebook)
        if now != tuple(before):
            changed.append((code, weight, revision, *now))
            names.update(name for name in (before[0], now[0]) if name is not None)
    if not changed:
        return []
    # One pass over the codings, however many kinds of them lead elsewhere.
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS leads "
        "(code, weight, revision, resolved, level, PRIMARY KEY (code, weight, revision)) WITHOUT ROWID"
    )
    db.execute("DELETE FROM leads")
    db.executemany("INSERT INTO leads VALUES (?, ?, ?, ?, ?)", changed)
    db.execute(
        "UPDATE coding SET (resolved, level) = (SELECT resolved, level FROM leads WHERE leads.code = coding.code "
        "AND leads.weight = coding.weight AND leads.revision = coding.revision) "
        "WHERE (code, weight, revision) IN (SELECT code, weight, revision FROM leads)"
    )
    return db.execute(
        "SELECT DISTINCT document, coder, resolved FROM coding WHERE resolved IN (SELECT value FROM json_each(?))",
        [to_json(sorted(names))],
    ).fetchall()


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


def recount(tables: Tables) -> None:
    """Say for every coding of the study whether it counts as evidence."""
    _recount(tables, tables.clusters(None))


def _recount(tables: Tables, clusters: Iterable[Cluster]) -> None:
    """Say for every coding of these clusters whether it counts as evidence: spoken by a respondent, of the present,
    and the strongest of its sign among those it overlaps that speak of its case for its interview (method 2.1).
    """
    listed = list(clusters)
    if not listed:
        return
    codebook = tables.codebook()
    codes = {code for _, _, code in listed}
    whole = {code for code in codes if codebook.parameters_by_code(code).collapse == "turn"}
    rows = tables.db.execute(
        "SELECT key, about, voice, start, \"end\", level, coding.id, spoken = 1 AND tense = 'present', counts "
        "FROM json_each(?) CROSS JOIN coding "  # CROSS: each cluster is looked up, however many codings there are
        "ON document = value ->> 0 AND coder = value ->> 1 AND resolved = value ->> 2",
        [to_json(listed)],
    )
    cases = dict(tables.db.execute('SELECT id, "case" FROM document').fetchall())
    spans = []
    other: set[str] = set()
    for cluster, about, voice_, start, end, level, identity, may, counts in rows.fetchall():
        document = listed[cluster][0]
        if may and listed[cluster][2] in whole:
            start, end = whole_turns(tables.document(document).turns, start, end)
        if may:
            spans.append(((cluster, about or cases[document], voice_), start, end, level, identity))
        if counts:
            other.add(identity)
    other ^= collapse(spans)
    if other:
        tables.db.execute(
            "UPDATE coding SET counts = 1 - counts WHERE id IN (SELECT value FROM json_each(?))",
            [to_json(sorted(other))],
        )
