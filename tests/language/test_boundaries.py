import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.boundaries import paragraphs, sentences, word_count, words
from coder.model.span import Span

LANGUAGES = ("en", "de", "zh", "zh-Hant", "fr")

# Texts cut into sentences: what a reader would call one.
EN = [
    ["We tried.", "It failed."],
    ["Dr. Smith came, e.g. by train, i.e. late.", "We waited."],
    ["He lives in the U.S.", "The firm moved."],
    ["The U.S. Government paid 3.5 million to Acme Inc. for the plant.", "Nobody knew."],
    ["He works for Acme Inc.", "They make valves."],
    ["See No. 5 and p. 12.", "No.", "We did not."],
    ["I spoke to J. R. Miller.", "He was kind."],
    ["So did I.", "Then Mr H. told me.", "It was in 2003.", "In 2004 we left."],
    ["1. Introduction of the guest.", "2. Her firm."],
    ["We ship at 9 a.m. from the port.", "Version 2.5.1 of example.org runs."],
    ["Well... we tried.", "I... I don't know.", "And then...", "Nobody came."],
    ["...and so it went on.", "The end…", "It was over…", "But we stayed."],
    ["Really?!", "Yes!!", "You know?", "and then we left."],
    ['"Why?" he asked.', '"Go."', "Then we went."],
    ["“We tried it.”", "She laughed.", "“Did you?” she said."],
    ["He said 'no.'", "We left."],
    ["They can wait. (laughs)", "You found the gate?"],
    ["We tried. [...]", "Then it worked."],
    ["I think (...) it was fine, [...] mostly.", "Yes."],
    ["(pause) We start.", "First.", "(2) Second."],
    ["— Yes.", "— No.", "– Maybe."],
    ["we did it.", "then we went home.", "The Bhf. is old."],
]
DE = [
    ["Am 3. Mai kam z. B. Prof. Müller, d.h. ca. 50 Leute bzw. Nr. 7.", "Gut."],
    ["Siehe Nr. 7.", "Gut.", "Am 1. Mai.", "Im Jahr 1998.", "Gut."],
    ["Im 19. Jahrhundert war das u.a. so.", "Das war 2003.", "Firmen kamen."],
    ["Das war am 3.", "Dann ging ich.", "Ludwig XIV. war König."],
    ["Wir haben Maschinen, Hallen usw. und Leute.", "Alles alt usw.", "Wir gehen."],
    ["„Gut.“ sagte er.", "„Was?“", "Ja, »so ist es.«", "Er rief: „Nein!“", "Danach nichts."],
    ["Wir haben... Geld.", "Also...", "Dann nicht!"],
    ["Herr Dipl.-Ing. Meier kam, z.B. mit Dr. Huber.", "Am 1. und 2. März."],
    ["– Ja.", "– Nein.", "Wirklich?!"],
]
ZH = [
    ["我们不做。（笑）", "他说：「好的。」", "然后走了！", "真的？！"],
    ["是……我觉得……不好；", "“行。”", "完了。"],
    ["他说：『不行！』", "App 3.5版本。", "OK!", "我们走"],
    ["价格是3.5元.", "很便宜."],
    ["【停顿】我们有高校、研究所。", "没有别的；", "就这样……"],
]


def cut(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize("expected", [*EN, ["「好。」", "Really."]], ids=str)
def test_english_sentences(expected: list[str]) -> None:
    assert cut(" ".join(expected), "en") == expected


@pytest.mark.parametrize("expected", DE, ids=str)
def test_german_sentences(expected: list[str]) -> None:
    assert cut(" ".join(expected), "de") == expected


@pytest.mark.parametrize("expected", ZH, ids=str)
def test_chinese_sentences(expected: list[str]) -> None:
    assert cut("".join(expected), "zh") == expected


def test_a_line_end_always_ends_a_sentence() -> None:
    assert cut("Dr.\nSmith  \n\n came e.g.\n", "en") == ["Dr.", "Smith", "came e.g."]


def test_only_the_stretch_is_looked_at() -> None:
    text = "One. Two three. Four."
    assert sentences(text, 5, 12, "en") == (Span(5, 12),)
    assert sentences(text, 4, 15, "en") == (Span(5, 15),)
    assert sentences("   ", 0, 3, "en") == ()


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \n\t.!?…。！？；“”„«»「」『』()（）[]\"'-–—,aAbDrzB1·3家们\u0308*_")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.data())
def test_sentences_cover_the_stretch_in_order(text: str, language: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentences(text, start, end, language)
    assert spans == sentences(text, start, end, language)
    covered: set[int] = set()
    at = start
    for span in spans:
        assert at <= span.start < span.end <= end
        piece = text[span.start : span.end]
        assert piece == piece.strip()
        assert "\n" not in piece
        covered.update(range(span.start, span.end))
        at = span.end
    assert all(text[index].isspace() for index in range(start, end) if index not in covered)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_words_and_paragraphs_are_in_order_and_trimmed(text: str, language: str) -> None:
    for spans in (words(text, 0, len(text), language), paragraphs(text, 0, len(text))):
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in spans)
    assert word_count(text) == len(words(text, 0, len(text), language))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert [text[span.start : span.end] for span in paragraphs(text, 0, len(text))] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't start-up, R&D (3.5 %)!", ["Don't", "start-up", "R&D", "3.5"]),
        ("Größe — “well”… 1,000 _makers_", ["Größe", "well", "1,000", "makers"]),
        ("我们用App2做3.5万", ["我", "们", "用", "App2", "做", "3.5", "万"]),
        ("Universita\u0308t und e\u0301te\u0301", ["Universita\u0308t", "und", "e\u0301te\u0301"]),
        ("Kolleg*innen, Kund:innen und/oder der*die", ["Kolleg*innen", "Kund:innen", "und", "oder", "der", "die"]),
        ("سَلام، می\u200cخواهم שָׁלוֹם", ["سَلام", "می\u200cخواهم", "שָׁלוֹם"]),
        ("हिन्दी ไม่", ["हिन्दी", "ไม่"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in words(text, 0, len(text), "en")] == expected


def test_word_count_counts_each_chinese_character() -> None:
    assert word_count("我们做 software, 对吗？") == 6
    assert word_count(" … — ") == 0


def test_boundaries_need_no_spacy() -> None:
    program = "import sys, coder.language.boundaries; print({'spacy', 'rapidfuzz', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@given(st.text("ab3 4.-',:&’*_in\n\tß²½(é“\u0301中\xa0\x85‑", max_size=60).map(lambda text: text.replace("b", "innen")))
def test_words_told_by_what_stands_beside_each_letter(text: str) -> None:
    assert word_count(text) == len(words(text, 0, len(text), ""))
