"""The queue of suggestions: rows, headings, filter, what comes next."""

from __future__ import annotations

from coder.model.coding import Suggestion
from coder.model.span import Span
from coder.suggest.queue import Order
from coder.tui.reviewing.waiting import Only, Waiting, filter_options, only_words
from tests.studies import codebook

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"


def one(
    name: str, document: str, at: int, code: str = RISE, confidence: float = 0.5, origin: str = "cues.v1"
) -> Suggestion:
    return Suggestion(name, document, Span(at, at + 9), code, 2, confidence, name, origin, 1)


def loaded(*found: Suggestion, order: Order = Order.DOCUMENT) -> Waiting:
    waiting = Waiting()
    waiting.order = order
    waiting.load(found, ["d1", "d2"], [RISE, DECLINE])
    return waiting


def said(waiting: Waiting) -> list[str]:
    return [row if isinstance(row, str) else row.id for row in waiting.rows]


SOME = (
    one("a", "d1", 0),
    one("b", "d1", 20, DECLINE),
    one("c", "d2", 0),
    one("e", "d2", 30, DECLINE, origin="x.v1+cues.v1"),
)


def test_headings_stand_above_documents_or_codes_with_counts() -> None:
    waiting = loaded(*SOME)
    assert said(waiting) == ["d1", "a", "b", "d2", "c", "e"]
    assert [waiting.count("d1"), waiting.count("d2")] == [2, 2]
    waiting.order = Order.CODE
    waiting.arrange()
    assert said(waiting) == [RISE, "a", "c", DECLINE, "b", "e"]
    waiting.order = Order.LIKELY
    waiting.arrange()
    assert said(waiting) == ["a", "b", "c", "e"]
    assert waiting.row_of("c") == 2
    assert waiting.row_of("gone") == waiting.row_of(None) == -1


def test_the_next_one_follows_and_a_heading_goes_with_its_last_row() -> None:
    waiting = loaded(*SOME)
    assert waiting.drop({"b"}, "b") == "c"
    assert waiting.drop({"a"}, "a") == "c"
    assert said(waiting) == ["d2", "c", "e"]
    assert waiting.drop({"e"}, "e") == "c"  # the last was decided: the one before
    assert waiting.drop({"c"}, "c") is None
    assert said(waiting) == []


def test_several_go_at_once_and_the_one_after_the_current_one_comes_next() -> None:
    waiting = loaded(*SOME)
    assert waiting.drop({"a", "c"}, "b") == "b"
    assert waiting.drop({"b"}, "b") == "e"
    waiting = loaded(*SOME)
    assert waiting.drop({"a", "b"}, "b") == "c"


def test_what_was_skipped_stands_below_all_without_heading_and_comes_again() -> None:
    waiting = loaded(*SOME)
    assert waiting.skip("a") == "b"
    assert said(waiting) == ["d1", "b", "d2", "c", "e", "a"]
    assert waiting.count("d1") == 1
    assert waiting.skip("b") == "c"
    assert [waiting.skip("c"), waiting.skip("e")] == ["e", "a"]
    assert said(waiting) == ["a", "b", "c", "e"]
    assert waiting.skip("e") == "a"  # behind the last one the first
    waiting.load(SOME[1:], ["d1", "d2"], [RISE])
    assert list(waiting.skipped) == ["b", "c", "e"]
    waiting.drop({"c"}, "c")
    assert list(waiting.skipped) == ["b", "e"]


def test_what_is_new_is_told_in_the_order_of_the_queue() -> None:
    waiting = loaded(*SOME[1:])
    assert waiting.load(SOME, ["d1", "d2"], [RISE]) == ["a"]
    assert waiting.load(SOME, ["d1", "d2"], [RISE]) == []


def test_the_filter_is_added_and_taken_off() -> None:
    waiting = loaded(*SOME)
    for option, shown in (
        (f"code:{DECLINE}", ["b", "e"]),
        ("document:d2", ["e"]),
        ("source:x", ["e"]),
        ("document:d2", ["e"]),
        ("source:x", ["b", "e"]),
        ("-", ["a", "b", "c", "e"]),
        ("code:mood.story", ["a", "b", "c", "e"]),
        ("code:mood.stor", []),
    ):
        waiting.only = waiting.only.chosen(option)
        waiting.arrange()
        assert [row.id for row in waiting.queue] == shown, option


def test_the_options_of_the_filter_count_what_waits() -> None:
    waiting = loaded(*SOME)
    names = {"d1": "first \x1b", "d2": "second"}
    options = filter_options(waiting, codebook(), names)
    assert [(option.id, option.label, option.note.split("  ")[0]) for option in options] == [
        (f"code:{RISE}", "rise", "2"),
        (f"code:{DECLINE}", "decline", "2"),
        ("document:d1", "document: first ␛", "2"),
        ("document:d2", "document: second", "2"),
        ("source:cues", "source: cues", "4"),
        ("source:x", "source: x", "1"),
    ]
    waiting.only = Only(RISE, "d1", "cues")
    first, *others = filter_options(waiting, codebook(), names)
    assert first.id == "-"
    assert sum(option.note == "shown now: take it off again" for option in others) == 3
    assert only_words(waiting.only, codebook(), names) == "only rise, first ␛, cues"
    assert only_words(Only(), codebook(), names) == ""
    waiting.only = Only(document="d2", source="x")
    _, *others = filter_options(waiting, codebook(), names)  # what each would show together with the others
    assert [(option.id, option.note.split("  ")[0]) for option in others if "shown now" not in option.note] == [
        (f"code:{DECLINE}", "1"),
        ("source:cues", "2"),
    ]


def test_newer_likelihoods_leave_the_current_one_where_it_is() -> None:
    found = [Suggestion(name, name, Span(0, 5), name, 2, 0.5, name, "m.v1", 1, calibrated=True) for name in "abcd"]
    waiting = Waiting()
    waiting.order = Order.USEFUL
    waiting.load(found, "abcd", "abcd")
    assert said(waiting) == ["a", "b", "c", "d"]
    waiting.weigh({"b": 0.99, "c": 0.9}, "c")
    assert said(waiting) == ["c", "a", "d", "b"]
    waiting.weigh({"a": 0.8}, "c")
    assert said(waiting) == ["c", "d", "a", "b"]


def test_ranks_are_among_those_on_the_same_words_and_only_where_nothing_was_measured() -> None:
    here = [one("a", "d1", 0, confidence=0.2), one("b", "d1", 5, DECLINE, 0.7), one("c", "d1", 40)]
    waiting = loaded(*here)
    assert [waiting.rank(each) for each in here] == [(2, 2), (1, 2), (1, 1)]
    assert [each.id for each in waiting.beside(here[0])] == ["a", "b"]
    waiting.drop({"b"}, None)
    assert waiting.rank(here[0]) == (1, 1)
