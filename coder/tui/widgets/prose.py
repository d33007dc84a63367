"""Paragraphs of runs, wrapped and scrolled with the mouse: definitions, passages.

Not one of the library's scroll views: those lay the whole screen out again whenever their text has another length.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from coder.tui.text.runs import Run
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.tones import Tones


class Prose(Widget):
    """One paragraph for each run, indented like its first line; an ellipsis at the end tells that there is more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._tones = Tones(self)
        self._paragraphs: Sequence[Run] = ()
        self._lines: list[Run] = []
        self._top = 0
        self._width = 0  # that the lines are wrapped for

    def show(self, paragraphs: Sequence[Run]) -> None:
        """Show these paragraphs from their beginning, if they are not shown already."""
        if paragraphs != self._paragraphs:
            self._paragraphs = paragraphs
            self._wrap()

    @property
    def text(self) -> str:
        """What it says, for tests and screen readers."""
        return "\n".join(text for text, _ in self._paragraphs)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width = self._width = self.size.width
        self._lines = [(line, tone) for text, tone in self._paragraphs for line in _indented(text, width)]
        self._top = 0
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """A line on."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """A line back."""
        self.move(-1)

    def move(self, step: int) -> None:
        """So many lines on, or back."""
        top = min(max(0, self._top + step), max(0, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._tones.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of a paragraph."""
        if self._width != self.size.width:  # shown before there was room, and painted before the news of it came
            self._wrap()
        line, width = y + self._top, self.size.width
        if y == self.size.height - 1 and line + 1 < len(self._lines):
            return self._tones.strip([("…", "dim")], width)
        return self._tones.strip(self._lines[line : line + 1], width)


def _indented(text: str, width: int) -> list[str]:
    words = text.lstrip(" ")
    indent = text[: len(text) - len(words)]
    return [indent + line for line in folded_lines(words, width - len(indent))]
