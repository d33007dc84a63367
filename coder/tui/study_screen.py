"""What every screen of a study has in common: it shows the study as it is now, and says what was done.

A screen reads in ``load`` and paints in ``draw``. ``reload`` calls both when anything was written since, by another
screen, by undo, or by another process; it runs when the screen comes up, once a second while it is on top, and after
each change of its own (``changed``).
"""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message
from textual.screen import Screen

from coder.tui.guard import guarded, report
from coder.tui.session import Session
from coder.tui.text.cells import one_line
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line

WIDE = 120  # columns from which there is a third pane; the class -wide says so in the style sheets
LOOK_EVERY = 1.0  # seconds between looks at whether another process wrote; one pragma each


class StudyScreen(Screen[None]):
    """Composes a Line ``#reason`` for messages and a KeyBar ``#keys``, and overrides ``load`` and ``draw``.

    Where it was left it keeps in ``session.places[SCOPE]`` (an item, a query), so that it comes back there.
    """

    SCOPE: ClassVar[str] = ""  # of the actions table

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._seen = -1
        self._message = ""
        self.set_class(self.app.size.width >= WIDE, "-wide")  # now, not after a first layout without it

    @property
    def _message(self) -> str:
        """What was said last, "" when that no longer stands."""
        return self._said

    @_message.setter
    def _message(self, words: str) -> None:
        self._said, self._said_after = words, self._session.edits

    def load(self) -> None:
        """Read from the study what the screen shows. Raises CoderError."""

    def draw(self) -> None:
        """Paint what was read, for the present size."""

    def arrive(self) -> None:
        """Somebody asked for the place that ``session.places[SCOPE]`` now names."""
        self.draw()

    def cancel(self) -> bool:
        """Stop what this screen has running in the background; whether there was anything."""
        return False

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message. The library would end the session with an error in a handler; a screen that has begun tells
        it and goes on."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.is_mounted or not self.is_running:
                raise
            report(self.app, error)

    def on_mount(self) -> None:
        """Begin to look for what other processes write."""
        self.set_interval(LOOK_EVERY, self._look)

    @guarded
    def _look(self) -> None:
        if self.is_current:
            self.reload()
            self._look_at_working_copy()

    def _look_at_working_copy(self) -> None:
        """Say once when somebody edits the codebook's file under the session, and when that was taken over."""
        notices = "; ".join(self._study.notices())
        if notices != self._session.noticed:
            self._session.noticed = notices
            self.say(notices)

    @guarded
    def on_screen_resume(self) -> None:
        """Show the present state. What was said of a state before it, under another screen, is true no more."""
        self.reload()
        if self._message and self._said_after != self._session.edits:
            self.say("")

    def on_resize(self) -> None:
        """Columns and lines follow the size."""
        self.call_after_refresh(self._drawn)

    @guarded
    def _drawn(self) -> None:
        if self._seen >= 0:
            self.draw()

    def reload(self) -> None:
        """Load and paint anew if anything was changed since the last time."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits  # whatever comes of it: an error must not come back every second
            self.load()
            self.draw()
            self.show_undo()

    def changed(self, words: str = "") -> None:
        """After a change of one's own: load and paint anew, and say what was done."""
        self._session.edited()
        self.reload()
        self.say(words)

    @property
    def blind(self) -> bool:
        """Whether what other coders did is hidden."""
        return self._session.showing.blind

    def forget_weights(self) -> None:
        """After undo and redo the digits store what the codings say again."""
        self._session.forget_weights()

    def say(self, words: str) -> None:
        """Tell the researcher something, until the next message."""
        self._message = words
        self.query_one("#reason", Line).show(((f" {one_line(words)}", "accent"),) if words else ())

    def undo_here(self) -> bool:
        """Take back what was done here last, if the study knows nothing of it; whether there was anything."""
        return False

    def show_undo(self) -> None:
        """What undo would take back, at the right of the key bar; not what others did while coding blind."""
        undo = self._study.undo_label()
        if undo and self.blind and self._study.undo_coder() != self._study.coder:
            undo = "another coder's edit"
        self.query_one("#keys", KeyBar).note(f"undo: {one_line(undo)}" if undo else "")
