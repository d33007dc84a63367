"""Positions in a document.

Every position of the program is a half-open span of Unicode code points in ``Document.text``. Other units
(UTF-16, bytes, lines) exist only inside the format that needs them.
"""

from __future__ import annotations

from dataclasses import dataclass

from coder.errors import CoderError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` up to, not including, ``end``; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise CoderError(f"{self.start}-{self.end} is no span of text", hint="0 <= start < end")

    def __len__(self) -> int:
        return self.end - self.start

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point (touching is not overlapping)."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def union(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
