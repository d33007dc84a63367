"""Memory for large arrays that is used again."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import NDArray

_MOST = 4_000_000  # numbers of an array that is kept; larger ones take long anyway


class Buffers:
    """Arrays by name, each in the memory of the last one of that name.

    What is as large as all segments of an interview by all that are known, an allocator gives back to the system at
    once, and the system clears it page by page for the next one: for a dozen of them that is a fifth of the time an
    interview takes. Not for two threads at once.
    """

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.float32]] = {}

    def array(self, name: str, *shape: int) -> NDArray[np.float32]:
        """An array of that shape, of whatever numbers; it ends the one before of that name."""
        size = prod(shape)
        if size > _MOST:
            return np.empty(shape, np.float32)
        kept = self._kept.get(name)
        if kept is None or len(kept) < size:
            kept = self._kept[name] = np.empty(size, np.float32)
        return kept[:size].reshape(shape)
