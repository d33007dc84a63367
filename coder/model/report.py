"""What a study tells about its documents and about the work it has just done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.errors import CoderError
from coder.model.document import Role, interview_of
from coder.model.evaluation import Figures


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as lists show it: its attributes, size and how far coding has come.

    ``codings`` counts by coder, ``coded_by`` names who marked it as coded, ``pending`` counts suggestions waiting.
    ``voices`` are the speakers of a group discussion in which each is an interview.
    """

    id: str
    name: str
    format: str
    language: str
    attributes: Mapping[str, str]
    case: str | None
    interview: str
    words: int
    turns: int
    codings: Mapping[str, int]
    coded_by: tuple[str, ...]
    pending: int
    source_name: str
    voices: tuple[str, ...] = ()

    @property
    def interviews(self) -> tuple[str, ...]:
        """The interviews it holds: one, or one of every voice."""
        return tuple(interview_of(self.interview, voice) for voice in self.voices) or (self.interview,)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a document as what, in how many turns and words; "" is nobody."""

    name: str
    role: Role
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How often one coder coded with one code in one interview about one case.

    ``code`` is the code as it is called today; the code as coded where the history leads nowhere.
    """

    code: str
    case: str | None
    interview: str
    coder: str
    codings: int


@dataclass(frozen=True, slots=True)
class Imported:
    """One transcript that is in the study now.

    ``unchanged`` if it was before and nothing about it is new; ``attributes`` are those newly set on a document that
    was in already; ``missing`` are those that the codebook requires and nobody has given; ``codings`` came in with it.
    """

    path: str
    document: str
    turns: int
    words: int
    unchanged: bool
    warnings: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    codings: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought in, which files it had to refuse with the reason, and which it passed over.

    ``passed_over`` are files below the directories walked that are no transcripts the program reads; ``codes`` are new
    in the codebook, for codings made in another tool; ``notes`` are what else there is to say of these.
    """

    imported: tuple[Imported, ...]
    refused: tuple[CoderError, ...]
    passed_over: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """The first words of a turn."""

    speaker: str
    role: Role
    words: str


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an import would make of a document: how its file was read, who speaks and begins how, what is stated.

    ``encoding`` is "" for formats that are no text files; ``known`` if the document is in already, whereof little else
    is said.
    """

    path: str
    document: str
    format: str = ""
    encoding: str = ""
    confidence: float = 1.0
    language: str = ""
    words: int = 0
    speakers: tuple[Speaker, ...] = ()
    begins: tuple[Speech, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would bring in, refuse with the reason, and pass over; ``notes`` are what else there is to say."""

    documents: tuple[Previewed, ...]
    refused: tuple[CoderError, ...]
    passed_over: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingsReport:
    """What a codings table brought in: ``added`` codings, ``known`` ones that were in already, and the places of
    those among the added that touch no respondent speech and so never count as evidence."""

    added: int
    known: int
    unspoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """How many documents were wanted and how many new suggestions stored, by document name.

    ``unchanged`` documents were passed over: asked the same before. ``withdrawn`` counts what waited and is proposed no
    more, ``reopened`` rejections that hold no longer, since the code reads otherwise. ``sources`` are those that were
    used; on each suggestion stands how often such ones are right where ``calibrated``, and ``expected`` is how good
    they were on the interviews learned from, each held out. ``least`` is how likely a suggestion had to be (0 to 1;
    None: cues, or the most likely ones, whatever they are). ``notes`` are to be told.
    """

    documents: int
    added: int
    by_document: Mapping[str, int]
    unchanged: int = 0
    withdrawn: int = 0
    reopened: int = 0
    sources: tuple[str, ...] = ()
    calibrated: bool = False
    least: float | None = None
    expected: Figures | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder left a document: code point offset and grain of the cursor."""

    offset: int
    grain: str
