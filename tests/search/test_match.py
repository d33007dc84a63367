from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.model.coding import Coding
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.search import match
from coder.search.folding import fold, folded, joins
from coder.search.index import passages
from coder.search.match import spans
from coder.search.query import parse
from coder.search.transcript import places
from tests import studies
from tests.search import naive
from tests.search.texts import texts

TEXT = "I: How is the market?\n\nMs A: The market was good. A “black market”, too.\n\nB: Supermarkets!\n[door]"
CODEBOOK = studies.codebook()


def turn(words: str, speaker: str, role: Role) -> Turn:
    at = TEXT.index(words)
    return Turn(Span(at, at + len(words)), speaker, role)


DOCUMENT = Document(
    "d1",
    "d1",
    "txt",
    "en",
    TEXT,
    (
        turn("How is the market?", "I", Role.INTERVIEWER),
        turn("The market was good. A “black market”, too.", "Ms A", Role.RESPONDENT),
        turn("Supermarkets!", "B", Role.RESPONDENT),
        turn("[door]", "", Role.NOTE),
    ),
    (),
    "d1.txt",
    "",
    "",
)


def found(
    query: str, document: Document = DOCUMENT, coded: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> list[str]:
    codings = [
        replace(
            studies.coding("d1", document.text.index(words), document.text.index(words) + len(words), code), coder=by
        )
        for words, (code, by) in coded.items()
    ]
    return [document.quote(span) for span in spans(document, parse(query), CODEBOOK, codings)]


def test_words_are_found_anywhere_in_any_case() -> None:
    assert found("market") == ["market", "market", "market", "market"]
    assert found('"black  MARKET"') == ["black market"]
    assert found("“black market”") == ["“black market”"]
    assert found("market?") == ["market?"]
    assert found("good. a") == ["good. A"]


def test_the_two_ends_of_a_turn_do_not_hold_words_apart() -> None:
    assert found("market? ms") == ["market?\n\nMs"]


def test_speakers_and_roles() -> None:
    assert found("market role:respondent") == ["market", "market", "market"]
    assert found("market speaker:a") == ["market", "market"]
    assert found('market speaker:"ms a"') == ["market", "market"]
    assert found("market speaker:m") == []
    assert found("market speaker:I speaker:B") == ["market", "market"]
    assert found("speaker:B") == ["Supermarkets!"]
    assert found("role:note") == ["[door]"]
    assert found("ms role:respondent") == []  # the label is nobody's words


def test_a_text_without_turns_is_one_respondents() -> None:
    plain = replace(DOCUMENT, turns=())
    assert len(found("market role:respondent", plain)) == 4
    assert found("market role:note", plain) == []
    assert found("market speaker:B", plain) == []
    assert found("role:respondent", plain) == [TEXT]


def test_codes_and_those_below_and_coders() -> None:
    coded = {
        "The market was good.": ("mood.story.rise", "MK"),
        "was good. A": ("mood.pride", "JW"),
        "Supermarkets!": ("mood.story._other", "JW"),
    }
    assert found("code:mood.story", coded=coded) == ["The market was good.", "Supermarkets!"]
    assert found("code:Story", coded=coded) == ["The market was good.", "Supermarkets!"]
    assert found("code:RISE", coded=coded) == ["The market was good."]
    assert found("market code:mood", coded=coded) == ["market", "market"]
    assert found("code:rise code:pride", coded=coded) == ["The market was good."]
    assert found("code:pride code:rise", coded=coded) == ["was good. A"]
    assert found("coder:jw", coded=coded) == ["was good. A", "Supermarkets!"]
    assert found("code:story coder:JW", coded=coded) == ["Supermarkets!"]
    assert found("market coder:MK", coded=coded) == ["market"]
    assert found("code:decline", coded=coded) == []


def test_the_same_passage_coded_twice_is_one_hit() -> None:
    one = studies.coding("d1", 3, 10)
    assert spans(DOCUMENT, parse("code:rise"), CODEBOOK, [one, replace(one, id="2", coder="JW")]) == (Span(3, 10),)


def test_unknown_codes_are_named_with_their_place() -> None:
    with pytest.raises(CoderError) as caught:
        found("market code:ris")
    assert str(caught.value) == (
        "search 'market code:ris', character 8: there is no code 'ris' (did you mean mood.story.rise?)"
    )


def test_regular_expressions() -> None:
    assert found(r"/\bmarket\b/") == ["market", "market", "market"]
    assert found(r"/SUPER\w+/i") == ["Supermarkets"]
    assert found(r"/^\w+(?: \w)?:/") == ["I:", "Ms A:", "B:"]
    assert found(r"/x*/") == []
    assert found(r"/[“”]/ role:respondent") == ["“", "”"]
    assert found(r"/\p{Lu}/ speaker:B") == ["S"]


def test_a_regular_expression_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "PATIENCE", 0.05)
    with pytest.raises(CoderError, match=r"takes too long in d1 \(make it plainer"):
        found("/(x+x+)+y/", replace(DOCUMENT, text="x" * 5000))


@given(texts, texts)
def test_hits_are_those_of_the_slow_way(text: str, words: str) -> None:
    if any(joins(character) for character in text + words) or not folded(words):
        return
    assert list(match.words(text, folded(words))) == naive.find(text, words)


@given(texts, st.integers(0, 200), st.integers(1, 12))
def test_every_piece_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    whole = fold(text).text
    phrase = whole[start : start + length].strip()
    hits = list(match.words(text, phrase)) if phrase else []
    assert bool(hits) == bool(phrase)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@settings(deadline=None, max_examples=60)
@given(texts, st.integers(0, 400), st.integers(1, 30))
def test_looking_passage_by_passage_is_looking_everywhere(text: str, start: int, length: int) -> None:
    long = text * 12
    stretches = [passage.span for passage in passages(long)]
    whole = fold(long).text
    phrase = whole[start : start + length].strip()
    if phrase:
        assert list(match.words(long, phrase, stretches)) == list(match.words(long, phrase))


def test_a_single_transcript_is_searched_alike() -> None:
    asked = []

    def codings() -> list[Coding]:
        asked.append(True)
        return [studies.coding("d1", 3, 10)]

    assert [DOCUMENT.quote(span) for span in places(DOCUMENT, "MARKET speaker:B", CODEBOOK, codings)] == ["market"]
    assert asked == []
    assert places(DOCUMENT, "code:rise", CODEBOOK, codings) == (Span(3, 10),)
    with pytest.raises(CoderError) as caught:
        places(DOCUMENT, "market case:north", CODEBOOK, codings)
    assert str(caught.value) == (
        "search 'market case:north', character 8: this transcript only is searched "
        "(leave that out, or search the whole corpus)"
    )
