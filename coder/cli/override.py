"""``coder override``: let a cell show another value than the derived one, with its reason, or take that back."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.cell import cell_arguments, cell_name, judged_cell
from coder.cli.diagnostics import notice
from coder.cli.output import out_line
from coder.cli.resolve import case_id, row_id, value_ids
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.judgement import OverrideType

TYPES = ", ".join(one.value.replace(" ", "-") for one in OverrideType)


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    cell_arguments(parser)
    shows = parser.add_mutually_exclusive_group()
    shows.add_argument(
        "--value",
        metavar="V",
        action="extend",
        nargs="+",
        help="values of the row: ids, labels or marks; after ROW CASE",
    )
    shows.add_argument("--text", metavar="T", help="words of your own; with --type wording the derived value worded so")
    parser.add_argument("--type", metavar="TYPE", help=f"why: {TYPES}")
    parser.add_argument(
        "--reason", metavar="WHY", help="what you know that the codings do not show, 20 characters or more"
    )
    parser.add_argument("--reference", metavar="REF", help="where it stands; external-source needs one")
    parser.add_argument("--take-back", action="store_true", help="show again what is derived")


def run(args: Namespace) -> Exit:
    """Set or take back an override."""
    with opened(args) as study:
        if args.take_back:
            place = judged_cell(study, args)
            if study.judgement(*place).override is None:
                notice(f"{cell_name(study, *place)} has no override")
                return Exit.OK
            study.take_back_override(*place)
            out_line(f"{cell_name(study, *place)} shows what is derived; coder undo brings the override back")
            return Exit.OK
        if args.value is None and args.text is None:
            raise UsageError("it is not said what the cell shall show", where="override", hint="--value V, or --text T")
        codebook = study.codebook
        row = row_id(codebook, args.row)
        case = case_id(codebook, args.case, (one.case for one in study.documents() if one.case))
        made = study.override(
            row,
            case,
            _type(args.type),
            args.reason or "",
            values=value_ids(codebook, row, args.value or ()),
            text=args.text or "",
            reference=args.reference or "",
        )
        out_line(
            f"{cell_name(study, row, case)}: {made.text or '(blank)'} <- {made.derived_then} (override: {made.type})"
        )
    return Exit.OK


def _type(name: str | None) -> OverrideType:
    if not name:
        raise UsageError("an override needs its type", where="override", hint=f"--type, one of {TYPES}")
    wanted = " ".join(name.replace("-", " ").replace("_", " ").casefold().split())
    for one in OverrideType:
        if wanted == one.value:
            return one
    raise UsageError(f"there is no type of override {name!r}", where="override", hint=f"one of {TYPES}")
