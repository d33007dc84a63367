"""Timed cues (WebVTT, SubRip) -> a transcript of turns.

Both formats are read line by line here and not with a package: ``srt`` 3.5 is still busy after ten seconds with 2 kB of
digits or 20 kB of blank lines, and ``webvtt-py`` 0.6 silently leaves out malformed cues and words after a blank line.
The tests compare with both on files that are well formed.

Consecutive cues of one speaker become one line ``Name: words words``; a turn's span leaves the label out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coder.errors import UnreadableError
from coder.formats import roles
from coder.formats.decode import require_few_lines
from coder.formats.labels import doubts, speaker_labels
from coder.formats.turns import NO_SPEAKERS
from coder.model.document import Role, TimeMark, Transcript, Turn
from coder.model.span import Span

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"[ \t]{{0,9}}{_CLOCK}[ \t]{{0,9}}-->[ \t]{{0,9}}{_CLOCK}(?:[ \t]|$)")
_BROKEN_TIMES = re.compile(r"[ \t]{0,9}\d[^<>\n]{0,40}-->")

_NUMBER = re.compile("[0-9]{1,9}")  # of a cue

_CHINESE = re.compile("[\u2e80-\u30ff\u31c0-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
_QUOTES = "“”‘’…—·"
_TOLD = 3  # places of what there are many of


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from ``start_ms`` on: the non-blank lines of a cue; ``line`` is its time line, from 1."""

    start_ms: int
    end_ms: int
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a cue by one speaker (None: not said who), on one line; ``start_ms`` where the cue begins."""

    speaker: str | None
    words: str
    start_ms: int | None


def lines_of(text: str, name: str) -> list[str]:
    """The lines of a file of cues. Raises UnreadableError for more of them, or of voices, than can be kept."""
    require_few_lines(text.count("\n") + text.count("<v"), name)
    return text.split("\n")


def read_cues(lines: Sequence[str], name: str) -> Iterator[Cue]:
    """The cues in ``lines``; blank out beforehand what is no cue. Raises UnreadableError with the line."""
    starts = list(_time_lines(lines, name))
    if not starts:
        raise UnreadableError("there are no cues in it", where=name, hint="cues begin 00:01:02.000 --> 00:01:05.000")
    ends = [_before(lines, at) for at, _, _ in starts[1:]] + [len(lines)]
    for number, line in enumerate(lines[: _before(lines, starts[0][0])], start=1):
        if line.strip():
            raise UnreadableError("words before the first cue", where=f"{name}:{number}", hint="give them a time line")
    for (at, start_ms, end_ms), end in zip(starts, ends, strict=True):
        _refuse_lost_number(lines, at, end, name)
        said = tuple(stripped for line in lines[at + 1 : end] if (stripped := line.strip()))
        yield Cue(start_ms, end_ms, at + 1, said)


def backward(cues: Iterable[Cue]) -> tuple[str, ...]:
    """One warning for the cues that end before they begin, with the first places."""
    lines = [str(cue.line) for cue in cues if cue.end_ms < cue.start_ms]
    if not lines:
        return ()
    if len(lines) == 1:
        return (f"line {lines[0]}: the cue ends before it begins; its beginning counts",)
    places = ", ".join(lines[:_TOLD]) + ", ..." * (len(lines) > _TOLD)
    return (f"{len(lines)} cues end before they begin; their beginnings count: lines {places}",)


def _refuse_lost_number(lines: Sequence[str], at: int, end: int, name: str) -> None:
    """Refuse a number among the words of the cue at time line ``at`` that is missing from the numbers of the cues."""
    number = lines[at - 1].strip() if at else ""
    coming = lines[end].strip() if end < len(lines) else ""
    missing = {str(int(number) + 1)} if _NUMBER.fullmatch(number) else set()
    if _NUMBER.fullmatch(coming):
        missing.add(str(int(coming) - 1))
    for index in range(at + 2, end):
        lost = lines[index].strip()
        if lost in missing and lost not in (number, coming):
            raise UnreadableError(
                f"cue {lost} has no time line",
                where=f"{name}:{index + 1}",
                hint="write 00:01:02.000 --> 00:01:05.000 below its number",
            )


def join(parts: Iterable[str]) -> str:
    """Words in one line: with a space between them, but none between Chinese characters."""
    joined = ""
    for part in parts:
        joined += _gap(joined, part) + part
    return joined


def transcript(pieces: Sequence[Piece], notes: Sequence[str], name: str, warnings: tuple[str, ...]) -> Transcript:
    """The transcript of ``pieces``; ``notes`` stand above it as a note. Raises UnreadableError without words."""
    stated = roles.legend("\n\n".join(notes))
    named, unsure = _named([piece for piece in pieces if piece.words], stated)
    if not named:
        raise UnreadableError("the cues hold no words", where=name, hint="is it the right file?")
    written = _Writer()
    if notes:
        written.add_note("\n\n".join(notes))
    for speaker, said in groupby(named, key=lambda piece: piece.speaker or ""):
        written.add_turn(speaker, list(said))
    text = "".join(written.parts)
    by_speaker, assumed = roles.assign(
        [roles.Speech(who, text[span.start : span.end]) for span, who in written.spans if who is not None], stated
    )
    if not any(by_speaker):
        assumed, unsure = (NO_SPEAKERS,), ()
    turns = tuple(Turn(span, who or "", Role.NOTE if who is None else by_speaker[who]) for span, who in written.spans)
    return Transcript(text, turns, tuple(written.times), warnings=warnings + assumed + unsure)


class _Writer:
    """The text as it grows, with the places of turns and times in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spans: list[tuple[Span, str | None]] = []
        self.times: list[TimeMark] = []
        self.length = 0

    def add_note(self, note: str) -> None:
        self.spans.append((Span(0, len(note)), None))
        self._add(note + "\n\n")

    def add_turn(self, speaker: str, pieces: Sequence[Piece]) -> None:
        if self.length and not self.parts[-1].endswith("\n"):
            self._add("\n")
        if speaker:
            self._add(f"{speaker}: ")
        start, before = self.length, ""
        for piece in pieces:
            self._add(_gap(before, piece.words))
            if piece.start_ms is not None:
                self.times.append(TimeMark(self.length, piece.start_ms))
            self._add(piece.words)
            before = piece.words
        self.spans.append((Span(start, self.length), speaker))

    def _add(self, part: str) -> None:
        if part:
            self.parts.append(part)
            self.length += len(part)


def _time_lines(lines: Sequence[str], name: str) -> Iterator[tuple[int, int, int]]:
    """Index, start and end, in milliseconds, of every time line."""
    for index, line in enumerate(lines):
        if found := _TIMES.match(line):
            yield index, _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
        elif _BROKEN_TIMES.match(line):
            raise UnreadableError(
                "the times of this cue cannot be read",
                where=f"{name}:{index + 1}",
                hint="write them 00:01:02.000 --> 00:01:05.000",
            )


def _milliseconds(parts: Iterable[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction + "00")[:3])


def _before(lines: Sequence[str], at: int) -> int:
    """Where what comes before the cue at time line ``at`` ends: above its number or name, if it has one."""
    if at and lines[at - 1].strip() and (at == 1 or not lines[at - 2].strip() or lines[at - 1].strip().isdigit()):
        return at - 1
    return at


def _named(pieces: Sequence[Piece], stated: Mapping[str, Role]) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces with speakers: of the cue, else of a label ``Name:`` before the words, else whoever is talking.

    And warnings for labels that may be speakers.
    """
    starts = _starts([piece for piece in pieces if piece.speaker is None])
    plain = "\n".join(piece.words for piece in pieces if piece.speaker is None)
    speakers = speaker_labels(plain, stated)
    labels = {label.start: label for label in speakers.labels}
    doubtful = {label.start: label.speaker for label in speakers.doubtful}
    unsure: list[tuple[str, str, str]] = []
    named: list[Piece] = []
    talking, due, now = "", None, 0
    for piece in pieces:
        start = next(starts) if piece.speaker is None else -1
        label = labels.get(start)
        talking = label.speaker if label else piece.speaker or talking
        words = piece.words[label.words - start :].strip() if label else piece.words
        due = due if piece.start_ms is None else piece.start_ms
        now = now if piece.start_ms is None else piece.start_ms
        if start in doubtful:
            unsure.append((_clock(now), doubtful[start], talking))
        if words:  # a label may stand alone; its words then follow in the next piece
            named.append(Piece(talking, words, due))
            due = None
    return named, doubts(unsure)


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}"


def _starts(pieces: Iterable[Piece]) -> Iterator[int]:
    """Where each piece begins when they stand line by line."""
    at = 0
    for piece in pieces:
        yield at
        at += len(piece.words) + 1


def _gap(before: str, after: str) -> str:
    """What stands between two pieces of speech."""
    if not before or not after:
        return ""
    sides = (before[-1], after[0])
    chinese = [bool(_CHINESE.match(side)) for side in sides]
    if all(chinese) or (
        any(chinese) and all(is_chinese or side in _QUOTES for is_chinese, side in zip(chinese, sides, strict=True))
    ):
        return ""
    return " "
