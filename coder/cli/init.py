"""``coder init``: a new study."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from coder import shipped
from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice
from coder.cli.output import out_line
from coder.cli.session import coder_name
from coder.errors import Exit
from coder.study import Study

DRAFTED = (".qdc", ".csv", ".xlsx")  # what a codebook is made from, rather than read


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("directory", metavar="DIR", nargs="?", default=".", help="default: here")
    parser.add_argument(
        "--codebook",
        metavar="NAME-or-FILE",
        required=True,
        help="a codebook file, codes of another program ("
        + ", ".join(DRAFTED)
        + "), or a shipped codebook: "
        + ", ".join(shipped.codebooks()),
    )
    parser.add_argument("--lang", metavar="L", help="language of codes from another program that do not say (en)")


def run(args: Namespace) -> Exit:
    """Make the directories and the study file."""
    text, name, notes = _codebook(args)
    path = Path(args.directory)
    with Study.create(path, text, name, coder_name(args)) as study:
        codebook = study.codebook
        out_line(f"{path}: a study with the codebook {codebook.id} {codebook.version}")
    for note in notes:
        notice(note)
    return Exit.OK


def _codebook(args: Namespace) -> tuple[str, str, tuple[str, ...]]:
    """The text of the codebook, its name, and what should be known of it."""
    file = Path(args.codebook)
    if file.suffix.lower() not in DRAFTED:
        return *shipped.codebook_text(args.codebook), ()
    from coder.study.exchanging import draft_codebook

    drafted = draft_codebook(file, args.lang or "en")
    return drafted.text, drafted.name, drafted.notes
