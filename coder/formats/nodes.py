"""The text nodes of a cleaned HTML page, as tools count places in them, and the lines a reader sees.

``source`` is the nodes one after the other, nothing more; ``text`` is the same with line ends where blocks meet that
stand side by side, and a map leads from one to the other. Only for the HTML that such tools write after cleaning:
balanced tags, no scripts. Linear in the length of the page, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from coder.model.span import Span

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)|<[!?/]")
_CLOSED = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (*_HEADINGS, "p", "div", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead")
) | {"tbody", "tfoot", "tr", "hr", "section", "article", "colgroup"}
_CELLS = ("td", "th")
_NEWLINES = str.maketrans({"\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\0": "\ufffd"})


@dataclass(frozen=True, slots=True)
class Nodes:
    """A page. ``inserted`` are offsets in ``source`` at which ``text`` has characters more, with their number so far;
    ``headings`` lie in ``text``.
    """

    source: str
    text: str
    inserted: tuple[tuple[int, int], ...]
    headings: tuple[Span, ...]

    def from_bytes(self, offsets: Iterable[int]) -> dict[int, int]:
        """Code points of ``source`` for its UTF-8 bytes; a place within a character counts as behind it.

        Places that are not in the text are left out.
        """
        data = self.source.encode()
        found: dict[int, int] = {}
        at = points = 0
        for offset in sorted(offsets):
            if not 0 <= offset <= len(data):
                continue
            end = offset
            while end < len(data) and data[end] & 0xC0 == 0x80:
                end += 1
            if end > at:
                points += len(data[at:end].decode())
                at = end
            found[offset] = points
        return found

    def span(self, start: int, end: int) -> Span:
        """A stretch of ``source`` in ``text``."""
        return Span(self._moved(start), self._moved(end - 1) + 1)

    def _moved(self, offset: int) -> int:
        before = bisect_right(self.inserted, offset, key=lambda one: one[0])
        return offset + (self.inserted[before - 1][1] if before else 0)


def read_nodes(html: str) -> Nodes:
    """The text nodes of a page."""
    page = _Page()
    html = html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() < at:
            continue  # inside a tag or comment that was read already
        page.say(html[at : tag.start()])
        at = _behind(html, tag)
        if tag[1] and at <= len(html):
            page.meet(tag[1].lower(), closes=html[tag.start() + 1] == "/")
    page.say(html[at:])
    page.end_heading()
    nodes = Nodes("".join(page.source), "".join(page.text), tuple(page.inserted), ())
    return replace(nodes, headings=tuple(_headings(nodes, page.headings)))


def _headings(nodes: Nodes, found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The headings that have words, without the white space around them."""
    for start, end in found:
        words = nodes.source[start:end]
        bare = words.strip()
        if bare:
            first = start + words.index(bare)
            yield nodes.span(first, first + len(bare))


def _behind(html: str, tag: re.Match[str]) -> int:
    """Where a tag or comment ends; what is never closed goes to the end of the page and counts as nothing."""
    if html.startswith("<!--", tag.start()):
        end = html.find("-->", tag.start() + 4)
        return end + 3 if end >= 0 else len(html) + 1
    if not tag[1]:
        end = html.find(">", tag.end())
        return end + 1 if end >= 0 else len(html) + 1
    closed = _CLOSED.match(html, tag.end())
    return closed.end() if closed else len(html) + 1


class _Page:
    """A page as it is read from its beginning to its end."""

    def __init__(self) -> None:
        self.source: list[str] = []
        self.text: list[str] = []
        self.inserted: list[tuple[int, int]] = []
        self.headings: list[tuple[int, int]] = []  # in source
        self._read = 0  # characters of source
        self._more = 0  # characters that text has more
        self._breaks = 0  # line ends wanted before the next words
        self._open = False  # words stand on the present line
        self._cell = False  # a cell of a table begins
        self._pre = 0
        self._after_pre = False
        self._heading: int | None = None

    def say(self, written: str) -> None:
        """A text node, as written."""
        if self._after_pre:
            written = written.removeprefix("\n")
        self._after_pre = False
        node = unescape(written)
        if not node:
            return
        bare = node.lstrip(" \t\n")
        lead = node[: len(node) - len(bare)]
        wanted = max(0, self._breaks - lead.count("\n")) if bare else 0
        if wanted:
            self._insert("\n" * wanted)
        elif bare and self._cell and self._open and not self._breaks:
            self._insert("\t")
        self.source.append(node)
        self._read += len(node)
        self.text.append(self._lines(node, lead, bare))
        if bare:
            self._breaks, self._cell = 0, False
            self._open = "\n" not in node[len(node.rstrip(" \t\n")) :]
        else:
            self._breaks = max(0, self._breaks - lead.count("\n"))
            self._open = self._open and "\n" not in lead

    def _lines(self, node: str, lead: str, bare: str) -> str:
        """A node as lines: a line end within running words is a blank, as in a browser."""
        node = node.translate(_NEWLINES)
        if self._pre or "\n" not in bare.rstrip(" \t\n"):
            return node
        end = len(node.rstrip(" \t\n"))
        return node[: len(lead)] + node[len(lead) : end].replace("\n", " ") + node[end:]

    def _insert(self, signs: str) -> None:
        self.text.append(signs)
        self._more += len(signs)
        self.inserted.append((self._read, self._more))

    def meet(self, tag: str, *, closes: bool) -> None:
        """A tag."""
        if tag == "br":
            self._breaks += 1
            return
        if tag in _CELLS:
            self._cell = not closes
            return
        if tag not in _BLOCKS:
            return
        if self._open and not self._breaks:
            self._breaks = 1
        if tag == "pre":
            self._pre = max(0, self._pre + (-1 if closes else 1))
            self._after_pre = not closes
        if tag in _HEADINGS:
            self.end_heading()
            if not closes:
                self._heading = self._read

    def end_heading(self) -> None:
        """The heading that is open is read to its end."""
        if self._heading is None:
            return
        self.headings.append((self._heading, self._read))
        self._heading = None
