"""Segments: the stretches of a document for which codes are proposed, and what researchers said of each (pure).

Studies are coded in sentences or in whole contributions. The grain is the one that a study's codings lie closer to; a
long contribution is cut at its paragraphs, and those at sentences, so that a segment is something to read at a glance.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder.language.boundaries import paragraphs, sentences
from coder.model.coding import SUGGESTED, Coding, Suggestion
from coder.model.document import Document, Role, Turn
from coder.model.span import Span

LONGEST = 1500  # characters of a segment that is a contribution; longer ones are cut


class Grain(StrEnum):
    """What a segment is."""

    SENTENCE = "sentence"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a document, its words and who speaks; ``turn`` is the offset at which the contribution begins."""

    span: Span
    text: str
    role: Role
    turn: int


@dataclass(frozen=True, slots=True)
class SegmentedInterview:
    """A document as sources of suggestions see it: its segments in order. ``case`` is whom it speaks for, if known."""

    document: str
    language: str
    segments: tuple[Segment, ...]
    case: str | None = None


@dataclass(frozen=True, slots=True)
class CodedInterview:
    """An interview and, for each of its segments, the codings on it and the codes rejected there.

    ``read`` is how many of the segments, from the first, the researchers have read by themselves: what is not coded
    among them is not about any code.
    """

    interview: SegmentedInterview
    codings: tuple[tuple[Coding, ...], ...]
    rejected: tuple[frozenset[str], ...]
    read: int

    @property
    def rows(self) -> tuple[int, ...]:
        """The segments of which something is known, in order: those read and, of those behind, each single one on which
        a suggestion was decided. What was passed over on the way there says nothing.

        Who decided had the whole passage before their eyes and could have given it any code, so it counts as read: a
        code that nobody gave it does not apply. That is an assumption; a ridge solved for all codes at once, as that of
        the learned source is, cannot leave open what nobody said of one code (nor does teaching one judgement).
        """
        behind = range(self.read, len(self.interview.segments))
        return (*range(self.read), *(place for place in behind if self.codings[place] or self.rejected[place]))


def grain_of(documents: Iterable[tuple[Document, Sequence[Coding]]]) -> Grain:
    """The grain that the codings lie closer to; contributions where they lie equally close, or where there are none."""
    votes = 0
    for document, codings in documents:
        turns = contributions(document)
        several: dict[int, bool] = {}  # whether a contribution has more than one sentence
        for coding in codings:
            at = bisect_right(turns, coding.span.start, key=lambda turn: turn.span.end)
            if at == len(turns) or not turns[at].span.overlaps(coding.span):
                continue
            turn = turns[at].span
            if at not in several:
                several[at] = len(sentences(document.text, turn.start, turn.end, document.language)) > 1
            if several[at]:
                votes += 1 if 2 * len(coding.span) >= min(len(turn), LONGEST) else -1
    return Grain.SENTENCE if votes < 0 else Grain.TURN


def cut(document: Document, grain: Grain, case: str | None = None) -> SegmentedInterview:
    """A document in segments, all voices alike: whose words are worth coding, the sources learn from the role."""
    found = tuple(
        Segment(span, document.text[span.start : span.end], turn.role, turn.span.start)
        for turn in contributions(document)
        for span in _pieces(document, turn.span, grain)
    )
    return SegmentedInterview(document.id, document.language, found, case)


def coded(
    interview: SegmentedInterview, codings: Iterable[Coding], rejected: Iterable[Suggestion], whole: bool
) -> CodedInterview:
    """What researchers said of an interview. A coding is on the segments of which it covers half, or which hold half of
    it. ``whole``: the document is marked as coded; otherwise it counts as read up to the last segment that was coded by
    hand. Deciding on a suggestion far on in a document is not reading what stands before it, nor is the other code that
    somebody gave to words where a suggestion was wrong."""
    of_segment: list[list[Coding]] = [[] for _ in interview.segments]
    refused: list[set[str]] = [set() for _ in interview.segments]
    for coding in codings:
        for place in places(interview, coding.span):
            of_segment[place].append(coding)
    for one in rejected:
        for place in places(interview, one.span):
            refused[place].add(one.code)
    read = len(interview.segments)
    while not whole and read and (refused[read - 1] or not _by_hand(of_segment[read - 1])):
        read -= 1
    return CodedInterview(interview, tuple(map(tuple, of_segment)), tuple(map(frozenset, refused)), read)


def _by_hand(codings: Iterable[Coding]) -> bool:
    """Whether any of them does not come from a suggestion."""
    return any(not one.origin.startswith(SUGGESTED) for one in codings)


def places(interview: SegmentedInterview, span: Span) -> list[int]:
    """The segments that a span is about: it covers half of them, or they hold half of it; and the first of those that
    share most with it, so that what begins in one long contribution and ends in the next is not about neither."""
    segments = interview.segments
    found, most, shares = [], 0, 0
    for place in range(max(0, bisect_right(segments, span.start, key=lambda one: one.span.start) - 1), len(segments)):
        other = segments[place].span
        if other.start >= span.end:
            break
        shared = min(span.end, other.end) - max(span.start, other.start)
        if shared > shares:
            most, shares = place, shared
        if shared > 0 and 2 * shared >= min(len(span), len(other)):
            found.append(place)
    if shares and most not in found:
        insort(found, most)
    return found


def contributions(document: Document) -> Sequence[Turn]:
    """The turns; a text without any is cut at its paragraphs, each as if said by a respondent."""
    if document.turns or not document.text:
        return document.turns
    return [Turn(span, "", Role.RESPONDENT) for span in paragraphs(document.text, 0, len(document.text))]


def _pieces(document: Document, span: Span, grain: Grain) -> Iterator[Span]:
    """A contribution in segments of the grain, none longer than ``LONGEST`` unless a sentence is."""
    if grain is Grain.TURN:
        if len(span) <= LONGEST:
            if not document.text[span.start : span.end].isspace():
                yield span
            return
        for part in paragraphs(document.text, span.start, span.end):
            if len(part) <= LONGEST:
                yield part
            else:
                yield from _gathered(sentences(document.text, part.start, part.end, document.language))
        return
    yield from sentences(document.text, span.start, span.end, document.language)


def _gathered(spans: Sequence[Span]) -> Iterator[Span]:
    """Sentences put together up to ``LONGEST`` characters."""
    start = end = -1
    for span in spans:
        if start >= 0 and span.end - start > LONGEST:
            yield Span(start, end)
            start = span.start
        elif start < 0:
            start = span.start
        end = span.end
    if start >= 0:
        yield Span(start, end)
