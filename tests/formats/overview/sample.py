"""A small overview with every state, flag and kind of row, and tables of any size and any words."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from coder.formats.overview import render
from coder.formats.overview.style import CLEAN, Style
from coder.formats.reports import BINARY
from coder.formats.reports.latex_words import SIGNS
from coder.model.overview import (
    Cell,
    Column,
    ExpectationCheck,
    FactorCheck,
    Flag,
    LeaveOneOut,
    Overview,
    OverviewRow,
    Relation,
    State,
    Trace,
    TracedQuotation,
)


def read(name: str, overview: Overview, style: Style = CLEAN) -> str:
    """What a table is in a format: its text, or the words in a file that is none."""
    data = render(overview, name, style)
    if name in BINARY:
        parts = ("word/document.xml", "content.xml", "xl/sharedStrings.xml")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = "".join(archive.read(part).decode() for part in parts if part in archive.namelist())
        return html.unescape(re.sub("<[^>]*>", "", re.sub("</(?:text:p|w:p|si)>", "\n", found))) + "\n"
    text = data.decode()
    if name == "latex":
        text = text.rpartition("{gray}{0.35}")[2]
        for sign, spelled in SIGNS.items():
            text = text.replace(spelled, sign)
        text = re.sub(r"\\[a-z]+\b", "", text)
    return text


def value(text: str, **rest: Any) -> Cell:
    """A cell that shows a value; 3 of 4 interviews unless told otherwise."""
    settings = {"printed": text, "values": (text.replace(" ", "_"),), "n": 4, "k": 3, "dissent": (0, 4), **rest}
    return Cell(text=text, state=State.VALUE, **settings)


def row(identity: str, kind: str, cells: Sequence[Cell], **rest: Any) -> OverviewRow:
    """A row over the columns of ``COLUMNS`` as far as there are cells."""
    group, _, last = identity.partition(".")
    settings = {"group_label": group.capitalize(), "block": group, "header": False, **rest}
    by_case = {column.id: cell for column, cell in zip(COLUMNS, cells, strict=False)}
    return OverviewRow(identity, last.replace("_", " ").capitalize(), kind, group, cells=by_case, **settings)


COLUMNS = (Column("north", "North", 4), Column("south", "South", 3), Column("west", "West | East", 2))
EMPTY = Cell()
REFUTED = Cell(state=State.REFUTED, denials=2, dissent=(0, 2), opposing=("c9",))
NOT_ASKED = Cell(state=State.NOT_ASKED)
RATING = value("++", values=("pp",), relation=Relation.LEVEL, m=Fraction(3, 2), flags=frozenset({Flag.BORDERLINE}), k=4)
DIVIDED = value(
    "public | private",
    values=("public", "private"),
    relation=Relation.DIVIDED,
    flags=frozenset({Flag.DIVIDED, Flag.CONTESTED, Flag.CODERS}),
    dissent=(2, 4),
    p={"public": Fraction(1, 2), "private": Fraction(1, 2)},
    k=4,
    supporting=("c1", "c2"),
    opposing=("c3",),
    undecided=("c4",),
)
THIN = value(
    "rise", flags=frozenset({Flag.THIN}), n=2, k=1, dissent=(1, 4), p={"rise": Fraction(3, 4), "fall": Fraction(1, 4)}
)
NO_MARK = value("", values=("none",), relation=Relation.LEVEL, m=Fraction(0))

OVERVIEW = Overview(
    table="t",
    title="Towns",
    codebook="towns",
    version="1.2.0",
    columns=COLUMNS,
    rows=(
        row(
            "mood.pride",
            "rating",
            (RATING, value("-", values=("minus",)), EMPTY),
            header=True,
            factor_checks={"north": FactorCheck("+", Fraction(4, 3), 1)},
        ),
        row("mood.focus", "set", (DIVIDED, REFUTED, NOT_ASKED)),
        row("story.plot", "one", (THIN, value("=SUM(A1)"), value("<b>bold</b> & more"))),
        row(
            "story.market",
            "presence",
            (value("X"), NO_MARK, EMPTY),
            expectations={"north": ExpectationCheck("X", True), "south": ExpectationCheck(None, None)},
        ),
    ),
)


def table_of(labels: Sequence[str], texts: Sequence[Sequence[str]], block: str = "mood") -> Overview:
    """A table whose columns are called ``labels`` and whose cells show ``texts`` row by row."""
    columns = tuple(Column(f"case{number}", label, number) for number, label in enumerate(labels))
    rows = tuple(
        OverviewRow(
            f"mood.r{number}",
            f"Row number {number}",
            "one",
            "mood",
            "Mood",
            block,
            number == 0,
            {column.id: value(text) for column, text in zip(columns, line, strict=True)},
        )
        for number, line in enumerate(texts)
    )
    return Overview("t", "A table", "towns", "1.0.0", columns, rows)


def quotation(number: int, quote: str, **rest: Any) -> TracedQuotation:
    """A quotation of the traced cell."""
    settings: dict[str, Any] = {
        "coding": f"c{number}",
        "document": f"n{number:02}",
        "interview": f"N{number:02}",
        "locator": f"N{number:02}:{number}:10-20",
        "start": 10,
        "end": 20,
        "code": "story.plot.rise",
        "value": "rise",
        "weight": 2,
        "strength": "explicit",
        "coder": "MK",
        "speaker": "Ms Y.",
        "role": "respondent",
        "time_ms": None,
        "before": "I: And then?",
        "after": "I: I see.",
        "memo": "",
        **rest,
    }
    return TracedQuotation(quote=quote, **settings)


def trace_of(cell: Cell, **rest: Any) -> Trace:
    """The trace of a cell of the row ``story.plot`` in the case ``north``."""
    settings: dict[str, Any] = {
        "rule": "one: the value that most voices carry. Shares of the voices: rise 3/4, fall 1/4.",
        "interviews": 4,
        "leave_one_out": LeaveOneOut(Fraction(1, 2), ("N01", "N02")),
        "supporting": (),
        "opposing": (),
        "undecided": (),
        **rest,
    }
    return Trace(
        "story.plot", "Plot", "north", "North", "one", codebook="towns", version="1.2.0", cell=cell, **settings
    )
