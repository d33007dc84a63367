"""Plain text -> speaker turns.

What stands above the first label, and Markdown headings, are notes: nobody's testimony, but visible as turns.
Lines without a label belong to the speaker who is talking. A text in which nobody is named counts as one
respondent's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coder.formats import roles
from coder.formats.blanks import found_in, lines_with_words
from coder.formats.labels import Label, Speakers, asks, doubts, speaker_labels, stamps
from coder.formats.marked_lines import marked_lines
from coder.formats.plain_talk import plain_talk
from coder.formats.timed_lines import timed_lines
from coder.model.document import Role, TimeMark, Turn
from coder.model.span import Span

_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*$", re.MULTILINE)

_SHOWN = re.compile(r"[^\n]")
_LINE_NUMBER = re.compile(r"^[^\S\n]{0,9}(\d{1,6})[.:)]?[^\S\n]", re.MULTILINE)

NOBODY = ""
NUMBERED = "the lines are numbered: the numbers stand within the words"
NO_SPEAKERS = "no speakers found: the whole text counts as one respondent's"


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks where in a text: turns in order, without overlap; times; what had to be assumed."""

    turns: tuple[Turn, ...]
    times: tuple[TimeMark, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text from ``start`` to ``end`` said by ``speaker``, or a note where that is None."""

    start: int
    end: int
    speaker: str | None


def turns(text: str, headings: Iterable[Span] = (), first_line: int = 1) -> Turns:
    """The turns of ``text`` (line ends ``\\n``); ``headings`` are further whole lines that are nobody's words.

    ``first_line`` is the line of the file where the text begins, for warnings.
    """
    headings = list(headings)
    if not headings and (plain := plain_talk(text)) is not None:
        spoken, assumed = plain
        return Turns(spoken, (), assumed)
    return any_turns(text, headings, first_line)


def any_turns(text: str, headings: Sequence[Span] = (), first_line: int = 1) -> Turns:
    """The same, whatever the text is: by all rules, line by line."""
    stated = roles.legend(text)
    timed = timed_lines(text)
    titles = _merged(headings)
    notes = _merged(
        [*(Span(*found.span()) for found in (_HEADING.finditer(text) if "#" in text else ())), *titles, *timed.notes]
    )
    speakers = speaker_labels(_blanked(text, titles), stated)
    if timed.outweighs(len(speakers.labels)):
        speakers = Speakers(timed.labels)
    if not speakers.labels and (marked := marked_lines(text, stated)):
        speakers = Speakers(marked)
    labels = [label for label in speakers.labels if not _inside(label.start, notes)]
    doubtful = [label for label in speakers.doubtful if not _inside(label.start, notes)]
    unnamed = _unnamed(text, labels, stated)
    stretches = list(_stretches(text, [*labels, *unnamed], notes, unnamed=bool(unnamed)))
    if all(stretch.speaker is None for stretch in stretches):  # labels without any words are no conversation
        labels, stretches = [], list(_stretches(text, [], notes))
    speeches = [
        roles.Speech(stretch.speaker, text[stretch.start : stretch.end])
        for stretch in stretches
        if stretch.speaker is not None
    ]
    by_speaker, warnings = roles.assign(speeches, stated)
    if not labels:
        warnings = (NO_SPEAKERS,)
    else:
        if unnamed:
            warnings = (f"only {labels[0].speaker} is named: lines without a name count as the respondent's",)
        if _lines_are_numbered(text, labels):
            warnings += (NUMBERED,)
        warnings += doubts(list(_doubtful(text, labels, doubtful, first_line)))
    return Turns(
        tuple(_turn(stretch, by_speaker.get(stretch.speaker or "", Role.RESPONDENT)) for stretch in stretches),
        timed.with_times(stamps(text, () if speakers.labels is timed.labels else labels)),
        warnings,
    )


def _unnamed(text: str, labels: Sequence[Label], stated: Mapping[str, Role]) -> list[Label]:
    """Where somebody without a name goes on after the line of an interviewer who alone is named.

    Only if lines without a name are more than those with: else the interviewer's own words run over.
    """
    if not labels or len({label.key for label in labels}) > 1 or not asks(labels[0], stated):
        return []
    starts = {label.start for label in labels}
    ends = [text.find("\n", label.words) for label in labels]
    lines = lines_with_words(text)
    if lines <= 2 * len(labels) + 1:
        return []
    return [Label(end, end, NOBODY, alone=False) for end in ends if end >= 0 and end + 1 not in starts]


def _lines_are_numbered(text: str, labels: Sequence[Label]) -> bool:
    """Whether most lines of what is said begin with a number one higher than the line above."""
    numbers = [int(found[1]) for found in found_in(_LINE_NUMBER, text)]
    counted = sum(1 for above, number in pairwise(numbers) if number == above + 1)
    lines = lines_with_words(text)
    return counted > len(labels) and counted * 5 >= lines * 4


def _doubtful(
    text: str, labels: Sequence[Label], doubtful: Sequence[Label], line: int
) -> Iterator[tuple[str, str, str]]:
    """Line, name and running speaker of each doubtful label; ``line`` is the number of the first line."""
    at = 0
    for label in doubtful:
        line += text.count("\n", at, label.start)
        at = label.start
        before = bisect_right(labels, at, key=lambda earlier: earlier.start)
        yield f"line {line}", label.speaker, labels[before - 1].speaker if before else ""


def _turn(stretch: _Stretch, role: Role) -> Turn:
    span = Span(stretch.start, stretch.end)
    return Turn(span, "", Role.NOTE) if stretch.speaker is None else Turn(span, stretch.speaker, role)


def _trimmed(text: str, stretch: _Stretch) -> _Stretch | None:
    """The stretch without white space at its ends, or None when nothing is left."""
    words = text[stretch.start : stretch.end]
    bare = words.lstrip()
    if not bare:
        return None
    start = stretch.start + len(words) - len(bare)
    return _Stretch(start, start + len(bare.rstrip()), stretch.speaker)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, overlapping ones as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1].union(span)
        else:
            merged.append(span)
    return merged


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with blanks in place of nobody's words: a title ``Interview: 7`` is no line of a header."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += (text[at : span.start], _SHOWN.sub(" ", text[span.start : span.end]))
        at = span.end
    return "".join((*parts, text[at:])) if parts else text


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, offset, key=lambda span: span.start)
    return before > 0 and offset < spans[before - 1].end


def _stretches(
    text: str, labels: Sequence[Label], notes: Sequence[Span], *, unnamed: bool = False
) -> Iterator[_Stretch]:
    """What is said, and the notes, without white space around them; ``unnamed``: the first words are somebody's."""
    for cut in _cut(text, labels, notes, unnamed=unnamed):
        if stretch := _trimmed(text, cut):
            yield stretch


def _cut(text: str, labels: Sequence[Label], notes: Sequence[Span], *, unnamed: bool) -> Iterator[_Stretch]:
    """The text cut at labels and notes; after a note the speaker goes on."""
    speaker: str | None = None if labels and not unnamed else ""
    head = labels[0].start if labels and not unnamed else 0
    if head:
        yield _Stretch(0, head, None)
    cuts: list[tuple[int, int, str | None]] = [(label.start, label.words, label.speaker) for label in labels]
    cuts += [(note.start, note.end, None) for note in notes if note.start >= head]
    at = head
    for start, end, named in sorted(cuts, key=lambda cut: cut[:2]):
        if start > at:
            yield _Stretch(at, start, speaker)
        if named is None:
            yield _Stretch(start, end, None)
        else:
            speaker = named
        at = max(at, end)
    if at < len(text):
        yield _Stretch(at, len(text), speaker)
