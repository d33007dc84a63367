"""Tables of codings."""

import contextlib
import csv
import dataclasses
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import Exit, UnreadableError
from coder.formats.codings_csv import CodingRow, Offsets, Phrases, Quote, parse, render
from coder.formats.tables import Problem, TableError
from coder.model.coding import Tense
from coder.model.span import Span
from tests.formats.tricky import TRICKY

HEAD = "document,code,value,weight,coder,about,tense,memo,start,end,quote,start_phrase,end_phrase\n"


def one(row: str, head: str = HEAD) -> CodingRow:
    (coding,) = parse((head + row + "\n").encode(), "codings.csv")
    return coding


def problems(table: str) -> list[tuple[int, str]]:
    with pytest.raises(TableError) as caught:
        parse(table.encode(), "codings.csv")
    return [(problem.row, problem.reason) for problem in caught.value.problems]


def test_a_full_row_by_offsets_with_the_words_to_check() -> None:
    coding = one("b01,mindset.narrative,scientific,+2,MK,prd,past,a memo,10,14,word,,")
    assert coding == CodingRow(
        2, "b01", "mindset.narrative.scientific", 2, Offsets(Span(10, 14), "word"), "MK", "prd", Tense.PAST, "a memo"
    )


def test_a_short_row_by_quote() -> None:
    assert one('b01,a.b,-1,"so, he said"', "doc,code,weight,quote\n") == CodingRow(
        2, "b01", "a.b", -1, Quote("so, he said")
    )


def test_a_row_by_phrases() -> None:
    assert one("b01,a.b,,2,,,,,,,,from here,to there").place == Phrases("from here", "to there")


@pytest.mark.parametrize(
    ("cell", "weight"), [("2", 2), ("+1", 1), ("-2", -2), ("−2", -2), ("0", 0), ("2.0", 2), ('"-1,0"', -1)]
)
def test_weights_as_people_and_spreadsheets_write_them(cell: str, weight: int) -> None:
    assert one(f"d,c,{cell},q", "document,code,weight,quote\n").weight == weight


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends_are_recognised(delimiter: str, encoding: str, newline: str) -> None:
    lines = ["Document;CODE; Weight ;Start phrase;END_PHRASE;;", "d;c;1;häufig, ja;“ende”", "", ";;;;;;", "d;c;2;a;b;;"]
    data = newline.join(lines).replace(";", delimiter)
    if delimiter == ",":
        data = data.replace("häufig, ja", '"häufig, ja"')
    rows = parse(data.encode(encoding), "codings.csv")
    assert [(row.row, row.place) for row in rows] == [(2, Phrases("häufig, ja", "“ende”")), (5, Phrases("a", "b"))]


def test_rows_count_lines_of_the_file() -> None:
    rows = parse(b'document,code,weight,quote,memo\nd,c,1,"a\nb","m\nn"\n\nd,c,1,e,\n', "codings.csv")
    assert [row.row for row in rows] == [2, 6]
    assert (rows[0].place, rows[0].memo) == (Quote("a\nb"), "m\nn")


def test_unknown_columns_are_no_matter() -> None:
    assert one("d,c,1,q,whatever", "document,code,weight,quote,origin\n").place == Quote("q")


def test_all_problems_are_told_at_once() -> None:
    table = HEAD + (
        "d,c,,1,,,,,1,5,,,\n"
        ",c,,x,,,,,1,5,,,\n"
        "d,,,2,,,future,,,,,,\n"
        "d,c,,2,,,,,5,5,,,\n"
        "d,c,,2,,,,,5,,,,\n"
        "d,c,,2,,,,,-5,9,,,\n"
        "d,c,,2,,,,,,,q,,e\n"
        "d,c,,2,,,,,,,q,s,e\n"
        "d,c,,,,,,,,,q,,\n"
        "d,c,,1,,,,,,,q,,,surplus\n"
    )
    assert problems(table) == [
        (3, "document is empty"),
        (3, "weight 'x' is no whole number"),
        (4, "code is empty"),
        (4, "tense 'future' is neither present nor past"),
        (4, "there is no place: fill start and end, or quote, or start_phrase and end_phrase"),
        (5, "start 5 is not before end 5"),
        (6, "end is empty"),
        (7, "'-5' is no offset (characters from the start of the text)"),
        (8, "start_phrase is empty"),
        (9, "two places: give either phrases or a quote or offsets"),
        (10, "weight is empty"),
        (11, "14 cells, but the header has 13"),
    ]


@pytest.mark.parametrize(
    ("head", "reasons"),
    [
        ("document,code,quote", ["there is no column 'weight'"]),
        (
            "document,code,wieght,quote",
            ["column 'wieght' is unknown; should it be 'weight'?", "there is no column 'weight'"],
        ),
        ("document,doc,code,weight,quote", ["columns 'document' and 'doc' mean the same"]),
        (
            "document,code,weight,Quote,quote",
            ["column 'quote' stands twice"],
        ),
        ("document,code,weight,,quote", ["column 4 has no name"]),
        (
            "document,code,weight,start",
            ["there is no place: give columns start and end, or quote, or start_phrase and end_phrase"],
        ),
    ],
)
def test_a_wrong_header_is_told_alone(head: str, reasons: list[str]) -> None:
    assert problems(head + "\n,,x\n") == [(1, reason) for reason in reasons]


def test_an_unclosed_quotation_is_told_with_the_line_it_begins_on() -> None:
    assert problems('document,code,weight,quote\nd,c,1,a\n\nd,c,1,"b\nc\n')[0][0] == 4


def test_the_error_reads_line_by_line_and_is_unreadable_input() -> None:
    error = TableError("codings.csv", [Problem(7, "b"), Problem(3, "a")])
    assert str(error) == "codings.csv:3: a\ncodings.csv:7: b"
    assert error.exit is Exit.UNREADABLE


@pytest.mark.parametrize("data", [b"", b"\n \n", b"PK\x03\x04", b"\0\1\2"])
def test_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse(data, "codings.csv")


def test_render_is_stable() -> None:
    rows = [
        CodingRow(9, "b01", "a.b", -2, Offsets(Span(3, 9), "=1+1, so"), "MK", "prd", Tense.PAST, "@home"),
        CodingRow(1, "b02", "a.c", 1, Quote('say "so"')),
    ]
    assert render(rows) == (
        "document,code,weight,coder,about,tense,start,end,quote,memo\n"
        "b01,a.b,-2,MK,prd,past,3,9,\"'=1+1, so\",'@home\n"
        'b02,a.c,1,,,present,,,"say ""so""",\n'
    )
    assert (
        render([dataclasses.replace(rows[1], place=Phrases("a", "b"))]).splitlines()[1] == "b02,a.c,1,,,present,,,,a,b,"
    )


NAMES = st.sampled_from(["b01", "Interview 7.docx", "访谈"])
WORDS = (st.sampled_from(list(TRICKY.values())) | st.text("=+-@'\"\n;,\t ab", min_size=1, max_size=8)).filter(str.strip)
PLACES = (
    st.builds(Quote, WORDS)
    | st.builds(Phrases, WORDS, WORDS)
    | st.builds(
        lambda at, size, words: Offsets(Span(at, at + size), words), st.integers(0, 99), st.integers(1, 99), WORDS
    )
)
ROWS = st.builds(
    CodingRow,
    row=st.just(0),
    document=NAMES,
    code=st.sampled_from(["a", "a.b.c", "=x"]),
    weight=st.integers(-2, 2),
    place=PLACES,
    coder=st.none() | st.sampled_from(["MK", "-R"]),
    about=st.none() | st.just("prd"),
    tense=st.sampled_from(Tense),
    memo=st.just("") | WORDS,
)


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(TableError, match=r"c\.csv:1: no rows below the header"):
        parse(render([]).encode(), "c.csv")


@pytest.mark.parametrize("row", [b"b01,a\0,1,xx\n", b"b01,a\0\0,1,xx\n"])
def test_nul_bytes_are_no_text(row: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary file, not text"):
        parse(b"document,code,weight,quote\n" + row, "c.csv")


@settings(max_examples=150)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_what_is_rendered_is_read_again(rows: list[CodingRow]) -> None:
    again = parse(render(rows).encode(), "codings.csv")
    assert [dataclasses.replace(row, row=0) for row in again] == rows


@settings(max_examples=150)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_no_cell_but_a_number_begins_like_a_formula(rows: list[CodingRow]) -> None:
    for record in csv.reader(io.StringIO(render(rows))):
        assert all(cell.lstrip("-").isdigit() or not cell.startswith(("=", "+", "-", "@", "\t")) for cell in record)


@settings(max_examples=150, deadline=60_000)
@given(st.text('document,code,weight,quote,start,end\n"=;\t-1\x1b', max_size=120) | st.binary(max_size=100).map(repr))
def test_any_table_is_read_or_refused(rest: str) -> None:
    for head in ("", "document,code,weight,quote\n"):
        with contextlib.suppress(UnreadableError):
            parse((head + rest).encode(), "codings.csv")
