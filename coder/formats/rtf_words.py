"""The vocabulary of RTF: what its code pages, words and groups mean to a reader of the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from coder.formats.lines import COMMENTS, FOOTNOTES

CODECS = {  # of the charsets of fonts
    77: "mac-roman",
    78: "cp932",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
CODE_PAGES = {936: "gb18030", 10000: "mac-roman", 65001: "utf-8", 1361: "johab", 0: "cp1252"}
WORDS = {
    "tab": "\t",
    "line": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "endash": "–",
    "emdash": "—",
    "bullet": "•",
    "enspace": "\u2002",
    "emspace": "\u2003",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}

# fmt: off
# Groups whose words are not of the text, with what to warn of.
_SILENTLY = frozenset({
    "colortbl", "info", "pict", "objdata", "objclass", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "fldinst", "listtext", "pntext", "nonesttables", "xe", "tc", "rxe", "txe", "sp",
    "shprslt", "template", "revtbl", "filetbl",
})
# fmt: on
LEFT_OUT = dict.fromkeys(_SILENTLY, "") | {"footnote": FOOTNOTES, "annotation": COMMENTS}
# Groups that are marked as ignorable, but whose words are read.
KNOWN = frozenset({"shpinst", "ud", "do", "nesttableprops", "shptxt", "dptxbxtext"})
HEADING = re.compile(r"(?:heading \d|title\b|subtitle\b)", re.IGNORECASE)


class State(NamedTuple):
    """What a group inherits, and what is as before at its end."""

    font: int = -1  # -1: that of the document
    fallback: int = 1  # how many characters repeat a letter for readers that know no Unicode
    hidden: bool = False
    deleted: bool = False
    table: int = 0  # how deep the paragraph is in tables
    heading: bool = False
    listing: str = ""  # "fonts" or "styles": the group lists those
    both: bool = False  # the groups in it say the same, once without Unicode


def letter(number: int) -> str:
    """The letter of a ``\\u``: a signed number of 16 bits, of some writers a whole code point."""
    number += 0x10000 if number < 0 else 0
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def known(codec: str, otherwise: str) -> str:
    """The codec if it can be that of RTF, else ``otherwise``."""
    return codec if reads_ascii(codec) else otherwise


def reads_ascii(codec: str) -> bool:
    """Whether there is such a codec for text that has ASCII as it is, as the markup does."""
    try:
        return b"{a\\".decode(codec) == "{a\\"
    except (LookupError, UnicodeDecodeError):
        return False
