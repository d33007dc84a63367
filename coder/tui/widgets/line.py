"""One line of the screen that is painted anew without a layout."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from coder.tui.text.runs import Runs, text_width
from coder.tui.widgets.tones import Tones


class Line(Widget):
    """Runs from the left and runs from the right; the first of several on the right gives way, then the left."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self._tones = Tones(self)
        self._left: Runs = ()
        self._right: Runs = ()

    def show(self, left: Runs, right: Runs = ()) -> None:
        """Paint these runs, if they are not painted already."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    @property
    def text(self) -> str:
        """What it shows, for tests and screen readers."""
        return "".join(text for text, _ in (*self._left, *self._right))

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        self._tones.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The line; rows below the first are blank."""
        width = self.size.width
        if y:
            return self._tones.strip((), width)
        right = self._right
        while len(right) > 1 and text_width(self._left) + text_width(right) > width:
            right = right[1:]
        cells = text_width(right)
        if not cells or cells > width:
            return self._tones.strip(self._left, width)
        return Strip.join([self._tones.strip(self._left, width - cells), self._tones.strip(right, cells)])
