import pickle
from dataclasses import replace
from uuid import UUID

import pytest

from coder.model.codebook import Codebook
from coder.model.coding import Suggestion, SuggestionState
from coder.model.document import Document, Role
from coder.suggest.cues import (
    DENIED,
    FURTHER,
    MIXED,
    NEAR,
    ORIGIN,
    PHRASE,
    SHARED,
    SHORT,
    WORD,
    CueFinders,
    CueSource,
    source,
    suggest,
)
from coder.suggest.segments import Grain, SegmentedInterview, cut
from tests.suggest.sample import TOWNS, code, codebook, document

FINDERS = CueFinders(TOWNS)


def said(of: Document, book: Codebook = TOWNS) -> list[tuple[str, str, int | None, float, str]]:
    """Words, code, weight, confidence and reason of each suggestion."""
    finders = FINDERS if book is TOWNS else None
    return [
        (of.quote(one.span), one.code, one.weight, one.confidence, one.reason) for one in suggest(of, book, 7, finders)
    ]


def test_the_sentence_of_an_exact_cue_is_suggested_as_implicit() -> None:
    assert said(document("Well. The demanding customers came first. Then others.")) == [
        ("The demanding customers came first.", "market.users.driving", 1, PHRASE, 'cue "demanding customers"')
    ]


def test_only_respondents_are_read() -> None:
    talk = document((Role.INTERVIEWER, "Is there export?"), (Role.NOTE, "Export"), "There is export.")
    assert [words for words, *_ in said(talk)] == ["There is export."]


def test_a_text_without_turns_is_one_respondent() -> None:
    plain = replace(document("Export."), turns=())
    assert [words for words, *_ in said(plain)] == ["R: Export."]
    assert said(replace(plain, text="")) == []


def test_a_level_code_is_suggested_without_a_level() -> None:
    assert said(document("There is no export.")) == [
        ("There is no export.", "trade", None, round(WORD - DENIED, 2), 'denied: cue "export" after "no"')
    ]


def test_a_denied_cue_is_counter_evidence() -> None:
    assert said(document("We have no demanding customers here.", "Demanding customers we don't have.")) == [
        (
            "We have no demanding customers here.",
            "market.users.driving",
            -1,
            round(PHRASE - DENIED, 2),
            'denied: cue "demanding customers" after "no"',
        ),
        (
            "Demanding customers we don't have.",
            "market.users.driving",
            -1,
            round(PHRASE - DENIED, 2),
            'denied: cue "demanding customers" before "don\'t"',
        ),
    ]


def test_a_cue_with_a_negation_of_its_own_is_support() -> None:
    assert said(document("Honestly, nobody asks.")) == [
        ("Honestly, nobody asks.", "market.users.passive", 1, PHRASE, 'cue "nobody asks"')
    ]


def test_all_cues_of_a_code_in_a_sentence_make_one_suggestion() -> None:
    talk = document("Demanding customers, users push us, demanding customers and a lead users' club.")
    [words, code_id, weight, confidence, reason] = said(talk)[0]
    assert (code_id, weight, confidence) == ("market.users.driving", 1, round(PHRASE + 2 * FURTHER, 2))
    assert reason == 'cue "demanding customers", cue "users push us", cue "lead users"'
    assert words == talk.quote(talk.turns[0].span)


def test_confidence_falls_from_phrase_to_word_to_near_and_for_shared_and_short_cues() -> None:
    talk = document("A price war. An export. Some price wars. The lead users. ICT.")
    assert [(code_id, confidence) for _, code_id, _, confidence, _ in said(talk)] == [
        ("phrase.own", PHRASE),
        ("trade", WORD),
        ("phrase.own", NEAR),
        ("market.users.driving", round(PHRASE - SHARED, 2)),
        ("market.makers", round(PHRASE - SHARED, 2)),
        ("market.makers", round(WORD - SHORT, 2)),
    ]
    assert PHRASE > WORD > NEAR > 0
    assert said(talk)[2][-1] == 'near cue "price war" (94)'


@pytest.mark.parametrize(
    ("sentence", "weight", "confidence", "reason"),
    [
        (
            "No lead users, but demanding customers.",
            1,
            PHRASE + FURTHER - MIXED,
            'cue "demanding customers", denied: cue "lead users" after "No"',
        ),
        (
            "Demanding customers, but not the demanding customers you mean.",
            1,
            PHRASE - MIXED,
            'cue "demanding customers", denied: cue "demanding customers" after "not"',
        ),
        (
            "No demanding customers, but a demanding customer.",
            -1,
            PHRASE - DENIED - MIXED,
            'denied: cue "demanding customers" after "No", near cue "demanding customers" (97)',
        ),
    ],
)
def test_where_a_sentence_says_both_the_surest_cue_decides(
    sentence: str, weight: int, confidence: float, reason: str
) -> None:
    [suggestion] = [one for one in said(document(sentence)) if one[1] == "market.users.driving"]
    assert suggestion[2:] == (weight, round(confidence, 2), reason)


def test_suggestions_of_a_sentence_stand_by_confidence_then_codebook() -> None:
    codes = [code for _, code, *_ in said(document("Export, a price war, lead users, nobody asks."))]
    assert codes == ["market.users.passive", "phrase.own", "market.users.driving", "market.makers", "trade"]


def test_retired_codes_and_rows_are_never_suggested() -> None:
    codes = {code for _, code, *_ in said(document("Lead users. never to be found: a row"))}
    assert codes == {"market.users.driving", "market.makers"}


def test_german() -> None:
    talk = document("Die anspruchsvollen Kunden treiben uns z. B. sehr. Export haben wir keinen.", language="de")
    assert said(talk) == [
        (
            "Die anspruchsvollen Kunden treiben uns z. B. sehr.",
            "market.users.driving",
            1,
            NEAR,
            'near cue "anspruchsvolle Kunden" (97)',
        ),
        ("Export haben wir keinen.", "trade", None, round(WORD - DENIED, 2), 'denied: cue "Export" before "keinen"'),
    ]


def test_chinese() -> None:
    talk = document("这里没有领先用户。创客很多，出口也有！", language="zh-Hans")
    assert said(talk) == [
        (
            "这里没有领先用户。",
            "market.users.driving",
            -1,
            round(PHRASE - DENIED, 2),
            'denied: cue "领先用户" after "没有"',
        ),
        ("创客很多，出口也有！", "market.makers", 1, round(WORD - SHORT, 2), 'cue "创客"'),
        ("创客很多，出口也有！", "trade", None, round(WORD - SHORT, 2), 'cue "出口"'),
    ]


def test_a_language_without_cues_takes_those_of_the_default_language() -> None:
    assert [one[1] for one in said(document("Le makerspace, voilà.", language="fr"))] == ["market.makers"]
    english = codebook(code("a", {"en": ["makerspace"]}))
    assert [one[0] for one in said(document("我们有Makerspace。很好。", language="zh"), english)] == [
        "我们有Makerspace。"
    ]


def test_a_codebook_without_cues_suggests_nothing() -> None:
    assert said(document("Export."), codebook(code("a", {}))) == []


def test_suggestions_repeat_with_their_ids() -> None:
    talk = document("The demanding customers and lead users. Export.")
    first = suggest(talk, TOWNS, 7)
    assert first == suggest(talk, TOWNS, 7, FINDERS) == source(TOWNS, 7)(talk)
    later = suggest(talk, TOWNS, 8)
    assert [one.id for one in first] == [one.id for one in later]
    assert [one.revision for one in later] == [8, 8, 8]
    assert len({UUID(one.id) for one in first}) == 3


def test_ids_depend_on_document_and_place() -> None:
    once, twice = "Export.", "Export. Export."
    ids = [one.id for of in (document(twice), document(once, document_id="d2")) for one in suggest(of, TOWNS, 1)]
    assert len(set(ids)) == 3


def test_the_id_is_fixed_for_all_versions_of_the_program() -> None:
    assert suggest(document("Export."), TOWNS, 7, FINDERS) == [
        Suggestion(
            id="24552208-ff0e-587f-a0ec-9c2bb0a5931f",
            document="d1",
            span=document("Export.").turns[0].span,
            code="trade",
            weight=None,
            confidence=WORD,
            reason='cue "export"',
            origin=ORIGIN,
            revision=7,
            state=SuggestionState.PENDING,
        )
    ]


def test_scores_of_segments_are_those_of_their_surest_cues() -> None:
    talk = document(
        "The demanding customers came. Then export.",
        (Role.INTERVIEWER, "Export?"),
        "There is no export and no lead users.",
        "Nothing.",
    )
    cues = CueSource(TOWNS)
    interview = cut(talk, Grain.TURN)
    place = {code_id: column for column, code_id in enumerate(cues.codes)}
    assert cues.codes == tuple(one.id for one in TOWNS.codes if one.codable)
    scores, denials = cues.scores(interview), cues.denials(interview)
    assert scores.shape == denials.shape == (4, len(cues.codes))
    assert str(scores.dtype) == "float32"
    assert {(row, column) for row, column in zip(*scores.nonzero(), strict=True)} == {
        (0, place["market.users.driving"]),
        (0, place["trade"]),
        (2, place["trade"]),  # a low level is evidence for a level code
    }
    assert scores[0, place["market.users.driving"]] == pytest.approx(PHRASE)
    assert {(row, column) for row, column in zip(*denials.nonzero(), strict=True)} == {
        (2, place["market.users.driving"]),
        (2, place["market.makers"]),
    }
    [first, asked, third, last] = cues.hits(interview)
    assert asked == last == {}
    assert first["trade"].reason == 'cue "export"'
    assert [talk.quote(hit.span) for hit in first["trade"].hits] == ["export"]
    assert third["market.makers"].denied
    assert third["market.makers"].reason == 'denied: cue "lead users" after "no"'


def test_the_next_sentence_may_deny_what_a_segment_asks() -> None:
    talk = document("Wir hatten einmal viel. Export? Nein.", "Nein. Export.", language="de")
    interview = cut(talk, Grain.SENTENCE)
    found = {
        talk.quote(one.span): told
        for one, told in zip(interview.segments, CueSource(TOWNS).hits(interview), strict=True)
    }
    assert found["Export?"]["trade"].denied
    assert found["Export?"]["trade"].reason == 'denied: cue "Export" before "Nein"'
    assert not found["Export."]["trade"].denied
    assert found["Wir hatten einmal viel."] == found["Nein."] == {}


def test_scores_are_as_sure_as_the_suggestions_on_the_sentences() -> None:
    talk = document("Lead users push. Some price wars. No demanding customers.", "Export and a makerspace.")
    cues = CueSource(TOWNS)
    interview = cut(talk, Grain.SENTENCE)
    both = cues.scores(interview) + cues.denials(interview)
    said_of = {(one.span, one.code): one.confidence for one in suggest(talk, TOWNS, 1)}
    found = {
        (interview.segments[row].span, cues.codes[column]): round(float(both[row, column]), 2)
        for row, column in zip(*both.nonzero(), strict=True)
    }
    assert found == said_of


def test_the_source_goes_to_other_processes() -> None:
    interview = cut(document("Lead users. Export."), Grain.TURN)
    cues = CueSource(TOWNS)
    scores = cues.scores(interview)
    assert (pickle.loads(pickle.dumps(cues)).scores(interview) == scores).all()  # noqa: S301
    finders = pickle.loads(pickle.dumps(FINDERS))  # noqa: S301
    talk = document("Lead users. Export.")
    assert suggest(talk, TOWNS, 1, finders) == suggest(talk, TOWNS, 1)


def test_an_interview_without_segments_has_no_scores() -> None:
    assert CueSource(TOWNS).scores(SegmentedInterview("d", "en", ())).shape == (0, len(CueSource(TOWNS).codes))
