"""What stands beside a cell and never becomes its value: factor checks and expectations (method 2.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from coder.derive.levels import nearest
from coder.derive.profiles import mean
from coder.model.codebook import Codebook, Condition, Row, Scale, Test
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
    place, unknown = decided(row, cells)
    if unknown:
        return ExpectationCheck(None, None)
    expected = row.expect[place].mark if place is not None else _otherwise(scale)
    mark = next(level.mark for level in scale.levels if level.id == expected)
    met = cell.values == (expected,) if cell.state is State.VALUE else None
    return ExpectationCheck(mark, met)


def _otherwise(scale: Scale) -> str:
    """The level expected where no rule holds: the lowest at or above zero, on a scale below it the highest."""
    return min(scale.levels, key=lambda level: (level.anchor < 0, abs(level.anchor))).id


def decided(row: Row, cells: Mapping[str, Cell]) -> tuple[int | None, tuple[str, ...]]:
    """The place of the rule that decides (None: none holds), and the rows that keep it open: a rule before any that
    holds asks for them and they show nothing. A row may be named by several tests and counts once."""
    for place, rule in enumerate(row.expect):
        holds = _holds(rule.when, cells)
        if holds is None:
            return place, tuple(dict.fromkeys(_unknown(rule.when, cells)))
        if holds:
            return place, ()
    return None, ()


def _unknown(condition: Condition, cells: Mapping[str, Cell]) -> Iterator[str]:
    """The rows of a condition that leave it open; what is decided without them is not among them."""
    if _holds(condition, cells) is not None:
        return
    if condition.row is not None:
        yield condition.row
    for part in condition.parts:
        yield from _unknown(part, cells)


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
