"""Suggestions: their words, weight, other case and reason."""

from __future__ import annotations

import numpy as np
import pytest

from coder.model.codebook import Case, CodeKind
from coder.model.coding import Suggestion
from coder.suggest.segments import CodedInterview
from coder.suggest.training import Suggester, train
from tests.suggest.talks import TOPICS, book, document_of, letters, talk, talks

CODES = tuple(sorted(TOPICS))


def proposed(suggester: Suggester, one: CodedInterview, at_least: float = 0.3, revision: int = 7) -> list[Suggestion]:
    return suggester.proposals(document_of(one.interview), one.interview, revision, at_least)


def test_one_per_segment_and_code_that_is_likely_enough() -> None:
    suggester, fresh = train(talks(6), book(*CODES)), talks(1, seed=8)[0]
    found = proposed(suggester, fresh, 0.2)
    likely = suggester.likelihoods(fresh.interview)
    assert len(found) == (likely >= 0.2).sum() > 5
    places = [(one.span.start, -one.confidence) for one in found]
    assert places == sorted(places)
    assert len({one.id for one in found}) == len({(one.span, one.code) for one in found}) == len(found)
    assert all(one.document == fresh.interview.document and one.revision == 7 for one in found)
    assert all(one.calibrated and one.confidence >= 0.2 for one in found)
    assert proposed(suggester, fresh, 1.1) == []


def test_sparing_no_more_than_were_coded_elsewhere_unless_likelier_than_not() -> None:
    known = talks(2)
    suggester = train(known, book(*CODES))
    assert not suggester.calibrated
    fresh = talks(1, seed=8, length=60)[0].interview
    likely = suggester.likelihoods(fresh)
    rate = sum(bool(of) for one in known for of in one.codings) / sum(len(one.codings) for one in known)
    most = round(rate * 60)
    every = suggester.proposals(document_of(fresh), fresh, 1, 0.0)
    assert len(every) == likely.size > most
    assert len(suggester.proposals(document_of(fresh), fresh, 1, 0.0, likely / np.float32(4), sparing=True)) == most
    many = np.maximum(likely, np.float32(0.6))
    assert len(suggester.proposals(document_of(fresh), fresh, 1, 0.0, many, sparing=True)) == likely.size


def test_likelihoods_from_elsewhere_decide_where_they_are_given() -> None:
    suggester, coded = train(talks(4), book(*CODES)), talks(4)[0]
    held_out = suggester.held_out[0]
    found = suggester.proposals(document_of(coded.interview), coded.interview, 1, 0.5, held_out)
    assert len(found) == (held_out >= 0.5).sum()


def test_the_words_that_weigh_most_are_the_reason() -> None:
    suggester = train(talks(4), book(*CODES))
    found = proposed(suggester, talk("x", "well", "they said the customers paid for steel", "well"))
    assert found[0].code == "price"
    assert found[0].reason.startswith("words: ")
    told = found[0].reason.partition(";")[0].removeprefix("words: ").split(", ")
    assert 1 <= len(told) <= 3
    assert set(told) <= {"customers", "paid", "steel", "for"}


def test_the_nearest_codings_are_named_but_never_its_own() -> None:
    coded = talks(4)
    suggester = train(coded, book(*CODES))
    ids = {coding.id: coding for one in coded for codings in one.codings for coding in codings}
    for one in (talks(1, seed=8)[0], coded[0]):
        found = proposed(suggester, one, 0.5)
        assert any(suggestion.nearest for suggestion in found)
        for suggestion in found:
            assert len(suggestion.nearest) <= 3
            for name in suggestion.nearest:
                assert ids[name].code == suggestion.code
    for suggestion in proposed(suggester, coded[0], 0.1):
        assert not any(
            ids[name].document == suggestion.document and ids[name].span == suggestion.span
            for name in suggestion.nearest
        )


def test_a_level_is_that_of_the_nearest_codings() -> None:
    low = [talk(f"low{number}", ("the old bridge is closed", ["river"]), "well", weight=1) for number in range(3)]
    high = [
        talk(f"high{number}", ("whole meadows flood in spring", ["river"]), "well", weight=5) for number in range(3)
    ]
    suggester = train([*low, *high], book("river", kind=CodeKind.LEVEL))
    found = proposed(suggester, talk("x", "a bridge is closed", "well", "meadows flood in spring"), 0.05)
    assert {one.span.start: one.weight for one in found if one.nearest} == {0: 1, 24: 5}


def test_a_level_that_nothing_tells_is_left_to_the_reader() -> None:
    cues = {"river": {"en": ("high water",)}}
    suggester = train([], book("river", kind=CodeKind.LEVEL, cues=cues))
    assert [one.weight for one in proposed(suggester, talk("x", "there was high water"), 0.0)] == [None]


def test_strength_follows_the_nearest_and_denials() -> None:
    cues = {"price": {"en": ("price war",)}}
    strong = [talk(f"d{number}", ("customers paid more for steel", ["price"]), "well", weight=2) for number in range(3)]
    suggester = train(strong, book("price", kind=CodeKind.VALUE, cues=cues))
    found = proposed(suggester, talk("x", "they paid more for steel", "there was no price war here"), 0.0)
    assert [one.weight for one in found] == [2, -1]
    assert "denied" in found[1].reason
    fresh = train([], book("price", kind=CodeKind.VALUE, cues=cues))
    assert proposed(fresh, talk("x", "a price war"), 0.0)[0].weight == 1


def test_a_level_without_a_passage_like_it_is_the_usual_one() -> None:
    cues = {"river": {"en": ("high water",)}}
    said = ("the old bridge is closed", ["river"])
    coded = [talk(f"d{number}", said, "well", weight=weight) for number, weight in enumerate((2, 4, 4))]
    suggester = train(coded, book("river", kind=CodeKind.LEVEL, cues=cues))
    (found,) = proposed(suggester, talk("x", "high water"), 0.0)
    assert (found.nearest, found.weight) == ((), 4)
    assert found.reason.endswith("the usual level")


def test_what_passages_like_it_were_coded_makes_no_cue_say_the_opposite() -> None:
    cues = {"price": {"en": ("grant",)}}
    against = ("we never got a grant", "they never saw a grant", "nobody gave us a grant")
    coded = [talk(f"d{number}", (said, ["price"]), "well", weight=-2) for number, said in enumerate(against)]
    suggester = train(coded, book("price", kind=CodeKind.VALUE, cues=cues))
    said = ("we got a large grant", "the grant saved us", "we never got any grant")
    assert [one.weight for one in proposed(suggester, talk("x", *said), 0.0)] == [1, 1, -2]


def test_without_a_cue_it_is_against_where_passages_like_it_were_and_the_words_deny_something() -> None:
    against = ("nobody paid more for steel", "they never paid more for steel", "we did not pay more for steel")
    coded = [talk(f"d{number}", (said, ["price"]), "well", weight=-2) for number, said in enumerate(against)]
    suggester = train(coded, book("price", kind=CodeKind.VALUE))
    found = proposed(suggester, talk("x", "nobody paid for steel", "they paid for steel"), 0.0)
    assert [one.weight for one in found] == [-2, 1]
    mixed = [*coded, *(talk(f"e{number}", (f"they paid {more} for steel", ["price"]), "well", weight=2)
                       for number, more in enumerate(("more", "much more", "far more", "a lot more")))]  # fmt: skip
    found = proposed(train(mixed, book("price", kind=CodeKind.VALUE)), talk("x", "no, they paid more for steel"), 0.0)
    assert [one.weight for one in found] == [2]


def test_another_case_that_is_named() -> None:
    cases = (
        Case("north", {"en": "North Bay", "zh": "北湾"}, ("N. Bay",)),
        Case("south", {"en": "South Port"}, ()),
        Case("blank", {"en": " "}, ()),
    )
    suggester = train([], book("price", cases=cases))
    said = ("in South Port", "in N. Bay and South Port", "我们北湾的人", "North Bays are many", "nowhere")
    found = proposed(suggester, talk("x", *said, case="south"), 0.0)
    assert [one.about for one in found] == [None, None, "north", None, None]


def test_the_origin_names_what_had_a_say() -> None:
    cues = {"price": {"en": ("price war",)}}
    suggester = train(talks(3), book(*CODES, cues=cues), encode=letters)
    found = {
        one.span.start: one
        for one in proposed(suggester, talk("x", "steel price war", "qq zz"), 0.0)
        if one.code == "price"
    }
    assert found[0].origin == "cues.v1+similar.v1+model.v1.encoder"
    assert found[0].reason.startswith('cue "price war"')
    assert found[16].origin.endswith("model.v1.encoder")
    assert "cues.v1" not in found[16].origin


def test_ids_stay_whatever_is_learned() -> None:
    one = talk("x", "the price of steel", "the river")
    ids = [
        [
            suggestion.id
            for suggestion in sorted(proposed(suggester, one, 0.0), key=lambda found: (found.span, found.code))
        ]
        for suggester in (train([], book(*CODES)), train(talks(3), book(*CODES)))
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("language", ["zh", "de"])
def test_reasons_in_other_languages(language: str) -> None:
    said = {"zh": "钢的价格又上涨了", "de": "die Preise für Stahl steigen"}[language]
    rest = {"zh": "我们走吧", "de": "dann gehen wir"}[language]
    coded = [talk(f"d{number}", (said, ["price"]), *[rest] * 9, language=language) for number in range(3)]
    found = proposed(train(coded, book("price")), talk("x", said, rest, language=language), 0.0)
    assert [one.span.start for one in found] == [0, len(said) + 1]
    assert found[0].confidence > found[1].confidence
    told = found[0].reason.partition(";")[0].removeprefix("words: ").split(", ")
    assert all(word in said.lower() for word in told)


def test_reasons_name_words_of_the_code_before_anything_is_coded() -> None:
    definitions = {"price": {"en": "what customers pay for steel"}}
    found = proposed(train([], book("price", definitions=definitions)), talk("x", "steel customers", "well"), 0.0)
    assert found[0].reason == "words of the code: customers, steel"
    assert found[1].reason == "like the words of the code"
    assert not found[0].calibrated


@pytest.mark.parametrize("sources", [("similar",), ("model",), ("similar", "model")])
def test_only_of_coded_codes_it_is_known_what_stands_around_them(sources: tuple[str, ...]) -> None:
    coded, uncoded = "price", "unheard"
    suggester = train(talks(3), book(*CODES, uncoded), sources)
    found = proposed(suggester, talk("x", "qq zz", "qq zz"), 0.0)
    assert {one.reason for one in found if one.code == coded} == {"how it is said and what stands around it"}
    assert {one.reason for one in found if one.code == uncoded} == {"like the words of the code"}
