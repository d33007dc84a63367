"""Ids for codes that researchers name in their own words."""

from __future__ import annotations

from collections.abc import Set

from coder.model.codebook import Codebook

LONGEST = 40


def free_id(codebook: Codebook, label: str, parent: str = "") -> str:
    """An id for a label: its letters and digits in lower case below the parent, numbered if taken."""
    taken = {code.id for code in codebook.codes}.union(*(change.ids + change.to for change in codebook.history))
    return free_among(taken, label, parent)


def free_among(taken: Set[str], label: str, parent: str = "") -> str:
    """The same beside ids that are taken."""
    words = "".join(char if char.isalnum() else " " for char in label.casefold()).split()
    stem = "_".join(words)[:LONGEST].strip("_") or "code"
    base = f"{parent}.{stem}" if parent else stem
    if base not in taken:
        return base
    numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return next(name for name in numbered if name not in taken)
