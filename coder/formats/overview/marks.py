"""Marks of the working view (method 2.5): how states and flags of a cell are shown, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from coder.formats.overview.notes import GIVEN, numbers
from coder.formats.overview.style import CLEAN, Style
from coder.model.codebook import RowKind
from coder.model.overview import Cell, Flag, Overview, OverviewRow, Relation, ShownCell, State
from coder.model.robustness import Robustness
from coder.model.shares import percent
from coder.model.words import word

# name of a mark -> (Unicode, ASCII fallback, number after it in the legend); what it tells stands in model/words.py
MARKS: dict[str, tuple[str, str, str]] = {
    "empty": ("·", ".", ""),
    "refuted": ("✗", "x", "n"),
    "not_asked": ("∅", "(/)", ""),  # not 0, which looks like the rating O
    "denied": ("–", "-", ""),
    "blank": ("", "", ""),  # as in print; the legend calls it blank
    "divided": ("|", "|", ""),
    "thin": ("?", "?", ""),
    "contested": ("†", "!", "d/n"),
    "tie": ("=", "=", ""),
    "borderline": ("~", "~", ""),
    "coders": ("⚑", "#", ""),
    "overridden": ("⟵", "<-", ""),
    "stale": ("↻", "@", ""),
    "signed": ("✓", "^", ""),
    "summary": ("¶", "%", ""),
    "given": (*GIVEN, ""),
    "unknown": ("…", "..", ""),
    "robust": ("●", "(*)", ""),
    "not_robust": ("○", "(o)", ""),
    "expected": ("»", ">>", "e"),
    "missed": ("≠", "!=", "e"),
    "factor": ("Δ", "/_", "n"),
}
_FLAGS = (Flag.THIN, Flag.CONTESTED, Flag.DIVIDED, Flag.TIE, Flag.BORDERLINE, Flag.CODERS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as a reader sees it: its text, the marks after it, a note in words, and the names of the marks used."""

    text: str
    marks: str = ""
    note: str = ""
    used: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """All of it on one line: ``value?†1/3 (2 of 3)``."""
        return f"{self.value} ({self.note})" if self.note else self.value

    @property
    def value(self) -> str:
        """The text with its marks: ``value?†1/3``."""
        return self.text + self.marks


def mark(name: str, style: Style) -> str:
    """One mark as the style can show it."""
    return MARKS[name][1 if style.ascii else 0]


def table_cells(overview: Overview, style: Style) -> dict[tuple[str, str], Shown]:
    """Every cell of a table as a reader sees it, by row and case; overridden ones with the number of their footnote."""
    numbered = numbers(overview)
    return {
        (row.id, case): shown(row.shown(case), row, style, numbered.get((row.id, case), 0), row.robustness.get(case))
        for row in overview.rows
        for case in row.cells
    }


def shown(
    seen: ShownCell, row: OverviewRow, style: Style, footnote: int = 0, checks: Robustness | None = None
) -> Shown:
    """The publication form of a cell, with flags, numbers, its checks and what lies over it if the style is annotated.

    States are always told apart: an empty cell is never blank, a blank one is a presence row's "not present". An
    override stands in place of the derived value; annotated, before it.
    """
    if seen.cell.state is State.GIVEN:
        return _given(seen.cell, style)
    derived = _derived(seen.cell, row, style)
    override = seen.override
    number = f" [{footnote}]" if footnote else ""
    if not style.annotated:
        value = Shown(seen.words_printed, number) if override else derived
        return replace(value, text=_glossed(value.text, seen, row, style))
    text, note, used = derived.text, derived.note, set(derived.used)
    if override:
        words = seen.words_printed or mark("denied", style)
        text = f"{words} {mark('overridden', style)} {text}"
        note = word("override", style.language).format(type=override.type) + (f", {note}" if note else "")
        used |= {"overridden"} if seen.words_printed else {"overridden", "denied"}
    over = [
        name
        for name, holds in (
            ("stale", seen.stale),
            ("signed", seen.sign_off is not None and not seen.sign_off_stale),
            ("summary", seen.summary is not None),
        )
        if holds
    ]
    if checks is not None and seen.cell.state is State.VALUE:
        over.insert(0, "robust" if checks.robust else "not_robust")
        note = ", ".join(part for part in (note, stability(checks, style.language)) if part)
    marks = derived.marks + "".join(mark(name, style) for name in over) + number
    return Shown(_glossed(text, seen, row, style), marks, note, frozenset(used.union(over)))


def _glossed(text: str, seen: ShownCell, row: OverviewRow, style: Style) -> str:
    """The value with the analyst's summary behind it where the row is printed so (method 1.5)."""
    if not row.gloss or seen.summary is None or not text:
        return text
    return word("gloss", style.language).format(value=text, words=" ".join(seen.summary.text.split()))


def _given(cell: Cell, style: Style) -> Shown:
    """What is known of a case from elsewhere: with a mark of its own, without any number of interviews."""
    if not cell.printed:
        return Shown(mark("unknown", style), used=frozenset({"unknown", "given"}))
    return Shown(cell.printed, mark("given", style), used=frozenset({"given"}))


def _derived(cell: Cell, row: OverviewRow, style: Style) -> Shown:
    if cell.state is not State.VALUE:
        count = str(cell.denials) if cell.state is State.REFUTED else ""
        return Shown(mark(cell.state.value, style) + count, used=frozenset({cell.state.value}))
    used = {"divided"} if cell.relation is Relation.DIVIDED else set()
    absent = row.kind == RowKind.PRESENCE and not cell.printed
    if not style.annotated:
        return Shown(cell.printed, used=frozenset(used | {"blank"} if absent else used))
    text = cell.printed
    if absent:
        text = mark("denied", style)
        used.add("denied")
    flags = [flag for flag in _FLAGS if flag in cell.flags and not (flag is Flag.DIVIDED and "divided" in used)]
    used |= {flag.value for flag in flags}
    marks = "".join(_flag_mark(flag, cell, style) for flag in flags)
    return Shown(text, marks, _note(cell, style.language), frozenset(used))


def legend(used: Iterable[str], style: Style) -> tuple[tuple[str, str], ...]:
    """Mark and meaning of the marks used, in a fixed order."""
    names = set(used)
    return tuple((_named(name, style) + MARKS[name][2], meaning(name, style)) for name in MARKS if name in names)


def _named(name: str, style: Style) -> str:
    return mark(name, style) or word("(blank)", style.language)


def remarks(overview: Overview, style: Style) -> tuple[str, ...]:
    """What a reader of the numbers must know; nothing if the style shows none."""
    if not style.annotated:
        return ()
    more = any(row.cells[column.id].n > column.interviews for row in overview.rows for column in overview.columns)
    names = [
        "counts",
        *(["others"] if more else []),
        *(["of_derived"] if overview.overridden[0] else []),
        *(["stability"] if any_checked(overview) else []),
    ]
    return tuple(word(name, style.language) for name in names)


def any_checked(overview: Overview) -> bool:
    """Whether the table comes with the checks of its cells."""
    return any(row.robustness for row in overview.rows)


def meaning(name: str, style: Style = CLEAN) -> str:
    """What a mark tells the reader, in words."""
    return word(name, style.language)


def used_marks(cells: Iterable[Shown]) -> frozenset[str]:
    """Names of all marks that cells show."""
    return frozenset(name for cell in cells for name in cell.used)


def blocks(overview: Overview) -> tuple[tuple[str, tuple[OverviewRow, ...]], ...]:
    """The rows in printed order under their block headings ("" for none).

    A block that the codebook names by the id of a group takes the label of that group.
    """
    labels = {row.group: row.group_label for row in overview.rows if row.group_label}
    found: list[tuple[str, list[OverviewRow]]] = []
    previous: str | None = None
    for row in overview.rows:
        if row.block != previous:
            found.append((labels.get(row.block, row.block), []))
            previous = row.block
        found[-1][1].append(row)
    return tuple((heading, tuple(rows)) for heading, rows in found)


def stability(checks: Robustness, language: str) -> str:
    """The checks of a cell in numbers: ``LOIO 3/4, resampled 96 %, spec 22/24``."""
    parts = [word("left_out", language).format(a=checks.stayed, b=checks.interviews)]
    if checks.resampling:
        share = percent(checks.resampling.same, checks.resampling.replicates)
        parts.append(word("resampled", language).format(percent=share))
    settings = len(checks.specifications)
    return ", ".join([*parts, word("specifications", language).format(a=checks.same_specifications, b=settings)])


def _flag_mark(flag: Flag, cell: Cell, style: Style) -> str:
    own = mark(flag.value, style)
    if flag is Flag.CONTESTED:
        dissenting, addressed = cell.dissent
        return f"{own}{dissenting}/{addressed}"
    return own


def _note(cell: Cell, language: str) -> str:
    parts = [word("of", language).format(k=cell.k, n=max(cell.n, cell.k))]
    dissenting, addressed = cell.dissent
    if dissenting and Flag.CONTESTED not in cell.flags:
        parts.append(word("dissent", language).format(d=dissenting, n=addressed))
    if cell.relation is Relation.DIVIDED and Flag.TIE not in cell.flags:
        parts.append(word("voices", language).format(split=split(cell)))
    return ", ".join(parts)


def split(cell: Cell) -> str:
    """How the voices divide between the values shown, in lowest terms: ``2:1``."""
    shares = [cell.p.get(value, Fraction(0)) for value in cell.values if value in cell.p]
    whole = lcm(*(share.denominator for share in shares))
    counts = [int(share * whole) for share in shares]
    common = gcd(*counts) or 1
    return ":".join(str(count // common) for count in counts)
