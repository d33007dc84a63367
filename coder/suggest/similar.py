"""Passages like those already coded, and like the code's own words (``similar.v1``).

A code's own words are its label, definition, criteria, examples and cues, in the language of the interview or, where
they lack it, in that of the codebook. They are all there is before the first interview is coded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coder.language.conventions import base
from coder.model.codebook import Code, Codebook
from coder.model.labels import Label
from coder.suggest.kernel import Likeness, inner
from coder.suggest.lessons import Lessons
from coder.suggest.met import Met
from coder.suggest.reading import LETTERS, SENSE, WORDS, Reader, View
from coder.suggest.sources import Scores
from coder.suggest.vectors import Said, counted

ORIGIN = "similar.v1"
CHANNELS = ("near", "named", "described", "meant", "meaning")
_TELLING = 4  # letters of a word that is named as a reason
_NEAREST = 3  # coded passages of a code that are compared


@dataclass(frozen=True)
class OwnWords:
    """What a codebook says of each code, as vectors, in one language."""

    named: dict[str, csr_matrix]
    described: dict[str, csr_matrix]
    meant: NDArray[np.float32]
    meaning: NDArray[np.float32]
    stems: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Similar:
    """The trained source. ``rows`` are the places, among the segments known, of those coded with anything; ``coded``
    says with what (rows x codes). ``held_out`` has scores of all known, each as if its block had not been learned from
    (channels x known x codes)."""

    own: dict[str, OwnWords]
    default: str
    rows: NDArray[np.intp]
    coded: NDArray[np.bool_]
    held_out: Scores
    origin: str = ORIGIN
    channels: tuple[str, ...] = CHANNELS

    def scores(self, met: Met) -> Scores:
        """How alike an interview's segments are to each code's passages and words, 0 to 1."""
        own = own_scores(met.view, self.own_words(met.interview.language))
        near = np.zeros(own.shape[1:], np.float32)
        if met.likeness is not None:
            near = nearest(met.likeness.cosines(self.rows), self.coded)
        return np.concatenate([near[None], own])

    def stems(self, language: str) -> tuple[frozenset[str], ...]:
        """The words of each code that are named where a passage shares them."""
        return self.own_words(language).stems

    def own_words(self, language: str) -> OwnWords:
        """The own words in a language, else in the codebook's."""
        return self.own.get(base(language)) or self.own[base(self.default)]


def stems_of(described: Sequence[str], language: str) -> tuple[frozenset[str], ...]:
    """The words of each code, as they are counted, that are long enough to say something."""
    return tuple(
        frozenset(stem for word, stem in counted(language, text) if len(word) >= _TELLING or not word.isascii())
        for text in described
    )


def texts_of(codebook: Codebook, codes: Sequence[str], language: str) -> tuple[list[str], list[str]]:
    """What each code is called, and all that is said of it, in a language."""
    named, described = [], []
    for code in map(codebook.code, codes):
        named.append(_in(code.label, language, codebook.default_language))
        described.append("\n".join(_described(code, language, codebook.default_language)))
    return named, described


def _in(label: Label, language: str, default: str) -> str:
    by_base = {base(tag): text for tag, text in label.items()}
    return by_base.get(base(language)) or by_base.get(base(default)) or next(iter(label.values()), "")


def _described(code: Code, language: str, default: str) -> list[str]:
    labels = (code.label, code.definition, *code.include, *(one.text for one in code.examples))
    cues = {base(tag): phrases for tag, phrases in code.cues.items()}
    phrases = cues.get(base(language)) or cues.get(base(default)) or ()
    return [text for label in labels if (text := _in(label, language, default))] + list(phrases)


def said_of(codebook: Codebook, codes: Sequence[str]) -> list[Said]:
    """All own words of codes in all languages of a codebook, for the vocabulary."""
    found: list[Said] = []
    for language in dict.fromkeys((codebook.default_language, *codebook.languages)):
        named, described = texts_of(codebook, codes, language)
        found += [(language, text) for text in (*named, *described)]
    return found


def own_words(reader: Reader, codebook: Codebook, codes: Sequence[str]) -> dict[str, OwnWords]:
    """The own words of codes as vectors, by language."""
    made: dict[str, OwnWords] = {}
    for language in dict.fromkeys(map(base, (codebook.default_language, *codebook.languages))):
        named, described = texts_of(codebook, codes, language)
        made[language] = OwnWords(
            reader.vectors.blocks([(language, text) for text in named]),
            reader.vectors.blocks([(language, text) for text in described]),
            reader.sense(named),
            reader.sense(described),
            stems_of(described, language),
        )
    return made


def own_scores(view: View, own: OwnWords) -> NDArray[np.float32]:
    """How alike segments are to the codes' own words: by words and letters, and by sense (channels but ``near``)."""
    found: list[NDArray[np.float32]] = [
        np.asarray((inner(view.blocks[WORDS], of[WORDS]) + inner(view.blocks[LETTERS], of[LETTERS])) / 2, np.float32)
        for of in (own.named, own.described)
    ]
    if SENSE in view.blocks:
        found += [inner(view.blocks[SENSE], own.meant), inner(view.blocks[SENSE], own.meaning)]
    else:
        found += [np.zeros_like(found[0])] * 2
    return np.stack(found)


def nearest(cosines: NDArray[np.float32], coded: NDArray[np.bool_]) -> NDArray[np.float32]:
    """For each segment and code the mean cosine of the nearest passages of that code; passages it lacks count 0."""
    found = np.zeros((len(cosines), coded.shape[1]), dtype=np.float32)
    for code in range(coded.shape[1]):
        of_code = cosines[:, coded[:, code]]
        if of_code.shape[1] > _NEAREST:
            of_code = np.partition(of_code, -_NEAREST, axis=1)[:, -_NEAREST:]
        found[:, code] = np.maximum(of_code, 0).sum(axis=1) / _NEAREST
    return found


def learn(
    reader: Reader, codebook: Codebook, codes: Sequence[str], lessons: Lessons, likeness: Likeness | None
) -> Similar:
    """Keep what was coded; ``likeness`` is that of all segments seen to each other, None if there are none."""
    said = np.vstack([np.zeros((0, len(codes)), dtype=np.bool_), *lessons.right])
    kept = np.flatnonzero(said.any(axis=1))
    nothing = np.zeros((len(CHANNELS), 0, len(codes)), np.float32)
    words = own_words(reader, codebook, codes)
    made = Similar(words, codebook.default_language, lessons.rows[kept], said[kept], nothing)
    if likeness is None:
        return made
    alike = likeness.cosines(lessons.rows[kept])
    for block, beside in zip(lessons.blocks, lessons.beside, strict=True):
        alike[np.ix_(np.concatenate([lessons.rows[block], beside]), np.isin(kept, block))] = 0
    own = [
        own_scores(view, made.own_words(interview.language))
        for interview, stretches in zip(lessons.interviews, lessons.stretches, strict=True)
        for view in stretches
    ]
    return replace(made, held_out=np.concatenate([nearest(alike, said[kept])[None], np.concatenate(own, axis=1)]))
