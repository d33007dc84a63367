"""Documents that are zip archives of XML: .docx, .odt, .epub. Untrusted.

Sizes are checked before anything is unpacked; nothing is ever written to a disk, so names of parts lead nowhere;
document types (and so entities) are refused; nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from coder.errors import UnreadableError
from coder.formats.kinds import Kind, require_kind

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_MOST_BYTES = 100_000_000  # unpacked, pictures included
_MOST_XML = 30_000_000  # unpacked
_MOST_MARKS = 1_500_000  # beginnings and ends of elements, and attributes; each takes up to 250 bytes of memory
_MOST_PARTS = 10_000
_BIG_PART = 3_000_000  # bytes; from here on a part must not shrink to less than a hundredth, as no real text does
_MARKUP = (".xml", ".rels", ".opf", ".html", ".htm", ".xhtml")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others ask for memory before they unpack a byte

# What zipfile, zlib and lxml raise for missing, malformed and truncated parts; lxml's SyntaxError is one of Python's.
DAMAGE = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    EOFError,
    OSError,
)


def marks(markup: bytes) -> int:
    """How many elements and attributes there can be at most in XML or HTML."""
    return markup.count(b"<") + markup.count(b"=")


class Archive:
    """The parts of a document that is a zip archive, of the wanted kind and of a size that can be read."""

    def __init__(self, data: bytes, name: str, kind: Kind) -> None:
        """Raises UnreadableError for what is of another kind, damaged, encrypted, or would unpack to too much."""
        self.name = name
        self.kind = kind
        require_kind(data, name, kind)
        if data.count(b"PK\1\2") > _MOST_PARTS:  # before a directory of millions is read
            raise self._too_much(len(data), data.count(b"PK\1\2"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise self.damaged(error) from None
        self._check(self._zip.infolist())

    def _check(self, parts: list[zipfile.ZipInfo]) -> None:
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableError("protected by a password", where=self.name, hint="save it without a password")
        markup = [part for part in parts if part.filename.lower().endswith(_MARKUP)]
        xml = sum(part.file_size for part in markup)
        whole = sum(part.file_size for part in parts)
        hollow = any(part.file_size > max(_BIG_PART, 100 * part.compress_size) for part in parts)
        if hollow or whole > _MOST_BYTES or xml > _MOST_XML or len(parts) > _MOST_PARTS:
            raise self._too_much(whole, len(parts))
        if any(part.compress_type not in _METHODS for part in parts):
            raise self.damaged(ValueError("packed in a way that is not allowed"))
        if xml > _BIG_PART and sum(marks(self.read(part.filename)) for part in markup) > _MOST_MARKS:
            raise self._too_much(whole, len(parts))

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises UnreadableError when it is missing or damaged."""
        try:
            return self._zip.read(part)
        except DAMAGE as error:
            raise self.damaged(error) from None

    def xml(self, part: str) -> _Element:
        """The root element of a part. Raises UnreadableError for malformed XML and for document types."""
        from lxml.etree import XMLParser, fromstring

        data = self.read(part)
        try:
            parser = XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
            )
            root = fromstring(data, parser)
        except DAMAGE as error:
            raise self.damaged(error) from None
        self.refuse_document_type(root)
        return root

    def refuse_document_type(self, root: _Element) -> None:
        """Raise UnreadableError when the XML declares a document type; entities live there."""
        if root.getroottree().docinfo.doctype:
            raise UnreadableError(
                "its XML declares a document type, which no word processor writes",
                where=self.name,
                hint=f"save it anew as {self.kind.ending}",
            )

    def damaged(self, error: Exception) -> UnreadableError:
        """The error to raise for what a library could not read."""
        reason = str(error).split("\n", 1)[0].strip("'\"") or type(error).__name__
        bare = self.kind.called.split(" ", 1)[1]
        return UnreadableError(
            f"no {bare}, or a damaged one: {reason[:120]}",
            where=self.name,
            hint=f"open it in the program it was written with and save it anew as {self.kind.ending}",
        )

    def _too_much(self, whole: int, parts: int) -> UnreadableError:
        return UnreadableError(
            f"unpacks to {whole // 1_000_000} MB in {parts} parts: too much for a transcript",
            where=self.name,
            hint="save it as .txt, or without pictures",
        )
