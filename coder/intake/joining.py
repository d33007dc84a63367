"""Rows of a table of attributes and the files that they are about (pure).

A row is about a file when it has its name, with or without ending; in other capitals, where no other one is meant. What
is only near is never taken: it is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeVar

from rapidfuzz import fuzz

from coder.errors import CoderError, UsageError
from coder.formats.attributes_csv import AttributeRow
from coder.formats.tables import Problem, TableError

_T = TypeVar("_T")
_NEAR = 84  # of 100: a letter of seven may be another
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_NUMBER = re.compile(r"\d+")
_APART = re.compile(r"[\W_]+")
_TOLD = 8  # names in a notice


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A row that is about no file, and the file it may be about."""

    row: str
    file: str
    table: str
    line: int

    def __str__(self) -> str:
        return (
            f"{self.table}:{self.line}: '{self.row}' is no file; is it {self.file}?"
            f" (--match '{self.row}={self.file}', or --match '{self.row}=' if it is none)"
        )


class NearMissesError(CoderError):
    """Rows that are nearly about files, where nobody can be asked; ``str()`` gives a line for each."""

    def __init__(self, misses: Sequence[NearMiss]) -> None:
        self.misses = tuple(misses)
        super().__init__(f"{len(self.misses)} rows are nearly about files", where=misses[0].table)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.misses), f"{self.where}: nothing was imported; settle these rows first"])


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows by the files they are about; what is only near; rows and files that are left."""

    rows: Mapping[Path, AttributeRow]
    near: tuple[NearMiss, ...]
    rows_left: tuple[AttributeRow, ...]
    files_left: tuple[Path, ...]


NOTHING_JOINED = Joined({}, (), (), ())


def join_rows(
    rows: Sequence[AttributeRow], files: Sequence[Path], known: Iterable[str], matches: Mapping[str, str], table: str
) -> Joined:
    """Which row is about which file. ``known`` are names of documents that rows may be about as well; ``matches`` say
    for rows which file they are about ("" for none). Raises UsageError for a match of what there is not."""
    by_name = {_normal(row.document): row for row in rows}
    settled = _settled(by_name, files, matches)
    matched = {_normal(name) for name in matches}
    named: dict[Path, AttributeRow] = {}
    for path in files:
        row = settled.get(path) or by_name.get(_normal(path.name)) or by_name.get(_normal(path.stem))
        if row is not None and (path in settled or _normal(row.document) not in matched):
            named[path] = row
    there = {_normal(name) for name in known}
    taken = {row.document for row in named.values()}
    others = [row for row in rows if row.document not in taken and _normal(row.document) not in matched]
    _refuse_doubles(rows, others, named, table)
    named |= _in_other_case(
        [row for row in others if _normal(row.document) not in there], [path for path in files if path not in named]
    )
    used = {row.document for row in named.values()} | {row.document for row in settled.values()}
    denied = {_normal(name) for name, file in matches.items() if not file}
    left = tuple(row for row in rows if row.document not in used and _normal(row.document) not in there)
    free = tuple(path for path in files if path not in named)
    near = [
        NearMiss(row.document, found.name, table, row.line)
        for row in left
        if _normal(row.document) not in denied and (found := nearest(row.document, free)) is not None
    ]
    return Joined(named, tuple(near), left, free)


def _refuse_doubles(
    rows: Sequence[AttributeRow], others: Sequence[AttributeRow], named: Mapping[Path, AttributeRow], table: str
) -> None:
    """Raises TableError where two rows are about one document: with and without the ending of its file, or by letters
    that are composed otherwise."""
    about = {_normal(path.stem): row for path, row in named.items()}
    first: dict[str, AttributeRow] = {}
    problems: list[Problem] = []
    for row in rows:
        one = first.setdefault(_normal(row.document), row)
        if one is row and row in others:
            one = about.get(_normal(row.document), row)
        if one is not row:
            problems.append(
                Problem(
                    row.line, f"two rows for one document: '{row.document}', and '{one.document}' in row {one.line}"
                )
            )
    if problems:
        raise TableError(table, problems)


def _in_other_case(rows: Sequence[AttributeRow], files: Sequence[Path]) -> Mapping[Path, AttributeRow]:
    """Rows that have the name of one file but for capitals, where no other row or file is called so."""
    by_name = _only((_normal(row.document).casefold(), row) for row in rows)
    by_file = _only((_normal(path.name).casefold(), path) for path in files)
    by_stem = _only((_normal(path.stem).casefold(), path) for path in files)
    found: dict[Path, AttributeRow] = {}
    for name, row in by_name.items():
        path = by_file.get(name) or by_stem.get(name)
        if path is not None:
            found.setdefault(path, row)
    return found


def _only(pairs: Iterable[tuple[str, _T]]) -> Mapping[str, _T]:
    """What stands alone under its name."""
    found: dict[str, list[_T]] = {}
    for name, one in pairs:
        found.setdefault(name, []).append(one)
    return {name: ones[0] for name, ones in found.items() if len(ones) == 1}


def _settled(
    by_name: Mapping[str, AttributeRow], files: Sequence[Path], matches: Mapping[str, str]
) -> Mapping[Path, AttributeRow]:
    found: dict[Path, AttributeRow] = {}
    for name, file in matches.items():
        row = by_name.get(_normal(name))
        if row is None:
            raise UsageError(f"--match {name}={file}: the table of attributes has no row {name!r}", hint="see its rows")
        paths = [path for path in files if _normal(file) in (_normal(path.name), _normal(path.stem))]
        if file and not paths:
            raise UsageError(f"--match {name}={file}: there is no file {file!r} among these", hint="check its name")
        found.update(dict.fromkeys(paths, row))
    return found


def nearest(name: str, files: Sequence[Path]) -> Path | None:
    """The file whose name is most like ``name``, if it is like it at all."""
    wanted = _letters(_stem(name))
    scored = [(score, path) for path in files if (score := _likeness(wanted, _letters(path.stem))) >= _NEAR]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _likeness(one: str, other: str) -> float:
    """From 0 to 100; names with other numbers are other names, however like their letters are."""
    numbers = _numbers(one)
    if numbers != _numbers(other):
        return 0
    whole = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(whole, fuzz.token_set_ratio(one, other)) if numbers else whole


def _numbers(name: str) -> list[int]:
    return [int(number[:18]) for number in _NUMBER.findall(name)]


def _letters(name: str) -> str:
    """A name for comparison: no case, no accents of umlauts, zeros before numbers or signs between words."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = "".join(_LETTERS.get(ch, ch) for ch in folded)
    return _NUMBER.sub(lambda found: found[0].lstrip("0") or "0", _APART.sub(" ", folded)).strip()


def _stem(name: str) -> str:
    suffix = PurePath(name).suffix
    return name.removesuffix(suffix) if 1 < len(suffix) <= 5 and not suffix[1:].isdigit() else name


def _normal(name: str) -> str:
    """Names are the same however the file system composes their letters."""
    return unicodedata.normalize("NFC", name.strip())


def listed(names: Iterable[str]) -> str:
    """The first of many names."""
    all_names = list(names)
    return ", ".join(all_names[:_TOLD]) + ", ..." * (len(all_names) > _TOLD)
