"""What a row of the table of keys is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """A key and what it does. ``footer`` orders the key bar (0: not shown there); ``call`` gives arguments."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    footer: int = 0
    call: str = ""

    @property
    def scope(self) -> str:
        """The screen or dialog it belongs to."""
        return self.id.split(".", 1)[0]

    @property
    def method(self) -> str:
        """What the screen library calls: ``action_<method>``, with arguments."""
        return self.call or self.id.split(".", 1)[1]
