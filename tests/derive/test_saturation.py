"""Saturation by example, and against counting with loops."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.saturation import DEFAULT, PERMUTATIONS, Settings, Told, added, reached, runs, saturation, shuffled
from coder.model.codebook import RowKind
from coder.model.interview import Interview, Named
from coder.model.saturation import Saturation
from tests.derive.test_robustness import book

SETS = st.lists(st.frozensets(st.integers(0, 12), max_size=6), max_size=12)


def interview(
    name: str, date: str | None = None, case: str | None = "c", coders: tuple[str, ...] = ("A",)
) -> Interview:
    return Interview(name, (name,), case, date, (), {}, coders)


def told(facts: dict[str, str], case: str = "c") -> Told:
    """What interviews tell, a letter for each value."""
    return Told(
        {name: frozenset((case, "r", letter) for letter in letters) for name, letters in facts.items()},
        {name: frozenset((case, letter) for letter in letters[:1]) for name, letters in facts.items()},
    )


def report(facts: dict[str, str], interviews: list[Interview] | None = None) -> Saturation:
    own = interviews or [interview(name) for name in facts]
    return saturation(book(RowKind.ONE), told(facts), own, [Named("c", "Case")], "project")


def test_as_in_the_paper() -> None:
    """Base 4 interviews with 20 values; 5-6 bring 2 (10 %), 6-7 bring 1 (5 %)."""
    letters = "abcdefghijklmnopqrst"
    facts = {
        "1": letters[:8],
        "2": letters[8:14],
        "3": letters[14:18],
        "4": letters[18:],
        "5": "u",
        "6": "v",
        "7": "ab",
    }
    (curve,) = report(facts).cases
    assert [step.new for step in curve.steps] == [8, 6, 4, 2, 1, 1, 0]
    assert [step.total for step in curve.steps] == [8, 14, 18, 20, 21, 22, 22]
    assert curve.base == 20
    assert [(run.first, run.last, run.new, run.share) for run in curve.runs] == [
        (5, 6, 2, Fraction(1, 10)),
        (6, 7, 1, Fraction(1, 20)),
    ]
    assert curve.reached == 5


def test_a_case_with_one_interview_is_told_so_even_if_the_project_is_saturated() -> None:
    own = [interview(str(number), case="c") for number in range(6)] + [interview("z", case="d")]
    found = saturation(
        book(RowKind.ONE), told({one.name: "a" for one in own}), own, [Named("c", "C"), Named("d", "D")], "project"
    )
    assert found.overall.reached == 4
    assert [curve.reason for curve in found.cases] == ["", "1 interview, 6 are needed"]
    assert found.cases[1].reached is None


def test_remarks_from_elsewhere_do_not_lengthen_a_curve_but_make_one_where_there_is_no_other() -> None:
    own = [interview("1", case="c"), interview("2", case="d"), interview("3", case=None)]
    found = saturation(
        book(RowKind.ONE),
        Told({"2": frozenset({("c", "r", "a"), ("e", "r", "a")}), "3": frozenset({("e", "r", "b")})}, {}),
        own,
        [Named("c", "C"), Named("e", "E")],
        "project",
    )
    assert [[step.interview for step in curve.steps] for curve in found.cases] == [["1"], ["2", "3"]]


def test_order_is_date_then_name_and_who_was_not_coded_is_left_out() -> None:
    own = [
        interview("b", "2026-02-01"),
        interview("x"),
        interview("a", "2026-02-01"),
        interview("z", "2026-01-01"),
        interview("n", "2025-01-01", coders=()),
    ]
    found = report({"a": "p"}, own)
    assert [step.interview for step in found.overall.steps] == ["z", "a", "b", "x"]
    assert (found.undated, found.uncoded) == (("x",), ("n",))


def test_no_base_no_share() -> None:
    found = report({str(number): "" if number < 5 else "a" for number in range(7)})
    assert found.overall.reason == "the first 4 interviews tell nothing"
    assert (found.overall.base, found.overall.runs, found.overall.reached) == (0, (), None)
    assert report({}, [interview("1", coders=())]).overall.steps == ()


@settings(max_examples=150, deadline=None)
@given(sets=SETS, length=st.integers(1, 3))
def test_is_what_counting_gives(sets: list[frozenset[int]], length: int) -> None:
    own = Settings(run=length)
    news = added(sets)
    for place, members in enumerate(sets):
        assert news[place] == sum(all(member not in earlier for earlier in sets[:place]) for member in members)
    base = len(frozenset[int]().union(*sets[:4]))
    found = runs(news, own)
    for run in found:
        before = frozenset[int]().union(*sets[: run.first - 1])
        assert run.new == len(frozenset[int]().union(*sets[: run.last]) - before)
        assert run.share == Fraction(run.new, base)
    assert len(found) == (max(0, len(sets) - 4 - length + 1) if base else 0)
    enough = [run.first - 1 for run in found if run.new * 20 <= base]
    assert reached(found, own) == (enough[0] if enough else None)


@settings(max_examples=20, deadline=None)
@given(letters=st.lists(st.text("abcdefgh", max_size=5), min_size=1, max_size=9), data=st.data())
def test_the_band_holds_any_order_and_ends_where_all_is_told(letters: list[str], data: st.DataObject) -> None:
    facts = {f"I{number}": own for number, own in enumerate(letters)}
    found = report(facts).overall
    assert all(step.low <= step.middle <= step.high for step in found.steps)
    last = found.steps[-1]
    assert last.low == last.high == last.total == len(set("".join(letters)))
    assert 0 <= found.permuted <= PERMUTATIONS
    own = data.draw(st.permutations([interview(name) for name in facts]))
    assert report(facts, own).overall == found


@pytest.mark.parametrize("length", [0, 1, 2, 9])
def test_shuffling_loses_nothing_and_can_be_repeated(length: int) -> None:
    one, other = shuffled(range(length), Random(3)), shuffled(range(length), Random(3))
    assert one == other
    assert sorted(one) == list(range(length))


def test_settings_are_those_of_the_paper() -> None:
    assert (DEFAULT.base, DEFAULT.run, DEFAULT.threshold) == (4, 2, Fraction(1, 20))
