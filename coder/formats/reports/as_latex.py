r"""Reports as LaTeX: tables of booktabs; for pdflatex, and for xelatex where there is Chinese.

A file compiles by itself, and ``\input`` takes it into a paper as it is: it looks whether a document class is loaded
and leaves out its own preamble then. What it needs of packages stands in its first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.formats.reports.latex_words import escaped, preamble
from coder.formats.reports.reading import caption, extent, fitted, flow, heights, quoted, shares, told, wide
from coder.formats.visible import visible
from coder.model.publication import Block, Column, Heading, Line, LineKind, Listed, Paragraph, Quotation, Report, Table
from coder.model.words import word

_UPRIGHT, _LAID = 90, 140  # letters of a line in a table, 2 cm from the edges of A4
_LINES, _LINES_LAID = 52, 34  # lines of text of a table that stands on one page
_SECTIONS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph")
_LABEL = re.compile(r"[^A-Za-z0-9]+")


def render(report: Report) -> bytes:
    """The report as a document that is a part of another one where it is taken into it."""
    report = fitted(report, _LAID)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    across = any(wide(table, _UPRIGHT) for table in tables)
    page = _LAID if across else _UPRIGHT
    body = "\n".join(line for block in flow(report) for line in (*_block(block, report, page), ""))
    text = preamble(report, body, across=across) + body + "\\coderend\n"
    return text.encode()


def _block(block: Block, report: Report, page: int) -> Iterator[str]:
    match block:
        case Heading(0, text):
            yield f"{{\\Large\\bfseries {_line(text)}\\par}}\\bigskip"
        case Heading(level, text, anchor):
            mark = f"\\label{{{_label(anchor)}}}" if anchor else ""
            yield f"\\{_SECTIONS[min(level, len(_SECTIONS)) - 1]}*{{{_line(text)}}}{mark}"
        case Paragraph(text, lead, quiet):
            bold = f"\\textbf{{{_line(lead)}}} " if lead else ""
            said = f"\\noindent {bold}{escaped(text)}"
            yield f"{{\\footnotesize{said}\\par}}" if quiet else f"{said}\\par\\smallskip"
        case Listed(items):
            yield from (f"\\coderitem{{{max(depth, 0) + 1}}}{{{escaped(text)}}}" for depth, text in items)
            yield "\\smallskip"
        case Quotation():
            yield from _quotation(block, report)
        case Table():
            yield from _table(block, report, page)


def _quotation(block: Quotation, report: Report) -> Iterator[str]:
    yield "\\begin{quote}"
    if block.before.strip():
        yield f"{{\\small\\color{{codergrey}}{escaped(block.before)}\\par}}"
    yield f"{escaped(quoted(report, block.words))}\\par"
    if block.after.strip():
        yield f"{{\\small\\color{{codergrey}}{escaped(block.after)}\\par}}"
    against = f"\\textbf{{{_line(word('against', report.language))}}} " if block.against else ""
    yield f"{{\\small {against}{escaped(block.source)}\\par}}"
    if block.memo:
        yield f"{{\\small\\itshape {escaped(word('memo', report.language).format(text=block.memo))}\\par}}"
    yield "\\end{quote}"


def _table(table: Table, report: Report, page: int) -> Iterator[str]:
    """A float where the table fits on a page, else one that goes on over pages under its repeated header."""
    if not table.columns:
        return
    text = caption(report, table)
    named = f"\\caption{{{_line(text)}}}\\label{{tab:{_label(table.id)}}}"
    rooms = "".join(_column(share, column) for share, column in zip(shares(table, page), table.columns, strict=True))
    head = " & ".join(_head(column) for column in table.columns) + r" \\"
    lines = [text for place, line in enumerate(table.lines) for text in _row(line, table, first=place == 0)]
    notes = [f"{{\\footnotesize\\noindent {escaped(note)}\\par}}" for note in table.notes]
    look = f"\\codertable{{{extent(table, page):.2f}}}{{{2 * len(table.columns) - 2}}}"
    if sum(heights(table, page)) + 3 * len(notes) <= (_LINES_LAID if page == _LAID else _LINES):
        yield from ("\\begin{table}[!htbp]", look, named, f"\\begin{{tabular}}{{@{{}}{rooms}@{{}}}}", "\\toprule")
        yield from (head, "\\midrule", *lines, "\\bottomrule", "\\end{tabular}")
        yield from (("\\par\\smallskip", *notes) if notes else ())
        yield "\\end{table}"
        return
    yield from (f"\\begingroup{look}", f"\\begin{{longtable}}{{@{{}}{rooms}@{{}}}}", f"{named}\\\\", "\\toprule")
    yield from (head, "\\midrule", "\\endfirsthead", "\\toprule", head, "\\midrule", "\\endhead")
    yield from ("\\bottomrule", "\\endfoot", *lines, "\\end{longtable}", *notes, "\\endgroup")


def _column(share: float, column: Column) -> str:
    side = "\\raggedleft" if column.number else "\\raggedright"
    return f">{{{side}\\arraybackslash}}p{{{share:.4f}\\coderwidth}}"


def _head(column: Column) -> str:
    note = f"\\leavevmode\\newline {{\\scriptsize {escaped(column.note)}}}" if column.note else ""
    label = _line(column.label)
    return (f"\\textbf{{{label}}}" if label else "") + note


def _row(line: Line, table: Table, *, first: bool) -> Iterator[str]:
    if line.kind is LineKind.GROUP:
        text = escaped(told(line.cells[0], table.columns[0])[0])
        if not first:
            yield "\\midrule[0.25pt]"
        yield f"\\multicolumn{{{len(table.columns)}}}{{@{{}}p{{\\coderwhole}}@{{}}}}{{\\textit{{{text}}}}} \\\\*"
        return
    look = {LineKind.HEADER: "\\textbf", LineKind.GIVEN: "\\textit"}.get(line.kind, "")
    cells = []
    for value, column in zip(line.cells, table.columns, strict=True):
        text, note = told(value, column)
        shown = escaped(text)
        if look and shown:
            shown = f"{look}{{{shown}}}"
        cells.append(f"{shown}\\leavevmode\\newline {{\\scriptsize {escaped(note)}}}" if note else shown)
    yield " & ".join(cells) + r" \\"


def _line(text: str) -> str:
    return escaped(visible(text))


def _label(text: str) -> str:
    return _LABEL.sub("-", text).strip("-") or "report"
