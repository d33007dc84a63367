"""Changes to a study: a closed union of invertible values.

Every change of a study is one edit. It carries what it needs to be applied and to be taken back; undo is the
inverse edit, written after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from coder.model.coding import Coding, Suggestion, SuggestionState
from coder.model.document import TimeMark, Turn
from coder.model.guide import QuestionLink
from coder.model.judgement import Override, SignOff, Summary


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document without its text: text and source bytes lie in the study by their SHA-256."""

    id: str
    name: str
    format: str
    language: str
    turns: tuple[Turn, ...]
    times: tuple[TimeMark, ...]
    source_name: str
    source_sha256: str
    text_sha256: str
    words: int
    attributes: dict[str, str]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddDocuments:
    """Transcripts come in, with the attributes known at import."""

    documents: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class RemoveDocuments:
    """Transcripts go out; only undo of an import does this, when nothing hangs on them."""

    documents: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class AddCodings:
    """Passages are coded."""

    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class RemoveCodings:
    """Codings are taken away."""

    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class ChangeCoding:
    """A coding is reweighed, resized, recoded, or its case or tense set; the id stays."""

    before: Coding
    after: Coding


@dataclass(frozen=True, slots=True)
class WriteMemo:
    """The memo on a coding, document, code or case (``subject`` says which) changes; "" is no memo."""

    subject: str
    target: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """An attribute of a document changes; None is not set."""

    document: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ReviseDocument:
    """A document gets another text (corrected, pseudonymised) or other turns; what was coded and suggested moves along.

    ``codings`` and ``suggestions`` hold those that change, as they were and as they are then; attributes stay.
    """

    before: DocumentRecord
    after: DocumentRecord
    codings: tuple[tuple[Coding, Coding], ...] = ()
    suggestions: tuple[tuple[Suggestion, Suggestion], ...] = ()


@dataclass(frozen=True, slots=True)
class SetWording:
    """A corrected text changed the words a coding was made on: ``after`` is what they were, until somebody decides what
    becomes of the coding; None is nothing to decide."""

    coding: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class MarkCoded:
    """A coder declares a document read and coded (or takes that back)."""

    document: str
    coder: str
    coded: bool


@dataclass(frozen=True, slots=True)
class ApplyCodebook:
    """Another text of the codebook becomes the newest revision; both texts lie in the study by hash ("" is none)."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AddSuggestions:
    """A source proposes codings."""

    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class RemoveSuggestions:
    """Proposals are withdrawn."""

    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class DecideSuggestion:
    """A researcher accepts or rejects a proposal, or takes that back."""

    suggestion: str
    before: SuggestionState
    after: SuggestionState


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a document was last asked for suggestions with: ``signature`` is a hash of all that these depend on.

    No suggestions are made for the share ``unaided`` of its contributions, drawn by ``seed``; ``at`` is ISO 8601, UTC.
    """

    signature: str
    unaided: Fraction
    seed: str
    at: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A document was asked for suggestions; what came of it are the edits beside this one. None is never asked."""

    document: str
    before: Stamp | None
    after: Stamp | None


@dataclass(frozen=True, slots=True)
class SetOverride:
    """An analyst sets a cell otherwise than derived, renews that, or takes it back; None is no override."""

    row: str
    case: str
    before: Override | None
    after: Override | None


@dataclass(frozen=True, slots=True)
class SetSignOff:
    """An analyst signs a cell off or takes that back; None is not signed."""

    row: str
    case: str
    before: SignOff | None
    after: SignOff | None


@dataclass(frozen=True, slots=True)
class SetSummary:
    """The analyst's summary of a cell changes; None is no summary."""

    row: str
    case: str
    before: Summary | None
    after: Summary | None


@dataclass(frozen=True, slots=True)
class LinkQuestions:
    """Questions of the interview guide were asked in documents; each is linked to a document once."""

    links: tuple[QuestionLink, ...]


@dataclass(frozen=True, slots=True)
class UnlinkQuestions:
    """Questions were not asked after all."""

    links: tuple[QuestionLink, ...]


@dataclass(frozen=True, slots=True)
class Refound:
    """The journal was told anew: names gave way to pseudonyms, or came back. Nothing else is changed by this entry.

    ``round`` is the entry's part of the key file. Undo stops at a ``barrier``; ``pseudonyms`` were given by then, so
    that none is given twice.
    """

    round: str
    pseudonyms: tuple[str, ...] = ()
    barrier: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits that happen, and are undone, as one."""

    edits: tuple[Edit, ...]


Edit = (
    AddDocuments
    | RemoveDocuments
    | AddCodings
    | RemoveCodings
    | ChangeCoding
    | WriteMemo
    | SetAttribute
    | ReviseDocument
    | SetWording
    | MarkCoded
    | ApplyCodebook
    | AddSuggestions
    | RemoveSuggestions
    | DecideSuggestion
    | Suggested
    | SetOverride
    | SetSignOff
    | SetSummary
    | LinkQuestions
    | UnlinkQuestions
    | Refound
    | Batch
)


def invert(edit: Edit) -> Edit:
    """The edit that takes this one back: applying both leaves the study as it was."""
    match edit:
        case AddDocuments(documents):
            return RemoveDocuments(documents)
        case RemoveDocuments(documents):
            return AddDocuments(documents)
        case AddCodings(codings):
            return RemoveCodings(codings)
        case RemoveCodings(codings):
            return AddCodings(codings)
        case AddSuggestions(suggestions):
            return RemoveSuggestions(suggestions)
        case RemoveSuggestions(suggestions):
            return AddSuggestions(suggestions)
        case MarkCoded():
            return replace(edit, coded=not edit.coded)
        case ChangeCoding():
            return replace(edit, before=edit.after, after=edit.before)
        case WriteMemo():
            return replace(edit, before=edit.after, after=edit.before)
        case SetAttribute():
            return replace(edit, before=edit.after, after=edit.before)
        case ReviseDocument(before, after, codings, suggestions):
            return ReviseDocument(
                after,
                before,
                tuple((new, old) for old, new in codings),
                tuple((new, old) for old, new in suggestions),
            )
        case SetWording():
            return replace(edit, before=edit.after, after=edit.before)
        case ApplyCodebook():
            return replace(edit, before=edit.after, after=edit.before)
        case DecideSuggestion():
            return replace(edit, before=edit.after, after=edit.before)
        case Suggested():
            return replace(edit, before=edit.after, after=edit.before)
        case SetOverride():
            return replace(edit, before=edit.after, after=edit.before)
        case SetSignOff():
            return replace(edit, before=edit.after, after=edit.before)
        case SetSummary():
            return replace(edit, before=edit.after, after=edit.before)
        case LinkQuestions(links):
            return UnlinkQuestions(links)
        case UnlinkQuestions(links):
            return LinkQuestions(links)
        case Refound():
            return edit
        case Batch(edits):
            return Batch(tuple(invert(part) for part in reversed(edits)))


def says_what_was_asked(edit: Edit) -> bool:
    """Whether documents get or lose a stamp with it."""
    return any(map(says_what_was_asked, edit.edits)) if isinstance(edit, Batch) else isinstance(edit, Suggested)


def on_stamps(edit: Edit, stamps: dict[str, Stamp]) -> Edit:
    """The edit made on documents that have these ``stamps``, by id, whatever they had when it was made first; those
    that it leaves are put into ``stamps``."""
    if isinstance(edit, Batch):
        return Batch(tuple(on_stamps(part, stamps) for part in edit.edits))
    if not isinstance(edit, Suggested):
        return edit
    before = stamps.pop(edit.document, None)
    if edit.after is not None:
        stamps[edit.document] = edit.after
    return replace(edit, before=before)


def extent(edit: Edit) -> int:
    """How many documents, codings, suggestions or other things an edit touches."""
    match edit:
        case AddDocuments(items) | RemoveDocuments(items):
            return len(items)
        case AddCodings(items) | RemoveCodings(items):
            return len(items)
        case AddSuggestions(items) | RemoveSuggestions(items):
            return len(items)
        case LinkQuestions(items) | UnlinkQuestions(items):
            return len(items)
        case Batch(edits):
            return sum(map(extent, edits))
        case _:
            return 1


def brings_documents(edit: Edit) -> bool:
    """Whether transcripts come in or go out with it, or another text for one that stays."""
    if isinstance(edit, Batch):
        return any(map(brings_documents, edit.edits))
    if isinstance(edit, ReviseDocument):
        return edit.before.text_sha256 != edit.after.text_sha256
    return isinstance(edit, AddDocuments | RemoveDocuments)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. ``reverts`` is the entry this one takes back; ``hash`` chains to ``previous``."""

    seq: int
    id: str
    at: str
    coder: str
    label: str
    edit: Edit
    reverts: int | None
    previous: str
    hash: str
