"""The codes under the digits 1 to 9 (pure).

A code keeps its digit while it is in the bar, so that fingers can learn it, and a pinned one for good. A code that is
not in the bar takes a free digit, else the one of the code used longest ago that is not pinned.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

import msgspec

SLOTS = 9
KEPT = 30  # codes whose order of use is remembered, in the bar or not


@dataclass
class QuickBar:
    """``slots`` are code ids by digit, "" for a free one; ``used`` the codes used, the latest last.

    ``revision`` is that of the codebook in which these codes are called so; 0 if nobody kept it.
    """

    slots: list[str] = field(default_factory=lambda: [""] * SLOTS)
    pinned: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    revision: int = 0

    @classmethod
    def of(cls, recent: Sequence[str]) -> QuickBar:
        """A bar with the recent codes, newest first, on 1, 2, 3 and so on."""
        codes = list(dict.fromkeys(recent))
        return cls((codes + [""] * SLOTS)[:SLOTS], [], codes[:KEPT][::-1])

    @classmethod
    def from_json(cls, text: str, recent: Sequence[str]) -> QuickBar:
        """The bar as it was kept; the order of use is that of the recent codes, newest first.

        What cannot be read gives a bar of the recent codes: nobody is kept from coding by a setting.
        """
        try:
            kept = msgspec.json.decode(text, type=cls)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return cls.of(recent)
        slots = [code if code not in kept.slots[:at] else "" for at, code in enumerate(kept.slots)]
        slots = (slots + [""] * SLOTS)[:SLOTS]
        used = list(dict.fromkeys([*recent, *kept.used[::-1], *slots]))
        pinned = [code for code in dict.fromkeys(kept.pinned) if code and code in slots]
        return cls(slots, pinned, [code for code in used if code][:KEPT][::-1], kept.revision)

    def to_json(self) -> str:
        """The bar as text, to be kept."""
        return msgspec.json.encode(self).decode()

    def use(self, code: str) -> None:
        """Note that a code was used."""
        if code in self.used:
            self.used.remove(code)
        self.used = [*self.used, code][-KEPT:]
        place = self._place(code)
        if place is not None:
            self.slots[place] = code

    def pin(self, code: str, digit: int | None = None) -> int | None:
        """Bind a code to a digit: the one given, else its own or the next it would get.

        Returns the digit, or None when other pinned codes leave none. Whatever stood on a digit given goes to where
        the code comes from.
        """
        place = self._place(code) if digit is None else digit - 1
        if place is None or (self.slots[place] != code and self.slots[place] in self.pinned):
            return None
        if code in self.slots:
            self.slots[self.slots.index(code)] = self.slots[place]
        self.slots[place] = code
        if code not in self.pinned:
            self.pinned.append(code)
        return place + 1

    def unpin(self, code: str) -> None:
        """Let a code give up its digit when it is needed."""
        if code in self.pinned:
            self.pinned.remove(code)

    def follow(self, now: Callable[[str], str | None]) -> None:
        """Give every code its present id; of codes that became one the pinned one, else the first keeps its digit."""
        pinned = {one for code in self.pinned if (one := now(code))}
        held = [now(code) or "" if code else "" for code in self.slots]
        first = {one: at for at, one in reversed(list(enumerate(held))) if one}
        for at, (was, one) in reversed(list(enumerate(zip(self.slots, held, strict=True)))):
            if was in self.pinned and one:
                first[one] = at
        self.slots = [one if first.get(one) == at else "" for at, one in enumerate(held)]
        self.pinned = [one for one in self.slots if one in pinned]
        self.used = list(dict.fromkeys(one for code in reversed(self.used) if (one := now(code))))[::-1]

    def keep(self, codes: Container[str]) -> None:
        """Drop every code that is not among these, so that no digit is dead."""
        self.slots = [code if code in codes else "" for code in self.slots]
        self.pinned = [code for code in self.pinned if code in codes]
        self.used = [code for code in self.used if code in codes]

    def at(self, digit: int) -> str:
        """The code under a digit from 1 to 9, "" if there is none."""
        return self.slots[digit - 1]

    def digit(self, code: str) -> int | None:
        """The digit of a code, None if it is not in the bar."""
        return self.slots.index(code) + 1 if code in self.slots else None

    @property
    def places(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """What stands where and what is pinned: all that has to be kept."""
        return tuple(self.slots), frozenset(self.pinned)

    @property
    def recent(self) -> list[str]:
        """The codes used, the latest first."""
        return self.used[::-1]

    def _place(self, code: str) -> int | None:
        """Where a code stands or would be put; None when everything is pinned."""
        for wanted in (code, ""):
            if wanted in self.slots:
                return self.slots.index(wanted)
        loose = [place for place, standing in enumerate(self.slots) if standing not in self.pinned]
        age = {code: at for at, code in enumerate(self.used)}
        return min(loose, key=lambda place: age.get(self.slots[place], -1), default=None)
