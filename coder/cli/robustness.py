"""``coder robustness``: how firmly the cells of a table stand."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from coder.cli.arguments import Parser, language_option
from coder.cli.output import out_json
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.robustness import Robustness, RobustnessReport, Shortfall
from coder.model.shares import percent

SETTINGS = {"voice_cap": "voice cap", "third": "third", "level_aggregate": "median or mean", "collapse": "doubles"}


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: the codebook's first")
    parser.add_argument("--json", action="store_true", help="as one JSON document, with the text of every setting")
    parser.add_argument(
        "--ablations", action="store_true", help="which cells hang on single ideas of the method instead"
    )
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Derive every cell again and again, and say which stay as they are."""
    if args.ablations:
        return _ablations(args)
    with opened(args) as study:
        report = study.robustness(args.table, language(args, study.codebook))
    if args.json:
        out_json(plain(report, filled=report.filled, robust=report.robust) | {"cells": list(map(_json, report.cells))})
    else:
        _print(report)
    return Exit.OK


def _ablations(args: Namespace) -> Exit:
    from coder.cli.ablation_report import ablation_json, print_ablations

    with opened(args) as study:
        report = study.ablations(args.table, language(args, study.codebook))
    if args.json:
        out_json(ablation_json(report))
    else:
        print_ablations(report)
    return Exit.OK


def _json(cell: Robustness) -> dict[str, Any]:
    found: dict[str, Any] = plain(
        cell, robust=cell.robust, same_specifications=cell.same_specifications, differing=cell.differing
    )
    return found


def _print(report: RobustnessReport) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks
    from coder.derive.robustness import REPLICATES, RESAMPLED_FROM

    shown = [cell for cell in report.cells if Shortfall.NO_VALUE not in cell.shortfalls]
    fields = (
        Field("row", wraps=True),
        Field("case", wraps=True),
        Field("shown", wraps=True),
        Field("robust"),
        Field("LOIO"),
        Field("drawn", number=True),
        Field("spec"),
        Field("what speaks against it", wraps=True),
    )
    print_list(
        fields,
        [
            (
                cell.row_label,
                cell.case_label,
                cell.text or "(blank)",
                "yes" if cell.robust else "no",
                f"{cell.stayed}/{cell.interviews}",
                f"{percent(cell.resampling.same, cell.resampling.replicates)} %" if cell.resampling else "-",
                f"{cell.same_specifications}/{len(cell.specifications)}",
                _against(cell),
            )
            for cell in shown
        ],
    )
    few = sum(cell.resampling is None for cell in shown)
    print_remarks(
        f"{report.robust} of {report.filled} cells with a value are robust; {len(report.cells)} cells in all.",
        "robust: not thin, not contested, at most one interview without which it reads otherwise, and the same in nine "
        "of ten settings.",
        "LOIO: in how many cases the cell stays as it is when one interview is left out.",
        f"drawn: how often in {REPLICATES} draws from its interviews with replacement; resampling stability, no "
        f"probability; from {RESAMPLED_FROM} interviews on, which {few} cells do not have.",
        "spec: in how many settings (voice cap, third, median or mean, doubles by overlap or turn).",
    )


def _against(cell: Robustness) -> str:
    parts: list[str] = [flag.value for flag in (Shortfall.THIN, Shortfall.CONTESTED) if flag in cell.shortfalls]
    if cell.left_out.pivotal:
        parts.append("hangs on " + ", ".join(cell.left_out.pivotal))
    if cell.sensitive:
        parts.append("changed by " + ", ".join(SETTINGS[name] for name in cell.sensitive))
    if cell.differing:
        parts.append("otherwise from " + ", ".join(f"{coder} alone" for coder in cell.differing))
    return "; ".join(parts)
