"""Expectations beside what is derived: what decided, what keeps them open, and what the rules' author had seen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook.read import read
from coder.derive.checks import decided, expect
from coder.derive.expectations import expectations, in_plain_words
from coder.derive.table import overview
from coder.model.codebook import Codebook, Condition, Expectation, Table, Test
from coder.model.expectations import ExpectationReport, Verdict
from coder.model.overview import Cell, Evidence, State
from tests.studies import CODEBOOK

RULES = (
    "kind: rating, group: mood, fitted_to: [north], expect: [{mark: pp, when: {row: mood.story, has: [rise]}}, "
    "{mark: minus, when: {not: {row: mood.story, has: [rise]}}}]}"
)


@pytest.fixture
def codebook() -> Codebook:
    return read(CODEBOOK.replace("kind: rating, group: mood}", RULES), "towns.yaml")


def report(codebook: Codebook, **said: tuple[str | None, int | None]) -> ExpectationReport:
    """Each case with its story (None: nothing) and the level of its pride."""
    pieces = []
    for case, (story, level) in said.items():
        if story is not None:
            pieces.append(Evidence(case, "I", "K", f"mood.story.{story}", 2, (f"{case}s",)))
        if level is not None:
            pieces.append(Evidence(case, "I", "K", "mood.pride", level, (f"{case}p",)))
    everything = overview(codebook, Table("", {}, "town", ("mood.pride", "mood.story")), pieces, {}, {}, {})
    return expectations(codebook, codebook.tables[0], everything)


def test_hits_misses_and_what_stays_open(codebook: Codebook) -> None:
    found = report(codebook, north=("rise", 2), south=("decline", 0), east=(None, 1), west=("rise", None))
    by_case = {cell.case: cell for cell in found.cells}
    assert {case: cell.verdict for case, cell in by_case.items()} == {
        "north": Verdict.HIT,
        "south": Verdict.MISS,
        "east": Verdict.UNDETERMINED,
        "west": Verdict.NOTHING_DERIVED,
    }
    assert (by_case["north"].derived, by_case["north"].expected) == ("++", "++")
    assert by_case["north"].because == "Story has rise"
    assert (by_case["south"].derived, by_case["south"].expected) == ("O", "-")
    assert by_case["south"].because == "not (Story has rise)"
    assert (by_case["east"].expected, [row.id for row in by_case["east"].unknown]) == (None, ["mood.story"])
    assert by_case["west"].derived == "(empty)"
    assert {case: cell.seen for case, cell in by_case.items()} == {
        "north": True, "south": False, "east": False, "west": False,
    }  # fmt: skip
    assert (found.seen, found.new) == (1, 3)
    assert (found.count(Verdict.HIT), found.count(Verdict.HIT, new=True), found.count(Verdict.MISS, new=True)) == (
        1,
        0,
        1,
    )
    assert [(row.row, row.rules, row.fitted_to) for row in found.rows] == [("mood.pride", 2, ("north",))]


def test_a_codebook_that_does_not_say_what_was_seen(codebook: Codebook) -> None:
    rows = tuple(replace(row, fitted_to=None) for row in codebook.rows)
    found = report(replace(codebook, rows=rows), north=("rise", 2))
    assert {cell.seen for cell in found.cells} == {None}
    assert (found.seen, found.new) == (0, 0)


def test_factor_checks_stand_beside(codebook: Codebook) -> None:
    rows = tuple(replace(row, check_from_rows=("mood.story",) if row.expect else ()) for row in codebook.rows)
    scores = {"mood.story": {"rise": Fraction(2), "decline": Fraction(-1)}}
    found = report(replace(codebook, rows=rows, factor_checks=scores), north=("rise", 1), south=("decline", -1))
    assert [(one.case, one.derived, one.mark, one.steps_apart) for one in found.factors] == [
        ("north", "+", "++", 1),
        ("south", "-", "-", 0),
    ]
    assert found.apart == 1


LEAF = st.builds(
    Condition,
    row=st.sampled_from(["a", "b", "c"]),
    test=st.sampled_from([Test.EQUALS, Test.HAS, Test.LACKS]),
    values=st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(tuple),
)
CONDITION = st.recursive(
    LEAF,
    lambda inner: (
        st.builds(Condition, op=st.just("not"), parts=inner.map(lambda one: (one,)))
        | st.builds(
            Condition, op=st.sampled_from(["all", "any"]), parts=st.lists(inner, min_size=1, max_size=3).map(tuple)
        )
    ),
    max_leaves=6,
)
CELL = st.builds(
    Cell,
    values=st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple),
    state=st.sampled_from([State.VALUE, State.EMPTY, State.REFUTED, State.NOT_ASKED]),
)


@given(st.lists(CONDITION, min_size=1, max_size=3), st.fixed_dictionaries(dict.fromkeys("abc", CELL)))
def test_unknown_rows_are_those_that_show_nothing_and_would_decide(
    conditions: list[Condition], cells: dict[str, Cell]
) -> None:
    codebook = read(CODEBOOK, "towns.yaml")
    rules = tuple(Expectation("pp", condition) for condition in conditions)
    row = replace(codebook.rows[0], expect=rules)
    place, unknown = decided(row, cells)
    assert all(cells[name].state is not State.VALUE for name in unknown)
    check = expect(codebook, row, Cell(values=("pp",), state=State.VALUE), cells)
    assert check is not None
    assert (check.mark is None) == bool(unknown)
    if place is None:
        assert check.mark == "O"
    # with any values in the open rows the rule that was reached is decided one way or the other
    for values in (("x",), ("y", "z"), ()):
        known = cells | {name: Cell(values=values, state=State.VALUE) for name in unknown}
        further, still = decided(row, known)
        assert further is None or place is None or further > place or not still
    assert in_plain_words_is_one_line(codebook, conditions)


def in_plain_words_is_one_line(codebook: Codebook, conditions: list[Condition]) -> bool:
    def named(condition: Condition) -> Condition:
        if condition.row is None:
            return replace(condition, parts=tuple(map(named, condition.parts)))
        return replace(condition, row="mood.story", values=("rise",))

    return all("\n" not in in_plain_words(codebook, named(one)) for one in conditions)
