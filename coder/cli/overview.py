"""``coder overview``: a derived table, printed or written."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, ascii_option, language_option
from coder.cli.diagnostics import notice
from coder.cli.output import output_file, spare_the_terminal, style, write_or_print
from coder.cli.session import language, opened
from coder.derive.printable import printable_overview
from coder.errors import Exit, UsageError
from coder.exports import ending, format_of
from coder.formats.overview import FORMATS, render
from coder.formats.reports import BINARY
from coder.formats.visible import visible


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="default: the codebook's first")
    parser.add_argument("--format", metavar="F", help=f"{', '.join(FORMATS)}; default: by FILE, or text")
    parser.add_argument("--json", action="store_true", help="short for --format json")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write here instead of printing; - prints")
    parser.add_argument("--annotated", action="store_true", help="with flags, interviews, dissent and robustness")
    language_option(parser)
    ascii_option(parser)


def run(args: Namespace) -> Exit:
    """Derive the table and write it out."""
    output_file(args.output)  # refused before anything is derived
    name = _format(args)
    binary = name in BINARY
    if binary:
        spare_the_terminal(name, ending(name), args.output)
    with opened(args) as study:
        codebook = study.codebook
        derived = study.overview(args.table, language(args, codebook), checked=args.annotated)
        found = printable_overview(derived, study.unquotable_codings())
        documents = study.documents()
    if documents and not found.columns:
        attribute = visible(codebook.case_attribute)
        notice(f"no document says which {attribute} it belongs to: coder documents NAME --set {attribute}=VALUE")
    made = render(found, name, style(args, codebook.default_language))
    write_or_print(made, args.output, binary=binary)
    return Exit.OK


def _format(args: Namespace) -> str:
    """``--format`` or ``--json``, else what the ending of the file says, else text."""
    if args.json and args.format not in (None, "json"):
        raise UsageError(f"--json and --format {args.format} contradict each other", where="overview")
    named: str | None = "json" if args.json else args.format
    if named is not None and named not in FORMATS:
        raise UsageError(f"there is no table format {named!r}", hint="formats: " + ", ".join(FORMATS))
    return named or format_of(args.output or "")
