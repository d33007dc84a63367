"""Pieces of lines on the pages of a PDF; positions in points, x from the left and y from the bottom of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side: from ``x0`` to ``x1`` on the baseline ``y``, in letters of ``size``."""

    x0: float
    x1: float
    y: float
    size: float
    text: str

    def beside(self, other: Piece) -> bool:
        """Whether both stand on one line."""
        return abs(self.y - other.y) < 0.45 * max(self.size, other.size)

    def shares(self, other: Piece) -> bool:
        """Whether one stands above the other, wholly or in part."""
        common = min(self.x1, other.x1) - max(self.x0, other.x0)
        return common > 0.2 * min(self.x1 - self.x0, other.x1 - other.x0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its pieces in the order in which the file names them; ``bare`` if it has pictures but no letters."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the order of reading; ``page`` counts from 0.

    ``right`` is where the lines of its column are wrapped, as far as can be told, ``longest`` where the longest ends;
    ``pitch`` is the distance of lines within paragraphs, 0 if unknown.
    """

    page: int
    piece: Piece
    right: float
    longest: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a whole PDF: where pages begin in it, which stretches are headings, what to warn of."""

    text: str = ""
    pages: tuple[int, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reading process says: why it does not read the file, or its text.

    ``left_out`` tells what stands at the edge of pages, ``bare`` names pages (from 1) without text layer, ``strange``
    counts letters without meaning.
    """

    refused: str = ""
    text: Text = Text()
    left_out: tuple[str, ...] = ()
    bare: tuple[int, ...] = ()
    strange: int = 0


def usual(numbers: Sequence[float], share: float = 0.5) -> float:
    """The number that ``share`` of all do not exceed; 0 of none."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))] if numbers else 0.0
