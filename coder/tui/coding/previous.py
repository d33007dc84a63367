"""The unit coded before a place: what "as before" looks back to (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.model.coding import Coding
from coder.model.document import Document, Role
from coder.model.span import Span
from coder.tui.text.units import Grain, Unit, Units


@dataclass(frozen=True, slots=True)
class Coded:
    """A unit and the codings that touch it, each code once: the coding that shares most with the unit."""

    unit: Unit
    codings: tuple[Coding, ...]


def coded_before(document: Document, units: Units, grain: Grain, place: int, codings: Iterable[Coding]) -> Coded | None:
    """The nearest unit of a respondent that ends before the unit at ``place`` and has some of these codings.

    Steps from coding to coding, not from unit to unit: the nearest may be an hour of talk away.
    """
    limit = units.at(grain, place).span.start
    spoken = [one for one in codings if one.span.start < limit and document.is_evidence_at(one.span)]
    while spoken:
        last = max(min(one.span.end, limit) for one in spoken)
        unit = units.at(grain, last - 1)
        if unit.role is Role.RESPONDENT and unit.span.start < limit:
            touching = [one for one in spoken if one.span.overlaps(unit.span)]
            if touching:
                return Coded(unit, _each_code_once(touching, unit.span))
        limit = min(unit.span.start, last - 1)
        spoken = [one for one in spoken if one.span.start < limit]
    return None


def _each_code_once(codings: Sequence[Coding], span: Span) -> tuple[Coding, ...]:
    def fit(one: Coding) -> tuple[float, str]:
        shared = min(one.span.end, span.end) - max(one.span.start, span.start)
        return -shared / len(one.span.union(span)), one.id

    best: dict[str, Coding] = {}
    for one in sorted(codings, key=fit):
        best.setdefault(one.code, one)
    return tuple(sorted(best.values(), key=lambda one: (one.span.start, one.code)))
