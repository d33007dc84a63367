"""A place in a transcript with what stands around it: paragraph, speaker, the words before and after."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from coder.model.document import Document
from coder.model.span import Span

_LINE = re.compile(r"^.*\S.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a place, and the characters right before and after it; all as they stand in the text."""

    before: str
    words: str
    after: str


def context(text: str, span: Span, room: int) -> Context:
    """A place with up to ``room`` characters on both sides."""
    return Context(
        text[max(0, span.start - room) : span.start], text[span.start : span.end], text[span.end : span.end + room]
    )


class Places:
    """Where in one document something stands, as locators say it; made once for many places."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = [line.start() for line in _LINE.finditer(document.text)]

    def paragraph(self, offset: int) -> int:
        """Number (from 1) of the paragraph, as ``Document.paragraph_at`` counts."""
        begin = self._document.text.rfind("\n", 0, offset) + 1
        return bisect_right(self._lines, begin - 1) + 1

    def place(self, offset: int) -> str:
        """The page or the number of the paragraph, as ``Document.place_at`` says it."""
        page = self._document.page_at(offset)
        return str(self.paragraph(offset)) if page is None else f"p. {page}"

    def page(self, offset: int) -> int | None:
        """Number (from 1) of the page, or None if the file had no pages."""
        return self._document.page_at(offset)

    def speaker(self, span: Span) -> tuple[str, str]:
        """Speaker and role of the turn in which a place begins, or that it reaches; both "" outside of turns."""
        turns = self._document.turns
        index = bisect_right(turns, span.end - 1, key=lambda turn: turn.span.start) - 1
        while index > 0 and turns[index - 1].span.end > span.start:
            index -= 1
        if index < 0 or not turns[index].span.overlaps(span):
            return "", ""
        return turns[index].speaker, turns[index].role.value
