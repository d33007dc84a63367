"""Anchors: quoted words found in a text, against a naive search."""

import csv
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.formats import codings_csv
from coder.formats.places import find_between, find_quote, fold
from coder.model.span import Span
from tests.formats.tricky import TRICKY

SHARED = Path(__file__).parents[3] / "shared"


def quoted(text: str, quote: str) -> str:
    span = find_quote(fold(text), quote)
    return text[span.start : span.end]


def naive_fold(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("we are inno-\nvative here", "innovative", "inno-\nvative"),
        ("It’s “so”, he said", "it's 'so' he", "It’s “so”, he"),
        ("an o\ufb03ce is \ufb01ne", "office", "o\ufb03ce"),
        ("an o\ufb03ce", "ice", "\ufb03ce"),  # a ligature cannot be cut
        ("Straße und Weg", "STRASSE", "Straße"),
        ("Cafe\u0301 hier", "caf\u00e9", "Cafe\u0301"),
        ("Caf\u00e9 hier", "cafe\u0301", "Caf\u00e9"),
        ("schon scho\u0308n", "sch\u00f6n", "scho\u0308n"),
        ("schon sch\u00f6n", "schon", "schon"),
        ("x\u0323\u0302 y", "x", "x\u0323\u0302"),
        ("ｆｕｌｌ　ｗｉｄｔｈ！", "full width", "ｆｕｌｌ　ｗｉｄｔｈ"),
        ("我们这里，以“制造”为主。", "以制造为主", "以“制造”为主"),
        ("한국 말", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 말", "국", "\u1100\u116e\u11a8"),
        ("ｶﾞﾝﾊﾞﾙ", "ガンバル", "ｶﾞﾝﾊﾞﾙ"),
        ("m² and x₂", "m2 and", "m² and"),
        ("😀 yes 😀", "Yes!", "yes"),
        ("İstanbul'da", "i\u0307stanbul", "İstanbul"),
        ("a\u200bb c", "ab", "a\u200bb"),
        ("An der Universität. Dann", "an der Universität.", "An der Universität."),
        ("Sie sagte: „Ja, bald!“ Dann", '"ja bald!"', "„Ja, bald!“"),
        ("是的，以后再说。好", "以后再说。", "以后再说。"),
        ("and so on, later", "so on...", "so on"),
        ("it ended. ", "ended.\n", "ended."),
    ],
)
def test_quotes_are_found_however_they_are_typed(text: str, quote: str, found: str) -> None:
    assert quoted(text, quote) == found


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("nowhere", '"nowhere" not found (copy the words from the transcript as it was imported)'),
        ("a", '"a" found 3 times (quote more words, or give start and end)'),
        ("aa", '"aa" found 2 times (quote more words, or give start and end)'),
        ("…  !", '"… !" holds no letters to look for (quote some words of the passage)'),
        ("", '"" holds no letters to look for (quote some words of the passage)'),
        ("b " * 50, f'"{("b " * 50)[:59]}…" not found (copy the words from the transcript as it was imported)'),
    ],
)
def test_what_is_not_there_once_is_refused(quote: str, message: str) -> None:
    with pytest.raises(CoderError) as caught:
        find_quote(fold("aAa!"), quote)
    assert str(caught.value) == message


def test_between_two_phrases() -> None:
    text = "First, we began. Then it grew, slowly. Now it is big."
    folded = fold(text)
    span = find_between(folded, "then IT", "slowly")
    assert text[span.start : span.end] == "Then it grew, slowly"
    assert find_between(folded, "we began", "we began") == find_quote(folded, "we began")
    assert find_between(folded, "we began. Then", "began") == Span(7, 15)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("now", "then", '"then" stands before "now" (exchange the start and the end phrase)'),
        ("it", "big", '"it" found 2 times (quote more words, or give start and end)'),
        ("then", "small", '"small" not found (copy the words from the transcript as it was imported)'),
    ],
)
def test_between_phrases_that_do_not_fit(start: str, end: str, message: str) -> None:
    with pytest.raises(CoderError) as caught:
        find_between(fold("Then it grew. Now it is big."), start, end)
    assert str(caught.value) == message


CHARACTERS = st.sampled_from(list("aAbßé 12-.\n") + list("".join(TRICKY.values()))) | st.sampled_from(
    list(
        "\u0301\u0308\u0323\u0345\u05b0\u0653\u093c\u09be\u0bd7\u3099\u309a\uff9e\uff9fか゛ｶ가각ㄱㅏㄳ한각ﬁﬀİıſẛKÅΩµΣςº²①㈱㎏ﷺ"
    )
)
TEXTS = st.lists(CHARACTERS | st.characters(exclude_categories=["Cs"]), max_size=30).map("".join)


@settings(max_examples=400)
@given(TEXTS)
def test_folding_is_that_of_the_whole_text(text: str) -> None:
    folded = fold(text)
    assert folded.chars == naive_fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.chars)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@settings(max_examples=200)
@given(TEXTS)
def test_both_normal_forms_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).chars == fold(unicodedata.normalize("NFD", text)).chars


def found_or_refused(text: str, quote: str) -> Span | CoderError:
    try:
        return find_quote(fold(text), quote)
    except CoderError as refused:
        return refused


def belongs_to_the_character_before(ch: str) -> bool:
    """Marks, and what Korean and half-width Japanese letters are made of."""
    parts = (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\ud7b0", "\ud7ff"), ("\uff9e", "\uffdf"))
    return unicodedata.category(ch)[0] == "M" or any(first <= ch <= last for first, last in parts)


def without_marks(quote: str) -> str:
    """From its first letter to its last; with the accents on this."""
    letters = [at for at, ch in enumerate(quote) if naive_fold(ch)]
    if not letters:
        return quote
    end = letters[-1] + 1
    while end < len(quote) and belongs_to_the_character_before(quote[end]):
        end += 1
    return quote[letters[0] : end]


@settings(max_examples=200)
@given(TEXTS, st.data())
def test_a_span_is_the_only_and_the_shortest_one(text: str, data: st.DataObject) -> None:
    """Naive oracle: count the quote in the folded text; no shorter span folds to it, marks aside. The marks quoted with
    it are part of what is found with them."""
    start = data.draw(st.integers(0, len(text)))
    whole_quote = text[start : data.draw(st.integers(start, len(text)))]
    quote = without_marks(whole_quote)
    whole, wanted = naive_fold(text), naive_fold(quote)
    times = sum(whole.startswith(wanted, at) for at in range(len(whole))) if wanted else 0
    span = found_or_refused(text, quote)
    if isinstance(span, CoderError):
        assert times != 1
        assert span.message.endswith(("letters to look for", "not found", f"found {times} times"))
        return
    assert times == 1
    before, inside, after = text[: span.start], text[span.start : span.end], text[span.end :]
    assert wanted in naive_fold(inside)
    assert naive_fold(before) + naive_fold(inside) + naive_fold(after) == whole  # no character is cut apart
    if len(inside) > 1 and not belongs_to_the_character_before(inside[1]):
        assert wanted not in naive_fold(inside[1:])
    if len(inside) > 1 and not belongs_to_the_character_before(inside[-1]):
        assert wanted not in naive_fold(inside[:-1])
    with_marks = find_quote(fold(text), whole_quote)
    assert with_marks.start <= span.start
    assert span.end <= with_marks.end
    marks = text[with_marks.start : span.start] + text[span.end : with_marks.end]
    assert not naive_fold(marks)
    assert not any(map(str.isspace, marks))


def test_long_texts_are_fast_whatever_they_hold() -> None:
    began = time.perf_counter()
    for text in ("we make parts " * 7_000, "我们制造零件，" * 14_000, "a" + "\u0301\u0323" * 50_000):
        fold(text)
    assert time.perf_counter() - began < 5  # far less in fact; normalising that many accents at once is quadratic


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside the repository")
def test_every_anchor_of_the_hand_coding_is_found_once() -> None:
    whole = (SHARED / "seeds" / "000_regional-innovation-systems.txt").read_text(encoding="utf-8")
    folded = fold(whole)
    passages: dict[str, list[str]] = {}
    with (SHARED / "gold" / "seed000_docs.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            span = find_between(folded, row["start_phrase"], row["end_phrase"])
            passages.setdefault(row["doc"], []).append(whole[span.start : span.end])
    documents = {name: fold("\n\n".join(parts)) for name, parts in passages.items()}
    codings = codings_csv.parse((SHARED / "gold" / "seed000_codings.csv").read_bytes(), "seed000_codings.csv")
    assert len(documents) == 12
    assert len(codings) == 321
    for coding in codings:
        assert isinstance(coding.place, codings_csv.Phrases)
        find_between(documents[coding.document], coding.place.start, coding.place.end)
