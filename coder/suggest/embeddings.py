"""What the encoder makes of the texts of a study, once for each: it takes longer than all that is learned from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from coder.processes import deaf_children, pool
from coder.suggest.encoder import AT_ONCE
from coder.suggest.sources import Encoder

_WORTH = 4 * AT_ONCE  # texts from which another process pays


@dataclass(frozen=True)
class Embeddings:
    """An encoder that need not read again what is ``known``."""

    encode: Encoder
    known: Mapping[str, NDArray[np.float32]]

    @classmethod
    def of(
        cls, encode: Encoder, texts: Iterable[str], processes: int, told: Callable[[int, int], None] | None = None
    ) -> Embeddings:
        """Of these texts, read by so many processes; ``told`` hears how many of how many were read."""
        left = iter(sorted(dict.fromkeys(texts), key=len))  # a pass takes as long as its longest text
        parcels = list(iter(lambda: list(islice(left, AT_ONCE)), []))
        every = sum(map(len, parcels))
        known: dict[str, NDArray[np.float32]] = {}
        several = processes > 1 and every >= _WORTH
        with pool(processes, _begin, encode) if several else nullcontext() as workers:
            found: Iterator[NDArray[np.float32]] = map(encode, parcels)
            if workers is not None:
                with deaf_children():
                    found = workers.map(_encoded, parcels)
            for parcel, vectors in zip(parcels, found, strict=True):
                known.update(zip(parcel, vectors, strict=True))
                if told is not None:
                    told(len(known), every)
        return cls(encode, known)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self.known]
        found = dict(zip(fresh, self.encode(fresh), strict=True)) if fresh else {}
        return np.array([found[text] if text in found else self.known[text] for text in texts], dtype=np.float32)


_encode: Encoder | None = None  # of a process that works for another


def _begin(encode: Encoder) -> None:
    global _encode
    _encode = encode


def _encoded(texts: list[str]) -> NDArray[np.float32]:
    assert _encode is not None  # noqa: S101 - _begin was here
    return _encode(texts)
