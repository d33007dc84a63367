"""Speaker labels at the beginning of lines: which shapes there are, and which of them are speakers.

A colon at the beginning of a line is not enough: speech is full of ``One thing: ...``, ``Note: ...`` and
``http://``. A label is believed when its name says so, when it recurs like a speaker's, when the talk would
not make sense without it, or when it has the shape of a name and begins a paragraph. What stays undecided is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile

from coder.formats import roles
from coder.formats.blanks import found_in, lines_with_words
from coder.formats.names import Shape, looks_like_name, opens_a_thought, shape
from coder.formats.vocabulary import NEVER, NOUNS
from coder.model.document import Role, TimeMark

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_ONE_STAMP = rf"[\[(<{{#]?{_CLOCK}(?:-\d(?!\d))?[\])>}}#]?"
_STAMP = rf"{_ONE_STAMP}(?:[^\S\n]{{0,3}}(?:-->|[-–—])[^\S\n]{{0,3}}{_ONE_STAMP})?"  # or from one to another
_GAP = r"[^\S\n]{0,20}"
_BOLD = r"(?:\*{1,3}|_{2,3})"
LINE = re.compile(
    rf"^{_GAP}(?:>{_GAP})?(?:[-–—•]{_GAP})?(?:[(\[#]?(?P<number>\d{{1,5}})[)\].]?(?=[^\S\n]){_GAP})?"
    rf"{_BOLD}?(?:(?P<before>{_STAMP}){_GAP}\n?{_GAP})?{_BOLD}?"
    rf"(?P<name>[^\W\d_](?:[^\n:：∶﹕︰\t\[\]<>{{}}#*|=?？!！;；\"“”„。，…]|#(?=\d)){{0,59}}?)"
    rf"{_BOLD}?{_GAP}(?P<after>{_STAMP})?{_GAP}"
    rf"(?:(?P<colon>[:：∶﹕︰])(?![/\\]){_BOLD}?(?:{_GAP}[\[(#]{_CLOCK}(?:-\d)?[\])#])?|(?P<tab>\t)|(?P<alone>$))",
    re.MULTILINE,
)
_INLINE_STAMP = re.compile(rf"\[({_CLOCK})\]|#({_CLOCK}(?:-\d)?)#|\((\d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\)")
_LABEL_STAMP = re.compile(rf"{_CLOCK}(?:-\d(?!\d))?")
_UNTIL = re.compile(r"[\])>}#]?[^\S\n]{0,3}(?:-->|[-–—])[^\S\n]{0,3}[\[(<{#]?")  # between the times of a range
_CELL = re.compile(r"[^\n\t]*[^\W\d_][^\n\t]*$", re.MULTILINE)  # words to the end of the line, not a row of a table
_CLOCK_TIME = re.compile(r"\d[:：]\d{2}(?!\d)")

_SHORTEST_STAMP = 4  # characters: 0:00
_TOLD = 12  # doubtful labels that are told one by one
_ENTRY = re.compile(r"[^\n:：]{1,40}[:：][^\n]{0,79}[^\n.?!。？！…]")
_SENTENCE_END = re.compile(r"[.?!…。？！—–-][^\w\n]*$")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label: it begins at ``start`` (a line start), the words begin at ``words``.

    ``alone`` marks a name with a time on a line of its own, as meeting software writes it.
    """

    start: int
    words: int
    speaker: str
    alone: bool
    key: str = field(init=False, compare=False)  # the speaker for comparison, without remarks in brackets

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", roles.plain(self.speaker))


@dataclass(frozen=True, slots=True)
class Speakers:
    """The labels that are speakers, in order; and those that may be, but whose words stay with whoever is talking."""

    labels: tuple[Label, ...]
    doubtful: tuple[Label, ...] = ()


def speaker_labels(text: str, stated: Mapping[str, Role]) -> Speakers:
    """The labels in ``text`` that are speakers; ``stated`` is the legend (``roles.legend``)."""
    candidates = _numbered([(label, one["number"]) for one in found_in(LINE, text) if (label := candidate(text, one))])
    counts = Counter(label.key for label in candidates)
    stamped = sum(1 for label in candidates if label.alone and looks_like_name(label.speaker))
    spelled = {(label.speaker, label.alone): label for label in candidates}  # names come again with every turn
    sure = {label.key for label in spelled.values() if believed(label, counts[label.key], stamped, stated)}
    sure -= unanswering([label for label in candidates if label.key in sure], stated)
    sure |= same_series(counts, sure)
    if len(sure) == 1 and not _is_monologue(text, [label for label in candidates if label.key in sure], stated):
        return Speakers(())
    accepted, doubtful = _with_names(text, candidates, _with_single_ones(candidates, sure, stated))
    return Speakers(one_spelling(_without_header(text, accepted, counts)), tuple(doubtful))


def doubts(found: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """Warnings for labels that may be speakers: the place, the name, and whose words theirs were read as."""
    told = [
        f"{place}: '{name}:' looks like a speaker who says only this; it was read as words of {talking or 'nobody'}"
        for place, name, talking in found[:_TOLD]
    ]
    if len(found) > _TOLD:
        told.append(f"{len(found) - _TOLD} more labels look like speakers and were not taken for any")
    return tuple(told)


def stamps(text: str, labels: Sequence[Label]) -> tuple[TimeMark, ...]:
    """The times the text itself states: in labels, and in brackets or between ``#`` within the words."""
    marks = {found.start(): _milliseconds(found.group(found.lastindex or 0)) for found in _INLINE_STAMP.finditer(text)}
    for label in labels:
        if label.words - label.start < len(label.speaker) + _SHORTEST_STAMP:
            continue
        end = -1
        for found in _LABEL_STAMP.finditer(text[label.start : label.words]):
            until = _UNTIL.fullmatch(text, label.start + end, label.start + found.start()) if end >= 0 else None
            end = found.end()
            offset = label.start + found.start()
            before = offset - 1 if offset and text[offset - 1] in "[(<{#" else offset
            if until:
                marks.pop(before, None)
                continue
            marks.setdefault(before, _milliseconds(found.group()))
    return tuple(TimeMark(offset, marks[offset]) for offset in sorted(marks))


def _milliseconds(stamp: str) -> int:
    """``00:01:02.5``, ``1:02`` or ``00:01:02-5`` (tenths) as milliseconds."""
    clock, _, fraction = stamp.replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction + "000")[:3])


def _numbered(found: Sequence[tuple[Label, str | None]]) -> list[Label]:
    """The lines that may have a label; those with a number before it only if that is how the turns are counted."""
    numbers = [int(number) for _, number in found if number]
    counted = len(numbers) > 1 and len(numbers) * 2 >= len(found) and numbers == sorted(numbers)
    return [label for label, number in found if counted or not number]


def candidate(text: str, match: re.Match[str]) -> Label | None:
    """The label a line begins with, if it has the shape of one at all."""
    name = _called(match["name"])
    alone = match["alone"] is not None
    if not name:
        return None
    if alone and (not (match["before"] or match["after"]) or "\n" in match.group()):
        return None
    if match["tab"] and not _CELL.match(text, match.end()):
        return None
    if match["colon"] and _CLOCK_TIME.match(text, match.start("colon") - 1):
        return None
    return Label(match.start(), match.end(), name, alone)


@lru_cache(maxsize=1024)  # names come again with every turn
def _called(words: str) -> str:
    """The name that the words before a colon are, "" for what is nobody's."""
    name = " ".join(words.split()).rstrip("*_ ")
    return "" if roles.base(name) in NEVER or name.casefold().strip(" .") in NEVER else name


def believed(label: Label, count: int, stamped: int, stated: Mapping[str, Role]) -> bool:
    """Whether the label may be a speaker wherever it stands."""
    name = label.speaker
    if says_so(name, stated):
        return count >= 2 or roles.base(name) not in NOUNS
    if not looks_like_name(name):
        return count >= 2 and name.isalpha() and name.islower() and len(name) <= 12
    return count >= 2 or (label.alone and stamped >= 2)


def says_so(name: str, stated: Mapping[str, Role]) -> bool:
    """Whether the name itself, or the legend, says that somebody speaks."""
    return roles.key(name) in stated or roles.base(name) in stated or roles.is_known(name)


def asks(label: Label, stated: Mapping[str, Role]) -> bool:
    """Whether the label itself, or the legend, says interviewer."""
    role = stated.get(label.key, stated.get(roles.base(label.speaker)))
    return role is Role.INTERVIEWER or (role is None and roles.is_interviewer_word(label.speaker))


def unanswering(labels: Sequence[Label], stated: Mapping[str, Role]) -> set[str]:
    """Recurring names that, where an interviewer is named, never follow him nor come between two turns of another.

    They are words before a colon inside somebody's speech: ``Problem: ...``.
    """
    if not any(asks(label, stated) for label in labels):
        return set()
    doubtful = {label.key for label in labels if not says_so(label.speaker, stated)}
    for before, label, after in zip(labels, labels[1:], [*labels[2:], None], strict=False):
        between = after is not None and before.key == after.key != label.key
        if label.key in doubtful and (asks(before, stated) or between):
            doubtful.remove(label.key)
    return doubtful


def same_series(names: Iterable[str], sure: set[str]) -> set[str]:
    """Names counted like a sure one: ``S3`` where ``S1`` speaks."""
    series = {roles.base(name) for name in sure if roles.base(name) != name}
    return {name for name in names if roles.base(name) in series and roles.base(name) != name}


def _is_monologue(text: str, labels: Sequence[Label], stated: Mapping[str, Role]) -> bool:
    """Whether the only name is a speaker's: it says so, has times, or begins every other line."""
    if says_so(labels[0].speaker, stated) or labels[0].alone:
        return True
    return len(labels) >= 3 and len(labels) * 2 >= lines_with_words(text)


def _with_single_ones(candidates: Sequence[Label], sure: set[str], stated: Mapping[str, Role]) -> list[Label]:
    """The sure labels, and those names seen once without which a speaker would ask and answer himself."""
    accepted: list[Label] = []
    for label, after in zip(candidates, _next_sure(candidates, sure), strict=True):
        if label.key in sure:
            accepted.append(label)
        elif accepted and looks_like_name(label.speaker) and not opens_a_thought(label.speaker):
            before = accepted[-1]
            answers = asks(before, stated) and (after is None or asks(after, stated))
            if answers or (after is not None and before.key == after.key):
                accepted.append(label)
    return accepted


def _with_names(text: str, candidates: Sequence[Label], accepted: Sequence[Label]) -> tuple[list[Label], list[Label]]:
    """The accepted labels with those other ones that are names for certain, and the ones that cannot be told."""
    if not accepted:
        return [], []
    starts = {label.start for label in accepted}
    lines = _Lines.of(text, accepted[0].start, {label.start for label in candidates})
    lower = any(label.speaker.islower() and len(label.speaker) > 2 for label in accepted)
    others = [label for label in _within_talk(text, candidates, starts) if _may_be_name(label.speaker, lower)]
    names = {label.key for label in others if _is_speaker(text, label, lines)}
    doubtful = [label for label in others if label.key not in names]
    starts |= {label.start for label in others if label.key in names}
    return [label for label in candidates if label.start in starts], doubtful


def _within_talk(text: str, candidates: Sequence[Label], accepted: Set[int]) -> Iterator[Label]:
    """The other labels below the header and below two accepted ones; with a tab only where speakers have one."""
    tabs = any(_has_tab(text, label) for label in candidates if label.start in accepted)
    before, talking = 0, False
    for label in candidates:
        if label.start in accepted:
            before += 1
            talking = talking or not is_entry(text, label)
        elif before > 1 and (talking or not _ENTRY.fullmatch(_line(text, label))) and tabs >= _has_tab(text, label):
            yield label


def _may_be_name(name: str, lower: bool) -> bool:
    """Whether the shape is a name's; ``lower``: speakers are in lower case here."""
    return shape(name) is not Shape.NONE or (lower and name.isalpha() and name.islower() and not opens_a_thought(name))


@dataclass(frozen=True, slots=True)
class _Lines:
    """How the lines of a conversation are used: ``tight`` where each has a label, ``wrapped`` if sentences run over.

    ``labelled`` are the starts of the lines with labels.
    """

    labelled: Set[int]
    tight: bool
    wrapped: bool

    @classmethod
    def of(cls, text: str, start: int, labelled: Set[int]) -> _Lines:
        """The lines from the one at ``start`` on."""
        tight, continued, broken = True, 0, 0
        above = ""
        for line in text[start:].split("\n"):
            if line.strip() and start not in labelled:
                tight = False
                continued += bool(above)
                broken += bool(above) and not _ends_sentence(above)
            above = line.strip()
            start += len(line) + 1
        return cls(labelled, tight, broken * 4 > continued)


def _is_speaker(text: str, label: Label, lines: _Lines) -> bool:
    """Whether a label that may be a name begins a paragraph or has a time, and no sentence runs on behind it."""
    stamped = _LABEL_STAMP.search(text, label.start, label.words) is not None
    end = label.start - 1  # of the line above; there is one, as others have talked before
    begin = text.rfind("\n", 0, end) + 1
    above = text[begin:end].strip()
    sentence = _ends_sentence(above) and (begin in lines.labelled or not lines.wrapped)
    runs_on = next((ch for ch in text[label.words : label.words + 100] if ch.isalnum()), "A").islower()
    form = shape(label.speaker)
    return (stamped or lines.tight or not above or sentence) and (
        form is Shape.NAME or (form is Shape.LIKELY and (stamped or not runs_on))
    )


def _ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line[-10:]) is not None


def _has_tab(text: str, label: Label) -> bool:
    return text[label.words - 1] == "\t"


def _next_sure(candidates: Sequence[Label], sure: set[str]) -> list[Label | None]:
    """For each candidate the next sure one after it."""
    following: list[Label | None] = []
    coming: Label | None = None
    for label in reversed(candidates):
        following.append(coming)
        if label.key in sure:
            coming = label
    return following[::-1]


def _without_header(text: str, labels: Sequence[Label], counts: Mapping[str, int]) -> Sequence[Label]:
    """The labels but for lines of a header that say who took part: ``Interviewer: A. Smith``."""
    top = list(takewhile(lambda label: is_entry(text, label), labels))
    talk = labels[len(top) :]
    if not top or len(talk) < 2:
        return labels
    last_line = text.find("\n", top[-1].words)
    end = text.find("\n", last_line + 1)  # the line below may belong to the header as well
    block = text[text.rfind("\n\n", 0, top[0].start) + 1 : end]
    form = sum(1 for line in block.split("\n") if _ENTRY.fullmatch(line)) > len(top)
    return [label for label in top if counts[label.key] > 1 and not form] + list(talk)


def is_entry(text: str, label: Label) -> bool:
    """Whether a few words follow a role without the end of a sentence, as in a form."""
    named = len(roles.base(label.speaker)) > 2 and roles.is_known(label.speaker)
    return named and _ENTRY.fullmatch(_line(text, label)) is not None


def _line(text: str, label: Label) -> str:
    return text[label.start : label.words + 100].split("\n", 1)[0]


def one_spelling(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The same speaker under the spelling seen first; a remark such as ``(laughs)`` makes no other speaker."""
    spelling: dict[str, str] = {}
    for label in labels:
        spelling.setdefault(roles.key(label.speaker), label.speaker)
    called = [spelling.get(label.key, spelling[roles.key(label.speaker)]) for label in labels]
    return tuple(
        label if label.speaker == name else replace(label, speaker=name)
        for label, name in zip(labels, called, strict=True)
    )
