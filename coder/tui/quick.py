"""The codes under the digits 1 to 9 (pure).

A code keeps its digit while it is in the bar, so that fingers can learn it; a code that is not in the bar takes the
place of the one used longest ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SLOTS = 9


@dataclass
class QuickBar:
    """``slots`` are code ids by digit, "" for a free one; ``used`` the same codes, the latest last."""

    slots: list[str] = field(default_factory=lambda: [""] * SLOTS)
    used: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, recent: Sequence[str]) -> QuickBar:
        """A bar with the recent codes, newest first, on 1, 2, 3 and so on."""
        codes = list(recent[:SLOTS])
        return cls(codes + [""] * (SLOTS - len(codes)), codes[::-1])

    def use(self, code: str) -> None:
        """Note that a code was used."""
        if code in self.used:
            self.used.remove(code)
        else:
            place = self.slots.index("" if "" in self.slots else self.used.pop(0))
            self.slots[place] = code
        self.used.append(code)

    def at(self, digit: int) -> str:
        """The code under a digit from 1 to 9, "" if there is none."""
        return self.slots[digit - 1]

    @property
    def recent(self) -> list[str]:
        """Codes in the bar, the latest used first."""
        return self.used[::-1]
