"""``coder grid``: what each interview says about each row."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Sequence

from coder.cli.arguments import Parser, language_option
from coder.cli.output import is_terminal, out_json, out_line
from coder.cli.plain import plain
from coder.cli.resolve import case_id
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.grid import Grid, GridCell, GridLine

NARROWEST = 16  # columns of the terminal that an interview needs to be readable
LABELS = 24  # columns for the rows


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: the codebook's first")
    parser.add_argument("--case", metavar="CASE", help="only the interviews on this case")
    parser.add_argument("--json", action="store_true", help="as one JSON document, with codings and summaries")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """One table per case, its interviews side by side."""
    from dataclasses import replace

    with opened(args) as study:
        codebook = study.codebook
        report = study.grid(args.table, language(args, codebook))
        if args.case:
            wanted = case_id(codebook, args.case, [line.case for line in report.lines])
            report = replace(report, lines=tuple(line for line in report.lines if line.case == wanted))
    if args.json:
        out_json(plain(report))
    else:
        _print(report)
    return Exit.OK


def _print(report: Grid) -> None:
    by_case: dict[str, list[GridLine]] = {}
    for line in report.lines:
        by_case.setdefault(line.case, []).append(line)
    width = shutil.get_terminal_size((80, 24)).columns
    most = max(1, (width - LABELS) // NARROWEST) if is_terminal() else len(report.lines)
    for lines in by_case.values():
        ordered = sorted(lines, key=lambda line: not line.own)
        for start in range(0, len(ordered), most):
            _table(report, ordered[start : start + most])
            out_line("")
    if by_case:
        out_line("! dissents; (less); not: denied; * from another case; · nothing said.")


def _table(report: Grid, lines: Sequence[GridLine]) -> None:
    from coder.cli.lists import Field, print_list

    print_list(
        (
            Field(lines[0].case_label, wraps=True),
            *(Field(line.interview + ("" if line.own else " *"), wraps=True) for line in lines),
        ),
        [(row.label, *(_words(line.cell(row.id)) for line in lines)) for row in report.rows],
    )


def _words(cell: GridCell | None) -> str:
    if cell is None:
        return "·"  # not -, which is a rating
    parts = [cell.text, *(f"({label})" for label in cell.also), *(f"not {label}" for label in cell.denied)]
    text = " ".join(part for part in parts if part) or "(blank)"
    return text + (" !" if cell.dissents else "")
