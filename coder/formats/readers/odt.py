"""OpenDocument transcripts (.odt), as LibreOffice writes them.

A paragraph is a line; line breaks, tabs and repeated spaces inside it stay; a row of a table is a line with tabs
between its cells. Tracked insertions are read and deletions left out, as if all changes were accepted; comments,
footnotes and hidden text are left out and told. Headings and tables of contents are notes.
Untrusted: see ``archive``. The XML library stops at 256 levels, so recursion is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.errors import UnreadableError
from coder.formats.archive import Archive
from coder.formats.kinds import OPEN_DOCUMENT
from coder.formats.lines import CHANGES, COMMENTS, FOOTNOTES, HIDDEN, Lines
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

SUFFIXES = (".odt",)

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = _OASIS + "text:1.0}", _OASIS + "table:1.0}", _OASIS + "office:1.0}"
_STYLE, _DRAW, _SVG = _OASIS + "style:1.0}", _OASIS + "drawing:1.0}", _OASIS + "svg-compatible:1.0}"

_PARAGRAPHS = frozenset({_TEXT + "p", _TEXT + "h"})
_LEFT_OUT: Mapping[str, str] = {  # with what to warn of
    _TEXT + "tracked-changes": CHANGES,
    _TEXT + "note": FOOTNOTES,
    _OFFICE + "annotation": COMMENTS,
    _TEXT + "hidden-text": HIDDEN,
    _TEXT + "hidden-paragraph": HIDDEN,
    _TEXT + "number": "",  # of a list or heading, as it looked when the file was saved
    _TEXT + "ruby-text": "",
    _TEXT + "script": "",
    _TABLE + "covered-table-cell": "",
    _OFFICE + "forms": "",
    _OFFICE + "binary-data": "",
    _OFFICE + "event-listeners": "",
    _SVG + "title": "",
    _SVG + "desc": "",
}
_CHANGE_MARKS = frozenset(_TEXT + tag for tag in ("change", "change-start", "change-end"))
_INDEX_BODY = _TEXT + "index-body"
_BLANKS = re.compile("[ \t\r\n]+")
_HEADING = re.compile("Title|Subtitle|Heading(?:_20_.*)?")  # ids of styles are in English, their names are not
_MOST_SPACES = 1_000_000  # that few bytes may stand for, in all


@dataclass(frozen=True, slots=True)
class _Style:
    heading: bool
    hidden: bool


@dataclass(slots=True)
class _Paragraph:
    """The words of a paragraph; blanks in the markup count once, and not at its beginning."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    after_blank: bool = True

    def add_markup(self, text: str | None) -> None:
        if not text:
            return
        words = _BLANKS.sub(" ", text)
        if self.after_blank and words[0] == " ":
            words = words[1:]
        if words:
            self.pieces.append(words)
            self.after_blank = words[-1] == " "

    def add_mark(self, mark: str) -> None:
        self.pieces.append(mark)
        self.after_blank = False


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in an OpenDocument text.

    Raises UnreadableError for damaged, encrypted and oversized files and for those without words.
    """
    archive = Archive(data, name, OPEN_DOCUMENT)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in archive or (manifest in archive and b"encryption-data" in archive.read(manifest)):
        raise UnreadableError("protected by a password", where=name, hint="save it without a password")
    content = archive.xml("content.xml")
    sources = [archive.xml("styles.xml"), content] if "styles.xml" in archive else [content]
    reader = _Reader(_styles(sources), archive)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise archive.damaged(ValueError("there is no text document in it"))
    lines = Lines()
    reader.read_blocks(body, lines)
    return lines.transcript(name)


def _styles(sources: list[_Element]) -> Mapping[tuple[str, str], _Style]:
    """What the styles of paragraphs and of text say that matters, by family and name; later sources win."""
    found = {
        (style.get(_STYLE + "family") or "", style.get(_STYLE + "name") or ""): style
        for source in sources
        for style in source.iter(_STYLE + "style")
    }
    return {key: _style(key, found) for key in found}


def _style(key: tuple[str, str], found: Mapping[tuple[str, str], _Element]) -> _Style:
    heading, hidden = False, None
    for ancestor in _ancestry(key, found):
        style = found[ancestor]
        heading = heading or bool(_HEADING.fullmatch(ancestor[1]) or style.get(_STYLE + "default-outline-level"))
        properties = style.find(_STYLE + "text-properties")
        if hidden is None and properties is not None:
            hidden = properties.get(_TEXT + "display")  # the nearest that says something decides
    return _Style(heading and key[0] == "paragraph", hidden == "none")


def _ancestry(key: tuple[str, str], found: Mapping[tuple[str, str], _Element]) -> Iterator[tuple[str, str]]:
    """The style, its parent and so on; a circle ends where it closes, and nobody inherits over more than 20 steps."""
    for _ in range(20):
        if key not in found:
            return
        yield key
        key = (key[0], found[key].get(_STYLE + "parent-style-name") or "")


class _Reader:
    """Reads blocks and the words in them into lines; knows the styles."""

    def __init__(self, styles: Mapping[tuple[str, str], _Style], archive: Archive) -> None:
        self._styles = styles
        self._archive = archive
        self._spaces = 0

    def read_blocks(self, container: _Element, lines: Lines, *, notes: bool = False) -> None:
        """Paragraphs and rows in the order of the document; with ``notes`` all lines are nobody's words."""
        for child in container:
            tag = child.tag
            if tag in _PARAGRAPHS:
                self._read_paragraph(child, lines, notes)
            elif tag == _TABLE + "table-row":
                self._read_row(child, lines)
            elif not self._is_left_out(child, lines):
                self.read_blocks(child, lines, notes=notes or tag == _INDEX_BODY)

    def _read_paragraph(self, element: _Element, lines: Lines, notes: bool) -> None:
        style = self._styles.get(("paragraph", element.get(_TEXT + "style-name") or ""))
        if style is not None and style.hidden:
            lines.warnings.add(HIDDEN)
            return
        paragraph = _Paragraph()
        self._read_words(element, paragraph, lines)
        heading = notes or element.tag == _TEXT + "h" or (style is not None and style.heading)
        lines.add("".join(paragraph.pieces), heading=heading)
        for box in paragraph.boxes:
            self.read_blocks(box, lines)

    def _read_row(self, row: _Element, lines: Lines) -> None:
        cells = []
        for cell in row.iterchildren(_TABLE + "table-cell"):
            cells.append(Lines())
            self.read_blocks(cell, cells[-1])
        lines.add_row(cells)

    def _read_words(self, element: _Element, paragraph: _Paragraph, lines: Lines) -> None:
        """The visible words below ``element``; text boxes are put by for after the paragraph."""
        paragraph.add_markup(element.text)
        for child in element:
            tag = child.tag
            if tag == _TEXT + "s":
                paragraph.add_mark(" " * self._count(child))
            elif tag == _TEXT + "tab":
                paragraph.add_mark("\t")
            elif tag == _TEXT + "line-break":
                paragraph.add_mark("\n")
            elif tag.startswith(_DRAW):
                paragraph.boxes.append(child)
            elif not self._is_left_out(child, lines):
                self._read_words(child, paragraph, lines)
            paragraph.add_markup(child.tail)

    def _is_left_out(self, element: _Element, lines: Lines) -> bool:
        """Whether the element is no part of the text; what a researcher may miss becomes a warning."""
        tag = element.tag
        if tag in _CHANGE_MARKS:
            lines.warnings.add(CHANGES)
        style = self._styles.get(("text", element.get(_TEXT + "style-name") or "")) if tag == _TEXT + "span" else None
        hidden = element.get(_TEXT + "display") == "none" or (style is not None and style.hidden)
        warning = HIDDEN if hidden else _LEFT_OUT.get(tag)
        if warning:
            lines.warnings.add(warning)
        return warning is not None or tag.endswith("-source")  # templates of tables of contents

    def _count(self, spaces: _Element) -> int:
        """How many spaces an element stands for."""
        told = spaces.get(_TEXT + "c", "1")
        count = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 1
        self._spaces += count
        if self._spaces > _MOST_SPACES:
            raise self._archive.damaged(ValueError("it holds more than a million repeated spaces"))
        return count
