"""An interview as reports count it: one conversation with one voice, in one document or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview with what is known of it.

    ``case`` is the column of the table it belongs to, None if nobody said; ``date`` is ISO 8601, None if unknown or
    unreadable; ``coders`` are those who coded it, "" languages are left out.
    """

    name: str
    documents: tuple[str, ...]
    case: str | None
    date: str | None
    languages: tuple[str, ...]
    attributes: Mapping[str, str]
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its id and what it is called."""

    id: str
    label: str
