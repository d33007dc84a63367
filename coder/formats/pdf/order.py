"""The order in which the pieces of a page are read.

Programs that write PDFs mostly name the words in the order of reading: column by column, a table cell by cell. That
order is kept, but where it contradicts itself: what stands above comes first, and where lines of two columns take
turns, as converters write them, the columns are told by the room between them.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from coder.formats.pdf.furniture import rows_of
from coder.formats.pdf.values import Page, Piece, usual

_NEAR = 3.0  # times the size of letters: what is further below begins a new block
_MOST_BLOCKS = 1_500  # of a page; more are kept in the order of the file
_MOST_PIECES = 20_000  # of a page on which columns are looked for
_MOST_GAPS = 60  # that may be the room between columns
_NARROWEST = 0.25  # of the width of the text: no column is narrower
_FULL = 0.55  # of a column's width: what lines of running text fill
_FEWEST_ROWS = 4  # with words on both sides, for columns to be seen


def blocks(page: Page) -> list[list[Piece]]:
    """The pieces of a page in the order of reading, as blocks of lines that stand below each other."""
    pieces = _by_columns(page.pieces) if _interleaved(page.pieces) else list(page.pieces)
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and _continues(found[-1], piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [found[index] for index in _from_above(found)]


def _continues(block: Sequence[Piece], piece: Piece) -> bool:
    """Whether ``piece`` stands in the next line of the block, or in the same line right beside its last piece."""
    last = block[-1]
    if piece.beside(last):
        return 0 <= piece.x0 - last.x1 + 1 < 1.5 * last.size
    below = last.y - piece.y
    return 0 < below < _NEAR * max(last.size, piece.size) and any(piece.shares(one) for one in block[-4:])


def _from_above(found: Sequence[Sequence[Piece]]) -> list[int]:
    """The order of the blocks: as they are, but none before one that stands wholly above it."""
    count = len(found)
    if count > _MOST_BLOCKS:
        return list(range(count))
    boxes = [_box(block) for block in found]
    below: list[list[int]] = [[] for _ in found]
    waits = [0] * count
    for upper, (x0, x1, low, _) in enumerate(boxes):
        for lower, (other0, other1, _, high) in enumerate(boxes):
            common = min(x1, other1) - max(x0, other0)
            if upper != lower and low >= high and common > 0.2 * min(x1 - x0, other1 - other0):
                below[upper].append(lower)
                waits[lower] += 1
    ready = [index for index in range(count) if not waits[index]]
    order = []
    while ready:
        index = heapq.heappop(ready)
        order.append(index)
        for lower in below[index]:
            waits[lower] -= 1
            if not waits[lower]:
                heapq.heappush(ready, lower)
    return order  # "wholly above" knows no circles, so all are in


def _box(block: Sequence[Piece]) -> tuple[float, float, float, float]:
    """Left, right, lowest and highest point; the lowest is a little raised, so that tight lines do not overlap."""
    return (
        min(piece.x0 for piece in block),
        max(piece.x1 for piece in block),
        min(piece.y for piece in block),
        max(piece.y + 0.5 * piece.size for piece in block),
    )


def _interleaved(pieces: Sequence[Piece]) -> bool:
    """Whether the file names line after line across columns."""
    gutter = _gutter(pieces)
    if gutter is None:
        return False
    across = sum(1 for one, other in pairwise(pieces) if one.beside(other) and one.x1 <= gutter <= other.x0)
    both = sum(1 for row in rows_of(pieces) if row[0].x1 <= gutter <= row[-1].x0)
    return across >= _FEWEST_ROWS and 2 * across > both


def _by_columns(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces by columns, as far as there are any; what goes across columns stands between them."""
    gutter = _gutter(pieces)
    ordered: list[Piece] = []
    if gutter is None:
        for row in rows_of(pieces):
            ordered += row
        return ordered
    sides: tuple[list[Piece], list[Piece]] = [], []
    for row in rows_of(pieces):
        if any(piece.x0 < gutter < piece.x1 for piece in row):
            ordered += _by_columns(sides[0]) + _by_columns(sides[1]) + row
            sides = [], []
        else:
            for piece in row:
                sides[piece.x0 >= gutter].append(piece)
    return ordered + _by_columns(sides[0]) + _by_columns(sides[1])


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the room between two columns of running text lies; the first of several that are as clear."""
    rows = list(rows_of(pieces))
    if len(rows) < _FEWEST_ROWS or len(pieces) > _MOST_PIECES:
        return None
    left, right = usual([row[0].x0 for row in rows], 0.05), usual([row[-1].x1 for row in rows], 0.95)
    least = _NARROWEST * (right - left)
    gaps = [(one.x1, other.x0) for row in rows for one, other in pairwise(row) if other.x0 > one.x1]
    ends = Counter(round(end) for end, _ in gaps if left + least < end < right - least)
    best, clear = None, 0  # the most rows beside it, the fewest across it
    for start in sorted(end for end, _ in ends.most_common(_MOST_GAPS)):
        middle = start + 1.0
        beside = [(one, other) for row in rows for one, other in pairwise(row) if one.x1 <= middle <= other.x0]
        crossing = sum(1 for row in rows if any(piece.x0 < middle < piece.x1 for piece in row))
        if len(beside) < _FEWEST_ROWS or crossing * 2 > len(rows):
            continue
        end = usual([other.x0 for _, other in beside], 0.05)
        filled = usual([(one.x1 - one.x0) / (middle - left) for one, _ in beside])
        beyond = usual([(other.x1 - other.x0) / (right - end) for _, other in beside])
        if filled >= _FULL and beyond >= _FULL / 2 and len(beside) - crossing > clear:
            best, clear = middle, len(beside) - crossing
    return best
