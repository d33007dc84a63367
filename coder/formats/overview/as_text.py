"""Overview tables that fit the terminal; more cases than fit side by side become several tables below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from coder.formats.overview.marks import Shown, blocks, legend, remarks, table_cells, used_marks
from coder.formats.overview.notes import footnotes
from coder.formats.overview.style import CLEAN, Style
from coder.formats.overview.wrap import longest_piece, wrapped
from coder.formats.visible import visible
from coder.model.overview import Column, Overview
from coder.model.words import word

NARROWEST = 10  # terminal cells a case needs to be readable
WIDEST_WORD = 16  # words longer than this are broken rather than widening every column
GAP = 2  # blanks between columns

Cells = Mapping[tuple[str, str], Shown]  # by row and case


@dataclass(frozen=True, slots=True)
class Layout:
    """Terminal cells for the row labels and for each case, and which cases stand in which table."""

    label: int
    case: int
    tables: tuple[tuple[Column, ...], ...]


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table with title, block headings and a legend that names only the marks used."""
    seen = table_cells(overview, style)
    layout = layout_of(overview, seen, style)
    parts: list[RenderableType] = [
        Text(visible(overview.title or overview.table), style="bold"),
        Text(visible(f"{word('codebook', style.language)} {overview.codebook} {overview.version}"), style="dim"),
    ]
    done = 0
    for columns in layout.tables:
        parts.append(Text())
        if len(layout.tables) > 1:
            place = word("cases", style.language).format(
                first=done + 1, last=done + len(columns), all=len(overview.columns)
            )
            parts.append(Text(place, style="dim"))
        parts += _table(overview, columns, seen, layout, style)
        done += len(columns)
    meanings = [f"{mark} {words}" for mark, words in legend(used_marks(seen.values()), style)]
    meanings += remarks(overview, style)
    if meanings:
        parts += [Text(), Text(".  ".join(meanings) + ".", style="dim")]
    notes = footnotes(overview, style)
    if notes:
        parts += [Text(), *(Text(visible(note)) for note in notes)]
    return printed(parts, style)


def printed(parts: Sequence[RenderableType], style: Style) -> str:
    """What a terminal of the style's width shows for the parts; lines carry no trailing blanks."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(style.width, 2 * NARROWEST),
        force_terminal=style.terminal,
        color_system="standard" if style.terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    lines = [line.rstrip() for line in out.getvalue().split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def layout_of(overview: Overview, seen: Cells, style: Style) -> Layout:
    """Spread the cases over as few tables as can be read, evenly filled; labels get the room that is left."""
    labels = [visible(row.label) for row in overview.rows]
    texts = [text for column in overview.columns for text in _head(column, style)]
    for cell in seen.values():
        texts += [visible(cell.text), visible(cell.marks), cell.note]
    readable = max(NARROWEST, min(WIDEST_WORD, max(map(longest_piece, texts), default=0)))
    narrow = max(NARROWEST, min(WIDEST_WORD, max(map(longest_piece, labels), default=0)))
    fitting = max(1, (style.width - narrow) // (readable + GAP))
    tables = max(1, -(-len(overview.columns) // fitting))
    each = max(1, -(-len(overview.columns) // tables))
    wide = max((cell_len(label) for label in labels), default=0)
    label = max(narrow, min(wide, style.width // 4, style.width - each * (readable + GAP)))
    wanted = max((cell_len(text) for text in texts), default=0) + WIDEST_WORD // 2  # room for marks
    case = max(NARROWEST, min(wanted, (style.width - label) // each - GAP))
    starts = range(0, max(1, len(overview.columns)), each)
    return Layout(label, case, tuple(overview.columns[start : start + each] for start in starts))


def _table(
    overview: Overview, columns: Sequence[Column], seen: Cells, layout: Layout, style: Style
) -> list[RenderableType]:
    """The header, and under each block heading the rows of the block."""
    rule = Text(("-" if style.ascii else "─") * (layout.label + len(columns) * (layout.case + GAP)), style="dim")
    header = _grid(columns, layout)
    header.add_row("", *(_lines(_head(column, style), layout.case) for column in columns), style="bold")
    parts: list[RenderableType] = [header]
    for heading, rows in blocks(overview):
        parts.append(rule)
        if heading:
            parts.append(Text(visible(heading), style="italic"))
        body = _grid(columns, layout)
        for row in rows:
            cells = [_cell(seen[row.id, column.id], layout.case) for column in columns]
            label = _lines((visible(row.label),), layout.label)
            body.add_row(label, *cells, style="bold" if row.header else "" if row.derived else "italic")
        parts.append(body)
    parts.append(rule)
    return parts


def _grid(columns: Sequence[Column], layout: Layout) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, GAP, 0, 0), collapse_padding=True)
    grid.add_column(width=layout.label)
    for _ in columns:
        grid.add_column(width=layout.case)
    return grid


def _head(column: Column, style: Style) -> tuple[str, ...]:
    label = visible(column.label)
    return (label, f"n = {column.interviews}") if style.annotated else (label,)


def _lines(texts: Sequence[str], width: int) -> Text:
    return Text("\n".join(line for text in texts for line in wrapped(text, width)))


def _cell(cell: Shown, width: int) -> Text:
    """Value, marks behind it (on the next line if there is no room), numbers below."""
    lines = wrapped(visible(cell.text), width)
    if cell_len(lines[-1]) + cell_len(cell.marks) <= width:
        lines[-1] += cell.marks
    else:
        lines += wrapped(" " + cell.marks, width)
    text = Text("\n".join(lines))
    if cell.note:
        note = wrapped(cell.note, width - 1)
        text.append("\n" + "\n".join(f" {line}" for line in note), style="dim not bold")
    return text
