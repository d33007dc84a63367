"""Which encoding a text has that is neither UTF-8 nor marked.

Every encoding that can be read strictly gives a reading. A reading is judged by whether its letters are those of a
language it was made for, whether they and the signs stand where such characters can stand, and by the small words and
frequent characters of that language. The best one is taken if no reading of another text comes near it. A wrong text
is worse than none: what stays in doubt is refused, with a preview of the likely readings.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from coder.errors import UnreadableError
from coder.formats.alphabets import FREQUENT, LANGUAGES, SINGLE_BYTE, Language
from coder.formats.visible import visible

_MULTI_BYTE = ("gb18030", "big5", "cp932", "euc_jp", "cp949")

LIKELY = (*_MULTI_BYTE, *SINGLE_BYTE)

_SAMPLE = 16_000  # bytes of the lines with other than ASCII that are judged
_JUDGED = 1500  # characters other than ASCII in them; enough to tell, however long the file
_SURE = 0.88  # of a reading's characters must make sense
_AHEAD = 1.0  # by how much the best reading must lead
_COST = 1.5  # of a character that stands where it cannot
_TOLD = 1.5  # how much frequent words weigh
_FOREIGN = 0.4  # how well a letter fits that a language has in names and loan words only
_ENOUGH = 12  # characters other than ASCII from which East Asian texts are told
_PREVIEWS = 4  # readings shown
_SHOWN = 12  # characters before and after the first that is not ASCII

_LINE = re.compile(rb"[^\r\n]+")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_STRANDED = re.compile(r"(?<=[a-z])[^\W\x00-\x7f](?=[\x00-\x7f])|(?<=[\x00-\x7f])[^\W\x00-\x7f](?=[a-z])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ALONE = "àáéèíóúòÀÉèêîáyaоуикваясізйї"  # letters that are words
_OPENING = "„‚¿¡"
_CLOSING = "’”"
_EITHER = "‘“«»‹›"  # opening in one language, closing in another
_LOOSE = "…•·€£©®™§°№\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Guess:
    """A codec name and how sure it is, from 0 to 1."""

    encoding: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that the bytes may be.

    ``sense`` is the share of its characters other than ASCII (``evidence`` many) that make sense. ``score`` compares
    readings, in the manner of a log likelihood: each character that makes no sense costs some of it.
    """

    encoding: str
    text: str
    sense: float
    score: float
    evidence: int


def guess(data: bytes, name: str) -> Guess:
    """The likely encoding of ``data``, which then decodes strictly. Raises UnreadableError, with previews, in doubt."""
    sample = _sample(data)
    readings = sorted(_readings(sample), key=lambda reading: -reading.score)
    found = [reading for reading in readings if _decodes(data, reading.encoding)]
    best = found[0] if found else None
    if best is None or best.sense < _SURE:
        raise _unsure(name, found)
    rival = next((other.score for other in found[1:] if other.text != best.text), -math.inf)
    asian = best.encoding in _MULTI_BYTE
    if best.score - rival < _AHEAD or (asian and best.evidence < _ENOUGH):
        raise _unsure(name, found)
    certainty = best.evidence / (best.evidence + (4 if asian else 1))
    return Guess(best.encoding, min(best.sense, certainty, 1 - math.exp(rival - best.score) / 2, 0.99))


def _sample(data: bytes) -> bytes:
    """The first lines that hold other bytes than ASCII. No encoding has bytes of a line end within a character."""
    lines: list[bytes] = []
    size = 0
    for found in _LINE.finditer(data):
        line = found.group()
        if not line.isascii():
            lines.append(line[: _SAMPLE - size])
            size += len(line)
            if size >= _SAMPLE:
                break
    return b"\n".join(lines)


def _readings(sample: bytes) -> Iterator[_Reading]:
    """What the sample says in each encoding that can be read at all."""
    whole = {encoding: text for encoding in SINGLE_BYTE if (text := _text(sample, encoding)) is not None}
    words = {encoding: [word.casefold() for word in _WORD.findall(text)] for encoding, text in whole.items()}
    hits = {
        (encoding, code): sum(map(LANGUAGES[code].words.__contains__, words[encoding]))
        for encoding in whole
        for code in SINGLE_BYTE[encoding][1]
    }
    most = max(hits.values(), default=0)
    for encoding, text in whole.items():
        prior, codes = SINGLE_BYTE[encoding]
        judged = [
            (_log(hits[encoding, code], most) - _COST * misfits, misfits)
            for code in codes
            for misfits in [_misfits(text, LANGUAGES[code])]
        ]
        score, misfits = max(judged)
        evidence = _evidence(text)
        yield _Reading(encoding, text, 1 - misfits / evidence, score + math.log(prior), evidence)
    for encoding in _MULTI_BYTE:
        read = _text(sample, encoding)
        if read is not None:
            characters = [found.group() for found in islice(_NON_ASCII.finditer(read), _JUDGED)]
            odd = sum(1 - _ordinary(ch, encoding) for ch in characters)
            odd += sum(1 for _ in islice(_STRANDED.finditer(read), _JUDGED))
            evidence = max(1, len(characters))
            usual = _usual(characters, encoding)
            yield _Reading(encoding, read, max(0.0, 1 - odd / evidence), usual - _COST * odd, evidence)


def _evidence(text: str) -> int:
    return max(1, sum(1 for _ in islice(_NON_ASCII.finditer(text), _JUDGED)))


def _log(count: int, most: int) -> float:
    """What it costs a reading to have that many of the words of a language, where another has ``most``."""
    return _TOLD * math.log((count + 1) / (most + 1))


def _text(sample: bytes, encoding: str) -> str | None:
    """The sample read strictly, but for a character cut off at its end."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def previews(data: bytes) -> str:
    """Some words of ``data`` as each of the likely encodings would read them; "" where that means nothing."""
    if data.isascii() or b"\0" in data:
        return ""
    readings = sorted(_readings(_sample(data)), key=lambda reading: -reading.score)
    return _previews([reading for reading in readings if _decodes(data, reading.encoding)])


def _previews(readings: Sequence[_Reading]) -> str:
    shown: dict[str, str] = {}
    for reading in readings:
        words = _excerpt(reading.text)
        if reading.sense >= _SURE / 2 and words not in shown and len(shown) < _PREVIEWS:
            shown[words] = reading.encoding
    return ", ".join(f"{encoding} “{words}”" for words, encoding in shown.items())


def _unsure(name: str, readings: Sequence[_Reading]) -> UnreadableError:
    """The refusal: some words as each of the likely encodings would read them."""
    shown, repair = _previews(readings), "save it as UTF-8 text, or as .docx from a word processor"
    return UnreadableError(
        "its encoding cannot be told, or not from so few words",
        where=name,
        hint=f"coder import --encoding NAME says it: {shown}; or {repair}" if shown else repair,
    )


def _excerpt(text: str) -> str:
    """Some words around the first character that is not ASCII."""
    found = _NON_ASCII.search(text)
    at = found.start() if found else 0
    start = max(text.rfind("\n", 0, at) + 1, at - _SHOWN)
    return visible(text[start : at + _SHOWN].split("\n", 1)[0].strip())


def _usual(characters: Sequence[str], encoding: str) -> float:
    """What it costs a reading to have fewer than expected of the characters that every text has."""
    if encoding in ("cp932", "euc_jp"):
        frequent, expected = sum("\u3040" <= ch <= "\u30ff" for ch in characters), 0.25
    else:
        frequent, expected = sum(map(FREQUENT[encoding].__contains__, characters)), 0.2
    return min(0.0, _log(frequent, round(expected * len(characters))))


def _ordinary(ch: str, encoding: str) -> float:
    """From 0 to 1: whether a character is one that texts in this encoding are made of."""
    if "\u3000" <= ch <= "\u3020" or ch in "“”‘’…—–·•×°℃①②③④⑤" or "\uff01" <= ch <= "\uff5e":
        return 1.0
    kana = "\u3040" <= ch <= "\u30ff"
    hangul = "\uac00" <= ch <= "\ud7a3"
    ideograph = "\u4e00" <= ch <= "\u9fff"
    if encoding == "cp949":
        return (1.0 if _row(ch, "euc_kr", 0xB0, 0xC8) else 0.0) if hangul else 0.2 if ideograph else 0.0
    if encoding in ("cp932", "euc_jp"):
        return 1.0 if kana else (0.9 if _row(ch, "euc_jp", 0xB0, 0xCF) else 0.3) if ideograph else 0.0
    if not ideograph:
        return 0.0
    if encoding == "big5":  # the first plane has the frequent characters
        return 1.0 if _row(ch, "big5", 0xA4, 0xC6) else 0.3
    if _row(ch, "gb2312", 0xB0, 0xD7):
        return 1.0
    return 0.8 if _row(ch, "big5", 0xA4, 0xC6) else 0.5 if _row(ch, "gb2312", 0xD8, 0xF7) else 0.2


def _row(ch: str, encoding: str, first: int, last: int) -> bool:
    """Whether a character stands in these rows of the table of an encoding."""
    try:
        coded = ch.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and first <= coded[0] <= last


def _misfits(text: str, language: Language) -> float:
    """How many characters other than ASCII are not the language's or stand where they cannot stand."""
    misfits = 0.0
    for found in islice(_NON_ASCII.finditer(text), _JUDGED):
        at = found.start()
        before, after = text[at - 1] if at else " ", text[at + 1] if at + 1 < len(text) else " "
        misfits += 1 - _fits(before, text[at], after, language)
    return misfits


def _fits(before: str, ch: str, after: str, language: Language) -> float:
    """From 0 to 1: whether ``ch`` makes sense between its neighbours."""
    if ch.isalpha() and ch not in "ªº":
        known = 1.0 if ch.lower() in language.letters else _FOREIGN if ch.lower() in language.others else 0.0
        return min(known, _letter_fits(before, ch, after))
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
    if ch > "\u036f" and any(near.isascii() and near.isalpha() for near in (before, after)):
        return 0.0  # a word of two scripts
    if ch <= "\u036f" and not before.isascii() and before.isalpha() and not after.isascii() and after.isalpha():
        return 0.0  # Latin words never have three accented letters in a row; other alphabets read so look like it
    return float(not (ch.isupper() and before.islower()))
