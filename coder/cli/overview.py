"""``coder overview``: a derived table, printed or written."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, ascii_option, language_option
from coder.cli.output import output_file, style, write_or_print
from coder.cli.session import language, opened
from coder.errors import Exit, UsageError
from coder.exports import format_of
from coder.formats.overview import FORMATS, renderer


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: the codebook's first")
    parser.add_argument("--format", metavar="F", help=f"{', '.join(FORMATS)}; default: by FILE, or text")
    parser.add_argument("--json", action="store_true", help="short for --format json")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write here instead of printing; - prints")
    parser.add_argument("--annotated", action="store_true", help="with flags, numbers of interviews and dissent")
    language_option(parser)
    ascii_option(parser)


def run(args: Namespace) -> Exit:
    """Derive the table and write it out."""
    output_file(args.output)  # refused before anything is derived
    render = renderer(_format(args)).render
    with opened(args) as study:
        codebook = study.codebook
        found = study.overview(args.table, language(args, codebook))
    write_or_print(render(found, style(args, codebook.default_language)), args.output)
    return Exit.OK


def _format(args: Namespace) -> str:
    """``--format`` or ``--json``, else what the ending of the file says, else text."""
    if args.json and args.format not in (None, "json"):
        raise UsageError(f"--json and --format {args.format} contradict each other", where="overview")
    named: str | None = "json" if args.json else args.format
    return named or format_of(args.output or "")
