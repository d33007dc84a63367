from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.errors import CoderError
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.search.context import Places
from coder.search.corpus import SearchHit
from coder.tui.codes.stripes import signs
from coder.tui.searching.hits import (
    HitRows,
    around,
    coding_lines,
    error_lines,
    help_lines,
    hit_line,
    name,
    passage,
    preview_line,
    tail,
)
from coder.tui.text.runs import Runs, text_width
from coder.tui.text.units import Grain, Units
from tests import studies
from tests.search.texts import texts

TEXT = "I: Well?\n\nMs A: One two. Three\x1b four.\nFive six.\n\nMs A: 政府先干。"
ANSWER, LAST = "One two. Three\x1b four.\nFive six.", "政府先干。"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


TURNS = (
    Turn(span("Well?"), "I", Role.INTERVIEWER),
    Turn(span(ANSWER), "Ms A", Role.RESPONDENT),
    Turn(span(LAST), "Ms A", Role.RESPONDENT),
)
DOCUMENT = Document("d1", "d1", "txt", "en", TEXT, TURNS, (), "d1.txt", "", "")


def hits(*counts: int) -> list[SearchHit]:
    """So many hits in documents a, b, c, ..."""
    return [SearchHit(chr(97 + at), Span(n, n + 1)) for at, count in enumerate(counts) for n in range(count)]


def text(runs: Runs) -> str:
    return "".join(piece for piece, _ in runs)


@given(st.lists(st.integers(0, 4), max_size=6), st.lists(st.integers(1, 5), max_size=9))
def test_rows_are_headings_and_hits_in_order_however_they_come(counts: list[int], portions: list[int]) -> None:
    found = hits(*counts)
    rows, at = HitRows(), 0
    for size in [*portions, len(found)]:
        rows.add(found[at : at + size])
        at += size
    slow: list[SearchHit | str] = []
    for hit in found:
        if hit.document not in slow:
            slow.append(hit.document)
        slow.append(hit)
    assert len(rows) == len(slow)
    assert rows.documents == len({hit.document for hit in found})
    for row, one in enumerate(slow):
        assert rows.hit(row) == (one if isinstance(one, SearchHit) else None)
        document = one.document if isinstance(one, SearchHit) else one
        assert rows.group(row) == (document, sum(hit.document == document for hit in found))


def test_the_hit_one_was_at_is_found_again_when_it_comes() -> None:
    found = hits(3, 2)
    rows = HitRows(name(found[3]), [name(found[1]), name(found[4])])
    assert rows.add(found[:2]) is None
    assert rows.add(found[2:]) == 5
    assert rows.add([]) is None
    assert rows.ticked == {found[1], found[4]}
    assert not rows.waiting
    gone = HitRows("nowhere")
    assert gone.add(found) is None
    gone.close()
    assert [gone.waiting, HitRows("nowhere").waiting] == [False, True]


def test_ticks() -> None:
    rows = HitRows()
    rows.add(hits(2, 1))
    assert rows.chosen == rows.hits
    rows.tick(rows.hits[2])
    rows.tick(rows.hits[0])
    assert rows.chosen == [rows.hits[0], rows.hits[2]]
    rows.tick(rows.hits[0])
    assert rows.chosen == [rows.hits[2]]
    rows.tick_all()
    assert len(rows.ticked) == 3
    rows.tick_all()
    assert rows.ticked == set()


@pytest.mark.parametrize(
    ("words", "grain", "whole"),
    [
        ("two", Grain.WORD, "two"),
        ("two", Grain.SENTENCE, "One two."),
        ("two. Th", Grain.SENTENCE, "One two. Three\x1b four."),
        ("two", Grain.PARAGRAPH, "One two. Three\x1b four."),
        ("two", Grain.TURN, "One two. Three\x1b four.\nFive six."),
        ("Ms A: One", Grain.SENTENCE, "Ms A: One two."),
        ("Ms", Grain.TURN, "Ms"),
        ("Well?\n\nMs A: O", Grain.SENTENCE, "Well?\n\nMs A: One two."),
        ("政", Grain.SENTENCE, "政府先干。"),
    ],
)
def test_what_is_coded_around_a_hit(words: str, grain: Grain, whole: str) -> None:
    found = around(Units(DOCUMENT), grain, span(words))
    assert DOCUMENT.quote(found) == whole


def test_hits_stand_in_one_column() -> None:
    places = Places(DOCUMENT)
    lines = [
        hit_line(DOCUMENT, places, span(words), 60, aligned=True, ticked=words == "two", coded=words == "政")
        for words in ("two", "Three", "政", "Well")
    ]
    columns = {text_width(line[: [tone for _, tone in line].index("hit")]) for line in lines}
    assert len(columns) == 1
    assert text(lines[0]).startswith("✓    2 Ms A ")
    assert text(lines[0]).endswith(" Well? Ms A: One two. Three␛ four. Five six. Ms A: 政府先干。")
    assert text(lines[2]).startswith(" ▪   4 Ms A ")
    assert ("Well", "hit") in lines[3]


def test_passages_begin_the_line_when_no_words_were_looked_for() -> None:
    line = hit_line(DOCUMENT, Places(DOCUMENT), span("Five six."), 40, aligned=False, ticked=False, coded=False)
    assert text(line) == "     3 Ms A     Five six. Ms A: 政府先干。"


@given(texts, st.integers(0, 40))
def test_the_end_of_a_text_fills_its_cells(words: str, width: int) -> None:
    assert cell_len(tail(words, width)) == width


def test_the_words_around_show_what_would_be_coded() -> None:
    lines = passage(DOCUMENT, span("two"), span("One two."), 40, 8)
    assert [text(line) for line in lines] == [
        "I: Well?",
        "",
        "Ms A: One two. Three␛ four.",
        "Five six.",
        "",
        "Ms A: 政府先干。",
    ]
    assert lines[2] == (("Ms A: ", "dim"), ("One ", "plain"), ("two", "hit"), (".", "plain"), (" Three␛ four.", "dim"))


@given(texts, st.integers(0, 300), st.integers(1, 40), st.integers(10, 60))
def test_the_words_found_are_always_in_what_is_shown(words: str, start: int, length: int, width: int) -> None:
    long = words * 9
    if start < len(long):
        document = Document("d1", "d1", "txt", "en", long, (), (), "d1.txt", "", "")
        found = Span(start, min(len(long), start + length))
        lines = passage(document, found, around(Units(document), Grain.SENTENCE, found), width, 8)
        visible = long[found.start : found.end].strip()
        assert not cell_len(visible) or any(tone == "hit" for line in lines[:8] for _, tone in line)
        assert all(text_width(line) <= width for line in lines)


def test_what_is_coded_stands_on_few_lines() -> None:
    codebook = studies.codebook()
    codings = [studies.coding("d1", 3, 10) for _ in range(6)]
    lines = coding_lines(codings, "JW", codebook, signs(codebook), 30, 2)
    assert len(lines) == 2
    assert text(lines[0]) == " Ri rise +2 by MK  Ri rise"
    assert text(lines[1]).endswith(" …")
    assert all(text_width(line) <= 30 for line in lines)
    assert coding_lines([], "JW", codebook, signs(codebook), 30, 2) == []


def test_a_preview_begins_with_document_and_paragraph() -> None:
    line = preview_line(DOCUMENT, Places(DOCUMENT), span("Five six."), 40, unspoken=True)
    assert text(line) == " d1          3 will not count  Five six."


def test_help_and_errors_keep_within_the_width() -> None:
    error = CoderError("no good " * 12, hint="do better " * 12, where="search 'x', character 1")
    for width in (40, 78, 150):
        assert all(text_width(line) <= width for line in (*help_lines(width), *error_lines(error, width)))
    assert "→ do better" in text(error_lines(error, 78)[3])
