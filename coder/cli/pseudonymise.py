"""``coder pseudonymise``: names give way to pseudonyms, and come back with the key file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice
from coder.cli.output import counted, is_terminal, out_data, out_line, output_file
from coder.cli.progress import progress_bar
from coder.cli.session import opened
from coder.errors import CoderError, Exit, UsageError
from coder.files import read_bytes, read_text, write_bytes
from coder.study import Study

if TYPE_CHECKING:
    from coder.privacy.proposal import Proposal

_BACKUPS = "study.before-*.db"
_SHOWN = 10  # places of names that are left


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--propose", metavar="FILE.csv", help="write what may be replaced into a table to edit (- prints)"
    )
    what.add_argument("--apply", metavar="FILE.csv", help="replace what the table says, everywhere in the study")
    what.add_argument("--restore", action="store_true", help="bring the names back with the key file")
    what.add_argument("--finish", action="store_true", help="clear what an interrupted run has left")
    parser.add_argument("--names", metavar="FILE", help="names of your own, one a line; after a tab the pseudonym")
    parser.add_argument("--key", metavar="FILE", help="the key file (default: pseudonyms.key in the study)")


def run(args: Namespace) -> Exit:
    """Propose, apply, restore or finish; with none of these, on a terminal, review the proposals (full screen)."""
    key = Path(args.key) if args.key else None
    with opened(args) as study:
        if args.restore:
            _restored(study, key)
        elif args.finish:
            return _finished(study)
        elif args.apply:
            _applied(study, Path(args.apply), key)
        elif args.propose:
            _proposed(study, args)
        elif sys.stdin.isatty() and is_terminal():
            from coder.tui.app import run as open_session

            if key is not None or args.names:
                raise UsageError("--names and --key go with --propose and --apply", where="pseudonymise")
            open_session(study, screen="pseudonyms")
        else:
            raise UsageError(
                "there is no terminal to review the proposals on",
                where="pseudonymise",
                hint="--propose FILE.csv writes them, --apply FILE.csv takes them over",
            )
    return Exit.OK


def _proposed(study: Study, args: Namespace) -> None:
    from coder.language.entities import has_model
    from coder.privacy.table import render

    names = read_text(Path(args.names)).splitlines() if args.names else []
    with progress_bar("looking for names") as progress:
        found: tuple[Proposal, ...] = study.proposals(names, progress)
    languages = sorted({one.language for one in study.documents()})
    lacking = [language for language in languages if not has_model(language)]
    if lacking:
        notice(f"no language model for {', '.join(lacking)} is installed: found by rules and lists alone, look closely")
    target = output_file(args.propose)
    if target is None:
        out_data(render(found))
    else:
        write_bytes(target, render(found).encode(), private=True)
    proposed = sum(one.accepted for one in found)
    notice(f"{counted(len(found), 'spelling')} found, {proposed} of them to be replaced: edit the table, then --apply")


def _applied(study: Study, table: Path, key: Path | None) -> None:
    from coder.privacy.table import parse

    done = study.pseudonymise(parse(read_bytes(table), str(table)), key)
    out_line(
        f"{counted(done.names, 'spelling')} replaced at {counted(done.places, 'place')} in "
        f"{counted(done.documents, 'document')}"
    )
    out_line(f"names and originals are in {done.key}: move it to a safe place, nobody else may have it")
    if not done.clean:
        notice("another session has the study open: close it, then coder pseudonymise --finish clears the file")
    for name, number in done.leftovers.items():
        notice(f"{name} still holds {counted(number, 'name')}: delete it, or move it out of the study")
    for place in done.left[:_SHOWN]:
        notice(f"a name still stands in the study file: {place}")
    if len(done.left) > _SHOWN:
        notice(f"and at {counted(len(done.left) - _SHOWN, 'further place')} of the study file")
    for path in sorted(study.path.glob(_BACKUPS)):
        notice(f"{path.name} is a copy of the study from before: it holds the names, delete it or move it away")
    if table.resolve().is_relative_to(study.path.resolve()):
        notice(f"{table.name} holds the names as well: keep it with the key file, or delete it")


def _restored(study: Study, key: Path | None) -> None:
    number = study.restore_names(key)
    out_line(f"the names are back ({counted(number, 'pseudonymisation')} taken back)")


def _finished(study: Study) -> Exit:
    if not study.finish():
        raise CoderError("another session has the study open", hint="close it and repeat")
    out_line("nothing is left to clear")
    return Exit.OK
