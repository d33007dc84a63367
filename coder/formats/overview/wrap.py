"""Breaking text into lines by the room characters take in a terminal: wide ones two cells, combining ones none."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
)
# A piece that stays whole, with the blanks before it: a wide character, a word up to and with its hyphen.
_PIECE = re.compile(rf"\s*(?:[{_WIDE}]|[^\s\-{_WIDE}]+-*|-+)")


def pieces(text: str) -> list[str]:
    """The parts of a text between which a line may break, each with the blanks before it."""
    return _PIECE.findall(text)


def longest_piece(text: str) -> int:
    """Terminal cells of the longest part that should stay whole."""
    return max((cell_len(piece.lstrip()) for piece in pieces(text)), default=0)


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most ``width`` (2 or more) cells; all but the first are indented where there is room."""
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if cell_len(line + piece) <= width - bool(lines):
            line += piece
            continue
        if line:
            lines.append(line)
        word = piece.lstrip()
        folded = [word] if cell_len(word) <= width else chop_cells(word, width)
        lines.extend(folded[:-1])
        line = folded[-1]
    lines.append(line)
    first, *more = (line.strip() for line in lines)
    return [first, *(" " + line if cell_len(line) < width else line for line in more)]
