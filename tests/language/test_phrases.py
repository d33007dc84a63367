import pickle
import random
import re
from collections.abc import Mapping, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from coder import shipped
from coder.codebook.read import read
from coder.language.likeness import NEAR
from coder.language.phrases import Hit, PhraseFinder
from coder.model.span import Span
from tests.language.plain_matcher import plain_hits

EN = {
    "driving": ["lead users", "demanding customers", "price war"],
    "absent": ["no know-how", "nobody asks", "without the government"],
    "know": ["know-how"],
    "public": ["university", "R&D centre", "start-up scene"],
    "makers": ["makerspace", "plants", "lead users", "users"],
}
DE = {"base": ["Universität", "gemeinsames Projekt", "Leitnutzer", "kein Know-how"], "trade": ["Export", "billig"]}
ZH = {
    "public": ["高校", "大学", "R&D"],
    "set": ["政府引导 企业为主", "合作", "产学研合作"],
    "none": ["没有技术能力", "技术能力"],
}
PHRASES = {"en": EN, "de": DE, "zh": ZH}
OF_ONE_CUE = PhraseFinder({"driving": ["demanding customers"]}, "en")
FINDERS = {language: PhraseFinder(phrases, language) for language, phrases in PHRASES.items()}


def found(text: str, language: str = "en") -> list[tuple[str, str, bool]]:
    hits = FINDERS[language].find(text, 0, len(text))
    return [(hit.key, text[hit.span.start : hit.span.end], hit.negated) for hit in hits]


def near(text: str, language: str = "en") -> list[tuple[str, str, int]]:
    hits = FINDERS[language].near(text, 0, len(text))
    return [(hit.key, text[hit.span.start : hit.span.end], hit.score) for hit in hits]


def test_exact_hits_in_small_and_capital_letters_at_word_edges() -> None:
    assert found("LEAD USERS and Price War, the (University)'s and misleading userspace; universityX.") == [
        ("driving", "LEAD USERS", False),
        ("makers", "LEAD USERS", False),
        ("driving", "Price War", False),
        ("public", "University", False),
    ]


def test_a_hit_inside_a_longer_one_of_the_same_key_is_left_out() -> None:
    hits = FINDERS["en"].find("lead users or users", 0, 19)
    assert [(hit.key, hit.phrase, hit.span) for hit in hits] == [
        ("driving", "lead users", Span(0, 10)),
        ("makers", "lead users", Span(0, 10)),
        ("makers", "users", Span(14, 19)),
    ]


def test_denied_hits_but_not_by_their_own_words() -> None:
    text = "We have no know-how and we saw no lead users."
    assert found(text) == [
        ("absent", "no know-how", False),
        ("know", "know-how", True),
        ("driving", "lead users", True),
        ("makers", "lead users", True),
    ]
    hit = FINDERS["en"].find(text, 0, len(text))[2]
    assert hit.negator == Span(31, 33)


def test_german_hits_composed_and_decomposed() -> None:
    assert found("Die Universität macht keinen Export. Die Universita\u0308t auch.", "de") == [
        ("base", "Universität", False),
        ("trade", "Export", True),
        ("base", "Universita\u0308t", False),
    ]


def test_chinese_hits_by_character() -> None:
    assert found("我们和高校、大学有产学研合作，但没有技术能力。", "zh") == [
        ("public", "高校", False),
        ("public", "大学", False),
        ("set", "产学研合作", False),
        ("none", "没有技术能力", False),
    ]
    assert found("政府引导企业为主，有R&D，没有PR&DA。", "zh") == [
        ("set", "政府引导企业为主", False),
        ("public", "R&D", False),
    ]
    assert found("这里没有大学", "zh") == [("public", "大学", True)]


def test_only_the_stretch_is_searched_and_spans_are_of_the_text() -> None:
    text = "price war. price war."
    assert [hit.span for hit in FINDERS["en"].find(text, 5, len(text))] == [Span(11, 20)]
    assert FINDERS["en"].find(text, 0, 8) == []


def test_letters_that_change_their_length_do_not_shift_spans() -> None:
    assert found("İİ lead users İ price war")[0] == ("driving", "lead users", False)
    assert near("İİ university İ universitys") == [("public", "universitys", 95)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("a lead user", "en", [("driving", "lead user", 94), ("makers", "lead user", 94)]),
        ("two price wars, a maker space", "en", [("driving", "price wars", 94), ("makers", "maker space", 95)]),
        ("the startup scene", "en", [("public", "startup scene", 96)]),
        ("the univeristy", "en", [("public", "univeristy", 90)]),
        ("one plant, good plans", "en", [("makers", "plant", 90)]),
        ("price, war and lead. Users", "en", []),
        ("with the government", "en", []),
        ("lead users exactly", "en", []),
        ("die Universitäten", "de", [("base", "Universitäten", 91)]),
        ("im gemeinsamen Projekt", "de", [("base", "gemeinsamen Projekt", 94)]),
        ("billige Exporte", "de", [("trade", "billige", 92), ("trade", "Exporte", 92)]),
        ("大学生", "zh", []),
    ],
)
def test_near_hits(text: str, language: str, expected: list[tuple[str, str, int]]) -> None:
    assert near(text, language) == expected


def test_near_hits_are_denied_too_and_heed_the_threshold() -> None:
    finder = FINDERS["en"]
    assert [hit.negated for hit in finder.near("there is no lead user", 0, 21)] == [True, True]
    assert finder.near("a lead user", 0, 11, threshold=95) == []
    assert finder.near("demanding clients", 0, 17) == []
    assert [hit.score for hit in finder.near("demanding clients", 0, 17, threshold=70)] == [72]


@pytest.mark.parametrize(
    ("cue", "language", "text", "expected"),
    [
        ("subsidy", "en", "The subsidies, a subsidy.", [("subsidies", 75)]),
        ("university", "en", "Universities are universal in the universe.", [("Universities", 81)]),
        ("Traktor", "de", "Die Traktoren kamen, kein Traktor blieb.", [("Traktoren", 87)]),
        ("Zuschuss", "de", "Mit Zuschüssen gab es Zuschlag.", [("Zuschüssen", 77)]),
        ("cheval", "fr", "les chevaux", [("chevaux", 76)]),
        ("subsidy", "x-none", "subsidies", []),
    ],
)
def test_a_word_is_near_in_another_form(cue: str, language: str, text: str, expected: list[tuple[str, int]]) -> None:
    finder = PhraseFinder({"key": [cue]}, language)
    hits = finder.near(text, 0, len(text))
    assert [(text[hit.span.start : hit.span.end], hit.score) for hit in hits] == expected
    assert finder.near(text, 0, len(text), threshold=NEAR + 6) == []


def test_cues_without_letters_are_left_out() -> None:
    finder = PhraseFinder({"odd": ["", "  ", "++"], "even": ["C++"]}, "en")
    assert [hit.phrase for hit in finder.find("++ or C++", 0, 9)] == ["C++"]
    assert PhraseFinder({}, "en").find("anything", 0, 8) == []
    assert PhraseFinder({}, "zh").find("高校", 0, 2) == []


def test_a_language_without_a_tokeniser_of_its_own_takes_the_neutral_one() -> None:
    finder = PhraseFinder({"trade": ["commerce extérieur"]}, "fr-CA")
    assert [hit.span for hit in finder.find("Le Commerce extérieur, non", 0, 26)] == [Span(3, 21)]


def naive(phrases: Mapping[str, Sequence[str]], text: str) -> set[tuple[str, int, int]]:
    """Every phrase as a whole word, without those inside a longer one of their key."""
    hits = {
        (key, match.start(), match.end())
        for key, of_key in phrases.items()
        for phrase in of_key
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    }
    return {
        (key, start, end)
        for key, start, end in hits
        if not any(
            key == other and (begin, stop) != (start, end) and begin <= start and end <= stop
            for other, begin, stop in hits
        )
    }


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("language", ["en", "de"])
def test_simple_texts_agree_with_a_regular_expression(language: str, seed: int) -> None:
    chance = random.Random(seed)
    phrases = PHRASES[language]
    pieces = [word for of_key in phrases.values() for phrase in of_key for word in (phrase, phrase.split()[0])]
    text = " ".join(chance.choice([*pieces, "the", "and", "Users", "war", "no", "Projekt"]) for _ in range(60))
    assert {(hit.key, hit.span.start, hit.span.end) for hit in FINDERS[language].find(text, 0, len(text))} == naive(
        phrases, text
    )


SNIPPETS = {
    "en": [
        *chain.from_iterable(EN.values()),
        *(
            " ",
            " ",
            "\n",
            "  ",
            "\u00a0",
            ". ",
            ",",
            "-",
            "(",
            ")",
            "'s",
            "n't",
            "’",
            "users/",
            "…",
            "İ",
            "no",
            "x",
            "5",
        ),
        *(
            "know - how",
            "LEAD USERS",
            "e\u0301",
            "ｕｓｅｒｓ",
            "😀",
            "👩🏽\u200d🔬",
            ":-)",
            "(o_o)",
            "users.com",
            "高校",
            "\u3000",
        ),
    ],
    "de": [
        *chain.from_iterable(DE.values()),
        *(
            " ",
            " ",
            "\n",
            ". ",
            ",",
            "-",
            "„",
            "“",
            "z.B.",
            "ß",
            "Universita\u0308t",
            "UNIVERSITÄT",
            "x",
            "İ",
            "😀",
            "'s",
            "s",
        ),
    ],
    "zh": [
        *chain.from_iterable(ZH.values()),
        *(
            "。",
            "，",
            " ",
            "  ",
            "\n",
            "我们",
            "学",
            "研",
            "App",
            "R",
            "合",
            "Ｒ＆Ｄ",
            "大 学",
            "“",
            "”",
            "😀",
            "e\u0301",
            "5",
        ),
    ],
    "tr": ["İstanbul", "i̇stanbul", "ISTANBUL", "İSTANBUL", "ΟΔΟΣ", "οδος", "οδοσ", " ", ".", "'", "İ", "\n"],
}
ALL = {**PHRASES, "tr": {"place": ["İstanbul", "ΟΔΟΣ", "İ"]}}
ALL_FINDERS = {**FINDERS, "tr": PhraseFinder(ALL["tr"], "tr")}


def exact(language: str, text: str, finder: PhraseFinder | None = None) -> list[tuple[str, int, int]]:
    hits = (finder or ALL_FINDERS[language]).find(text, 0, len(text))
    return sorted({(hit.key, hit.span.start, hit.span.end) for hit in hits}, key=lambda one: (one[1], -one[2], one[0]))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(ALL)).flatmap(
        lambda x: st.tuples(st.just(x), st.lists(st.sampled_from(SNIPPETS[x]), max_size=25))
    )
)
def test_exact_hits_are_those_of_the_phrase_matcher_on_the_whole_text(drawn: tuple[str, list[str]]) -> None:
    language, pieces = drawn
    text = "".join(pieces)
    assert exact(language, text) == plain_hits(ALL[language], language, text)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_so_they_are_with_the_cues_of_the_shipped_codebooks(language: str, seed: int) -> None:
    chance = random.Random(seed)
    for name in shipped.codebooks():
        codes = [code for code in read(shipped.codebook_text(name)[0], name).codes if code.codable]
        phrases = {code.id: code.cues[language] for code in codes if code.cues.get(language)}
        if not phrases:
            continue
        cues = [cue for of_code in phrases.values() for cue in of_code]
        pieces = [*cues, *(part for cue in cues for part in cue.split()), *(cue.upper() for cue in cues)]
        between = [
            "",
            "-",
            "/",
            "'s ",
            "’",
            ", ",
            ". ",
            "\n",
            "…",
            "“",
            " (",
            ") ",
            "\u0301 ",
            "😀",
            "İ",
            "５ ",
            *7 * [" "],
        ]
        text = "".join(chance.choice(pieces) + chance.choice(between) for _ in range(600))
        hits = exact(language, text, PhraseFinder(phrases, language))
        assert hits == plain_hits(phrases, language, text)
        assert len(hits) > 100


def test_stretches_are_read_each_by_itself() -> None:
    text = "price war. price war and lead users, lead\nusers"
    stretches = [Span(0, 15), Span(15, 20), Span(24, 40)]
    found_in = FINDERS["en"].scan(text, stretches)
    assert [(hits.stretch, [hit.span for hit in hits.exact]) for hits in found_in] == [
        (Span(0, 15), [Span(0, 9)]),
        (Span(24, 40), [Span(25, 35), Span(25, 35)]),
    ]
    assert FINDERS["en"].scan(text, []) == []


def test_a_finder_is_pickled_as_its_phrases() -> None:
    finder = pickle.loads(pickle.dumps(FINDERS["de"]))  # noqa: S301
    text = "Die Universitäten, kein Know-how"
    assert finder.scan(text, [Span(0, len(text))]) == FINDERS["de"].scan(text, [Span(0, len(text))])


def test_a_phrase_is_found_with_the_tokens_it_has_as_given_and_in_small_letters() -> None:
    finder = PhraseFinder({"firm": ["Co.Ltd"]}, "en")
    assert [hit.span for hit in finder.find("a Co.Ltd or co.ltd", 0, 18)] == [Span(2, 8), Span(12, 18)]


def test_many_words_without_a_space_are_tokenised_once() -> None:
    text = "users/" * 5_000
    assert len(FINDERS["en"].find(text, 0, len(text))) == 4_999  # the tokeniser leaves the last stroke with its word


def naive_near(cue: str, text: str) -> list[tuple[int, int, int]]:
    """Every window of whole words like one cue, by trying all."""
    bounds = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    count = len(re.findall(r"[^\W_]+", cue))
    hits = []
    for index, (start, _) in enumerate(bounds):
        windows = [(start, end) for _, end in bounds[index + max(count - 2, 0) : index + count + 1]]
        scores = [(int(ratio(text[start:end], cue, score_cutoff=NEAR)), end) for start, end in windows]
        good = [(score, end) for score, end in scores if score and text[start : start + 4] == cue[:4]]
        if good and max(good)[0] < 100:
            score = max(good)[0]
            hits.append((start, min(end for one, end in good if one == score), score))
    return hits


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["demanding", "demandin", "customers", "customer", "s", "demanding custom", "the", "x"]))
)
def test_near_hits_agree_with_trying_every_window(pieces: list[str]) -> None:
    text = " ".join(pieces)
    finder = OF_ONE_CUE
    hits = [(hit.span.start, hit.span.end, hit.score) for hit in finder.near(text, 0, len(text))]
    every = naive_near("demanding customers", text)
    assert set(hits) <= set(every)
    for start, end, score in every:  # the best of overlapping ones remains
        assert any(one < end and start < other and best >= score for one, other, best in hits)


def test_hits_are_values() -> None:
    assert Hit("a", "b", Span(0, 1)).negated is False
    assert Hit("a", "b", Span(3, 4), Span(0, 2)).negated is True
