"""Cells that nobody was asked about: an empty cell says nothing was found, this one that nobody looked (method 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from coder.model.codebook import Codebook, Row
from coder.model.overview import Cell, State

Asked = Mapping[str, Collection[str]]  # the questions asked in some interview of a column, by column
NOBODY_ASKED: Asked = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Guided:
    """How many interviews each column has, and which questions were asked in them."""

    interviews: Mapping[str, int]
    asked: Asked


def as_asked(codebook: Codebook, row: Row, case: str, cell: Cell, guide: Guided) -> Cell:
    """The cell, which is not asked instead of empty if the case has interviews and none of the row's questions was
    asked in any of them; rows without a question, and studies without a guide, stay as they are."""
    if cell.state is not State.EMPTY or not guide.interviews.get(case):
        return cell
    questions = {question.id for question in codebook.guide if row.id in question.rows}
    if not questions or not questions.isdisjoint(guide.asked.get(case, ())):
        return cell
    return replace(cell, state=State.NOT_ASKED)
