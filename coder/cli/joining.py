"""How attributes come to files on the command line, and the questions this may raise."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.arguments import Parser
from coder.cli.diagnostics import ask, notice
from coder.cli.output import counted
from coder.errors import UsageError
from coder.study import Study

if TYPE_CHECKING:
    from coder.intake.attributes import Joining

GIVEN = "--set, --attributes, --name-pattern or --folders gives it"
_TOLD = 5  # documents by name


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--attributes",
        metavar="FILE",
        dest="table",
        help="attributes by document: a .csv or .xlsx table with a column document, then names of attributes",
    )
    parser.add_argument(
        "--match",
        metavar="NAME=FILE",
        action="append",
        default=[],
        dest="matches",
        help="a row of that table and the file it is about (none: NAME=), where their names differ; may be repeated",
    )
    parser.add_argument(
        "--name-pattern",
        metavar="PATTERN",
        help="attributes from the names of files, such as '{region}_{interview}_{date}'",
    )
    parser.add_argument(
        "--folders",
        metavar="NAMES",
        help="attributes from the folders below those given, such as region,stage (_ for a folder that is none)",
    )


def joining(args: Namespace) -> Joining:
    """What the arguments say. Raises UsageError for what means nothing."""
    from coder.intake.attributes import Joining
    from coder.intake.name_patterns import name_pattern

    matches: dict[str, str] = {}
    for pair in args.matches:
        name, equals, file = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--match {pair}: this matches nothing", hint="write --match NAME=FILE")
        matches[name.strip()] = file.strip()
    if matches and not args.table:
        raise UsageError("--match goes with --attributes", hint="name the table that has these rows")
    pattern = name_pattern(args.name_pattern) if args.name_pattern is not None else None
    folders = tuple(name.strip() for name in args.folders.split(",")) if args.folders is not None else ()
    if args.folders is not None and not any(name not in ("", "_") for name in folders):
        raise UsageError("--folders names no attribute", hint="write it like region,stage")
    return Joining(pattern, folders, matches)


def settled(study: Study, paths: Sequence[Path], table: Path | None, how: Joining) -> Joining:
    """The same, with every row that is nearly about a file settled by whoever sits at the terminal, if anybody."""
    if table is None or not watched():
        return how
    from dataclasses import replace

    for near in study.near_misses(paths, table, how):
        if near.file not in how.matches.values():
            yes = ask(f"{near.table}:{near.line}: is '{near.row}' the file {near.file}?")
            how = replace(how, matches={**how.matches, near.row: near.file if yes else ""})
    return settled(study, paths, table, how) if study.near_misses(paths, table, how) else how


def watched() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def lacking(missing: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Say together which documents lack attributes that the codebook requires."""
    documents: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for place, names in missing:
        if names:
            documents[tuple(names)].append(place)
    for names, places in documents.items():
        if len(places) == 1:
            notice(f"{places[0]}: lacks {', '.join(names)}: {GIVEN}")
            continue
        who = ", ".join(places[:_TOLD]) + ", ..." * (len(places) > _TOLD)
        notice(f"{counted(len(places), 'document')} lack {', '.join(names)}: {GIVEN}: {who}")
