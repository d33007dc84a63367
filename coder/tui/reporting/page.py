"""Lines of runs that are scrolled, with no cursor: a report."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.tui.text.runs import Runs
from coder.tui.widgets.tones import Tones


class PageView(ScrollView, can_focus=False, inherit_bindings=False):
    """Only what is in view is painted, however long it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._tones = Tones(self)
        self._lines: Sequence[Runs] = ()

    def show(self, lines: Sequence[Runs]) -> None:
        """Show other lines; as many of them stay above the screen as before."""
        self._lines = lines
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.go(self.top)
        self.refresh()

    @property
    def top(self) -> int:
        """The first line in view."""
        return int(self.scroll_offset.y)

    @property
    def text(self) -> str:
        """What it shows, for tests and screen readers."""
        return "\n".join("".join(text for text, _ in runs) for runs in self._lines)

    def go(self, line: int) -> None:
        """Have a line on top, as far as there is something below it."""
        most = max(0, len(self._lines) - self.scrollable_content_region.height)
        self.scroll_to(y=min(max(0, line), most), animate=False, immediate=True)

    def page(self, step: int) -> None:
        """A screenful on or back, but for a line."""
        self.go(self.top + step * max(1, self.scrollable_content_region.height - 1))

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._tones.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line."""
        line = y + self.top
        runs = self._lines[line] if line < len(self._lines) else ()
        return self._tones.strip(runs, self.scrollable_content_region.width)
