"""What kind of file some bytes are, whatever the file is called: so that a wrong ending can be named."""

from __future__ import annotations

from dataclasses import dataclass

from coder.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT_TYPE = b"application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called, with its article, and its usual ending."""

    called: str
    ending: str = ""


WORD = Kind("a Word file", ".docx")
OPEN_DOCUMENT = Kind("an OpenDocument text", ".odt")
EPUB = Kind("an EPUB", ".epub")
RTF = Kind("an RTF file", ".rtf")
HTML = Kind("an HTML page", ".html")

_ARCHIVE = Kind("a zip archive")
_OFFICE_97 = Kind("an old Word file (.doc)")
_SIGNATURES = (
    (b"{\\rtf", RTF),
    (b"%PDF-", Kind("a PDF", ".pdf")),
    (b"\x89PNG", Kind("a PNG image")),
    (b"\xff\xd8\xff", Kind("a JPEG image")),
    (b"\x1f\x8b", Kind("a gzip archive")),
    (b"SQLite format 3\0", Kind("an SQLite database")),
)
_PARTS = (
    (b"word/document", WORD),  # names of parts are never compressed
    (b"xl/workbook", Kind("an Excel workbook", ".xlsx")),
    (b"ppt/presentation", Kind("a PowerPoint file")),
    (b"Index/Document.iwa", Kind("a Pages file")),
)
_MEDIA_TYPES = (
    (b"application/epub+zip", EPUB),
    (_OPEN_DOCUMENT_TYPE + b"text", OPEN_DOCUMENT),
    (_OPEN_DOCUMENT_TYPE + b"spreadsheet", Kind("an OpenDocument spreadsheet (.ods)")),
    (_OPEN_DOCUMENT_TYPE, Kind("an OpenDocument file that is no text")),
)


def kind_of(data: bytes) -> Kind | None:
    """The kind of the bytes, None where nothing gives it away."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        return _OFFICE_97
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return HTML if head.startswith((b"<!doctype html", b"<html")) else None


def require_kind(data: bytes, name: str, wanted: Kind) -> None:
    """Raise UnreadableError when the bytes are plainly of another kind than ``wanted``, naming which."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise UnreadableError("protected by a password", where=name, hint="save it without a password")
    found = kind_of(data)
    if found is None or found in (_ARCHIVE, wanted):
        return
    message = f"this is {found.called}, not {wanted.called}"
    hint = f"rename it so that it ends in {found.ending}" if found.ending else f"save it as {wanted.ending}"
    raise UnreadableError(message, where=name, hint=hint)


def _kind_of_archive(data: bytes) -> Kind:
    """What kind of zip archive: by the media type that comes first in some, by the names of parts in the others."""
    name = int.from_bytes(data[26:28], "little")
    content = 30 + name + int.from_bytes(data[28:30], "little")
    if data[30 : 30 + name] == b"mimetype":
        media_type = data[content : content + 100]
        for beginning, kind in _MEDIA_TYPES:
            if media_type.startswith(beginning):
                return kind
    return next((kind for part, kind in _PARTS if part in data), _ARCHIVE)
