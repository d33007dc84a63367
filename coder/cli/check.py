"""``coder check``: whether the study is sound."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_line
from coder.cli.session import opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--restore", action="store_true", help="put missing originals back into corpus/, from what the study holds"
    )


def run(args: Namespace) -> Exit:
    """Say everything that is wrong with the study file and its originals; exit code 1 if anything is."""
    with opened(args) as study:
        problems = study.check()
        restored = study.restore_originals() if args.restore and not problems else 0
        lost = study.lost_originals()
    if restored:
        out_line(f"{counted(restored, 'original')} put back")
    for problem in (*problems, *lost):
        notice(problem)
    if problems:
        notice("to repair it, bring back study.db from a backup; coder log shows what the journal holds")
    if lost and not problems:
        notice("the study itself is sound and holds their bytes: coder check --restore puts them back")
    if not problems and not lost:
        out_line("the study is sound")
    return Exit.REFUSED if problems or lost else Exit.OK
