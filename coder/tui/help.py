"""The keys of a screen, from the actions table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from coder.tui.keys.actions import CHAINS, TITLES, of_scope
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.messages import StartTour
from coder.tui.text.cells import fit
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.keybar import WIDE, KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

_KEYS = 16  # cells of the column of keys


class HelpScreen(Screen[None]):
    """What can be pressed where the researcher was."""

    SCOPE = "help"
    BINDINGS = bindings_for("help")

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """Keys by scope, from 120 columns on in two columns."""
        yield Line(id="title")
        with Horizontal(id="keys-columns"):
            yield Listing(id="keys-list")
            yield Listing(id="keys-more")
        yield KeyBar("help", without=("listing.choose", "app.undo"), id="keys")

    def on_resize(self) -> None:
        """List them within the width."""
        self.query_one("#title", Line).show(((f" Keys: {TITLES[self._scope]}", "strong"),))
        wide = self.size.width >= WIDE
        found = items(self._scope, self.size.width // 2 if wide else self.size.width, keymap_of(self.app))
        half = middle(found) if wide else len(found)
        more = self.query_one("#keys-more", Listing)
        more.display = wide
        for listing, part in ((self.query_one("#keys-list", Listing), found[:half]), (more, found[half:])):
            listing.show(part, listing.current.id if listing.current else None)

    def action_close(self) -> None:
        """Back."""
        self.app.pop_screen()

    def action_tour(self) -> None:
        """The guided tour."""
        self.post_message(StartTour())


def middle(found: Sequence[Item]) -> int:
    """The heading at which the second of two columns begins, so that neither is much longer."""
    tops = [0, *accumulate(len(item.lines) for item in found)]
    places = [place for place, item in enumerate(found) if item.heading]
    return min(places, key=lambda place: max(tops[place], tops[-1] - tops[place]))


def items(scope: str, width: int, keymap: Keymap = DEFAULT) -> list[Item]:
    """Every action alive on a screen, under the part of the screen it belongs to; the digits on one line."""
    digits = {f"coding.quick_{digit}" for digit in range(2, 10)}
    if any(action.id in digits and action.id in keymap.changed for action in of_scope("coding")):
        digits = set()
    scopes = dict.fromkeys(inner for chain in CHAINS[scope] for inner in chain)
    ordered = [scope, *(inner for inner in scopes if inner not in (scope, "app")), "app"]
    found: list[Item] = []
    for inner in ordered:
        found.append(Item(inner, ((("", "plain"),), ((f" {TITLES[inner]}", "strong"),)), heading=True))
        for action in of_scope(inner):
            if action.id in digits:
                continue
            keys, text = keymap.signs(action), action.help
            if digits and action.id == "coding.quick_1":
                keys, text = f"{keys} … 9", "code with the code of that number in the bar, weighted as last time"
            lines = folded_lines(text, width - _KEYS - 4)
            beside = [keys, *[""] * len(lines)]
            runs = [
                ((f"  {fit(key, _KEYS)} ", "key"), (line, "plain")) for key, line in zip(beside, lines, strict=False)
            ]
            found.append(Item(action.id, tuple(runs)))
    return found
