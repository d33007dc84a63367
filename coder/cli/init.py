"""``coder init``: a new study."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from coder import shipped
from coder.cli.arguments import Parser
from coder.cli.output import out_line
from coder.cli.session import coder_name
from coder.errors import Exit
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("directory", metavar="DIR", nargs="?", default=".", help="default: here")
    parser.add_argument(
        "--codebook",
        metavar="NAME-or-FILE",
        required=True,
        help="a codebook file, or a shipped one: " + ", ".join(shipped.codebooks()),
    )


def run(args: Namespace) -> Exit:
    """Make the directories and the study file."""
    text, name = shipped.codebook_text(args.codebook)
    path = Path(args.directory)
    with Study.create(path, text, name, coder_name(args)) as study:
        codebook = study.codebook
        out_line(f"{path}: a study with the codebook {codebook.id} {codebook.version}")
    return Exit.OK
