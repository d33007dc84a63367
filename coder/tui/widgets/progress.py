"""How far the work beside the screen is, on one line below everything."""

from __future__ import annotations

from textual import events

from coder.tui.widgets.line import Line


class ProgressLine(Line):
    """Comes and goes with a job; a click cancels it."""

    DEFAULT_CSS = "ProgressLine { dock: bottom; }"

    async def on_click(self, event: events.Click) -> None:
        """Cancel, as the key does."""
        event.stop()
        await self.app.run_action("cancel", self.app)
