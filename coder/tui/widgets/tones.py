"""How runs of text are painted: the styles of the tones, and the colours of codes."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from coder.tui.text.cells import fit
from coder.tui.text.runs import Run
from coder.tui.themes import tints

_NAMES = ("plain", "dim", "strong", "key", "accent", "good", "bad", "hit")
TONES = frozenset(f"tone--{name}" for name in _NAMES)


class Tones:
    """The styles of one widget in an app that lists ``TONES`` among its component classes, looked up once.

    The library forgets component styles at every repaint and takes 0.1 ms to find one again; the owner calls ``clear``
    when the theme changes. The tones are those of the app and laid over the ground of the widget: each component class
    of a widget is matched with the style sheets whenever a screen comes up, and there are many widgets and tones.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._known: dict[str, Style] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()

    def component(self, name: str, *, partial: bool = False) -> Style:
        """The style of a component class; ``partial`` only what it says itself, to be laid over another."""
        key = f"{name}*" if partial else name
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._looked_up(name, partial)
        return known

    def _looked_up(self, name: str, partial: bool) -> Style:
        if name not in TONES:
            return self._widget.get_component_rich_style(name, partial=partial)
        own = self._widget.app.get_component_styles(name).partial_rich_style
        return own if partial else self._widget.rich_style + own

    def tone(self, tone: str) -> Style:
        """The style of a tone; ``tint3`` is a colour of the palette of codes on the ground of the theme."""
        if not tone.startswith("tint"):
            return self.component(f"tone--{tone or 'plain'}")
        known = self._known.get(tone)
        if known is None:
            palette = tints(self._widget.app.theme)
            colour = Style(color=palette[int(tone[4:]) % len(palette)])
            known = self._known[tone] = self.component("tone--plain") + colour
        return known

    def strip(self, runs: Iterable[Run], width: int, over: Style | None = None) -> Strip:
        """Runs as one line of exactly ``width`` cells; ``over`` is laid over every tone (a cursor, say) but hits."""
        segments: list[Segment] = []
        used = 0
        for text, tone in runs:
            room = width - used
            if room <= 0:
                break
            cells = cell_len(text)
            if cells > room:
                text, cells = fit(text.rstrip(), room), room
            style = self.tone(tone)
            segments.append(Segment(text, style if over is None or tone == "hit" else style + over))
            used += cells
        if used < width:
            style = self.tone("plain")
            segments.append(Segment(" " * (width - used), style if over is None else style + over))
        return Strip(segments, width)
