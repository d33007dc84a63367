"""What stands beside a cell and never becomes its value: factor checks and expectations (method 2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coder.derive.levels import nearest
from coder.derive.profiles import mean
from coder.model.codebook import Codebook, Condition, Row, Test
from coder.model.overview import Cell, ExpectationCheck, FactorCheck, State


def check_factor(codebook: Codebook, row: Row, cell: Cell, cells: Mapping[str, Cell]) -> FactorCheck | None:
    """Score a header rating from the rows it lists; None when fewer than half of them have a scored value.

    ``cells`` are the cells of the same case by row id. A composite scores the mean of its parts; values without a
    score (qualifiers, the residual) are left out.
    """
    scores: list[Fraction] = []
    for row_id in row.check_from_rows:
        other = cells.get(row_id)
        table = codebook.factor_checks.get(row_id, {})
        parts = [table[value] for value in (other.values if other else ()) if value in table]
        if parts:
            scores.append(mean(parts))
    if not scores or 2 * len(scores) < len(row.check_from_rows):
        return None
    scale = codebook.scale_of(row)
    score = mean(scores)
    level, _ = nearest(score, scale)
    if cell.state is not State.VALUE:
        return FactorCheck(level.mark, score, 0)
    ladder = sorted(level.anchor for level in scale.levels)
    derived = next(own for own in scale.levels if own.id == cell.values[0])
    return FactorCheck(level.mark, score, abs(ladder.index(level.anchor) - ladder.index(derived.anchor)))


def expect(codebook: Codebook, row: Row, cell: Cell, cells: Mapping[str, Cell]) -> ExpectationCheck | None:
    """The mark the row's rules expect from the other rows, tried in order; None for a row without rules.

    Three-valued: a rule over an empty or refuted row is unknown. An unknown rule before the first that holds leaves
    the expectation undetermined; when none holds the lowest mark at or above zero is expected.
    """
    if not row.expect:
        return None
    scale = codebook.scale_of(row)
    expected: str | None = next(level.id for level in scale.levels if level.anchor == 0)
    for rule in row.expect:
        holds = _holds(rule.when, cells)
        if holds is None:
            expected = None
            break
        if holds:
            expected = rule.mark
            break
    if expected is None:
        return ExpectationCheck(None, None)
    mark = next(level.mark for level in scale.levels if level.id == expected)
    met = cell.values == (expected,) if cell.state is State.VALUE else None
    return ExpectationCheck(mark, met)


def _holds(condition: Condition, cells: Mapping[str, Cell]) -> bool | None:
    if condition.row is not None:
        return _test(condition, cells.get(condition.row))
    parts = [_holds(part, cells) for part in condition.parts]
    if condition.op == "not":
        return None if parts[0] is None else not parts[0]
    decisive = condition.op == "any"  # one true part decides "any", one false part decides "all"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _test(condition: Condition, cell: Cell | None) -> bool | None:
    if cell is None or cell.state is not State.VALUE:
        return None
    wanted = set(condition.values)
    held = set(cell.values)
    match condition.test:
        case Test.IS:
            return bool(held & wanted)
        case Test.EQUALS:
            return held == wanted
        case Test.LACKS:
            return not held & wanted
        case _:
            return wanted <= held
