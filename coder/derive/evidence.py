"""Which codings count once: overlapping doubles collapse to the strongest; and what changes of the codebook say."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.model.document import Turn
    from coder.model.overview import Evidence


def strongest(spans: Iterable[tuple[int, int, int, str]]) -> list[str]:
    """Ids that stand for their cluster among codings of one document, coder, code, case, voice and sign.

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


def collapse(codings: Iterable[tuple[Hashable, int, int, int, str]]) -> set[str]:
    """Ids of the codings that count, of (whose, start, end, weight, id) in any order.

    Only codings of one ``whose`` collapse: of one document, coder, code, case and voice, because these speak to one
    cell for one interview.
    """
    together: dict[tuple[Hashable, int], list[tuple[int, int, int, str]]] = defaultdict(list)
    for whose, start, end, weight, coding in codings:
        together[whose, (weight > 0) - (weight < 0)].append((start, end, weight, coding))
    return {coding for spans in together.values() for coding in strongest(spans)}


def whole_turns(turns: Sequence[Turn], start: int, end: int) -> tuple[int, int]:
    """A span widened to all of the turns it touches; as it is where it touches none."""
    first = max(0, bisect_right(turns, start, key=attrgetter("span.start")) - 1)
    begin, stop = start, end
    for turn in turns[first:]:
        if turn.span.start >= end:
            break
        if turn.span.end > start:
            begin, stop = min(begin, turn.span.start), max(stop, turn.span.end)
    return begin, stop


def parted(piece: Evidence, migrated: Collection[str], left_out: Collection[str]) -> Iterator[Evidence]:
    """A piece of evidence without the codings left out, and with those apart that a split sent to its default."""
    for moved in (False, True):
        ids = tuple(one for one in piece.ids if one not in left_out and (one in migrated) is moved)
        if ids:
            yield piece._replace(ids=ids, migrated=moved)
