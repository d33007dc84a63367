from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coder.model.document import Role
from coder.model.span import Span
from coder.suggest.unaided import SHARE, kept, unaided, within
from tests.suggest.sample import document
from tests.suggest.towns import interview

shares = st.fractions(0, 1, max_denominator=50)


def test_about_the_share_is_kept_and_the_same_each_time() -> None:
    drawn = [unaided("study", f"d{of}", turn, SHARE) for of in range(50) for turn in range(100)]
    assert 0.18 < sum(drawn) / len(drawn) < 0.22
    assert drawn == [unaided("study", f"d{of}", turn, SHARE) for of in range(50) for turn in range(100)]
    assert drawn != [unaided("other", f"d{of}", turn, SHARE) for of in range(50) for turn in range(100)]


def test_what_a_seed_draws_never_changes() -> None:
    assert [turn for turn in range(30) if unaided("seed", "d", turn, SHARE)] == [4, 6, 14, 17, 21, 28]


@given(shares, shares, st.text(max_size=5), st.integers(0, 500))
def test_more_keeps_what_less_keeps(one: Fraction, other: Fraction, seed: str, turn: int) -> None:
    less, more = sorted((one, other))
    assert unaided(seed, "d", turn, less) <= unaided(seed, "d", turn, more)
    assert not unaided(seed, "d", turn, Fraction(0))
    assert unaided(seed, "d", turn, Fraction(1))


def test_contributions_are_kept_whole_and_in_order() -> None:
    talk, _ = interview(1)
    found = kept(talk, Fraction(1, 3), "seed")
    assert 0 < len(found) < len(talk.turns)
    assert [turn.span for turn in talk.turns if turn.span in found] == list(found)
    assert kept(talk, Fraction(0), "seed") == ()
    assert kept(talk, Fraction(1), "seed") == tuple(turn.span for turn in talk.turns)


def test_a_text_without_turns_is_kept_by_paragraphs() -> None:
    talk = document((Role.RESPONDENT, "One.\n\nTwo.\n\nThree."))
    plain = type(talk)("d", "d", "txt", "en", "One.\n\nTwo.\n\nThree.", (), (), "", "", "")
    assert [plain.quote(span).strip() for span in kept(plain, Fraction(1), "s")] == ["One.", "Two.", "Three."]


@given(
    st.lists(st.integers(0, 60), max_size=12, unique=True).map(sorted),
    st.integers(0, 60),
    st.integers(1, 9),
)
def test_within_is_overlapping_any(edges: list[int], start: int, length: int) -> None:
    spans = [Span(one, other) for one, other in zip(edges[::2], edges[1::2], strict=False)]
    span = Span(start, start + length)
    assert within(span, spans) is any(span.overlaps(one) for one in spans)
