"""``coder import``: transcripts in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder.cli import joining
from coder.cli.arguments import Parser
from coder.cli.attributes import attribute
from coder.cli.diagnostics import notice, report
from coder.cli.dry_run import show
from coder.cli.import_report import LISTED, documents, passed_over, place, warnings
from coder.cli.output import counted, out_line
from coder.cli.progress import progress_bar
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.reading import Reading


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a transcript, or a folder to walk")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="attributes",
        help="an attribute of all these transcripts, such as region=beijing; may be repeated",
    )
    joining.arguments(parser)
    parser.add_argument(
        "--encoding", metavar="NAME", help="read text files in this encoding, such as cp1252 (default: recognised)"
    )
    parser.add_argument(
        "--join-hyphens", action="store_true", help="in PDFs, make words whole that are divided at line ends"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be read, and write nothing")
    parser.add_argument("--json", action="store_true", help="with --dry-run: as one JSON document")


def run(args: Namespace) -> Exit:
    """Import what can be read; say what was refused and why."""
    attributes = dict(map(attribute, args.attributes))
    table = Path(args.table) if args.table else None
    how = Reading(encoding=_encoding(args.encoding), join_hyphens=args.join_hyphens)
    if args.json and not args.dry_run:
        raise UsageError("--json goes with --dry-run", hint="coder documents --json lists what is in the study")
    paths = [Path(path) for path in args.paths]
    joined = joining.joining(args)
    if args.dry_run:
        with opened(args) as study:
            joined = joining.settled(study, paths, table, joined)
            with progress_bar("reading") as progress:
                seen = study.preview_transcripts(paths, attributes, table, progress, how, joining=joined)
        return show(seen, as_json=args.json)
    with opened(args) as study:
        joined = joining.settled(study, paths, table, joined)
        with _repeatable(), progress_bar("importing") as progress:
            found = study.import_transcripts(paths, attributes, table, progress, how, parallel=True, joining=joined)
    if found.imported:
        documents(found.imported)
    warnings(found.imported)
    if found.codes:
        new = ", ".join(found.codes[:LISTED]) + ", ..." * (len(found.codes) > LISTED)
        notice(f"{counted(len(found.codes), 'new code')} in the codebook: {new}")
    for note in found.notes:
        notice(note)
    joining.lacking((place(one), one.missing) for one in found.imported)
    if found.passed_over:
        passed_over([Path(path) for path in found.passed_over])
    for error in found.refused:
        report(error)
    if not found.imported and not found.refused:
        out_line("no transcripts there")
    return found.refused[0].exit if found.refused else Exit.OK


@contextmanager
def _repeatable() -> Iterator[None]:
    """Say what to do after Ctrl+C."""
    try:
        yield
    except KeyboardInterrupt:
        notice("not all transcripts came in; the same command brings in the rest")
        raise


def _encoding(name: str | None) -> str:
    """The codec of ``--encoding``, "" to recognise it. Raises UsageError, with near names, if there is none."""
    if name is None:
        return ""
    from coder.formats.decode import codec

    return codec(name)
