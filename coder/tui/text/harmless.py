"""The last gate before the terminal: whatever a widget paints, nothing in it can be obeyed.

What this program paints is made visible before (``cells.visible``). Fields to fill in, notifications and the command
palette are the library's, and show what they are given: there such characters, which take no cell, are left out.
"""

from __future__ import annotations

import unicodedata

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SHAPING = frozenset("\u200c\u200d")  # joiner and non-joiner: letters and emoji look and measure otherwise without


class _Kept(dict[int, str]):
    """What is left of a code point, found once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        live = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _SHAPING
        kept = self[code] = "" if live else character
        return kept


_KEPT = _Kept()


class Harmless(LineFilter):
    """Takes control characters, bidi overrides and the like out of what is painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without them; nearly always the same ones."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [Segment(text.translate(_KEPT), style, control) for text, style, control in segments]
