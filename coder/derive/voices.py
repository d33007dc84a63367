"""Whose words a coding rests on, where every speaker of a group discussion is an interview of his own (method 2.1).

A document with the attribute ``voices: speakers`` is such a discussion. Everywhere else the document says which
interview a coding belongs to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from coder.model.document import Role, Turn
from coder.model.span import Span


def speakers(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The respondents of a document, in the order in which they first speak; those without a name are left out."""
    return tuple(dict.fromkeys(turn.speaker for turn in turns if turn.role is Role.RESPONDENT and turn.speaker))


def voice(turns: Sequence[Turn], text: str, span: Span, count: Callable[[str], int]) -> str | None:
    """The respondent who says most words of a span, the first of those who say as many; None if none says any.

    ``count`` gives the number of words in a text; ``turns`` lie in order without overlap.
    """
    said: dict[str, int] = {}
    first = max(0, bisect_right(turns, span.start, key=lambda turn: turn.span.start) - 1)
    for turn in turns[first:]:
        if turn.span.start >= span.end:
            break
        start, end = max(turn.span.start, span.start), min(turn.span.end, span.end)
        if start < end and turn.role is Role.RESPONDENT and turn.speaker:
            said[turn.speaker] = said.get(turn.speaker, 0) + count(text[start:end])
    return max(said, key=said.__getitem__) if said else None
