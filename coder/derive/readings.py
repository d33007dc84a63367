"""What single interviews say, in words: the stuff of grids, negative cases and curves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from coder.derive.levels import nearest
from coder.derive.table import CodersOf, by_row, profiles_by_case
from coder.model.codebook import Codebook, Row, Table
from coder.model.overview import Evidence, Profile

Spoken = Mapping[tuple[str, str], Mapping[str, Profile]]  # by row and case, then by interview


@dataclass(frozen=True, slots=True)
class Reading:
    """What an interview says about a row: ids of its top values (or its level), in words, and besides these."""

    values: tuple[str, ...]
    text: str
    also: tuple[str, ...]
    denied: tuple[str, ...]


def rows_of(codebook: Codebook, table: Table | None) -> tuple[Row, ...]:
    """The derived rows of a table; of the whole codebook without one."""
    if table is None:
        return codebook.rows
    facts = {row.id for row in codebook.fact_rows}
    return tuple(codebook.row(row) for row in table.rows if row not in facts)


def spoken(codebook: Codebook, rows: Iterable[Row], evidence: Iterable[Evidence], coders_of: CodersOf) -> Spoken:
    """The profiles of all interviews, by row and case."""
    evidence_of = by_row(codebook, evidence)
    return {
        (row.id, case): found
        for row in rows
        for case, found in profiles_by_case(codebook, row, evidence_of.get(row.id, ()), coders_of).items()
        if found
    }


def reading(codebook: Codebook, row: Row, profile: Profile, language: str | None = None) -> Reading:
    """The strongest values of an interview in codebook order ("a | b" if several are), or the level nearest to it.

    Qualifiers follow after "; " as in cells. Nothing is said ("") by one that only denies.
    """
    if row.kind.by_level:
        if profile.level is None:
            return Reading((), "", (), ())
        level, _ = nearest(profile.level, codebook.scale_of(row))
        return Reading((level.id,), level.mark, (), ())
    codes = codebook.values(row)
    labels = {code.value: codebook.text(code.label, language) for code in codes}
    rivals = [code.value for code in codes if not code.qualifier and code.value in profile.net]
    qualifiers = [code.value for code in codes if code.qualifier and code.value in profile.net]
    highest = max((profile.net[value] for value in rivals), default=0)
    top = [value for value in rivals if profile.net[value] == highest]
    tail = ", ".join(labels[value] for value in qualifiers)
    text = " | ".join(labels[value] for value in top)
    return Reading(
        values=(*top, *qualifiers),
        text=f"{text}; {tail}" if text and tail else text or tail,
        also=tuple(labels[value] for value in rivals if value not in top),
        denied=tuple(labels[code.value] for code in codes if code.value in profile.denied),
    )


def codings_of(profile: Profile) -> tuple[str, ...]:
    """Ids of all codings that a profile is made of, sorted."""
    return tuple(sorted(chain.from_iterable(profile.ids.values())))
