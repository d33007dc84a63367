"""The codes under the digits, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.tui.cells import fit
from coder.tui.runs import Run
from coder.tui.widgets.line import Line


@dataclass(frozen=True, slots=True)
class Slot:
    """A digit and its code as the bar shows it."""

    digit: int
    letters: str
    tint: int
    label: str


class QuickLine(Line):
    """Digit, letters, and as much of the label as there is room for."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._slots: Sequence[Slot] = ()

    def show_slots(self, slots: Sequence[Slot]) -> None:
        """Show these codes."""
        self._slots = slots
        self._fit()

    def on_resize(self) -> None:
        """Share the width anew."""
        self._fit()

    def _fit(self) -> None:
        if not self._slots:
            self.show(((" the codes you use stand here, on the keys 1 to 9", "dim"),))
            return
        share = max(7, self.size.width // len(self._slots))
        runs: list[Run] = []
        for slot in self._slots:
            runs += [(f" {slot.digit}", "key"), (f" {slot.letters} ", f"tint{slot.tint}")]
            runs.append((fit(slot.label, min(share - 6, 26)), "dim"))
        self.show(tuple(runs))
