"""What an index of the corpus holds and what it is asked (pure); the store keeps it.

A passage is indexed by its terms: words, and Chinese characters one by one, so that a word of any length is found in
text without blanks. The terms that follow a passage are indexed with it, so that a phrase is found where it begins
even if it ends in the next one. An index only says where to look; ``match`` reads the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.model.span import Span
from coder.search.folding import cut_after, fold

REACH = 12  # terms after a passage that are indexed with it; of longer phrases the beginning is looked up
LONG = 600  # characters; a passage ends with the first line that ends after so many
LONGEST_TERM = 200  # characters; what is longer is no word and is not looked up
WITH_LONG_TERM = "\ue000"  # stands in passages that hold such a term; no letter, so never part of a term

_ALONE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_TERM = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))  # signs stand between terms
# Letters of Western Europe, and signs: they fold by case alone, but for ß.
_UNUSUAL = re.compile("[^\\s -~À-ÖØ-öø-ÿ“”„‚‘’«»‹›–—…]")
_WESTERN_TERM = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text and the terms it is found by."""

    span: Span
    terms: tuple[str, ...]


def terms(folded: str) -> list[str]:
    """The terms of a folded text."""
    return _TERM.findall(folded)


def passages(text: str) -> Iterator[Passage]:
    """A text as passages: one after the other, every character in one of them."""
    found: list[Passage] = []
    following: list[str] = []
    terms_of = _reader(text)
    for span in reversed(list(_cut(text))):
        own = _kept(terms_of(span))
        found.append(Passage(span, (*own, *following)))
        following = (own + following)[:REACH]
    return iter(reversed(found))


def _reader(text: str) -> Callable[[Span], list[str]]:
    """How to find the terms of a stretch: where folding changes nothing but case and signs, without the way back."""
    if text.isascii():
        plain = text.lower().translate(_ASCII)
        return lambda span: plain[span.start : span.end].split()
    if not _UNUSUAL.search(text):
        return lambda span: _WESTERN_TERM.findall(text[span.start : span.end].lower().replace("ß", "ss"))
    return lambda span: terms(fold(text, span.start, span.end).text)


def _kept(found: list[str]) -> list[str]:
    if max(map(len, found), default=0) <= LONGEST_TERM:
        return found
    return [term if len(term) <= LONGEST_TERM else WITH_LONG_TERM for term in found]


def _cut(text: str) -> Iterator[Span]:
    """Stretches that end where a line does and a word begins after it, so that no term lies in two of them."""
    begin = 0
    while begin < len(text):
        end = begin + LONG
        while True:
            line = text.find("\n", end)
            end = cut_after(text, line + 1) if line >= 0 else len(text)
            if end == len(text) or text[end - 1].isspace():
                break
        yield Span(begin, end)
        begin = end


def expression(phrase: str, known: Callable[[str, bool], Sequence[str] | None]) -> str | None:
    """What to ask a full-text index (FTS5) for the passages in which a folded phrase may begin; None: all may.

    ``known(piece, ending)`` gives the terms of the corpus that contain a piece or, with ``ending``, end with it; None
    when they are too many to be of use. A phrase may begin and end inside words.
    """
    found = list(_TERM.finditer(phrase))
    pieces = [term[0] for term in found]
    if not pieces or max(map(len, pieces)) > LONGEST_TERM:
        return None
    inside = found[-1].end() == len(phrase) and not _alone(pieces[-1])  # the last word may go on
    begun = found[0].start() == 0 and not _alone(pieces[0])  # the first word may have begun before
    if len(pieces) > REACH:
        pieces, inside = pieces[:REACH], False
    phrases = [pieces]
    if begun:
        names = known(pieces[0], not (inside and len(pieces) == 1))
        if names is not None:
            phrases = [[name, *pieces[1:]] for name in names]
            inside = inside and len(pieces) > 1
        elif len(pieces) > 1:
            phrases = [pieces[1:]]
        else:
            return None
    star = " *" if inside else ""
    return " OR ".join((*(f'"{" ".join(one)}"{star}' for one in phrases), f'"{WITH_LONG_TERM}"'))


def _alone(term: str) -> bool:
    return re.fullmatch(f"[{_ALONE}]", term) is not None
