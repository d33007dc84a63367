"""``coder keys``: every key of the coding session, and the file that changes them."""

from __future__ import annotations

import os
import shutil
import textwrap
from argparse import Namespace
from pathlib import Path

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice, report
from coder.cli.output import counted, is_terminal, out, out_json, out_line
from coder.errors import CoderError, Exit, UsageError
from coder.tui.keys.actions import ACTIONS, TITLES, of_scope
from coder.tui.keys.keyfile import load, location, parse, template
from coder.tui.keys.keymap import DEFAULT, Keymap


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="with --check: another file than the one in use")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as one JSON document")
    form.add_argument("--toml", action="store_true", help="as a file to edit, every default commented out")
    form.add_argument(
        "--check", action="store_true", help="name every mistake in the file and end with 1 if there is one"
    )
    parser.epilog = (
        "Your own keys are read from coder/keys.toml below $XDG_CONFIG_HOME (~/.config), or from $CODER_KEYS:\n"
        '  "coding.code" = ["c", "ctrl+k"]\n'
        "coder keys --toml prints such a file with every key in it."
    )


def run(args: Namespace) -> Exit:
    """List the keys as they are in effect, or check a file of keys."""
    if args.file and not args.check:
        raise UsageError(f"what is {args.file!r} for?", where="keys", hint="coder keys --check FILE checks a file")
    path = Path(args.file) if args.file else location(os.environ)
    if args.check:
        return _check(path, named=bool(args.file))
    keymap = _in_effect(path)
    if args.json:
        out_json([_json(keymap, number) for number in range(len(ACTIONS))])
    elif args.toml:
        out(template(keymap))
    else:
        _print(keymap, path)
    return Exit.OK


def _check(path: Path, *, named: bool) -> Exit:
    if not named and not path.exists():
        notice(f"{path}: there is no such file, so every key is as in the table")
        return Exit.OK
    from coder.files import read_text

    keymap = parse(read_text(path), str(path))
    notice(f"{path}: {counted(len(keymap.changed), 'action')} with other keys, no mistakes")
    return Exit.OK


def _in_effect(path: Path) -> Keymap:
    """What the session would use: with a broken file the keys of the table, and the mistakes on stderr."""
    try:
        return load(path)
    except CoderError as error:
        report(error)
        notice("until this is repaired every key is as in the table")
        return DEFAULT


def _json(keymap: Keymap, number: int) -> dict[str, object]:
    action = ACTIONS[number]
    return {
        "id": action.id,
        "scope": action.scope,
        "keys": list(keymap.keys(action)),
        "default": list(action.keys),
        "help": action.help,
    }


def _print(keymap: Keymap, path: Path) -> None:
    keys = {action.id: keymap.signs(action) or "-" for action in ACTIONS}
    first, second = max(map(len, keys.values())) + 2, max(map(len, keys)) + 2
    width = shutil.get_terminal_size((80, 24)).columns if is_terminal() else 10_000
    for scope, title in TITLES.items():
        actions = list(of_scope(scope))
        if actions:
            out_line(title)
        for action in actions:
            mark = "*" if action.id in keymap.changed else " "
            text, *more = textwrap.wrap(action.help, max(20, width - first - second - 2))
            out_line(f"{mark} {keys[action.id]:<{first}}{action.id:<{second}}{text}")
            for line in more:
                out_line(" " * (first + second + 2) + line)
        if actions:
            out_line("")
    note = f"* from {path}" if keymap.changed else f"all as in the table; {path} would change them (coder keys --toml)"
    out_line(note)
