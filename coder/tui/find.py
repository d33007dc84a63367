"""Stepping through places of a transcript: hits of a search, suggestions, codings (pure)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from coder.model.span import Span


def beside(spans: Sequence[Span], offset: int, step: int) -> int | None:
    """Index of the first span that begins after an offset (``step`` 1), or the last before it (-1); round the end.

    None if there are no spans.
    """
    if not spans:
        return None
    starts = [span.start for span in spans]
    if step > 0:
        return bisect_right(starts, offset) % len(spans)
    return (bisect_left(starts, offset) - 1) % len(spans)
