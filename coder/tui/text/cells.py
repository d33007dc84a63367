"""How text from a transcript looks on a terminal: cell widths and visible substitutes (pure).

Nothing a transcript contains may act on the terminal: control and escape characters, bidi overrides and invisible
characters are shown as one-cell signs. Positions stay code points of the original text.

Nor may it be wider than it is measured, or the margin would leave its place. Terminals do not agree on the width of
joined emoji, of skin tones and of variation selectors: these three are not painted, so that each emoji stands for
itself and takes the same cells everywhere.
"""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, get_character_cell_size, set_cell_size

TAB_STOP = 4

_SUBSTITUTE = "\u2426"  # SYMBOL FOR SUBSTITUTE FORM TWO, one cell everywhere
_UNPAINTED = frozenset((0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)))
_NON_JOINER = 0x200C  # shapes letters, takes no cell
_FILLERS = frozenset((0x3164, 0xFFA0))  # blanks of Hangul: none, one or two cells
_TO_COME = ((0x1F000, 0x1FAFF), (0x20000, 0x3FFFD))  # what is added here is as wide as its neighbours


class _Signs(dict[int, str]):
    """What is painted for a code point, found once; a tab stays one, its width depends on the column."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _sign(code)
        return sign


def _sign(code: int) -> str:
    if code in _UNPAINTED:
        return ""
    if code < 0x20:
        return "\t" if code == 0x09 else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code == 0xAD:
        return "-"  # a soft hyphen: terminals disagree on its width
    category = unicodedata.category(chr(code))
    hidden = category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and code != _NON_JOINER) or code in _FILLERS
    unknown = category == "Cn" and not any(first <= code <= last for first, last in _TO_COME)
    return _SUBSTITUTE if hidden or unknown else chr(code)


_SIGNS = _Signs()

# Everything outside these ranges is measured one by one; inside, a character is one cell.
_ODD = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")


class _Widths(dict[str, int]):
    """Cells of a character as it is shown, found once; a tab has none of its own."""

    def __missing__(self, character: str) -> int:
        sign = _SIGNS[ord(character)]
        width = self[character] = get_character_cell_size(sign) if sign and sign != "\t" else 0
        return width


_WIDTHS = _Widths()


def plain(text: str) -> bool:
    """Whether every character is one cell and shown as it is (line ends and tabs excluded)."""
    return _ODD.search(text) is None


def cells_of(character: str) -> int:
    """Cells of one character wherever it stands; 0 for a tab, which goes to the next stop, and for marks."""
    return _WIDTHS[character]


def advances(text: str) -> list[int]:
    """Cells that each code point adds where it stands; a tab counts as nothing, its width depends on the column."""
    widths = _WIDTHS
    return [widths[character] for character in text]


def visible(text: str, column: int = 0) -> str:
    """The text as it may be painted: tabs as blanks up to the next stop, counted from ``column``, no live controls."""
    if plain(text):
        return text
    shown = text.translate(_SIGNS)
    if "\t" not in shown:
        return shown
    parts: list[str] = []
    at = column
    for part in re.split("(\t)", shown):
        piece = " " * (TAB_STOP - at % TAB_STOP) if part == "\t" else part
        at += cell_len(piece)
        parts.append(piece)
    return "".join(parts)


def one_line(text: str) -> str:
    """Text from the study (a label, a name, an excerpt) for one line of the screen: blanks folded, nothing live."""
    return visible(" ".join(text.split()))


def fit(text: str, width: int) -> str:
    """Exactly ``width`` cells of a visible text, shortened with an ellipsis or filled with blanks."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)
