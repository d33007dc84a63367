from __future__ import annotations

from coder import shipped
from coder.codebook.read import read
from coder.tui import ranking
from coder.tui.find import beside, hits
from coder.tui.quick import QuickBar
from coder.tui.ranking import folded, rank
from coder.tui.stripes import signs

BOOK = read(*shipped.codebook_text("regional-innovation-systems"))
LETTERS = signs(BOOK).letters
INDEX = ranking.index(BOOK, LETTERS)


def best(query: str, **options: object) -> str:
    return rank(INDEX, query, **options)[0].code.rsplit(".", 1)[1]  # type: ignore[arg-type]


def test_every_code_comes_first_for_its_letter_pair() -> None:
    for code in BOOK.codable():
        assert rank(INDEX, LETTERS[code.id].lower())[0].code == code.id


def test_labels_in_every_language_words_initials_and_typing_errors() -> None:
    assert best("commercial success") == "commercial_success"
    assert best("success") == "commercial_success"
    assert best("com suc") == "commercial_success"
    assert best("commercal") == "commercial_success"
    assert best("商业成功") == "commercial_success"
    assert best("kommerzieller") == "commercial_success"
    assert best("SUCCESS") == "commercial_success"


def test_cues_lead_to_their_code_after_labels() -> None:
    assert best("tea growing") == "agriculture"
    assert best("世界工厂") == "strong"
    assert best("Landwirtschaft") == "agriculture"


def test_the_label_of_a_row_finds_all_its_values() -> None:
    found = {hit.code for hit in rank(INDEX, "joint narrative")[:7]}
    assert found == {code.id for code in BOOK.values(BOOK.row("mindset.narrative"))}


def test_an_empty_query_lists_everything_the_recent_first() -> None:
    recent = ["market.orientation", "technology.focus.private"]
    hits_ = rank(INDEX, "", recent=recent)
    assert [hit.code for hit in hits_[:2]] == recent
    assert [hit.code for hit in hits_[2:]] == [code for code in INDEX.codes if code not in recent]


def test_nonsense_finds_nothing() -> None:
    assert rank(INDEX, "qqqqzzzz") == []


def test_a_prior_orders_what_the_letters_leave_open() -> None:
    likely = {"mindset.narrative.fragmented": 1.0}
    assert best("joint narrative", prior=likely) == "fragmented"
    assert rank(INDEX, "", prior=likely)[0].code == "mindset.narrative.fragmented"
    assert best("commercial success", prior=likely) == "commercial_success"


def test_folding_drops_case_accents_and_signs() -> None:
    assert folded("  Öffentlich—Ä (ÜBER)ﬁ ") == "offentlich a uber fi"
    assert folded("商业 成功！") == "商业 成功"


def test_a_code_keeps_its_digit_while_it_is_in_the_bar() -> None:
    bar = QuickBar.of(["a", "b"])
    for code in ("c", "a", "d", "b"):
        bar.use(code)
    assert bar.slots[:5] == ["a", "b", "c", "d", ""]
    assert bar.recent == ["b", "d", "a", "c"]
    assert (bar.at(1), bar.at(9)) == ("a", "")


def test_a_tenth_code_takes_the_place_used_longest_ago() -> None:
    bar = QuickBar.of([str(number) for number in range(1, 10)])
    bar.use("9")
    bar.use("new")
    assert bar.slots == ["1", "2", "3", "4", "5", "6", "7", "new", "9"]


def test_search_folds_blanks_and_case_and_is_literal() -> None:
    text = "The  state (S.) waits.\nthe State"
    assert [text[span.start : span.end] for span in hits(text, "the state")] == ["The  state", "the State"]
    assert len(hits(text, "(s.)")) == 1
    assert hits(text, "  ") == []


def test_stepping_goes_round() -> None:
    found = hits("a.a.a", "a")
    assert [beside(found, offset, 1) for offset in (-1, 0, 4)] == [0, 1, 0]
    assert [beside(found, offset, -1) for offset in (0, 4, 5)] == [2, 1, 2]
    assert beside([], 0, 1) is None
