"""The keys of a screen in one line, from the actions table; they can be clicked."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events

from coder.tui.actions import Action, key_bar, key_sign
from coder.tui.cells import fit
from coder.tui.runs import Run, Runs, text_width
from coder.tui.widgets.line import Line


class KeyBar(Line):
    """As many keys of a scope as there is room for, the most used first, help always."""

    def __init__(self, scope: str, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._actions = key_bar(scope)
        self._note: Runs = ()
        self._places: list[tuple[int, int, Action]] = []

    def note(self, words: str) -> None:
        """Say something at the right end, in at most two fifths of the width (what undo would undo)."""
        runs: Runs = ((f" {words} ", "dim"),) if words else ()
        if runs != self._note:
            self._note = runs
            self._fit()

    def on_resize(self) -> None:
        """Fit the keys to the width."""
        self._fit()

    def _fit(self) -> None:
        runs: list[Run] = []
        self._places = []
        width = self.size.width
        most = width * 2 // 5
        note: Runs = tuple((fit(text, most) if cell_len(text) > most else text, tone) for text, tone in self._note)
        last = [action for action in self._actions if action.id == "app.help"]
        room = width - text_width(note) - sum(_cells(action) for action in last)
        at = 0
        for action in [action for action in self._actions if action not in last]:
            if at + _cells(action) > room:
                break
            at = self._add(runs, action, at)
        for action in last:
            at = self._add(runs, action, at)
        self.show(tuple(runs), note)

    def _add(self, runs: list[Run], action: Action, at: int) -> int:
        runs += [(f" {key_sign(action.keys[0])}", "key"), (f" {action.label} ", "dim")]
        self._places.append((at, at + _cells(action), action))
        return at + _cells(action)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, action in self._places:
            if start <= event.x < end:
                scope = self.app if action.scope == "app" else self.screen
                await self.app.run_action(action.method, scope)


def _cells(action: Action) -> int:
    return cell_len(f" {key_sign(action.keys[0])} {action.label} ")
