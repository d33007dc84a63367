"""Which encoding a text has that is neither UTF-8 nor marked.

Western European files (Windows, classic Mac) are told by whether each accented letter and typographic sign makes
sense where it stands; charset-normalizer, which is sure about Chinese, Japanese, Korean and Cyrillic but confuses
the Western ones, judges the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coder.errors import UnreadableError

_WESTERN = {"cp1252": 1.0, "mac_roman": 0.8}  # how much a reading counts: Mac files have become rare
_MULTI_BYTE = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_SINGLE_BYTE = ["cp1250", "cp1251", "koi8_r", "cp1253"]
_SURE = 0.8
_FEWEST = 20  # non-ASCII characters below which East Asian and Slavic encodings are taken for one another
_JUDGED = 2000  # non-ASCII characters that are looked at; enough to tell, however long the file

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ALONE = "àáéèíóúòÀÉ"  # letters that are words
_RARE = "šžŠŽµ"  # in Windows text as likely as not a Mac letter
_ODD = "ƒıﬁﬂÞþÐðÿŸªºˆ˜"  # letters that Western transcripts hardly use, and common misreadings
_OPENING = "„‚¿¡"
_CLOSING = "’”"
_EITHER = "‘“«»‹›"  # opening in one language, closing in another
_LOOSE = "…•·€£©®™§°\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Guess:
    """A codec name and how sure it is, from 0 to 1."""

    encoding: str
    confidence: float


def guess(data: bytes, name: str) -> Guess:
    """The likely encoding of ``data``, which then decodes strictly. Raises UnreadableError when unsure."""
    found = _western(data) or _other(data)
    if found is None:
        raise UnreadableError(
            "its encoding cannot be told, or not from so few words",
            where=name,
            hint="save it as UTF-8 text, or as .docx from a word processor",
        )
    return found


def _western(data: bytes) -> Guess | None:
    """The better of the Western readings; its confidence is the share of characters that make sense, less for few."""
    best: tuple[float, Guess] | None = None
    for encoding, prior in _WESTERN.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sense = _sense(text)
        if sense >= _SURE and (best is None or sense * prior > best[0]):
            best = (sense * prior, Guess(encoding, _confidence(sense, text, 1)))
    return best[1] if best else None


def _other(data: bytes) -> Guess | None:
    """What charset-normalizer says; its confidence is one minus the disorder it sees, less for few characters.

    Any bytes are letters in the single-byte encodings; there the text must read like a language, too.
    """
    from charset_normalizer import from_bytes

    candidates = _MULTI_BYTE + _SINGLE_BYTE
    match = from_bytes(data, cp_isolation=candidates, preemptive_behaviour=False, enable_fallback=False).best()
    if match is None or 1 - match.chaos < _SURE or (match.encoding in _SINGLE_BYTE and not match.coherence):
        return None
    try:
        text = data.decode(match.encoding)  # it judges samples only
    except UnicodeDecodeError:
        return None
    if len(_NON_ASCII.findall(text)) < _FEWEST:
        return None
    return Guess(match.encoding, _confidence(1 - match.chaos, text, 8))


def _confidence(sense: float, text: str, doubt: int) -> float:
    """``sense``, but no more than ``n / (n + doubt)`` for ``n`` non-ASCII characters, and never quite 1.

    With 8 this is about how often charset-normalizer is right on Chinese, Japanese and Korean cut to that length.
    """
    judged = len(_NON_ASCII.findall(text))
    return min(sense, judged / (judged + doubt), 0.99)


def _sense(text: str) -> float:
    """Share of the non-ASCII characters that stand where such a character can stand."""
    marks = []
    for found, _ in zip(_NON_ASCII.finditer(text), range(_JUDGED), strict=False):
        at = found.start()
        marks.append(_fits(text[at - 1] if at else " ", text[at], text[at + 1] if at + 1 < len(text) else " "))
    return sum(marks) / len(marks)


def _fits(before: str, ch: str, after: str) -> float:
    """0, a half or 1: whether ``ch`` makes sense between its neighbours."""
    if ch in _ODD:
        return 0.0
    if ch.isalpha():
        return min(0.5 if ch in _RARE else 1.0, _letter_fits(before, ch, after))
    if ch in _CLOSING:
        return float(not before.isspace())
    if ch in _OPENING:
        return float(not before.isalnum() and not after.isspace())
    if ch in _EITHER or ch in _LOOSE:
        return float(not (before.isalpha() and after.isalpha()))
    if ch in "–—":
        return 0.5 if before.isalpha() and after.isalpha() else 1.0
    return 0.0


def _letter_fits(before: str, ch: str, after: str) -> float:
    if not before.isalpha() and not after.isalpha():
        return 1.0 if ch in _ALONE else 0.5 if ch.isupper() else 0.0
    if not before.isascii() and before.isalpha() and not after.isascii() and after.isalpha():
        return 0.0  # Western words never have three accented letters in a row; other alphabets read so look like it
    return float(not (ch.isupper() and before.islower()))
