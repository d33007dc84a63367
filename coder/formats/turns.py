"""Plain text -> speaker turns.

What stands above the first label, and Markdown headings, are notes: nobody's testimony, but visible as turns.
Lines without a label belong to the speaker who is talking. A text in which nobody is named counts as one
respondent's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.formats import roles
from coder.formats.labels import Label, doubts, speaker_labels, stamps
from coder.model.document import Role, TimeMark, Turn
from coder.model.span import Span

_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*$", re.MULTILINE)

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
    stated = roles.legend(text)
    notes = _merged([*(Span(*found.span()) for found in _HEADING.finditer(text)), *headings])
    speakers = speaker_labels(text, stated)
    labels = [label for label in speakers.labels if not _inside(label.start, notes)]
    doubtful = [label for label in speakers.doubtful if not _inside(label.start, notes)]
    stretches = list(_stretches(text, labels, notes))
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
        warnings += doubts(list(_doubtful(text, labels, doubtful, first_line)))
    return Turns(
        tuple(_turn(stretch, by_speaker.get(stretch.speaker or "", Role.RESPONDENT)) for stretch in stretches),
        stamps(text, labels),
        warnings,
    )


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


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, offset, key=lambda span: span.start)
    return before > 0 and offset < spans[before - 1].end


def _stretches(text: str, labels: Sequence[Label], notes: Sequence[Span]) -> Iterator[_Stretch]:
    """What is said, and the notes, without white space around them."""
    for cut in _cut(text, labels, notes):
        if stretch := _trimmed(text, cut):
            yield stretch


def _cut(text: str, labels: Sequence[Label], notes: Sequence[Span]) -> Iterator[_Stretch]:
    """The text cut at labels and notes; after a note the speaker goes on."""
    speaker: str | None = None if labels else ""
    head = labels[0].start if labels else 0
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
