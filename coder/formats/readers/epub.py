"""Transcripts as EPUB: its chapters in the order of reading, each read as a page (see ``markup``).

Headings of chapters are notes; tables of contents are left out. Untrusted: see ``archive``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coder.errors import UnreadableError
from coder.formats.archive import Archive
from coder.formats.decode import doubts
from coder.formats.kinds import EPUB
from coder.formats.lines import Lines
from coder.formats.markup import decode_markup, read_page
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

SUFFIXES = (".epub",)

_PACKAGE = "{http://www.idpf.org/2007/opf}"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in an EPUB.

    Raises UnreadableError for damaged, protected and oversized files and for those without words.
    """
    archive = Archive(data, name, EPUB)
    book = Lines()
    told: dict[str, None] = {}
    for chapter in _chapters(archive):
        page = archive.read(chapter)
        if not page.strip():
            continue
        decoded = decode_markup(page, name, how.encoding)
        told.update(dict.fromkeys(doubts(decoded)))
        book.take(read_page(decoded.text, name, xhtml=True)[0])
    return book.transcript(name, tuple(told))


def _chapters(archive: Archive) -> Iterator[str]:
    """The parts that are read one after the other, each once."""
    package_part = _package(archive)
    package = archive.xml(package_part)
    items = {item.get("id"): item for item in package.iterfind(f"{_PACKAGE}manifest/{_PACKAGE}item")}
    folder = posixpath.dirname(package_part)
    protected = _protected(archive)
    seen = set()
    for reference in package.iterfind(f"{_PACKAGE}spine/{_PACKAGE}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or not _is_chapter(item):
            continue
        part = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if part in protected:
            raise UnreadableError(
                "protected against copying", where=archive.name, hint="only unprotected EPUBs can be read"
            )
        if part not in seen:
            seen.add(part)
            yield part


def _package(archive: Archive) -> str:
    """The part that says what the chapters are."""
    container = archive.xml("META-INF/container.xml")
    for element in container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"):
        return element.get("full-path") or ""
    raise archive.damaged(ValueError("it does not say where its chapters are"))


def _is_chapter(item: _Element) -> bool:
    return item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()


def _protected(archive: Archive) -> frozenset[str]:
    """The encrypted parts. Fonts often are, without keeping anybody from reading."""
    part = "META-INF/encryption.xml"
    if part not in archive:
        return frozenset()
    references = archive.xml(part).iter("{http://www.w3.org/2001/04/xmlenc#}CipherReference")
    return frozenset(unquote(reference.get("URI") or "") for reference in references)
