"""What all formats that are read have in common: the order of a report, its captions, and values as words."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coder.formats.visible import harmless
from coder.model.publication import Block, Column, Heading, LineKind, Noted, Paragraph, Report, Table, Value
from coder.model.words import word

_MEASURED = 150  # lines by which the widths of columns are told
_WIDEST = 44  # a column wants no more letters than these
_LONGEST_WORD = 18  # a longer one is broken
_NARROWEST = 4
_FILLED, _LEAST = 0.7, 0.35  # shares of a page from which a table takes all of it, and which it takes at least


def flow(report: Report) -> Iterator[Block]:
    """The blocks from title to colophon: the title as a heading of level 0, at the end what the report was made from.

    The one table of a report that holds nothing else is called like the report, and there is no title above it; what
    it was made from is the last of its notes.
    """
    if not lone(report):
        yield Heading(0, report.title)
    for block in report.blocks:
        if isinstance(block, Table) and lone(report) and report.facts:
            yield replace(block, notes=(*block.notes, facts(report)))
        else:
            yield block
    if report.facts and not lone(report):
        yield Paragraph(facts(report), quiet=True)


def lone(report: Report) -> bool:
    """Whether the report is a table and nothing else."""
    return len(report.blocks) == 1 and isinstance(report.blocks[0], Table)


def caption(report: Report, table: Table) -> str:
    """What a table is called, without its number; "" if nothing."""
    return table.caption or (report.title if lone(report) else "")


def captioned(report: Report, number: int, text: str) -> tuple[str, str]:
    """The number of a table as it stands before its caption ("Table 1"), and what follows it (". Caption")."""
    numbered = word("numbered", report.language).format(number=number)
    whole = word("captioned", report.language).format(number="\0", caption=text) if text else "\0"
    return numbered, whole.removeprefix("\0")


def facts(report: Report) -> str:
    """What the report was made from, on one line."""
    said = word("fact", report.language)
    return sentence((said.format(name=name, fact=fact) for name, fact in report.facts.items()), report.language)


def sentence(parts: Iterable[str], language: str) -> str:
    """Parts as one sentence with the semicolons and the full stop of a language."""
    chinese = language.partition("-")[0] == "zh"
    return ("；" if chinese else "; ").join(parts) + ("。" if chinese else ".")


def quoted(report: Report, words: str) -> str:
    """Words in the quotation marks of the report's language."""
    return word("quoted", report.language).format(text=words)


def told(value: Value, column: Column) -> tuple[str, str]:
    """A value of a table as readers see it, and the remark below it; "" for none. Control characters are spelled."""
    match value:
        case str():
            return (value if value.isprintable() else harmless(value)), ""
        case Noted(text, note):
            return harmless(text), harmless(note)
        case float():
            return figure(value, column.digits), ""
        case None:
            return "", ""
        case _:
            return str(value).replace("-", "−"), ""


def figure(value: float, digits: int) -> str:
    """A figure with so many digits after the point; "" for what is none."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:.{digits}f}".replace("-", "−")


def across(table: Table) -> Iterator[tuple[str, bool]]:
    """Of each line the heading it is, and whether it is one."""
    for line in table.lines:
        group = line.kind is LineKind.GROUP
        yield (told(line.cells[0], table.columns[0])[0] if group and line.cells else ""), group


BESIDE = 2  # letters kept free in a column of a printed table


@dataclass(frozen=True, slots=True)
class Room:
    """Letters a column needs so that no word is broken, and those it would like."""

    least: int
    wanted: int


def rooms(table: Table) -> tuple[Room, ...]:
    """What the columns of a table need, told by its first lines; a Chinese character counts as two letters."""
    texts: list[list[str]] = [[column.label, column.note] for column in table.columns]
    for line in table.lines[:_MEASURED]:
        if line.kind is not LineKind.GROUP:
            for place, value in enumerate(line.cells):
                texts[place] += told(value, table.columns[place])
    return tuple(map(_room, texts))


def _room(texts: Sequence[str]) -> Room:
    lines = [line for text in texts for line in text[:4000].split("\n")]
    wanted = max((letters(line[:100]) for line in lines), default=0)
    words = (word for line in lines for word in line.split())
    least = max((_unbroken(one) for one in words), default=0)
    least = max(_NARROWEST, min(least, _LONGEST_WORD))
    return Room(least, max(least, min(wanted, _WIDEST)))


def _unbroken(word: str) -> int:
    longest = max(word.split("-"), key=len)[:40]
    return 4 if letters(longest) > len(longest) else len(longest) + 1  # Chinese breaks anywhere


def letters(text: str) -> int:
    """The width of a text in letters."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def shares(table: Table, page: int, beside: int = 0) -> tuple[float, ...]:
    """Which share of the width each column gets on a page that is so many letters wide; the sum is 1. ``beside``: so
    many letters of each are kept free."""
    needed = [Room(room.least + beside, room.wanted + beside) for room in rooms(table)]
    least, wanted = sum(room.least for room in needed), sum(room.wanted for room in needed)
    spare = min(1.0, max(0.0, (page - least) / (wanted - least))) if wanted > least else 0.0
    given = [room.least + spare * (room.wanted - room.least) for room in needed]
    whole = sum(given) or 1.0
    return tuple(one / whole for one in given)


def fitted(report: Report, page: int) -> Report:
    """The report with tables that are too broad for a page of so many letters cut into several, evenly filled."""
    blocks = tuple(
        part for block in report.blocks for part in (_cut(block, page) if isinstance(block, Table) else (block,))
    )
    return report if len(blocks) == len(report.blocks) else replace(report, blocks=blocks)


def _cut(table: Table, page: int) -> tuple[Table, ...]:
    needed = [room.least + BESIDE for room in rooms(table)]
    if not table.stub or sum(needed) <= page or len(needed) < 3:
        return (table,)
    others = len(needed) - 1
    number = min(others, math.ceil(sum(needed[1:]) / max(1, page - needed[0])))
    each = math.ceil(others / number)
    starts = range(1, len(needed), each)
    parts = []
    for turn, start in enumerate(starts, 1):
        kept = [0, *range(start, min(start + each, len(needed)))]
        parts.append(
            Table(
                id=f"{table.id}-{turn}",
                columns=tuple(table.columns[place] for place in kept),
                lines=tuple(replace(line, cells=tuple(line.cells[place] for place in kept)) for line in table.lines),
                caption=f"{table.caption} ({turn}/{len(starts)})".strip(),
                notes=table.notes if turn == len(starts) else (),
            )
        )
    return tuple(parts)


def extent(table: Table, page: int) -> float:
    """Which share of the width of a page a table takes: all of it, but for one whose columns would stand far apart."""
    needed = sum(room.wanted + 4 for room in rooms(table)) / page
    return 1.0 if needed > _FILLED else max(needed, _LEAST)


def heights(table: Table, page: int) -> Iterator[int]:
    """How many lines of text each line of a table has on a page that is so many letters wide."""
    widths = [max(1.0, share * page - BESIDE) for share in shares(table, page, BESIDE)]
    for line in table.lines:
        if line.kind is LineKind.GROUP or not widths:
            yield 1
            continue
        cells = zip(line.cells, table.columns, widths, strict=True)
        yield max(_height(*told(value, column), width) for value, column, width in cells)


def _height(text: str, note: str, width: float) -> int:
    lines = [*text.split("\n"), *([note] if note else [])]
    return sum(max(1, math.ceil(letters(line) / width)) for line in lines)


def wide(table: Table, page: int) -> bool:
    """Whether a table needs more letters side by side than a page has, with the gaps between them."""
    return sum(min(room.wanted, max(room.least, 14)) + 2 for room in rooms(table)) > page
