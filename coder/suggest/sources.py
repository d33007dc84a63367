"""The sources of suggestions by name, and what all of them score and learn (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from coder.model.codebook import Codebook
from coder.suggest.segments import CodedInterview

CUES, SIMILAR, MODEL = "cues", "similar", "model"
SOURCES = (CUES, SIMILAR, MODEL)

REFUSED = -0.5  # somebody looked and said no: more than nobody having said yes

Scores = NDArray[np.float32]  # channels x segments x codes; 0 where the source says nothing
Encoder = Callable[[Sequence[str]], NDArray[np.float32]]  # texts -> one vector of length 1 each; "" may be anything


def codable(codebook: Codebook) -> tuple[str, ...]:
    """The codes that are suggested, in the order of the codebook; what fits no other value is left to people."""
    return tuple(code.id for code in codebook.codes if code.codable)


def targets(coded: CodedInterview, codes: Sequence[str]) -> NDArray[np.float64]:
    """What was said of the segments known (``coded.rows``), as numbers: 1 coded, 0 not, ``REFUSED`` where a suggestion
    was rejected."""
    place = {code: number for number, code in enumerate(codes)}
    found = np.zeros((len(coded.rows), len(codes)))
    for row, segment in enumerate(coded.rows):
        for code in coded.rejected[segment]:
            if code in place:
                found[row, place[code]] = REFUSED
        for coding in coded.codings[segment]:
            if coding.code in place:
                found[row, place[coding.code]] = 1.0
    return found
