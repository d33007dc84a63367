"""A report as it is read and as it is computed with, whatever format holds it: blocks of text, tables, quotations.

Formats that are read (Markdown, HTML, Word, LaTeX, OpenDocument) show ``blocks``; formats that are computed with (CSV,
JSON, Excel) hold the tables of ``data``. Text is plain text: whatever it contains, every format shows it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Noted:
    """A text of a table with a remark that is set smaller below it; as data it is ``text (note)``."""

    text: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.note})" if self.note else self.text


Value: TypeAlias = str | int | float | Noted | None  # None: there is none, which is not ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is below the title. ``anchor`` names it for links within the report."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of one or more lines, perhaps after a word in bold. ``quiet``: a remark, set smaller."""

    text: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Items, each at a depth from 0."""

    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an interview with where they stand and who coded how; ``before`` and ``after`` are the turns around.

    ``source`` is one line: locator, role, time, coder, strength. ``against``: it speaks against what the cell shows.
    """

    words: str
    source: str
    before: str = ""
    after: str = ""
    memo: str = ""
    against: bool = False


class LineKind(StrEnum):
    """What a line of a table is."""

    PLAIN = "plain"
    GROUP = "group"  # a heading across the table; only its first cell has a text
    HEADER = "header"  # stands for the lines below it
    GIVEN = "given"  # not derived


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: one value a column."""

    cells: tuple[Value, ...]
    kind: LineKind = LineKind.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its label for readers (``note`` smaller below it).

    ``number``: its values are figures; readers see fractions with ``digits`` after the point.
    """

    id: str
    label: str
    number: bool = False
    digits: int = 2
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names its lines if ``stub``. ``notes`` stand below it as its footnotes."""

    id: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    stub: bool = True

    def records(self) -> Iterator[dict[str, Value]]:
        """Its lines by column id, but for headings across the table."""
        names = [column.id for column in self.columns]
        return (dict(zip(names, line.cells, strict=True)) for line in self.lines if line.kind is not LineKind.GROUP)


Block: TypeAlias = Heading | Paragraph | Listed | Quotation | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language. ``facts`` say what it was made from (study, codebook, version, parameters).

    ``data`` are the tables for those who compute; by default those among its blocks.
    """

    id: str
    title: str
    language: str
    blocks: tuple[Block, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    records: tuple[Table, ...] = ()

    @property
    def data(self) -> tuple[Table, ...]:
        """The tables for formats that are computed with."""
        return self.records or tuple(block for block in self.blocks if isinstance(block, Table))
