"""Segments as sparse vectors: the stems of their words, alone and in pairs, and the letters within them.

Languages share one space: names, numbers and words in common are bridges, and stems of two languages seldom clash. Text
of scripts without spaces counts by its characters, alone, in twos and in threes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise, repeat
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coder.language.boundaries import CJK
from coder.language.conventions import base
from coder.language.folding import fold

Said = tuple[str, str]  # language and text
Analyzer = Callable[[Said], tuple[str, ...]]

_WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
_IS_CJK = re.compile(rf"[{CJK}]")
_REMEMBERED = 10_000  # texts whose parts are kept: training reads each several times, evaluation dozens of times
_SHORTEST, _LONGEST = 3, 5  # letters of the pieces of a word
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of a language; None for those without."""
    import Stemmer

    name = _STEMMERS.get(base(language))
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None


def words_in(text: str) -> list[str]:
    """The words of a text in order, folded; runs of Chinese and the like stay whole."""
    return _WORD.findall(fold(text))


def tokens(language: str, text: str) -> list[str]:
    """The same words, stemmed."""
    stemmer = _stemmer(language)
    return list(stemmer.stemWords(words_in(text))) if stemmer is not None else words_in(text)


def counted(language: str, text: str) -> list[tuple[str, str]]:
    """The words of a text as they stand there and as they are counted; of scripts without spaces pieces of two or three
    characters."""
    found: list[tuple[str, str]] = []
    for word, stem in zip(words_in(text), tokens(language, text), strict=True):
        if _IS_CJK.match(word):
            pieces = [word[at : at + size] for size in (2, 3) for at in range(len(word) - size + 1)]
            found += zip(pieces, pieces, strict=True)
        else:
            found.append((word, stem))
    return found


@lru_cache(maxsize=_REMEMBERED)
def words(said: Said) -> tuple[str, ...]:
    """What a text counts by: stems and pairs of them; of scripts without spaces one to three characters."""
    found: list[str] = []
    plain: list[str] = []
    for token in tokens(*said):
        if _IS_CJK.match(token):
            found += _characters(token)
        else:
            plain.append(token)
    return (*found, *plain, *(f"{one} {two}" for one, two in pairwise(plain)))


@lru_cache(maxsize=_REMEMBERED)
def letters(said: Said) -> tuple[str, ...]:
    """Pieces of three to five letters of each word with its edges, which forgive endings and misspellings; of scripts
    without spaces one to three characters, as with words: left out, such texts would be half as like each other as
    others are."""
    found: list[str] = []
    for word in _WORD.findall(fold(said[1])):
        found += _characters(word) if _IS_CJK.match(word) else _pieces(word)
    return tuple(found)


def _characters(run: str) -> list[str]:
    return [run[at : at + size] for size in (1, 2, 3) for at in range(len(run) - size + 1)]


@lru_cache(maxsize=50_000)  # a study says the same words over and over
def _pieces(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(
        edged[at : at + size] for size in range(_SHORTEST, _LONGEST + 1) for at in range(len(edged) - size + 1)
    )


@dataclass(frozen=True)
class Terms:
    """What texts count by, each with its place and its weight by how few texts have it (TF-IDF as scikit-learn has it,
    smoothed, of the logarithm of counts; without scikit-learn, whose import takes a worker more than a second)."""

    of_text: Analyzer
    place: dict[str, int]
    weights: NDArray[np.float32]
    texts: int

    @classmethod
    def of(cls, of_text: Analyzer, texts: Sequence[Said], kept: Sequence[Said]) -> Terms:
        """Those of texts that stand in more than one, or in one of those kept; nothing if there is nothing to know."""
        counts = Counter(chain.from_iterable(set(of_text(text)) for text in (*texts, *kept)))
        own = set(chain.from_iterable(map(of_text, kept)))
        known = sorted(one for one, count in counts.items() if count > 1 or one in own) or ["\0"]
        place = {one: number for number, one in enumerate(known)}
        of = np.fromiter((counts[one] for one in known), np.float64, len(known))
        number = len(texts) + len(kept)
        return cls(of_text, place, (1 + np.log((1 + number) / (1 + of))).astype(np.float32), number)

    def vectors(self, texts: Sequence[Said]) -> csr_matrix:
        """The vectors of texts, of length 1, shorter by what they have of terms that are not known, or 0.

        Of these those count that stand in more than one of the texts: they would be known, had these been read before.
        Left out, what is new would be liker to what is known than what is known is to itself.
        """
        found, unknown = _counts(self.of_text, self.place, texts)
        found.data = (1 + np.log(found.data)) * self.weights[found.indices]
        row_of = np.repeat(np.arange(len(texts)), np.diff(found.indptr))
        squares = np.bincount(row_of, found.data.astype(np.float64) ** 2, len(texts))
        have = Counter(term for _, term in unknown)
        for (row, term), number in unknown.items():
            if have[term] > 1:
                squares[row] += ((1 + log(number)) * (1 + log((1 + self.texts) / (1 + have[term])))) ** 2
        lengths = np.sqrt(squares)
        found.data /= np.where(lengths > 0, lengths, 1.0).astype(np.float32)[row_of]
        return found

    def weight(self, term: str) -> float:
        """What a term weighs; 0 if it is not known."""
        return float(self.weights[self.place[term]]) if term in self.place else 0.0


def _counts(
    of_text: Analyzer, place: dict[str, int], texts: Sequence[Said]
) -> tuple[csr_matrix, Counter[tuple[int, str]]]:
    """How often each text has each term (texts x terms): as scikit-learn counts, several times faster. And how often it
    has those without a place."""
    found = [of_text(text) for text in texts]
    terms = list(chain.from_iterable(found))
    columns = np.fromiter(map(place.get, terms, repeat(-1)), np.int32, len(terms))
    ends = np.cumsum([0, *map(len, found)])
    new = np.flatnonzero(columns < 0)
    rows = (np.searchsorted(ends, new, "right") - 1).tolist()
    unknown = Counter(zip(rows, map(terms.__getitem__, new.tolist()), strict=True))
    if len(new):
        columns, ends = np.delete(columns, new), ends - np.searchsorted(new, ends)
    counts = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), len(place)))
    counts.sum_duplicates()
    return counts, unknown


@dataclass(frozen=True)
class Vectors:
    """Fitted on the texts of a study, without their codes: turns texts into vectors of length 1 (0 if unknown)."""

    words: Terms
    letters: Terms

    @classmethod
    def of(cls, texts: Sequence[Said], kept: Sequence[Said] = ()) -> Vectors:
        """Vocabulary and weights of texts; what stands in one text only is left out, it tells nothing of others, unless
        it stands in those ``kept``."""
        return cls(Terms.of(words, texts, kept), Terms.of(letters, texts, kept))

    def blocks(self, texts: Sequence[Said]) -> dict[str, csr_matrix]:
        """The vectors of texts, by block."""
        return {"words": self.words.vectors(texts), "letters": self.letters.vectors(texts)}
