"""Searching a transcript (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from coder.model.span import Span


def hits(text: str, query: str) -> list[Span]:
    """Where the words of a query stand in a text, in order: case and the kind of blank between words do not matter."""
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    return [Span(*found.span()) for found in pattern.finditer(text)]


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
