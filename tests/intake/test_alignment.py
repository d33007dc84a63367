"""Passages of a text in its corrected text: by example, and for random corrections against a naive oracle."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.intake.alignment import Alignment, Placement, has_words, once, same_words
from coder.model.span import Span

EXAMPLES = int(os.environ.get("CODER_FUZZ", "0")) or 200
NEAR = 300  # code points around a passage in which its words stand once


def placed(old: str, new: str, words: str, number: int = 1) -> tuple[str, Placement]:
    """What the ``number``-th occurrence of some words becomes."""
    at = -1
    for _ in range(number):
        at = old.index(words, at + 1)
    found = Alignment(old, new).place(Span(at, at + len(words)))
    return new[found.span.start : found.span.end], found


@pytest.mark.parametrize(
    ("old", "new", "words", "now", "same"),
    [
        ("a b c d", "x a b c d", "b c", "b c", True),
        ("The quick brwon fox jumps.", "The quick brown fox jumps.", "brwon fox", "brown fox", False),
        ("They grow, slowly.", "They grow slowly!", "grow, slowly", "grow slowly", True),
        ("one two three four", "one two really three four", "two three", "two really three", False),
        ("one two three four", "one four", "two three", "four", False),
        ("one two three\nfour five", "one two\nfour five", "three", "two", False),
        ("one two\nthree\nfour five", "one two\nfour five", "three", "two", False),
        ("the party is here", "all parties are here", "art", "art", True),
        ("He said yes. Then no.", "He said yes. Then no. Then yes.", "yes", "yes", True),
        ("我们不相信国家。", "我们不再相信国家。", "相信国家", "相信国家", True),
        ("我们不相信国家。", "我们不再相信国家。", "不相信", "不再相信", False),
        (
            "la re\u0301gion est fie\u0300re",
            "la re\u0301gion est tre\u0300s fie\u0300re",
            "re\u0301gion",
            "re\u0301gion",
            True,
        ),
        ("one two three four", "one\ntwo\nthree\nfour", "two three", "two\nthree", True),
        ("now here we are", "nowhere we are", "here", "nowhere", False),
        ("B: They are proud of it.", "B: They're not. They are proud, yes, of it.", "They are", "They are", True),
        ("It is so. It is good.", "It is bad. It is so. It is good.", "It is so", "It is so", True),
        ("... well ...", "... well ...", " ...", " ...", True),
        ("we trust them", "and", "trust", "and", False),
        ("we trust them", "!", "trust", "!", False),
    ],
)
def test_passages_by_example(old: str, new: str, words: str, now: str, same: bool) -> None:
    found, placement = placed(old, new, words)
    assert (found, placement.same) == (now, same)


def test_words_of_a_moved_paragraph_are_followed_when_nothing_of_them_is_left() -> None:
    first, second, third = (
        "We built the harbour with our own hands, and proud we are.",
        "The council came much later than that.",
        "Nobody asked the fishermen at all.",
    )
    third = "\n".join([third, *(f"And that was in year {year}." for year in range(1900, 2000))])
    old, new = f"{first}\n{second}\n{third}", f"{second}\n{third}\n{first}"
    for words in ("built the harbour", "We", "proud we are.", first):
        found, placement = placed(old, new, words)
        assert found == words
        assert placement.span.start >= new.index(first)
        assert (placement.same, placement.elsewhere) == (True, True)


def test_words_that_are_also_elsewhere_do_not_draw_a_passage_away_from_what_is_left_of_it() -> None:
    old = "We trust the council here.\nNothing else was said on that day.\nWe left."
    new = "We trust the councillors here.\nNothing else was said on that day.\nWe left. We trust the council here."
    found, placement = placed(old, new, "trust the council")
    assert (found, placement.same, placement.elsewhere) == ("trust the councillors", False, False)
    assert once(new, "trust the council") == Span(new.index("council here") - 10, new.index("council here") + 7)


def test_the_same_words_of_another_turn_are_not_taken_for_a_deleted_passage() -> None:
    old = "A: Is it so?\nB: Yes.\nA: And the town, is it proud?\nB: Yes."
    new = "A: Is it so?\nA: And the town, is it proud?\nB: Yes."
    found, placement = placed(old, new, "Yes")
    assert found != "Yes"
    assert not placement.same
    assert placed(old, new, "Yes", 2)[1] == Placement(Span(new.index("Yes"), new.index("Yes") + 3), same=True)


def test_words_that_come_back_are_found_again() -> None:
    alignment = Alignment("We like it here.", "We really trust them here.")
    found = alignment.place(Span(3, 10), "really trust them")
    assert found == Placement(Span(3, 20), same=True)


def test_places_follow_their_words() -> None:
    old, new = "one two three four five", "zero one three four, five"
    alignment = Alignment(old, new)
    for word in ("one", "three", "four", "five"):
        for letter in range(len(word)):
            assert alignment.offset(old.index(word) + letter) == new.index(word) + letter
    assert alignment.offset(len(old)) == len(new)
    assert Alignment("", "new").offset(0) == len("new")


def test_what_counts_as_the_same_words() -> None:
    assert same_words("We grow, slowly.", "We  grow\nslowly")
    assert not same_words("We grow", "we grow")
    assert not same_words("...", "?")
    assert same_words("...", "...")
    assert has_words("?")
    assert not has_words(" \n\u00a0")


VOCABULARY = (
    "we",
    "trust",
    "the",
    "town",
    "of",
    "proud",
    "people",
    "yes",
    "no",
    "我",
    "们",
    "是",
    "a",
    "été",
    "I",
    "said",
)


def correction(dice: random.Random) -> tuple[str, list[tuple[int, int, int]], str]:
    """A text, its corrected text, and by old stretch that was left as it was where that begins now."""
    pieces: list[str] = []
    for number in range(dice.randint(1, 120)):
        rare = f"w{number}" if dice.random() < 0.4 else dice.choice(VOCABULARY)
        pieces.append(rare + dice.choice((" ", " ", " ", ", ", ". ", "\n")))
    new: list[str] = []
    kept: list[tuple[int, int, int]] = []
    at = there = 0
    for piece in pieces:
        choice = dice.random()
        written = piece
        if choice < 0.04:
            written = ""
        elif choice < 0.07:
            written = f"{dice.choice(VOCABULARY)} "
        elif choice < 0.10:
            written = f"{piece}{dice.choice(VOCABULARY)} "
        elif choice < 0.12:
            middle = dice.randrange(len(piece))
            written = piece[:middle] + dice.choice("xyz, ") + piece[middle:]
        if written.startswith(piece) and piece:
            if kept and kept[-1][1] == at and kept[-1][2] + at - kept[-1][0] == there:
                kept[-1] = (kept[-1][0], at + len(piece), kept[-1][2])
            else:
                kept.append((at, at + len(piece), there))
        new.append(written)
        at, there = at + len(piece), there + len(written)
    return "".join(pieces), kept, "".join(new)


def occurrences(text: str, words: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(words, at)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**48))
def test_words_that_stay_verbatim_and_once_near_their_place_are_kept_exactly_and_none_is_lost(seed: int) -> None:
    dice = random.Random(seed)
    old, kept, new = correction(dice)
    if not has_words(new):
        return
    alignment = Alignment(old, new)
    for _ in range(30):
        start = dice.randrange(len(old))
        span = Span(start, min(len(old), start + dice.randint(1, 40)))
        words = old[span.start : span.end]
        found = alignment.place(span)
        assert 0 <= found.span.start < found.span.end <= len(new)
        now = new[found.span.start : found.span.end]
        assert found.same == same_words(words, now) or not words.strip()
        stretch = next((one for one in kept if one[0] <= span.start and span.end <= one[1]), None)
        if stretch is None or not any(map(str.isalnum, words)):
            continue
        true = Span(stretch[2] + span.start - stretch[0], stretch[2] + span.end - stretch[0])
        around = new[max(0, true.start - NEAR) : true.end + NEAR], old[max(0, span.start - NEAR) : span.end + NEAR]
        if all(len(occurrences(text, words)) == 1 for text in around):
            assert found.span == true, (old, new, span, words)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text("ab 我,.\n", max_size=60), st.text("ab 我,.\n", max_size=60), st.data())
def test_any_two_texts(old: str, new: str, data: st.DataObject) -> None:
    if not has_words(new) or not old:
        return
    alignment = Alignment(old, new)
    offsets = [alignment.offset(at) for at in range(len(old) + 1)]
    assert all(0 <= at <= len(new) for at in offsets)
    assert offsets == sorted(offsets)
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    found = alignment.place(span, data.draw(st.text("ab ", max_size=4)))
    assert found.span.end <= len(new)
    identity = Alignment(old, old).place(span) if has_words(old) else None
    if identity is not None and same_words(old[span.start : span.end], "") is False:
        assert identity.span == span


@pytest.mark.parametrize("vocabulary", [1, 2, 8, 3_000])
def test_long_texts_that_share_little_are_matched_in_bounded_memory(vocabulary: int) -> None:
    dice = random.Random(4)
    old, new = (" ".join(f"w{dice.randrange(vocabulary)}" for _ in range(12_000)) for _ in range(2))
    found = Alignment(old, new).place(Span(0, len(old)))
    assert len(found.span) > 0.9 * len(new)
