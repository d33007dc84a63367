"""``coder summary``: say in words what a cell says, resting on codings of it."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.cell import a_cell, cell_arguments, cell_name, judged_cell
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_line
from coder.cli.session import opened
from coder.errors import CoderError, Exit, UsageError
from coder.model.overview import ShownCell
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    cell_arguments(parser)
    parser.add_argument("--text", metavar="T", help="what the cell says, in a sentence")
    parser.add_argument(
        "--codings",
        metavar="ID",
        action="extend",
        nargs="+",
        help="codings of the cell that it rests on, by id or its beginning; without, those it rested on, else all",
    )
    parser.add_argument("--take-back", action="store_true", help="the cell has no summary any more")


def run(args: Namespace) -> Exit:
    """Write or take back a summary."""
    with opened(args) as study:
        if args.take_back:
            place = judged_cell(study, args)
            if study.judgement(*place).summary is None:
                notice(f"{cell_name(study, *place)} has no summary")
                return Exit.OK
            study.take_back_summary(*place)
            out_line(f"{cell_name(study, *place)} has no summary any more")
            return Exit.OK
        if args.text is None:
            raise UsageError("it is not said what the cell says", where="summary", hint='--text "…"')
        row, case = a_cell(study, args)
        basis = _basis(study, row, case, args.codings)
        made = study.summarise(row, case, args.text, basis)
        out_line(f"summary of {cell_name(study, row, case)}, resting on {counted(len(made.codings), 'coding')}")
    return Exit.OK


def _basis(study: Study, row: str, case: str, names: list[str] | None) -> tuple[str, ...]:
    """The codings meant. Raises CoderError for the beginning of no id, or of several."""
    shown = study.shown(row, case)
    spoken = _spoken(shown)
    if names is None:
        before = shown.summary.codings if shown.summary else ()
        return tuple(one for one in before if one in spoken) or spoken
    found = []
    for name in names:
        meant = [one for one in spoken if one == name] or [one for one in spoken if name and one.startswith(name)]
        if len(meant) != 1:
            what = (
                f"the coding {name!r} does not speak in this cell"
                if not meant
                else f"{name!r} could be several codings"
            )
            known = ", ".join(one[:8] for one in spoken) or "none"
            raise CoderError(what, hint=f"those that do: {known}" if not meant else "give more of the id")
        found += meant
    return tuple(found)


def _spoken(shown: ShownCell) -> tuple[str, ...]:
    return (*shown.cell.supporting, *shown.cell.opposing, *shown.cell.undecided)
