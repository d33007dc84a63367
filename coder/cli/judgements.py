"""``coder judgements``: everything analysts laid over cells, and how it stands."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from coder.cli.arguments import Parser, language_option
from coder.cli.lists import shortened
from coder.cli.output import counted, out_json
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.judgements import Judged, JudgementReport, Kind, Standing
from coder.model.shares import percent


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--stale", action="store_true", help="only those to be looked at again: stale or unshown")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """List overrides, signatures and summaries, and the share of overridden cells."""
    with opened(args) as study:
        report = study.judgements(language(args, study.codebook))
    shown = report
    if args.stale:
        again = tuple(one for one in report.judgements if one.standing is not Standing.FRESH)
        shown = replace(report, judgements=again)
    if args.json:
        out_json(plain(shown))
    else:
        _print(shown, report)
    return Exit.OK


def _print(shown: JudgementReport, report: JudgementReport) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    lists = print_list if shown.judgements else _nothing
    lists(
        (
            Field("what"),
            Field("state"),
            Field("row", wraps=True),
            Field("case", wraps=True),
            Field("says", wraps=True),
            Field("derived then", wraps=True),
            Field("derived now", wraps=True),
            Field("by", wraps=True),
            Field("why", wraps=True),
        ),
        [
            (
                one.kind.value,
                one.standing.value,
                one.row_label,
                one.case_label,
                shortened(one.text),
                one.then,
                one.now,
                f"{one.analyst} {one.at[:10]}",
                _why(one),
            )
            for one in shown.judgements
        ],
    )
    shares = [
        f"{one.title}: {one.overridden} of {counted(one.cells, 'cell')} overridden "
        f"({percent(one.overridden, one.cells)} %), {one.signed} signed."
        for one in report.tables
    ]
    counts = ", ".join(f"{report.count(one)} {one.value}" for one in Standing)
    remarks = [f"{counted(len(report.judgements), 'judgement')}: {counts}.", *shares]
    if report.count(Standing.STALE):
        remarks.append("stale: made on other evidence; set it again to renew it, or --take-back.")
    if report.count(Standing.UNSHOWN):
        remarks.append("unshown: the row or case is no more; --take-back with their ids removes it.")
    print_remarks(*remarks)


def _nothing(*_: object) -> None:
    """Not even titles, where there is nothing to list."""


def _why(one: Judged) -> str:
    if one.kind is Kind.OVERRIDE:
        reference = f" [{one.reference}]" if one.reference else ""
        return f"{one.type}: {shortened(one.rationale)}{reference}"
    if one.lost:
        return f"{len(one.lost)} of {counted(len(one.codings), 'coding')} speak no more"
    return ""
