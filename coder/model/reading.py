"""How files shall be read: what a researcher may insist on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """``encoding`` is a codec name to insist on, "" to recognise it; ``join_hyphens`` makes words that were divided at
    line ends whole again."""

    encoding: str = ""
    join_hyphens: bool = False


AS_IT_IS = Reading()
