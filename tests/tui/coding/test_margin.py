from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.model.span import Span
from coder.tui.codes.stripes import Kind, Lanes, Stripe, initials
from coder.tui.coding.margin import Margin, Part
from coder.tui.text.wrap import wrap

TEXT = "0123456789" * 40
LAYOUT = wrap(TEXT, 10, {})  # forty lines of ten characters


def stripe(number: int, first: int, last: int, kind: Kind = Kind.OWN) -> Stripe:
    """A stripe over whole lines."""
    span = Span(first * 10, last * 10 + 10)
    return Stripe(f"s{number}", span, kind, "c", f"S{number % 10}", 0, "+2", f"label {number}")


stripes = st.lists(st.tuples(st.integers(0, 35), st.integers(0, 4), st.sampled_from(Kind)), max_size=15)


def text(margin: Margin, line: int, width: int = 24, top: int = -1) -> str:
    return "".join(piece.text for piece in margin.pieces(line, width, top))


def test_letters_stand_where_a_stripe_begins_and_the_label_beside_them() -> None:
    margin = Margin(LAYOUT, [stripe(1, 2, 4)])
    assert text(margin, 1) == " " * 24
    assert text(margin, 2) == "┃S1 +2 label 1          "
    assert [piece.part for piece in margin.pieces(2, 24)] == [Part.LETTERS, Part.LABEL]
    assert text(margin, 3) == "┃                       "
    assert text(margin, 5) == " " * 24


def test_letters_are_repeated_at_the_top_of_the_view() -> None:
    margin = Margin(LAYOUT, [stripe(1, 2, 4)])
    assert text(margin, 3, top=3).startswith("┃S1")


def test_stripes_that_begin_together_are_named_one_below_another() -> None:
    margin = Margin(LAYOUT, [stripe(1, 2, 4), stripe(2, 2, 4), stripe(3, 2, 2)])
    named = [margin.label_on(line) for line in range(2, 6)]
    assert [one.id if one else None for one in named] == ["s1", "s2", None, None]


def test_bars_tell_own_others_and_suggestions_apart_without_colour() -> None:
    kinds = [stripe(1, 0, 1), stripe(2, 0, 1, Kind.OTHER), stripe(3, 0, 1, Kind.SUGGESTED)]
    margin = Margin(LAYOUT, kinds)
    assert text(margin, 1).startswith("┃  │  ┊  ")


def test_bars_come_before_the_label() -> None:
    margin = Margin(LAYOUT, [stripe(number, 0, 2) for number in range(1, 6)])
    assert text(margin, 0) == "┃S1┃S2┃S3┃S4┃S5         "
    assert text(margin, 0, 25) == "┃S1┃S2┃S3┃S4┃S5 +2 label…"
    assert text(margin, 2, 15) == "┃  ┃  ┃  ┃  ┃  "


def test_more_stripes_than_room_are_counted_and_the_current_one_is_among_those_shown() -> None:
    margin = Margin(LAYOUT, [stripe(number, 0, 2) for number in range(1, 11)])
    assert text(margin, 1) == "┃  ┃  ┃  ┃  ┃  ┃  ┃  …3 "
    pieces = margin.pieces(0, 24, current="s9")
    assert [piece.text for piece in pieces][-2:] == ["┃S9", "…3 "]
    assert text(margin, 1, 5) == "┃  …9"


def test_another_coders_stripe_has_initials_below_its_letters() -> None:
    span = Span(0, 40)
    other = Stripe("o1", span, Kind.OTHER, "c", "Oo", 0, "+1", "a rather long label", "Karla Meier")
    margin = Margin(LAYOUT, [other, stripe(1, 0, 3)])
    assert text(margin, 0, 32) == "┃S1│Oo S1 +2 label 1            "
    assert text(margin, 1, 32) == "┃  │KM Oo +1 a rather long l… KM"
    assert text(margin, 1, 20) == "┃  │KM +1 a rath… KM"
    assert text(margin, 1, 60).rstrip() == "┃  │KM Oo +1 a rather long label (Karla Meier)"
    assert text(margin, 2, 32).rstrip() == "┃  │"
    assert [piece.stripe.id for piece in margin.pieces(1, 32) if piece.stripe] == ["s1", "o1", "o1", "o1"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Karla Meier", "KM"),
        ("karla.von-meier", "km"),
        ("JW", "JW"),
        ("K", "K "),
        ("王芳", "王"),
        ("\x1b[1m", "␛["),
        ("", "  "),
    ],
)
def test_initials_take_two_cells(name: str, expected: str) -> None:
    assert initials(name) == expected


@given(stripes, st.integers(3, 70), st.integers(-1, 39), st.sampled_from(["s0", "s7", None]))
@settings(max_examples=100, deadline=None)
def test_a_line_takes_exactly_the_width(
    standing: list[tuple[int, int, Kind]], width: int, top: int, current: str | None
) -> None:
    margin = Margin(LAYOUT, [stripe(at, first, first + more, kind) for at, (first, more, kind) in enumerate(standing)])
    for line in range(len(LAYOUT)):
        pieces = margin.pieces(line, width, top, current)
        assert sum(cell_len(piece.text) for piece in pieces) == width
        if current in {one.id for one in margin.on(line)}:
            assert current in {piece.stripe.id for piece in pieces if piece.stripe is not None}


def test_replacing_a_stripe_in_place_keeps_its_lane() -> None:
    margin = Margin(LAYOUT, [stripe(1, 0, 3), stripe(2, 0, 3)])
    margin.put(Stripe("s1", Span(0, 40), Kind.OWN, "c", "S1", 0, "-2", "label 1"))
    assert margin.lanes["s1"] == 0
    assert "-2" in text(margin, 0)


def test_dropping_what_is_not_there_changes_nothing() -> None:
    assert not Margin(LAYOUT).drop("nobody")


@given(stripes, stripes, st.sampled_from((24, 40)))
@settings(max_examples=120, deadline=None)
def test_only_the_lines_named_need_painting(
    standing: list[tuple[int, int, Kind]], coming: list[tuple[int, int, Kind]], width: int
) -> None:
    """The oracle paints everything before and after each change and compares."""
    margin = Margin(LAYOUT, [stripe(at, first, first + more, kind) for at, (first, more, kind) in enumerate(standing)])
    changes = [stripe(at + 50, first, first + more, kind) for at, (first, more, kind) in enumerate(coming)]
    for change in changes:
        before = [margin.pieces(line, width) for line in range(len(LAYOUT))]
        wide = margin.aligned
        lines = margin.put(change)
        after = [margin.pieces(line, width) for line in range(len(LAYOUT))]
        if margin.aligned == wide:
            assert {line for line in range(len(LAYOUT)) if before[line] != after[line]} <= set(lines)
    for change in changes:
        before = [margin.pieces(line, width) for line in range(len(LAYOUT))]
        lines = margin.drop(change.id)
        after = [margin.pieces(line, width) for line in range(len(LAYOUT))]
        assert {line for line in range(len(LAYOUT)) if before[line] != after[line]} <= set(lines)


@given(stripes, st.integers(0, 380), st.integers(1, 400), st.booleans())
@settings(max_examples=100, deadline=None)
def test_stripes_over_a_span(standing: list[tuple[int, int, Kind]], start: int, length: int, placed: bool) -> None:
    found = [stripe(at, first, first + more, kind) for at, (first, more, kind) in enumerate(standing)]
    margin = Margin(LAYOUT, found)
    if placed:
        margin.on(0)
    span = Span(start, min(400, start + length))
    overlapping = margin.overlapping(span)
    assert sorted(one.id for one in overlapping) == sorted(one.id for one in found if one.span.overlaps(span))


def test_stripes_wait_for_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is placed on the lines of a text that has not been wrapped yet."""
    margin = Margin(wrap("", 8, {}), [stripe(number, number, number + 2) for number in range(30)])
    with monkeypatch.context() as patch:
        patch.setattr(Lanes, "add", None)
        assert margin.get("s3") is not None
        assert len(margin.overlapping(Span(0, 400))) == 30
        later = margin.over(LAYOUT)
    assert text(later, 0).startswith("┃S0")


def test_another_layout_has_the_same_stripes() -> None:
    margin = Margin(LAYOUT, [stripe(1, 0, 3)]).over(wrap(TEXT, 20, {}))
    assert [line for line in range(10) if margin.on(line)] == [0, 1]
