"""How text from a transcript looks on a terminal: cell widths and visible substitutes (pure).

Nothing a transcript contains may act on the terminal: control and escape characters, bidi overrides and invisible
characters are shown as one-cell signs. Positions stay code points of the original text.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size, set_cell_size

TAB_STOP = 4

JOINER = "\u200d"
WIDENER = "\ufe0f"

_SUBSTITUTE = "\u2426"  # SYMBOL FOR SUBSTITUTE FORM TWO, one cell everywhere
_UNSEEN = (
    (0x80, 0x9F),  # C1 controls, terminals may obey them
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xD800, 0xDFFF),  # lone surrogates cannot be written to a terminal
    (0xE0000, 0xE007F),  # tag characters hide text
)
_SHOWN: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    0xAD: "-",  # a soft hyphen: terminals disagree on its width
    **{code: _SUBSTITUTE for first, last in _UNSEEN for code in range(first, last + 1)},
}
_IN_TEXT = {code: shown for code, shown in _SHOWN.items() if code not in (0x09, 0x0A)}

# Everything outside these ranges is measured one by one; inside, a character is one cell.
_ODD = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")


class _Widths(dict[str, int]):
    """Cells of a character as it is shown, measured once."""

    def __missing__(self, character: str) -> int:
        width = 1 if ord(character) in _SHOWN else get_character_cell_size(character)
        self[character] = width
        return width


_WIDTHS = _Widths()


def plain(text: str) -> bool:
    """Whether every character is one cell and shown as it is (line ends and tabs excluded)."""
    return _ODD.search(text) is None


def advances(text: str) -> list[int]:
    """Cells that each code point adds where it stands; a tab counts as nothing, its width depends on the column.

    Joined emoji follow the rule the screen library uses: what a zero-width joiner joins adds no cells, and a
    variation selector widens what it follows when that has a wide form.
    """
    widths = _WIDTHS
    cells = [widths[character] for character in text]
    if JOINER in text or WIDENER in text:
        _join(text, cells)
    for index in _tabs(text):
        cells[index] = 0
    return cells


def _tabs(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if character == "\t"] if "\t" in text else []


def _join(text: str, cells: list[int]) -> None:
    base: int | None = None
    index = 0
    while index < len(text):
        character = text[index]
        if character == JOINER:
            cells[index] = 0
            if index + 1 < len(text) and ord(text[index + 1]) not in _SHOWN:
                index += 1
                cells[index] = 0
        elif character == WIDENER:
            cells[index] = cell_len(text[base] + WIDENER) - cells[base] if base is not None else 0
            base = None
        elif cells[index]:
            base = index
        index += 1


def visible(text: str, column: int = 0) -> str:
    """The text as it may be painted: tabs as blanks up to the next stop, counted from ``column``, no live controls."""
    if plain(text):
        return text
    shown = text.translate(_IN_TEXT).replace("\n", _SHOWN[0x0A])
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
