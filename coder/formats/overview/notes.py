"""Footnotes of a table: which cells an analyst set otherwise than derived, why, and how many these are (method 2.7)."""

from __future__ import annotations

from functools import partial

from coder.derive.overlay import in_words
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import Overview, ShownCell
from coder.model.shares import percent
from coder.model.words import WORDS, word

GIVEN = ("◇", "<>")  # the mark of what is given, and in ASCII
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


def footnotes(overview: Overview, style: Style = CLEAN) -> tuple[str, ...]:
    """The share of overridden cells, then a numbered note for each; nothing if there are none. Last the sources of
    what is given and not derived."""
    language, numbered = style.language, numbers(overview)
    by_source: dict[str, list[str]] = {}
    for row in overview.rows:
        if row.source:
            by_source.setdefault(row.source, []).append(row.label)
    given = tuple(
        f"{GIVEN[style.ascii]} " + word("source", language).format(label="; ".join(labels), source=source)
        for source, labels in by_source.items()
    )
    if not numbered:
        return given
    labels = {column.id: column.label for column in overview.columns}
    rows = {row.id: row for row in overview.rows}
    notes = [
        f"[{number}] {labels[case]}, {rows[row].label}: {note(rows[row].shown(case), language)}"
        for (row, case), number in numbered.items()
    ]
    return (share(overview, language), *notes, *given)


def share(overview: Overview, language: str = "en") -> str:
    """How much of a table is an analyst's own, in words."""
    overridden, cells = overview.overridden
    return word("share", language).format(set=overridden, all=cells, percent=percent(overridden, cells))


def note(shown: ShownCell, language: str = "en") -> str:
    """An override in words: both values, type, reason, reference, who and when. "" without one."""
    override = shown.override
    if override is None:
        return ""
    said = partial(word, language=language)
    derived, then = in_words(shown.cell), override.derived_then
    words = said("in_place").format(shown=shown.words or said("(blank)"), derived=_said(derived, language))
    what = words + (said("then").format(then=_said(then, language)) if then != derived else "")
    parts = [
        said("set_by").format(what=what, type=override.type, analyst=override.analyst, date=override.at[:10]),
        said("reason").format(text=override.rationale),
    ]
    if override.reference:
        parts.append(said("reference").format(text=override.reference))
    if shown.override_stale:
        parts.append(said("stale_now"))
    return " ".join(part if part.endswith((".", "!", "?", "。")) else f"{part}." for part in parts)


def _said(text: str, language: str) -> str:
    """What stands in brackets for a cell that shows nothing, in the language; anything else as it is."""
    return word(text, language) if text in WORDS and text.startswith("(") else text
