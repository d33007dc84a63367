"""Finding quoted words in a transcript, however they were typed.

Texts are compared after NFKC, case folding and removal of everything that is no letter and no digit, so that line
breaks, hyphens, kinds of quotation mark, ligatures and composed or decomposed accents make no difference. What is
found is a span of the text as it is, with the marks at either end that are quoted and stand there. Quotes must be
unique: nobody guesses which of two passages was meant.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from coder.errors import CoderError
from coder.model.span import Span

# ASCII and the common Chinese characters fold one by one, whatever stands before them; this is the fast path.
_PLAIN = re.compile(r"[\x00-\x7f一-鿿]+")
_WORD = re.compile(r"[0-9A-Za-z一-鿿]+")
_LONGEST_CLUSTER = 64  # characters; piled-up accents beyond that cost quadratic time to normalise
_QUOTATION = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』〝〞")
_SHOWN = 60  # characters of a quote in a message


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared: letter ``chars[i]`` comes from ``starts[i]`` up to ``ends[i]`` of the ``text``."""

    text: str
    chars: str
    starts: array[int]
    ends: array[int]


def fold(text: str) -> Folded:
    """The text prepared for searching; do it once per document."""
    chars: list[str] = []
    starts, ends = array("L"), array("L")
    at = 0
    while at < len(text):
        stop = _plain_end(text, at)
        for word in _WORD.finditer(text, at, stop):
            chars.append(word[0].lower())
            starts.extend(range(word.start(), word.end()))
            ends.extend(range(word.start() + 1, word.end() + 1))
        at = stop
        stop = _cluster_end(text, at)
        letters = _fold_cluster(text[at:stop])
        chars.append(letters)
        starts.extend([at] * len(letters))
        ends.extend([stop] * len(letters))
        at = stop
    return Folded(text, "".join(chars), starts, ends)


def find_quote(folded: Folded, quote: str) -> Span:
    """Where ``quote`` stands. Raises CoderError unless it stands there exactly once."""
    asked = fold(quote)
    wanted = asked.chars
    if not wanted:
        raise CoderError(f"{_shown(quote)} holds no letters to look for", hint="quote some words of the passage")
    at = folded.chars.find(wanted)
    if at < 0:
        raise CoderError(f"{_shown(quote)} not found", hint="copy the words from the transcript as it was imported")
    times = 1
    again = folded.chars.find(wanted, at + 1)
    while again >= 0:
        times += 1
        again = folded.chars.find(wanted, again + 1)
    if times > 1:
        raise CoderError(f"{_shown(quote)} found {times} times", hint="quote more words, or give start and end")
    start, end = folded.starts[at], folded.ends[at + len(wanted) - 1]
    before, behind = quote[: asked.starts[0]], quote[asked.ends[-1] :]
    earlier, later = folded.text[max(0, start - len(before)) : start], folded.text[end : end + len(behind)]
    return Span(start - _alike(before[::-1], earlier[::-1]), end + _alike(behind, later))


def find_between(folded: Folded, start_phrase: str, end_phrase: str) -> Span:
    """From the first letter of ``start_phrase`` to the last of ``end_phrase``; each must be unique in the text."""
    first, last = find_quote(folded, start_phrase), find_quote(folded, end_phrase)
    if last.start < first.start:
        raise CoderError(
            f"{_shown(end_phrase)} stands before {_shown(start_phrase)}", hint="exchange the start and the end phrase"
        )
    return Span(first.start, last.end)


def _shown(quote: str) -> str:
    words = " ".join(quote.split())
    return f'"{words[: _SHOWN - 1]}…"' if len(words) > _SHOWN else f'"{words}"'


def _alike(quoted: str, standing: str) -> int:
    """With how many of the marks quoted begins what stands there; quotation marks are alike, of whatever kind."""
    number = 0
    for mark, there in zip(quoted, standing, strict=False):
        same = _bare(mark) == _bare(there) or (mark in _QUOTATION and there in _QUOTATION)
        if not same or mark.isspace() or _joins(mark):  # an accent belongs to its letter
            break
        number += 1
    return number


def _bare(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)


def _plain_end(text: str, at: int) -> int:
    """End of the characters from ``at`` on that fold one by one; the last before a mark goes with the mark."""
    run = _PLAIN.match(text, at)
    if run is None:
        return at
    return run.end() - (run.end() < len(text) and _joins(text[run.end()]))


def _cluster_end(text: str, at: int) -> int:
    """End of the character at ``at`` with the marks that belong to it; ``at`` at the end of the text."""
    stop = min(at + 1, len(text))
    while stop < len(text) and stop - at < _LONGEST_CLUSTER and _joins(text[stop]):
        stop += 1
    return stop


@lru_cache(maxsize=4096)
def _joins(ch: str) -> bool:
    """Whether normalisation may join ``ch`` to the character before: marks, and later parts of Korean syllables."""
    return (
        unicodedata.category(ch)[0] == "M"
        or "\u1160" <= ch <= "\u11ff"
        or "\u3131" <= ch <= "\u3163"
        or "\ud7b0" <= ch <= "\ud7ff"
        or "\uff9e" <= ch <= "\uffdc"
    )


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", cluster).casefold() if ch.isalnum())
