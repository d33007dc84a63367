"""A transcript: its text as the file said it, and who speaks where."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat

from coder.errors import CoderError
from coder.model.span import Span

VOICES, BY_SPEAKER = "voices", "speakers"  # the attribute that makes each speaker an interview, and its one value


class Role(StrEnum):
    """What a stretch of text is in the interview."""

    RESPONDENT = "respondent"
    INTERVIEWER = "interviewer"
    NOTE = "note"  # headings, headers, remarks of the transcriber: nobody's testimony


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted contribution; ``span`` holds the words, without the speaker label."""

    span: Span
    speaker: str
    role: Role


def turns_in(
    starts: Sequence[int], ends: Sequence[int], speakers: Sequence[str], roles: Sequence[Role]
) -> tuple[Turn, ...]:
    """Many turns at once, each of some length, as ``Turn(Span(start, end), speaker, role)`` makes them one by one: a
    corpus has hundreds of thousands, and most of the time to make one goes into its frozen fields."""
    spans = tuple(map(Span.__new__, repeat(Span, len(starts))))
    turns = tuple(map(Turn.__new__, repeat(Turn, len(starts))))
    _fill(spans, start=starts, end=ends)
    _fill(turns, span=spans, speaker=speakers, role=roles)
    return turns


def _fill(values: Sequence[object], **fields: Sequence[object]) -> None:
    for name, column in fields.items():
        if values:
            deque(map(getattr(type(values[0]), name).__set__, values, column), maxlen=0)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """From code point ``offset`` on, the recording stands at ``start_ms`` (milliseconds)."""

    offset: int
    start_ms: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage coded in another tool: its code there (a path of labels from the top), who coded it, its memo.

    ``words`` are those that the tool kept of it where they are not those of the span, and so leave something to decide.
    """

    span: Span
    code: tuple[str, ...]
    coder: str = ""
    memo: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a format reads from a file, before it belongs to a study.

    ``text`` has ``\\n`` line ends and is otherwise what the file said (no normalisation); ``turns`` lie in it in
    order without overlap; ``attributes`` are those the file itself states; ``pages`` are the offsets at which its pages
    begin, in order, empty where the format has none. ``name`` tells the documents of one file apart, "" where a file is
    one document; if it is ``named``, that is its whole name, else it follows that of the file. ``highlights`` are
    codings made in the tool that wrote the file, ``codes`` all codes of that project with their definitions, by their
    path of labels, and ``origin`` is how codings name the tool. ``encoding`` and ``confidence`` tell how a text file
    was decoded.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    times: tuple[TimeMark, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    name: str = ""
    highlights: tuple[Highlight, ...] = ()
    named: bool = False
    codes: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    origin: str = ""
    encoding: str = ""
    confidence: float = 1.0


def interview_of(interview: str, voice: str | None) -> str:
    """What the interview of a voice in a group discussion is called; without one that of the document."""
    return interview if voice is None else f"{interview}/{voice}"


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript in a study as it is now; a corrected text or other turns are an edit. ``source_sha256`` is the hash
    of the file's bytes."""

    id: str
    name: str
    format: str
    language: str
    text: str
    turns: tuple[Turn, ...]
    times: tuple[TimeMark, ...]
    source_name: str
    source_sha256: str
    text_sha256: str
    pages: tuple[int, ...] = ()

    def quote(self, span: Span) -> str:
        """The words of a span. Raises CoderError when it leaves the text."""
        if span.end > len(self.text):
            raise CoderError(
                f"the span {span} lies outside the text of {len(self.text)} characters",
                where=self.name,
                hint="check the offsets against the imported text",
            )
        return self.text[span.start : span.end]

    def turn_near(self, offset: int) -> int | None:
        """Index of the turn that holds ``offset`` or, between turns, the last before it; None before the first."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.span.start) - 1
        return index if index >= 0 else None

    def is_evidence_at(self, span: Span) -> bool:
        """Whether the span touches respondent speech; a text without turns counts as one respondent's."""
        if not self.turns:
            return True
        index = max(0, bisect_right(self.turns, span.start, key=lambda turn: turn.span.start) - 1)
        for turn in self.turns[index:]:
            if turn.span.start >= span.end:
                break
            if turn.role is Role.RESPONDENT and turn.span.overlaps(span):
                return True
        return False

    def time_at(self, offset: int) -> int | None:
        """Milliseconds into the recording at ``offset``, or None if the transcript has no times before it."""
        index = bisect_right(self.times, offset, key=lambda mark: mark.offset) - 1
        return self.times[index].start_ms if index >= 0 else None

    def page_at(self, offset: int) -> int | None:
        """Number (from 1) of the page that holds ``offset``, or None if the file had no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def place_at(self, offset: int) -> str:
        """Where ``offset`` stands, as locators print it: ``p. 3`` in a file with pages, as papers quote, else the
        number of the paragraph."""
        page = self.page_at(offset)
        return str(self.paragraph_at(offset)) if page is None else f"p. {page}"

    def paragraph_at(self, offset: int) -> int:
        """Number (from 1) of the non-blank line that holds ``offset``."""
        before = self.text[:offset].split("\n")
        return sum(1 for line in before[:-1] if line.strip()) + 1
