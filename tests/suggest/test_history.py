"""The journal read for suggestions, and what became of these."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from coder.model.edit import (
    AddCodings,
    AddSuggestions,
    Batch,
    DecideSuggestion,
    DocumentRecord,
    Edit,
    Entry,
    MarkCoded,
    RemoveSuggestions,
    ReviseDocument,
    Suggested,
    invert,
)
from coder.model.guards import Fate
from coder.suggest.guards import became, deciders, fates
from coder.suggest.history import Offered, history, marks
from tests.suggest.test_guards import ACCEPTED, PENDING, REJECTED, coding, stamp, suggestion


def entry(seq: int, edit: Edit, coder: str = "AN", reverts: int | None = None) -> Entry:
    return Entry(seq, str(seq), f"2026-03-01T00:00:{seq:02}Z", coder, "", edit, reverts, "", "")


def test_a_rejection_that_codes_the_words_otherwise_is_a_change() -> None:
    told = history(
        [
            entry(1, Batch((AddCodings((coding(1),)), DecideSuggestion("a", PENDING, ACCEPTED)))),
            entry(2, DecideSuggestion("b", PENDING, REJECTED), "MK"),
            entry(3, Batch((AddCodings((coding(2),)), DecideSuggestion("c", PENDING, REJECTED)))),
            entry(4, Batch((DecideSuggestion("d", PENDING, REJECTED), DecideSuggestion("e", PENDING, ACCEPTED)))),
            entry(5, Batch((DecideSuggestion("e", ACCEPTED, PENDING),))),  # taken back
        ]
    )
    assert {one: decision.fate for one, decision in told.decisions.items()} == {
        "a": Fate.ACCEPTED, "b": Fate.REJECTED, "c": Fate.CHANGED, "d": Fate.REJECTED,
    }  # fmt: skip
    first, second = deciders(told)
    assert (first.fates.name, first.fates.decided, first.first, first.last) == (
        "AN", 3, "2026-03-01T00:00:01Z", "2026-03-01T00:00:04Z",
    )  # fmt: skip
    assert (second.fates.name, second.fates.rejected) == ("MK", 1)
    states = {"a": ACCEPTED, "b": REJECTED, "c": REJECTED, "e": PENDING}
    every = became([suggestion(one, state=state) for one, state in states.items()], told)
    (whole,) = fates(every, lambda one: (one.origin,))
    assert (whole.name, whole.accepted, whole.changed, whole.rejected, whole.pending) == ("cues.v1", 1, 1, 1, 1)
    assert (whole.made, whole.decided) == (4, 3)


def test_what_a_document_was_asked_with_is_read_from_the_journal_and_taken_back() -> None:
    first, second = stamp(), stamp(at="2026-02-02T00:00:00Z")
    entries = [entry(1, Suggested("d", None, first)), entry(2, Suggested("d", first, second))]
    assert history(entries).stamps == {"d": (first, second)}
    assert history([*entries, entry(3, Suggested("d", second, None))]).stamps == {}


def test_a_run_that_was_undone_never_asked_and_one_that_was_done_again_did() -> None:
    first, second = stamp(Fraction(2, 5)), stamp(Fraction(1, 10), at="2026-02-02T00:00:00Z")
    asks, again = Suggested("d", None, first), Suggested("d", first, second)
    entries = [entry(1, asks), entry(2, again), entry(3, invert(again), reverts=2)]
    assert history(entries).stamps == {"d": (first,)}
    redone = [*entries, entry(4, again, reverts=3)]
    assert history(redone).stamps == {"d": (first, second)}
    assert history([*redone, entry(5, Batch((invert(again), invert(asks))), reverts=4)]).stamps == {}
    assert history([*entries, entry(4, invert(asks), reverts=1)]).stamps == {}


def test_a_document_is_coded_since_the_first_mark_that_stands() -> None:
    mine, yours = MarkCoded("d", "AN", True), MarkCoded("d", "MK", True)
    entries = [entry(1, mine), entry(2, Batch((yours,))), entry(3, invert(mine), reverts=1)]
    assert marks(entries[:2]) == {"d": entries[0].at}
    assert marks(entries) == {"d": entries[1].at}
    assert marks([*entries, entry(4, mine, reverts=3)]) == {"d": entries[0].at}
    assert marks([entries[0], entry(2, invert(mine))]) == {}
    assert marks([entries[0], entry(2, invert(mine)), entry(3, mine)]) == {"d": "2026-03-01T00:00:03Z"}


def record(text: str) -> DocumentRecord:
    return DocumentRecord("d", "d", "txt", "en", (), (), "d.txt", "", text, 0, {})


def on_offer(*entries: Entry) -> Offered:
    return history(entries).offered.get("d", Offered())


def test_what_was_withdrawn_was_on_offer_and_what_an_undone_run_made_was_not() -> None:
    first, second = suggestion("a"), suggestion("b", number=1)
    made = entry(1, AddSuggestions((first,)))
    again = Batch((RemoveSuggestions((first,)), AddSuggestions((second,))))
    rerun, undone = entry(2, again), entry(3, invert(again), reverts=2)
    redone = entry(4, again, reverts=3)
    assert on_offer(made, rerun).now == {first.span, second.span}
    assert on_offer(made, rerun, undone).now == {first.span}
    assert on_offer(made, rerun, undone, redone).now == {first.span, second.span}
    assert on_offer(made, rerun, undone, redone, entry(5, invert(again), reverts=4)).now == {first.span}
    assert on_offer(made, entry(2, RemoveSuggestions((first,)), reverts=1)).now == set()

    told = history([made, rerun])
    assert became([second], told) == [(second, Fate.PENDING), (first, Fate.WITHDRAWN)]
    (whole,) = fates(became([second], told), lambda one: (one.origin,))
    assert (whole.made, whole.pending, whole.withdrawn, whole.decided) == (2, 1, 1, 0)
    assert became([first], history([made, rerun, undone])) == [(first, Fate.PENDING)]


def test_what_another_source_proposes_again_is_not_withdrawn() -> None:
    first, again = suggestion("a"), replace(suggestion("b"), origin="cues.v1+model.v1")
    made = entry(1, AddSuggestions((first,)))
    rerun = entry(2, Batch((RemoveSuggestions((first,)), AddSuggestions((again,)))))
    assert became([again], history([made, rerun])) == [(again, Fate.PENDING)]
    gone = entry(3, RemoveSuggestions((again,)))
    assert [fate for _, fate in became([], history([made, rerun, gone]))] == [Fate.WITHDRAWN]


def test_a_suggestion_withdrawn_after_it_was_decided_keeps_its_fate() -> None:
    one = suggestion("a", state=REJECTED)
    entries = [
        entry(1, AddSuggestions((suggestion("a"),))),
        entry(2, DecideSuggestion("a", PENDING, REJECTED)),
        entry(3, RemoveSuggestions((one,))),
    ]
    assert became([], history(entries)) == [(one, Fate.REJECTED)]


def test_a_replaced_text_keeps_its_places_to_itself() -> None:
    gone, moved, there = suggestion("a"), suggestion("b", number=1), suggestion("c", number=2)
    correct = Batch((RemoveSuggestions((gone,)), ReviseDocument(record("old"), record("new"), (), ((moved, there),))))
    made, corrected = entry(1, AddSuggestions((gone, moved))), entry(2, correct)
    assert on_offer(made, corrected) == Offered(frozenset(), {"old": frozenset({gone.span, moved.span})})
    assert became([there], history([made, corrected])) == [(there, Fate.PENDING), (gone, Fate.WITHDRAWN)]
    withdrawn = entry(3, RemoveSuggestions((there,)))
    assert on_offer(made, corrected, withdrawn).now == {there.span}
    assert dict(became([], history([made, corrected, withdrawn]))) == {gone: Fate.WITHDRAWN, there: Fate.WITHDRAWN}
    undone = entry(3, invert(correct), reverts=2)
    assert on_offer(made, corrected, undone).now == {gone.span, moved.span}
    assert {one for one, _ in became([gone, moved], history([made, corrected, undone]))} == {gone, moved}
    spoken = ReviseDocument(record("old"), record("old"))
    assert on_offer(made, entry(2, spoken)).now == {gone.span, moved.span}
