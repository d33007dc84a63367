"""Word transcripts (.docx, and .docm, whose macros are left alone).

A paragraph is a line; line breaks and tabs inside it stay; a row of a table is a line with tabs between its cells.
Tracked insertions are read and deletions left out, as if all changes were accepted. Headings are notes.
Untrusted: sizes are checked before anything is unpacked, and document types (entities) are refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.formats.archive import DAMAGE, Archive
from coder.formats.kinds import WORD
from coder.formats.lines import CHANGES, FOOTNOTES, HIDDEN, Lines
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

SUFFIXES = (".docx", ".docm")


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats what stands beside it
_LEFT_OUT = frozenset({_FALLBACK, *(_W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "rt"))})
_MARKS = {_W + "tab": "\t", _W + "ptab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_CHANGES = frozenset(_W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_REFERENCES = frozenset(_W + tag for tag in ("footnoteReference", "endnoteReference"))


@dataclass(slots=True)
class _Body:
    """What has been read of a document, or of a cell of it, and which styles are those of headings."""

    heading_styles: frozenset[str]
    lines: Lines = field(default_factory=Lines)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a Word file.

    Raises UnreadableError for damaged, encrypted, old and oversized files and for those without words.
    """
    document, reading = _open(Archive(data, name, WORD), data)
    body = document.find(_W + "body")
    if body is not None:
        _read_blocks(body, reading)
    return reading.lines.transcript(name)


def _open(archive: Archive, data: bytes) -> tuple[_Element, _Body]:
    """The document's element and an empty reading that knows its styles."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError
    from docx.opc.part import XmlPart
    from docx.oxml import parse_xml
    from docx.package import Package

    try:
        main = Package.open(io.BytesIO(data)).main_document_part
        # The library knows only the part of .docx as XML; that of .docm and of templates is the same markup.
        document = main.element if isinstance(main, XmlPart) else parse_xml(main.blob)
        styles = [
            related.target_part.element
            for related in main.rels.values()
            if related.reltype == RELATIONSHIP_TYPE.STYLES and isinstance(related.target_part, XmlPart)
        ]
        if document.tag != _W + "document":
            raise ValueError("there is no document in it")
        reading = _Body(frozenset(style for part in styles for style in _heading_styles(part)))
    except (OpcError, *DAMAGE) as error:
        raise archive.damaged(error) from None
    archive.refuse_document_type(document)
    return document, reading


def _heading_styles(styles: _Element) -> Iterator[str]:
    """Ids of the styles of titles and headings; ids are in the language of Word, names are not."""
    for style in styles.iterchildren(_W + "style"):
        named = style.find(_W + "name")
        called = (named.get(_W + "val") or "").lower() if named is not None else ""
        if called in ("title", "subtitle") or called.startswith("heading "):
            yield style.get(_W + "styleId") or ""


def _read_blocks(container: _Element, reading: _Body) -> None:
    """Paragraphs and rows in the order of the document, also inside content controls."""
    for child in container.iterchildren("*"):
        if child.tag == _W + "p":
            _read_paragraph(child, reading)
        elif child.tag == _W + "tr":
            _read_row(child, reading)
        elif child.tag not in _LEFT_OUT:
            _read_blocks(child, reading)


def _read_paragraph(paragraph: _Element, reading: _Body) -> None:
    boxes: list[_Element] = []
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    heading = style is not None and style.get(_W + "val") in reading.heading_styles
    reading.lines.add("".join(_words(paragraph, reading, boxes)), heading=heading)
    for box in boxes:
        _read_blocks(box, reading)


def _read_row(row: _Element, reading: _Body) -> None:
    cells = []
    for cell in row.iter(_W + "tc"):
        if next(cell.iterancestors(_W + "tr")) is not row:
            continue  # of a table inside a cell, which is read with that cell
        inside = _Body(reading.heading_styles)
        _read_blocks(cell, inside)
        cells.append(inside.lines)
    reading.lines.add_row(cells)


def _words(element: _Element, reading: _Body, boxes: list[_Element]) -> Iterator[str]:
    """The visible words below ``element``; text boxes are put by for after the paragraph."""
    for child in element.iterchildren("*"):
        tag = child.tag
        if tag in _CHANGES:
            reading.lines.warnings.add(CHANGES)
        if tag in _REFERENCES:
            reading.lines.warnings.add(FOOTNOTES)
        if tag == _W + "t":
            yield child.text or ""
        elif tag == _W + "br":
            yield "\n" if child.get(_W + "type", "textWrapping") == "textWrapping" else ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == _W + "txbxContent":
            boxes.append(child)
        elif tag == _W + "r" and _is_hidden(child):
            reading.lines.warnings.add(HIDDEN)
        elif tag not in _LEFT_OUT:
            yield from _words(child, reading, boxes)


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_W + "val", "1") not in ("0", "false", "off")
