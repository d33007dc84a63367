"""Reports as one self-contained HTML page for screens, screen readers and paper: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from coder.formats.reports.reading import caption, captioned, flow, lone, quoted, told
from coder.formats.visible import harmless, visible
from coder.model.publication import (
    Block,
    Column,
    Heading,
    Line,
    LineKind,
    Listed,
    Paragraph,
    Quotation,
    Report,
    Table,
)
from coder.model.words import word

_DEEPEST = 6  # levels of headings
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(report: Report) -> bytes:
    """The report as a page; every text of it is escaped."""
    title = _line(report.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="{_line(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n<main>\n"
    )
    parts = [page]
    if lone(report):
        parts.append(f"<h1>{title}</h1>\n")
    tables = 0
    for block in flow(report):
        tables += isinstance(block, Table)
        parts += _block(block, report, tables)
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts).encode()


@cache
def _css() -> str:
    return files("coder.formats.reports").joinpath("page.css").read_text("utf-8")


def _line(text: str) -> str:
    """A text on one line, escaped."""
    return escape(visible(text))


def _lines(text: str) -> str:
    """A text with its line ends, escaped."""
    plain = escape(text if text.isprintable() else harmless(text))
    return plain.replace("\n", "<br>") if "\n" in plain else plain


def _block(block: Block, report: Report, number: int) -> Iterator[str]:
    match block:
        case Heading(level, text, anchor):
            named = f' id="{_line(anchor)}"' if anchor else ""
            tag = f"h{min(level + 1, _DEEPEST)}"
            yield f"<{tag}{named}>{_line(text)}</{tag}>\n"
        case Paragraph(text, lead, quiet):
            bold = f"<strong>{_line(lead)}</strong> " if lead else ""
            look = ' class="quiet"' if quiet else ""
            yield f"<p{look}>{bold}{_lines(text)}</p>\n"
        case Listed(items):
            yield from _list(items)
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, number)


def _list(items: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Items in lists of lists; an item that lies deeper than one below the last is taken for one below it."""
    depth = -1
    for wanted, text in items:
        wanted = min(max(wanted, 0), depth + 1)
        if wanted > depth:
            yield "<ul>"
        else:
            yield "</li>" + "</ul></li>" * (depth - wanted)
        yield f"\n<li>{_lines(text)}"
        depth = wanted
    if items:
        yield "</li>" + "</ul></li>" * depth + "</ul>\n"


def _quotation(block: Quotation, report: Report) -> Iterator[str]:
    yield '<figure class="against">\n' if block.against else "<figure>\n"
    if block.before.strip():
        yield f'<p class="turn">{_lines(block.before)}</p>\n'
    yield f"<blockquote>{_lines(quoted(report, block.words))}</blockquote>\n"
    if block.after.strip():
        yield f'<p class="turn">{_lines(block.after)}</p>\n'
    against = f"<strong>{_line(word('against', report.language))}</strong> " if block.against else ""
    yield f"<figcaption>{against}{_lines(block.source)}</figcaption>\n"
    if block.memo:
        yield f"<p>{_lines(word('memo', report.language).format(text=block.memo))}</p>\n"
    yield "</figure>\n"


def _table(table: Table, report: Report, number: int) -> Iterator[str]:
    text = caption(report, table)
    name = _line(text or table.id)
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{name}">\n<table>\n'
    if text and not lone(report):
        before, after = captioned(report, number, text)
        yield f"<caption><strong>{_line(before)}</strong>{_line(after)}</caption>\n"
    yield "<thead>\n<tr>\n"
    for place, column in enumerate(table.columns):
        yield _head(column, corner=table.stub and place == 0)
    yield "</tr>\n</thead>\n"
    for heading, lines in _sections(table):
        yield "<tbody>\n"
        if heading:
            yield f'<tr><th scope="rowgroup" colspan="{len(table.columns)}">{_lines(heading)}</th></tr>\n'
        yield from (_row(line, table) for line in lines)
        yield "</tbody>\n"
    yield "</table>\n</div>\n"
    if table.notes:
        yield '<div class="below">\n' + "".join(f"<p>{_lines(note)}</p>\n" for note in table.notes) + "</div>\n"


def _sections(table: Table) -> Iterator[tuple[str, Iterable[Line]]]:
    """The lines under the headings across the table."""
    heading = ""
    for group, lines in groupby(table.lines, lambda line: line.kind is LineKind.GROUP):
        if not group:
            yield heading, lines
            heading = ""
            continue
        *bare, last = lines
        for line in bare:
            yield told(line.cells[0], table.columns[0])[0], ()
        heading = told(last.cells[0], table.columns[0])[0]
    if heading:
        yield heading, ()


def _head(column: Column, *, corner: bool) -> str:
    if corner and not column.label:
        return "<td></td>\n"
    look = ' class="number"' if column.number else ""
    note = f"<small>{_lines(column.note)}</small>" if column.note else ""
    return f'<th scope="col"{look}>{_lines(column.label)}{note}</th>\n'


def _row(line: Line, table: Table) -> str:
    look = {LineKind.HEADER: ' class="header"', LineKind.GIVEN: ' class="given"'}.get(line.kind, "")
    cells = []
    for place, (value, column) in enumerate(zip(line.cells, table.columns, strict=True)):
        text, note = told(value, column)
        shown = escape(text)
        if "\n" in shown:
            shown = shown.replace("\n", "<br>")
        if note:
            shown += f"<small>{_lines(note)}</small>"
        if table.stub and place == 0:
            cells.append(f'<th scope="row">{shown}</th>\n')
        else:
            cells.append(f'<td class="number">{shown}</td>\n' if column.number else f"<td>{shown}</td>\n")
    return f"<tr{look}>\n{''.join(cells)}</tr>\n"
