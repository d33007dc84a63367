"""Which keys do what: the table of actions with the changes of one researcher, and keys as they are printed (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coder.tui.keys.actions import ACTIONS, CHAINS, TITLES, Action, of_scope

_SIGNS = {
    "comma": ",",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
}
_MODIFIERS = {"ctrl": "Ctrl+", "alt": "Alt+", "shift": "Shift+", "super": "Super+"}
NAMED = re.compile(r"\{([a-z_]+\.[a-z_0-9]+)\}")
_BY_ID = {action.id: action for action in ACTIONS}
NO_KEY = "(no key)"


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every action. ``changed`` holds those that are not the table's; () takes all keys away."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, action: Action) -> tuple[str, ...]:
        """The keys that do it."""
        return self.changed.get(action.id, action.keys)

    def sign(self, action_id: str) -> str:
        """The first key of an action as it is printed, "" when it has none."""
        keys = self.keys(_BY_ID[action_id])
        return key_sign(keys[0]) if keys else ""

    def signs(self, action: Action) -> str:
        """All keys of an action as they are printed, with blanks between them."""
        return " ".join(map(key_sign, self.keys(action)))

    def words(self, template: str) -> str:
        """A sentence with the keys of the actions it names: ``{coding.code} codes``."""
        return NAMED.sub(lambda found: self.sign(found[1]) or NO_KEY, template)


DEFAULT = Keymap()


def key_sign(key: str) -> str:
    """A key as it is printed: ``pagedown`` is PgDn, ``ctrl+r`` is ^r."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if modifiers == ["ctrl"] and len(base) == 1:
        return f"^{base}"
    held = "".join(sign for name, sign in _MODIFIERS.items() if name in modifiers)
    return held + (_SIGNS.get(base) or (base.upper() if re.fullmatch(r"f\d+", base) else _character(base)))


def _character(name: str) -> str:
    """What a long name such as ``fullwidth_comma`` stands for, else the name."""
    try:
        return unicodedata.lookup(name.replace("_", " ")) if "_" in name else name
    except KeyError:
        return name


def key_table(keymap: Keymap = DEFAULT) -> str:
    """All keys as Markdown tables, scope by scope, as README prints them."""
    blocks = []
    for scope, title in TITLES.items():
        rows = [
            f"| {' '.join(f'`{key_sign(key)}`' for key in keymap.keys(action))} | {action.help} |"
            for action in of_scope(scope)
        ]
        if rows:
            blocks.append("\n".join([f"**{title}**", "", "| key | does |", "|---|---|", *rows]))
    return "\n\n".join(blocks)


def key_bar(scope: str, keymap: Keymap = DEFAULT, lead: Sequence[str] = ()) -> list[Action]:
    """What the bar at the bottom of a screen may show: these actions (``lead``, by id), then the most used; an action
    without a key is left out."""
    actions = [action for inner in CHAINS[scope][0] for action in of_scope(inner) if keymap.keys(action)]
    before = [action for one in lead for action in actions if action.id == one]
    used = [action for action in actions if action.footer and action not in before]
    return [*before, *sorted(used, key=lambda action: action.footer)]
