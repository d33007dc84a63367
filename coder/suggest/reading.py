"""Interviews as the learning sources read them: vectors of each segment, and maps of what stands around it.

What is learned here needs no codes, so all interviews of a study may be read for it: the vocabulary, and the questions
that interview after interview was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from coder.model.document import Role
from coder.suggest.segments import SegmentedInterview
from coder.suggest.sources import Encoder
from coder.suggest.vectors import Said, Vectors

WORDS, LETTERS, SENSE, PLACE, ROLE = "words", "letters", "sense", "place", "role"

_ALIKE = 0.7  # cosine of words from which two segments are the same question
_ASKED = 4  # interviews that hold a question of the guide, this one included
_READ_AT_MOST = 6000  # segments among which questions are looked for
_STATIONS = np.linspace(0.0, 1.0, 26)  # places of an interview, from its beginning to its end
_NEAR = 0.05  # share of an interview within which places are alike
_ROLES = tuple(Role)


@dataclass(frozen=True)
class View:
    """An interview read: a matrix per block, a row per segment, of length 1 or 0; which segments are questions."""

    blocks: dict[str, csr_matrix | NDArray[np.float32]]
    asked: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many segments it has."""
        return len(self.asked)

    def part(self, start: int, end: int) -> View:
        """Some of its segments; they keep their place in the whole."""
        return View({name: block[start:end] for name, block in self.blocks.items()}, self.asked[start:end])


@dataclass(frozen=True)
class Reader:
    """Reads interviews; made from a study's texts and sent to workers with what was learned."""

    vectors: Vectors
    questions: csr_matrix
    encode: Encoder | None
    width: int = 0  # numbers that the encoder makes of a text

    @classmethod
    def of(cls, interviews: Sequence[SegmentedInterview], texts: Sequence[Said], encode: Encoder | None) -> Reader:
        """A reader that knows the words of the interviews and of further texts, those of the codebook."""
        vectors = Vectors.of([said for one in interviews for said in _said(one)], texts)
        width = 0 if encode is None else encode([" "]).shape[1]
        return cls(vectors, _questions(vectors, interviews), encode, width)

    def view(self, interview: SegmentedInterview) -> View:
        """An interview read."""
        said = _said(interview)
        blocks: dict[str, csr_matrix | NDArray[np.float32]] = dict(self.vectors.blocks(said))
        if self.encode is not None:
            blocks[SENSE] = self.sense([text for _, text in said])
        blocks[PLACE] = _places(len(said))
        blocks[ROLE] = np.eye(len(_ROLES), dtype=np.float32)[[_ROLES.index(one.role) for one in interview.segments]]
        return View(blocks, _alike(blocks[WORDS], self.questions))

    def sense(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the encoder makes of texts; the same vector for texts that are the same."""
        if self.encode is None or not texts:
            return np.zeros((len(texts), self.width), dtype=np.float32)
        return np.asarray(self.encode(texts), dtype=np.float32)


def _said(interview: SegmentedInterview) -> list[Said]:
    return [(interview.language, segment.text) for segment in interview.segments]


def _places(count: int) -> NDArray[np.float32]:
    """Where in the interview each segment stands: how near it is to each of the stations."""
    places = np.arange(count) / max(1, count)
    near = np.exp(-((places[:, None] - _STATIONS[None, :]) ** 2) / _NEAR**2)
    return np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), dtype=np.float32)


def _alike(rows: csr_matrix, questions: csr_matrix) -> NDArray[np.bool_]:
    """Which rows are one of the questions."""
    if not questions.shape[0] or not rows.shape[0]:
        return np.zeros(rows.shape[0], dtype=np.bool_)
    return np.asarray((rows @ questions.T).max(axis=1).todense()).ravel() >= _ALIKE


def _questions(vectors: Vectors, interviews: Sequence[SegmentedInterview]) -> csr_matrix:
    """The segments that stand, almost word for word, in several interviews."""
    rows: list[csr_matrix] = []
    of: list[int] = []
    for number, interview in enumerate(interviews):
        if len(of) + len(interview.segments) > _READ_AT_MOST:
            break
        rows.append(vectors.words.vectors(_said(interview)))
        of += [number] * len(interview.segments)
    if not of:
        return csr_matrix((0, len(vectors.words.place)), dtype=np.float32)
    stacked = vstack(rows, format="csr")
    alike = (stacked @ stacked.T).tocoo()
    close = alike.data >= _ALIKE
    pairs = np.unique(np.stack([alike.row[close], np.asarray(of)[alike.col[close]]]), axis=1)
    interviews_of = np.bincount(pairs[0], minlength=len(of))
    return stacked[np.flatnonzero(interviews_of >= _ASKED)]
