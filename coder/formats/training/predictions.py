"""Predictions made elsewhere: a table (CSV and its kin, spreadsheets), or JSONL with the same names.

A row is one code on one place: ``document``, ``code`` (or that of a row of the codebook with ``value``), a place as
tables of codings give it, and if known ``weight``, ``confidence`` from 0 to 1, ``about`` and ``reason``. Other columns
are passed over. Nothing that has to be unpacked is read (DocBin, pickles): what strangers packed is not safe.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import msgspec

from coder.errors import UnreadableError
from coder.formats.codings_csv import PLACE_COLUMNS, Place, columns_of, place_of, weight_of
from coder.formats.decode import decode
from coder.formats.tables import Problem, TableError, read_table, unguarded

LARGEST = 60_000_000  # bytes of a file; 300,000 predictions with their reasons
_NEEDED = {"document": "its name, as coder documents lists it", "code": "its id, as coder codebook show lists it"}
_KNOWN = (*_NEEDED, "value", "weight", "confidence", "about", "reason", *PLACE_COLUMNS)
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_MOST_PROBLEMS = 100  # that are told: more are one mistake, made in every row
_NAMED_ROWS = 5  # of those in which the same is wrong

_CONFIDENCE = re.compile(r"(?:[0-9]{1,12}(?:[.,][0-9]{0,40})?|[.,][0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?")
_WHOLE = 10**12  # numbers from here on are no offsets
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """One prediction; ``row`` is its first line in the file. ``document``, ``code`` and ``about`` are as written.

    ``weight`` and ``confidence`` are None, ``about`` is None and ``reason`` "" where the file says nothing. What could
    not be read is a problem of the file, and left out here: then ``document``, ``code`` or ``place`` may be missing.
    """

    row: int
    document: str
    code: str
    place: Place | None
    weight: int | None = None
    confidence: float | None = None
    about: str | None = None
    reason: str = ""


def parse(data: bytes, name: str) -> tuple[tuple[PredictionRow, ...], list[Problem]]:
    """The predictions in a file, and what is wrong with them; those with problems are there as far as they were read,
    so that all that is wrong with a file can be told at once.

    Raises TableError where no rows can be told apart, UnreadableError for no such file.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in (*_LINES, *_TABLES):
        raise UnreadableError(
            f"predictions are read from tables and JSONL, not from {ending or 'files without an ending'}",
            where=name,
            hint="write them as .csv or .jsonl; binary files such as .spacy are not unpacked",
        )
    if len(data) > LARGEST:
        raise UnreadableError(
            f"more than {LARGEST // 1_000_000} MB of predictions", where=name, hint="cut the file into several"
        )
    problems: list[Problem] = []
    found = []
    for line, cells in _lines(data, name, problems) if ending in _LINES else _rows(data, name, problems):
        reasons: list[str] = []
        found.append(_row(line, cells, reasons))
        problems += [Problem(line, reason) for reason in reasons]
    return tuple(found), problems


def refused(name: str, problems: list[Problem]) -> TableError:
    """The error with the problems of all rows; what is wrong with several of them is told once, of the first."""
    rows: dict[str, list[int]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.row):
        rows[problem.reason].append(problem.row)
    problems = [Problem(first, reason + _elsewhere(others)) for reason, (first, *others) in rows.items()]
    if len(problems) > _MOST_PROBLEMS:
        more, first = len(problems) - _MOST_PROBLEMS, problems[_MOST_PROBLEMS]
        problems = [*problems[:_MOST_PROBLEMS], Problem(first.row, f"and {more:,} more from here on")]
    return TableError(name, problems)


def _elsewhere(rows: Sequence[int]) -> str:
    """In which rows the same is wrong."""
    if not rows:
        return ""
    named = ", ".join(map(str, rows[:_NAMED_ROWS])) + (", …" if len(rows) > _NAMED_ROWS else "")
    return f" (and in {len(rows):,} more row{'s' * (len(rows) > 1)}: {named})"


def _rows(data: bytes, name: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of each row of a table. Raises TableError for a header that cannot be."""
    table = read_table(data, name)
    columns, wrong = columns_of(table, tuple(_NEEDED), _KNOWN)
    if wrong:
        raise TableError(name, wrong)
    problems += table.problems
    for row in table.rows:
        yield row.line, {called: unguarded(row.cells[at]) for called, at in columns.items() if called in _KNOWN}


def _lines(data: bytes, name: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells of each line of JSONL; blank lines are passed over."""
    decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])
    encoding = decode(data, name).encoding  # and not its text: in JSON, other line ends than \n are words
    some = False
    for number, line in enumerate(data.decode(encoding).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        some = True
        try:
            said = decoder.decode(line)
            told = {key: _cell(key, msgspec.json.decode(raw)) for key, raw in said.items() if key in _KNOWN}
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            problems.append(Problem(number, "this is no JSON object, or holds numbers that JSON does not know"))
            continue
        except ValueError as error:
            problems.append(Problem(number, str(error)))
            continue
        reasons = [
            f"'{key[:40]}' is unknown; should it be '{near[0]}'?"
            for key in said.keys() - set(_KNOWN)
            if (near := difflib.get_close_matches(key[:40], _KNOWN, n=1, cutoff=0.8)) and near[0] not in said
        ]
        problems += [Problem(number, reason) for reason in sorted(reasons)]
        if not reasons:
            yield number, dict.fromkeys(PLACE_COLUMNS, "") | told
    if not some:
        raise TableError(name, [Problem(1, "no predictions in this file")])


def _cell(key: str, value: object) -> str:
    """A JSON value as a cell of a table would hold it. Raises ValueError, saying why, for what none could."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            raise ValueError(f"{key} is true or false, where words or a number are wanted")
        case int():
            if abs(value) >= _WHOLE:
                raise ValueError(f"{key} is a number beyond all bounds")
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
        case _:
            raise ValueError(f"{key} is a list or an object, where words or a number are wanted")


def _row(line: int, cells: Mapping[str, str], reasons: list[str]) -> PredictionRow:
    """The prediction of a row as far as it can be read, with the ``reasons`` added why it cannot."""
    bare = {called: cell.strip() for called, cell in cells.items()}
    reasons += [f"{needed} is empty ({where})" for needed, where in _NEEDED.items() if not bare.get(needed)]
    before = len(reasons)
    weight = weight_of(bare["weight"], reasons) if bare.get("weight") else None
    weight = weight if len(reasons) == before else None
    confidence = _confidence(bare.get("confidence", ""), reasons)
    reason = bare.get("reason", "")
    if len(reason) > _LONGEST_REASON:
        reasons.append(f"the reason has {len(reason):,} characters, more than {_LONGEST_REASON}")
    place = place_of(cells, reasons)
    code = ".".join(part for part in (bare.get("code"), bare.get("value")) if part)
    document, about = bare.get("document", ""), bare.get("about") or None
    return PredictionRow(line, document, code, place, weight, confidence, about, reason)


def _confidence(cell: str, reasons: list[str]) -> float | None:
    if not cell:
        return None
    number = float(cell.replace(",", ".")) if _CONFIDENCE.fullmatch(cell) else -1.0
    if 0 <= number <= 1:
        return number
    reasons.append(f"confidence '{cell[:20]}' is no number from 0 to 1, such as 0.87")
    return None
