"""Breaking a transcript into screen lines by cell width (pure).

Every code point belongs to exactly one line: a line owns the blanks it breaks at and the line end that closes it.
A million words of one-cell characters take about 30 ms, so everything is wrapped at opening and on a resize.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from coder.tui.text.cells import TAB_STOP, advances, cells_of, plain, visible
from coder.tui.text.graphemes import joins

MINIMUM = 8  # cells; below, lines would hold less than a word

# No line starts with these, none ends with those (the usual rules of Chinese and Japanese typesetting).
_CLOSING = frozenset("，。、；：？！）》」』】〉〕｝”’…—·～％,.;:?!)]}")
_OPENING = frozenset("（《「『【〈〔｛“‘([{")
_BLANK = frozenset(" \t\u3000")

Indents = Mapping[int, tuple[int, int]]  # start of a paragraph -> cells before its first line, before the others


@dataclass(frozen=True, slots=True)
class Layout:
    """Screen lines of a text: line ``i`` holds the code points ``starts[i]`` up to ``starts[i + 1]``."""

    width: int
    starts: array[int]  # one more than there are lines; the last is the length of the text
    indents: array[int]

    def __len__(self) -> int:
        return len(self.indents)

    def line_at(self, offset: int) -> int:
        """The line that holds a code point; the last line for the end of the text and beyond."""
        return min(max(bisect_right(self.starts, offset) - 1, 0), max(len(self) - 1, 0))

    def bounds(self, line: int) -> tuple[int, int]:
        """First code point of a line and the first after it."""
        return self.starts[line], self.starts[line + 1]


def wrap(text: str, width: int, indents: Indents) -> Layout:
    """Break a text at blanks and between wide characters; inside a word only when it alone fills a line.

    Indents are cut to a third of the width. Blanks at a break hang over the edge unseen; no line shows more than
    ``width`` cells.
    """
    width = max(width, MINIMUM)
    starts = array("l")
    margins = array("l")
    narrow = plain(text.replace("\n", ""))
    begin, length = 0, len(text)
    while begin < length:
        newline = text.find("\n", begin)
        end = length if newline < 0 else newline
        first, rest = indents.get(begin, (0, 0))
        first, rest = min(first, width // 3), min(rest, width // 3)
        if end - begin <= width - first and narrow:
            starts.append(begin)
            margins.append(first)
        elif narrow or plain(text[begin:end]):
            _wrap_plain(text, begin, end, width, first, rest, starts, margins)
        else:
            _wrap_measured(text, begin, end, width, first, rest, starts, margins)
        begin = end + 1
    if not starts or text.endswith("\n"):
        starts.append(length)
        margins.append(0)
    starts.append(length)
    return Layout(width, starts, margins)


def _wrap_plain(
    text: str, begin: int, end: int, width: int, first: int, rest: int, starts: array[int], margins: array[int]
) -> None:
    room, margin = width - first, first
    while True:
        starts.append(begin)
        margins.append(margin)
        if end - begin <= room:
            return
        blank = text.rfind(" ", begin, begin + room + 1)
        if blank < 0:
            begin = _inside(text, begin, begin + room)
        else:
            begin = blank + 1
            while begin < end and text[begin] == " ":
                begin += 1
            if begin == end:
                return
        room, margin = width - rest, rest


def _wrap_measured(
    text: str, begin: int, end: int, width: int, first: int, rest: int, starts: array[int], margins: array[int]
) -> None:
    cells = advances(text[begin:end])
    ends = None if "\t" in text[begin:end] else list(accumulate(cells))  # the column after each; of a tab it depends
    line, room, margin = begin, width - first, first
    while True:
        starts.append(line)
        margins.append(margin)
        if ends is None:
            cut = _cut_with_tabs(text, line, end, room, cells, begin)
        else:
            cut = _cut(text, line, end, room, cells, begin, ends)
        if cut >= end:
            return
        line, room, margin = cut, width - rest, rest


def _cut(text: str, line: int, end: int, room: int, cells: list[int], begin: int, ends: list[int]) -> int:
    """Where the line that starts at ``line`` ends: after as much as fits, at the last place that may break."""
    left = ends[line - begin - 1] if line > begin else 0
    at = begin + bisect_right(ends, left + room, line - begin)
    while at < end and (text[at] in _BLANK or not cells[at - begin]):
        at += 1
    if at >= end:
        return end
    last = at
    while last > line and (text[last] in _BLANK or not _may_break(text, last, cells, begin)):
        last -= 1
    return last if last > line else _whole(text, at, line)


def _cut_with_tabs(text: str, line: int, end: int, room: int, cells: list[int], begin: int) -> int:
    """The same, character by character."""
    column = 0
    last = line
    for at in range(line, end):
        character = text[at]
        if character in _BLANK:
            column += cells[at - begin] or (TAB_STOP - column % TAB_STOP)
            continue
        if at > line and _may_break(text, at, cells, begin):
            last = at
        column += cells[at - begin]
        if column > room and cells[at - begin]:
            return last if last > line else _whole(text, at, line)
    return end


def _inside(text: str, line: int, at: int) -> int:
    """A break inside a word that fills a line: after its last hyphen or dash, else where the line is full."""
    hyphen = max(text.rfind(sign, line, at) for sign in "-–—/")
    return hyphen + 1 if hyphen > line else at


def _whole(text: str, at: int, line: int) -> int:
    """The same, moved back so that it does not part a character from the marks on it."""
    cut = _inside(text, line, at)
    while cut > line and joins(text, cut):
        cut -= 1
    return cut if cut > line else at


def _may_break(text: str, at: int, cells: list[int], begin: int) -> bool:
    before, after = text[at - 1], text[at]
    if before in _BLANK:
        return not joins(text, at)
    if not cells[at - begin]:
        return False
    if cells[at - begin] != 2 and _width_before(at, cells, begin) != 2:
        return False
    return after not in _CLOSING and before not in _OPENING and not joins(text, at)


def _width_before(at: int, cells: list[int], begin: int) -> int:
    """Cells of the character before ``at``, the marks on it skipped."""
    index = at - 1 - begin
    while index > 0 and cells[index] == 0:
        index -= 1
    return cells[index]


def shown(text: str, start: int, end: int) -> int:
    """End of what a line shows: the line end and the blanks before it hang over the edge unseen."""
    last = end
    while last > start and (text[last - 1] == "\n" or text[last - 1] in _BLANK or not cells_of(text[last - 1])):
        last -= 1
    while last < end and text[last] != "\t" and not cells_of(text[last]):  # the marks on the last letter
        last += 1
    return last


def columns(text: str, start: int, end: int) -> list[int]:
    """The column at which each code point of a line stands, counted from its text, and the column after the last."""
    if plain(text[start:end]):
        return list(range(end - start + 1))
    column = 0
    found = [0]
    for at, cells in enumerate(advances(text[start:end]), start):
        column += (TAB_STOP - column % TAB_STOP) if text[at] == "\t" else cells
        found.append(column)
    return found


def offset_at(text: str, start: int, end: int, column: int) -> int:
    """The code point of a line that covers a column; its last one beyond the text."""
    for index, after in enumerate(columns(text, start, end)[1:]):
        if after > column:
            return start + index
    return max(start, end - 1)


def painted(text: str, start: int, end: int, column: int) -> str:
    """A piece of a line as it may be painted, standing at ``column``."""
    return visible(text[start:end], column)


def folded_lines(text: str, width: int) -> list[str]:
    """A text as the lines that are painted, for paragraphs outside the transcript."""
    layout = wrap(text, width, {})
    lines = []
    for line in range(len(layout)):
        start, end = layout.bounds(line)
        lines.append(painted(text, start, shown(text, start, end), 0))
    return lines
