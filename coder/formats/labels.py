"""Speaker labels at the beginning of lines: which shapes there are, and which of them are speakers.

A colon at the beginning of a line is not enough: speech is full of ``One thing: ...``, ``Note: ...`` and
``http://``. A label is believed when its name says so, when it recurs like a speaker's, or when the talk would
not make sense without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from coder.formats import roles
from coder.formats.vocabulary import NEVER, NOUNS, PARTICLES, SENTENCE_CHARACTERS
from coder.model.document import Role, TimeMark

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_STAMP = rf"[\[(<{{#]?{_CLOCK}(?:-\d)?[\])>}}#]?"
_GAP = r"[^\S\n]{0,20}"
_BOLD = r"(?:\*{1,3}|_{2,3})"
_LINE = re.compile(
    rf"^{_GAP}(?:>{_GAP})?{_BOLD}?(?:(?P<before>{_STAMP}){_GAP}\n?{_GAP})?{_BOLD}?"
    rf"(?P<name>[^\W\d_][^\n:：\t\[\]<>{{}}#*|=?？!！;；\"“”„。，…]{{0,59}}?)"
    rf"{_BOLD}?{_GAP}(?P<after>{_STAMP})?{_GAP}"
    rf"(?:(?P<colon>[:：])(?![/\\]){_BOLD}?|(?P<tab>\t)|(?P<alone>$))",
    re.MULTILINE,
)
_INLINE_STAMP = re.compile(rf"\[({_CLOCK})\]|#({_CLOCK}(?:-\d)?)#|\((\d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\)")
_LABEL_STAMP = re.compile(rf"{_CLOCK}(?:-\d)?")
_CELL = re.compile(r"[^\n\t]*[^\W\d_][^\n\t]*$", re.MULTILINE)  # words to the end of the line, not a row of a table
_CLOCK_TIME = re.compile(r"\d[:：]\d{2}(?!\d)")

_ENTRY = re.compile(r"[^\n:：]{1,40}[:：][^\n]{0,79}[^\n.?!。？！…]")
_UNCASED_LENGTH = 10  # letters of a name in scripts without capitals
_LONGEST = 4  # words of a name elsewhere


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label: it begins at ``start`` (a line start), the words begin at ``words``.

    ``alone`` marks a name with a time on a line of its own, as meeting software writes it.
    """

    start: int
    words: int
    speaker: str
    alone: bool

    @property
    def key(self) -> str:
        """The speaker for comparison, without remarks in brackets."""
        return roles.plain(self.speaker)


def speaker_labels(text: str, stated: Mapping[str, Role]) -> tuple[Label, ...]:
    """The labels in ``text`` that are speakers, in order; ``stated`` is the legend (``roles.legend``)."""
    candidates = [label for match in _LINE.finditer(text) if (label := _candidate(text, match))]
    counts = Counter(label.key for label in candidates)
    stamped = sum(1 for label in candidates if label.alone and _looks_like_name(label.speaker))
    sure = {label.key for label in candidates if _believed(label, counts[label.key], stamped, stated)}
    sure -= _unanswering([label for label in candidates if label.key in sure], stated)
    sure |= _same_series(counts, sure)
    if len(sure) == 1 and not _is_monologue(text, [label for label in candidates if label.key in sure], stated):
        return ()
    return _one_spelling(_without_header(text, _with_single_ones(candidates, sure, stated), counts))


def stamps(text: str, labels: Sequence[Label]) -> tuple[TimeMark, ...]:
    """The times the text itself states: in labels, and in brackets or between ``#`` within the words."""
    marks = {found.start(): _milliseconds(found.group(found.lastindex or 0)) for found in _INLINE_STAMP.finditer(text)}
    for label in labels:
        for found in _LABEL_STAMP.finditer(text[label.start : label.words]):
            offset = label.start + found.start()
            before = offset - 1 if offset and text[offset - 1] in "[(<{#" else offset
            marks.setdefault(before, _milliseconds(found.group()))
    return tuple(TimeMark(offset, marks[offset]) for offset in sorted(marks))


def _milliseconds(stamp: str) -> int:
    """``00:01:02.5``, ``1:02`` or ``00:01:02-5`` (tenths) as milliseconds."""
    clock, _, fraction = stamp.replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction + "000")[:3])


def _candidate(text: str, match: re.Match[str]) -> Label | None:
    """The label a line begins with, if it has the shape of one at all."""
    name = " ".join(match["name"].split()).rstrip("*_ ")
    alone = match["alone"] is not None
    if not name or roles.base(name) in NEVER or name.casefold().strip(" .") in NEVER:
        return None
    if alone and (not (match["before"] or match["after"]) or "\n" in match.group()):
        return None
    if match["tab"] and not _CELL.match(text, match.end()):
        return None
    if match["colon"] and _CLOCK_TIME.match(text, match.start("colon") - 1):
        return None
    return Label(match.start(), match.end(), name, alone)


def _believed(label: Label, count: int, stamped: int, stated: Mapping[str, Role]) -> bool:
    """Whether the label may be a speaker wherever it stands."""
    name = label.speaker
    if _says_so(name, stated):
        return count >= 2 or roles.base(name) not in NOUNS
    if not _looks_like_name(name):
        return count >= 2 and name.isalpha() and name.islower() and len(name) <= 12
    return count >= 2 or (label.alone and stamped >= 2)


def _says_so(name: str, stated: Mapping[str, Role]) -> bool:
    return roles.key(name) in stated or roles.base(name) in stated or roles.is_known(name)


def _asks(label: Label, stated: Mapping[str, Role]) -> bool:
    """Whether the label itself, or the legend, says interviewer."""
    role = stated.get(label.key, stated.get(roles.base(label.speaker)))
    return role is Role.INTERVIEWER or (role is None and roles.is_interviewer_word(label.speaker))


def _looks_like_name(name: str) -> bool:
    """Few words, none but particles in lower case; in scripts without capitals, short and no piece of a sentence."""
    words = name.split("(", 1)[0].split()
    if not words or len(words) > _LONGEST:
        return False
    letters = [ch for ch in name if ch.isalpha()]
    if not any(ch.isupper() or ch.islower() for ch in letters):
        return len(letters) <= _UNCASED_LENGTH and not SENTENCE_CHARACTERS & set(letters)
    return not any(word[0].islower() and word not in PARTICLES for word in words) and words[0] not in PARTICLES


def _unanswering(labels: Sequence[Label], stated: Mapping[str, Role]) -> set[str]:
    """Recurring names that, where an interviewer is named, never follow him nor come between two turns of another.

    They are words before a colon inside somebody's speech: ``Problem: ...``.
    """
    if not any(_asks(label, stated) for label in labels):
        return set()
    doubtful = {label.key for label in labels if not _says_so(label.speaker, stated)}
    for before, label, after in zip(labels, labels[1:], [*labels[2:], None], strict=False):
        between = after is not None and before.key == after.key != label.key
        if label.key in doubtful and (_asks(before, stated) or between):
            doubtful.remove(label.key)
    return doubtful


def _same_series(names: Iterable[str], sure: set[str]) -> set[str]:
    """Names counted like a sure one: ``S3`` where ``S1`` speaks."""
    series = {roles.base(name) for name in sure if roles.base(name) != name}
    return {name for name in names if roles.base(name) in series and roles.base(name) != name}


def _is_monologue(text: str, labels: Sequence[Label], stated: Mapping[str, Role]) -> bool:
    """Whether the only name is a speaker's: it says so, has times, or begins every other line."""
    if _says_so(labels[0].speaker, stated) or labels[0].alone:
        return True
    return len(labels) >= 3 and len(labels) * 2 >= sum(1 for line in text.split("\n") if line.strip())


def _with_single_ones(candidates: Sequence[Label], sure: set[str], stated: Mapping[str, Role]) -> list[Label]:
    """The sure labels, and those names seen once without which a speaker would ask and answer himself."""
    accepted: list[Label] = []
    for label, after in zip(candidates, _next_sure(candidates, sure), strict=True):
        if label.key in sure:
            accepted.append(label)
        elif accepted and _looks_like_name(label.speaker):
            before = accepted[-1]
            answers = _asks(before, stated) and (after is None or _asks(after, stated))
            if answers or (after is not None and before.key == after.key):
                accepted.append(label)
    return accepted


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
    top = list(takewhile(lambda label: _is_entry(text, label), labels))
    talk = labels[len(top) :]
    if not top or len(talk) < 2:
        return labels
    last_line = text.find("\n", top[-1].words)
    end = text.find("\n", last_line + 1)  # the line below may belong to the header as well
    block = text[text.rfind("\n\n", 0, top[0].start) + 1 : end]
    form = sum(1 for line in block.split("\n") if _ENTRY.fullmatch(line)) > len(top)
    return [label for label in top if counts[label.key] > 1 and not form] + list(talk)


def _is_entry(text: str, label: Label) -> bool:
    """Whether a few words follow a role without the end of a sentence, as in a form."""
    line = text[label.start : label.words + 100].split("\n", 1)[0]
    named = len(roles.base(label.speaker)) > 2 and roles.is_known(label.speaker)
    return named and _ENTRY.fullmatch(line) is not None


def _one_spelling(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The same speaker under the spelling seen first; a remark such as ``(laughs)`` makes no other speaker."""
    spelling: dict[str, str] = {}
    for label in labels:
        spelling.setdefault(roles.key(label.speaker), label.speaker)
    return tuple(
        replace(label, speaker=spelling.get(label.key, spelling[roles.key(label.speaker)])) for label in labels
    )
