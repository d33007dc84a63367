"""Words of a text that are nearly a phrase: inflected, misspelt, or parted otherwise (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import Stemmer
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from coder.language.boundaries import CJK
from coder.language.negation import negators
from coder.language.scanning import JOINS

NEAR = 88  # the least similarity of a near hit, of 100
NEAR_FROM = 6  # shorter phrases have too many neighbours
FORM = 75  # the least similarity of another form of a word, which has its stem: "subsidies" of "subsidy"
TYPO_FROM = 9  # shorter phrases may only gain or lose an ending: "plants" is not "plans"
HEAD = 4  # a near hit begins like the phrase: words inflect at the end, prefixes such as un- turn the meaning

_SAME = 100
_WORD = re.compile(rf"[^\W_{CJK}]+")
_REMEMBERED = 50_000  # words whose stems are kept
_CLAUSE_STOP = re.compile(r"[;:!?…—–()\[\]\n]|[.,](?=\s)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in small letters that may have near hits: how many words and how many negators it holds."""

    spelling: str
    words: int
    negators: int
    language: str

    @property
    def head(self) -> str:
        """How each near hit begins."""
        return self.spelling[:HEAD]

    def best(self, text: str, start: int, end: int, threshold: int = NEAR) -> tuple[int, int]:
        """End and similarity of the words of ``text[start:end]`` from ``start`` on that are most like the phrase.

        ``text`` is in small letters, has the head of the phrase at ``start`` and a word beginning there. The words
        have at most one word more or less than the phrase and as many negators, and lie within one clause. (0, 0) if
        none reach ``threshold`` percent, or are one word in another form, or if some are the phrase itself.
        """
        spelling = self.spelling
        stop = start + len(spelling)
        whole = stop == end or (stop < end and not JOINS[text[stop]])
        if whole and JOINS[spelling[-1]] and text.startswith(spelling, start):
            return (0, 0)
        best = (0, 0)
        for word in islice(_WORD.finditer(text, start, end), max(self.words - 2, 0), self.words + 1):
            window = text[start : word.end()]
            score = int(ratio(window, spelling, score_cutoff=threshold))
            if score == _SAME:
                return (0, 0)
            if not score and self.words == 1 and threshold <= NEAR and (form := self._form(window)):
                return (word.end(), form)
            if score > best[1] and self._may_be(window):
                best = (word.end(), score)
        return best

    def _form(self, word: str) -> int:
        """How like the phrase, which is one word, another form of it is; 0 if the word is none."""
        score = int(ratio(word, self.spelling, score_cutoff=FORM))
        if not score:
            return 0
        stem = _stem(word, self.language)
        return score if stem and stem == _stem(self.spelling, self.language) else 0

    def _may_be(self, window: str) -> bool:
        """Whether similar words can be a form of the phrase rather than another phrase."""
        short, long = sorted((window, self.spelling), key=len)
        if len(self.spelling) < TYPO_FROM and not long.startswith(short):
            return False
        return not _CLAUSE_STOP.search(window) and negators(window, self.language) == self.negators


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str, language: str) -> str:
    """The stem of a word; nothing in languages that Snowball does not know."""
    stemmer = _stemmer(language)
    stem: str = stemmer.stemWord(word) if stemmer else ""
    return stem


@lru_cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of a language; None for those without."""
    try:
        return Stemmer.Stemmer(language)
    except KeyError:
        return None


def phrase(spelling: str, language: str) -> Phrase | None:
    """The phrase, if it can have near hits: it is long enough and begins with a word of a script with spaces."""
    words = _WORD.findall(spelling)
    if not words or not spelling.startswith(words[0]) or len(spelling) < NEAR_FROM:
        return None
    return Phrase(spelling, len(words), negators(spelling, language), language)


def worth_a_look(texts: Sequence[str], spellings: Sequence[str], threshold: int) -> list[int]:
    """The numbers of those pairs, of a text as long as a spelling and the spelling, whose words can be alike.

    Words with share r of letters to change are at most (1 + r) / (1 - r) as long as the phrase, and cutting them to its
    length, or going on behind them, at most doubles the changes. All pairs in one call: each takes less than a call.
    """
    changes = 1 - threshold / 100
    rough = 100 * max(0.0, 1 - changes * (1 + (1 + changes) / (1 - changes))) if changes < 1 else 0.0
    if rough <= 0 or not texts:
        return list(range(len(texts)))
    found: list[int] = cpdist(texts, spellings, scorer=ratio, score_cutoff=rough).nonzero()[0].tolist()
    return found
