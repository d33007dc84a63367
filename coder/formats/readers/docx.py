"""Word transcripts (.docx).

A paragraph is a line; line breaks and tabs inside it stay; a row of a table is a line with tabs between its cells.
Tracked insertions are read and deletions left out, as if all changes were accepted. Headings are notes.
Untrusted: sizes are checked before anything is unpacked, and document types (entities) are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.errors import UnreadableError
from coder.formats.decode import require_words, unify_newlines
from coder.formats.readers import AS_IT_IS, Reading
from coder.formats.turns import turns
from coder.model.document import Transcript
from coder.model.span import Span

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_OFFICE_97 = b"\xd0\xcf\x11\xe0"
SUFFIXES = (".docx",)

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 100_000_000  # unpacked, pictures included
_MOST_XML = 30_000_000  # unpacked; its tree takes many times that, and 300,000 words need less
_MOST_PARTS = 10_000
_BIG_PART = 3_000_000  # bytes; from here on a part must not shrink to less than a hundredth, as no real text does

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats what stands beside it
_LEFT_OUT = frozenset({_FALLBACK, *(_W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "rt"))})
_MARKS = {_W + "tab": "\t", _W + "ptab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_CHANGES = frozenset(_W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_REFERENCES = frozenset(_W + tag for tag in ("footnoteReference", "endnoteReference"))


@dataclass(slots=True)
class _Reading:
    """What has been read of a document: its lines, which of them are headings, and what to warn of."""

    heading_styles: frozenset[str]
    lines: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a Word file.

    Raises UnreadableError for damaged, encrypted, old and oversized files and for those without words.
    """
    _check_container(data, name)
    document, reading = _open(data, name)
    body = document.find(_W + "body")
    if body is not None:
        _read_blocks(body, reading)
    text = "\n".join(reading.lines)
    require_words(text, name)
    found = turns(text, _heading_spans(reading))
    return Transcript(text, found.turns, found.times, warnings=(*sorted(reading.warnings), *found.warnings))


def _check_container(data: bytes, name: str) -> None:
    """Refuse what is no zip archive, is encrypted or would unpack to too much."""
    if data.startswith(_OFFICE_97):
        encrypted = _ENCRYPTED in data
        raise UnreadableError(
            "protected by a password" if encrypted else "an old Word file (.doc)",
            where=name,
            hint="save it without a password" if encrypted else "save it as .docx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(error, name) from None
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("protected by a password", where=name, hint="save it without a password")
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    whole = sum(part.file_size for part in parts)
    hollow = any(part.file_size > max(_BIG_PART, 100 * part.compress_size) for part in parts)
    if hollow or whole > _MOST_BYTES or xml > _MOST_XML or len(parts) > _MOST_PARTS:
        raise UnreadableError(
            f"unpacks to {whole // 1_000_000} MB in {len(parts)} parts: too much for a transcript",
            where=name,
            hint="save it as .txt, or without pictures",
        )


def _open(data: bytes, name: str) -> tuple[BaseOxmlElement, _Reading]:
    """The document's element and an empty reading that knows its styles."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        reading = _Reading(_heading_styles(document))
    except (
        OpcError,
        SyntaxError,  # lxml's error for malformed XML is one
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:  # what python-docx, lxml and zipfile raise for missing, malformed and truncated parts
        raise _damaged(error, name) from None
    if document.element.getroottree().docinfo.doctype:
        raise UnreadableError(
            "its XML declares a document type, which Word never writes", where=name, hint="save it anew from Word"
        )
    return document.element, reading


def _damaged(error: Exception, name: str) -> UnreadableError:
    reason = str(error).split("\n", 1)[0].strip("'\"") or type(error).__name__
    return UnreadableError(
        f"no Word file, or a damaged one: {reason[:120]}", where=name, hint="open it in Word and save it anew as .docx"
    )


def _heading_styles(document: Document) -> frozenset[str]:
    """Ids of the styles of titles and headings; ids are in the language of Word, names are not."""
    ids = set()
    for style in document.styles.element.iterchildren(_W + "style"):
        named = style.find(_W + "name")
        called = (named.get(_W + "val") or "").lower() if named is not None else ""
        if called in ("title", "subtitle") or called.startswith("heading "):
            ids.add(style.get(_W + "styleId") or "")
    return frozenset(ids)


def _read_blocks(container: BaseOxmlElement, reading: _Reading) -> None:
    """Paragraphs and rows in the order of the document, also inside content controls."""
    for child in container:
        if child.tag == _W + "p":
            _read_paragraph(child, reading)
        elif child.tag == _W + "tr":
            _read_row(child, reading)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            _read_blocks(child, reading)


def _read_paragraph(paragraph: BaseOxmlElement, reading: _Reading) -> None:
    boxes: list[BaseOxmlElement] = []
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and style.get(_W + "val") in reading.heading_styles:
        reading.headings.append(len(reading.lines))
    reading.lines.append(unify_newlines("".join(_words(paragraph, reading, boxes))))
    for box in boxes:
        _read_blocks(box, reading)


def _read_row(row: BaseOxmlElement, reading: _Reading) -> None:
    cells = []
    for cell in row.iter(_W + "tc"):
        if next(cell.iterancestors(_W + "tr")) is not row:
            continue  # of a table inside a cell, which is read with that cell
        inside = _Reading(reading.heading_styles)
        _read_blocks(cell, inside)
        cells.append("\n".join(inside.lines))
        reading.warnings |= inside.warnings
    if any(cell.strip() for cell in cells):
        reading.lines.append("\t".join(cells))


def _words(element: BaseOxmlElement, reading: _Reading, boxes: list[BaseOxmlElement]) -> Iterator[str]:
    """The visible words below ``element``; text boxes are put by for after the paragraph."""
    for child in element:
        tag = child.tag
        if tag in _CHANGES:
            reading.warnings.add("it has tracked changes: read as if all were accepted")
        if tag in _REFERENCES:
            reading.warnings.add("its footnotes are not part of the text")
        if tag == _W + "t":
            yield child.text or ""
        elif tag == _W + "br":
            yield "\n" if child.get(_W + "type", "textWrapping") == "textWrapping" else ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == _W + "txbxContent":
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _LEFT_OUT:
            yield from _words(child, reading, boxes)


def _heading_spans(reading: _Reading) -> Iterator[Span]:
    """Where the headings stand in the joined lines."""
    offset = 0
    headings = set(reading.headings)
    for index, line in enumerate(reading.lines):
        if index in headings and line.strip():
            yield Span(offset, offset + len(line))
        offset += len(line) + 1
