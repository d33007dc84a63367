"""Finding known names in a text, all of them in one linear pass (pure).

A name is written in many ways: ``Anna Meyer``, ``MEYER``, with any blanks between its words, its accents composed
or not, ``O’Connor`` and ``O'Connor``, divided at the end of a line, ``李 明`` with a blank. Letters of spaced scripts
beside it make it another word; Chinese has no such border. Of names that begin at one place the longest is taken, so
that "Meyer GmbH" is a firm and not a person with a firm.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from coder.model.span import Span
from coder.privacy.offsets import OffsetMap, substituted

_HEAD = 2  # characters by which names are looked up
_ENDING = r"(?:s(?!\w))?"  # the German and the apostrophe-less genitive: Meyers
_OF_THERE = r"(?:(?:s|er|ers|ern|erin|erinnen)(?!\w))?"  # Stuttgarter, Londoners
_DIVIDED = r"(?:[\u00ad\u200b-\u200d\u2060]{1,2}|[\u00ad-]\n[^\S\n]{0,8})?"  # within a word: soft hyphens, line ends
_APOSTROPHES = "'’ʼ"
_BLANK = re.compile(r"\s+")
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_SHORT = re.compile(rf"[{_CJK}]{{2,3}}")
_SPACED = re.compile(rf"[^\W_{_CJK}]")


def is_spaced(character: str) -> bool:
    """Whether it is a letter or digit of a script with blanks between words."""
    return _SPACED.fullmatch(character) is not None


def variants(form: str) -> Iterator[str]:
    """A name as it may be written: accents composed and not; in capitals if it is long enough to stay recognisable;
    with each sort of apostrophe; a short Chinese one with a blank behind the family name."""
    capitals = (form.upper(),) if len(form) > 2 and form[:1].isupper() else ()
    apart = (f"{form[0]}{blank}{form[1:]}" for blank in " \u3000" if _SHORT.fullmatch(form))
    for one in dict.fromkeys((form, *capitals, *apart)):
        for other in _apostrophes(one):
            yield from dict.fromkeys((other, unicodedata.normalize("NFC", other), unicodedata.normalize("NFD", other)))


def _apostrophes(form: str) -> Iterator[str]:
    yield form
    if any(one in form for one in _APOSTROPHES):
        for wanted in _APOSTROPHES:
            yield form.translate(dict.fromkeys(map(ord, _APOSTROPHES), wanted))


def _pattern(form: str, genitive: bool, resident: bool) -> re.Pattern[str]:
    words = r"(?:[\s\u200b\u2060\ufeff]{1,4}|[_.-])".join(_word(word) for word in _BLANK.split(form.strip()))
    last = form.strip()[-1]
    after = r"(?![^\W_" + _CJK + "])" if is_spaced(last) or unicodedata.combining(last) else ""
    ending = _ENDING if genitive and last.isalpha() and after and last not in "sSßxz" else ""
    if resident and last.isalpha() and after:
        ending = _OF_THERE
    return re.compile(words + ending + after)


def _word(word: str) -> str:
    """A word of a name, which may be divided between any two of its letters."""
    pieces = [re.escape(word[:1])]
    for before, after in pairwise(word):
        pieces.append(_DIVIDED * (is_spaced(before) and is_spaced(after)) + re.escape(after))
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name and what stands for it; None keeps it, also what is part of it."""

    words: str
    replacement: str | None
    genitive: bool = False  # a German s may follow
    resident: bool = False  # and what people and things from there are called: Stuttgarter


@dataclass(frozen=True, slots=True)
class Forms:
    """All spellings that are looked for."""

    forms: tuple[Form, ...]
    _by_head: Mapping[str, list[tuple[re.Pattern[str], Form]]] = field(init=False, repr=False, compare=False)
    _heads: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_head: dict[str, list[tuple[re.Pattern[str], Form]]] = defaultdict(list)
        seen: set[str] = set()
        for form in sorted(self.forms, key=lambda one: -len(one.words)):
            for words in variants(form.words):
                if len(words.strip()) >= _HEAD and words not in seen:
                    seen.add(words)
                    by_head[words.strip()[:_HEAD]].append((_pattern(words, form.genitive, form.resident), form))
        object.__setattr__(self, "_by_head", dict(by_head))
        heads = "|".join(map(re.escape, sorted(by_head)))
        object.__setattr__(self, "_heads", re.compile(f"(?={heads})") if heads else None)

    def find(self, text: str, borders: Iterable[int] = ()) -> list[tuple[Span, Form]]:
        """The places of all forms, in order, without overlap, those that are kept among them.

        No place goes across one of the ``borders``: what one speaker ends with and the next begins with is no name.
        """
        found: list[tuple[Span, Form]] = []
        edges = [*sorted({edge for edge in borders if edge < len(text)}), len(text)]
        at = 0
        for start in (match.start() for match in self._heads.finditer(text)) if self._heads else ():
            if start < at or (start and is_spaced(text[start - 1]) and is_spaced(text[start])):
                continue
            for pattern, form in self._by_head[text[start : start + _HEAD]]:
                match = pattern.match(text, start, edges[bisect_right(edges, start)])
                if match is not None:
                    at = match.end()
                    found.append((Span(start, at), form))
                    break
        return found

    def substitute(self, text: str, borders: Iterable[int] = ()) -> tuple[str, OffsetMap]:
        """The text with pseudonyms, and where everything is then."""
        found = ((span, form.replacement) for span, form in self.find(text, borders))
        return substituted(text, [(span, words) for span, words in found if words is not None])

    def replaced(self, text: str) -> str:
        """The text with pseudonyms."""
        return self.substitute(text)[0]


def spelled(forms: Iterable[Form]) -> set[str]:
    """Every spelling that is replaced, for looking whether one is left somewhere."""
    return {words for form in forms if form.replacement is not None for words in variants(form.words)}
