from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from coder import shipped
from coder.codebook.read import read
from coder.model.codebook import Code, Codebook, CodeKind
from coder.tui.codes import ranking
from coder.tui.codes.pinyin import initials
from coder.tui.codes.ranking import folded, rank
from coder.tui.codes.stripes import signs

BOOK = read(*shipped.codebook_text("regional-innovation-systems"))
LETTERS = signs(BOOK).letters
INDEX = ranking.index(BOOK, LETTERS)


def best(query: str, **options: object) -> str:
    return rank(INDEX, query, **options)[0].code.rsplit(".", 1)[1]  # type: ignore[arg-type]


def free(*labels: str) -> Codebook:
    """The flagship codebook with other codes."""
    codes = tuple(Code(f"c{place}", CodeKind.FREE, None, {"en": label}) for place, label in enumerate(labels))
    return replace(BOOK, codes=codes)


def order(codebook: Codebook, query: str, **options: object) -> list[str]:
    """Labels of the hits among codes that have no letter pairs."""
    found = rank(ranking.index(codebook, {}), query, **options)  # type: ignore[arg-type]
    return [codebook.text(codebook.code(hit.code).label) for hit in found]


def test_every_code_comes_first_for_its_letter_pair() -> None:
    for code in BOOK.codable():
        assert rank(INDEX, LETTERS[code.id].lower())[0].code == code.id


def test_labels_in_every_language_words_initials_and_typing_errors() -> None:
    assert best("commercial success") == "commercial_success"
    assert best("success") == "commercial_success"
    assert best("com suc") == "commercial_success"
    assert best("commercal") == "commercial_success"
    assert best("comercail success") == "commercial_success"
    assert best("商业成功") == "commercial_success"
    assert best("成功") == "commercial_success"
    assert best("kommerzieller") == "commercial_success"
    assert best("SUCCESS") == "commercial_success"
    assert best("comsuc") == "commercial_success"
    assert best("startup") == "young_startup_communities"


def test_the_code_above_tells_namesakes_apart() -> None:
    book = INDEX.codes
    assert [hit.code for hit in rank(INDEX, "high inc")] == ["market.income.high"]
    assert rank(INDEX, "high gov")[0].code == "market.government_pacesetter.high"
    assert rank(INDEX, "other narrative")[0].code == "mindset.narrative._other"
    assert {"market.income.high", "market.government_pacesetter.high"} <= set(book)


def test_cues_lead_to_their_code_after_labels() -> None:
    assert best("tea growing") == "agriculture"
    assert best("世界工厂") == "strong"
    assert best("Landwirtschaft") == "agriculture"


def test_two_letters_do_not_look_among_the_cues_but_two_chinese_characters_do() -> None:
    assert "technology.sectors.agriculture" not in {hit.code for hit in rank(INDEX, "fa")}
    assert best("far") == "agriculture", "farming"
    assert best("种植") == "agriculture"


def test_the_label_of_a_row_finds_all_its_values() -> None:
    found = {hit.code for hit in rank(INDEX, "joint narrative")[:7]}
    assert found == {code.id for code in BOOK.values(BOOK.row("mindset.narrative"))}


def test_first_letters_of_several_words_come_after_beginnings_and_before_what_contains_them() -> None:
    book = free("joint narrative", "jnana", "the jnar office", "adjnarts", "joint venture", "other")
    assert order(book, "jnar") == ["the jnar office", "joint narrative", "adjnarts"]
    assert order(book, "jn") == ["jnana", "the jnar office", "joint narrative"]
    assert order(book, "jov") == ["joint venture"]
    assert order(free("role of local user base"), "rub") == ["role of local user base"]


def test_the_label_on_the_screen_goes_before_its_translations() -> None:
    german = Code("g", CodeKind.FREE, None, {"en": "market", "de": "priorität"})
    english = Code("e", CodeKind.FREE, None, {"en": "priority of order"})
    book = replace(BOOK, codes=(german, english))
    assert order(book, "prior") == ["priority of order", "market"]


def test_ties_go_to_the_recent_then_to_what_is_nearly_typed() -> None:
    book = free("production planning", "production", "producers")
    assert order(book, "prod") == ["producers", "production", "production planning"]
    assert order(book, "prod", recent=["c0"]) == ["production planning", "producers", "production"]
    assert order(book, "production", recent=["c0"]) == ["production", "production planning"]


def test_chinese_labels_are_found_by_pinyin_initials() -> None:
    assert initials("商业成功") == "sycg"
    assert initials("共同叙事 (ICT)") == "gtxs"
    assert initials("淘宝村") == "tbc"
    assert initials("abc é 😀 ア") == ""
    assert [hit.code for hit in rank(INDEX, "sycg")] == ["mindset.narrative.commercial_success"]
    chinese = replace(BOOK, default_language="zh")
    assert rank(ranking.index(chinese, {}), "gtxs")[:1] == [], "no code but the row is called so"
    assert rank(ranking.index(chinese, {}), "sycg")[0].code == "mindset.narrative.commercial_success"


def test_every_character_of_the_first_level_has_a_letter() -> None:
    level = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    typed = initials("".join(place.decode("gb2312", "ignore") for place in level))
    assert len(typed) == 3755
    assert typed == "".join(sorted(typed))
    assert set("iuv").isdisjoint(typed)


def test_an_empty_query_lists_everything_the_recent_first() -> None:
    recent = ["market.orientation", "technology.focus.private"]
    hits_ = rank(INDEX, "", recent=recent)
    assert [hit.code for hit in hits_[:2]] == recent
    assert [hit.code for hit in hits_[2:]] == [code for code in INDEX.codes if code not in recent]


def test_nonsense_finds_nothing() -> None:
    for query in ("qqqqzzzz", "zv", "qz qv", "！", "---", "(xv)+[", "\x1b["):
        found = rank(INDEX, query)
        assert found == ([] if folded(query) else rank(INDEX, ""))


def test_an_empty_codebook_answers_nothing() -> None:
    nothing = ranking.index(free(), {})
    assert rank(nothing, "") == rank(nothing, "a") == rank(nothing, "abcdef") == []


# -- the picker


def test_a_prior_orders_what_the_letters_leave_open() -> None:
    likely = {"mindset.narrative.fragmented": 1.0}
    assert best("joint narrative", prior=likely) == "fragmented"
    assert best("commercial success", prior=likely) == "commercial_success"


def test_without_letters_the_prior_leads_and_the_recent_follow() -> None:
    recent = ["market.orientation", "technology.focus.private"]
    likely = {"mindset.narrative.fragmented": 0.4, "technology.focus.public": 0.7}
    found = [hit.code for hit in rank(INDEX, "", recent=recent, prior=likely)]
    assert found[:4] == ["technology.focus.public", "mindset.narrative.fragmented", *recent]
    assert rank(INDEX, "", recent=recent, prior={}) == rank(INDEX, "", recent=recent)


PRIORS = st.dictionaries(st.sampled_from([*INDEX.codes, "gone"]), st.floats(-5, 5) | st.just(math.nan), max_size=20)
TYPED = st.sampled_from(["", "c", "co", "com", "pr", "high", "tech", "joint narrative", "成", "s p", "zzzz"])


@given(TYPED, PRIORS, st.lists(st.sampled_from(INDEX.codes), unique=True, max_size=9))
def test_a_prior_changes_the_order_and_nothing_else(query: str, prior: dict[str, float], recent: list[str]) -> None:
    found = rank(INDEX, query, recent=recent, prior=prior)
    plain = rank(INDEX, query, recent=recent)
    assert {hit.code for hit in found} == {hit.code for hit in plain}
    assert all(math.isfinite(hit.score) for hit in found)
    assert rank(INDEX, query, recent=recent, prior=dict.fromkeys(INDEX.codes, 0.3))[:5] == [
        replace(hit, score=hit.score + 0.3 * 12) for hit in plain[:5]
    ]
    for limit in (0, 1, 7, 500):
        assert rank(INDEX, query, recent=recent, prior=prior, limit=limit) == found[:limit]


@given(st.sampled_from(INDEX.codes), PRIORS, st.lists(st.sampled_from(INDEX.codes), unique=True, max_size=9))
def test_nothing_moves_a_letter_pair(code: str, prior: dict[str, float], recent: list[str]) -> None:
    assert rank(INDEX, LETTERS[code].lower(), recent=recent, prior=prior)[0].code == code


# -- against a naive search


def naive(codebook: Codebook, query: str) -> dict[str, float]:
    """Points of every code for one word of letters, found by looking at every text, as the module describes it."""
    found: dict[str, float] = {}
    for code in codebook.codable():
        for text, worth in ranking._texts(code, codebook).items():
            cue = worth == ranking._CUE
            if cue and len(query) < 3:
                continue
            words = text.split()
            points = 0
            if text == query:
                points = 100
            elif text.startswith(query):
                points = 95
            elif any(word.startswith(query) for word in words):
                points = 90
            elif len(words) > 1 and worth not in (ranking._ID, ranking._CUE) and spells(words, query):
                points = 84
            elif not cue and initials(text).startswith(query):
                points = 80
            elif len(query) > 2 and query in "\n".join(words):
                points = 75
            found[code.id] = max(found.get(code.id, 0.0), points * worth)
    return {code: points for code, points in found.items() if points}


def spells(words: list[str], letters: str) -> bool:
    """Whether the letters are beginnings of the first word and of some later ones."""
    first = [length for length in range(1, len(letters) + 1) if words[0].startswith(letters[:length])]
    rests = [letters[length:] for length in first]
    return any(not rest or any(spells(words[at:], rest) for at in range(1, len(words))) for rest in rests)


PIECES = sorted({word for code in BOOK.codable() for text in ranking._texts(code, BOOK) for word in text.split()})


@given(st.data())
def test_the_index_finds_what_a_search_of_every_text_finds(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([piece for piece in PIECES if piece.isascii()]))
    first = data.draw(st.integers(0, 3))
    query = word[first : first + data.draw(st.integers(1, 8))] + data.draw(st.sampled_from(["", "", "i", "co", "zz"]))
    if not query:
        return
    index = replace(INDEX, pairs={})
    found = {hit.code: hit.score for hit in rank(index, query)}
    wanted = naive(BOOK, query)
    if wanted or len(query) < 4:
        found = {code: round(points, 6) for code, points in found.items() if points >= 50}
        wanted = {code: round(points, 6) for code, points in wanted.items()}
        assert wanted.items() <= found.items()
        # Initials may answer where no word does; then words a typing error away come after them.
        assert len(query) > 3 or found == wanted
        assert all(points <= ranking._RESEMBLING for code, points in found.items() if code not in wanted)
    else:
        errors = 1 if len(query) < 8 else 2
        for code in found:  # nothing is found that has no word a typing error away
            words = {word for text in ranking._texts(BOOK.code(code), BOOK) for word in text.split()}
            assert any(OSA.distance(query, word[:length]) <= errors for word in words for length in range(2, 20))


@pytest.mark.parametrize("seed", range(5))
def test_one_typing_error_still_leads_to_the_label(seed: int) -> None:
    dice = random.Random(seed)
    for code in BOOK.codable():
        word = max(folded(BOOK.text(code.label)).split(), key=len)
        if len(word) < 8:
            continue
        at = dice.randrange(1, len(word) - 1)
        wrong = dice.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "q" + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
        assert code.id in {hit.code for hit in rank(INDEX, wrong)}, (word, wrong)


def test_folding_drops_case_accents_and_signs() -> None:
    assert folded("  Öffentlich—Ä (ÜBER)ﬁ ") == "offentlich a uber fi"
    assert folded("商业 成功！") == "商业 成功"
    assert folded("snake_case.and-more") == "snake case and more"
    assert folded("Ｆｕｌｌ　ｗｉｄｔｈ") == "full width"
