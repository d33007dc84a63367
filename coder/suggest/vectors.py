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
from itertools import chain, pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

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
            found += [token[at : at + size] for size in (1, 2, 3) for at in range(len(token) - size + 1)]
        else:
            plain.append(token)
    return (*found, *plain, *(f"{one} {two}" for one, two in pairwise(plain)))


@lru_cache(maxsize=_REMEMBERED)
def letters(said: Said) -> tuple[str, ...]:
    """Pieces of three to five letters of each word with its edges, which forgive endings and misspellings."""
    found: list[str] = []
    for word in _WORD.findall(fold(said[1])):
        if not _IS_CJK.match(word):
            found += _pieces(word)
    return tuple(found)


@lru_cache(maxsize=50_000)  # a study says the same words over and over
def _pieces(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(
        edged[at : at + size] for size in range(_SHORTEST, _LONGEST + 1) for at in range(len(edged) - size + 1)
    )


@dataclass(frozen=True)
class Vectors:
    """Fitted on the texts of a study, without their codes: turns texts into vectors of length 1 (0 if unknown)."""

    words: TfidfVectorizer
    letters: TfidfVectorizer

    @classmethod
    def of(cls, texts: Sequence[Said], kept: Sequence[Said] = ()) -> Vectors:
        """Vocabulary and weights of texts; what stands in one text only is left out, it tells nothing of others, unless
        it stands in those ``kept``."""
        return cls(_fitted(words, texts, kept), _fitted(letters, texts, kept))

    def blocks(self, texts: Sequence[Said]) -> dict[str, csr_matrix]:
        """The vectors of texts, by block."""
        return {"words": _transformed(self.words, texts), "letters": _transformed(self.letters, texts)}


def _transformed(vectoriser: TfidfVectorizer, texts: Sequence[Said]) -> csr_matrix:
    if not texts:  # scikit-learn refuses
        return csr_matrix((0, len(vectoriser.vocabulary_)), dtype=np.float32)
    return vectoriser.transform(texts)


def _fitted(analyzer: Analyzer, texts: Sequence[Said], kept: Sequence[Said]) -> TfidfVectorizer:
    """A vectoriser of what the analyzer finds; one that knows nothing where there is nothing to know."""
    counts = Counter(chain.from_iterable(set(analyzer(text)) for text in (*texts, *kept)))
    own = set(chain.from_iterable(map(analyzer, kept)))
    known = sorted(one for one, count in counts.items() if count > 1 or one in own) or ["\0"]
    vocabulary = {one: place for place, one in enumerate(known)}
    made = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, vocabulary=vocabulary, dtype=np.float32)
    return made.fit([*texts, *kept] or [("en", "")])
