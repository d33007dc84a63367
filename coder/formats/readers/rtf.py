"""Rich text transcripts (.rtf), as Word, WordPad, TextEdit and LibreOffice write them.

A paragraph is a line; a row of a table is a line with tabs between its cells. Headings are notes. Deleted and hidden
text, comments and footnotes are left out and told; fields give what they show; pictures, objects and whatever else a
reader need not know are skipped, and nothing in them is run.

Our own, because the one library that is kept up (``striprtf``, an oracle in the tests) drops or doubles words hidden
and deleted text, astral letters, raw double-byte letters, text boxes and embedded data, and takes quadratic time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from coder.errors import UnreadableError
from coder.formats.decode import codec
from coder.formats.kinds import RTF, require_kind
from coder.formats.lines import CHANGES, HIDDEN, Lines
from coder.formats.paragraphs import Flow
from coder.formats.rtf_words import (
    CODE_PAGES,
    CODECS,
    HEADING,
    KNOWN,
    LEFT_OUT,
    SYMBOLS,
    WORDS,
    State,
    known,
    letter,
    reads_ascii,
)
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".rtf",)

_MOST_BYTES = 100_000_000  # pictures included
_MOST_MARKS = 5_000_000  # control words, letters in hexadecimal and braces
_MOST_TEXT = 10_000_000  # characters; a transcript of 300,000 words has two million
_MOST_BOXES = 20  # inside one another; deeper ones are read as part of the one around them
_PARAGRAPH = 20  # as many characters each counts as

# A control word, a byte in hexadecimal, a control symbol, a brace, a line end of the markup, or plain bytes.
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]{1,65536})|\\\Z"
)
_SKIP = re.compile(rb"\\bin(\d{1,10}) ?|\\[^A-Za-z]|[{}]")


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a rich text file.

    Raises UnreadableError for what is none, truncated or oversized, and for what holds no words.
    """
    require_kind(data, name, RTF)
    start = data[:100].find(b"{\\rtf")
    if start < 0 or data[:start].strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableError(
            "no RTF file: it does not begin with {\\rtf", where=name, hint="if it is plain text, rename it to .txt"
        )
    if len(data) > _MOST_BYTES or data.count(b"\\") + data.count(b"{") + data.count(b"}") > _MOST_MARKS:
        raise _too_much(data, name)
    return _Reader(data, name, how.encoding).read(start).transcript(name)


def _too_much(data: bytes, name: str) -> UnreadableError:
    return UnreadableError(
        f"{len(data) // 1_000_000} MB of text and markup: too much for a transcript",
        where=name,
        hint="save it as .txt, or without pictures",
    )


class _Reader:
    """Goes through the tokens of a file once, from left to right."""

    def __init__(self, data: bytes, name: str, encoding: str) -> None:
        self._data, self._name = data, name
        self._at = 0
        self._state = State()
        self._outer: list[State] = []
        self._warnings: set[str] = set()
        self._flows = [Flow(0, self._warnings)]
        insisted = codec(encoding) if encoding else ""
        self._insisted = insisted if reads_ascii(insisted) else ""
        self._codec = "cp1252"  # of the document
        self._fonts: dict[int, str] = {}
        self._font = self._style = self._default_font = -1  # the one being listed; that of the document
        self._style_name = ""
        self._heading_styles: set[int] = set()
        self._bytes = bytearray()  # not yet decoded: letters of two bytes come in pieces
        self._bytes_codec = ""
        self._skip = 0  # characters to pass over that repeat the last letter
        self._ignorable = False  # whether the next word names a group that may be ignored
        self._length = 0

    def read(self, start: int) -> Lines:
        """The lines from the first brace on."""
        self._at = start
        while self._at < len(self._data):
            token = _TOKEN.match(self._data, self._at)
            if token is None:  # cannot be: every byte begins some token
                break
            self._at = token.end()
            word, number, code, symbol, brace, plain = token.groups()
            if word:
                self._on_word(word.decode(), None if number is None else int(number))
                continue
            if symbol == b"*":
                self._ignorable = True
                continue
            if code:
                self._on_bytes(bytes.fromhex(code.decode()))
            elif plain:
                self._on_bytes(plain)
            elif symbol:
                self._on_symbol(symbol)
            elif brace == b"{":
                self._open()
            elif brace:
                self._close()
                if not self._outer:
                    break
            self._ignorable = False
        if self._outer:
            raise UnreadableError(
                f"it ends in the middle: {len(self._outer)} groups are never closed",
                where=self._name,
                hint="copy it once more, or open it in its program and save it anew",
            )
        self._decode()
        while len(self._flows) > 1:
            self._end_box()
        return self._flows[0].end()

    # -- groups ------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._skip = 0
        self._outer.append(self._state)
        if self._state.both:
            self._state = self._state._replace(both=False)
            if not self._data.startswith(b"\\*\\ud", self._at):
                self._pass_group()

    def _close(self) -> None:
        self._skip = 0
        depth = len(self._outer)
        if depth == self._flows[-1].depth:
            self._decode()
            self._end_box()
        self._state = self._outer.pop()

    def _end_box(self) -> None:
        box = self._flows.pop()
        self._flows[-1].add_box(box.end())

    def _pass_group(self) -> None:
        """Go to the brace that closes the group."""
        depth = 1
        while found := _SKIP.search(self._data, self._at):
            self._at = found.end()
            if found[1]:
                self._at += int(found[1])
            elif found[0] == b"{":
                depth += 1
            elif found[0] == b"}":
                depth -= 1
                if not depth:
                    self._at = found.start()
                    return
        self._at = len(self._data)

    # -- words -------------------------------------------------------------------------------------------------

    def _on_word(self, word: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        if len(self._outer) > 1 and (word in LEFT_OUT or (ignorable and word not in KNOWN)):
            if LEFT_OUT.get(word):
                self._warnings.add(LEFT_OUT[word])
            self._pass_group()
        elif word in WORDS:
            if self._skip and word not in ("tab", "line"):
                self._skip -= 1
            else:
                self._put(WORDS[word])
        elif word == "u":
            self._put(letter(number or 0))
            self._skip = self._state.fallback
        elif word in _ACTIONS:
            _ACTIONS[word](self, number)

    def _end_words(self) -> None:
        self._decode()
        self._skip = 0
        self._count(_PARAGRAPH)

    def _end_paragraph(self, number: int | None) -> None:
        self._end_words()
        self._flows[-1].end_paragraph(self._state.table, heading=self._state.heading)

    def _end_cell(self, number: int | None) -> None:
        self._end_words()
        self._flows[-1].end_cell(1)

    def _end_nested_cell(self, number: int | None) -> None:
        self._end_words()
        self._flows[-1].end_cell(max(2, self._state.table))

    def _end_row(self, number: int | None) -> None:
        self._end_words()
        self._flows[-1].end_row(1)

    def _end_nested_row(self, number: int | None) -> None:
        self._end_words()
        self._flows[-1].end_row(max(2, self._state.table))

    def _start_box(self, number: int | None) -> None:
        if len(self._flows) > _MOST_BOXES:
            return
        self._decode()
        self._flows.append(Flow(len(self._outer), self._warnings))
        self._state = self._state._replace(table=0, heading=False)

    def _start_fonts(self, number: int | None) -> None:
        self._state = self._state._replace(listing="fonts")

    def _start_styles(self, number: int | None) -> None:
        self._state = self._state._replace(listing="styles")

    def _start_both(self, number: int | None) -> None:
        self._state = self._state._replace(both=True)

    def _pass_bytes(self, number: int | None) -> None:
        self._at += max(0, number or 0)

    def _set_code_page(self, number: int | None) -> None:
        self._codec = known(CODE_PAGES.get(number or 0, f"cp{number}"), self._codec)

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = number or 0

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        self._state = self._state._replace(font=self._font)

    def _set_charset(self, number: int | None) -> None:
        if self._state.listing == "fonts" and number == 0:
            self._fonts[self._font] = "cp1252"
        elif self._state.listing == "fonts" and number in CODECS:
            self._fonts[self._font] = CODECS[number]

    def _set_font_code_page(self, number: int | None) -> None:
        if self._state.listing == "fonts" and number:
            self._fonts[self._font] = known(CODE_PAGES.get(number, f"cp{number}"), self._codec)

    def _set_style(self, number: int | None) -> None:
        if self._state.listing == "styles":
            self._style, self._style_name = number or 0, ""
        else:
            self._state = self._state._replace(heading=number in self._heading_styles)

    def _set_outline_level(self, number: int | None) -> None:
        heading = (number or 0) < 9  # 9 is body text
        if self._state.listing != "styles":
            self._state = self._state._replace(heading=heading)
        elif heading:
            self._heading_styles.add(self._style)

    def _reset_paragraph(self, number: int | None) -> None:
        self._state = self._state._replace(table=0, heading=False)

    def _reset_letters(self, number: int | None) -> None:
        self._state = self._state._replace(font=-1, hidden=False, deleted=False)

    def _set_in_table(self, number: int | None) -> None:
        self._state = self._state._replace(table=max(1, self._state.table))

    def _set_depth(self, number: int | None) -> None:
        self._state = self._state._replace(table=max(0, number or 0))

    def _set_hidden(self, number: int | None) -> None:
        self._state = self._state._replace(hidden=number != 0)

    def _set_deleted(self, number: int | None) -> None:
        self._warnings.add(CHANGES)
        self._state = self._state._replace(deleted=number != 0)

    def _set_revised(self, number: int | None) -> None:
        self._warnings.add(CHANGES)

    def _set_fallback(self, number: int | None) -> None:
        self._state = self._state._replace(fallback=max(0, number or 0))

    # -- text --------------------------------------------------------------------------------------------------

    def _on_symbol(self, symbol: bytes) -> None:
        if symbol in b"\r\n":
            self._end_paragraph(None)
        elif self._skip:
            self._skip -= 1
        elif symbol in SYMBOLS:
            self._put(SYMBOLS[symbol])

    def _on_bytes(self, plain: bytes) -> None:
        if self._skip:
            passed = min(self._skip, len(plain))
            self._skip -= passed
            plain = plain[passed:]
        if not plain or not self._is_visible(plain):
            return
        codec = self._insisted or self._fonts.get(
            self._default_font if self._state.font < 0 else self._state.font, self._codec
        )
        if codec != self._bytes_codec:
            self._decode()
            self._bytes_codec = codec
        self._bytes += plain

    def _is_visible(self, words: bytes | str) -> bool:
        if self._state.listing:
            if self._state.listing == "styles" and isinstance(words, bytes):
                self._name_style(words.decode("latin-1"))
            return False
        if self._state.hidden and words.strip():
            self._warnings.add(HIDDEN)
        return not self._state.hidden and not self._state.deleted

    def _name_style(self, words: str) -> None:
        name, _, rest = words.partition(";")
        self._style_name = (self._style_name + name)[:100]
        if rest or words.endswith(";"):
            if HEADING.match(self._style_name.strip()):
                self._heading_styles.add(self._style)
            self._style, self._style_name = -1, ""

    def _put(self, words: str) -> None:
        if self._is_visible(words):
            self._decode()
            self._add(words)

    def _decode(self) -> None:
        """Make letters of the bytes so far."""
        if self._bytes:
            words = self._bytes.decode(self._bytes_codec, "replace")
            if "\ufffd" in words:
                self._warnings.add("some of its letters cannot be read: they are shown as \ufffd")
            self._bytes.clear()
            self._add(words)

    def _count(self, letters: int) -> None:
        self._length += letters
        if self._length > _MOST_TEXT:
            raise _too_much(self._data, self._name)

    def _add(self, words: str) -> None:
        self._count(len(words))
        self._flows[-1].add(words)


_ACTIONS: Mapping[str, Callable[[_Reader, int | None], None]] = {
    "par": _Reader._end_paragraph,
    "sect": _Reader._end_paragraph,
    "cell": _Reader._end_cell,
    "nestcell": _Reader._end_nested_cell,
    "row": _Reader._end_row,
    "nestrow": _Reader._end_nested_row,
    "shptxt": _Reader._start_box,
    "dptxbxtext": _Reader._start_box,
    "fonttbl": _Reader._start_fonts,
    "stylesheet": _Reader._start_styles,
    "upr": _Reader._start_both,
    "bin": _Reader._pass_bytes,
    "mac": lambda reader, number: reader._set_code_page(10000),
    "pc": lambda reader, number: reader._set_code_page(437),
    "pca": lambda reader, number: reader._set_code_page(850),
    "ansicpg": _Reader._set_code_page,
    "deff": _Reader._set_default_font,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "cpg": _Reader._set_font_code_page,
    "s": _Reader._set_style,
    "outlinelevel": _Reader._set_outline_level,
    "pard": _Reader._reset_paragraph,
    "plain": _Reader._reset_letters,
    "intbl": _Reader._set_in_table,
    "itap": _Reader._set_depth,
    "v": _Reader._set_hidden,
    "deleted": _Reader._set_deleted,
    "revised": _Reader._set_revised,
    "uc": _Reader._set_fallback,
}
