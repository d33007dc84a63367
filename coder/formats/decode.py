"""Bytes of a text file -> its text: encoding recognised, newlines unified, everything else as it was.

Line ends of every kind (CRLF, CR, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR) become ``\\n``; all but CRLF are
replaced one for one, so that no other position moves. A byte order mark is not part of the text. Composed and
decomposed letters, control characters such as ESC, tabs and form feeds stay.
"""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from dataclasses import dataclass, replace

from coder.errors import UnreadableError, UsageError
from coder.formats.legacy import LIKELY, Guess, guess, previews
from coder.model.document import Transcript

AS_UTF8 = "save it as UTF-8 text"

# Longest first: the UTF-16 mark is the beginning of the UTF-32 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHIFTING = ((b"\x1b$", "iso2022_jp"), (b"~{", "hz"))  # of old e-mail: ASCII bytes between signs that shift
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

# What Python calls text encodings and no file is written in.
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "charmap", "mbcs", "oem")
_NO_CODECS = ("base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec", "mbcs")

_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive, perhaps a Word file", "give it its own ending, such as .docx"),
    (b"%PDF-", "a PDF", "give it the ending .pdf"),
    (b"{\\rtf", "an RTF file", "save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "save it as .docx or .txt without a password"),
    (b"\x89PNG", "a PNG image", "only text can be coded"),
    (b"\xff\xd8\xff\xe0", "a JPEG image", "only text can be coded"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "only text can be coded"),
)


_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ASCII_CONTROLS = tuple(map(chr, (*range(0x09), *range(0x0E, 0x20), 0x7F)))


MOST_LINES = 500_000  # of a transcript; each may be a turn, which takes up to 700 bytes of memory
_MOST_MEMORY = 70_000_000  # bytes of the text: one emoji makes each letter four; up to six copies are made
_MOST_BYTES = 60_000_000  # ten million words; their decoding and reading takes many times that


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was read with.

    ``confidence`` runs from 0 to 1; 1 where the bytes themselves leave no doubt, or the researcher insists.
    ``contrary`` is what the bytes say they are where the researcher insists on something else.
    """

    text: str
    encoding: str
    confidence: float
    contrary: str = ""


def codec(name: str) -> str:
    """The name Python has for an encoding. Raises UsageError, with near names, for one there is not."""
    from difflib import get_close_matches
    from encodings.aliases import aliases

    wanted = name.strip().lower().replace("windows-", "cp").replace(" ", "_")
    try:
        found = codecs.lookup(wanted)
        if found._is_text_encoding and found.name not in _NO_ENCODINGS:  # others turn text into text or bytes
            return found.name
    except (LookupError, ValueError):
        pass
    known = {alias: encoding for alias, encoding in aliases.items() if encoding not in _NO_CODECS} | {
        encoding: encoding for encoding in LIKELY
    }
    near = dict.fromkeys(known[match] for match in get_close_matches(wanted.replace("-", "_"), known, 5, 0.6))
    hint = f"did you mean {' or '.join([*near][:3])}?" if near else f"such as {', '.join(('utf-8', *LIKELY[:8]))}"
    raise UsageError(f"there is no encoding {name!r}", hint=hint)


def decode(data: bytes, name: str, encoding: str = "") -> Decoded:
    """The text in ``data``; ``name`` only says in errors which file it is, ``encoding`` is a codec to insist on.

    Raises UnreadableError for binary, empty and huge files, for encodings that cannot be told and bytes that are not
    in the one insisted on, and UsageError where there is no such encoding.
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableError(
            f"{len(data) // 1_000_000} MB of text: too much for a transcript", where=name, hint="cut it into interviews"
        )
    for signature, kind, hint in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"this is {kind}, not text", where=name, hint=hint)
    if encoding:
        found = Guess(codec(encoding), 1.0)
        _require_readable(data, found.encoding, name)
    else:
        found = _marked(data, name) or _unmarked(data, name)
    text = data.decode(found.encoding)
    if sys.getsizeof(text) > _MOST_MEMORY:
        raise UnreadableError(
            f"{len(text) // 1_000_000} million characters: too much for a transcript",
            where=name,
            hint="cut it into interviews",
        )
    text = unify_newlines(text.removeprefix("\ufeff"))
    if _is_binary(text):
        raise UnreadableError("this is a binary file, not text", where=name, hint=AS_UTF8)
    _require_any(text, name)
    return Decoded(text, found.encoding, found.confidence, _contrary(data, found.encoding) if encoding else "")


def unify_newlines(text: str) -> str:
    """The text with ``\\n`` for every kind of line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in () if text.isascii() else ("\x85", "\u2028", "\u2029"):
        text = text.replace(mark, "\n")
    return text


def require_words(text: str, name: str) -> None:
    """Raise UnreadableError when there is nothing to code in ``text``, or when its lines are more than can be turns."""
    _require_any(text, name)
    require_few_lines(text.count("\n"), name)


def require_few_lines(lines: int, name: str) -> None:
    """Raise UnreadableError when there are so many ``lines`` that the turns they may be would not fit in memory."""
    if lines > MOST_LINES:
        raise UnreadableError(f"{lines:,} lines: too much for a transcript", where=name, hint="cut it into interviews")


def _require_any(text: str, name: str) -> None:
    if not text.strip():
        raise UnreadableError("the file is empty", where=name, hint="is it the right file?")


def doubts(decoded: Decoded) -> tuple[str, ...]:
    """The warning a transcript carries when its encoding was guessed, or insisted on against what the bytes say."""
    if decoded.contrary:
        return (f"read as {decoded.encoding} because of --encoding, but it looks like {decoded.contrary}",)
    if decoded.confidence >= 1:
        return ()
    sure = f"read as {decoded.encoding} ({decoded.confidence:.0%} sure)"
    return (f"{sure}; {AS_UTF8}, or say --encoding, if letters look wrong",)


def read_as(transcript: Transcript, decoded: Decoded) -> Transcript:
    """The transcript of a text file, with how that was decoded."""
    return replace(transcript, encoding=decoded.encoding, confidence=decoded.confidence)


def _require_readable(data: bytes, encoding: str, name: str) -> None:
    """Raise UnreadableError, with line and byte, when the bytes are not in an encoding that was insisted on."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as broken:
        before = unify_newlines(data[: broken.start].decode(encoding, "ignore"))
        others = previews(data)
        raise UnreadableError(
            f"byte {broken.start + 1} of the file (0x{data[broken.start]:02x}) is no {encoding}: {broken.reason}",
            where=f"{name}:{before.count(chr(10)) + 1}",
            hint=f"another --encoding, or none, may read it: {others}" if others else "leave --encoding away",
        ) from None
    except UnicodeError as broken:  # UTF-16 and UTF-32 without an end, or without the mark they need
        raise UnreadableError(f"it is no {encoding}: {broken}", where=name, hint="leave --encoding away") from None


def _contrary(data: bytes, encoding: str) -> str:
    """UTF-8 or what a byte order mark says, where that is not the encoding insisted on."""
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return "" if encoding.replace("-", "").startswith(marked[:6].replace("-", "")) else marked
    if encoding.startswith("utf") or data.isascii():
        return ""
    return "utf-8" if _decodes(data, "utf-8") is not None else ""


def _marked(data: bytes, name: str) -> Guess | None:
    """The encoding named by a byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if _decodes(data, encoding) is None:
                raise UnreadableError(f"marked as {encoding} but damaged", where=name, hint=AS_UTF8)
            return Guess(encoding, 1.0)
    return None


def _unmarked(data: bytes, name: str) -> Guess:
    """The encoding told by the form of the bytes, else by what they would say."""
    if b"\0" in data:
        return _wide(data, name)
    for sign, encoding in _SHIFTING:
        if sign[:1] in data and sign in data and data.isascii() and not (_decodes(data, encoding) or "").isascii():
            return Guess(encoding, 0.95)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        _refuse_damaged_utf8(data, broken, name)
        return guess(data, name)
    return Guess("utf-8", 1.0)


def _decodes(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes, name: str) -> Guess:
    """UTF-16 or UTF-32 without a mark: the reading with the most plain ASCII, if all of it makes sense.

    Files without NUL bytes never get here: UTF-16 writes every space, digit and line end with one.
    """
    best: tuple[int, Guess] | None = None
    for encoding in () if _has_stray_nuls(data) else _WIDE:
        text = _decodes(data, encoding)
        if not text or "\0" in text:
            continue
        sense = sum(1 for ch in text if ch.isspace() or unicodedata.category(ch)[0] != "C") / len(text)
        plain = sum(1 for ch in text if ch.isascii())
        if sense >= 0.95 and plain and (best is None or plain > best[0]):
            best = (plain, Guess(encoding, min(sense, 0.99)))
    if best is None:
        raise UnreadableError("this is a binary file, not text (it holds NUL bytes)", where=name, hint=AS_UTF8)
    return best[1]


def _has_stray_nuls(data: bytes) -> bool:
    """Whether the bytes are plain text but for some NULs.

    In UTF-16 every second byte of such text is a NUL, and of Cyrillic or Arabic a control character.
    """
    bare = _decodes(data.replace(b"\0", b""), "utf-8")
    return data.count(b"\0") * 3 < len(data) and bare is not None and not _is_binary(bare)


def _refuse_damaged_utf8(data: bytes, broken: UnicodeDecodeError, name: str) -> None:
    """A file that is UTF-8 but for a few places is damaged; another encoding would garble all the rest.

    In other encodings at most three of four characters look like UTF-8 for each that does not.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    good = sum(1 for ch in text if not ch.isascii()) - bad
    cut_off = broken.end == len(data) and broken.reason == "unexpected end of data"
    if good >= 2 * bad or (good and cut_off):
        line = data.count(b"\n", 0, broken.start) + 1
        raise UnreadableError(
            f"byte {broken.start + 1} of the file (0x{data[broken.start]:02x}) is no UTF-8, though the rest is",
            where=f"{name}:{line}",
            hint="repair that line and " + AS_UTF8,
        )


def _is_binary(text: str) -> bool:
    """Whether control characters are more than strays (colour codes of a terminal are strays)."""
    if text.isascii() and not any(map(text.__contains__, _ASCII_CONTROLS)):  # looked for one by one, as they are rare
        return False
    controls = len(_CONTROL.findall(text))
    return "\0" in text or (controls > 2 and controls > len(text) / 10)
