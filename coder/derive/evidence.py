"""Which codings count once: overlapping doubles collapse to the strongest; and what changes of the codebook say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.model.overview import Evidence


def strongest(spans: Iterable[tuple[int, int, int, str]]) -> list[str]:
    """Ids that stand for their cluster among codings of one document, coder, code and sign.

    ``spans`` are (start, end, weight, id). Spans that share a code point, directly or through others, are one
    cluster; the largest |weight| stands for it, then the earliest, then the smallest id.
    """
    chosen: list[str] = []
    end = -1
    best: tuple[int, int, str] | None = None
    for start, stop, weight, coding in sorted(spans):
        candidate = (-abs(weight), start, coding)
        if best is None or start >= end:
            if best is not None:
                chosen.append(best[2])
            best, end = candidate, stop
        else:
            best, end = min(best, candidate), max(end, stop)
    if best is not None:
        chosen.append(best[2])
    return chosen


def collapse(codings: Iterable[tuple[str, str, str, int, int, int, str]]) -> set[str]:
    """Ids of the codings that count, of (document, coder, code, start, end, weight, id) in any order."""

    def key(coding: tuple[str, str, str, int, int, int, str]) -> tuple[str, str, str, int]:
        return coding[0], coding[1], coding[2], (coding[5] > 0) - (coding[5] < 0)

    counted: set[str] = set()
    for _, group in groupby(sorted(codings, key=key), key=key):
        counted.update(strongest((start, end, weight, coding) for _, _, _, start, end, weight, coding in group))
    return counted


def parted(piece: Evidence, migrated: Collection[str], left_out: Collection[str]) -> Iterator[Evidence]:
    """A piece of evidence without the codings left out, and with those apart that a split sent to its default."""
    for moved in (False, True):
        ids = tuple(one for one in piece.ids if one not in left_out and (one in migrated) is moved)
        if ids:
            yield piece._replace(ids=ids, migrated=moved)
