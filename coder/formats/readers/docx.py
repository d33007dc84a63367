"""Word transcripts (.docx, and .docm, whose macros are left alone).

A paragraph is a line; line breaks and tabs inside it stay; a row of a table is a line with tabs between its cells.
Tracked insertions are read and deletions left out, as if all changes were accepted. Headings are notes.
Untrusted: sizes are checked before anything is unpacked, and document types (entities) are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING

from coder.files import sha256
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
_P, _PPR, _PSTYLE, _VAL = _W + "p", _W + "pPr", _W + "pStyle", _W + "val"
_R, _RPR, _VANISH, _T = _W + "r", _W + "rPr", _W + "vanish", _W + "t"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CHANGES = frozenset(_W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_REFERENCES = frozenset(_W + tag for tag in ("footnoteReference", "endnoteReference"))
_MOST_KNOWN = 100  # lists of styles
_KNOWN_HEADINGS: dict[str, frozenset[str]] = {}  # by the hash of the part they stand in


@dataclass(slots=True)
class _Body:
    """What has been read of a document, or of a cell of it, and which styles are those of headings."""

    heading_styles: frozenset[str]
    lines: Lines = field(default_factory=Lines)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a Word file.

    Raises UnreadableError for damaged, encrypted, old and oversized files and for those without words.
    """
    document, reading = _open(Archive(data, name, WORD))
    body = document.find(_W + "body")
    if body is not None:
        _read_blocks(body, reading)
    return reading.lines.transcript(name)


def _open(archive: Archive) -> tuple[_Element, _Body]:
    """The document's element and an empty reading that knows its styles. No other part is unpacked: the library that
    reads Word files would parse them all."""
    try:
        archive.xml("[Content_Types].xml")
        main = _related(archive, "", "officeDocument")
        if main is None:
            raise ValueError("there is no document in it")
        document = archive.xml(main)
        if document.tag != _W + "document":
            raise ValueError("there is no document in it")
        styles = _related(archive, main, "styles")
        return document, _Body(_headings(archive, styles) if styles else frozenset())
    except DAMAGE as error:
        raise archive.damaged(error) from None


def _related(archive: Archive, part: str, kind: str) -> str | None:
    """The part of that kind which belongs to a part, or to the file where that is ""; None if there is none."""
    folder, _, own = part.rpartition("/")
    relations = f"{folder}/_rels/{own}.rels".removeprefix("/")
    if relations not in archive:
        return None
    for relation in archive.xml(relations).iterchildren(_RELATION):
        if relation.get("Type") == _KINDS + kind and relation.get("TargetMode") != "External":
            return normpath(join("/", folder, relation.get("Target") or "")).lstrip("/")
    return None


def _headings(archive: Archive, part: str) -> frozenset[str]:
    """Ids of the styles of headings; most files of a corpus have the same long list of styles, which is read once."""
    told = sha256(archive.read(part))
    if told not in _KNOWN_HEADINGS:
        if len(_KNOWN_HEADINGS) >= _MOST_KNOWN:
            _KNOWN_HEADINGS.clear()
        _KNOWN_HEADINGS[told] = frozenset(_heading_styles(archive.xml(part)))
    return _KNOWN_HEADINGS[told]


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
    pieces: list[str] = []
    _add_words(paragraph, reading, boxes, pieces)
    style = next((style for form in paragraph.iterchildren(_PPR) for style in form.iterchildren(_PSTYLE)), None)
    heading = style is not None and style.get(_VAL) in reading.heading_styles
    reading.lines.add("".join(pieces), heading=heading)
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


def _add_words(element: _Element, reading: _Body, boxes: list[_Element], pieces: list[str]) -> None:
    """Add the visible words below ``element``; text boxes are put by for after the paragraph."""
    for child in element.iterchildren("*"):
        tag = child.tag
        if tag == _T:
            pieces.append(child.text or "")
        elif tag == _R:
            if _is_hidden(child):
                reading.lines.warnings.add(HIDDEN)
            else:
                _add_words(child, reading, boxes, pieces)
        elif tag == _W + "br":
            pieces.append("\n" if child.get(_W + "type", "textWrapping") == "textWrapping" else "")
        elif tag in _MARKS:
            pieces.append(_MARKS[tag])
        elif tag == _W + "txbxContent":
            boxes.append(child)
        else:
            if tag in _CHANGES:
                reading.lines.warnings.add(CHANGES)
            if tag in _REFERENCES:
                reading.lines.warnings.add(FOOTNOTES)
            if tag not in _LEFT_OUT:
                _add_words(child, reading, boxes, pieces)


def _is_hidden(run: _Element) -> bool:
    for form in run.iterchildren(_RPR):
        for vanish in form.iterchildren(_VANISH):
            return vanish.get(_VAL, "1") not in ("0", "false", "off")
    return False
