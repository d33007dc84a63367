"""Tables of words: one row a turn, or one row a document with open answers, as .csv, .tsv and .xlsx."""

from __future__ import annotations

import csv
import datetime
import io
import os
import random
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from coder.errors import UnreadableError
from coder.formats.readers import parse_transcripts, suffixes
from coder.model.document import Role, Transcript
from coder.model.reading import Reading

EXAMPLES = int(os.environ.get("CODER_FUZZ", "0")) or 100

TURNS = [
    ["speaker", "start", "text", "region"],
    ["I", "0:00", "How is it?", "beijing"],
    ["Ms A", "0:04", 'It is, well, "better".\n\nEvery year.', "beijing"],
    ["", "0:09", "I mean it.", "beijing"],
    ["I", "1:00:12.5", "Thanks.", "beijing"],
]
SURVEY = [
    ["id", "age", "What do you like about the town?", "And what not?", "sector"],
    ["r7", "34", "The river and the people who live here.", "Noise at night, mostly.", "firm"],
    ["r8", "51", "Nothing at all, to be honest.", "", ""],
    ["r9", "20", "", "", "firm"],
]


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS = {".csv": as_csv, ".tsv": lambda rows: as_csv(rows, "\t"), ".xlsx": as_xlsx}
"""One for each ending (``".csv"``, ``".tsv"``, ``".xlsx"``)."""


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [
        (turn.role.value, turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns
    ]


def check(found: Sequence[Transcript]) -> None:
    assert len({one.name for one in found}) == len(found) > 0
    for one in found:
        assert "\r" not in one.text
        assert one.text.strip()
        end = 0
        for turn in one.turns:
            assert end <= turn.span.start < turn.span.end <= len(one.text)
            end = turn.span.end
        assert [mark.offset for mark in one.times] == sorted({mark.offset for mark in one.times})
        assert all(0 <= mark.offset < len(one.text) and mark.start_ms >= 0 for mark in one.times)


def test_the_endings_are_read_but_not_taken_from_folders() -> None:
    assert {".csv", ".tsv", ".xlsx"} <= set(suffixes())
    assert not {".csv", ".tsv", ".xlsx"} & set(suffixes(walked=True))


@pytest.mark.parametrize("suffix", WRITERS)
def test_one_row_a_turn(suffix: str) -> None:
    (found,) = parse_transcripts(WRITERS[suffix](TURNS), "talk" + suffix)
    assert found.text == ('I: How is it?\n\nMs A: It is, well, "better".\n\nEvery year.\n\nI mean it.\n\nI: Thanks.')
    assert said(found) == [
        ("interviewer", "I", "How is it?"),
        ("respondent", "Ms A", 'It is, well, "better".\n\nEvery year.'),
        ("respondent", "Ms A", "I mean it."),
        ("interviewer", "I", "Thanks."),
    ]
    assert [mark.start_ms for mark in found.times] == [0, 4000, 9000, 3612500]
    assert found.attributes == {"region": "beijing"}
    assert found.name == ""
    assert found.warnings == (
        "read as one row a turn: the words are in 'text', speakers in 'speaker', times in 'start'",
        "1 row names no speaker: its words are read as those of the speaker above",
    )


@pytest.mark.parametrize("suffix", WRITERS)
def test_one_row_a_document_with_open_answers(suffix: str) -> None:
    found = parse_transcripts(WRITERS[suffix](SURVEY), "survey" + suffix)
    check(found)
    assert [(one.name, dict(one.attributes)) for one in found] == [
        ("r7", {"age": "34", "sector": "firm"}),
        ("r8", {"age": "51"}),
    ]
    assert said(found[0]) == [
        ("note", "", "What do you like about the town?"),
        ("respondent", "", "The river and the people who live here."),
        ("note", "", "And what not?"),
        ("respondent", "", "Noise at night, mostly."),
    ]
    assert found[1].text == "What do you like about the town?\n\nNothing at all, to be honest."
    assert found[0].warnings == (
        "read as one row a document, named by 'id', open answers are 'What do you like about the town?', "
        "'And what not?', attributes are 'age', 'sector'",
        "rows without an answer were left out: 4",
    )
    assert found[1].warnings == ()


@pytest.mark.parametrize(
    ("header", "asks", "answers"),
    [
        (["Speaker", "Utterance"], "I", "R"),
        (["Sprecherin", "Wortlaut"], "Interviewerin", "Frau Beck"),
        (["说话人", "内容"], "访谈者", "王女士"),
        (["發言人", "發言內容"], "訪談者", "受訪者"),
        (["name", "message"], "Moderator", "Ann"),
        (["Who:", "TEXT"], "Interviewer", "Ben"),
        (["role", "content"], "interviewer", "respondent"),
    ],
)
def test_columns_are_known_in_three_languages(header: list[str], asks: str, answers: str) -> None:
    rows = [header, [asks, "How is it?"], [answers, "我很好 — gut."], [asks, "And?"]]
    (found,) = parse_transcripts(as_csv(rows), "a.csv")
    assert said(found) == [
        ("interviewer", asks, "How is it?"),
        ("respondent", answers, "我很好 — gut."),
        ("interviewer", asks, "And?"),
    ]


def test_a_column_of_roles_says_who_asks() -> None:
    rows = [["speaker", "role", "text"], ["Ann", "Researcher", "Tell me."], ["Ben", "participant", "No?"]]
    (found,) = parse_transcripts(as_csv([*rows, ["Ann", "interviewer", "Well."]]), "a.csv")
    assert [(turn.speaker, turn.role) for turn in found.turns] == [
        ("Ann", Role.INTERVIEWER),
        ("Ben", Role.RESPONDENT),
        ("Ann", Role.INTERVIEWER),
    ]


def test_one_document_for_each_value_of_a_column() -> None:
    rows = [
        ["interview", "speaker", "text", "town", "mood"],
        ["b01", "I", "How?", "north", "1"],
        ["", "R", "Fine.", "north", "2"],
        ["b02", "I", "How?", "south", "3"],
        ["b02", "R", "Bad.", "", "4"],
    ]
    found = parse_transcripts(as_csv(rows), "many.csv")
    check(found)
    assert [(one.name, one.named, one.text, dict(one.attributes)) for one in found] == [
        ("b01", True, "I: How?\n\nR: Fine.", {"interview": "b01", "town": "north"}),
        ("b02", True, "I: How?\n\nR: Bad.", {"interview": "b02", "town": "south"}),
    ]
    assert "'mood' change from row to row and were left out" in found[0].warnings


def test_questions_and_answers_by_row() -> None:
    rows = [
        ["respondent", "question", "answer"],
        ["1", "Why?", "Work."],
        ["1", "Since?", "2001"],
        ["2", "Why?", "Love."],
    ]
    found = parse_transcripts(as_csv(rows), "qa.csv")
    assert [(one.name, said(one)) for one in found] == [
        ("1", [("note", "", "Why?"), ("respondent", "", "Work."), ("note", "", "Since?"), ("respondent", "", "2001")]),
        ("2", [("note", "", "Why?"), ("respondent", "", "Love.")]),
    ]


def test_times_of_whisper_are_milliseconds_and_others_seconds() -> None:
    (whisper,) = parse_transcripts(b"start\tend\ttext\n0\t4200\tHello.\n4200\t9000\tIt is fine.\n", "w.tsv")
    assert [mark.start_ms for mark in whisper.times] == [0, 4200]
    assert "times in 'start' (milliseconds)" in whisper.warnings[0]
    (seconds,) = parse_transcripts(b"start,text\n0.5,Hello.\n4.2,It is fine.\n", "s.csv")
    assert [mark.start_ms for mark in seconds.times] == [500, 4200]
    (stated,) = parse_transcripts(b"Start (ms),text\n5,Hello.\n42,It is fine.\n", "s.csv")
    assert [mark.start_ms for mark in stated.times] == [5, 42]


def test_a_cell_may_hold_a_whole_interview() -> None:
    words = "I: How is it?\n\nR: Fine.\n\nI: Thanks."
    long = "I: Well?\n\nR: " + "It is so. " * 30_000
    found = parse_transcripts(as_csv([["file", "text"], ["one.txt", words], ["two.txt", long]]), "corpus.csv")
    assert [(one.name, one.named) for one in found] == [("one.txt", True), ("two.txt", True)]
    assert found[0].text == words
    assert [turn.role.value for turn in found[0].turns] == ["interviewer", "respondent", "interviewer"]
    assert found[1].text == long.strip()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_recognised(delimiter: str, encoding: str) -> None:
    words = "Grüße, ja; natürlich | wie immer schön. Über die Brücke führt der schönste Weg für müde Füße nach Köln."
    rows = [["Sprecher", "Äußerung, mit; allem"], ["I", "Wie?"], ["Frau Öz", words * 3], ["I", "Wäre gut."]]
    rows[0][1] = "Äußerung"
    (found,) = parse_transcripts(as_csv(rows, delimiter, encoding), "a.csv")
    assert said(found)[1] == ("respondent", "Frau Öz", words * 3)


def test_an_encoding_can_be_insisted_on() -> None:
    data = as_csv([["speaker", "text"], ["I", "Où?"], ["R", "Là-bas."]], encoding="mac_roman")
    (found,) = parse_transcripts(data, "a.csv", Reading(encoding="mac_roman"))
    assert said(found)[1][2] == "Là-bas."


def test_commas_in_a_header_do_not_separate_where_rows_say_otherwise() -> None:
    data = (
        "id;Was denken Sie, wenn Sie, sagen wir, hier gehen?\n1;Nichts Besonderes eigentlich\n2;An den Fluss, immer\n"
    )
    found = parse_transcripts(data.encode(), "a.csv")
    assert [one.name for one in found] == ["1", "2"]
    assert found[1].text.endswith("An den Fluss, immer")


def test_excel_may_state_the_delimiter_and_qualtrics_writes_three_headers() -> None:
    data = b"sep=;\nspeaker;text\nI;How, then, is it?\nR;Fine.\nI;Good.\n"
    assert len(parse_transcripts(data, "a.csv")[0].turns) == 3
    rows = [
        ["ResponseId", "Q1"],
        ["Response ID", "What has changed here?"],
        ['{"ImportId":"_recordId"}', '{"ImportId":"QID1_TEXT"}'],
        ["R_1a", "Everything but the weather and the river."],
    ]
    (found,) = parse_transcripts(as_csv(rows), "q.csv")
    assert found.name == "R_1a"
    assert found.text == "What has changed here?\n\nEverything but the weather and the river."


def test_rows_are_numbered_where_nothing_names_them() -> None:
    rows = [
        ["age", "comment"],
        ["3", "A long comment of more than seven words, I think."],
        ["4", "Another one, as long as this one, and other."],
    ]
    found = parse_transcripts(as_csv(rows), "a.csv")
    assert [(one.name, dict(one.attributes)) for one in found] == [("row 2", {"age": "3"}), ("row 3", {"age": "4"})]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "text\nOne thing.\nAnother thing.\n",
            "nothing tells whether a row is a turn or a document: there is only 'text'",
        ),
        ("no,text\n1,One thing.\n2,Another.\n", "nothing tells whether a row is a turn or a document"),
        ("document,region\nb01,beijing\n", "no column holds turns or open answers (columns: 'document', 'region')"),
        ("document,code,quote\nb01,x,these words\n", "this is a table of codings (coder codings import"),
        (
            "document,remark\nb01,It is all as it was and will be forever\nb01,Another one of so many words as this\n",
            "several rows are of one document ('document')",
        ),
        ("speaker,text\n", "no rows below the header"),
        ("speaker,text\nI,\nR,\n", "no column holds turns or open answers"),
        ("speaker,text\nI,a,b\n", "a.csv:2: more cells than the header, which has 2"),
        ('speaker,text\nI,"never closed\n', "the quotation marks around a cell do not match"),
        ("interview,speaker,text\n,I,How?\nb,R,So.\nb,I,Oh.\n", "a.csv:2: interview is empty"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_repair(table: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcripts(table.encode(), "a.csv")
    assert message in str(caught.value)
    assert caught.value.hint


def test_two_documents_of_one_name_are_refused() -> None:
    long = "x" * 90
    rows = [["id", "text"], [long + "1", "Some words."], [long + "2", "Some others."]]
    with pytest.raises(UnreadableError, match="several documents would be called"):
        parse_transcripts(as_csv(rows), "a.csv")


# ---- spreadsheets


def test_dates_numbers_and_times_are_written_as_they_are_seen() -> None:
    day, moment = datetime.date(2024, 3, 1), datetime.datetime(2024, 3, 1, 14, 30)
    found = parse_transcripts(
        as_xlsx(
            [
                ["id", "date", "when", "age", "share", "open?", "formula", "What do you think of it all?"],
                ["007", day, moment, 34.0, 0.5, True, "=1+1", "It is better than it was before."],
            ]
        ),
        "a.xlsx",
    )
    assert found[0].name == "007"
    assert found[0].attributes == {
        "date": "2024-03-01",
        "when": "2024-03-01 14:30:00",
        "age": "34",
        "share": "0.5",
        "open?": "TRUE",
    }


def test_minutes_typed_into_a_spreadsheet_are_no_hours() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    times = [datetime.time(1, 2), datetime.time(0, 1, 30), datetime.timedelta(hours=25)]
    sheet.append(["speaker", "time", "text"])
    for index, time in enumerate(times):
        sheet.append(["IRI"[index], time, "So?"])
    sheet["B2"].number_format = "h:mm"
    out = io.BytesIO()
    book.save(out)
    (found,) = parse_transcripts(out.getvalue(), "a.xlsx")
    assert [mark.start_ms for mark in found.times] == [62_000, 90_000, 25 * 3_600_000]


def test_sheets_with_one_header_are_read_together_and_others_are_told() -> None:
    found = parse_transcripts(as_xlsx(TURNS, TURNS), "a.xlsx")
    assert [one.name for one in found] == ["Sheet", "Sheet1"]
    check(found)
    (one,) = parse_transcripts(as_xlsx(TURNS, [["notes"]]), "a.xlsx")
    assert one.warnings[0] == "only the first sheet was read, not 'Sheet1'"


def rezipped(data: bytes, part: str, change: bytes | None, **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == part:
                if change is None:
                    continue
                content = change
            new.writestr(info.filename, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
XMLNS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no Excel workbook"),
        (b"PK\x03\x04 nothing", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "an old Excel file (.xls)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (as_xlsx([]), "the file is empty"),
        (rezipped(as_xlsx(TURNS), SHEET, None), "the file is empty"),
        (rezipped(as_xlsx(TURNS), SHEET, b"<worksheet"), "no Excel workbook, or a damaged one"),
        (
            rezipped(
                as_xlsx(TURNS),
                SHEET,
                b"<worksheet "
                + XMLNS
                + b'><sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData></worksheet>',
            ),
            "no Excel workbook, or a damaged one",
        ),
        (
            rezipped(
                as_xlsx(TURNS),
                SHEET,
                b"<worksheet "
                + XMLNS
                + b'><sheetData><row r="999999999999"><c r="A9" t="str"><v>x</v></c></row></sheetData></worksheet>',
            ),
            "claims more rows and columns",
        ),
        (
            rezipped(
                as_xlsx(TURNS),
                SHEET,
                b"<worksheet "
                + XMLNS
                + b"><sheetData>"
                + b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(1, 400))
                + b"</sheetData></worksheet>",
            ),
            "claims more rows and columns",
        ),
        (
            rezipped(
                as_xlsx(TURNS),
                SHEET,
                b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
                + XMLNS
                + b'><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>',
            ),
            "no Excel workbook",
        ),
        (
            rezipped(
                as_xlsx(TURNS),
                SHEET,
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet '
                + XMLNS
                + b'><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>',
            ),
            "no Excel workbook",
        ),
        (rezipped(as_xlsx(TURNS), SHEET, b" " * 40_000_000), "too much for a transcript"),
    ],
    ids=range(13),
)
def test_hostile_spreadsheets_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcripts(data, "a.xlsx")
    assert message in str(caught.value)
    assert caught.value.hint


# ---- any table

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
CELLS = st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=EXAMPLES, deadline=None)
@given(CELLS, st.sampled_from([",", ";", "\t"]))
def test_words_come_through_as_they_are(rows: list[list[str]], delimiter: str) -> None:
    table = [["speaker", "text", "note"], ["I", "So it is?", "x"], *rows, ["R", "It is.", "x"]]
    table = [[cell.replace("\u2028", " ").replace("\u2029", " ").strip() for cell in row] for row in table]
    (found,) = parse_transcripts(as_csv(table, delimiter), "a.csv")
    check([found])
    words = [row[1] for row in table[1:] if row[1]]
    assert [found.text[turn.span.start : turn.span.end] for turn in found.turns] == words


@settings(max_examples=max(20, EXAMPLES // 5), deadline=None)
@given(CELLS)
def test_a_spreadsheet_says_what_its_text_does(rows: list[list[str]]) -> None:
    table = [["speaker", "text", "note"], ["I", "So it is?", "x"], *rows, ["R", "It is.", "x"]]
    table = [[f" {cell.lstrip('=')}".replace("_x", "x") for cell in row] for row in table]
    try:
        data = as_xlsx(table)
    except IllegalCharacterError:
        return
    assert [one.text for one in parse_transcripts(data, "a.xlsx")] == [
        one.text for one in parse_transcripts(as_csv(table), "a.csv")
    ]


PIECES = st.sampled_from(
    [
        *("speaker", "text", "time", "document", "id", "question", "answer", "0:01", "1", "12.5", "I", "R", "wie?"),
        *',;|{\0\t\n"',
        *("好", "\r\n", "sep=;\n", "ImportId", "a much longer answer of several words here"),
    ]
)


def read_or_refused(data: bytes, name: str) -> None:
    try:
        found = parse_transcripts(data, name)
    except UnreadableError:
        return
    check(found)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join).map(str.encode) | st.binary(max_size=200))
def test_any_text_is_read_or_refused(data: bytes) -> None:
    read_or_refused(data, "a.csv")
    read_or_refused(b"speaker,text,time\n" + data, "a.csv")
    read_or_refused(b"id\tWhat do you think?\ttext\n" + data, "a.tsv")


def mutated(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 20)]
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 4))
            case _:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
    return bytes(changed)


CSV_FILES = (as_csv(TURNS), as_csv(SURVEY, ";"), as_csv(TURNS, "\t", "utf-16"))
BOOK = as_xlsx(TURNS)
BOOK_PARTS = (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(CSV_FILES), st.integers(0, 2**32))
def test_any_damaged_table_is_read_or_refused(data: bytes, seed: int) -> None:
    read_or_refused(mutated(data, seed), "a.csv")


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(BOOK_PARTS), st.integers(0, 2**32), st.booleans())
def test_any_damaged_spreadsheet_is_read_or_refused(part: str, seed: int, whole: bool) -> None:
    if whole:
        read_or_refused(mutated(BOOK, seed), "a.xlsx")
        return
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        content = archive.read(part)
    read_or_refused(rezipped(BOOK, part, mutated(content, seed)), "a.xlsx")
