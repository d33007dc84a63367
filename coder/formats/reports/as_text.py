"""Reports as plain text for a terminal; escape sequences of the texts are spelled out."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from coder.formats.reports.reading import across, caption, captioned, flow, lone, quoted, shares, told
from coder.formats.visible import harmless, visible
from coder.model.publication import Block, Heading, LineKind, Listed, Noted, Paragraph, Quotation, Report, Table
from coder.model.words import word

WIDTH = 100  # terminal cells of a file
_NARROWEST = 20


def render(report: Report, width: int = WIDTH, *, terminal: bool = False) -> bytes:
    """The report on lines of so many terminal cells; bold and dim where ``terminal`` allows them."""
    parts: list[RenderableType] = [Text(visible(report.title), style="bold")] if lone(report) else []
    tables = 0
    for block in flow(report):
        tables += isinstance(block, Table)
        if parts:
            parts.append(Text())
        parts += _block(block, report, tables, width)
    return printed(parts, width, terminal=terminal).encode()


def printed(parts: list[RenderableType], width: int, *, terminal: bool) -> str:
    """What a terminal shows for the parts; lines carry no trailing blanks."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        force_terminal=terminal,
        color_system="standard" if terminal else None,
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


def _block(block: Block, report: Report, number: int, width: int) -> Iterator[RenderableType]:
    match block:
        case Heading(level, text):
            yield Text(visible(text), style="bold" if level < 3 else "bold italic")
            if level < 2:
                yield Text(("━" if level == 0 else "─") * min(width, 40), style="dim")
        case Paragraph(text, lead, quiet):
            yield Text.assemble((f"{visible(lead)} " if lead else "", "bold"), (harmless(text), "dim" if quiet else ""))
        case Listed(items):
            for depth, text in items:
                bullet = Grid.grid(padding=(0, 1, 0, 0))
                bullet.add_row(Text("•"), Text(harmless(text)))
                yield Padding(bullet, (0, 0, 0, 2 * depth))
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, number, width)


def _quotation(block: Quotation, report: Report) -> Iterator[RenderableType]:
    against = (f"{word('against', report.language)}  ", "bold") if block.against else ("", "")
    lines = [
        (6, Text(harmless(block.before).strip(), style="dim")),
        (4, Text(harmless(quoted(report, block.words)))),
        (6, Text(harmless(block.after).strip(), style="dim")),
        (2, Text.assemble(against, (harmless(block.source), ""))),
        (
            4,
            Text(harmless(word("memo", report.language).format(text=block.memo)) if block.memo else "", style="italic"),
        ),
    ]
    yield from (Padding(text, (0, 0, 0, indent)) for indent, text in lines if text.plain)


def _table(table: Table, report: Report, number: int, width: int) -> Iterator[RenderableType]:
    text = caption(report, table)
    if text and not lone(report):
        before, after = captioned(report, number, text)
        yield Text.assemble((before, "bold"), (visible(after), ""))
    widths = [max(1, int(share * max(1, width - 2 * len(table.columns)))) for share in shares(table, width)]
    parts: list[RenderableType] = []
    grid = _grid(table, widths, header=True)
    for line, (heading, group) in zip(table.lines, across(table), strict=True):
        if group:
            parts += [grid, Text(visible(heading), style="italic")]
            grid = _grid(table, widths, header=False)
            continue
        style = {LineKind.HEADER: "bold", LineKind.GIVEN: "italic"}.get(line.kind, "")
        cells = (_cell(*told(value, column)) for value, column in zip(line.cells, table.columns, strict=True))
        grid.add_row(*cells, style=style)
    yield from (*parts, grid)
    yield from (Text(harmless(note), style="dim") for note in table.notes)


def _grid(table: Table, widths: list[int], *, header: bool) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, show_header=header, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column, width in zip(table.columns, widths, strict=True):
        label = Text(harmless(str(Noted(column.label, column.note))))
        grid.add_column(label, width=width, justify="right" if column.number else "left", overflow="fold")
    return grid


def _cell(text: str, note: str) -> Text:
    return Text.assemble(text, (f"\n{note}" if note else "", "dim not bold"))
