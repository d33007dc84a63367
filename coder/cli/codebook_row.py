"""``coder codebook row``: a row of the overview from a code, or from a group of codes."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.output import out_line
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.codebook import RowKind


def arguments(parser: Parser) -> None:
    """Declare the arguments of this action."""
    group = parser.add_argument_group("for row")
    group.add_argument("--kind", metavar="KIND", help=f"row: {', '.join(RowKind)}; default: one")
    group.add_argument("--called", metavar="LABEL", help="row: what a row from a single code is called")


def make(args: Namespace) -> Exit:
    """Make the row; undo takes it back."""
    if not args.target:
        raise UsageError("codebook row needs a code", where="codebook", hint="coder codebook show lists the codes")
    if args.kind is not None and args.kind not in tuple(RowKind):
        raise UsageError(f"there is no kind of row {args.kind!r}", where="codebook", hint=", ".join(RowKind))
    with opened(args) as study:
        kind = RowKind(args.kind or RowKind.ONE)
        row = study.make_row(args.target, kind, args.called or "", args.rationale or "")
        table = next(table.id for table in study.codebook.tables if row.id in table.rows)
        version = study.codebook.version
    out_line(f"row {row.id} of kind {row.kind}, in the table {table}; the codebook is {version} now")
    return Exit.OK
