"""Where a passage stands, as locators print it, for many passages of one text (method 4)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from coder.model.document import Document
from coder.model.span import Span


def places(document: Document) -> Callable[[int], str]:
    """``Document.place_at`` with the lines of the text counted once."""
    if document.pages:
        return document.place_at
    lines = document.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    before = [0, *accumulate(bool(line.strip()) for line in lines)]
    return lambda offset: str(before[bisect_right(starts, offset) - 1] + 1)


def locator(interview: str, place: str, span: Span) -> str:
    """``interview:paragraph:start-end``, or the page where the file has pages."""
    return f"{interview}:{place}:{span}"
