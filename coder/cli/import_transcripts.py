"""``coder import``: transcripts in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path, PurePath

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice, report
from coder.cli.lists import Field, print_list
from coder.cli.output import counted, out_line
from coder.cli.progress import progress_bar
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.report import Imported

NAMED = 5  # names of files that were passed over


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
    parser.add_argument(
        "--attributes", metavar="FILE.csv", dest="table", help="attributes by document: a column document, then names"
    )


def run(args: Namespace) -> Exit:
    """Import what can be read; say what was refused and why."""
    attributes = _attributes(args.attributes)
    table = Path(args.table) if args.table else None
    with opened(args) as study, progress_bar("importing") as progress:
        found = study.import_transcripts([Path(path) for path in args.paths], attributes, table, progress)
    if found.imported:
        fields = (Field("document"), Field("turns", number=True), Field("words", number=True), Field("", wraps=True))
        print_list(fields, [(one.document, str(one.turns), str(one.words), _news(one)) for one in found.imported])
    for one in found.imported:
        for warning in one.warnings:
            notice(f"{PurePath(one.path).name}: {warning.removeprefix(f'{one.document} ')}")
        if one.missing:
            notice(f"{PurePath(one.path).name}: lacks {', '.join(one.missing)}: --set or --attributes gives it")
    if found.passed_over:
        names = [PurePath(path).name for path in found.passed_over]
        notice(f"{counted(len(names), 'file')} passed over: {', '.join(names[:NAMED])}{', ...' * (len(names) > NAMED)}")
    for error in found.refused:
        report(error)
    if not found.imported and not found.refused:
        out_line("no transcripts there")
    return found.refused[0].exit if found.refused else Exit.OK


def _news(one: Imported) -> str:
    """What to say of a document that was in the study before."""
    if one.attributes:
        return f"is in already; now set: {', '.join(one.attributes)}"
    return "is in already" if one.unchanged else ""


def _attributes(pairs: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {pair}: this sets nothing", hint="write --set NAME=VALUE")
        found[name.strip()] = value.strip()
    return found
