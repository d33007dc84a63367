"""HTML and XHTML -> lines: what a browser would show of a page, with its headings. Untrusted.

Blocks and ``<br>`` end lines, blanks in the markup count once but in ``<pre>``, a row of a table is a line with tabs
between its cells. Scripts, styles, forms and what is hidden are left out; style sheets are not applied. Nothing is
fetched and no entity is expanded but the letters HTML knows. The page is read as a stream, so depth costs nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html.entities import html5

from coder.errors import UnreadableError
from coder.formats.archive import marks
from coder.formats.decode import Decoded, decode
from coder.formats.lines import FOOTNOTES, HIDDEN, Lines

_MOST_BYTES = 30_000_000
_MOST_MARKS = 1_000_000  # see ``marks``; a word in an element with an attribute has three
_HEAD = 4_000  # bytes in which a page says how it is encoded
_MOST_TABLES = 20  # inside one another; what is deeper is read as if it were no table

# What browsers make of the names that pages give their encoding; names that are not here are not believed.
_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # cannot be: the name itself was readable
} | {
    name: name
    for name in (
        *(f"cp{page}" for page in (866, 874, 932, 949, 950, *range(1250, 1259))),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *("utf-8", "koi8-r", "koi8-u", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "mac-roman", "mac-cyrillic"),
    )
}
_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_IN_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CLOSED_AT_ONCE = re.compile(r"<(script|style|title|textarea|iframe|noscript)(\s[^<>]*)?/>", re.IGNORECASE)
_BLANKS = re.compile("[ \t\r\n\f]+")

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# fmt: off
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul",
}
_LEFT_OUT = frozenset({
    "audio", "button", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript", "object", "rp", "rt",
    "script", "select", "style", "svg", "template", "video", "annotation", "annotation-xml",
})
# fmt: on
_PREFORMATTED = frozenset({"pre", "listing", "textarea", "xmp", "plaintext"})
_HIDING = ("display:none", "visibility:hidden", "mso-hide:all")
_NOTES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "noteref"})


# What an open element does; plain numbers, as pages have many elements.
_BLOCK, _PRE, _HEADING, _TITLE, _ROW, _CELL = 1, 2, 4, 8, 16, 32


class _Page:
    """What the parser tells its events to."""

    def __init__(self) -> None:
        self.title = ""
        self._sinks = [Lines()]  # the page, and the cells that are open
        self._rows: list[list[Lines]] = []
        self._open: list[int] = []
        self._left_out = 0  # how deep we are in something left out
        self._preformatted = 0
        self._at_top = False  # of something preformatted: a line end there is of the markup
        self._heading = 0
        self._pieces: list[str] = []
        self._after_blank = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = tag.rsplit("}", 1)[-1].lower()
        if self._left_out or self._is_left_out(tag, attributes):
            self._left_out += 1
            return
        if tag == "br":
            self._end_line(even_empty=True)
        part = self._part(tag, attributes.get("style") or "")
        if part & _BLOCK:
            self._end_line()
        if part & _ROW:
            self._rows.append([])
        if part & _CELL:
            self._sinks.append(Lines())
        self._preformatted += bool(part & _PRE)
        self._at_top = bool(part & _PRE)
        self._heading += bool(part & _HEADING)
        self._open.append(part)

    def end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        part = self._open.pop() if self._open else 0
        if part & _TITLE:
            self.title = self.title or self._taken()
        elif part & _BLOCK:
            self._end_line()
        if part & _CELL:
            self._rows[-1].append(self._sinks.pop())
        if part & _ROW:
            self._sinks[-1].add_row(self._rows.pop())
        self._preformatted -= bool(part & _PRE)
        self._heading -= bool(part & _HEADING)

    def data(self, text: str) -> None:
        if self._left_out:
            return
        if self._preformatted:
            self._pieces.append(text.removeprefix("\n") if self._at_top else text)
            self._at_top = self._after_blank = False
            return
        words = _BLANKS.sub(" ", text)
        if self._after_blank and words.startswith(" "):
            words = words[1:]
        if words:
            self._pieces.append(words)
            self._after_blank = words.endswith(" ")

    def close(self) -> Lines:
        while self._open:
            self.end("")
        self._end_line()
        return self._sinks[0]

    def _part(self, tag: str, style: str) -> int:
        part = _BLOCK if tag in _BLOCKS else 0
        if tag in _HEADINGS:
            part |= _HEADING
        elif tag in _PREFORMATTED:
            part |= _PRE | _BLOCK
        elif tag == "title":
            part |= _TITLE
        elif tag == "tr" and len(self._rows) < _MOST_TABLES:
            part |= _ROW
        elif tag in ("td", "th") and len(self._sinks) == len(self._rows):  # not in a cell of its row already
            part |= _CELL
        if style:
            told = _told(style)
            part |= _PRE if "white-space:pre" in told else 0
            part |= _BLOCK if "display:block" in told else 0
        return part

    def _is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _LEFT_OUT or not attributes:
            return tag in _LEFT_OUT
        style = _told(attributes.get("style") or "")
        hidden = "hidden" in attributes or any(hiding in style for hiding in _HIDING)
        kind = attributes.get("epub:type") or attributes.get("{http://www.idpf.org/2007/ops}type") or ""
        note = not _NOTES.isdisjoint(kind.split())
        if hidden or note:
            self._sinks[0].warnings.add(HIDDEN if hidden else FOOTNOTES)
        return hidden or note

    def _taken(self) -> str:
        """The words since the last end of a line, without a blank of the markup at their end."""
        words = "".join(self._pieces)
        if self._after_blank and words.endswith(" "):
            words = words[:-1]
        self._pieces = []
        self._after_blank = True
        return words

    def _end_line(self, *, even_empty: bool = False) -> None:
        words = self._taken()
        if self._preformatted and not even_empty:
            words = words.removesuffix("\n")
        if words or even_empty:
            self._sinks[-1].add(words, heading=self._heading > 0)


def decode_markup(data: bytes, name: str, encoding: str = "") -> Decoded:
    """The text of a page: ``encoding`` if insisted on, else as marked, as declared in the page, or as recognised.

    Raises UnreadableError for what is no text or too much of it.
    """
    if len(data) > _MOST_BYTES or marks(data) > _MOST_MARKS:
        raise UnreadableError(
            f"{len(data) // 1_000_000} MB of markup: too much for a transcript",
            where=name,
            hint="save it as .txt, or without pictures",
        )
    declared = "" if encoding else _declared(data)
    if declared:
        try:
            return decode(data.decode(declared).encode(), name)
        except UnicodeDecodeError:  # it says what it is not
            pass
    return decode(data, name, encoding)


def read_page(text: str, name: str, *, xhtml: bool = False) -> tuple[Lines, str]:
    """The lines of a page and its title. ``xhtml`` tries the rules of XML before those of HTML.

    Raises UnreadableError for pages that declare entities.
    """
    from lxml.etree import HTMLParser, LxmlError, XMLParser  # type: ignore[import-untyped]

    if _SUBSET.search(text, 0, _HEAD):
        raise UnreadableError(
            "its document type declares entities, which are never expanded", where=name, hint="save it anew"
        )
    text = text[found.end() :] if (found := _DECLARATION.match(text)) else text
    if xhtml:
        page = _Page()
        parser = XMLParser(target=page, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            parser.feed(_ENTITY.sub(_letter, text))
            return parser.close(), page.title
        except LxmlError:  # not well-formed, or deeper than XML may be
            text = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", text)
    page = _Page()
    parser = HTMLParser(target=page, no_network=True, huge_tree=True)
    try:
        parser.feed(text)
        return parser.close(), page.title
    except LxmlError:  # nothing in it at all
        return Lines(), ""


def _declared(data: bytes) -> str:
    """The codec of the encoding that the page names, "" where it names none, or has a byte order mark instead."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    found = _CHARSET.search(data, 0, _HEAD)
    if not found:
        return ""
    try:
        return _CODECS.get(codecs.lookup(found[1].decode("ascii")).name, "")
    except (LookupError, UnicodeDecodeError):
        return ""


def _told(style: str) -> str:
    return "".join(style.split()).lower()


def _letter(found: re.Match[str]) -> str:
    """The letter of a named character reference, unless XML knows it itself or nobody does."""
    return found[0] if found[1] in _IN_XML else html5.get(found[1], found[0])
