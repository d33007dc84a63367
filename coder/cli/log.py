"""``coder log``: what was changed, by whom."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, natural
from coder.cli.output import out_json
from coder.cli.session import opened
from coder.errors import Exit


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("-n", metavar="N", type=natural, dest="limit", help="only the newest N")
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """List the journal, newest entry first."""
    with opened(args) as study:
        entries = study.log(args.limit)
    if args.json:
        out_json(
            [
                {
                    "seq": entry.seq,
                    "id": entry.id,
                    "at": entry.at,
                    "coder": entry.coder,
                    "edit": type(entry.edit).__name__,
                    "label": entry.label,
                    "reverts": entry.reverts,
                    "previous": entry.previous,
                    "hash": entry.hash,
                }
                for entry in entries
            ]
        )
        return Exit.OK
    from coder.cli.lists import Field, print_list

    lines = [(str(entry.seq), entry.at[:19].replace("T", " "), entry.coder, entry.label) for entry in entries]
    print_list((Field("entry", number=True), Field("UTC"), Field("coder"), Field("change", wraps=True)), lines)
    return Exit.OK
