"""The language of queries: one line, read into a frozen value.

``state capital`` finds these words one after the other, ``/regular expression/`` what it matches (``/i``: in either
case), and ``name:value`` narrows that down or, alone, lists turns or coded passages. A line wholly in straight quotes
is words, whatever it looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import Any

from coder.errors import CoderError
from coder.model.document import Role
from coder.search.folding import folded


class Key(StrEnum):
    """What a filter looks at."""

    SPEAKER = "speaker"
    ROLE = "role"
    CODE = "code"
    CODER = "coder"
    CASE = "case"
    LANGUAGE = "language"
    DOCUMENT = "document"


OF_PASSAGES = (Key.CODE, Key.CODER, Key.SPEAKER, Key.ROLE)  # the others choose documents
_NAMES = ", ".join(f"{key.value}:" for key in Key)

_FILTER = re.compile(r'([^\W\d_]+)[:：](?:"([^"]*)"|“([^”]*)”|(\S*))(?!\S)')
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/(\w*)(?!\S)")
_QUOTED = re.compile(r'"([^"]+)"(?!\S)')
_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s*")
_REPEATS = re.compile(r"\{(\d+)")
LONGEST_PATTERN = 1000  # characters of a regular expression
MOST_REPEATS = 100_000  # of fixed number, multiplied: the library writes a{1000} out


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``name:value``; ``at`` is where it stands in the query, from 0."""

    key: Key
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: ``words`` folded, or a regular expression, or neither, within what the filters leave.

    Of several speakers, roles, cases, languages or documents any will do; of several codes or coders all must.
    """

    text: str
    words: str = ""
    pattern: str = ""
    ignore_case: bool = False
    filters: tuple[Filter, ...] = ()

    def of(self, *keys: Key) -> tuple[Filter, ...]:
        """The filters that look at one of these."""
        return tuple(one for one in self.filters if one.key in keys)

    def failed(self, one: Filter, message: str, hint: str) -> CoderError:
        """The error that a filter cannot be met."""
        return CoderError(message, hint=hint, where=place(self.text, one.at))


def place(text: str, at: int) -> str:
    """A place in a query, in words."""
    return f"search {text!r}, character {at + 1}"


def parse(text: str) -> Query:
    """Read a line. Raises CoderError with the place and the repair."""
    at = _blanks(text, 0)
    quoted = _QUOTED.fullmatch(text.strip())
    if quoted and folded(quoted[1]):
        return Query(text, words=folded(quoted[1]))
    words: list[tuple[int, str]] = []
    pattern: tuple[int, str, str] | None = None
    filters: list[Filter] = []
    while at < len(text):
        if named := _filter(text, at):
            filters.append(named[0])
            after = named[1]
        elif text[at] == "/":
            if pattern:
                raise _error(text, at, "this is a second regular expression", "join the two: /one|two/")
            pattern, after = _regex(text, at)
        elif (quotes := _QUOTED.match(text, at)) and not words and not _rest_is_words(text, quotes.end()):
            words.append((at, quotes[1]))
            after = quotes.end()
        else:
            word = _WORD.match(text, at)
            after = word.end() if word else len(text)
            words.append((at, text[at:after]))
        at = _blanks(text, after)
    return _query(text, words, pattern, filters)


def _query(
    text: str, words: list[tuple[int, str]], pattern: tuple[int, str, str] | None, filters: list[Filter]
) -> Query:
    if words and pattern:
        raise _error(text, words[0][0], "words and a regular expression", "write the words into the expression")
    phrase = folded(" ".join(word for _, word in words))
    if words and not phrase:
        raise _error(text, words[0][0], "nothing that can be seen", "type the words to look for")
    query = Query(text, words=phrase, filters=tuple(filters))
    if pattern:
        query = Query(text, pattern=pattern[1], ignore_case="i" in pattern[2], filters=tuple(filters))
    elif not phrase and not query.of(*OF_PASSAGES):
        if filters:
            raise _error(
                text, filters[0].at, "this only chooses documents", "add words, /a pattern/, code: or speaker:"
            )
        raise CoderError("nothing to look for", hint=f"type words, /a regular expression/, or one of {_NAMES}")
    return query


def _blanks(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _error(text: str, at: int, message: str, hint: str) -> CoderError:
    return CoderError(message, hint=hint, where=place(text, at))


def _filter(text: str, at: int) -> tuple[Filter, int] | None:
    """A filter that stands here and where it ends; other words with a colon are words."""
    found = _FILTER.match(text, at)
    if found is None:
        return None
    name = found[1].lower()
    value = next((value for value in found.groups()[1:] if value is not None), "").strip()
    if name not in list(Key):
        from difflib import get_close_matches

        near = get_close_matches(name, [key.value for key in Key], 1, cutoff=0.8)
        if near and found[4] != "":
            raise _error(
                text, at, f"there is no filter {found[1]}:", f"did you mean {near[0]}:? As words put it in quotes"
            )
        return None
    key = Key(name)
    if not value:
        raise _error(text, at, f"{name}: needs a value", f'write {name}:VALUE, or {name}:"two words"')
    if value.startswith('"'):
        raise _error(text, at, "this quotation mark is not closed", f'write {name}:"two words"')
    if key is Key.ROLE:
        value = value.lower()
        if value not in list(Role):
            raise _error(text, at, f"there is no role {value!r}", "roles: " + ", ".join(role.value for role in Role))
    return Filter(key, value, at), found.end()


def _regex(text: str, at: int) -> tuple[tuple[int, str, str], int]:
    found = _REGEX.match(text, at)
    if found is None:
        raise _error(
            text, at, "this regular expression has no end", 'close it with /, or put the line in "quotes" to mean words'
        )
    if found[2].strip("i"):
        raise _error(text, found.start(2), f"there is no flag {found[2].strip('i')[0]!r}", "/…/i: in either case")
    if not found[1]:
        raise _error(text, at, "this regular expression is empty", "write it between the slashes")
    if len(found[1]) > LONGEST_PATTERN:
        raise _error(text, at, f"longer than {LONGEST_PATTERN} characters", "search for less at a time")
    if prod(int(times[1][:9]) or 1 for times in _REPEATS.finditer(found[1])) > MOST_REPEATS:
        raise _error(text, at, "this repeats too often", "ask for fewer repeats in {}, or use + or *")
    compiled(found[1], ignore_case=False, text=text, at=at + 1)
    return (at, found[1], found[2]), found.end()


def _rest_is_words(text: str, at: int) -> bool:
    """Whether more words follow, so that the quotation marks are meant as they stand."""
    at = _blanks(text, at)
    while at < len(text):
        named = _FILTER.match(text, at)
        if named is None or named[1].lower() not in list(Key):
            return True
        at = _blanks(text, named.end())
    return False


def compiled(pattern: str, *, ignore_case: bool, text: str = "", at: int = 0) -> Any:
    """The regular expression, ``^`` and ``$`` at lines. Raises CoderError with the place of what is wrong in it."""
    import regex  # type: ignore[import-untyped]  # here: most sessions look for words only, and it takes 35 ms

    flags = regex.MULTILINE | (regex.IGNORECASE if ignore_case else 0)
    try:
        return regex.compile(pattern, flags)
    except (regex.error, OverflowError, RecursionError) as error:
        offset = getattr(error, "pos", None) or 0
        message = f"this is no regular expression: {getattr(error, 'msg', error)}"
        raise _error(text or pattern, at + offset, message, "write \\ before a sign that is meant as it is") from error
