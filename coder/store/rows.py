"""Values to rows and JSON, and back. Pure; the journal's payloads are the JSON of the edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from coder.errors import StorageError
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Suggestion, SuggestionState, Tense
from coder.model.document import TimeMark, Turn
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
    Stamp,
    Suggested,
    UnlinkQuestions,
    WriteMemo,
)
from coder.model.judgement import Judgement, Override, SignOff, Summary
from coder.model.span import Span

if TYPE_CHECKING:
    from coder.model.evaluation import KeptEvaluation

# Names under which edits stand in journals; never rename one that has been released.
KINDS: dict[str, type[Edit]] = {
    "add_documents": AddDocuments,
    "remove_documents": RemoveDocuments,
    "add_codings": AddCodings,
    "remove_codings": RemoveCodings,
    "change_coding": ChangeCoding,
    "write_memo": WriteMemo,
    "set_attribute": SetAttribute,
    "revise_document": ReviseDocument,
    "set_wording": SetWording,
    "mark_coded": MarkCoded,
    "apply_codebook": ApplyCodebook,
    "add_suggestions": AddSuggestions,
    "remove_suggestions": RemoveSuggestions,
    "decide_suggestion": DecideSuggestion,
    "suggested": Suggested,
    "set_override": SetOverride,
    "set_sign_off": SetSignOff,
    "set_summary": SetSummary,
    "link_questions": LinkQuestions,
    "unlink_questions": UnlinkQuestions,
    "refound": Refound,
    "batch": Batch,
}
_NAMES = {kind: name for name, kind in KINDS.items()}

CODING_COLUMNS = 'id, document, start, "end", code, weight, coder, about, tense, origin, revision, created'
SUGGESTION_COLUMNS = (
    'id, document, start, "end", code, weight, confidence, reason, origin, revision, state, calibrated, nearest, about'
)


_NO_IDS: tuple[str, ...] = ()


def to_json(value: object) -> str:
    """JSON of any value of the model; fractions as "1/3"."""
    return msgspec.json.encode(value, enc_hook=_encode).decode()


def _encode(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _decode(kind: type, value: Any) -> Any:
    if kind is Fraction:
        return Fraction(value)
    raise NotImplementedError(kind.__name__)


def edit_to_row(edit: Edit) -> tuple[str, str]:
    """Kind and payload of an edit."""
    if isinstance(edit, Batch):
        return "batch", to_json([edit_to_row(part) for part in edit.edits])
    return _NAMES[type(edit)], to_json(edit)


def edit_from_row(kind: str, payload: str) -> Edit:
    """The edit of a journal line. Raises StorageError when it is none of ours."""
    try:
        if kind == "batch":
            parts = msgspec.json.decode(payload, type=list[tuple[str, str]])
            return Batch(tuple(edit_from_row(*part) for part in parts))
        found: Edit = msgspec.json.decode(payload, type=KINDS[kind], dec_hook=_decode)
    except (KeyError, msgspec.MsgspecError) as error:
        raise StorageError(
            f"the journal holds an edit this program cannot read ({kind})",
            hint="it was made by another version or damaged: coder check",
        ) from error
    return found


def codebook_from_json(text: str) -> Codebook:
    """A parsed codebook as stored beside its revision. Raises msgspec.MsgspecError when the model has changed."""
    return msgspec.json.decode(text, type=Codebook, dec_hook=_decode)


def same_revisions(kept: Sequence[Sequence[object]], told: Sequence[Sequence[object]]) -> bool:
    """Whether rows of the table of revisions say the same, though a program with another model parsed the codebooks."""

    def meaning(row: Sequence[object]) -> tuple[object, ...]:
        return *row[:-1], codebook_from_json(str(row[-1]))

    try:
        return list(map(meaning, kept)) == list(map(meaning, told))
    except msgspec.MsgspecError:  # the form of another model is passed over when it is read; its text is the truth
        return [row[:-1] for row in kept] == [row[:-1] for row in told]


class Structure(msgspec.Struct):
    """Turns, times and pages of a document as they lie in its row."""

    turns: tuple[Turn, ...]
    times: tuple[TimeMark, ...]
    pages: tuple[int, ...] = ()


def structure_from_json(text: str) -> Structure:
    """Turns, times and pages of a document row."""
    return msgspec.json.decode(text, type=Structure)


def judged(over: Judgement, kind: str, value: str) -> Judgement:
    """What lies over a cell, with one more row of the judgement table laid on."""
    match kind:
        case "override":
            return replace(over, override=msgspec.json.decode(value, type=Override))
        case "sign_off":
            return replace(over, sign_off=msgspec.json.decode(value, type=SignOff))
        case _:
            return replace(over, summary=msgspec.json.decode(value, type=Summary))


def coding_to_row(coding: Coding) -> tuple[Any, ...]:
    """In the order of ``CODING_COLUMNS``."""
    return (
        coding.id,
        coding.document,
        coding.span.start,
        coding.span.end,
        coding.code,
        coding.weight,
        coding.coder,
        coding.about,
        coding.tense.value,
        coding.origin,
        coding.revision,
        coding.created,
    )


def coding_from_row(row: tuple[Any, ...]) -> Coding:
    """From the order of ``CODING_COLUMNS``."""
    identity, document, start, end, code, weight, coder, about, tense, origin, revision, created = row
    return Coding(
        identity, document, Span(start, end), code, weight, coder, about, Tense(tense), origin, revision, created
    )


def suggestion_to_row(suggestion: Suggestion) -> tuple[Any, ...]:
    """In the order of ``SUGGESTION_COLUMNS``."""
    return (
        suggestion.id,
        suggestion.document,
        suggestion.span.start,
        suggestion.span.end,
        suggestion.code,
        suggestion.weight,
        suggestion.confidence,
        suggestion.reason,
        suggestion.origin,
        suggestion.revision,
        suggestion.state.value,
        int(suggestion.calibrated),
        to_json(suggestion.nearest),
        suggestion.about,
    )


def suggestion_from_row(row: tuple[Any, ...]) -> Suggestion:
    """From the order of ``SUGGESTION_COLUMNS``."""
    identity, document, start, end, code, weight, confidence, reason, origin, revision, state, *further = row
    calibrated, nearest, about = further
    return Suggestion(
        identity,
        document,
        Span(start, end),
        code,
        weight,
        confidence,
        reason,
        origin,
        revision,
        SuggestionState(state),
        bool(calibrated),
        _NO_IDS if nearest == "[]" else tuple(msgspec.json.decode(nearest, type=list[str])),
        about,
    )


def stamp_from_row(row: tuple[str, str, str, str]) -> Stamp:
    """From signature, share, seed and time."""
    signature, unaided, seed, at = row
    return Stamp(signature, Fraction(unaided), seed, at)


def evaluation_from_row(row: tuple[str, str, str]) -> KeptEvaluation | None:
    """From time, what it was made from, and its figures; None if these were kept by a program with another model."""
    from coder.model.evaluation import Evaluation, KeptEvaluation  # imported here: who codes measures nothing

    at, of, value = row
    try:
        return KeptEvaluation(at, of, msgspec.json.decode(value, type=Evaluation))
    except msgspec.ValidationError:
        return None


def document_to_row(record: DocumentRecord) -> tuple[Any, ...]:
    """Row of the document table up to the columns that follow from its attributes."""
    structure = to_json(Structure(record.turns, record.times, record.pages))
    return (
        record.id,
        record.name,
        record.format,
        record.language,
        record.source_name,
        record.source_sha256,
        record.text_sha256,
        record.words,
        len(record.turns),
        structure,
    )
