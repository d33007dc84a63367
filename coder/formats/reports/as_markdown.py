"""Reports as GitHub Markdown; whatever a text says stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coder.formats.reports.reading import caption, captioned, flow, lone, quoted, told
from coder.formats.visible import visible
from coder.model.publication import Block, Heading, Line, LineKind, Listed, Noted, Paragraph, Quotation, Report, Table
from coder.model.words import word

_ACTIVE = re.compile(r"[\\`*_\[\]|~$]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_DEEPEST = 6  # levels of headings


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: active characters after a backslash, markup as entities, on one line."""
    plain = visible(text)
    for character, entity in _ENTITIES.items():
        plain = plain.replace(character, entity)
    return _ACTIVE.sub(r"\\\g<0>", plain).strip()


def render(report: Report) -> bytes:
    """The blocks, an empty line between them."""
    tables = 0
    parts = [f"# {_inline(report.title)}"] if lone(report) else []
    for block in flow(report):
        if isinstance(block, Table):
            tables += 1
        if lines := list(_lines(block, report, tables)):
            parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _lines(block: Block, report: Report, number: int) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * min(level + 1, _DEEPEST)} {_inline(text)}"
        case Paragraph(text, lead):
            bold = _inline(lead)
            yield f"**{bold}** {_broken(text)}" if bold else _broken(text)
        case Listed(items):
            yield from (f"{'  ' * depth}- {_inline(text)}" for depth, text in items)
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, number)


def _quotation(block: Quotation, report: Report) -> Iterator[str]:
    source = f"{word('against', report.language)}: {block.source}" if block.against else block.source
    parts = [f"*{escaped(block.before)}*" if block.before.strip() else "", _broken(quoted(report, block.words))]
    parts += [f"*{escaped(block.after)}*" if block.after.strip() else "", f"— {escaped(source)}" if source else ""]
    parts.append(_inline(word("memo", report.language).format(text=block.memo)) if block.memo else "")
    yield "\n>\n".join(f"> {part}" for part in parts if part)


def _table(table: Table, report: Report, number: int) -> Iterator[str]:
    text = caption(report, table)
    if text and not lone(report):
        before, after = captioned(report, number, text)
        yield f"**{before}**{escaped(after)}\n"
    yield _row([_cell(str(Noted(column.label, column.note))) for column in table.columns])
    yield _row(["---:" if column.number else "---" for column in table.columns])
    yield from (_line(line, table) for line in table.lines)
    yield from (f"\n{_broken(note)}" for note in table.notes)


def _line(line: Line, table: Table) -> str:
    if line.kind is LineKind.GROUP:
        heading = _cell(told(line.cells[0], table.columns[0])[0])
        return _row([f"***{heading}***" if heading else "", *[""] * (len(table.columns) - 1)])
    cells = [_cell(str(Noted(*told(value, column)))) for value, column in zip(line.cells, table.columns, strict=True)]
    if table.stub and cells and cells[0]:
        mark = {LineKind.HEADER: "**", LineKind.GIVEN: "*"}.get(line.kind, "")
        cells[0] = f"{mark}{cells[0]}{mark}"
    return _row(cells)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _inline(text: str) -> str:
    """A text on one line that begins no list, heading or quotation."""
    plain = escaped(text)
    if plain[:1] in ("#", "-", "+", "="):
        return "\\" + plain
    number = plain.split(" ", 1)[0]
    if number[:-1].isdecimal() and number[-1:] in (".", ")"):
        return plain.replace(number, f"{number[:-1]}\\{number[-1]}", 1)
    return plain


def _broken(text: str) -> str:
    return "<br>".join(_inline(line) for line in text.split("\n") if line.strip())


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n") if line.strip())
