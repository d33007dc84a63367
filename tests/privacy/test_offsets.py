"""Where words stand after others were replaced, against reading the text anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.span import Span
from coder.privacy.forms import Form, Forms
from coder.privacy.offsets import OffsetMap, substituted

PIECES = st.lists(
    st.tuples(st.text("ab \n王\u0301", max_size=6), st.booleans(), st.text("XYZ ", min_size=1, max_size=7))
)


@given(PIECES, st.data())
def test_the_quote_of_every_span_is_its_quote_with_pseudonyms(
    pieces: list[tuple[str, bool, str]], data: st.DataObject
) -> None:
    text, named, found, edges = "", "", [], [(0, 0)]
    for kept, replaced, words in pieces:
        text, named = text + kept, named + kept
        edges.append((len(text), len(named)))
        if replaced:
            found.append((Span(len(text), len(text) + 3), words))
            text, named = text + "NNN", named + words
            edges.append((len(text), len(named)))
    result, offsets = substituted(text, found)
    assert result == named
    assert substituted(result, [(Span(one.new_start, one.new_end), "NNN") for one in offsets.replaced])[0] == text
    back = offsets.inverse()
    for old, new in edges:
        assert offsets.offset(old) == new
        assert back.offset(new) == old
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(text))))
        moved = offsets.span(span)
        cut = [(name, words) for name, words in found if name.overlaps(span)]
        # what the span says, each name that it touches whole
        whole = Span(min([span.start, *(n.start for n, _ in cut)]), max([span.end, *(n.end for n, _ in cut)]))
        inner = [(Span(n.start - whole.start, n.end - whole.start), words) for n, words in cut]
        assert result[moved.start : moved.end] == substituted(text[whole.start : whole.end], inner)[0]
        assert back.span(moved) == whole


def test_nothing_replaced_leaves_every_place() -> None:
    assert OffsetMap().span(Span(3, 9)) == Span(3, 9)


FORMS = Forms(
    (
        Form("Anna Meyer", "Person A", genitive=True),
        Form("Meyer", "Person A", genitive=True),
        Form("Meyer Stiftung", None),
        Form("Li", "Person B", genitive=True),
        Form("王总", "人物A"),
        Form("Müller", "Person C", genitive=True),
    )
)


def replaced(text: str, *borders: int) -> str:
    return FORMS.substitute(text, borders)[0]


def test_names_are_found_in_every_spelling_and_only_whole() -> None:
    assert replaced("Anna  Meyer, Anna\nMeyer, Anna_Meyer, ANNA MEYER") == "Person A, Person A, Person A, Person A"
    assert replaced("Meyers Hof, Meyer's farm, Meyer-Hof") == "Person A Hof, Person A's farm, Person A-Hof"
    assert replaced("Like Li, Lisa and Ali, MEYER") == "Like Person B, Lisa and Ali, Person A"
    assert replaced("我跟王总说Meyer好") == "我跟人物A说Person A好"
    assert replaced("Mu\u0308ller und Müller") == "Person C und Person C"
    assert replaced("Die Meyer Stiftung und Meyer") == "Die Meyer Stiftung und Person A"


def test_no_name_goes_across_the_end_of_a_turn() -> None:
    text = "... sagt Anna\nMeyer: ja"
    assert replaced(text) == "... sagt Person A: ja"
    assert replaced(text, text.index("Meyer") + 7, text.index("\nMeyer")) == "... sagt Anna\nPerson A: ja"


@given(st.text("Anna Meyer\nLisu王总 '", max_size=60))
def test_what_is_replaced_is_gone_and_stays_gone(text: str) -> None:
    result, offsets = FORMS.substitute(text)
    assert all(form.replacement is None for _, form in FORMS.find(result) if form.words == "Anna Meyer")
    for one in offsets.replaced:
        assert result[one.new_start : one.new_end] in {"Person A", "Person B", "人物A"}
    assert [span for span, _ in FORMS.find(text)] == sorted(span for span, _ in FORMS.find(text))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("O'Connor", ["O’Connor", "OʼConnor", "O’CONNOR"]),
        ("O’Connor", ["O'Connor"]),
        (
            "Karl Wagner",
            ["Karl Wag\u00adner", "Karl\u200bWagner", "KARL WAG-\n  NER", "Karl\u00a0Wagner", "Karl_Wagner"],
        ),
        ("王建国", ["王 建国", "王\u3000建国"]),
        ("李明", ["李 明", "李\u3000明"]),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, written: list[str]) -> None:
    forms = Forms((Form(name, "X"),))
    assert [forms.replaced(f"— {one}, ") for one in written] == ["— X, "] * len(written)


def test_people_and_things_from_a_town_lead_to_it() -> None:
    forms = Forms((Form("Stuttgart", "Ort A", genitive=True, resident=True), Form("Meyer", "X", genitive=True)))
    text = "Der Stuttgarter Raum, die Stuttgarterinnen, Stuttgarts Ufer, Stuttgartblick, Meyerer"
    assert forms.replaced(text) == "Der Ort A Raum, die Ort A, Ort A Ufer, Stuttgartblick, Meyerer"
