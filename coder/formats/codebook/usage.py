"""How often a code was used, for the report of a codebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Codings with a code, and the interviews they are from."""

    codings: int
    interviews: int
