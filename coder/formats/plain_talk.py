"""The turns of a plain conversation, found in one pass: each label stands before a colon and is surely a speaker's.

Most transcripts are of that kind. What ``labels`` and ``turns`` decide line by line is decided here once for each
different label, by their own rules; where one of these looks at more than labels (times, tables, legends, titles, names
that may be words), the answer is None and they read the text themselves. The tests compare the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from operator import add

from coder.formats import roles
from coder.formats.blanks import has_long_blank
from coder.formats.labels import (
    LINE,
    Label,
    believed,
    candidate,
    is_entry,
    one_spelling,
    same_series,
    says_so,
    unanswering,
)
from coder.formats.names import Shape, looks_like_name, opens_a_thought, shape
from coder.model.document import Role, Turn, turns_in
from coder.model.span import Span

_COLONS = ":：∶﹕︰"
_REACH = 180  # characters at the beginning of a line in which ``LINE`` may find a label
# A line up to its first colon, with what tells there whether that is a label's.
_HEAD = re.compile(rf"(\n[^\n{_COLONS}]{{0,{_REACH}}}[{_COLONS}](?:\*{{1,3}}|_{{2,3}}|[/\\])?)")
_TAB_FIRST = re.compile(rf"\n[^\n\t{_COLONS}]{{0,{_REACH}}}\t")
# Times have digits around a colon; the colon comes first, as it is found fastest.
_TIMES = (re.compile(r":(?<=\d:)\d"), re.compile(r"：(?<=\d：)\d"))
_MOST = 200  # different beginnings of lines; with more of them it is no conversation, or no plain one
_NO_LABEL, _NOT_PLAIN = "", "\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said turn by turn, without white space around it: where it starts and ends, and who says it."""

    starts: Sequence[int]
    ends: Sequence[int]
    speakers: Sequence[str]


def plain_talk(text: str) -> tuple[tuple[Turn, ...], tuple[str, ...]] | None:
    """The turns of ``text`` and what had to be assumed, or None where it is no plain conversation.

    All labels are accepted then; there are no times, no titles and no legend.
    """
    if not _may_be_plain(text):
        return None
    pieces = _HEAD.split("\n" + text)
    speakers = _speakers(pieces[1::2])
    if not speakers:
        return None
    pieces = _joined(pieces, speakers)
    heads = pieces[1::2]
    if _has_header(text, pieces) or _may_be_numbered(text, len(heads)):
        return None
    said = _said(pieces, list(map(speakers.__getitem__, heads)))
    if not said.starts:
        return None
    by_speaker, warnings = _roles(text, said)
    spoken = turns_in(said.starts, said.ends, said.speakers, list(map(by_speaker.__getitem__, said.speakers)))
    return (*_note(pieces[0]), *spoken), warnings


def _may_be_plain(text: str) -> bool:
    """Whether there is nothing in the text that is looked for beside labels."""
    top = text[: roles.LEGEND_REACH]
    return not (
        "#" in text
        or "=" in top
        or "＝" in top
        or any(colon.pattern[0] in text and colon.search(text) for colon in _TIMES)
        or ("\t" in text and _TAB_FIRST.search("\n" + text))
        or has_long_blank(text)
    )


def _speakers(heads: Sequence[str]) -> Mapping[str, str]:
    """Whom the beginnings of lines name, where they are labels; empty if some may be more, or may be labels or not, or
    if less than two speak."""
    names = dict.fromkeys(heads, "")
    if len(names) > _MOST:
        return {}
    names = {head: _name(head) for head in names}
    if _NOT_PLAIN in names.values():
        return {}
    named = {head: Label(0, 1, name, alone=False) for head, name in names.items() if name}
    labels = [named[head] for head in heads if head in named]
    counts = Counter([label.key for label in labels])
    different = {label.speaker: label for label in named.values()}
    sure = {label.key for label in different.values() if believed(label, counts[label.key], 0, {})}
    if not all(says_so(label.speaker, {}) for label in different.values() if label.key in sure):
        sure -= unanswering([label for label in labels if label.key in sure], {})
    sure |= same_series(counts, sure)
    if not all(label.key in sure or _is_hopeless(label.speaker) for label in different.values()):
        return {}
    accepted = [label for label in different.values() if label.key in sure]
    spelled = {label.speaker: new.speaker for label, new in zip(accepted, one_spelling(accepted), strict=True)}
    if min(len(sure), len({roles.plain(name) for name in spelled.values()})) < 2:
        return {}
    return {head: spelled[label.speaker] for head, label in named.items() if label.speaker in spelled}


@lru_cache(maxsize=1024)  # names come again with every turn
def _name(head: str) -> str:
    """The name in the beginning of a line as the label it would be, one of the signs above where there is none."""
    found = LINE.match(head, 1)
    if found is None or (label := candidate(head, found)) is None:
        return _NO_LABEL
    return _NOT_PLAIN if found["number"] or label.alone or found.end() != len(head) else label.speaker


def _is_hopeless(name: str) -> bool:
    """Whether no rule takes a label for a speaker's, or for one that may be, if it is not sure."""
    if (looks_like_name(name) and not opens_a_thought(name)) or (name.isalpha() and name.islower()):
        return False
    return shape(name) is Shape.NONE


def _joined(pieces: list[str], labels: Container[str]) -> list[str]:
    """What stands above the first label, then each label and what follows it in turn; they make up a line end and the
    text. Beginnings of lines that are no labels become part of what they stand in."""
    if all(head in labels for head in pieces[1::2]):
        return pieces
    joined: list[list[str]] = [[pieces[0]]]
    for head, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if head in labels:
            joined += ([head], [words])
        else:
            joined[-1] += (head, words)
    return ["".join(parts) for parts in joined]


def _has_header(text: str, pieces: Sequence[str]) -> bool:
    """Whether the first label may belong to lines that say who takes part."""
    start = len(pieces[0])
    return is_entry(text, Label(start, start + len(pieces[1]) - 1, _name(pieces[1]), alone=False))


def _may_be_numbered(text: str, labels: int) -> bool:
    """Whether four of five lines may begin with a number; those with labels do not."""
    return text.count("\n") + 1 >= 5 * labels


def _said(pieces: Sequence[str], speakers: Sequence[str]) -> _Said:
    """What is said behind each label, where anything is."""
    words = pieces[2::2]
    ends = list(accumulate(map(len, pieces)))[2::2]
    starts = [end - 1 - left for end, left in zip(ends, map(len, map(str.lstrip, words)), strict=True)]
    lengths = list(map(len, map(str.strip, words)))
    if not all(lengths):
        starts, speakers = list(compress(starts, lengths)), list(compress(speakers, lengths))
        lengths = list(compress(lengths, lengths))
    return _Said(starts, list(map(add, starts, lengths)), speakers)


def _note(above: str) -> tuple[Turn, ...]:
    """What stands above the first label."""
    left = len(above) - len(above.lstrip()) - 1
    length = len(above.strip())
    return (Turn(Span(left, left + length), "", Role.NOTE),) if length else ()


def _roles(text: str, said: _Said) -> tuple[Mapping[str, Role], tuple[str, ...]]:
    """Roles of the speakers; how they talk is looked at only where their names do not tell."""
    names = dict.fromkeys(said.speakers)
    if roles.tell(names):
        return roles.assign([roles.Speech(name, "") for name in names], {})
    spoken = zip(said.starts, said.ends, said.speakers, strict=True)
    return roles.assign([roles.Speech(who, text[start:end]) for start, end, who in spoken], {})
