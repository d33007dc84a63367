"""``coder review``: the coding session at the queue of suggestions."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option
from coder.cli.session import keep_language, opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Open the session where suggestions wait."""
    with opened(args) as study:
        keep_language(args, study)
        from coder.tui.app import run as open_session

        open_session(study, screen="review")
    return Exit.OK
