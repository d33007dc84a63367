"""Footnotes of a table: which cells an analyst set otherwise than derived, why, and how many these are (method 2.7)."""

from __future__ import annotations

from coder.derive.overlay import in_words
from coder.model.overview import Overview, ShownCell

Numbers = dict[tuple[str, str], int]  # by row and case


def numbers(overview: Overview) -> Numbers:
    """The overridden cells numbered from 1, row by row."""
    places = [
        (row.id, column.id)
        for row in overview.rows
        for column in overview.columns
        if row.shown(column.id).override is not None
    ]
    return {place: number for number, place in enumerate(places, 1)}


def footnotes(overview: Overview) -> tuple[str, ...]:
    """The share of overridden cells, then a numbered note for each; nothing if there are none."""
    numbered = numbers(overview)
    if not numbered:
        return ()
    labels = {column.id: column.label for column in overview.columns}
    rows = {row.id: row for row in overview.rows}
    notes = [
        f"[{number}] {labels[case]}, {rows[row].label}: {note(rows[row].shown(case))}"
        for (row, case), number in numbered.items()
    ]
    return (share(overview), *notes)


def share(overview: Overview) -> str:
    """How much of a table is an analyst's own, in words."""
    overridden, cells = overview.overridden
    return f"{overridden} of {cells} cells set by an analyst ({100 * overridden / max(1, cells):.1f} %)."


def note(shown: ShownCell) -> str:
    """An override in words: both values, type, reason, reference, who and when. "" without one."""
    override = shown.override
    if override is None:
        return ""
    derived, then = in_words(shown.cell), override.derived_then
    earlier = f", then {then}" if then != derived else ""
    what = f"{shown.words or '(blank)'} in place of the derived {derived}{earlier}"
    parts = [
        f"{what} (override: {override.type}; {override.analyst}, {override.at[:10]})",
        f"Reason: {override.rationale}",
    ]
    if override.reference:
        parts.append(f"Reference: {override.reference}")
    if shown.override_stale:
        parts.append("Stale: the evidence has changed since")
    return " ".join(part if part.endswith((".", "!", "?", "。")) else f"{part}." for part in parts)
