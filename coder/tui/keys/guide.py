"""Hints and tour in a running session: what the line above the keys says now, and what happened meanwhile.

The app tells which action ran, the session tells that the study was changed; everything that decides is in hints.py
and tour.py. For somebody experienced, without a tour, nothing here costs anything.
"""

from __future__ import annotations

from collections.abc import Callable

from coder import shipped
from coder.errors import CoderError
from coder.study import Study
from coder.tui.keys import hints
from coder.tui.keys.actions import CHAINS
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.keys.tour import TOUR, Progress
from coder.tui.keys.wording import worded, wrapped
from coder.tui.text.runs import Runs, text_width

ROWS = 2  # of the tour
_FAREWELL = ("app.help", "help.close", "app.leave", "app.tour_next")  # its last words stay while one looks at the keys


class Guide:
    """The hints a coder has not needed yet, or the step of the tour. ``painted`` is called when the words changed."""

    def __init__(self, study: Study, keymap: Keymap = DEFAULT, painted: Callable[[], None] = lambda: None) -> None:
        self._study = study
        self._keymap = keymap
        self._painted = painted
        self._used = {hint.name for hint in hints.HINTS}
        self._progress: Progress | None = None
        self._seen = 0  # of the journal

    @property
    def awake(self) -> bool:
        """Whether it makes a difference which actions run."""
        return self._progress is not None or len(self._used) < len(hints.HINTS)

    @property
    def touring(self) -> bool:
        """Whether the tour is running."""
        return self._progress is not None

    def give_hints(self) -> None:
        """Hints from now on, unless this coder needs none any more."""
        used = hints.kept(self._study.view("hints"))
        if not self._used <= used and not self._study.coded_more_than(hints.EXPERIENCED):
            self._used = used

    def start(self) -> None:
        """Begin the tour."""
        self._progress = Progress()
        self._seen = self._newest()
        self._painted()

    def leave(self) -> None:
        """End the tour."""
        self._progress = None
        self._painted()

    def skip(self) -> None:
        """The next step; from the last words of the tour, its end."""
        if self._progress is not None:
            self._go(self._progress.next() if self._progress.current else None)

    def ran(self, action_id: str, scope: str) -> None:
        """An action was run on a screen or in a dialog."""
        if self._progress is not None:
            over = self._progress.current is None and action_id not in _FAREWELL
            self._go(None if over else self._progress.ran(action_id, scope))
        self._forget(hints.used_by(action_id, scope))
        if action_id == "coding.collapse":  # Esc
            self.hide(scope)

    def edited(self) -> None:
        """Something was written to the study."""
        if self._progress is None:
            return
        progress = self._progress
        entries = [entry for entry in self._study.log(20) if entry.seq > self._seen]
        for entry in reversed(entries):
            self._seen = entry.seq
            if entry.coder == self._study.coder:
                progress = progress.wrote(entry)
        self._go(progress)

    def hide(self, scope: str) -> None:
        """Away with the hint of a screen, for good."""
        hint = hints.next_hint(scope, self._used)
        if hint is not None and self._progress is None:
            self._forget({hint.name})

    def _go(self, progress: Progress | None) -> None:
        if progress != self._progress:
            self._progress = progress
            self._painted()

    def _forget(self, names: set[str]) -> None:
        """Take hints away and keep that they are gone; a study that cannot be written shows them again next time."""
        if names <= self._used:
            return
        self._used |= names
        self._painted()
        try:
            self._study.keep_view("hints", hints.keep(self._used))
        except CoderError:
            return

    def _newest(self) -> int:
        return next((entry.seq for entry in self._study.log(1)), 0)

    # -- what is said

    def rows(self, scope: str) -> int:
        """Rows that the words for a screen or dialog need."""
        if self._progress is not None:
            dialog = _is_dialog(scope)
            return (1 if dialog else ROWS) if self._progress.words(scope, dialog) else 0
        return 1 if hints.next_hint(scope, self._used) else 0

    def lines(self, scope: str, width: int) -> list[Runs]:
        """The words for a screen or dialog."""
        if self._progress is None:
            hint = hints.next_hint(scope, self._used)
            return [((" ", "dim"), *worded(hint.words, self._keymap, "dim"))] if hint else []
        dialog = _is_dialog(scope)
        words = worded(self._progress.words(scope, dialog), self._keymap)
        if not words:
            return []
        number = min(self._progress.step + 1, len(TOUR))
        head: Runs = ((f" Tour {number}/{len(TOUR)}  ", "accent"),)
        if dialog:
            return [(*head, *words)]
        indent = text_width(head)
        ways = worded("{app.tour_next} next step  {app.tour_leave} end ", self._keymap, "dim")
        lines = wrapped(words, width - indent)
        found: list[Runs] = [(*head, *lines[0])]
        found += [((" " * indent, "plain"), *line) for line in lines[1:ROWS]]
        gap = width - text_width(found[-1]) - text_width(ways)
        found[-1] = (*found[-1], (" " * max(1, gap), "plain"), *ways)
        return found


def _is_dialog(scope: str) -> bool:
    return not any("app" in chain for chain in CHAINS.get(scope, ()))


def practice(study: Study) -> str:
    """The interview for the tour: one that nobody has coded. Raises CoderError but in the sample study."""
    documents = study.documents()
    shipped_names = {path.stem for path in (shipped.files() / "corpus" / study.codebook.id).glob("*")} - {
        "attributes",
        "codings",
        "summaries",
    }
    if not shipped_names or not shipped_names <= {one.name for one in documents}:
        raise CoderError(
            "the tour codes and rejects for practice, and a rejected suggestion does not come back",
            hint="it runs in the sample study: coder demo --open",
        )
    language = study.codebook.default_language
    return min(documents, key=lambda one: (sum(one.codings.values()), one.language != language)).id
