"""The actions of a scope as the screen library binds them, and what a keymap makes of them."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from coder.tui.keys.actions import of_scope
from coder.tui.keys.keymap import DEFAULT, Keymap

_NEVER = "no-such-key"  # the library takes an empty list of keys for "as it was"


def bindings_for(scope: str) -> list[BindingType]:
    """Bindings of a screen, a dialog, a widget or the app, each with its id, so that a keymap can move them."""
    return [
        Binding(",".join(action.keys), action.method, action.label, show=False, id=action.id, tooltip=action.help)
        for action in of_scope(scope)
    ]


def overrides(keymap: Keymap) -> dict[str, str]:
    """A keymap as the screen library takes it, for ``App.set_keymap``."""
    return {action_id: ",".join(keys) or _NEVER for action_id, keys in keymap.changed.items()}


def keymap_of(app: App[Any]) -> Keymap:
    """The keys of a session; those of the table for an app that has none of its own, as in tests of one widget."""
    found = getattr(app, "keys", None)
    return found if isinstance(found, Keymap) else DEFAULT


def action_at(node: DOMNode | None, method: str) -> str:
    """The id of the action that a node's bindings call by a method, "" when they do not."""
    bindings = node._bindings.key_to_bindings.values() if node is not None else ()
    return next((one.id for several in bindings for one in several if one.action == method and one.id), "")
