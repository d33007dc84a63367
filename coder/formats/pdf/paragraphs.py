"""Lines in the order of reading -> the text: paragraphs are lines again, as their author wrote them.

A line goes on in the next one where the next word had no room in it. So short lines stay lines of their own, and no
line is joined whose successor begins with a speaker's label, a time or a bullet. Nothing is taken away but the line
end; a hyphen at the end of a line stays, unless whole words are asked for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coder.formats.pdf.order import blocks
from coder.formats.pdf.values import Line, Page, Piece, Text, usual

_LABEL = re.compile(
    r"(?:[\[(<{#]?\d{1,3}[\d:.,-]{0,12}[#\])>}.]?\s{0,4}){0,2}"
    r"((?:[^\W\d_]{1,5}\.[ -]?){0,3}[^\W\d_][^:：.?!。？！\t]{0,39})[:：](?![/\\])"  # Dr. Meyer, J. R. Long
)
_TIME = re.compile(r"[\[(<{#]?\d{1,2}:\d{2}")
_TIMED = re.compile(r"(?:^|[\s\[(<{#])\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3})?[\])>}#]?\s*$")
_BULLET = re.compile(r"[•◦▪‣·∙●○■□–—-]\s|\(?\d{1,3}[.)]\s|[a-z]\)\s")
_SENTENCE_END = re.compile(r"[.?!…。？！:：][\"'”’»)\]）」』]{0,3}$")
_CHINESE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—\U00020000-\U0003ffff]")
_HYPHENS = "-\u2010\u00ad"
_HYPHEN_END = re.compile(rf"([^\W\d_]{{2,}})[{_HYPHENS}]$")
_LOWER_START = re.compile(r"[^\W\d_]+")
# Before them a hyphen stands for a word: "pre- and post-war".
_AND = frozenset({"and", "or", "to", "und", "oder", "bis", "bzw", "sowie", "et", "ou", "y", "o", "e", "en", "of"})
_WRAPPED = 0.2  # share of lines that end near the edge of a column, from which that edge is one
_NEAR_EDGE = 0.1  # of a column's width
_LONG_LINE = 0.6  # of the longest line: what a line has at least that goes on in the next
_LARGE = 1.18  # times the usual size: letters of headings


def text_of(pages: Sequence[Page], *, join_hyphens: bool) -> Text:
    """The text of pages, whose headers are left out already."""
    lines = _lines(pages)
    names = _names(lines)
    body = _usual_size(lines)
    known = _words(lines) if join_hyphens else frozenset()
    written = _Writer(len(pages))
    divided = 0
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _breaks(before, line, names):
            written.paragraph(line, heading=line.piece.size > _LARGE * body)
            continue
        first, second = before.piece.text, line.piece.text
        hyphen = _HYPHEN_END.search(first)
        if hyphen and not _stands_for_a_word(second):
            divided += 1
            whole = join_hyphens and _is_one_word(hyphen[1], second, known)
            written.go_on(line, drop=1 if whole else 0, gap="")
        else:
            written.go_on(line, drop=0, gap=_gap(first, second))
    warnings = []
    if divided and not join_hyphens:
        words = f"{divided} words are" if divided > 1 else "1 word is"
        warnings.append(f"{words} divided at line ends and kept so; --join-hyphens makes them whole")
    return Text("".join(written.parts), written.page_starts(), tuple(written.headings), tuple(warnings))


class _Writer:
    """The text as it grows, with the places of pages and headings in it."""

    def __init__(self, pages: int) -> None:
        self.parts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self._starts: dict[int, int] = {}
        self._count = pages
        self._length = 0

    def paragraph(self, line: Line, *, heading: bool) -> None:
        """Begin a paragraph."""
        if self.parts:
            self._add("\n")
        start = self._begin(line)
        if heading:
            self.headings.append((start, self._length))

    def go_on(self, line: Line, drop: int, gap: str) -> None:
        """Go on in the paragraph; ``drop`` letters are taken back, ``gap`` stands between."""
        if drop:
            self.parts[-1] = self.parts[-1][:-drop]
            self._length -= drop
        self._add(gap)
        self._begin(line)
        if self.headings and self.headings[-1][1] == self._length - len(line.piece.text) - len(gap) + drop:
            self.headings[-1] = (self.headings[-1][0], self._length)

    def page_starts(self) -> tuple[int, ...]:
        """Where each page begins; a page without words begins where the next one does."""
        starts, following = [], self._length
        for page in reversed(range(self._count)):
            following = self._starts.get(page, following)
            starts.append(following)
        return (0, *starts[::-1][1:])

    def _begin(self, line: Line) -> int:
        start = self._length
        self._starts.setdefault(line.page, start)
        self._add(line.piece.text)
        return start

    def _add(self, part: str) -> None:
        self.parts.append(part)
        self._length += len(part)


def _lines(pages: Sequence[Page]) -> list[Line]:
    """All lines of all pages in the order of reading, each with the edge and the pitch of its column."""
    columns: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    read: list[tuple[int, Piece, list[Piece]]] = []
    for number, page in enumerate(pages):
        for block in blocks(page):
            joined = list(_joined(block))
            read += [(number, piece, joined) for piece in joined]
    merged: list[tuple[int, Piece, list[Piece]]] = []
    for number, piece, block in read:  # a name, and its words in another block on the same line
        if merged and merged[-1][0] == number and piece.beside(merged[-1][1]) and piece.x0 >= merged[-1][1].x1 - 1:
            merged[-1] = (number, _beside(merged[-1][1], piece), block)
        else:
            merged.append((number, piece, block))
    for number, piece, _ in merged:
        columns[_column(pages[number], piece)].append(piece)
    edges = {key: _edge(pieces) for key, pieces in columns.items()}
    longest = {key: max(piece.x1 for piece in pieces) for key, pieces in columns.items()}
    own: dict[int, tuple[float, float]] = {}
    pitches = {key: _pitch(pieces) for key, pieces in columns.items()}
    lines = []
    for number, piece, block in merged:
        if id(block) not in own:
            own[id(block)] = (_edge(block) if len(block) >= 3 else 0.0, _pitch(block) if len(block) >= 3 else 0.0)
        key = _column(pages[number], piece)
        right, pitch = own[id(block)]
        if not right:
            right = edges[key] or max(pages[number].width - key[0] * 20, piece.x1)
        lines.append(Line(number, piece, right, longest[key], pitches[key] or pitch))
    return lines


def _column(page: Page, piece: Piece) -> tuple[int, int]:
    """Lines whose column begins at the same place, on pages of the same width."""
    return round(piece.x0 / 20), round(page.width)


def _joined(block: Sequence[Piece]) -> Iterator[Piece]:
    """The lines of a block: pieces on one line as one."""
    last: Piece | None = None
    for piece in block:
        if last is not None and piece.beside(last) and piece.x0 >= last.x1 - 1:
            last = _beside(last, piece)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _beside(left: Piece, right: Piece) -> Piece:
    """Two pieces as one, with a tab between them where there is more room than between words."""
    size = max(left.size, right.size)
    room = right.x0 - left.x1
    gap = "\t" if room > 1.2 * size else _gap(left.text, right.text) if room > 0.15 * size else ""
    return Piece(left.x0, right.x1, right.y, size, left.text + gap + right.text)


def _edge(pieces: Sequence[Piece]) -> float:
    """Where lines of a column are wrapped, or 0 if too few end at one place."""
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    near = sum(1 for piece in pieces if piece.x1 > right - _NEAR_EDGE * (right - left))
    return right if near >= 3 and near >= _WRAPPED * len(pieces) else 0.0


def _pitch(pieces: Sequence[Piece]) -> float:
    """From baseline to baseline within paragraphs."""
    steps = [one.y - other.y for one, other in pairwise(pieces)]
    return usual([step for step in steps if step > 0.6 * max(1.0, pieces[0].size)], 0.15)


def _breaks(before: Line, line: Line, names: frozenset[str]) -> bool:
    """Whether a paragraph ends between two lines."""
    above, below = before.piece, line.piece
    if abs(above.size - below.size) > 0.12 * max(above.size, below.size) or _starts_anew(below.text, names):
        return True
    first_word = below.text.split(" ", 1)[0]
    if _CHINESE.match(below.text):
        first_word = below.text[:2]
    needed = (below.x1 - below.x0) / len(below.text) * len(first_word)
    width = before.right - above.x0
    if above.x1 + 0.25 * above.size + needed < before.right - 0.02 * width and not _runs_on(before, line):
        return True
    ended = _SENTENCE_END.search(above.text) is not None
    if _TIMED.search(above.text) or (_BULLET.match(below.text) and ended):
        return True
    if before.page == line.page and above.y > below.y:
        if line.pitch and above.y - below.y > 1.35 * line.pitch:
            return True
        return ended and below.x0 > above.x0 + 0.8 * below.size and below.text[:1].isupper()
    return ended and not below.text[:1].islower() and before.right - above.x1 > 1.5 * above.size


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a sentence goes on in the next line, where too few lines tell the width of the column."""
    above, below = before.piece, line.piece
    if _HYPHEN_END.search(above.text) and below.text[0].islower():
        return True
    if _SENTENCE_END.search(above.text) or above.x1 - above.x0 < _LONG_LINE * (before.longest - above.x0):
        return False
    return below.text[0].islower() or bool(_CHINESE.match(above.text[-1]) and _CHINESE.match(below.text))


def _starts_anew(text: str, names: frozenset[str]) -> bool:
    found = _LABEL.match(text)
    return (found is not None and _plain(found[1]) in names) or _TIME.match(text) is not None or text[0] in "•◦▪‣●"


def _names(lines: Sequence[Line]) -> frozenset[str]:
    """What stands before a colon at the beginning of several lines."""
    counts = Counter(_plain(found[1]) for line in lines if (found := _LABEL.match(line.piece.text)))
    return frozenset(name for name, count in counts.items() if count > 1)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.piece.size, 1)] += len(line.piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _gap(before: str, after: str) -> str:
    """What stands between two pieces of one sentence."""
    if _CHINESE.match(before[-1]) and _CHINESE.match(after[0]):
        return ""
    return " "


def _stands_for_a_word(after: str) -> bool:
    """Whether a hyphen before these words is that of ``pre- and post-war``."""
    found = _LOWER_START.match(after)
    return found is None or found[0] in _AND


def _words(lines: Sequence[Line]) -> frozenset[str]:
    """The words within lines, also those with a hyphen in them, in lower case."""
    return frozenset(
        word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.piece.text)
    )


def _is_one_word(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether a word was divided and not a compound such as ``twenty-five``: it goes on in lower case, and the same
    word does not stand elsewhere with its hyphen."""
    rest = _LOWER_START.match(after)
    if rest is None or not after[0].islower():
        return False
    first, second = before.casefold(), rest[0].casefold()
    return f"{first}-{second}" not in known or first + second in known
