"""``coder signoff``: stand by a cell as it is shown, or by every cell of a table that can be stood by."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from coder.cli.arguments import Parser
from coder.cli.cell import a_cell, cell_arguments, cell_name, judged_cell
from coder.cli.diagnostics import ask, notice
from coder.cli.output import counted, is_terminal, out_line
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.judgements import Signable
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    cell_arguments(parser, optional=True)
    parser.add_argument("--all", metavar="TABLE", help="every cell of a table, shown before it is done")
    parser.add_argument("--take-back", action="store_true", help="the cell is not signed off any more")
    parser.add_argument("--yes", action="store_true", help="with --all: do it; without, only say what it would do")


def run(args: Namespace) -> Exit:
    """Sign, or take a signature back."""
    if args.all is not None:
        if args.row or args.take_back:
            raise UsageError("--all takes a table and nothing else", where="signoff", hint="coder signoff --all TABLE")
        with opened(args) as study:
            return _table(study, args)
    if args.case is None:
        raise UsageError("it is not said which cell", where="signoff", hint="coder signoff ROW CASE, or --all TABLE")
    with opened(args) as study:
        if args.take_back:
            place = judged_cell(study, args)
            if study.judgement(*place).sign_off is None:
                notice(f"{cell_name(study, *place)} is not signed off")
                return Exit.OK
            study.take_back_sign_off(*place)
            out_line(f"{cell_name(study, *place)} is not signed off any more")
            return Exit.OK
        place = a_cell(study, args)
        signed = study.sign_off(*place)
        out_line(f"signed off by {signed.analyst}: {cell_name(study, *place)} = {signed.text}")
    return Exit.OK


def _table(study: Study, args: Namespace) -> Exit:
    found = study.signable(args.all)
    wanted = [one for one in found if not one.refusal and not one.signed]
    _print(found, wanted)
    if not wanted:
        notice("nothing to sign")
        return Exit.OK
    if not args.yes and not (sys.stdin.isatty() and is_terminal() and ask(f"Sign {counted(len(wanted), 'cell')}?")):
        notice("nothing was signed; --yes does it")
        return Exit.OK
    notice(
        f"{counted(len(study.sign_off_all(args.all)), 'cell')} signed off by {study.coder}; coder undo takes it back"
    )
    return Exit.OK


def _print(found: Sequence[Signable], wanted: Sequence[Signable]) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    refused = [one for one in found if one.refusal]
    print_list(
        (Field("row", wraps=True), Field("case", wraps=True), Field("shown", wraps=True), Field("", wraps=True)),
        [(one.row_label, one.case_label, one.text, _why(one)) for one in found if one.refusal or one in wanted],
    )
    signed = sum(one.signed for one in found)
    print_remarks(
        f"{len(wanted)} of {counted(len(found), 'cell')} would be signed, {signed} signed already and unchanged, "
        f"{len(refused)} cannot be signed."
    )


def _why(one: Signable) -> str:
    if one.refusal:
        return f"cannot be signed: {one.refusal}"
    return "again: signed on other evidence" if one.again else ""
