"""REFI-QDA codebooks (.qdc): lenient in, strict out.

In: GUIDs in upper case or braces, empty ``Sets``, colours of three digits, no descriptions, any namespace, and dotted
paths from Taguette. Out: valid against Codebook.xsd of REFI-QDA 1.0. A name has one language there; everything else
stands in the description (``card``). Untrusted: sizes are bounded, document types (and so entities) refused.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from coder import __version__
from coder.codebook.identity import guid, guids
from coder.codebook.incoming import (
    MOST_CODES,
    MOST_LEVELS,
    IncomingCode,
    IncomingCodebook,
    depth,
    in_order,
    path_of,
    tidy_line,
)
from coder.errors import CoderError, UnreadableError
from coder.formats.archive import DAMAGE, marks
from coder.formats.codebook.card import describe, main_language, read_description
from coder.formats.kinds import Kind, require_kind
from coder.model.codebook import Code, Codebook, CodeKind

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_KIND = Kind("a REFI-QDA codebook", ".qdc")
_MOST_BYTES = 30_000_000
_MOST_MARKS = 500_000  # beginnings and ends of elements, and attributes: eight and more for a code
_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOURS = ("colours", "are not taken over")
_SETS = ("sets of codes", "are not taken over")
_NAMES = ("codes without a name", "are called unnamed")
_EXPORT_AGAIN = "export it again from the program it comes from"


def parse(data: bytes, name: str, language: str) -> IncomingCodebook:
    """The codes in a file, their texts in ``language`` where they do not say. Raises UnreadableError."""
    root = _root(data, name)
    book = root if _local(root) == "codebook" else next((one for one in root.iter() if _local(one) == "codebook"), None)
    if book is None:
        raise UnreadableError("this XML holds no CodeBook", where=name, hint="export the codebook as REFI-QDA (.qdc)")
    reader = _Reader(language, dotted=(book.get("origin") or "").casefold().startswith(("taguette", "libreqda")))
    for part in book:
        if _local(part) == "codes":
            reader.read(part)
        elif _local(part) == "sets":
            reader.counts[_SETS] += sum(_local(one) == "set" for one in part)
    codes, _ = in_order(reader.codes.values())
    if not codes:
        raise UnreadableError("there are no codes in this file", where=name, hint="is it the right file?")
    if len(codes) > MOST_CODES or depth(codes) > MOST_LEVELS:
        what = f"{len(codes)} codes, {depth(codes)} below one another"
        raise UnreadableError(f"{what}: too much for a codebook", where=name, hint="is it the right file?")
    notes = [f"{what} ({count}) {becomes}" for (what, becomes), count in reader.counts.items() if count]
    return IncomingCodebook(codes, tuple(notes + reader.notes))


def _root(data: bytes, name: str) -> _Element:
    from lxml.etree import XMLParser, fromstring

    require_kind(data, name, _KIND)
    if len(data) > _MOST_BYTES or marks(data) > _MOST_MARKS:
        raise UnreadableError(f"{len(data)} bytes: too much for a codebook", where=name, hint="is it the right file?")
    if not data.strip():
        raise UnreadableError("the file is empty", where=name, hint=_EXPORT_AGAIN)
    try:
        parser = XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        root = fromstring(data, parser)
    except DAMAGE as error:
        reason = str(error).split("\n", 1)[0].strip("'\"") or type(error).__name__
        raise UnreadableError(
            f"no REFI-QDA codebook, or a damaged one: {reason[:120]}", where=name, hint=_EXPORT_AGAIN
        ) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("its XML declares a document type, which no codebook has", where=name, hint=_EXPORT_AGAIN)
    return root


def _local(element: _Element) -> str:
    """The name of an element without its namespace; "" for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


class _Reader:
    """Walks nested codes without recursion; every code gets a key."""

    def __init__(self, language: str, *, dotted: bool) -> None:
        self.codes: dict[str, IncomingCode] = {}
        self.counts: Counter[tuple[str, str]] = Counter()
        self.notes: list[str] = []
        self._language = language
        self._dotted = dotted
        self._paths: dict[tuple[str | None, str], str] = {}
        self._supposed: dict[tuple[str | None, str], str] = {}  # codes known only from the paths of others

    def read(self, codes: _Element) -> None:
        waiting: list[tuple[_Element, str | None]] = [(one, None) for one in reversed(codes)]
        while waiting:
            element, parent = waiting.pop()
            if _local(element) != "code":
                continue
            key = self._code(element, parent)
            waiting += [(one, key) for one in reversed(element)]

    def _code(self, element: _Element, parent: str | None) -> str:
        told = {key.rpartition("}")[2].casefold(): str(value) for key, value in element.attrib.items()}
        name = tidy_line(told.get("name", ""))
        if not name:
            name = "unnamed"
            self.counts[_NAMES] += 1
        if told.get("color", "").strip():
            self.counts[_COLOURS] += 1
        if self._dotted:
            *above, name = path_of(name)
            parent = self._above(above, parent)
        codable = told.get("iscodable", "true").strip().casefold() not in ("false", "0")
        kind = CodeKind.FREE if codable else CodeKind.GROUP
        code = Code(id="", kind=kind, parent=parent, label={self._language: name})
        description = next((one for one in element if _local(one) == "description"), None)
        words = "".join(map(str, description.itertext())) if description is not None else ""
        code, named = read_description(words, code, self._language)
        if named and code.id in self.codes:  # twice the same card, as when a code was copied
            self.notes.append(f"two codes say that they are {code.id}")
            named = False
        key = code.id if named else self._supposed.pop((parent, name), "") or self._key(parent, name)
        self._paths.setdefault((parent, name), key)
        self._add(replace(code, id=key), told.get("guid", ""), named=named)
        return key

    def _above(self, path: list[str], parent: str | None) -> str | None:
        """The key of the code that a path leads to; what is not there yet becomes a group."""
        for part in path:
            key = self._paths.get((parent, part))
            if key is None:
                key = self._paths[parent, part] = self._supposed[parent, part] = self._key(parent, part)
                self._add(Code(key, CodeKind.GROUP, parent, {self._language: part}), "", named=False)
            parent = key
        return parent

    def _key(self, parent: str | None, name: str) -> str:
        return f"#{len(self.codes)} {parent or ''}/{name}"  # no id begins so

    def _add(self, code: Code, guid_as_told: str, *, named: bool) -> None:
        found = _GUID.fullmatch(guid_as_told.strip().casefold())
        self.codes[code.id] = IncomingCode(code, found[1] if found else "", named)


# -- out


def render(codebook: Codebook, language: str | None = None) -> bytes:
    """The codebook as REFI-QDA 1.0; names in ``language`` where there are some. Raises CoderError for no codes."""
    from lxml.etree import Element, SubElement, tostring

    if not codebook.codes:
        raise CoderError("the codebook has no codes yet", hint="REFI-QDA has no empty codebooks; code a passage first")
    default = language or codebook.default_language
    ours = guids(codebook)
    root = Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=f"coder {__version__}")
    codes = SubElement(root, f"{{{NAMESPACE}}}Codes")
    places: dict[str, _Element] = {}
    for code in codebook.codes:
        above = places[code.parent] if code.parent is not None else codes
        place = places[code.id] = SubElement(above, f"{{{NAMESPACE}}}Code")
        place.set("guid", ours[code.id])
        place.set("name", _xml(code.label[main_language(code, default)]))
        place.set("isCodable", "true" if code.codable else "false")
        SubElement(place, f"{{{NAMESPACE}}}Description").text = _xml(describe(code, default))
    code_of = {row.id: row.code for row in codebook.rows}  # rows that show an attribute of the cases have none
    members = {
        table.id: dict.fromkeys(code_of[row] for row in table.rows if row in code_of) for table in codebook.tables
    }
    if any(members.values()):
        sets = SubElement(root, f"{{{NAMESPACE}}}Sets")
        for table in (table for table in codebook.tables if members[table.id]):
            place = SubElement(sets, f"{{{NAMESPACE}}}Set")
            place.set("guid", guid(codebook.id, f"table {table.id}"))
            place.set("name", _xml(codebook.text(table.title, language)))
            for code_id in members[table.id]:
                SubElement(place, f"{{{NAMESPACE}}}MemberCode").set("guid", ours[code_id])
    data: bytes = tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data


def _xml(text: str) -> str:
    """A text that XML can hold; codebooks have hardly any other."""
    return _NOT_XML.sub("\ufffd", text)
