"""Robustness by example, and against the checks done one by one without any sharing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.cells import derive
from coder.derive.profiles import profiles
from coder.derive.robustness import REPLICATES, Basis, leave_one_out, replicates, robustness, seed_of
from coder.model.codebook import Code, Codebook, CodeKind, Join, Level, Parameters, Row, RowKind, Scale
from coder.model.overview import Evidence, State
from coder.model.robustness import Robustness, Shortfall

VALUES = ("top", "upper", "lower", "bottom", "none", "mild")
LEVELS = tuple(Level(f"l{anchor}", mark, anchor) for mark, anchor in (("++", 2), ("+", 1), ("O", 0), ("-", -1)))


def book(kind: RowKind) -> Codebook:
    """A codebook of one row of a kind; "none" is absence, "mild" a qualifier."""
    level = kind.by_level
    above = Code("r", CodeKind.LEVEL if level else CodeKind.ROW, None, {"en": "R"}, scale="s" if level else None)
    values = [
        Code(f"r.{value}", CodeKind.VALUE, "r", {"en": value}, absent=value == "none", qualifier=value == "mild")
        for value in VALUES
    ]
    return Codebook(
        id="b",
        version="1.0.0",
        languages=("en",),
        default_language="en",
        title={},
        case_attribute="case",
        cases=(),
        attributes=(),
        scales=(Scale("s", LEVELS, ()),),
        codes=(above, *([] if level else values)),
        rows=(Row("r", "r", kind, "", order=("bottom", "lower", "upper", "top"), join=Join(all=" and ")),),
        tables=(),
        residual=False,
    )


Coding = tuple[str, str, str, int]  # interview, coder, value ("" on level rows), weight


def pieces(codings: Sequence[Coding]) -> list[Evidence]:
    return [
        Evidence("c", interview, coder, f"r.{value}" if value else "r", weight, (str(number),))
        for number, (interview, coder, value, weight) in enumerate(codings)
    ]


def everybody(*lists: Sequence[Coding]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for codings in lists:
        for interview, coder, _, _ in codings:
            found[interview].add(coder)
    return {interview: frozenset(coders) for interview, coders in found.items()}


def checked(
    kind: RowKind, codings: Sequence[Coding], by_turn: Sequence[Coding] | None = None, params: Parameters | None = None
) -> Robustness:
    codebook = book(kind)
    turns = codings if by_turn is None else by_turn
    basis = Basis(codebook, params or Parameters(), everybody(codings, turns), "project")
    evidence = {"overlap": pieces(codings), "turn": pieces(turns)}
    return robustness(basis, codebook.rows[0], "c", "Case", evidence)


def one_by_one(kind: RowKind, codings: Sequence[Coding], by_turn: Sequence[Coding]) -> dict[str, Any]:
    """All checks, each derived on its own from its own evidence, in the words of the method."""
    codebook = book(kind)
    row, params, coders_of = codebook.rows[0], Parameters(), everybody(codings, by_turn)

    def reading(own: Sequence[Coding], with_params: Parameters = params) -> tuple[str, bool]:
        found = profiles(codebook, row, pieces(own), coders_of, with_params)
        cell = derive(codebook, row, found, with_params)
        return cell.text, cell.state is State.VALUE

    whole = reading(codings)
    interviews = sorted({coding[0] for coding in codings})
    pivotal = [
        left_out for left_out in interviews if reading([coding for coding in codings if coding[0] != left_out]) != whole
    ]
    same = 0
    for cap in (True, False):
        for third in (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)):
            for aggregate in ("median", "mean"):
                for own in (codings, by_turn):
                    varied = replace(params, voice_cap=cap, third=third, level_aggregate=aggregate)
                    same += reading(own, varied)[0] == whole[0]
    return {"text": whole[0], "pivotal": tuple(pivotal), "same": same}


def lists(kind: RowKind) -> st.SearchStrategy[list[Coding]]:
    return st.lists(
        st.tuples(
            st.sampled_from(["I1", "I2", "I3", "I4", "I5"]),
            st.sampled_from(["A", "A", "B"]),
            st.just("") if kind.by_level else st.sampled_from(VALUES),
            st.sampled_from([2, 1, 0, -1, -2] if kind.by_level else [2, 2, 1, -1, -2]),
        ),
        max_size=12,
    )


@pytest.mark.parametrize("kind", list(RowKind))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_is_what_each_check_gives_alone(kind: RowKind, data: st.DataObject) -> None:
    codings = data.draw(lists(kind))
    by_turn = [coding for coding in codings if data.draw(st.integers(0, 4))]  # turns may swallow some
    ours, naive = checked(kind, codings, by_turn), one_by_one(kind, codings, by_turn)
    assert ours.text == naive["text"]
    assert ours.left_out.pivotal == naive["pivotal"]
    assert ours.same_specifications == naive["same"]
    assert len(ours.specifications) == 24
    assert ours.interviews == len({coding[0] for coding in codings})
    assert (ours.resampling is None) == (ours.interviews < 4)


@pytest.mark.parametrize("kind", [RowKind.ONE, RowKind.ORDINAL, RowKind.RATING])
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_resampling_is_that_of_every_replicate_by_itself(kind: RowKind, data: st.DataObject) -> None:
    weights = st.sampled_from([2, 1, -1])
    value = st.just("") if kind.by_level else st.sampled_from(VALUES[:4])
    codings = [
        (f"I{number}", "A", data.draw(value), data.draw(weights)) for number in range(data.draw(st.integers(4, 6)))
    ]
    codebook = book(kind)
    row, params = codebook.rows[0], Parameters()
    found = list(profiles(codebook, row, pieces(codings), everybody(codings), params).values())
    dice = random.Random(seed_of("project", "1.0.0", "c", "r"))
    same = 0
    whole = checked(kind, codings)
    for _ in range(500):
        drawn = [found[int(dice.random() * len(found))] for _ in found]
        again = {f"{number}: {profile.interview}": profile for number, profile in enumerate(drawn)}
        cell = derive(codebook, row, again, params)
        same += (cell.state is State.VALUE, cell.text) == (whole.state == "value", whole.text)
    assert whole.resampling is not None
    assert (whole.resampling.same, whole.resampling.replicates) == (same, 500)


@pytest.mark.parametrize("kind", list(RowKind))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_neither_order_nor_silent_interviews_change_anything(kind: RowKind, data: st.DataObject) -> None:
    codings = data.draw(lists(kind))
    codebook = book(kind)
    coders_of = everybody(codings)
    evidence = pieces(codings)
    shuffled = data.draw(st.permutations(evidence))
    one = robustness(
        Basis(codebook, Parameters(), coders_of, "p"),
        codebook.rows[0],
        "c",
        "C",
        {"overlap": evidence, "turn": evidence},
    )
    silent = coders_of | {"I9": frozenset({"A", "B"})}
    other = robustness(
        Basis(codebook, Parameters(), silent, "p"), codebook.rows[0], "c", "C", {"overlap": shuffled, "turn": evidence}
    )
    assert one == other


def test_the_talkative_expert_wins_without_the_cap() -> None:
    found = checked(RowKind.ONE, [("I1", "A", "top", 2)] * 10 + [(f"I{n}", "A", "lower", 2) for n in (2, 3, 4)])
    assert found.text == "lower"
    assert {one.text for one in found.specifications if not one.voice_cap} == {"top"}
    assert (found.same_specifications, found.sensitive) == (12, ("voice_cap",))
    assert found.shortfalls == (Shortfall.SPECIFICATION,)
    assert not found.robust


def test_the_third_decides_whether_a_second_value_shows() -> None:
    voices = [(f"I{n}", "A", "lower", 2) for n in (1, 2, 3)] + [("I4", "A", "top", 2)]
    found = checked(RowKind.SET, voices)
    assert found.text == "lower"
    assert {one.text for one in found.specifications if one.third == Fraction(1, 4)} == {"top | lower"}
    assert (found.same_specifications, found.sensitive) == (16, ("third",))


def test_mean_and_median() -> None:
    found = checked(RowKind.RATING, [("I1", "A", "", 2), ("I2", "A", "", 2), ("I3", "A", "", -1)])
    assert found.text == "++"
    assert {one.text for one in found.specifications if one.level_aggregate == "mean"} == {"+"}
    assert (found.same_specifications, found.sensitive) == (12, ("level_aggregate",))
    assert found.shortfalls == (Shortfall.CONTESTED, Shortfall.PIVOTAL, Shortfall.SPECIFICATION)


def test_whole_turns_may_swallow_what_decides() -> None:
    codings = [("I1", "A", "top", 1), ("I1", "A", "top", 1), ("I2", "A", "lower", 1)]
    found = checked(RowKind.ONE, codings, codings[1:])
    assert found.text == "top"
    assert {one.text for one in found.specifications if one.collapse == "turn"} == {"top | lower"}
    assert (found.same_specifications, found.sensitive) == (12, ("collapse",))
    by_turn = checked(RowKind.ONE, codings, codings[1:], Parameters(collapse="turn"))
    assert (by_turn.text, by_turn.same_specifications) == ("top | lower", 12)


def test_four_of_one_mind_are_robust() -> None:
    found = checked(RowKind.ONE, [(f"I{n}", "A", "top", 2) for n in range(4)])
    assert found.robust
    assert (found.stayed, found.interviews, found.same_specifications) == (4, 4, 24)
    assert found.resampling is not None
    assert found.resampling.same == REPLICATES
    assert found.differing == ()


@pytest.mark.parametrize(
    ("codings", "shortfalls"),
    [
        ([], (Shortfall.NO_VALUE,)),
        ([("I1", "A", "top", -2)], (Shortfall.NO_VALUE,)),
        ([("I1", "A", "top", 2)], (Shortfall.THIN,)),
        ([("I1", "A", "top", 2), ("I2", "A", "top", 2)], ()),
        (
            [("I1", "A", "top", 2), ("I2", "A", "top", 2), ("I3", "A", "lower", 2)],
            (Shortfall.CONTESTED, Shortfall.PIVOTAL),
        ),
        ([("I1", "A", "top", 2), ("I2", "A", "lower", 2)], (Shortfall.PIVOTAL,)),
        (
            [("I1", "A", "top", 2), ("I2", "A", "top", 2), ("I3", "A", "top", 2), ("I4", "A", "lower", 2)],
            (),
        ),
    ],
)
def test_why_a_cell_is_not_robust(codings: list[Coding], shortfalls: tuple[Shortfall, ...]) -> None:
    found = checked(RowKind.ONE, codings)
    assert found.shortfalls == shortfalls
    assert found.robust == (not shortfalls)


def test_each_coder_alone() -> None:
    found = checked(RowKind.SET, [("I1", "A", "top", 2), ("I1", "B", "lower", 2), ("I1", "C", "top", -1)])
    assert [(one.coder, one.text, one.state, one.differs) for one in found.coders] == [
        ("A", "top", "value", True),
        ("B", "lower", "value", True),
        ("C", "", "refuted", True),
    ]
    assert found.differing == ("A", "B", "C")


def test_what_was_agreed_on_is_no_coder() -> None:
    found = checked(RowKind.ONE, [("I1", "A", "top", 2), ("I1", "reconciled", "lower", 2)])
    assert (found.text, [one.coder for one in found.coders]) == ("lower", ["A"])


def test_one_coder_counts_where_the_study_counts_another() -> None:
    found = checked(RowKind.ONE, [("I1", "A", "top", 2), ("I1", "B", "lower", 2)], params=Parameters(coders="A"))
    assert (found.text, found.differing) == ("top", ("B",))


@pytest.mark.parametrize(("interviews", "reason"), [(0, "0 interviews"), (1, "1 interview"), (3, "3 interviews")])
def test_too_few_interviews_are_not_resampled(interviews: int, reason: str) -> None:
    found = checked(RowKind.ONE, [(f"I{n}", "A", "top", 2) for n in range(interviews)])
    assert (found.resampling, found.not_resampled) == (None, f"{reason}, 4 are needed")


def test_replicates_are_multisets_of_all_interviews_and_the_same_everywhere() -> None:
    drawn = replicates(seed_of("p", "1.0.0", "c", "r"), 4)
    assert sum(drawn.values()) == REPLICATES
    assert all(len(one) == 4 and list(one) == sorted(one) and set(one) <= {0, 1, 2, 3} for one in drawn)
    assert len(drawn) > 30  # of 35 there are, 4 of 4 with repetition
    assert drawn == replicates(seed_of("p", "1.0.0", "c", "r"), 4)
    assert drawn != replicates(seed_of("q", "1.0.0", "c", "r"), 4)


def test_a_place_has_a_seed_of_its_own() -> None:
    places = [("p", "v", "c", "r"), ("pv", "", "c", "r"), ("p", "v", "r", "c"), ("p", "v", "", "cr")]
    assert len({seed_of(*place) for place in places}) == len(places)


def test_a_blank_mark_hangs_on_its_interview() -> None:
    """A blank mark that one interview carries is gone without it: nothing is left, which is no blank."""
    codebook = book(RowKind.PRESENCE)
    levels = tuple(replace(level, mark="" if level.anchor == 0 else level.mark) for level in LEVELS)
    codebook = replace(codebook, scales=(Scale("s", levels, ()),))
    coding: Sequence[Coding] = [("I1", "A", "", 0)]
    found = profiles(codebook, codebook.rows[0], pieces(coding), everybody(coding), Parameters())
    blank = derive(codebook, codebook.rows[0], found, Parameters())
    assert (blank.state, blank.text) == ("value", "")
    left_out = leave_one_out(codebook, codebook.rows[0], found, Parameters())
    assert (left_out.stable, left_out.pivotal) == (Fraction(0), ("I1",))
    denied = checked(RowKind.ONE, [("I1", "A", VALUES[0], -2)])
    assert (denied.state, denied.text, denied.left_out.pivotal) == ("refuted", "", ())  # no value to lose
