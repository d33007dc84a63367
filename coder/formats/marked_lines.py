"""Speaker labels without a colon: in brackets, before a dash or full stop, or on a line of their own.

    [Interviewer] How is it?        (I) How is it?      <Ann> Fine.
    Interviewer - How is it?        ANNA — Fine.        R> Fine.        R | Fine.
    **I** How is it?                INTERVIEWER How is it?
    Q. How is it?                   A. Fine.
    Interviewer                     with the words on the lines below

All these are ordinary in prose. So they are looked for only where no usual labels are, all of a text must have one
shape, somebody must be called interviewer, and nobody speaks who is neither known as a speaker nor comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set

from coder.formats import roles
from coder.formats.blanks import found_in, lines_with_words
from coder.formats.labels import Label, asks, says_so
from coder.formats.names import looks_like_name, opens_a_thought
from coder.model.document import Role

_GAP = r"[^\S\n]{0,9}"
_BOLD = r"(?:\*{1,3}|_{1,3})?"
_NUMBER = r"(?:[(\[#]?\d{1,5}[)\].]?(?=[^\S\n])[^\S\n]{1,9})?"
_CLOCK = r"(?:[\[(]?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?[^\S\n]{0,9})?"
_NAME = r"(?P<name>[^\W\d_][^\n:：\t\[\]()<>{}*|=?？!！;；\"“”„。，…–—-]{0,39}?)"
_START = rf"^{_GAP}{_NUMBER}{_CLOCK}{_BOLD}"

_ON = r"[^\S\n]{1,9}(?=\S)"

_BOXED = re.compile(
    rf"{_START}[\[(<【〔（{{]{_GAP}{_NAME}{_GAP}[\])>】〕）}}]{_BOLD}[:：]?{_BOLD}{_GAP}{_CLOCK}(?=[^\s:：])",
    re.MULTILINE,
)
_PARTED = re.compile(
    rf"{_START}{_NAME}{_BOLD}(?:[^\S\n]{{1,9}}(?:[-–—]{{1,2}}|\|)|{_GAP}[>»]){_BOLD}{_ON}", re.MULTILINE
)
_LETTERS = re.compile(
    rf"{_START}(?P<name>(?:[QAFqaf]|Question|Answer|Frage|Antwort)\d{{0,4}})\.{_BOLD}{_ON}", re.MULTILINE
)
_STRONG = re.compile(rf"^{_GAP}{_NUMBER}{_CLOCK}(?:\*\*|__){_NAME}(?:\*\*|__){_ON}", re.MULTILINE)
_CAPITALS = re.compile(rf"^{_GAP}{_NUMBER}{_CLOCK}(?P<name>[^\W\d_]{{2,20}}\d{{0,4}}){_ON}", re.MULTILINE)
_ALONE = re.compile(rf"{_START}{_NAME}{_BOLD}{_GAP}{_CLOCK}\n(?={_GAP}[^\s])", re.MULTILINE)
_ORDINARY = (_PARTED, _STRONG, _CAPITALS)
_PAIRS = ({"q", "a"}, {"f", "a"}, {"question", "answer"}, {"frage", "antwort"})
_FEWEST = 5  # of the lines with words, at least one in that many has a label; or is one


def marked_lines(text: str, stated: Mapping[str, Role]) -> tuple[Label, ...]:
    """The labels of ``text`` in the shape that most of its lines have; () where it is none of these."""
    lines = lines_with_words(text)
    best: tuple[Label, ...] = ()
    for shape in (_BOXED, _PARTED, _LETTERS, _STRONG, _CAPITALS, _ALONE):
        found = tuple(_speaking(text, shape, stated))
        if len(found) > len(best) and len(found) * _FEWEST >= lines:
            best = found
    return best


def _may_begin(text: str, found: re.Match[str]) -> bool:
    """Whether it is in capitals, or on a line of its own that begins a paragraph, where its shape asks for that."""
    if found.re is _CAPITALS:
        return found["name"].isupper()
    return found.re is not _ALONE or _stands_alone(text, found.start())


def _speaking(text: str, shape: re.Pattern[str], stated: Mapping[str, Role]) -> Iterator[Label]:
    """The labels of one shape that are speakers, if they are a conversation."""
    labels: list[Label] = []
    lower = 0
    for one in found_in(shape, text):
        if _may_begin(text, one):
            labels.append(Label(*one.span(), " ".join(one["name"].split()).rstrip("*_ "), alone=False))
            lower += text[one.end()].islower()
    if shape in _ORDINARY and lower * 4 > len(labels):  # sentences run on: I - who never liked it
        return
    counts = Counter(label.key for label in labels)
    sure = {label.key for label in labels if says_so(label.speaker, stated)}
    sure |= {label.key for label in labels if counts[label.key] > 1 and _may_be(label.speaker)}
    sure |= next((_counted(pair, counts) for pair in _PAIRS if pair <= {roles.base(key) for key in counts}), set())
    if len(sure) > 1 and any(asks(label, stated) for label in labels if label.key in sure):
        yield from (label for label in labels if label.key in sure)


def _may_be(name: str) -> bool:
    return looks_like_name(name) and not opens_a_thought(name)


def _counted(pair: Set[str], keys: Iterable[str]) -> set[str]:
    """Question and answer, and the same with numbers."""
    return {key for key in keys if roles.base(key) in pair}


def _stands_alone(text: str, start: int) -> bool:
    """Whether the line above is blank, or ends a sentence."""
    above = text[text.rfind("\n", 0, start - 1) + 1 : start - 1] if start else ""
    return not above.strip() or above.rstrip()[-1] in ".?!。？！…"
