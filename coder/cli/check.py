"""``coder check``: whether the study is sound."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice
from coder.cli.output import out_line
from coder.cli.session import opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments: none of its own."""


def run(args: Namespace) -> Exit:
    """Say everything that is wrong with the study file; exit code 1 if anything is."""
    with opened(args) as study:
        problems = study.check()
    for problem in problems:
        notice(problem)
    if problems:
        notice("to repair it, bring back study.db from a backup; coder log shows what the journal holds")
    if not problems:
        out_line("the study is sound")
    return Exit.REFUSED if problems else Exit.OK
