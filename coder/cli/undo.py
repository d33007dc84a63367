"""``coder undo``."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.output import out_line
from coder.cli.session import opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments: none of its own."""


def run(args: Namespace) -> Exit:
    """Take back the newest change and say what it was."""
    with opened(args) as study:
        out_line(f"undone: {study.undo()}")
    return Exit.OK
