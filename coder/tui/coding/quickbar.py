"""The codes under the digits, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coder.tui.keys.bindings import keymap_of
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.text.cells import fit
from coder.tui.text.runs import Run, Runs
from coder.tui.widgets.line import Line

PINNED = "•"
_HEAD = 3  # cells of the sign for pinned and of the letters
_LONGEST = 26  # cells of a label; more is not read
_SHORTEST = 4  # below, a label says nothing


@dataclass(frozen=True, slots=True)
class Slot:
    """A digit and its code as the bar shows it; ``mark`` is the weight or level that the digit would store."""

    digit: int
    letters: str
    tint: int
    label: str
    mark: str = ""
    pinned: bool = False


def bar(slots: Sequence[Slot], width: int, keymap: Keymap = DEFAULT) -> Runs:
    """Digit, sign for pinned, letters and mark of every code, and as much of the labels as there is room for.

    Where it is too narrow even without labels, first everything moves together, then the marks go. A digit moved to
    another key is shown as that key.
    """
    signs = [keymap.sign(f"coding.quick_{slot.digit}") or "·" for slot in slots]
    heads = sum(_HEAD + cell_len(sign) for sign in signs)
    tight = [slot.mark for slot in slots]
    apart = [f" {mark}" if mark else "" for mark in tight]
    for gap, marks in ((2, apart), (1, apart), (1, tight), (1, [""] * len(slots))):
        used = heads + sum(gap + cell_len(mark) for mark in marks) - (gap - 1)
        if used <= width:
            break
    lengths = [cell_len(slot.label) for slot in slots]
    fitting = (most for most in range(_LONGEST, 0, -1) if sum(1 + min(one, most) for one in lengths) <= width - used)
    share = next(fitting, 0)
    runs: list[Run] = []
    for slot, sign, mark in zip(slots, signs, marks, strict=True):
        blank = " " * (gap if runs else 1)
        runs += [(f"{blank}{sign}", "key"), (PINNED if slot.pinned else " ", "accent")]
        runs += [(slot.letters, f"tint{slot.tint}"), (mark, "plain")]
        if share >= _SHORTEST:
            runs.append((f" {fit(slot.label, min(share, cell_len(slot.label)))}", "dim"))
    return tuple(runs)


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
            words = " the codes you use stand here, on the keys {coding.quick_1} to {coding.quick_9}"
            self.show(((keymap_of(self.app).words(words), "dim"),))
            return
        self.show(bar(self._slots, self.size.width, keymap_of(self.app)))
