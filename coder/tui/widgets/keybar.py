"""The keys of a screen, from the actions table; they can be clicked. Above them is the hint or the tour.

At 80 columns it is one row: the keys of the screen, the most used first, what undo would undo, help. From 120 columns
on a second row shows the keys that lead to the other screens.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from coder.tui.keys.actions import CHAINS, Action
from coder.tui.keys.bindings import action_at, keymap_of
from coder.tui.keys.guide import Guide
from coder.tui.keys.keymap import DEFAULT, Keymap, key_bar
from coder.tui.text.cells import fit
from coder.tui.text.runs import Run, Runs, text_width
from coder.tui.widgets.line import Line

WIDE = 120  # columns
_MOST_USED = 4  # keys that the note on undo leaves room for
_NOTE = 20  # cells of that note, if there is room
_LEAST = 10  # below, it says nothing


@dataclass(frozen=True, slots=True)
class Row:
    """What one row paints, and where each of its keys stands."""

    left: Runs = ()
    right: Runs = ()
    places: tuple[tuple[int, int, Action], ...] = ()


def rows(actions: Sequence[Action], keymap: Keymap, note: str, width: int) -> list[Row]:
    """The keys within a width; ``note`` says what undo would undo and stands in for its key."""
    if width >= WIDE and any(action.scope == "app" for action in actions):
        own = [action for action in actions if action.scope != "app" or action.id in ("app.undo", "app.redo")]
        there = [action for action in actions if action not in own]
        return [_row(own, keymap, note, width), _row(there, keymap, "", width)]
    return [_row(actions, keymap, note, width)]


def _row(actions: Sequence[Action], keymap: Keymap, note: str, width: int) -> Row:
    last = [action for action in actions if action.id == "app.help"]
    keys = [action for action in actions if action not in last and not (note and action.id == "app.undo")]
    kept = sum(_cells(action, keymap) for action in (*keys[:_MOST_USED], *last))
    right = _note(note, keymap, min(width * 2 // 5, max(_NOTE, width - kept)))
    room = width - text_width(right)
    while keys and sum(_cells(action, keymap) for action in (*keys, *last)) > room:
        keys.pop()
    used = sum(_cells(action, keymap) for action in (*keys, *last))
    right = _note(note, keymap, min(width * 2 // 5, width - used))
    left: list[Run] = []
    places: list[tuple[int, int, Action]] = []
    at = 0
    for action in (*keys, *last):
        left += [(f" {keymap.sign(action.id)}", "key"), (f" {action.label} ", "dim")]
        places.append((at, at + _cells(action, keymap), action))
        at = places[-1][1]
    undo = [action for action in actions if right and action.id == "app.undo"]
    places += [(width - text_width(right), width, action) for action in undo]
    return Row(tuple(left), right, tuple(places))


def _note(note: str, keymap: Keymap, most: int) -> Runs:
    sign = f" {keymap.sign('app.undo')}"
    room = most - cell_len(sign)
    if not note or room < _LEAST:
        return ()
    words = f" {note} "
    return (sign, "key"), (fit(words, room) if cell_len(words) > room else words, "dim")


def _cells(action: Action, keymap: Keymap) -> int:
    return cell_len(f" {keymap.sign(action.id)} {action.label} ")


class KeyBar(Line):
    """As many keys of a scope as there is room for, the most used first, help always."""

    def __init__(self, scope: str, *, without: Collection[str] = (), id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scope = scope
        self._without = without
        self._keymap = DEFAULT
        self._actions: list[Action] = []
        self._lead: Sequence[str] = ()
        self._note = ""
        self._keys: list[Row] = []
        self._told: list[Runs] = []
        self._room = 0  # rows for the guide
        self._toured = False

    def on_mount(self) -> None:
        """The keys in effect."""
        self._keymap = keymap_of(self.app)
        self._list()
        self.guided()

    def lead(self, actions: Sequence[str]) -> None:
        """Show the keys of these actions (by id) before all others, as long as they are what one needs next."""
        if actions != self._lead:
            self._lead = actions
            self._list()
            self._fit()

    def _list(self) -> None:
        found = key_bar(self.scope, self._keymap, self._lead)
        self._actions = [one for one in found if one.id not in self._without]

    def note(self, words: str) -> None:
        """Say at the right end what undo would undo."""
        if words != self._note:
            self._note = words
            self._fit()

    def guided(self) -> None:
        """Say what the guide says now. A hint that goes away leaves its row empty: nothing moves under the eyes."""
        guide = self._guide
        wanted = guide.rows(self.scope) if guide is not None else 0
        touring = guide is not None and guide.touring
        self._room = wanted if touring or self._toured else max(wanted, self._room)
        self._toured = touring
        self._fit()

    @property
    def _guide(self) -> Guide | None:
        found = getattr(self.app, "guide", None)
        return found if isinstance(found, Guide) else None

    @property
    def text(self) -> str:
        """What it shows, for tests and screen readers."""
        runs = [*self._told, *(row.left + row.right for row in self._keys)]
        return "\n".join("".join(text for text, _ in one) for one in runs)

    def on_resize(self) -> None:
        """Fit the keys to the width."""
        self._fit()

    def _fit(self) -> None:
        guide, width = self._guide, self.size.width
        if not width:
            self.styles.height = self._room + 1 + (self.app.size.width >= WIDE and self._leads_on)
            return
        keys = rows(self._actions, self._keymap, self._note, width)
        told = guide.lines(self.scope, width)[: self._room] if guide is not None else []
        if (keys, told) != (self._keys, self._told):
            self._keys, self._told = keys, told
            self.styles.height = self._room + len(keys)
            self.refresh()

    @property
    def _leads_on(self) -> bool:
        return any("app" in chain for chain in CHAINS[self.scope])

    def render_line(self, y: int) -> Strip:
        """A row of the guide or of keys."""
        width = self.size.width
        if y < self._room:
            return self._tones.strip(self._told[y] if y < len(self._told) else (), width)
        row = self._keys[y - self._room] if y - self._room < len(self._keys) else Row()
        cells = text_width(row.right)
        if not cells or cells > width:
            return self._tones.strip(row.left, width)
        return Strip.join([self._tones.strip(row.left, width - cells), self._tones.strip(row.right, cells)])

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        number = event.y - self._room
        for start, end, action in self._keys[number].places if 0 <= number < len(self._keys) else ():
            if start <= event.x < end:
                nodes = (self.screen.focused, self.screen, self.app)
                where = next((node for node in nodes if action_at(node, action.method) == action.id), self.screen)
                await self.app.run_action(action.method, where)
