"""``coder parameters``: the constants of the derivation, where they are set, and setting them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict

from coder.cli.arguments import Parser
from coder.cli.diagnostics import ask, notice
from coder.cli.output import is_terminal, out_json, out_line
from coder.cli.plain import plain
from coder.cli.resolve import row_id
from coder.cli.session import opened
from coder.codebook.parameters import Departure
from coder.codebook.setting import DEFAULT, Held
from coder.errors import Exit, UsageError


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "action", metavar="ACTION", nargs="?", choices=("show", "set"), default="show", help="show or set"
    )
    parser.add_argument(
        "setting", metavar="NAME=VALUE", nargs="?", help=f"set: what; NAME={DEFAULT} takes the setting away again"
    )
    parser.add_argument("--row", metavar="ROW", help="for this row alone")
    parser.add_argument("--rationale", metavar="WHY", help="set: the reason, which goes into the history")
    parser.add_argument("--yes", action="store_true", help="set: do it; without, only say what it would do")
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """Show or set."""
    if args.action == "set":
        return _set(args)
    if args.setting is not None:
        raise UsageError("it is not said what to do", where="parameters", hint=f"coder parameters set {args.setting}")
    with opened(args) as study:
        row = row_id(study.codebook, args.row) if args.row else ""
        found, departures = study.parameters(), study.departures()
    if args.json:
        out_json({"parameters": plain(list(found)), "departures": plain(list(departures))})
    else:
        _print(found, departures, row)
    return Exit.OK


def _set(args: Namespace) -> Exit:
    name, sign, value = (args.setting or "").partition("=")
    if not sign or not name.strip() or not value.strip():
        usage = "coder parameters set third=1/2 [--row ROW] --rationale WHY"
        raise UsageError("it is not said what to set", where="parameters", hint=usage)
    if not args.rationale:
        raise UsageError(
            "another parameter needs its reason", where="parameters", hint='--rationale "why"; it goes into the history'
        )
    with opened(args) as study:
        row = row_id(study.codebook, args.row) if args.row else ""
        wanted = None if value.strip() == DEFAULT else value
        impact = study.parameter_impact(name.strip(), wanted, row=row)
        if args.json:
            out_json(asdict(impact))
        else:
            from coder.model.impact import told

            for line in told(impact):
                if not line.startswith("  codings"):
                    out_line(line)
        if not args.yes:
            asked = sys.stdin.isatty() and is_terminal() and not args.json
            if not (asked and ask("Do it?")):
                notice("nothing was changed; --yes does it")
                return Exit.OK
        version = study.set_parameter(name.strip(), wanted, args.rationale, row=row)
    notice(f"done: the codebook is {version} now; coder undo takes it back")
    return Exit.OK


def _print(found: Sequence[Held], departures: Sequence[Departure], row: str) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_list(
        (
            Field("parameter"),
            Field("value", wraps=True),
            Field("default"),
            Field("set", wraps=True),
            Field("", wraps=True),
        ),
        [
            (one.name, dict(one.rows).get(row, one.value) if row else one.value, one.default, _where(one), one.meaning)
            for one in found
        ],
    )
    other = "; ".join(
        f"{one.name} {one.value}" + (f" for the row {one.row}" if one.row else "") + f" (default {one.default})"
        for one in departures
    )
    print_remarks(f"Departures from default: {other}." if other else "Everything is as by default.")


def _where(one: Held) -> str:
    places = ["study"] if one.study is not None else []
    return ", ".join([*places, *(f"row {row}: {value}" for row, value in one.rows)]) or "default"
