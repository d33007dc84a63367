"""The keys of a screen, from the actions table."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from coder.tui.actions import CHAINS, TITLES, bindings_for, key_sign, of_scope
from coder.tui.cells import fit
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.wrap import folded_lines

_KEYS = 16  # cells of the column of keys


class HelpScreen(Screen[None]):
    """What can be pressed where the researcher was."""

    BINDINGS = bindings_for("help")

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """Keys by scope."""
        yield Line(id="title")
        yield Listing(id="keys-list")
        yield KeyBar("help", id="keys")

    def on_resize(self) -> None:
        """List them within the width."""
        self.query_one("#title", Line).show(((f" Keys: {TITLES[self._scope]}", "strong"),))
        listing = self.query_one(Listing)
        listing.show(items(self._scope, self.size.width), listing.current.id if listing.current else None)

    def action_close(self) -> None:
        """Back."""
        self.app.pop_screen()


def items(scope: str, width: int) -> list[Item]:
    """Every action alive on a screen, under the part of the screen it belongs to; the digits on one line."""
    scopes = dict.fromkeys(inner for chain in CHAINS[scope] for inner in chain)
    ordered = [scope, *(inner for inner in scopes if inner not in (scope, "app")), "app"]
    found: list[Item] = []
    for inner in ordered:
        found.append(Item(inner, ((("", "plain"),), ((f" {TITLES[inner]}", "strong"),)), heading=True))
        for action in of_scope(inner):
            if action.method.startswith("quick(") and action.method != "quick(1)":
                continue
            keys = " ".join(key_sign(key) for key in action.keys)
            text = action.help
            if action.method == "quick(1)":
                keys, text = "1 … 9", "code with the code of that number in the bar, weighted as last time"
            lines = folded_lines(text, width - _KEYS - 4)
            beside = [keys, *[""] * len(lines)]
            runs = [
                ((f"  {fit(key, _KEYS)} ", "key"), (line, "plain")) for key, line in zip(beside, lines, strict=False)
            ]
            found.append(Item(action.id, tuple(runs)))
    return found
