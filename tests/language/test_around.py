from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.around import Sentences, is_common
from coder.language.boundaries import sentences
from coder.model.span import Span

PIECES = [
    *("Genau", "the firm", "Prof", "usw", "inc", "z.B", "d.h", "Wir", "We know", "die Hauptstr", "Ich", "I", "A", "XI"),
    *("start-up", "don't", "o.ä", "Bhf", "Kfm", "hmm", "Nr", "etc", "12.", "am 3", "3.5", "example.org", "Warum?Weil"),
    *(" ", "  ", "\n", "\t", "\u00a0", ". ", ". ", ".", " .", "? ", "! ", "…", "...", ". . .", "!?", "。", "！", "；"),
    *("(laughs)", "(Yes. No)", "[He laughs. Pause.]", "[", "]", "(", ")", "„", "“", "»", "«", "”", "’", "《走吧！》"),
    *(
        "他说：",
        "和高校合作",
        "没有",
        "。”",
        "（笑）",
        "【停顿。】",
        "#00:01:05-3#",
        "[1]",
        "*sighs*",
        "- ",
        "*",
        "İstanbul",
    ),
]
PLAIN = [
    "We know the firm",
    "Die Universität hilft",
    "Genau",
    "and the export",
    "合作很多",
    "a start-up",
    ", ",
    ". ",
    "。",
    "? ",
]


@settings(max_examples=250, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=30), st.lists(st.sampled_from([*PLAIN, ". ", "。"]), max_size=30)
    ),
    st.sampled_from(["en", "de", "zh", "fr"]),
    st.data(),
)
def test_the_sentence_around_a_place_is_that_of_the_stretch(
    pieces: list[str], language: str, data: st.DataObject
) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = sentences(text, stretch.start, stretch.end, language)
    in_order = Sentences(text, stretch, language)
    for place in range(stretch.start, stretch.end):
        if not text[place].isspace():
            expected = whole[bisect_right(whole, place, key=lambda span: span.start) - 1]
            assert in_order.at(place) == expected
            assert Sentences(text, stretch, language).at(place) == expected


@pytest.mark.parametrize("word", ["firm", "Universität", "start-up", "don't", "es"])
def test_words_behind_which_a_full_stop_is_one(word: str) -> None:
    assert is_common(word, "de")


@pytest.mark.parametrize(
    "word", ["Prof", "Hauptstr", "z.B", "usw", "A", "12", "XI", "Bhf", "a1", "高校", "-", "", "Nr"]
)
def test_words_behind_which_it_may_be_more(word: str) -> None:
    assert not is_common(word, "de")
