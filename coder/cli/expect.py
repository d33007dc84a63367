"""``coder expect``: what rules expect of cells beside what is derived, and the factor checks."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction

from coder.cli.arguments import Parser, language_option
from coder.cli.output import counted, out_json
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.expectations import ExpectationReport, ExpectedCell, Verdict

FITTED = (
    "Rules that were fitted to cells meet them by construction: they have no evidential value until they are met in "
    "cases that their author had not seen."
)


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: all tables whose rows have rules or checks")
    parser.add_argument("--json", action="store_true", help="as one JSON document, a report for each table")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Print hits, misses and what stays open."""
    with opened(args) as study:
        wanted = language(args, study.codebook)
        tables = [args.table] if args.table else [table.id for table in study.codebook.tables]
        reports = [study.expectations(table, wanted) for table in tables]
    told = [report for report in reports if args.table or report.cells or report.factors]
    if args.json:
        out_json([_json(report) for report in told])
        return Exit.OK
    for report in told:
        _print(report)
    if not told:
        from coder.cli.diagnostics import notice

        notice("no row of the codebook has expect: or check_from_rows:")
    return Exit.OK


def _json(report: ExpectationReport) -> object:
    counts = {verdict.value: report.count(verdict) for verdict in Verdict}
    new = {verdict.value: report.count(verdict, new=True) for verdict in Verdict}
    return plain(report, counts=counts, counts_of_new_cases=new, seen=report.seen, new=report.new, apart=report.apart)


def _print(report: ExpectationReport) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    if report.cells:
        print_list(
            (
                Field(report.title, wraps=True),
                Field("case", wraps=True),
                Field("derived", wraps=True),
                Field("expected"),
                Field(""),
                Field("seen"),
                Field("because", wraps=True),
            ),
            [
                (
                    cell.row_label,
                    cell.case_label,
                    cell.derived,
                    cell.expected or "?",
                    cell.verdict.value,
                    {True: "yes", False: "no", None: "?"}[cell.seen],
                    _because(cell),
                )
                for cell in report.cells
            ],
        )
        print_remarks(*_summed(report))
    if report.factors:
        if report.cells:
            print_remarks()
        print_list(
            (
                Field(f"{report.title}: factor checks", wraps=True),
                Field("case", wraps=True),
                Field("derived"),
                Field("from rows"),
                Field("score", number=True),
                Field(""),
            ),
            [
                (one.row_label, one.case_label, one.derived, one.mark, _score(one.score), _apart(one.steps_apart))
                for one in report.factors
            ],
        )
        print_remarks(f"{report.apart} of {counted(len(report.factors), 'factor check')} a step or more apart.")


def _summed(report: ExpectationReport) -> list[str]:
    counts = ", ".join(f"{report.count(verdict)} {verdict.value}" for verdict in Verdict if report.count(verdict))
    told = [f"{counted(len(report.cells), 'cell')}: {counts}."]
    unsaid = [row.row for row in report.rows if row.fitted_to is None]
    if report.new:
        new = ", ".join(
            f"{report.count(verdict, new=True)} {verdict.value}"
            for verdict in Verdict
            if report.count(verdict, new=True)
        )
        told.append(f"Of the {counted(report.new, 'cell')} that the author of the rules had not seen: {new}.")
    if report.seen:
        told.append(f"The author of the rules had seen {report.seen} of {counted(len(report.cells), 'cell')}. {FITTED}")
    if unsaid:
        told.append(
            f"The codebook does not say which cases the rules were fitted to (fitted_to) of {', '.join(unsaid)}."
        )
    return told


def _because(cell: ExpectedCell) -> str:
    if cell.unknown:
        return f"unknown: {', '.join(row.label for row in cell.unknown)}; asked by: {cell.because}"
    return cell.because


def _score(score: Fraction) -> str:
    return str(score) if score.denominator < 10 else f"{float(score):.2f}"


def _apart(steps: int) -> str:
    return "agrees" if not steps else counted(steps, "step") + " apart"
