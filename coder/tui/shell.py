"""The manners of the program: whose keys, which looks, hints and tour, nothing that blinks. It knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input, TextArea

from coder.errors import CoderError
from coder.study import Study
from coder.tui import themes
from coder.tui.keys.bindings import action_at, overrides
from coder.tui.keys.guide import Guide
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.text.cells import one_line
from coder.tui.text.harmless import Harmless
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.tones import TONES

_NOTICE = 20.0  # seconds that something wrong at the start is shown


class Shell(App[None]):
    """An app with the keys and the theme of one coder; ``notice`` is told at the start."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(TONES)  # of all its widgets

    def __init__(
        self, study: Study, keys: Keymap = DEFAULT, theme: str | None = None, hints: bool = False, notice: str = ""
    ) -> None:
        theme = theme or themes.begin_with(study.view("theme"))
        super().__init__(ansi_color=True if theme == themes.PLAIN else None)
        themes.dress(self, theme)
        self._filters.append(Harmless())
        self._study = study
        self._notice = notice
        self.keys = keys
        self.guide = Guide(study, keys, self._paint_guide)
        if hints:
            self.guide.give_hints()

    def on_mount(self) -> None:
        """The keys and the theme are in effect."""
        self.set_keymap(overrides(self.keys))
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._notice:
            self.notify(one_line(self._notice), severity="warning", timeout=_NOTICE, markup=False)

    def _keep_theme(self, theme: Theme) -> None:
        """The next session begins with the theme chosen."""
        try:
            self._study.keep_view("theme", theme.name)
        except CoderError as error:
            self.notify(f"the theme was not kept: {error}", severity="warning", markup=False)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says, and tell hints and tour."""
        done = action_at(default_namespace or self, action) if self.guide.awake else ""
        scope = key_scope(self.screen) if done else ""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        finally:
            if done:
                self.guide.ran(done, scope)

    def action_tour_next(self) -> None:
        """The next step of the tour."""
        self.guide.skip()

    def action_tour_leave(self) -> None:
        """The end of the tour."""
        self.guide.leave()

    def on_key(self, event: events.Key) -> None:
        """Esc takes the hint away, also where it is no key."""
        if event.key == "escape":
            self.guide.hide(key_scope(self.screen))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks."""
        if isinstance(event.widget, Input | TextArea):
            event.widget.cursor_blink = False

    def _paint_guide(self) -> None:
        for open_screen in self.screen_stack:
            for bar in open_screen.query(KeyBar):
                bar.guided()


def key_scope(screen: Screen[Any]) -> str:
    """The scope whose keys the bar of a screen or dialog shows, "" without one."""
    return getattr(screen, "SCOPE", "") or next((bar.scope for bar in screen.query(KeyBar)), "")
