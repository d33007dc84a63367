"""What suggestions did to the coding, from passages that were kept without any."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coder.model.coding import BY_HAND, Coding, Suggestion, SuggestionState, Tense
from coder.model.document import Document, Role, Turn
from coder.model.edit import Stamp
from coder.model.guards import Compared, Draw
from coder.model.span import Span
from coder.suggest.guards import (
    FEWEST,
    Asked,
    begun,
    compared,
    cues_of,
    difference,
    draws,
    interval,
    silent,
)
from coder.suggest.unaided import unaided

PENDING, ACCEPTED, REJECTED = SuggestionState.PENDING, SuggestionState.ACCEPTED, SuggestionState.REJECTED
TURNS = 60
TEXT = "\n".join(f"turn number {number:02}" for number in range(TURNS))
WIDE = 15


def stamp(share: Fraction = Fraction(1, 5), at: str = "2026-02-01T00:00:00Z", seed: str = "s") -> Stamp:
    return Stamp("signature", share, seed, at)


def coding(number: int, code: str = "rain", created: str = "2026-03-01T00:00:00Z", origin: str = BY_HAND) -> Coding:
    span = Span(WIDE * number, WIDE * number + 10)
    return Coding(f"c{number}{code}", "d", span, code, 1, "AN", None, Tense.PRESENT, origin, 1, created)


def suggestion(
    identity: str, code: str = "rain", state: SuggestionState = PENDING, reason: str = "", number: int = 0
) -> Suggestion:
    span = Span(WIDE * number, WIDE * number + 10)
    return Suggestion(identity, "d", span, code, 1, 0.5, reason, "cues.v1", 1, state)


def asked(
    *codings: Coding, stamps: tuple[Stamp, ...] = (stamp(),), marked: str | None = "2026-03-02T00:00:00Z"
) -> Asked:
    turns = tuple(
        Turn(Span(WIDE * number, WIDE * number + 14), "", Role.INTERVIEWER if number % 10 == 9 else Role.RESPONDENT)
        for number in range(TURNS)
    )
    document = Document("d", "d", "txt", "en", TEXT, turns, (), "d.txt", "", "", ())
    return Asked(document, "I1", lambda offset: str(offset // WIDE + 1), codings, (), stamps, marked)


def test_cues_are_named_by_the_reason() -> None:
    reason = 'cue "Price war", near cue "undercut" (91), denied: cue "price war" after "no"'
    assert cues_of(suggestion("a", reason=reason)) == ("price war", "undercut")
    assert cues_of(suggestion("a", reason="like what was coded in I3")) == ()


@given(some.sets(some.tuples(some.integers(0, TURNS - 1), some.sampled_from(["rain", "snow"]))), some.booleans())
def test_passages_are_compared_as_counting_one_by_one_does(made: set[tuple[int, str]], whole: bool) -> None:
    one = asked(*(coding(number, code) for number, code in made), marked="2026-03-02T00:00:00Z" if whole else None)
    found, documents = compared([one], ["rain", "snow", "hail"])
    if not made and not whole:
        assert (found, documents) == ((), 0)
        return
    read = TURNS if whole else max(number for number, _ in made) + 1
    arms: dict[bool, list[int]] = {False: [], True: []}
    for number in range(read):
        if number % 10 != 9:  # the interviewer's
            arms[unaided("s", "d", number, Fraction(1, 5))].append(number)
    assert documents == 1
    for row in found:
        codes = {"rain", "snow"} if not row.code else {row.code}
        with_code = {number for number, code in made if code in codes}
        assert (row.aided, row.unaided) == (len(arms[False]), len(arms[True]))
        assert row.aided_coded == len(with_code & set(arms[False]))
        assert row.unaided_coded == len(with_code & set(arms[True]))
    listening = {code for number, code in made if number % 10 != 9}
    assert [row.code for row in found] == ["", *(code for code in ("rain", "snow") if code in listening)]


def test_only_what_was_asked_before_it_was_coded_counts() -> None:
    early = coding(3, created="2026-01-01T00:00:00Z")
    assert compared([asked(early, coding(4))], ["rain"]) == ((), 0)
    assert compared([asked(coding(4), marked="2026-01-01T00:00:00Z")], ["rain"]) == ((), 0)
    assert compared([asked(marked=None)], ["rain"]) == ((), 0)
    again = (stamp(), stamp(at="2026-04-01T00:00:00Z"))  # asked again, with the same passages kept
    assert compared([asked(coding(4), stamps=again)], ["rain"])[1] == 1


SHARES = some.sampled_from([Fraction(number, 10) for number in range(11)])
CODED = some.sets(some.tuples(some.integers(0, TURNS - 1), some.sampled_from(["rain", "snow"])))
LATER = "2026-04-01T00:00:00Z"


@given(CODED, CODED, SHARES, SHARES, some.sampled_from([None, "2026-03-02T00:00:00Z"]))
def test_what_was_coded_counts_under_the_share_of_then(
    made: set[tuple[int, str]], after: set[tuple[int, str]], share: Fraction, lower: Fraction, marked: str | None
) -> None:
    codings = [coding(number, code) for number, code in sorted(made)]
    first, second = stamp(share), stamp(lower, LATER)
    before = compared([asked(*codings, stamps=(first,), marked=marked)], ["rain", "snow"])
    assert compared([asked(*codings, stamps=(first, second), marked=marked)], ["rain", "snow"]) == before
    if marked is not None and lower < share:  # who looks again later, where suggestions came, changes nothing
        late = [coding(number, code, "2026-05-01T00:00:00Z") for number, code in after - made]
        again = asked(*codings, *late, stamps=(first, second), marked=marked)
        assert compared([again], ["rain", "snow"]) == before


@given(SHARES, SHARES)
def test_of_shares_before_coding_the_smaller_one_decides(one: Fraction, other: Fraction) -> None:
    codings = [coding(number) for number in range(0, TURNS, 3)]
    both = asked(*codings, stamps=(stamp(one), stamp(other, "2026-02-02T00:00:00Z")))
    assert compared([both], ["rain"]) == compared([asked(*codings, stamps=(stamp(min(one, other)),))], ["rain"])


def test_who_reads_on_after_the_share_was_changed_counts_by_the_new_one_from_there() -> None:
    half, none = Fraction(1, 2), Fraction(0)
    codings = [coding(20), coding(5, created="2026-05-01T00:00:00Z"), coding(40, created="2026-05-01T00:00:00Z")]
    found, _ = compared([asked(*codings, stamps=(stamp(half), stamp(none, LATER)), marked=None)], ["rain"])
    listening = [number for number in range(41) if number % 10 != 9]
    kept_then = [number for number in listening if number <= 20 and unaided("s", "d", number, half)]
    assert (found[0].unaided, found[0].aided) == (len(kept_then), len(listening) - len(kept_then))
    assert found[0].unaided_coded + found[0].aided_coded == 2  # not what was coded later in what was read before


def test_draws_are_told_in_the_order_in_which_they_were_in_force() -> None:
    high, low = Fraction(2, 5), Fraction(1, 10)
    days = [f"2026-02-0{day}T00:00:00Z" for day in range(1, 5)]
    one = asked(stamps=(stamp(high, days[0]), stamp(low, days[2])))
    other = asked(stamps=(stamp(high, days[1]), stamp(high, days[3])))
    assert draws([one, other]) == (Draw(high, "s", days[0]), Draw(low, "s", days[2]), Draw(high, "s", days[3]))


def test_passages_on_which_nothing_lies_are_named() -> None:
    one = asked(coding(2), coding(5, created="2026-01-01T00:00:00Z"))
    every = [number for number in range(TURNS) if number % 10 != 9 and not unaided("s", "d", number, Fraction(1, 5))]
    lies = Asked(
        one.document, one.interview, one.place, one.codings,
        [suggestion("", number=number).span for number in every if number not in (2, 4)], one.stamps, one.marked,
    )  # fmt: skip
    found = silent(lies)
    assert found.passages == len({*every} - {5})  # nothing is suggested any more on what was coded before
    expected = [(f"I1:{number + 1}", number == 2) for number in (2, 4) if number in every]
    assert [(locator, coded) for locator, _, _, coded in found.silent] == expected


def test_few_passages_tell_nothing() -> None:
    assert difference(Compared("rain", 100, 30, FEWEST - 1, 5)) is None
    assert difference(Compared("rain", FEWEST, 3, FEWEST, 5)) is not None


@pytest.mark.parametrize(
    ("counts", "expected"),  # Newcombe 1998, table II, method 10
    [
        ((70, 56, 80, 48), (0.2, 0.0524, 0.3339)),
        ((10, 9, 10, 3), (0.6, 0.1705, 0.8090)),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    counts: tuple[int, int, int, int], expected: tuple[float, float, float]
) -> None:
    found = difference(Compared("rain", *counts))
    assert found == pytest.approx(expected, abs=5e-4)


@given(some.integers(10, 80), some.integers(10, 80), some.data())
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(
    one: int, other: int, data: some.DataObject
) -> None:
    mine, yours = data.draw(some.integers(0, one)), data.draw(some.integers(0, other))
    found, turned = difference(Compared("", one, mine, other, yours)), difference(Compared("", other, yours, one, mine))
    assert found is not None
    assert turned is not None
    assert -1 - 1e-9 <= found[1] <= found[0] + 1e-9
    assert found[0] - 1e-9 <= found[2] <= 1 + 1e-9
    assert turned == pytest.approx((-found[0], -found[2], -found[1]))
    low, high = interval(mine, one)
    assert low <= mine / one <= high or mine in (0, one)


def test_codings_that_began_as_suggestions_are_counted_by_name() -> None:
    codings = [coding(1, origin="suggestion:cues.v1"), coding(2), coding(3, "snow"), coding(4, "hail", origin="table")]
    assert [(one.name, one.codings, one.suggested) for one in begun(codings, lambda one: one.code)] == [
        ("rain", 2, 1), ("hail", 1, 0), ("snow", 1, 0),
    ]  # fmt: skip


def test_what_nobody_said_is_no_passage_to_be_read() -> None:
    one = asked(coding(2))
    turns = one.document.turns
    noted = replace(one, document=replace(one.document, turns=(replace(turns[0], role=Role.NOTE), *turns[1:])))
    kept_without = unaided("s", "d", 0, Fraction(1, 5))
    assert silent(noted).passages == silent(one).passages - (not kept_without)
    assert all(start >= turns[1].span.start for _, start, _, _ in silent(noted).silent)
