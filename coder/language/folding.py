"""Lower case that keeps offsets."""

from __future__ import annotations


def fold(text: str) -> str:
    """``text`` in lower case, character for character: the few that would become two (İ) stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
