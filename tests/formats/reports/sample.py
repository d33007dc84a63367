"""A report with every kind of block, and hostile ones of any words."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from hypothesis import strategies as st

from coder.model.publication import (
    Block,
    Column,
    Heading,
    Line,
    LineKind,
    Listed,
    Noted,
    Paragraph,
    Quotation,
    Report,
    Table,
)

COLUMNS = (
    Column("row", ""),
    Column("north", "North", note="n = 4"),
    Column("share", "Share", number=True, digits=3),
    Column("count", "Count", number=True),
)
TABLE = Table(
    "moods",
    COLUMNS,
    (
        Line(("Mood", "", "", ""), LineKind.GROUP),
        Line(("Pride", Noted("++†1/3", "2 of 3"), 0.5, 3), LineKind.HEADER),
        Line(("Story", "=SUM(A1)", -1.25, -2)),
        Line(("Given", "", "", ""), LineKind.GROUP),
        Line(("People", "12.50◇", None, 1_000_000), LineKind.GIVEN),
    ),
    "Moods of the towns",
    ("Marks: † contested.", "[1] A footnote, with 100 % of what it says."),
)
SECOND = Table("codings", (Column("quote", "Quote"),), (Line(('a, "b"\nc',)), Line(("- d",))), "Codings", stub=False)
BLOCKS: tuple[Block, ...] = (
    Heading(1, "Evidence", "evidence"),
    Paragraph("Plain words.\nA second line.", "Lead."),
    Paragraph("A remark.", quiet=True),
    Listed(((0, "one"), (1, "one point one"), (3, "too deep"), (0, "two"))),
    Quotation("It gets better.", "a1, 12, MK, explicit", "Does it?", "I see.", "hopeful"),
    Quotation("It does not.", "a2, 3, JW, explicit", against=True),
    TABLE,
    Heading(4, "Deep"),
    SECOND,
)
REPORT = Report("evidence", "Evidence book", "en", BLOCKS, {"Codebook": "towns 1.2.0", "Study": "towns"})
LONE = Report("moods", "Moods of the towns", "en", (TABLE,), {"Codebook": "towns 1.2.0"})


def told_in(text: str) -> Report:
    """A report that says the text everywhere."""
    columns = (Column("a", text), Column("b", "B", note=text), Column("c", "C", number=True))
    lines = (
        Line((text, "", ""), LineKind.GROUP),
        Line((text, Noted(text, text), 1)),
        Line((text, text, 2.5), LineKind.HEADER),
        Line((text, text, None), LineKind.GIVEN),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, text, text),
        Paragraph(text, text),
        Paragraph(text, quiet=True),
        Listed(((0, text), (1, text), (2, text))),
        Quotation(text, text, text, text, text, against=True),
        Table("t", columns, lines, text, (text,)),
    )
    return Report("r", text, "en", blocks, {"Fact": text})


HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "<script>alert(1)</script>",
    "</w:t></w:r>",
    "]]>&amp;&#x1b;",
    "\\input{/etc/passwd}\\write18{x}",
    "%$#&_{}~^\\[a] --- ,,x'' ?`",
    "\\end{document}",
    "| a | **b** | `c` | [x](y)",
    "\x00\x01\x07\x1b[31m\x7f\x85",
    "\ud800 lone \udfff",
    "\ufffe\uffff\ufdd0",
    "\u202eevil\u202c \u200f",
    "שלום עולם مرحبا",
    "😀👩‍👩‍👧 é e\u0301",
    "中文，标点。",
    "a\n\nb\n",
    "  two  blanks  ",
    "",
    " ",
    "\n",
    "x" * 3000,
    "[1]",
    "*",
    "{",
    "\\",
    "''",
    "--",
    "{{ 7 * 7 }} {% x %}",
    "@WIDTH@",
)
anything = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(st.characters(), max_size=40),  # lone surrogates as well
    st.text(st.sampled_from("\\{}$&#%_^~<>|\"'`[]*-+=@\n\t :.,;!?a1"), max_size=30),
)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def blanks(text: Any) -> str:
    """A text with single blanks."""
    return re.sub(r"\s+", " ", str(text)).strip()
