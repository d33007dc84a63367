"""An interview as trained sources meet it, and what a source is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from coder.suggest.kernel import Likeness
from coder.suggest.reading import View
from coder.suggest.segments import SegmentedInterview
from coder.suggest.sources import Scores


@dataclass(frozen=True, slots=True)
class Met:
    """An interview, what is read of it, and how alike its segments are to those known (None if none are)."""

    interview: SegmentedInterview
    view: View
    likeness: Likeness | None


class Source(Protocol):
    """A trained source: picklable, deterministic, and knows nothing of stores.

    It may score a segment and a code in several ways, its ``channels``; how they add up, the second stage learns.
    """

    @property
    def origin(self) -> str:
        """How suggestions name it."""
        ...

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the ways in which it scores."""
        ...

    def scores(self, met: Met) -> Scores:
        """Scores of an interview's segments, channels x segments x codes; 0 where it says nothing."""
        ...
