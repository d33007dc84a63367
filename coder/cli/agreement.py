"""``coder agreement``: how far coders agree on what interviews say."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option
from coder.cli.output import out_json
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.agreement import Agreement


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: the codebook's first")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Alpha and raw agreement by row, then every disagreement."""
    with opened(args) as study:
        report = study.agreement(args.table, language(args, study.codebook))
    if args.json:
        out_json(plain(report))
    else:
        _print(report)
    return Exit.OK


def _print(report: Agreement) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_list(
        (
            Field("row", wraps=True),
            Field("alpha", number=True),
            Field("metric"),
            Field("units", number=True),
            Field("alike"),
            Field("note", wraps=True),
        ),
        [
            (
                row.row_label,
                "-" if row.alpha is None else f"{row.alpha:.2f}",
                row.metric,
                str(row.units),
                f"{row.same}/{row.pairs}",
                f"no alpha: {row.reason}" if row.reason else "",
            )
            for row in report.rows
        ],
    )
    print_remarks(
        f"{report.double} of {report.interviews} coded interviews by two coders or more ({_names(report)}).",
        "alpha: Krippendorff's, on interviews by rows; alike: pairs of coders that read an interview alike.",
    )
    found = [(row, one) for row in report.rows for one in row.disagreements]
    if not found:
        return
    print_remarks()
    print_list(
        (Field("row", wraps=True), Field("interview"), Field("case", wraps=True), Field("who said what", wraps=True)),
        [
            (
                row.row_label,
                one.interview,
                one.case_label,
                "; ".join(
                    f"{said.coder}: {said.text or '(nothing)'}"
                    + (f" [{', '.join(dict.fromkeys(said.locators))}]" if said.locators else "")
                    for said in one.said
                ),
            )
            for row, one in found
        ],
    )


def _names(report: Agreement) -> str:
    return ", ".join(report.coders) or "nobody"
