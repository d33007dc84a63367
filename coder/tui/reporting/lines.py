"""A report as lines of a screen: what is read in Markdown and Word, painted within a width (pure).

A table whose columns cannot stand side by side is told line by line instead, each value under the name of its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coder.formats.reports.reading import across, caption, captioned, flow, lone, quoted, shares, told, wide
from coder.model.publication import Block, Heading, LineKind, Listed, Paragraph, Quotation, Report, Table
from coder.model.words import word
from coder.tui.text.cells import fit, visible
from coder.tui.text.runs import Runs
from coder.tui.text.wrap import folded_lines

GAP = 2  # blanks between columns
_SHORT = 26  # cells of a value with its name that stands among others
_TONES = {LineKind.PLAIN: "plain", LineKind.GROUP: "key", LineKind.HEADER: "strong", LineKind.GIVEN: "key"}
_BLANK: Runs = (("", "plain"),)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines, and on which of them a heading or a table begins."""

    lines: tuple[Runs, ...]
    marks: tuple[int, ...]


def page(report: Report, width: int) -> Page:
    """Lay a report out in a width, from its title to what it was made from."""
    lines: list[Runs] = []
    marks: list[int] = []
    room, tables, led = max(20, width - 2), 0, False
    for block in flow(report):
        if isinstance(block, Heading) and block.level == 0:
            continue  # the title of the screen
        tables += isinstance(block, Table)
        if lines and not (led and isinstance(block, Paragraph) and block.lead):
            lines.append(_BLANK)
        led = isinstance(block, Paragraph) and bool(block.lead)
        if isinstance(block, Heading | Table):
            marks.append(len(lines))
        lines += ((((" ", "plain"), *runs)) for runs in _block(block, report, tables, room))
    return Page(tuple(lines), tuple(marks))


def _block(block: Block, report: Report, number: int, width: int) -> Iterator[Runs]:
    match block:
        case Heading(level, text):
            yield from _text(text, "key" if level < 2 else "strong", width)
        case Paragraph(text, lead, quiet):
            tone, head = "dim" if quiet else "plain", f"{lead} " if lead else ""
            for place, line in enumerate(_folded(head + text, width)):
                bold = len(head) if not place and line.startswith(head) else 0
                yield (line[:bold], "strong"), (line[bold:], tone)
        case Listed(items):
            for depth, text in items:
                for place, line in enumerate(_folded(text, width - 2 * depth - 2)):
                    yield (("  " * depth + ("  " if place else "• ") + line, "plain"),)
        case Quotation():
            yield from _quotation(block, report, width)
        case Table():
            yield from _table(block, report, number, width)


def _quotation(block: Quotation, report: Report, width: int) -> Iterator[Runs]:
    against = f"{word('against', report.language)}  " if block.against else ""
    for place, line in enumerate(_folded(against + block.source, width - 2)):
        head = against if not place and line.startswith(against) else ""
        yield (("  ", "plain"), (head, "bad"), (line[len(head) :], "key"))
    yield from _text(block.before, "dim", width, 6)
    yield from _text(quoted(report, block.words), "plain", width, 4)
    yield from _text(block.after, "dim", width, 6)
    if block.memo:
        yield from _text(word("memo", report.language).format(text=block.memo), "accent", width, 4)


def _table(table: Table, report: Report, number: int, width: int) -> Iterator[Runs]:
    text = caption(report, table)
    if text and not lone(report):
        before, after = captioned(report, number, text)
        yield from _text(before + after, "strong", width)
    if wide(table, width) and len(table.columns) > 2:
        yield from _records(table, width)
    else:
        yield from _columns(table, width)
    for note in table.notes:
        yield from _text(note, "dim", width)


def _columns(table: Table, width: int) -> Iterator[Runs]:
    count = len(table.columns)
    widths = [max(1, int(share * max(count, width - GAP * (count - 1)))) for share in shares(table, width)]
    numbers = [column.number for column in table.columns]
    heads = [(column.label, column.note) for column in table.columns]
    if any(label or note for label, note in heads):
        yield from _line(heads, widths, numbers, "strong")
        yield (("─" * min(width, sum(widths) + GAP * (count - 1)), "dim"),)
    for line, (heading, group) in zip(table.lines, across(table), strict=True):
        if group:
            yield from _text(heading, _TONES[LineKind.GROUP], width)
        else:
            values = [told(value, column) for value, column in zip(line.cells, table.columns, strict=True)]
            yield from _line(values, widths, numbers, _TONES[line.kind])


def _line(
    values: Sequence[tuple[str, str]], widths: Sequence[int], numbers: Sequence[bool], tone: str
) -> Iterator[Runs]:
    """A line of a table on as many lines of the screen as its longest cell has; remarks are quieter."""
    cells = [
        [(one, tone) for one in _folded(text, room)] + [(one, "dim") for one in (_folded(note, room) if note else ())]
        for (text, note), room in zip(values, widths, strict=True)
    ]
    for place in range(max(map(len, cells), default=0)):
        runs: list[tuple[str, str]] = []
        for own, room, number in zip(cells, widths, numbers, strict=True):
            text, look = own[place] if place < len(own) else ("", tone)
            runs += [(text.rjust(room) if number and cell_len(text) == len(text) else fit(text, room), look)]
            runs += [(" " * GAP, "plain")]
        yield tuple(runs[:-1])


def _records(table: Table, width: int) -> Iterator[Runs]:
    """Line by line, each value after the name of its column, short ones behind each other; what is not there is left
    out."""
    first = True
    for line, (heading, group) in zip(table.lines, across(table), strict=True):
        if group:
            yield from _text(heading, _TONES[LineKind.GROUP], width)
            continue
        values = [told(value, column) for value, column in zip(line.cells, table.columns, strict=True)]
        if not first and not table.stub:
            yield _BLANK
        first = False
        if table.stub:
            yield from _text(" ".join(filter(None, values[0])), "strong", width)
        short: list[str] = []
        for (text, note), column in list(zip(values, table.columns, strict=True))[table.stub :]:
            words = f"{column.label}: {text}" + (f" ({note})" if note else "")
            if not text and not note:
                continue
            if cell_len(words) <= _SHORT:
                short.append(words.replace(" ", "\u00a0"))
                continue
            yield from _text("   ".join(short), _TONES[line.kind], width, 2)
            short = []
            yield from _text(words, _TONES[line.kind], width, 2)
        yield from _text("   ".join(short), _TONES[line.kind], width, 2)


def _text(text: str, tone: str, width: int, indent: int = 0) -> Iterator[Runs]:
    if text.strip():
        yield from (((" " * indent + line, tone),) for line in _folded(text, width - indent))


def _folded(text: str, width: int) -> list[str]:
    """Wrapped at words; line ends of the text stay, nothing in it acts on the terminal."""
    return [line for part in text.split("\n") for line in folded_lines(visible(part), max(1, width))]
