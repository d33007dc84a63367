"""Texts in Western letters as bytes, one a character: words are counted there without being looked at one by one."""

from __future__ import annotations

import re

_CODE_PAGE = "cp1252"  # ASCII, the letters of Western Europe, and the quotation marks and dashes of word processors
_CHARACTERS = [bytes([code]).decode(_CODE_PAGE, "replace") for code in range(256)]
_JOINING = frozenset("'’&-")  # inside words; as in ``boundaries``, which see

_WORDS = bytes(ord("w" if character.isalnum() else "j" if character in _JOINING else " ") for character in _CHARACTERS)
_NUMBERS = bytes(ord("d" if ch.isdigit() and ch.isascii() else "p" if ch in ".,:" else " ") for ch in _CHARACTERS)
_NUMBER = re.compile(b"d(?=pd)")
_DIGITS = tuple(b"%d" % digit for digit in range(10))
_FORMS = tuple(re.compile(rb"%b(?=in)" % re.escape(sign)) for sign in (b"*", b":", b"_"))  # German: women and men


def western(text: str) -> bytes | None:
    """The characters of a text as bytes, or None where it has others."""
    if text.isascii():
        return text.encode()
    try:
        return text.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        return None


def letter_runs(data: bytes) -> int:
    """How many words there are if letters and digits make them, and one apostrophe or hyphen between two joins them."""
    signs = (b"  %b" % data).translate(_WORDS)
    count = signs.count(b" w")
    if b"j" in signs:
        count += signs.count(b" jw") + signs.count(b"jjw")
    return count


def odd_words(data: bytes) -> list[int]:
    """Where words may be that other signs join: 3.5, 12:30, Kolleg*innen; in order."""
    found: list[int] = []
    if any(digit in data for digit in _DIGITS):
        found += (number.start() for number in _NUMBER.finditer(data.translate(_NUMBERS)))
    for form in _FORMS:
        found += (sign.start() for sign in form.finditer(data))
    return sorted(found)
