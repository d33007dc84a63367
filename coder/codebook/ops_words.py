"""Operations as researchers write them down: labels with definitions, pairs of levels, queries with codes (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from coder.codebook.ops import Part
from coder.errors import CoderError
from coder.model.codebook import Codebook


def part(codebook: Codebook, text: str) -> Part:
    """A code there is, by its id, or a new one: its label, maybe with its definition behind a colon."""
    text = text.strip()
    if any(code.id == text for code in codebook.codes):
        return Part(id=text)
    label, _, definition = text.partition(": ")
    return Part(label=label.strip(), definition=definition.strip())


def place_of(name: str, parts: Sequence[Part]) -> int:
    """Which part is meant by an id or a label. Raises CoderError for none of them."""
    name = name.strip()
    for place, one in enumerate(parts):
        if name and name in (one.id, one.label):
            return place
    known = ", ".join(one.id or one.label for one in parts)
    raise CoderError(f"{name!r} is none of the codes it leads to", hint=f"it leads to {known}")


def query(text: str, parts: Sequence[Part]) -> tuple[str, int]:
    """``query = code``: what a search finds, and which part it goes to. Raises CoderError for anything else."""
    words, sign, to = text.rpartition("=")
    if not sign or not words.strip():
        raise CoderError(f"{text!r} is no query with its code", hint="QUERY=CODE")
    return words.strip(), place_of(to, parts)


def levels(text: str) -> dict[int, int | None]:
    """``-2=-1, 2=null`` as a map of levels. Raises CoderError for anything else."""
    found: dict[int, int | None] = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        old, sign, new = (piece.strip() for piece in pair.partition("="))
        try:
            found[int(old)] = None if sign and new in ("null", "") else int(new)
        except ValueError:
            raise CoderError(f"{pair!r} is no pair of levels", hint="-2=-1, 2=null") from None
    return found
