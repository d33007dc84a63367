"""``coder code``: the coding session."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option
from coder.cli.resolve import document_id
from coder.cli.session import keep_language, opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="default: where you left off")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Open the session at a document."""
    with opened(args) as study:
        keep_language(args, study)
        document = document_id(study, args.document) if args.document else None
        from coder.tui.app import run as open_session

        open_session(study, document=document)
    return Exit.OK
