"""Whether a label that stands before a colon only once is somebody's name: by its shape and where it stands.

German nouns and the beginnings of English sentences look like names. So there are three answers: a name for certain,
certainly none, and one that cannot be told, about which the researcher is warned.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from coder.formats import roles
from coder.formats.vocabulary import (
    FAMILY_NAMES,
    NEVER,
    NOUNS,
    OPENERS,
    PARTICLES,
    SENTENCE_CHARACTERS,
    TITLES,
    TITLES_ZH,
    TOGETHER,
)
from coder.language.conventions import conventions

_UNCASED_LENGTH = 10  # letters of a name in scripts without capitals
_CHINESE_LENGTH = 6  # and of one that is believed though it stands only once
_CHINESE_NAME = 3  # family and given name
_LONGEST = 4  # words of a name elsewhere
_LONGEST_ONCE = 3  # and without title and particles of one that stands only once

_CHINESE = re.compile("[\u3400-\u9fff]+[A-Za-z甲乙丙丁0-9]{0,2}")
_INITIALS = re.compile(r"[A-ZÄÖÜ]\.?\d{0,3}|(?:[A-ZÄÖÜ]\.[ -]?){2,3}")
_COUNTED = re.compile(r"[A-Ha-h0-9甲乙丙丁]+$")
# German nouns and abstract words of both languages; only few names end so (Hartung, Florence).
_ABSTRACT = re.compile(r".{2,}(?:ung|ungen|heit|keit|schaft|tion|tionen|tät|ismus|nis|enz|anz|ment|ness|ity|ance|ence)")

_SENTENCE_STARTS = frozenset(word.casefold() for word in conventions("").openers)


class Shape(Enum):
    """What the words of a label that stands only once say."""

    NAME = auto()
    """Nobody but a person is called so: a title, initials, a role with a number, a Chinese family name."""
    LIKELY = auto()
    """Capitalised as names are, and as other things."""
    UNSURE = auto()
    """It may be a name, though it looks like a word."""
    NONE = auto()
    """No name."""


@lru_cache(maxsize=1024)  # names come again with every turn
def looks_like_name(name: str) -> bool:
    """Few words, none but particles in lower case; in scripts without capitals, short and no piece of a sentence."""
    words = name.split("(", 1)[0].split()
    if not words or len(words) > _LONGEST:
        return False
    letters = [ch for ch in name if ch.isalpha()]
    if not any(ch.isupper() or ch.islower() for ch in letters):
        return len(letters) <= _UNCASED_LENGTH and not SENTENCE_CHARACTERS & set(letters)
    return not any(word[0].islower() and word not in PARTICLES for word in words) and words[0] not in PARTICLES


@lru_cache(maxsize=1024)
def opens_a_thought(name: str) -> bool:
    """Whether the label has only words such as ``First``, ``However`` and ``Note``: ``Meine Ziele``."""
    return all(_is_opener(word) for word in name.split("(", 1)[0].split())


def _is_opener(word: str) -> bool:
    bare = word.casefold().strip(".,'’")
    return bare in NEVER or bare in OPENERS or bare in _SENTENCE_STARTS


def shape(name: str) -> Shape:
    """What a label that stands only once looks like."""
    bare = name.split("(", 1)[0].split("（", 1)[0].strip()
    if bare.casefold() in TOGETHER:
        return Shape.UNSURE
    words = [word for word in bare.split() if word not in PARTICLES]
    titled = [word for word in words if word.casefold().strip(".") in TITLES]
    if not looks_like_name(bare) or len(words) - len(titled) > _LONGEST_ONCE or opens_a_thought(bare):
        return Shape.NONE
    if titled or _INITIALS.fullmatch(bare) or (roles.is_known(bare) and roles.plain(bare) not in NOUNS):
        return Shape.NAME
    if _CHINESE.fullmatch(joined := bare.replace(" ", "")):
        return Shape.NAME if _is_chinese_name(joined) else Shape.UNSURE
    doubtful = any(_is_opener(word) or _ABSTRACT.fullmatch(word.casefold()) for word in words)
    return Shape.LIKELY if bare[0].isupper() and not doubtful and roles.plain(bare) not in NOUNS else Shape.UNSURE


def _is_chinese_name(name: str) -> bool:
    """A family name alone or with a given name, a familiar form, or a title at the end."""
    if len(name) > _CHINESE_LENGTH:
        return False
    if any(_COUNTED.sub("", name).endswith(title) for title in TITLES_ZH):
        return True
    family = name[1:] if name[0] in "老小阿" else name
    return family[:1] in FAMILY_NAMES and len(name) <= _CHINESE_NAME
