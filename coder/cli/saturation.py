"""``coder saturation``: how much each further interview adds."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option, natural
from coder.cli.output import counted, out_json
from coder.cli.plain import plain
from coder.cli.resolve import case_id
from coder.cli.session import language, opened
from coder.errors import CoderError, Exit
from coder.model.saturation import Curve, Saturation
from coder.model.shares import percent


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="only its rows; default: all rows of the codebook")
    parser.add_argument("--case", metavar="CASE", help="show the curve of this case instead of that of all")
    parser.add_argument("--run", metavar="N", type=natural, default=2, dest="length", help="length of a run (2)")
    parser.add_argument("--json", action="store_true", help="as one JSON document, with every curve")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Say what each interview adds, by case and overall."""
    from coder.derive.saturation import Settings

    with opened(args) as study:
        codebook = study.codebook
        report = study.saturation(args.table, language(args, codebook), settings=Settings(run=args.length))
        wanted = case_id(codebook, args.case, [one.case for one in report.cases]) if args.case else None
    curve = next((one for one in report.cases if one.case == wanted), None) if wanted else report.overall
    if curve is None:
        raise CoderError(f"no coded interview belongs to {wanted}", hint="coder coverage shows what there is")
    if args.json:
        out_json(plain(report))
    else:
        _print(report, curve)
    return Exit.OK


def _print(report: Saturation, shown: Curve) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_list(
        (
            Field("case", wraps=True),
            Field("interviews", number=True),
            Field("base", number=True),
            Field("last run", number=True),
            Field("reached", wraps=True),
        ),
        [
            (
                curve.label or "all",
                str(len(curve.steps)),
                "" if curve.base is None else str(curve.base),
                f"{percent(*curve.runs[-1].share.as_integer_ratio())} %" if curve.runs else "",
                _reached(curve, report),
            )
            for curve in (*report.cases, report.overall)
        ],
    )
    print_remarks(f"Curve of {shown.label or 'all interviews'}, by date:")
    print_list(
        (
            Field("interview"),
            Field("date"),
            Field("new", number=True),
            Field("in all", number=True),
            Field("other orders"),
            Field("new codes", number=True),
            Field("codes", number=True),
        ),
        [
            (
                step.interview,
                step.date or "",
                str(step.new),
                str(step.total),
                f"{step.low}-{step.high}",
                str(step.new_codes),
                str(step.total_codes),
            )
            for step in shown.steps
        ],
    )
    remarks = [
        f"new: pairs of case, row and value that no interview before it had. base: those of the first {report.base}; "
        f"reached: after how many interviews the next {report.run} add {_percent(report)} of it or less.",
        f"other orders: 5th to 95th percentile of {report.permutations} orders. No rule for when to stop.",
    ]
    if report.undated:
        remarks.append(f"Without a date, so last: {', '.join(report.undated)}.")
    if report.uncoded:
        remarks.append(f"Left out, because nobody coded {_them(report.uncoded)}: {', '.join(report.uncoded)}.")
    print_remarks(*remarks)


def _percent(report: Saturation) -> str:
    return f"{float(100 * report.threshold):g} %"


def _them(names: tuple[str, ...]) -> str:
    return "it" if len(names) == 1 else "them"


def _reached(curve: Curve, report: Saturation) -> str:
    if curve.reason:
        return curve.reason
    orders = f"in {curve.permuted} of {report.permutations} orders"
    if curve.reached is None:
        return f"not yet; {orders}"
    return f"after {counted(curve.reached, 'interview')}; {orders}"
