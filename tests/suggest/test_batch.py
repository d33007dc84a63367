from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UsageError
from coder.model.coding import Suggestion, SuggestionState, suggestion_id
from coder.model.document import Document
from coder.model.span import Span
from coder.suggest import sources as learned
from coder.suggest import training
from coder.suggest.batch import (
    SOURCES,
    Asked,
    Budget,
    Settled,
    Stage,
    Standing,
    checked,
    likely_enough,
    of_sources,
    own_words,
    settled,
)
from coder.suggest.cues import suggest
from coder.suggest.segments import cut
from coder.suggest.training import Suggester, train
from coder.suggest.unaided import kept, within
from tests.suggest.sample import TOWNS, coding, document
from tests.suggest.towns import BOOK, interview, lessons

NONE = Fraction(0)
TALKS = [
    document("The demanding customers. Export. A price war."),
    document("Der Export.", language="de", document_id="d2"),
    document("Nothing to see.", document_id="d3"),
]
CUES, BOTH = ("cues",), ("cues", "model")


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "CODINGS", 30)  # a small study stands for a large one
        return train(lessons(range(6)), BOOK)


def stage(**others: object) -> Stage:
    return replace(Stage(TOWNS, 3, 0.0, NONE, "seed"), **others)  # type: ignore[arg-type]


def asked(talk: Document, **others: object) -> list[Suggestion]:
    return stage(**others).answer(Asked(talk))


# ---- what a document is asked


def test_cues_alone_are_what_they_always_were() -> None:
    assert [asked(talk) for talk in TALKS] == [suggest(talk, TOWNS, 3) for talk in TALKS]
    assert [len(asked(talk)) for talk in TALKS] == [3, 1, 0]
    assert [one.code for one in asked(TALKS[0], at_least=0.6)] == ["market.users.driving", "phrase.own"]
    assert [one.code for one in stage().answer(Asked(TALKS[0]), least=0.6)] == ["market.users.driving", "phrase.own"]


def test_contributions_kept_without_suggestions_get_none() -> None:
    talk = document(*["The demanding customers."] * 40)
    share = Fraction(1, 5)
    without = kept(talk, share, "seed")
    found = asked(talk, unaided=share)
    assert 0 < len(without) < 40
    assert found == [one for one in suggest(talk, TOWNS, 3) if not within(one.span, without)]
    assert len(found) == 40 - len(without)
    assert asked(talk, unaided=Fraction(1)) == []


def test_all_sources_propose_segments_and_a_sent_stage_says_the_same(suggester: Suggester) -> None:
    whole = Stage(BOOK, 2, 0.2, Fraction(1, 5), "seed", suggester)
    talk, _ = interview(60)
    found = whole.answer(Asked(talk))
    assert found
    assert all(one.confidence >= 0.2 and one.calibrated and one.revision == 2 for one in found)
    assert all(one.span in {turn.span for turn in talk.turns} for one in found)
    assert pickle.loads(pickle.dumps(whole)).answer(Asked(talk)) == found  # noqa: S301
    assert whole.answer(Asked(talk), least=0.3) == [one for one in found if one.confidence >= 0.3]


def test_of_what_somebody_has_read_nothing_is_proposed(suggester: Suggester) -> None:
    talk, _ = interview(0)
    plain = Stage(BOOK, 1, 1e-9, NONE, "seed", suggester)
    behind = {segment.span for segment in cut(talk, plain.grain).segments[3:]}
    apart = replace(plain, learned={talk.id: 0})
    held_out = sorted(round(float(one), 4) for one in suggester.held_out[0].ravel() if one)
    assert sorted(one.confidence for one in apart.answer(Asked(talk))) == held_out  # not what it says of what it knows
    some = {one.span for one in replace(apart, read={talk.id: 3}).answer(Asked(talk))}
    assert some == {one.span for one in apart.answer(Asked(talk))} & behind != set()
    assert replace(apart, done=frozenset({talk.id})).answer(Asked(talk)) == []


def test_the_threshold_finds_most_for_least_and_careful_is_higher_or_none(suggester: Suggester) -> None:
    known = lessons(range(6))
    usual = likely_enough(suggester, known, careful=False)
    assert usual is not None
    shown = sum(int((one >= usual).sum()) for one in suggester.held_out)
    assert shown <= 1.5 * sum(len(codings) for one in known for codings in one.codings)
    careful = likely_enough(suggester, known, careful=True)
    assert careful is None or 0 < careful <= 1


# ---- what comes of the answer


def made(place: int, code: str = "a", origin: str = "cues.v1", **others: object) -> Suggestion:
    span = Span(10 * place, 10 * place + 8)
    whole = Suggestion(suggestion_id("d", span, code, origin), "d", span, code, 1, 0.5, "because", origin, 1)
    return replace(whole, **others)  # type: ignore[arg-type]


def stands(*suggestions: Suggestion, spent: Sequence[str] = ()) -> Standing:
    return Standing((), [(one, one) for one in suggestions], frozenset(spent))


REJECTED, ACCEPTED = SuggestionState.REJECTED, SuggestionState.ACCEPTED


def test_the_first_answer_is_added_and_the_same_again_changes_nothing() -> None:
    answer = [made(1), made(2)]
    first = settled(answer, stands(), CUES)
    assert first == Settled(tuple(answer), (), (), tuple(answer), 2)
    again = settled([replace(one, revision=7) for one in answer], stands(*answer), CUES)
    assert (again.withdrawn, again.added, again.fresh) == ((), (), 0)
    assert len(again.proposed) == 2


def test_what_is_proposed_no_more_is_withdrawn_and_other_numbers_replace_the_old() -> None:
    one, two, three = made(1), made(2), made(3)
    surer = replace(two, confidence=0.9)
    found = settled([surer, three], stands(one, two), CUES)
    assert (found.withdrawn, found.added, found.fresh) == ((two, one), (surer, three), 1)


def test_what_others_propose_stays_and_is_not_proposed_twice() -> None:
    imported, whole = made(1, origin="import:x"), made(2, origin="cues.v1+model.v1")
    found = settled([made(1), made(2), made(3)], stands(imported, whole), CUES)
    assert (found.withdrawn, found.added) == ((), (made(3),))
    found = settled([made(1), made(2), made(3)], stands(imported, whole), BOTH)
    assert (found.withdrawn, found.added) == ((whole,), (made(2), made(3)))


@pytest.mark.parametrize("state", [REJECTED, ACCEPTED])
def test_a_decision_keeps_the_code_away_from_its_words_whatever_the_source(state: SuggestionState) -> None:
    decided = made(1, origin="model.v1", span=Span(15, 25), state=state)
    near, other_code, apart = made(1), made(1, "b"), made(3)
    found = settled([near, other_code, apart], stands(decided), CUES)
    assert (found.withdrawn, found.added) == ((), (other_code, apart))


def test_a_spent_rejection_opens_again_where_its_code_is_proposed_and_blocks_nothing() -> None:
    old, other = made(1, state=REJECTED), made(2, span=Span(21, 26), state=REJECTED, id="x")
    now = made(1, confidence=0.8, revision=2)
    elsewhere, of_another = made(4, state=REJECTED), made(2, "b", state=REJECTED)
    spent = (old, other, elsewhere, of_another)
    found = settled([now, made(2)], stands(*spent, spent=[one.id for one in spent]), CUES)
    assert found.reopened == (old, other)
    assert found.withdrawn == tuple(replace(one, state=SuggestionState.PENDING) for one in (old, other))
    assert found.added == (now, made(2))
    held = settled([now, made(2)], stands(old, other), CUES)
    assert (held.reopened, held.added) == ((), ())


def test_words_coded_with_the_code_are_left_out_and_touching_ones_are_not() -> None:
    talk = TALKS[0]
    answer = suggest(talk, TOWNS, 3)
    codings = [coding(talk, "customers", "market.users.driving"), coding(talk, "Export", "phrase.own")]
    found = settled(answer, Standing(codings, []), CUES)
    assert [(talk.quote(one.span), one.code) for one in found.added] == [
        ("Export.", "trade"),
        ("A price war.", "phrase.own"),
    ]
    touching = settled(answer, Standing([coding(talk, " Export. ", "phrase.own")], []), CUES)
    assert len(touching.added) == 3


def test_what_waits_under_an_earlier_name_stays_and_what_leads_nowhere_goes() -> None:
    waits, lost = made(1, "old"), made(2, "gone")
    standing = Standing((), [(waits, replace(waits, code="new")), (lost, None)])
    found = settled([made(1, "new")], standing, CUES)
    assert (found.withdrawn, found.added) == ((lost,), ())


states = st.sampled_from(SuggestionState)
stored = st.lists(
    st.builds(
        lambda place, code, origin, state: made(place, code, origin, state=state),
        st.integers(0, 5),
        st.sampled_from("ab"),
        st.sampled_from(["cues.v1", "model.v1", "import:x"]),
        states,
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
answers = st.lists(
    st.builds(
        lambda place, code, number: made(place, code, confidence=number),
        st.integers(0, 5),
        st.sampled_from("ab"),
        st.sampled_from([0.5, 0.6]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(stored, answers)
def test_no_double_comes_about_and_the_same_answer_again_changes_nothing(
    there: list[Suggestion], answer: list[Suggestion]
) -> None:
    found = settled(answer, stands(*there), CUES)
    after = {one.id: one for one in there}
    for one in found.withdrawn:
        del after[one.id]
    for one in found.added:
        assert one.id not in after
        after[one.id] = one
    decided = [one for one in there if one.state is not SuggestionState.PENDING]
    assert all(after[one.id] == one for one in decided)
    mine = [one for one in after.values() if one.origin == "cues.v1" and one.state is SuggestionState.PENDING]
    assert sorted(one.id for one in mine) == sorted(one.id for one in found.proposed)
    rest = [one for one in after.values() if one not in mine]
    assert not any(one.code == two.code and one.span.overlaps(two.span) for one in mine for two in rest)
    again = settled(answer, stands(*after.values()), CUES)
    assert (again.withdrawn, again.added, again.fresh) == ((), (), 0)


# ---- the rest


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 10))
def test_a_budget_keeps_the_most_likely_and_of_equals_the_first(numbers: list[int], most: int) -> None:
    budget = Budget(most)
    every = [made(place, confidence=number / 10, document=f"d{place // 5}") for place, number in enumerate(numbers)]
    for one in every:
        if one.confidence >= budget.least:
            budget.add([one])
    expected = sorted(every, key=lambda one: -one.confidence)[:most]
    found = budget.by_document()
    assert [one for own in found.values() for one in own] == sorted(expected, key=lambda one: one.span)
    assert all(one.document == name for name, own in found.items() for one in own)


def test_sources_are_known_by_their_origins() -> None:
    assert SOURCES == learned.SOURCES
    assert of_sources("cues.v1", CUES)
    assert of_sources("cues.v2+model.v1", BOTH)
    assert not of_sources("cues.v1+model.v1", CUES)
    assert not of_sources("import:cues.v1", CUES)
    assert not of_sources("mine", ("mine", "cues"))


def test_own_words_are_what_people_judge_by() -> None:
    code = replace(TOWNS.code("trade"), definition={"en": "Selling."})
    assert own_words(code) == own_words(replace(code, label={"en": "Commerce"}, cues={"en": ("export",)}))
    assert own_words(code) != own_words(replace(code, definition={"en": "Buying."}))
    assert own_words(code) != own_words(replace(code, exclude=({"en": "gifts"},)))
    bare = replace(code, definition={})
    assert own_words(bare) != own_words(replace(bare, label={"en": "Commerce"}))


def test_what_cannot_be_asked_is_refused() -> None:
    assert checked(("model", "cues", "cues"), None, None) == ("cues", "model")
    with pytest.raises(UsageError, match=r"no source of suggestions 'oracle' \(sources: cues, similar, model\)"):
        checked(("cues", "oracle"), None, None)
    with pytest.raises(UsageError, match="0 suggestions are none"):
        checked(CUES, None, 0)
    for confidence in (-0.1, 1.5, float("nan")):
        with pytest.raises(UsageError) as caught:
            checked(CUES, confidence, None)
        assert str(caught.value) == f"the confidence {confidence:g} lies outside 0 to 1 (0.5, for example)"
