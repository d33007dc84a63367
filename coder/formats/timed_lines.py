"""Names and times above or before the words, as meeting and transcription software writes them.

    [Ann Lee] 00:00:03          Zoom
    00:12:30 From Ann Lee to Everyone : ...     Zoom's chat
    0:0:0.0 --> 0:0:2.500, and Ann Lee below    Teams, before 2023
    [00:00:01.530] - Ann Lee    Happy Scribe; without brackets Fireflies
    Ann Lee [00:00:04] ...      Trint
    Ann Lee, and 0:03 below; or 0:03, and Ann Lee below      copied from web pages
    0:00.0 - 0:04.5 | ... | Ann Lee             NVivo's table of timespan, content and speaker

    Speaker 1 (00:02): ...      Rev
    #00:01:02-3# Ann Lee: ...   MAXQDA; with brackets Descript

A whole text has one of these shapes, or none of them. ``labels`` finds speakers by other shapes, also ``Ann Lee  0:03``
of Teams and Otter; whichever finds more of them is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.formats import roles
from coder.formats.blanks import found_in
from coder.formats.labels import Label
from coder.formats.names import looks_like_name, opens_a_thought
from coder.model.document import TimeMark
from coder.model.span import Span

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3}|-\d)?"
_TIME = rf"(?P<time>{_CLOCK})"
_B = r"[^\S\n]{0,9}"  # blanks
_NAME = r"(?P<name>[^\W\d_][^\n\t\[\]<>{}:：?!？！。]{0,59}?)"
_ANY = r"(?P<name>[^\[\]\n]{1,80})"

# Shapes in which nothing but a speaker stands.
_CERTAIN = (
    re.compile(rf"^{_B}\[{_ANY}\]{_B}{_TIME}{_B}$", re.MULTILINE),
    re.compile(
        rf"^{_TIME}[^\S\n]{{1,9}}(?:From|Von|De|来自|來自)[^\S\n]{{1,9}}(?P<name>[^\n:：]{{1,80}}?)"
        rf"(?:[^\S\n]{{1,9}}(?:to|an|à|a|发送至|收件人)[^\S\n]{{1,9}}[^\n:：]{{1,80}}?)?{_B}[:：]",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(rf"^{_B}{_TIME}{_B}-->{_B}{_CLOCK}{_B}\n{_B}(?P<name>[^\n:]{{1,80}}?){_B}\n", re.MULTILINE),
)
# Shapes in which other words may stand as well: what stands for the name must look like one.
_LIKELY = (
    re.compile(rf"^{_B}[\[(]?{_TIME}[\])]?{_B}[-–—]{_B}{_NAME}{_B}:?{_B}$", re.MULTILINE),
    re.compile(rf"^{_B}{_NAME}[^\S\n]{{1,9}}[\[(]{_TIME}[\])][^\S\n]{{1,9}}(?=\S)", re.MULTILINE),
    re.compile(rf"^{_B}{_NAME}{_B}[\[(]{_TIME}[\])]{_B}[:：]", re.MULTILINE),
    re.compile(rf"^{_B}[\[(<{{#]{_TIME}[\])>}}#]{_B}{_NAME}{_B}[:：](?![/\\])", re.MULTILINE),
    re.compile(rf"^{_B}{_NAME}{_B}\n{_B}[\[(]?{_TIME}[\])]?{_B}\n(?=\s{{0,9}}[^\s\d])", re.MULTILINE),
    re.compile(rf"^{_B}[\[(]?{_TIME}[\])]?{_B}\n{_B}{_NAME}{_B}\n(?=\s{{0,9}}[^\s\d])", re.MULTILINE),
)
_ROW = re.compile(
    rf"^(?:\d{{1,5}}\t)?{_TIME}{_B}[-–—]{_B}{_CLOCK}{_B}\t(?P<words>[^\t\n]*)(?P<name>\t[^\t\n]*)$", re.MULTILINE
)
_TIME_ALONE = re.compile(rf"^{_B}[\[(]?{_TIME}[\])]?{_B}$", re.MULTILINE)
_NOBODYS = re.compile(
    r"^(?:Transcribed by https?://[^\n]{1,80}"
    r"|[^\n:]{1,80} (?:(?:started|stopped) transcription|hat die Transkription (?:gestartet|beendet)))[^\S\n]{0,99}$",
    re.MULTILINE,
)
_LATEST = 360_000_000  # milliseconds: a hundred hours


@dataclass(frozen=True, slots=True)
class Timed:
    """The labels of a text in one of the shapes, the times they state, and lines that are remarks of the software.

    ``certain``: nothing but a speaker stands in that shape.
    """

    labels: tuple[Label, ...] = ()
    times: tuple[TimeMark, ...] = ()
    notes: tuple[Span, ...] = ()
    certain: bool = False

    def outweighs(self, labels: int) -> bool:
        """Whether these labels are right, and not those so many of other shapes."""
        return len(self.labels) >= labels + (not self.certain) and bool(self.labels)

    def with_times(self, stated: Iterable[TimeMark]) -> tuple[TimeMark, ...]:
        """These times and the ones ``stated`` within the words, in order."""
        inside = {offset for label in self.labels for offset in range(label.start, label.words)}
        marks = {mark.offset: mark for mark in stated if mark.offset not in inside}
        marks |= {mark.offset: mark for mark in self.times}
        return tuple(marks[offset] for offset in sorted(marks))


def timed_lines(text: str) -> Timed:
    """The names and times in ``text`` in the shape that most of its lines have; without labels if there is none."""
    if not re.search(r"\d:\d", text):
        return Timed()
    notes = tuple(Span(*found.span()) for found in found_in(_NOBODYS, text))
    best: Sequence[re.Match[str]] = ()
    for shape in (*_CERTAIN, *_LIKELY):
        found = list(found_in(shape, text))
        if shape in _LIKELY:
            found = list(_with_names(found))
        if len(found) > max(1, len(best)):
            best = found
    rows = list(found_in(_ROW, text))
    if len(rows) > max(1, len(best)):
        return Timed(tuple(_cells(rows)), tuple(_marks(rows)), notes)
    if best:
        spelling = _spelling(found["name"] for found in best)
        labels = tuple(Label(*found.span(), spelling[roles.key(found["name"])], alone=True) for found in best)
        return Timed(labels, tuple(_marks(best)), notes, best[0].re in _CERTAIN)
    alone = tuple(_marks(list(found_in(_TIME_ALONE, text))))
    return Timed((), alone if len(alone) > 1 else (), notes)


def _with_names(found: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those with a name: it looks like one and comes again, or says that it is a speaker's."""
    counts = Counter(roles.key(one["name"]) for one in found)
    for one in found:
        name = one["name"]
        again = counts[roles.key(name)] > 1 or roles.is_known(name)
        if looks_like_name(name) and not opens_a_thought(name) and (again or _one_of_two(found)):
            yield one


def _one_of_two(found: Sequence[re.Match[str]]) -> bool:
    """Whether the shape is so frequent that names seen once are believed: a short talk."""
    return len(found) < 8 and len({roles.key(one["name"]) for one in found}) > 1


def _cells(rows: Sequence[re.Match[str]]) -> Iterator[Label]:
    """Labels around the words of rows: the time before them, the name behind them."""
    spelling = _spelling(row["name"] for row in rows)
    for row in rows:
        speaker = spelling[roles.key(row["name"])] or "?"
        yield Label(row.start(), row.start("words"), speaker, alone=True)
        yield Label(row.start("name"), row.end(), speaker, alone=True)


def _spelling(names: Iterable[str]) -> dict[str, str]:
    """Each name as it is spelled first, by its key."""
    spelling: dict[str, str] = {}
    for name in names:
        spelling.setdefault(roles.key(name), " ".join(name.split()))
    return spelling


def _marks(found: Sequence[re.Match[str]]) -> Iterator[TimeMark]:
    for one in found:
        if (time := _milliseconds(one["time"])) < _LATEST:
            yield TimeMark(one.start(), time)


def _milliseconds(clock: str) -> int:
    whole, _, fraction = clock.replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction + "000")[:3])
