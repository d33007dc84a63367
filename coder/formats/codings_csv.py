"""Tables of codings: one row a coding, its place by offsets, by quote, or by the phrases it begins and ends with.

``code`` is a full code id, or the id of a row of the codebook with the last part of the value's id in ``value``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.formats.tables import Problem, Row, Table, TableError, read_table, render_table, unguarded
from coder.model.coding import Tense
from coder.model.span import Span

_NEEDED = ("document", "code", "weight")
_PLACES = (("start", "end"), ("quote",), ("start_phrase", "end_phrase"))
PLACE_COLUMNS = tuple(column for place in _PLACES for column in place)
_KNOWN = (*_NEEDED, "value", "coder", "about", "tense", "memo", *PLACE_COLUMNS)
_ALIASES = {"doc": "document"}

_WEIGHT = re.compile(r"([+\-−–]?)(\d{1,3})(?:[.,]0+)?")
_OFFSET = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Offsets:
    """A place by code points of the imported text; ``quote``, if given, is what must stand there."""

    span: Span
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A place by its words."""

    words: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """A place by the words it begins and ends with."""

    start: str
    end: str


Place = Offsets | Quote | Phrases


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One row of a codings table; ``row`` is its first line in the file.

    ``document`` and ``code`` are as written and not looked up yet; ``coder`` and ``about`` are None if not stated.
    """

    row: int
    document: str
    code: str
    weight: int
    place: Place
    coder: str | None = None
    about: str | None = None
    tense: Tense = Tense.PRESENT
    memo: str = ""


def parse(data: bytes, name: str) -> tuple[CodingRow, ...]:
    """The rows of a codings table. Raises TableError with the problems of all rows, UnreadableError for no text."""
    table = read_table(data, name)
    columns, problems = columns_of(table, _NEEDED, _KNOWN)
    if problems:
        raise TableError(name, problems)
    problems = list(table.problems)
    rows = []
    for row in table.rows:
        reasons: list[str] = []
        coding = _row(row, columns, reasons)
        problems += [Problem(row.line, reason) for reason in reasons]
        if coding:
            rows.append(coding)
    if problems:
        raise TableError(name, problems)
    return tuple(rows)


def render(rows: Iterable[CodingRow]) -> str:
    """The rows as CSV, to be read again by ``parse``; columns for phrases only where a row uses them."""
    listed = list(rows)
    columns = ["document", "code", "weight", "coder", "about", "tense", "start", "end", "quote", "memo"]
    if any(isinstance(row.place, Phrases) for row in listed):
        columns[9:9] = ["start_phrase", "end_phrase"]
    return render_table(columns, ([_cells(row)[column] for column in columns] for row in listed))


def _cells(row: CodingRow) -> dict[str, str | int]:
    cells: dict[str, str | int] = dict.fromkeys((column for place in _PLACES for column in place), "")
    match row.place:
        case Offsets(span, quote):
            cells |= {"start": span.start, "end": span.end, "quote": quote}
        case Quote(words):
            cells["quote"] = words
        case Phrases(start, end):
            cells |= {"start_phrase": start, "end_phrase": end}
    return cells | {
        "document": row.document,
        "code": row.code,
        "weight": row.weight,
        "coder": row.coder or "",
        "about": row.about or "",
        "tense": row.tense.value,
        "memo": row.memo,
    }


def columns_of(table: Table, wanted: Sequence[str], known: Sequence[str]) -> tuple[Mapping[str, str], list[Problem]]:
    """Our name -> the file's name of each column, and what is wrong with the header: a column that is ``wanted`` is
    not there, none tells a place, or one is nearly called like a ``known`` one."""
    columns: dict[str, str] = {}
    reasons = []
    for written in table.columns:
        called = re.sub(r"[\s-]+", "_", written.casefold())
        called = _ALIASES.get(called, called)
        if called in columns:
            reasons.append(f"columns '{columns[called]}' and '{written}' mean the same")
        elif called not in known and (near := difflib.get_close_matches(called, known, n=1, cutoff=0.8)):
            reasons.append(f"column '{written}' is unknown; should it be '{near[0]}'?")
        columns.setdefault(called, written)
    reasons += [f"there is no column '{needed}'" for needed in wanted if needed not in columns]
    if not any(all(column in columns for column in place) for place in _PLACES):
        reasons.append("there is no place: give columns start and end, or quote, or start_phrase and end_phrase")
    return columns, [Problem(table.header_line, reason) for reason in reasons]


def _row(row: Row, columns: Mapping[str, str], reasons: list[str]) -> CodingRow | None:
    """The coding of a row, or None with the reasons added."""
    cells = {called: unguarded(row.cells[written]) for called, written in columns.items() if called in _KNOWN}
    bare = {called: cell.strip() for called, cell in cells.items()}
    reasons += [f"{needed} is empty" for needed in _NEEDED if not bare[needed]]
    weight = weight_of(bare["weight"], reasons)
    tense = _tense(bare.get("tense", ""), reasons)
    place = place_of(cells, reasons)
    if reasons or place is None:
        return None
    return CodingRow(
        row.line,
        bare["document"],
        ".".join(part for part in (bare["code"], bare.get("value", "")) if part),
        weight,
        place,
        bare.get("coder") or None,
        bare.get("about") or None,
        tense,
        cells.get("memo", ""),
    )


def weight_of(cell: str, reasons: list[str]) -> int:
    """The weight in a cell, 0 for a blank one; what is none is added to the ``reasons``."""
    found = _WEIGHT.fullmatch(cell)
    if not found:
        if cell:
            reasons.append(f"weight '{cell[:20]}' is no whole number")
        return 0
    return -int(found[2]) if found[1] in ("-", "−", "–") else int(found[2])


def _tense(cell: str, reasons: list[str]) -> Tense:
    try:
        return Tense(cell.casefold() or Tense.PRESENT)
    except ValueError:
        reasons.append(f"tense '{cell[:20]}' is neither present nor past")
        return Tense.PRESENT


def place_of(cells: Mapping[str, str], reasons: list[str]) -> Place | None:
    """The place a row gives: offsets (a quote beside them is what must stand there), a quote, or two phrases.

    None, with the ``reasons``, where it gives none or two.
    """
    given = {column: cell for place in _PLACES for column in place if (cell := cells.get(column, "")).strip()}
    for place in _PLACES:
        missing = [column for column in place if column not in given]
        if missing and len(missing) < len(place):
            reasons.append(f"{missing[0]} is empty")
            return None
    if "start_phrase" in given and len(given) > 2:
        reasons.append("two places: give either phrases or a quote or offsets")
        return None
    if "start" in given:
        return _offsets(given["start"].strip(), given["end"].strip(), given.get("quote", ""), reasons)
    if "quote" in given:
        return Quote(given["quote"])
    if "start_phrase" in given:
        return Phrases(given["start_phrase"], given["end_phrase"])
    reasons.append("there is no place: " + _either(cells))
    return None


def _either(cells: Mapping[str, str]) -> str:
    places = [" and ".join(place) for place in _PLACES if all(column in cells for column in place)]
    return "fill " + ", or ".join(places)


def _offsets(start: str, end: str, quote: str, reasons: list[str]) -> Offsets | None:
    wrong = [cell for cell in (start, end) if not _OFFSET.fullmatch(cell)]
    if wrong:
        reasons.append(f"'{wrong[0][:20]}' is no offset (characters from the start of the text)")
        return None
    if int(start) >= int(end):
        reasons.append(f"start {start} is not before end {end}")
        return None
    return Offsets(Span(int(start), int(end)), quote)
