"""In which order suggestions are gone through."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.coding import Suggestion
from coder.model.span import Span
from coder.suggest import queue
from coder.suggest.queue import Order, counted, later, ordered, places_among, reason_of, uncertainty

DOCUMENTS = {"d2": 0, "d1": 1, "d3": 2}
CODES = {"b": 0, "a": 1, "c": 2}


def one(number: int, document: str = "d1", code: str = "a", confidence: float = 0.5, **more: object) -> Suggestion:
    span = Span(10 * number, 10 * number + 10)
    plain = Suggestion(
        f"s{number:03}", document, span, code, 2, confidence, f"why {number}", "x.v1", 1, calibrated=True
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def names(found: list[Suggestion]) -> list[str]:
    return [suggestion.id for suggestion in found]


@st.composite
def waiting(draw: st.DrawFn) -> list[Suggestion]:
    number = draw(st.integers(0, 40))
    return [
        one(
            at,
            draw(st.sampled_from(("d1", "d2", "d3", "gone"))),
            draw(st.sampled_from(("a", "b", "c", "lost"))),
            draw(st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0))),
            calibrated=draw(st.booleans()),
            reason=draw(st.sampled_from(("one", "two", "three"))),
            nearest=draw(st.sampled_from(((), ("k1", "k2"), ("k2",)))),
        )
        for at in range(number)
    ]


def naive(found: list[Suggestion]) -> list[str]:
    """The definition, looked at whole at every step."""
    rank = {
        suggestion.id: at
        for at, suggestion in enumerate(
            sorted(
                ordered(found, Order.DOCUMENT, DOCUMENTS, CODES),
                key=lambda other: (-uncertainty(other, {}), -other.confidence),
            )
        )
    }
    left, taken = list(found), list[Suggestion]()
    while left:
        codes = Counter(other.code for other in taken)
        documents = Counter(other.document for other in taken)
        reasons = Counter(map(reason_of, taken))

        def worth(other: Suggestion) -> float:
            spread = sqrt((1 + documents[other.document]) * (1 + reasons[reason_of(other)]))  # noqa: B023 - used here
            return uncertainty(other, {}) / spread / sqrt(1 + codes[other.code])  # noqa: B023

        best = min(left, key=lambda other: (-worth(other), rank[other.id]))
        taken.append(best)
        left.remove(best)
    return names(taken)


@given(waiting())
def test_useful_ones_are_those_of_the_definition(found: list[Suggestion]) -> None:
    assert names(ordered(found, Order.USEFUL, DOCUMENTS, CODES)) == naive(found)


@given(waiting(), st.sampled_from(Order), st.randoms())
def test_every_order_keeps_all_whatever_order_they_come_in(found: list[Suggestion], order: Order, dice: object) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    first = ordered(found, order, DOCUMENTS, CODES)
    assert first == ordered(shuffled, order, DOCUMENTS, CODES)
    assert sorted(names(first)) == sorted(names(found))


def test_by_document_and_by_code_follow_the_lists_given_and_the_text() -> None:
    found = [one(3, "d1", "a"), one(1, "d1", "b"), one(2, "d2", "a"), one(4, "new", "b"), one(5, "d2", "lost")]
    assert names(ordered(found, Order.DOCUMENT, DOCUMENTS, CODES)) == ["s002", "s005", "s001", "s003", "s004"]
    assert names(ordered(found, Order.CODE, DOCUMENTS, CODES)) == ["s001", "s004", "s002", "s003", "s005"]
    assert counted(found, Order.DOCUMENT) == {"d1": 2, "d2": 2, "new": 1}
    assert counted(found, Order.CODE) == {"a": 2, "b": 2, "lost": 1}
    assert not counted(found, Order.USEFUL)


def test_likely_ones_by_their_number() -> None:
    found = [one(1, confidence=0.2), one(2, confidence=0.9), one(3, "d2", confidence=0.2)]
    assert names(ordered(found, Order.LIKELY, DOCUMENTS, CODES)) == ["s002", "s003", "s001"]


@pytest.mark.parametrize(("likelihood", "bits"), [(0.5, 1), (0.11, 0.5), (0.89, 0.5), (0, 0), (1, 0)])
def test_uncertainty_is_the_entropy_of_a_calibrated_number(likelihood: float, bits: float) -> None:
    assert uncertainty(one(1, confidence=likelihood), {}) == pytest.approx(bits, abs=0.001)
    assert uncertainty(one(1, confidence=0.7), {"s001": likelihood}) == pytest.approx(bits, abs=0.001)
    assert uncertainty(one(1, confidence=likelihood, calibrated=False), {}) == 1


def test_the_first_useful_ones_are_spread() -> None:
    """Ten codes, ten documents: of 100 the first ten have each code once and each document once."""
    found = [one(at, f"d{at % 10}", f"c{at // 10}", calibrated=False) for at in range(100)]
    first = ordered(found, Order.USEFUL, {f"d{n}": n for n in range(10)}, {f"c{n}": n for n in range(10)})[:10]
    assert len({other.code for other in first}) == len({other.document for other in first}) == 10


def test_what_was_proposed_for_the_same_reason_waits() -> None:
    found = [one(at, f"d{at}", f"c{at}", reason="same") for at in range(3)]
    found.append(one(9, "d9", "c9", confidence=0.35))
    assert names(ordered(found, Order.USEFUL, {}, {}))[1] == "s009"


def test_newer_likelihoods_move_only_the_useful_order() -> None:
    found = [one(1, "d1", "a", 0.5), one(2, "d2", "b", 0.95)]
    taught = {"s001": 0.99, "s002": 0.5}
    assert names(ordered(found, Order.USEFUL, DOCUMENTS, CODES, taught)) == ["s002", "s001"]
    assert names(ordered(found, Order.LIKELY, DOCUMENTS, CODES, taught)) == ["s002", "s001"]
    assert names(ordered(found, Order.DOCUMENT, DOCUMENTS, CODES, taught)) == ["s002", "s001"]
    assert names(ordered(found, Order.USEFUL, DOCUMENTS, CODES)) == ["s001", "s002"]


def test_beyond_the_far_end_the_uncertain_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "FAR", 2)
    found = [one(at, "d1", "a", confidence) for at, confidence in enumerate((0.5, 0.95, 0.6, 0.9))]
    assert names(ordered(found, Order.USEFUL, DOCUMENTS, CODES)) == ["s000", "s002", "s003", "s001"]


def test_skipped_ones_go_to_the_end_in_the_order_of_skipping() -> None:
    found = [one(at) for at in range(4)]
    assert names(later(found, ["s002", "s000", "gone"])) == ["s001", "s003", "s002", "s000"]
    assert later(found, []) == found


def test_ranks_among_those_on_the_same_words() -> None:
    here = [one(1, code=code, confidence=number) for code, number in (("a", 0.4), ("b", 0.6), ("c", 0.4))]
    here = [replace(other, id=other.code) for other in here]
    away = [one(5), one(1, "d2")]
    assert [places_among([*here, *away], other) for other in here] == [(2, 3), (1, 3), (2, 3)]
    assert places_among(away, away[0]) == (1, 1)
