"""The filter of the coding screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.span import Span
from coder.tui.codes.showing import EVERYTHING, NO_SUGGESTIONS, ONLY_SUGGESTIONS, Showing
from coder.tui.codes.stripes import Kind, Stripe
from coder.tui.coding.places import filter_options
from tests.studies import codebook

BOOK = codebook()


def stripe(code: str, coder: str, me: str = "me") -> Stripe:
    kind = Kind.SUGGESTED if not coder else Kind.OWN if coder == me else Kind.OTHER
    return Stripe(f"{code} {coder}", Span(0, 1), kind, code, "Xx", 0, "+2", code, coder)


STRIPES = [
    stripe(code, coder) for code in ("mood.story", "mood.story.rise", "mood.storytelling") for coder in ("me", "JW", "")
]


@pytest.mark.parametrize(
    ("showing", "passing"),
    [
        (Showing(), 9),
        (Showing(code="mood.story"), 6),  # what is below it, not what is spelt alike
        (Showing(code="mood.story.rise"), 3),
        (Showing(coder="JW"), 3),
        (Showing(coder="JW", code="mood.story"), 2),
        (Showing(suggestions=True), 3),
        (Showing(suggestions=False), 6),
        (Showing(blind=True), 6),
        (Showing(blind=True, coder="JW"), 0),
        (Showing(blind=True, suggestions=False, code="mood.story.rise"), 1),
        (Showing(code="none"), 0),
    ],
)
def test_what_passes(showing: Showing, passing: int) -> None:
    assert sum(map(showing.passes, STRIPES)) == passing


def test_options_are_added_and_taken_off() -> None:
    showing = Showing(blind=True).chosen("code:mood").chosen("coder:me").chosen(NO_SUGGESTIONS)
    assert showing == Showing("mood", "me", False, blind=True)
    assert showing.chosen("code:mood.pride").code == "mood.pride"
    assert showing.chosen("code:mood").chosen("coder:me").chosen(NO_SUGGESTIONS) == Showing(blind=True)
    assert showing.chosen(EVERYTHING) == Showing(blind=True)
    assert not showing.chosen(EVERYTHING).filtered


def test_suggestions_have_no_coder() -> None:
    assert Showing(coder="JW").chosen(ONLY_SUGGESTIONS) == Showing(suggestions=True)
    assert Showing(suggestions=True).chosen("coder:JW") == Showing(coder="JW")


def test_blind_ends_a_filter_by_somebody_else() -> None:
    assert Showing(coder="JW", code="mood").blinded("me") == Showing(code="mood", blind=True)
    assert Showing(coder="me").blinded("me") == Showing(coder="me", blind=True)
    assert Showing(blind=True).blinded("me") == Showing()


def test_options_name_nobody_when_blind_and_the_way_out_when_filtered() -> None:
    coders = ["me", "J\x1bW"]
    options = filter_options(BOOK, Showing(), coders, "me", {})
    assert [option.label for option in options][:5] == [
        "coder: you",
        "coder: J␛W",
        "suggestions only",
        "no suggestions",
        "Mood",
    ]
    blind = filter_options(BOOK, Showing(code="mood.pride", blind=True), coders, "me", {})
    assert [option.id for option in blind][:3] == [EVERYTHING, "coder:me", ONLY_SUGGESTIONS]
    assert next(option.note for option in blind if option.id == "code:mood.pride") == "shown now: take it off again"


def test_codes_used_here_come_first_with_their_numbers() -> None:
    options = filter_options(BOOK, Showing(), [], "me", {"mood.story.decline": 2, "mood.story.gone": 1})
    assert [(option.id, option.note) for option in options][2:6] == [
        ("code:mood", "3"),
        ("code:mood.story", "3  Mood"),
        ("code:mood.story.decline", "2  Story"),
        ("code:mood.pride", "Mood"),
    ]


OPTIONS = st.sampled_from([EVERYTHING, ONLY_SUGGESTIONS, NO_SUGGESTIONS, "code:mood", "coder:me", "coder:JW"])


@given(st.lists(OPTIONS, max_size=8), OPTIONS)
def test_any_choice_can_be_taken_back(before: list[str], option: str) -> None:
    showing = Showing()
    for one in before:
        showing = showing.chosen(one)
    once = showing.chosen(option)
    assert not (once.coder and once.suggestions)
    twice = once.chosen(option)
    if option.startswith("code:") and showing.code == "":
        assert twice == showing
    assert sum(map(Showing().passes, STRIPES)) >= sum(map(once.passes, STRIPES))
