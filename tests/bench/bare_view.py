"""A bare line-API view of a text, and an empty app: what Textual itself costs. Run as a program with a file name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_FPS", "120")  # as the coding session asks for, before the library is imported

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from coder.tui.text.wrap import wrap


class BareView(ScrollView, can_focus=True):
    """Text, wrapped, with a highlighted line: what a cursor costs without anything else."""

    DEFAULT_CSS = "BareView { overflow-x: hidden; overflow-y: scroll; }"
    BINDINGS = [("j", "down", "down")]  # noqa: RUF012 (Textual's declaration)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.line = 0

    def on_mount(self) -> None:
        self.layout_lines = wrap(self.text, self.app.size.width - 2, {})
        self.virtual_size = Size(self.app.size.width - 2, len(self.layout_lines))
        self.focus()

    def action_down(self) -> None:
        self.refresh_line(self.line)
        self.line += 1
        self.refresh_line(self.line)
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        if self.line >= bottom:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        from rich.segment import Segment
        from rich.style import Style

        line = y + self.scroll_offset.y
        if line >= len(self.layout_lines):
            return Strip.blank(self.size.width)
        start, end = self.layout_lines.bounds(line)
        words = self.text[start:end].rstrip("\n").ljust(self.size.width)
        return Strip([Segment(words, Style(reverse=line == self.line))], len(words))


class BareApp(App[None]):
    """Nothing but the view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield BareView(self.text)


class EmptyApp(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        yield Static("ready")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        BareApp(Path(sys.argv[1]).read_text("utf-8")).run()
    else:
        EmptyApp().run()
