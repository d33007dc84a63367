"""Attributes from tables, names of files, folders, front matter and headers; and what their values may be."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from coder.codebook.read import read
from coder.errors import CoderError, UsageError
from coder.formats.attributes_csv import AttributeRow, parse_rows
from coder.formats.tables import TableError
from coder.intake.attributes import Joining
from coder.intake.joining import NearMissesError, join_rows
from coder.intake.name_patterns import name_pattern
from coder.intake.values import AttributesError, Stated, attribute_name, settled, typed
from coder.study import Study
from tests.studies import CODEBOOK

EXAMPLES = int(os.environ.get("CODER_FUZZ", "0")) or 100

BOOK_TEXT = CODEBOOK.replace(
    "- {id: interview, kind: id}",
    "- {id: interview, kind: id, required: true}\n- {id: date, kind: date}\n- {id: age, kind: number}",
)
BOOK = read(BOOK_TEXT, "towns.yaml")
TALK = "I: How is it?\n\nR: It is getting better here.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "s", BOOK_TEXT, "towns.yaml", "MK") as study:
        yield study


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"{TALK}\n{path.name}", "utf-8")
    return path


def attributes(study: Study) -> dict[str, dict[str, str]]:
    return {one.name: dict(one.attributes) for one in study.documents()}


# ---- values


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("town", "NORTH", "north"),
        ("sector", "Firm", "firm"),
        ("date", "2024", "2024"),
        ("date", "2024-3", "2024-03"),
        ("date", "2024-03-01", "2024-03-01"),
        ("date", "2024-03-01 10:00:00", "2024-03-01"),
        ("date", "2024-03-01T10:00:00Z", "2024-03-01"),
        ("date", "20240301", "2024-03-01"),
        ("date", "1.3.2024", "2024-03-01"),
        ("date", "01. 03. 2024", "2024-03-01"),
        ("date", "2024/3/1", "2024-03-01"),
        ("date", "2024年3月1日", "2024-03-01"),
        ("age", "-3,5", "-3,5"),
        ("interview", " any thing", " any thing"),
        ("colour", "blue", "blue"),
    ],
)
def test_values_become_what_the_codebook_wants(name: str, written: str, value: str) -> None:
    assert typed(name, written, BOOK, "") == value


@pytest.mark.parametrize(
    ("name", "written", "message"),
    [
        ("town", "Nort", "a.md: 'Nort' is no known town (did you mean north? known: north, south)"),
        ("sector", "shop", "a.md: 'shop' is no allowed sector (known: firm, office)"),
        ("date", "1/3/2024", "a.md: date: '1/3/2024' is no date (a day such as"),
        ("date", "2024-13-01", "is no date"),
        ("date", "30.2.2024", "is no date"),
        ("date", "March 2024", "is no date"),
        ("age", "old", "a.md: age: 'old' is no number (digits such as 12 or -3.5)"),
    ],
)
def test_values_that_are_not_allowed_say_where(name: str, written: str, message: str) -> None:
    with pytest.raises(CoderError) as caught:
        typed(name, written, BOOK, "a.md")
    assert message in str(caught.value)


def test_all_wrong_values_are_told_at_once() -> None:
    stated = {"Town": Stated("Nort", "a.csv:3"), "age": Stated("old", "a.md"), "sector": Stated("firm", "a.md")}
    with pytest.raises(AttributesError) as caught:
        settled(stated, BOOK, "a.md")
    assert [line.split(" is ")[0] for line in str(caught.value).split("\n")] == ["a.csv:3: 'Nort'", "a.md: age: 'old'"]


def test_attributes_are_known_however_they_are_written() -> None:
    assert [attribute_name(name, BOOK) for name in ("Town", "SECTOR", "town", "Colour")] == [
        *("town", "sector", "town", "Colour")
    ]


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(["town", "sector", "date", "age"]), st.text(max_size=20) | st.dates().map(str))
def test_any_value_is_taken_or_refused_and_what_is_taken_stays(name: str, written: str) -> None:
    try:
        value = typed(name, written, BOOK, "")
    except CoderError:
        return
    assert typed(name, value, BOOK, "") == value


# ---- names of files


def read_name(pattern: str, stem: str) -> Mapping[str, str] | str:
    def accepts(name: str, value: str) -> bool:
        try:
            typed(name, value, BOOK, "")
        except CoderError:
            return False
        return True

    return name_pattern(pattern).read(stem, accepts)


@pytest.mark.parametrize(
    ("pattern", "stem", "found"),
    [
        (
            "{town}_{interview}_{date}",
            "north_N1_2024-03-01",
            {"town": "north", "interview": "N1", "date": "2024-03-01"},
        ),
        ("{date}-{interview}", "2024-03-01-b1", "fits in several ways (date may be '2024' or '2024-03')"),
        ("{date} {interview}", "2024-03-01 b1", {"date": "2024-03-01", "interview": "b1"}),
        ("{town}_{interview}", "north_b_1", {"town": "north", "interview": "b_1"}),
        ("{interview}_{town}", "b_1_north", {"interview": "b_1", "town": "north"}),
        ("{interview}_{colour}", "a_b_c", "fits in several ways (interview may be 'a' or 'a_b')"),
        ("Interview {interview} ({town})", "Interview 3 (South)", {"interview": "3", "town": "South"}),
        ("{_}_{town}", "some_thing_north", {"town": "north"}),
        ("{town}_{interview}", "east_b1", "does not fit"),
        ("{town}_{interview}", "north_", "does not fit"),
        ("{interview}访谈", "王访谈", {"interview": "王"}),
    ],
)
def test_values_from_names(pattern: str, stem: str, found: Mapping[str, str] | str) -> None:
    assert read_name(pattern, stem) == found


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{a}{b}", "nothing tells where {a} ends and {b} begins"),
        ("{a", "a brace"),
        ("{a}}", "a brace"),
        ("{{a}}", "a brace"),
        ("{}_{a}", "has no name"),
        ("{_}", "names no attribute"),
        ("name", "names no attribute"),
        ("", "names no attribute"),
        ("{a}_{b}_{a}", "{a} stands twice"),
        ("{a}/{b}", "names of files, not folders"),
    ],
)
def test_patterns_that_mean_nothing(pattern: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        name_pattern(pattern)
    assert reason in str(caught.value)
    assert "{region}_{interview}_{date}" in caught.value.hint


def naive(fields: list[str], separator: str, stem: str) -> list[dict[str, str]]:
    parts = stem.split(separator)
    ways = []
    for cuts in combinations(range(1, len(parts)), len(fields) - 1):
        bounds = [0, *cuts, len(parts)]
        values = [separator.join(parts[a:b]) for a, b in pairwise(bounds)]
        if all(value.strip() for value in values):
            ways.append({name: value.strip() for name, value in zip(fields, values, strict=True)})
    return [way for number, way in enumerate(ways) if way not in ways[:number]]


@settings(max_examples=EXAMPLES)
@given(st.integers(1, 4), st.text("ab_ ", max_size=12))
def test_a_name_fits_in_just_one_way_or_it_does_not_fit(number: int, stem: str) -> None:
    fields = [f"f{index}" for index in range(number)]
    found = name_pattern("_".join(f"{{{name}}}" for name in fields)).read(stem, lambda name, value: True)
    ways = naive(fields, "_", stem)
    if len(ways) == 1:
        assert found == ways[0]
    else:
        assert isinstance(found, str)
        assert found.startswith("fits in several ways" if ways else "does not fit")


def test_a_long_name_takes_no_time() -> None:
    assert read_name("_".join(f"{{f{index}}}" for index in range(12)) + "!", "_" * 250) == "does not fit"


# ---- rows and files


def rows(*names: str) -> list[AttributeRow]:
    return [AttributeRow(line, name, {"town": "north"}) for line, name in enumerate(names, start=2)]


def paths(*names: str) -> list[Path]:
    return [Path("in", name) for name in names]


def test_rows_are_about_files_by_name_with_or_without_ending() -> None:
    joined = join_rows(
        rows("a.txt", "b", "Mu\u0308ller", "old"), paths("a.txt", "b.docx", "Müller.md"), ["old"], {}, "t"
    )
    assert {path.name: row.document for path, row in joined.rows.items()} == {
        "a.txt": "a.txt",
        "b.docx": "b",
        "Müller.md": "Mu\u0308ller",
    }
    assert (joined.near, joined.rows_left, joined.files_left) == ((), (), ())


@pytest.mark.parametrize(
    ("row", "file", "near"),
    [
        ("b1", "b01.txt", True),
        ("b01.docx", "b01.txt", True),
        ("beijng_01", "beijing_01.txt", True),
        ("Mueller", "Müller.txt", True),
        ("Interview 3", "Interview 3 final.docx", True),
        ("interview-03", "interview_03.txt", True),
        ("interview_01", "interview_02.txt", False),
        ("interview_01", "interview_01_02.txt", False),
        ("north", "south.txt", False),
        ("anna", "otto.txt", False),
        ("1", "b12.txt", False),
    ],
)
def test_what_is_near_is_asked_and_never_taken(row: str, file: str, near: bool) -> None:
    joined = join_rows(rows(row), paths(file), [], {}, "t.csv")
    assert joined.rows == {}
    assert [(miss.row, miss.file) for miss in joined.near] == ([(row, file)] if near else [])
    assert ([one.document for one in joined.rows_left], joined.files_left) == ([row], (Path("in", file),))


def test_names_in_other_capitals_are_the_same_unless_another_is_meant() -> None:
    def taken(in_table: list[str], in_folder: list[str]) -> dict[str, str]:
        joined = join_rows(rows(*in_table), paths(*in_folder), [], {}, "t.csv")
        return {path.name: row.document for path, row in joined.rows.items()}

    assert taken(["B01", "MÜLLER.TXT"], ["b01.txt", "Müller.txt"]) == {"b01.txt": "B01", "Müller.txt": "MÜLLER.TXT"}
    assert taken(["B01", "b01"], ["b01.txt"]) == {"b01.txt": "b01"}
    assert taken(["B01", "b01"], ["B01.txt", "b01.txt"]) == {"B01.txt": "B01", "b01.txt": "b01"}
    assert taken(["ab"], ["AB.txt", "Ab.txt"]) == {}
    assert taken(["AB", "Ab"], ["ab.txt"]) == {}


@pytest.mark.parametrize(
    ("in_table", "told"),
    [
        (("loose", "loose.txt"), "t.csv:2: two rows for one document: 'loose', and 'loose.txt' in row 3"),
        (("loose.txt", "loose"), "t.csv:3: two rows for one document: 'loose', and 'loose.txt' in row 2"),
        (("M\u00fcller", "Mu\u0308ller"), "t.csv:3: two rows for one document"),
    ],
)
def test_two_rows_for_one_document_are_refused(in_table: tuple[str, ...], told: str) -> None:
    with pytest.raises(TableError) as caught:
        join_rows(rows(*in_table), paths("loose.txt"), [], {}, "t.csv")
    assert told in str(caught.value)
    joined = join_rows(rows("loose", "loose.txt"), paths("loose.txt", "loose.md"), [], {}, "t.csv")
    assert {path.name: row.document for path, row in joined.rows.items()} == {
        "loose.txt": "loose.txt",
        "loose.md": "loose",
    }


def test_matches_settle_what_is_near() -> None:
    files = paths("beijing_01.txt", "b02.txt")
    yes = join_rows(rows("beijng_01", "B02"), files, [], {"beijng_01": "beijing_01.txt", "B02": ""}, "t.csv")
    assert {path.name: row.document for path, row in yes.rows.items()} == {"beijing_01.txt": "beijng_01"}
    assert yes.near == ()
    away = join_rows(rows("b02"), files, [], {"b02": ""}, "t.csv")  # even where the name is right
    assert away.rows == {}
    with pytest.raises(UsageError, match="has no row 'x'"):
        join_rows(rows("B02"), files, [], {"x": "b02.txt"}, "t.csv")
    with pytest.raises(UsageError, match=r"there is no file 'c\.txt' among these"):
        join_rows(rows("B02"), files, [], {"B02": "c.txt"}, "t.csv")


NAMES = st.lists(st.text("ab1 _Ä", min_size=1, max_size=6).filter(str.strip), max_size=6, unique=True)


@settings(max_examples=EXAMPLES)
@given(NAMES, NAMES)
def test_only_the_same_name_is_taken(in_table: list[str], in_folder: list[str]) -> None:
    files = [Path(f"{name}.txt") for name in in_folder]
    if len({name.strip() for name in in_table}) < len(in_table):
        with pytest.raises(TableError, match="two rows for one document"):
            join_rows(rows(*in_table), files, [], {}, "t.csv")
        return
    joined = join_rows(rows(*in_table), files, [], {}, "t.csv")
    assert {path.stem: row.document.strip() for path, row in joined.rows.items()} == {
        name: name.strip() for name in in_folder if name.strip() in [one.strip() for one in in_table]
    }
    assert {miss.row for miss in joined.near} <= {row.document for row in joined.rows_left}
    assert {miss.file for miss in joined.near} <= {path.name for path in joined.files_left}


# ---- tables


def test_a_table_may_be_a_spreadsheet() -> None:
    import datetime

    book = Workbook()
    assert book.active is not None
    for row in (["Document", "Region", "date", "no"], ["b01", "north", datetime.date(2024, 3, 1), 7], ["b02"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert parse_rows(out.getvalue(), "a.xlsx") == (
        AttributeRow(2, "b01", {"Region": "north", "date": "2024-03-01", "no": "7"}),
        AttributeRow(3, "b02", {}),
    )


# ---- an import


def test_the_stronger_statement_wins(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "north" / "n1_2024.md", "---\ntown: south\nsector: office\nage: 3\n---\n" + TALK)
    write(folder / "south" / "s1_2023.txt", "Age: 44\nDate: 1999\nSector: shop\n\n" + TALK)
    table = write(tmp_path / "a.csv", "file,sector,interview\nn1_2024.md,Firm,N1\ns1_2023,firm,\n")
    joining = Joining(name_pattern("{interview}_{date}"), ("town",))
    report = study.import_transcripts([folder], {"colour": "red"}, table, joining=joining)
    assert report.refused == ()
    assert report.notes == ()
    assert [one.warnings for one in report.imported] == [(), ()]
    assert attributes(study) == {
        "n1_2024": {
            "town": "north", "interview": "N1", "sector": "firm", "date": "2024", "age": "3", "colour": "red"
        },
        "s1_2023": {
            "town": "south", "interview": "s1", "sector": "firm", "date": "2023", "age": "44", "colour": "red"
        },
    }  # fmt: skip


def test_every_wrong_value_of_every_file_is_told_and_the_others_come_in(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.md", "---\ntown: Nort\nage: old\n---\n" + TALK)
    write(folder / "b.txt")
    write(folder / "c.txt")
    table = write(tmp_path / "a.csv", "document,town,date\nb,south,1/2/2024\nc,south,\n")
    report = study.import_transcripts([folder], table=table)
    lines = [line.replace(str(folder), "in") for error in report.refused for line in str(error).split("\n")]
    assert [line.split(" (")[0] for line in lines] == [
        "a.md: 'Nort' is no known town",
        "a.md: age: 'old' is no number",
        "a.csv:2: date: '1/2/2024' is no date",
    ]
    assert list(attributes(study)) == ["c"]
    assert report.imported[0].missing == ("interview",)
    assert report.notes == ("no row in a.csv for these files: a.md",)


def test_nothing_comes_in_while_a_row_is_only_near(study: Study, tmp_path: Path) -> None:
    write(tmp_path / "in" / "beijing_01.txt")
    table = write(tmp_path / "a.csv", "document,town\nbeijng_01,south\nelse,north\n")
    with pytest.raises(NearMissesError) as caught:
        study.import_transcripts([tmp_path / "in"], table=table)
    assert str(caught.value).split("\n")[0] == (
        f"{table}:2: 'beijng_01' is no file; is it beijing_01.txt?"
        " (--match 'beijng_01=beijing_01.txt', or --match 'beijng_01=' if it is none)"
    )
    assert study.documents() == ()
    (near,) = study.near_misses([tmp_path / "in"], table)
    report = study.import_transcripts([tmp_path / "in"], table=table, joining=Joining(matches={near.row: near.file}))
    assert attributes(study) == {"beijing_01": {"town": "south"}}
    assert report.notes == ("no document here for these rows of a.csv: else",)


def test_files_that_do_not_fit_pattern_or_folders_are_told(study: Study, tmp_path: Path) -> None:
    write(tmp_path / "in" / "top.txt")
    write(tmp_path / "in" / "north" / "early" / "more" / "north_n1.txt")
    joining = Joining(name_pattern("{town}_{interview}"), ("_", "stage"))
    report = study.import_transcripts([tmp_path / "in"], joining=joining)
    assert report.notes == (
        "not so many folders deep as --folders _,stage: top.txt",
        "--name-pattern {town}_{interview} does not fit: top.txt",
    )
    assert attributes(study) == {"north_n1": {"stage": "early", "town": "north", "interview": "n1"}, "top": {}}


def test_rows_reach_the_documents_of_a_table_of_words(study: Study, tmp_path: Path) -> None:
    words = write(tmp_path / "survey.csv", "id,What is new?\nr7,The river is clean again and we swim\nr8,Not much\n")
    table = write(tmp_path / "a.csv", "document,town\nr7,north\nsurvey r8,south\n")
    report = study.import_transcripts([words], table=table)
    assert report.notes == ()
    assert attributes(study) == {"survey r7": {"town": "north"}, "survey r8": {"town": "south"}}
    again = study.import_transcripts([words], table=table)
    assert [one.unchanged for one in again.imported] == [True, True]


def test_attributes_of_documents_that_are_in_already_are_renewed(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path / "b1.txt")
    study.import_transcripts([one])
    table = write(tmp_path / "a.csv", "document,Town,Sector\nb1,South,FIRM\n")
    report = study.import_transcripts([one], table=table)
    assert report.imported[0].attributes == ("town", "sector")
    assert attributes(study) == {"b1": {"town": "south", "sector": "firm"}}
    assert study.import_transcripts([one], table=table).imported[0].unchanged


def test_a_table_that_is_broken_stops_the_import(study: Study, tmp_path: Path) -> None:
    table = write(tmp_path / "a.csv", "town,sector\nnorth,firm\n")
    with pytest.raises(TableError, match="there is no column 'document' or 'name'"):
        study.import_transcripts([write(tmp_path / "b.txt")], table=table)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_front_matter_of_text_files(study: Study, tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, '---\ntown: North\ninterview: "007"\n---\n' + TALK)
    study.import_transcripts([path])
    assert attributes(study) == {"a": {"town": "north", "interview": "007"}}
    assert study.document("a").text == TALK


@pytest.mark.parametrize(
    "text",
    [
        "---\nI: How is it?\nR: Fine\n---\nI: Good.\n",
        "---\nSome words\n---\nI: How?\n\nR: So.\n",
        "---\nI: Never closed?\n\nR: So.\n",
        "---\nAnna: It is.\nBen: Yes.\n---\nAnna: Well.\n",
    ],
)
def test_lines_in_a_text_file_are_no_front_matter(study: Study, tmp_path: Path, text: str) -> None:
    study.import_transcripts([write(tmp_path / "a.txt", text)])
    assert study.document("a").text == text
    assert attributes(study) == {"a": {}}


def test_header_lines_above_the_first_turn(study: Study, tmp_path: Path) -> None:
    header = "Interview transcript\n\n**Town:** South\nSector： firm\nDate: third of March\nInterviewer: M. K.\n"
    text = f"{header}\nI: How is it?\n\nR: Age: 44, I think.\n"
    report = study.import_transcripts([write(tmp_path / "a.txt", text)])
    assert study.document("a").text == text
    assert attributes(study) == {"a": {"town": "south", "sector": "firm"}}
    assert (
        "its header says 'Date: third of March', which is not taken: date: 'third of March' is no date"
        in report.imported[0].warnings
    )


def test_prose_has_a_header_only_at_its_top(study: Study, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "Town: south\n\nThe town is nice.\nSector: firm\nAnd so on.\n")
    study.import_transcripts([tmp_path / "in"])
    assert attributes(study) == {"a": {"town": "south"}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"quotable: no\nVoices: speakers\n\n{TALK}"),
        ("a.txt", f"QUOTABLE: No\nvoices: Speakers\n\n{TALK}"),
        ("a.md", f"---\nQuotable: no\nVOICES: speakers\n---\n\n{TALK}"),
    ],
)
def test_consent_and_voices_are_known_however_they_are_written(
    study: Study, tmp_path: Path, name: str, text: str
) -> None:
    path = write(tmp_path / name, text)
    given = {"interview": "1"}
    study.import_transcripts([path], given)
    assert attributes(study)["a"] == {"interview": "1", "quotable": "no", "voices": "speakers"}
    study.import_transcripts([path], {"QuoTable": "Paraphrase"})
    assert attributes(study)["a"] == {"interview": "1", "quotable": "paraphrase", "voices": "speakers"}
    table = write(tmp_path / "t.csv", f"document,QUOTABLE,interview\n{name},yes,1\n")
    study.import_transcripts([path], table=table)
    assert attributes(study)["a"] == {"interview": "1", "quotable": "yes", "voices": "speakers"}
