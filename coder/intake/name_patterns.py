"""Attributes from names of files: ``{region}_{interview}_{date}`` (pure).

A name that can be cut in several ways is never guessed at: values that an attribute does not allow rule ways out, and
if several are left the name does not fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from coder.errors import UsageError

_FIELD = re.compile(r"\{([^{}]*)\}")
_NOTHING = "_"  # a field whose value is no attribute
_EXAMPLE = "write it like '{region}_{interview}_{date}'; {_} stands for what is no attribute"

Accepts = Callable[[str, str], bool]  # attribute, value


@dataclass(frozen=True, slots=True)
class NamePattern:
    """Names of files as they are made: the fields, and what stands before, between and after them."""

    written: str
    fields: tuple[str, ...]
    between: tuple[str, ...]

    def read(self, stem: str, accepts: Accepts) -> Mapping[str, str] | str:
        """The values in a name without its ending, or why it does not fit."""
        stem = unicodedata.normalize("NFC", stem)
        found: list[Mapping[str, str]] = []
        for values in self._ways(stem, cache(accepts)):
            named = {name: value for name, value in zip(self.fields, values, strict=True) if name != _NOTHING}
            if named not in found:
                found.append(named)
            if len(found) > 1:
                name = next(name for name in found[0] if found[0][name] != found[1][name])
                return f"fits in several ways ({name} may be {found[0][name]!r} or {found[1][name]!r})"
        return found[0] if found else "does not fit"

    def _ways(self, stem: str, accepts: Accepts) -> Iterator[tuple[str, ...]]:
        """The ways to cut a name into values, dead ends seen once."""
        dead: set[tuple[int, int]] = set()

        def cut(field: int, start: int) -> Iterator[tuple[str, ...]]:
            if field == len(self.fields):
                if start == len(stem):
                    yield ()
                return
            if (field, start) in dead:
                return
            lived = False
            name, after = self.fields[field], self.between[field + 1]
            last = field == len(self.fields) - 1
            for end in _ends(stem, start + 1, after, last=last):
                value = stem[start:end].strip()
                if value and (name == _NOTHING or accepts(name, value)):
                    for rest in cut(field + 1, end + len(after)):
                        lived = True
                        yield (value, *rest)
            if not lived:
                dead.add((field, start))

        if stem.startswith(self.between[0]):
            yield from cut(0, len(self.between[0]))


def _ends(stem: str, start: int, after: str, *, last: bool) -> Iterator[int]:
    """Where a value may end: before what follows it, the last one only at the end of the name."""
    if last:
        end = len(stem) - len(after)
        if end >= start and stem.endswith(after):
            yield end
        return
    end = stem.find(after, start)
    while end >= 0:
        yield end
        end = stem.find(after, end + 1)


def name_pattern(written: str) -> NamePattern:
    """The pattern of ``--name-pattern``. Raises UsageError for one that means nothing."""
    normal = unicodedata.normalize("NFC", written.strip())
    fields = tuple(field.strip() for field in _FIELD.findall(normal))
    between = tuple(_FIELD.split(normal)[::2])
    if any("{" in part or "}" in part for part in between):
        raise _wrong(written, "a brace { or } has no other one")
    if not [field for field in fields if field != _NOTHING]:
        raise _wrong(written, "it names no attribute")
    if any(not field for field in fields):
        raise _wrong(written, "a field {} has no name")
    twice = next((field for field in fields if field != _NOTHING and fields.count(field) > 1), None)
    if twice is not None:
        raise _wrong(written, f"{{{twice}}} stands twice")
    if not all(between[1:-1]):
        at = next(index for index, part in enumerate(between[1:-1]) if not part)
        raise _wrong(written, f"nothing tells where {{{fields[at]}}} ends and {{{fields[at + 1]}}} begins")
    if any("/" in part for part in between):
        raise _wrong(written, "it is about names of files, not folders (--folders)")
    return NamePattern(written.strip(), fields, between)


def _wrong(written: str, reason: str) -> UsageError:
    return UsageError(f"--name-pattern {written}: {reason}", hint=_EXAMPLE)
