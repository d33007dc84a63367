"""First letters of Chinese words as they are typed in pinyin: 商业成功 is ``sycg`` (pure).

The 3,755 characters of the first level of GB 2312, nearly all of running text, are ordered by their pinyin, so that the
first character of each letter is all there is to know. A character with several readings has its most common one; rarer
characters and traditional forms have none. A library of readings would cost more than the session's first paint.
"""

from __future__ import annotations

from bisect import bisect_right

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = [first.encode("gb2312") for first in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LAST = "座".encode("gb2312")


def initials(text: str) -> str:
    """The letter of every Chinese character that has one; everything else is left out."""
    return "".join(map(_letter, text))


def _letter(character: str) -> str:
    try:
        place = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if len(place) != 2 or not _FIRST[0] <= place <= _LAST:
        return ""
    return _LETTERS[bisect_right(_FIRST, place) - 1]
