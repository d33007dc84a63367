"""Where a character as a reader sees it begins and ends (pure).

Code points are the unit of position; what a key moves by and what a line is cut at are the clusters of Unicode's text
segmentation: a base with its marks, a joined emoji, a flag, a Korean syllable. Left out are the conjuncts of Indic
scripts, whose letters a researcher may well want to part.
"""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"

# What the rules tell apart.
_OTHER, _CONTROL, _EXTEND, _JOINER, _FLAG, _PICTURE, _LEAD, _VOWEL, _TAIL, _OPEN, _CLOSED = range(11)
_HANGUL = {  # kinds that go on a syllable, by the kind before
    _LEAD: frozenset((_LEAD, _VOWEL, _OPEN, _CLOSED)),
    _VOWEL: frozenset((_VOWEL, _TAIL)),
    _OPEN: frozenset((_VOWEL, _TAIL)),
    _TAIL: frozenset((_TAIL,)),
    _CLOSED: frozenset((_TAIL,)),
}
_RANGES = (
    (0x1100, 0x115F, _LEAD),
    (0x1160, 0x11A7, _VOWEL),
    (0x11A8, 0x11FF, _TAIL),
    (0xA960, 0xA97C, _LEAD),
    (0xD7B0, 0xD7C6, _VOWEL),
    (0xD7CB, 0xD7FB, _TAIL),
    (0x0E33, 0x0E33, _EXTEND),  # the vowel am of Thai and Lao
    (0x0EB3, 0x0EB3, _EXTEND),
    (0x200C, 0x200C, _EXTEND),
    (0x200D, 0x200D, _JOINER),
    (0xFF9E, 0xFF9F, _EXTEND),  # half-width voicing marks
    (0x1F1E6, 0x1F1FF, _FLAG),
    (0x1F3FB, 0x1F3FF, _EXTEND),  # skin tones
    (0xE0020, 0xE007F, _EXTEND),  # tags of flags
    (0xA9, 0xA9, _PICTURE),
    (0xAE, 0xAE, _PICTURE),
    (0x203C, 0x203C, _PICTURE),
    (0x2049, 0x2049, _PICTURE),
    (0x2122, 0x2122, _PICTURE),
    (0x2139, 0x2139, _PICTURE),
    (0x2194, 0x21AA, _PICTURE),
    (0x231A, 0x23FF, _PICTURE),
    (0x25AA, 0x25FE, _PICTURE),
    (0x2600, 0x27BF, _PICTURE),
    (0x2934, 0x2935, _PICTURE),
    (0x2B05, 0x2B55, _PICTURE),
    (0x1F000, 0x1FAFF, _PICTURE),
)
_MOST_FLAGS = 128  # letters of flags counted back; a longer row of them is no text


class _Kinds(dict[str, int]):
    """The kind of a character, found once."""

    def __missing__(self, character: str) -> int:
        kind = self[character] = _kind(ord(character))
        return kind


def _kind(code: int) -> int:
    for first, last, kind in _RANGES:
        if first <= code <= last:
            return kind
    if 0xAC00 <= code <= 0xD7A3:
        return _CLOSED if (code - 0xAC00) % 28 else _OPEN
    category = unicodedata.category(chr(code))
    if category in ("Mn", "Mc", "Me"):
        return _EXTEND
    return _CONTROL if category in ("Cc", "Cf", "Cs", "Zl", "Zp") else _OTHER


_KINDS = _Kinds()


def joins(text: str, at: int) -> bool:
    """Whether the code point at ``at`` belongs to the same character as the one before it."""
    kind = _KINDS[text[at]]
    if kind == _OTHER or at == 0:
        return False
    before = _KINDS[text[at - 1]]
    if kind in (_EXTEND, _JOINER):
        return before != _CONTROL
    if kind == _FLAG:
        return before == _FLAG and _flags_before(text, at) % 2 == 1
    if kind == _PICTURE:
        return before == _JOINER and _on_picture(text, at - 1)
    if kind == _CONTROL:
        return text[at - 1 : at + 1] == "\r\n"
    return before in _HANGUL and kind in _HANGUL[before]


def start_of(text: str, at: int) -> int:
    """Where the character begins that holds the code point at ``at``."""
    while at > 0 and joins(text, at):
        at -= 1
    return at


def end_of(text: str, at: int) -> int:
    """Where the character ends that holds the code point at ``at``."""
    at += 1
    while at < len(text) and joins(text, at):
        at += 1
    return at


def _flags_before(text: str, at: int) -> int:
    first = at
    while first > max(0, at - _MOST_FLAGS) and _KINDS[text[first - 1]] == _FLAG:
        first -= 1
    return at - first


def _on_picture(text: str, at: int) -> bool:
    """Whether the joiner at ``at`` stands on a picture, its marks skipped."""
    at -= 1
    while at > 0 and _KINDS[text[at]] == _EXTEND:
        at -= 1
    return at >= 0 and _KINDS[text[at]] == _PICTURE
