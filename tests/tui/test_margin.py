from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.span import Span
from coder.tui.margin import Margin
from coder.tui.stripes import Kind, Stripe
from coder.tui.wrap import wrap

TEXT = "0123456789" * 40
LAYOUT = wrap(TEXT, 10, {})  # forty lines of ten characters


def stripe(number: int, first: int, last: int, kind: Kind = Kind.OWN) -> Stripe:
    """A stripe over whole lines."""
    span = Span(first * 10, last * 10 + 10)
    return Stripe(f"s{number}", span, kind, "c", f"S{number}", 0, "+2", f"label {number}")


stripes = st.lists(st.tuples(st.integers(0, 35), st.integers(0, 4), st.sampled_from(Kind)), max_size=15)


def text(margin: Margin, line: int, width: int = 24, top: int = -1) -> str:
    return "".join(piece.text for piece in margin.pieces(line, width, top))


def test_letters_stand_where_a_stripe_begins_and_the_label_beside_them() -> None:
    margin = Margin(LAYOUT, [stripe(1, 2, 4)])
    assert text(margin, 1) == " " * 24
    assert text(margin, 2) == "┃S1 +2 label 1          "
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


def test_more_stripes_than_room_are_counted() -> None:
    margin = Margin(LAYOUT, [stripe(number, 0, 2) for number in range(1, 9)])
    assert text(margin, 1).startswith("┃  ┃  ┃  ┃  ┃  …3 ")
    assert len(text(margin, 1)) == 24


def test_replacing_a_stripe_in_place_keeps_its_lane() -> None:
    margin = Margin(LAYOUT, [stripe(1, 0, 3), stripe(2, 0, 3)])
    margin.put(Stripe("s1", Span(0, 40), Kind.OWN, "c", "S1", 0, "-2", "label 1"))
    assert margin.lanes["s1"] == 0
    assert "-2" in text(margin, 0)


def test_dropping_what_is_not_there_changes_nothing() -> None:
    assert not Margin(LAYOUT).drop("nobody")


@given(stripes, stripes)
@settings(max_examples=80, deadline=None)
def test_only_the_lines_named_need_painting(
    standing: list[tuple[int, int, Kind]], coming: list[tuple[int, int, Kind]]
) -> None:
    """The oracle paints everything before and after each change and compares."""
    margin = Margin(LAYOUT, [stripe(at, first, first + more, kind) for at, (first, more, kind) in enumerate(standing)])
    changes = [stripe(at + 50, first, first + more, kind) for at, (first, more, kind) in enumerate(coming)]
    for change in changes:
        before = [margin.pieces(line, 24) for line in range(len(LAYOUT))]
        wide = margin.aligned
        lines = margin.put(change)
        after = [margin.pieces(line, 24) for line in range(len(LAYOUT))]
        if margin.aligned == wide:
            assert {line for line in range(len(LAYOUT)) if before[line] != after[line]} <= set(lines)
    for change in changes:
        before = [margin.pieces(line, 24) for line in range(len(LAYOUT))]
        lines = margin.drop(change.id)
        after = [margin.pieces(line, 24) for line in range(len(LAYOUT))]
        assert {line for line in range(len(LAYOUT)) if before[line] != after[line]} <= set(lines)


def test_another_layout_has_the_same_stripes() -> None:
    margin = Margin(LAYOUT, [stripe(1, 0, 3)]).over(wrap(TEXT, 20, {}))
    assert [line for line in range(10) if margin.on(line)] == [0, 1]
