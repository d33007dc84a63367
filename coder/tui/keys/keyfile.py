"""The researcher's own keys: ``keys.toml`` is read, checked against the table of actions, and printed as a template.

A file is taken over whole or not at all: half of a keymap would leave keys where nobody expects them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from coder.errors import CoderError
from coder.files import read_text
from coder.tui.keys.actions import ACTIONS, CHAINS, TITLES, Action, of_scope
from coder.tui.keys.keymap import DEFAULT, Keymap, key_sign

_BY_ID = {action.id: action for action in ACTIONS}
_NEEDED = ("app.help", "app.leave", "app.quit")  # without them nobody finds a key, or the way out
_WAYS_OUT = ("cancel", "close", "no", "leave")
# Dialogs in which letters are text.
TYPED = frozenset({"palette", "chooser", "override", "memo", "ask", "ask_files", "new_code", "impact"})
_EDITING = {"left", "right", "home", "end", "backspace", "delete", *(f"ctrl+{letter}" for letter in "adefkuw")}

_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "shift": "shift", "alt": "alt", "option": "alt", "super": "super"}
_NAMES = {
    **{name: name for name in ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete")},
    **{name: name for name in ("enter", "escape", "tab", "space", "backspace", "comma")},
    **{f"f{number}": f"f{number}" for number in range(1, 25)},
    "pgdn": "pagedown",
    "pgup": "pageup",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "page_down": "pagedown",
    "page_up": "pageup",
    "back": "backspace",
    "↓": "down",
    "↑": "up",
    "←": "left",
    "→": "right",
    ",": "comma",
    " ": "space",
}
# Names by which the screen library knows some characters, and their names in Unicode.
_CHARACTERS = {
    "at": "@",
    "slash": "/",
    "backslash": "\\",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "dot": ".",
    "period": ".",
}
# What terminals send for these keys is the same.
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to repair: the 1-based line (0: not known), what is wrong, how to repair it."""

    line: int
    what: str
    repair: str


class KeymapError(CoderError):
    """The file is no valid keymap; ``problems`` lists everything that is wrong. ``str()`` gives one line each."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(set(problems)))
        first = self.problems[0]
        count = len(self.problems) - 1
        more = f", and {count} more problem{'s' if count > 1 else ''}" if count else ""
        super().__init__(first.what + more, hint=first.repair, where=_place(name, first.line))

    def __str__(self) -> str:
        return "\n".join(f"{_place(self.name, one.line)}: {one.what} ({one.repair})" for one in self.problems)


def _place(name: str, line: int) -> str:
    return f"{name}:{line}" if line else name


def location(environ: Mapping[str, str]) -> Path:
    """Where the file is looked for: $CODER_KEYS, else coder/keys.toml below $XDG_CONFIG_HOME or ~/.config."""
    if environ.get("CODER_KEYS"):
        return Path(environ["CODER_KEYS"]).expanduser()
    base = environ.get("XDG_CONFIG_HOME", "")
    home = Path(environ.get("HOME") or "~").expanduser()
    return (Path(base) if Path(base).is_absolute() else home / ".config") / "coder" / "keys.toml"


def load(path: Path) -> Keymap:
    """The keymap of a file; that of the table if there is no such file. Raises KeymapError, UnreadableError."""
    if not path.exists():
        return DEFAULT
    return parse(read_text(path), str(path))


def parse(text: str, name: str) -> Keymap:
    """The keymap that a text describes; ``name`` is its file, for messages. Raises KeymapError with every problem."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KeymapError(name, [_not_toml(str(error), text)]) from error
    lines = _lines(text)
    problems: list[Problem] = []
    changed: dict[str, tuple[str, ...]] = {}
    for action_id, value in _entries(data):
        line = lines.get(action_id, 0)
        if action_id not in _BY_ID:
            problems.append(Problem(line, f"there is no action {action_id!r}", _nearest(action_id, _BY_ID)))
        elif action_id in changed:
            problems.append(Problem(line, f"{action_id} is there twice", "put all its keys into one list"))
        elif (named := _named(value)) is None:
            repair = f'write "{action_id}" = ["x"], or [] for no key'
            problems.append(Problem(line, f"the keys of {action_id} are neither a text nor a list of texts", repair))
        else:
            keys = {key: canonical(key) for key in named}
            wrong = [_unusable(_BY_ID[action_id], key, known) for key, known in keys.items()]
            problems += [Problem(line, *one) for one in wrong if one is not None]
            if not any(wrong):
                changed[action_id] = tuple(dict.fromkeys(known for known in keys.values() if known is not None))
    keymap = Keymap({one: keys for one, keys in changed.items() if keys != _BY_ID[one].keys})
    problems += _clashes(keymap, lines)
    problems += _dead_ends(keymap, lines)
    if problems:
        raise KeymapError(name, problems)
    return keymap


def _named(value: object) -> list[str] | None:
    """The keys that a value names, None when it names none."""
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) and all(isinstance(key, str) for key in value) else None


def canonical(key: str) -> str | None:
    """A key as the table names it, from what a person may write (``Ctrl+K``, ``^k``, ``PgDn``, ``?``), or None."""
    if len(key) == 2 and key[0] == "^":  # as the key bar prints it
        key = f"ctrl+{key[1]}"
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if key.endswith("++"):  # the plus itself, with modifiers
        modifiers, base = modifiers[:-1], "+"
    if any(modifier.lower() not in _MODIFIERS for modifier in modifiers):
        return None
    held = {_MODIFIERS[modifier.lower()] for modifier in modifiers}
    name = _NAMES.get(base.lower()) or (base if len(base) == 1 else _character(base))
    if name is None or (len(name) == 1 and not name.isprintable()):
        return None
    if len(name) == 1 and not (name.isascii() or name.isalnum()):
        named = unicodedata.name(name, "").lower().translate({0x20: "_", 0x2D: "_"})  # as the screen library does
        return named if named and not held and _character(named) == name else None
    if len(name) == 1 and held:
        if held == {"shift"}:
            return name.upper() if name.isalpha() and len(name.upper()) == 1 else None
        if not name.isalnum() or ("ctrl" in held and not name.isascii()):
            return None  # terminals send nothing of their own for these
        name = name.lower()
    return "+".join([*sorted(held), name])


def _character(name: str) -> str | None:
    """The character of a long name such as ``question_mark``."""
    found = _CHARACTERS.get(name.lower())
    if found is None:
        try:
            found = unicodedata.lookup(name.replace("_", " "))
        except KeyError:
            return None
    return _NAMES.get(found, found)


def _unusable(action: Action, key: str, known: str | None) -> tuple[str, str] | None:
    """Why a key cannot do an action, and the repair."""
    if known is None:
        return f"{action.id}: there is no key {key!r}", _nearest(key.lower().rpartition("+")[2], _NAMES)
    if known in _SAME:
        return f"{action.id}: terminals cannot tell {key} from {_SAME[known]}", f"write {_SAME[known]}"
    if action.scope in TYPED and known not in action.keys:
        character = {"comma": ",", "space": " "}.get(known, known)
        sign = action.scope == "palette" and not character.isalnum() and character != " "  # no letter of a code
        if len(character) == 1 and not sign:
            return f"{action.id}: {key!r} is text in this dialog", "take a key with ctrl or alt"
        if known in _EDITING:
            return f"{action.id}: {key} edits the text in this dialog", "take another key with ctrl or alt"
    return None


def _not_toml(message: str, text: str) -> Problem:
    found = re.search(r" \(at line (\d+), column \d+\)$", message)
    what = message[: found.start()] if found else message.removesuffix(" (at end of document)")
    line = int(found[1]) if found else text.count("\n") + 1
    return Problem(line, f"this is not TOML: {what}", 'lines read "coding.code" = ["c"]')


def _entries(data: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Actions with what is said of them; ``[coding]`` with ``code = "c"`` below is as good as ``"coding.code"``."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _entries(value, f"{above}{name}.")
        else:
            yield above + name, value


def _lines(text: str) -> dict[str, int]:
    """The line on which each action stands; only as good as a glance, since the parser tells no lines."""
    found: dict[str, int] = {}
    above = ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[([^\[\]]+)\]", line)
        entry = re.match(r"\s*([\w.\"' -]+?)\s*=", line)
        if heading:
            above = re.sub(r"[\"'\s]", "", heading[1]) + "."
        elif entry:
            found[above + re.sub(r"[\"'\s]", "", entry[1])] = number
    return found


def _nearest(wanted: str, known: Iterable[str]) -> str:
    near = get_close_matches(wanted, list(known), 1)
    return f"did you mean {near[0]}?" if near else "coder keys lists them"


def _clashes(keymap: Keymap, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Two actions that are alive together on one key."""
    told: set[frozenset[str]] = set()
    for chain in (chain for chains in CHAINS.values() for chain in chains):
        taken: dict[str, Action] = {}
        for action in (action for scope in chain for action in of_scope(scope)):
            for key in keymap.keys(action):
                other = taken.setdefault(key, action)
                pair = frozenset({other.id, action.id})
                if len(pair) == 2 and pair not in told:
                    told.add(pair)
                    by, kept = (action, other) if action.id in keymap.changed else (other, action)
                    repair = f"give {kept.id} ({kept.label}) another key, or [] for none"
                    line = lines.get(by.id, 0)
                    yield Problem(line, f"{key_sign(key)} is both {by.id} and {kept.id}", repair)


def _dead_ends(keymap: Keymap, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Actions that everybody needs without a key, and dialogs that cannot be left."""
    for action_id in _NEEDED:
        if not keymap.keys(_BY_ID[action_id]):
            yield Problem(lines.get(action_id, 0), f"{action_id} has no key left", "leave it at least one")
    for scope, actions in ways_out().items():
        if not any(keymap.keys(action) for action in actions):
            line = max(lines.get(action.id, 0) for action in actions)
            where = TITLES[scope]
            yield Problem(line, f"{where!r} could not be left any more", f"leave {actions[0].id} at least one key")


def ways_out() -> dict[str, list[Action]]:
    """For every dialog and mode that lies before everything else, what leaves it."""
    chains = [chain for chains in CHAINS.values() for chain in chains if "app" not in chain]
    return {
        chain[-1]: [action for scope in chain for action in of_scope(scope) if action.id.split(".")[1] in _WAYS_OUT]
        for chain in chains
    }


def template(keymap: Keymap = DEFAULT) -> str:
    """Every action with its keys as a file to edit: what is as in the table is commented out."""
    parts = [
        "# Keys of the coding session. A line that begins with # changes nothing: remove the # and name other keys.",
        '# One key or a list: "c" or ["c", "ctrl+k"]; [] takes all keys away. Letters with shift are capitals: "C".',
        "# Others: ctrl+x, alt+x, shift+left, up, down, left, right, home, end, pageup, pagedown, enter, escape, tab,",
        "# space, backspace, delete, insert, f1 to f24. 'coder keys --check' names every mistake.",
    ]
    for scope, title in TITLES.items():
        actions = list(of_scope(scope))
        if actions:
            parts.append(f"\n# ---- {title}")
        for action in actions:
            listed = ", ".join(f'"{_escaped(key)}"' for key in keymap.keys(action))
            mark = "" if action.id in keymap.changed else "# "
            entry = f'{mark}"{action.id}" = [{listed}]'
            parts.append(f"{entry:<44}  # {action.help}")
    return "\n".join(parts) + "\n"


def _escaped(key: str) -> str:
    return key.replace("\\", "\\\\").replace('"', '\\"')
