"""The cell of one row and case: the one door to the rules by kind."""

from __future__ import annotations

from collections.abc import Mapping

from coder.derive.levels import level_cell
from coder.derive.values import value_cell
from coder.model.codebook import Codebook, Parameters, Row
from coder.model.overview import Cell, Profile


def derive(
    codebook: Codebook,
    row: Row,
    profiles: Mapping[str, Profile],
    params: Parameters,
    language: str | None = None,
) -> Cell:
    """Derive a cell from the profiles of one row and case by interview (method 2.4 and 2.5)."""
    if row.kind.by_level:
        return level_cell(codebook.scale_of(row), profiles, params)
    return value_cell(codebook, row, profiles, params, language)
