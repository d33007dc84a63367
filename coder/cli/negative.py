"""``coder negative``: interviews that do not fit what the overview shows."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option
from coder.cli.output import counted, out_json
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.negative import NegativeCase, NegativeCases


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="only its rows; default: all rows of the codebook")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """List who dissents from what, the most dissenting interview first."""
    with opened(args) as study:
        report = study.negative_cases(args.table, language(args, study.codebook))
    if args.json:
        out_json(plain(report))
    else:
        _print(report)
    return Exit.OK


def _print(report: NegativeCases) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_list(
        (
            Field("interview"),
            Field("dissents"),
            Field("row", wraps=True),
            Field("case", wraps=True),
            Field("shown", wraps=True),
            Field("it says", wraps=True),
            Field("where", wraps=True),
        ),
        [
            (
                one.interview if first else "",
                _share(one) if first else "",
                dissent.row_label,
                dissent.case_label,
                dissent.shown or "(blank)",
                "; ".join([dissent.said, *(f"not {label}" for label in dissent.denied)]).removeprefix("; "),
                ", ".join(dict.fromkeys(dissent.locators)),
            )
            for one in report.cases
            for first, dissent in ((number == 0, dissent) for number, dissent in enumerate(one.dissents))
        ],
    )
    dissenting = f"{len(report.cases)} of {counted(report.interviews, 'interview')} dissent somewhere"
    rivals = [one.interview for one in report.cases if one.rival]
    named = ", ".join(rivals) if rivals else "none"
    print_remarks(f"{dissenting}. Rival accounts, which dissent in {report.third} of their cells or more: {named}.")


def _share(one: NegativeCase) -> str:
    return f"{len(one.dissents)}/{one.addressed}" + (" rival" if one.rival else "")
