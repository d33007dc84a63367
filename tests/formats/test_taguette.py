"""Projects of Taguette: places in bytes become code points, tags become codes, and nothing of the file is run."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.nodes import read_nodes
from coder.formats.readers import parse_transcripts
from coder.model.document import Transcript
from tests.formats.fuzzing import CHANCES, damaged
from tests.formats.taguette_project import SCHEMA, mark, paragraphs, project
from tests.formats.tricky import TRICKY

SERDIF = Path(__file__).parents[3] / "shared" / "data" / "serdif" / "serdif.taguette.sqlite3"
MANY = int(os.environ.get("CODER_FUZZ", "100"))


def quotes(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.code[-1], transcript.text[one.span.start : one.span.end]) for one in transcript.highlights]


def refused(data: bytes, name: str = "a.sqlite3") -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        parse_transcripts(data, name)
    assert caught.value.where == name
    assert caught.value.hint
    return caught.value


# -- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRICKY)
def test_highlights_keep_their_words_among_tricky_ones(name: str) -> None:
    said = "".join(sign for sign in TRICKY[name] if sign >= " ")
    page = paragraphs("I: How?", f"R: {said} and {said}", f"I: {said}?", "R: “Ende” 😀")
    nodes = read_nodes(page).source
    highlights = [mark(nodes, said, 1, 2), mark(nodes, f"{said}?", 2), mark(nodes, "“Ende” 😀", 1)]
    (transcript,) = parse_transcripts(
        project({"a.odt": page}, {"Één 一": "", "zwei": ""}, {"a.odt": highlights}), "p.sqlite3"
    )
    assert transcript.text == nodes
    assert quotes(transcript) == [("Één 一", said), ("zwei", said), ("zwei", f"{said}?"), ("Één 一", "“Ende” 😀")]
    assert transcript.warnings == ()
    assert not any(one.words or one.coder or one.memo for one in transcript.highlights)


def test_documents_tags_and_what_they_say() -> None:
    page = paragraphs("I: a?", "R: b")
    also = """UPDATE documents SET description = ' One. ', text_direction = 'RIGHT_TO_LEFT' WHERE id = 2;
    INSERT INTO documents SELECT 9, 'two.docx', '', '', '', 1, '', contents FROM documents WHERE id = 2;
    INSERT INTO documents SELECT 10, 'empty', '', '', '', 1, '', '<p> </p>';"""
    data = project({"one.txt": page, "two.docx": page}, {"x.y": " Why.\nIndeed. ", "unused": ""}, {}, also)
    found = parse_transcripts(data, "p.sqlite")
    assert [(one.name, one.named, one.origin) for one in found] == [
        ("one", True, "taguette"),
        ("two", True, "taguette"),
        ("two.docx", True, "taguette"),
    ]
    assert found[1].attributes == {"project": "Parts", "description": "One.", "text_direction": "right to left"}
    assert found[0].attributes == {"project": "Parts"}
    assert all(one.codes == {("x.y",): "Why.\nIndeed.", ("unused",): ""} for one in found)
    assert [turn.speaker for turn in found[0].turns] == ["I", "R"]


def test_line_ends_between_blocks_that_stand_side_by_side_move_the_places() -> None:
    page = "<h1>Ünter</h1><p>I: ä?</p><p>R: ö<br>ü 😀 so</p>"
    nodes = "ÜnterI: ä?R: öü 😀 so"
    data = project({"a": page}, {"t": ""}, {"a": [mark(nodes, "öü 😀", 1, snippet="<p>ö<br/>ü 😀</p>")]})
    (transcript,) = parse_transcripts(data, "p.sqlite3")
    assert transcript.text == "Ünter\nI: ä?\nR: ö\nü 😀 so"
    assert quotes(transcript) == [("t", "ö\nü 😀")]
    assert transcript.warnings == ()


def test_what_disagrees_with_its_snippet_keeps_its_place_and_is_told() -> None:
    page = paragraphs("I: What?", "R: The parts are good.")
    nodes = read_nodes(page).source
    start, end, _, _ = mark(nodes, "parts")
    wrong = [
        (start, end, "<p>ports</p>", [1]),
        (start, end, "parts", [1]),
        (-1, 3, "", [1]),
        (5, 5, "", [1]),
        (3, 999, "", [1]),
    ]
    wrong.append((start, start + 3, "par", []))
    (transcript,) = parse_transcripts(project({"a": page}, {"t": ""}, {"a": wrong}), "p.sqlite3")
    assert quotes(transcript) == [("t", "parts"), ("t", "parts"), ("no tag", "par")]
    assert [one.words for one in transcript.highlights] == ["ports", "", ""]
    assert transcript.warnings == (
        "3 highlights left out: their place is not in the text",
        "1 highlight without a tag: taken over with a code 'no tag'",
        "1 highlight disagrees with the words Taguette kept: 16-21 says 'parts', its snippet 'ports'",
    )


@pytest.mark.skipif(not SERDIF.is_file(), reason="no ../shared/data/serdif beside the repository")
def test_every_highlight_of_a_real_project_agrees_with_its_snippet() -> None:
    data = SERDIF.read_bytes()
    found = {one.name: one for one in parse_transcripts(data, SERDIF.name)}
    with closing(sqlite3.connect(f"file:{SERDIF}?mode=ro&immutable=1", uri=True)) as db:
        rows = db.execute(
            "SELECT documents.name, highlights.id, start_offset, end_offset, snippet, group_concat(path, '|') "
            "FROM highlights JOIN documents ON documents.id = document_id LEFT JOIN highlight_tags ON "
            "highlight_id = highlights.id LEFT JOIN tags ON tags.id = tag_id GROUP BY highlights.id"
        ).fetchall()
        pages = dict(db.execute("SELECT name, contents FROM documents").fetchall())
    assert len(rows) == 1_794
    titles = {name: next(title for title in found if name in (title, f"{title}.odt")) for name in pages}
    mine = {
        (name, code, transcript.text[one.span.start : one.span.end])
        for name, transcript in found.items()
        for one in transcript.highlights
        for code in one.code
    }
    sources = {name: read_nodes(page).source for name, page in pages.items()}
    for name, _, start, end, snippet, paths in rows:
        words = sources[name].encode()[start:end].decode()  # as Taguette counts
        assert words == read_nodes(snippet).source
        assert all((titles[name], path, words) in mine for path in (paths or "no tag").split("|"))
    assert len([one for transcript in found.values() for one in transcript.highlights]) == 1_931
    assert not any(one.words for transcript in found.values() for one in transcript.highlights)
    for name in pages:
        assert found[titles[name]].text == sources[name]


# -- what is refused --------------------------------------------------------------------------------------------------


def database(sql: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(sql)
        return db.serialize()


PAGE = {"a": "<p>I: a?</p>\n<p>R: b</p>"}


def test_other_databases_are_told_from_projects(tmp_path: Path) -> None:
    from tests.studies import new_study

    with new_study(tmp_path / "s"):
        pass
    study = (tmp_path / "s" / "study.db").read_bytes()
    assert refused(study).message == "this is a study of this program, not a transcript"
    assert refused(database("CREATE TABLE t (a)")).message == "this SQLite database is no Taguette project"
    assert refused(database(SCHEMA + "DROP TABLE tags")).message == "this SQLite database is no Taguette project"
    assert refused(b"I: a?\nR: b").message == "this is no SQLite database, or a damaged one"
    assert refused(b"SQLite format 3\0").message == "this is no SQLite database, or a damaged one"
    assert refused(project({})).message == "the file is empty"
    assert refused(project({}, also="INSERT INTO projects VALUES (2, 'b', '', '')")).message == "it holds 2 projects"
    assert refused(project({}, also="DELETE FROM projects")).message == "it holds no project"


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW {} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "CREATE VIRTUAL TABLE {} USING fts5(id, project_id, name, description, contents, path)",
        "CREATE TABLE {} (id, project_id, name, description, path, contents AS (zeroblob(1000000000)), "
        "document_id, start_offset, end_offset, snippet AS (1), highlight_id AS (1), tag_id)",
    ],
)
@pytest.mark.parametrize("table", ["documents", "highlights", "highlight_tags"])
def test_views_virtual_tables_and_computed_columns_are_no_tables_of_a_project(sql: str, table: str) -> None:
    data = project({}, also=f"DROP TABLE {table}; {sql.format(table)};")
    assert refused(data).message == "this SQLite database is no Taguette project"


def test_triggers_and_odd_types_are_harmless() -> None:
    also = """CREATE TRIGGER t AFTER INSERT ON tags BEGIN DELETE FROM documents; END;
    INSERT INTO highlights VALUES (7, 1, 'x', x'00', 3); INSERT INTO highlights VALUES (8, 'y', 1, 2, x'ff');
    INSERT INTO highlights VALUES (9, 1, 1, 9223372036854775807, 'b'); INSERT INTO highlight_tags VALUES (9, 'z');"""
    (transcript,) = parse_transcripts(project(PAGE, {}, {}, also), "a.sqlite3")
    assert transcript.highlights == ()
    assert transcript.warnings[0] == "1 highlight left out: their place is not in the text"


def test_what_is_too_large_is_refused() -> None:
    assert refused(b"SQLite format 3\0" + bytes(100_000_001)).message.startswith("the database has 100 MB")
    big = "UPDATE documents SET contents = replace(hex(zeroblob(8000000)), '0', 'a')"
    assert parse_transcripts(project(PAGE, also=big), "a.sqlite3")
    more = "".join(
        f"INSERT INTO documents SELECT {n}, 'b', '', '', '', 1, '', contents FROM documents WHERE id = 1;"
        for n in (2, 3)
    )
    assert "more than 30 MB" in refused(project(PAGE, also=f"{big};{more}")).message
    assert "too big" in refused(project(PAGE, also=big.replace("8000000", "12000000"))).message


def test_what_is_short_cannot_come_without_end() -> None:
    pages = {str(number): "<p>I: <i>a</i></p><p>R: b</p>" * 60_000 for number in range(5)}
    assert "too much for a transcript" in refused(project(pages)).message


def test_many_documents_may_have_one_name() -> None:
    """A number was looked for from the first one on, for each of them."""
    rows = "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
    same = "INSERT INTO documents SELECT i, 'a.txt', '', 'x', '', 1, 'LEFT_TO_RIGHT', '<p>x</p>' FROM n"
    found = parse_transcripts(project({"a": "<p>x</p>", "a.txt 3": "<p>x</p>"}, also=rows + same), "p.sqlite3")
    assert [one.name for one in found[:6]] == ["a", "a.txt 3", "a.txt", "a.txt 2", "a.txt 4", "a.txt 5"]
    assert len({one.name for one in found}) == 3993


def test_errors_are_one_line_and_hold_no_words_of_the_transcript() -> None:
    torn = project(PAGE, also="UPDATE documents SET contents = CAST(x'3c703e736563726574ff0a78' AS TEXT)")
    assert "secret" not in str(refused(torn))
    assert "column 'contents'" in str(refused(torn))
    assert "\n" not in str(refused(torn))
    schema = FULL.replace(b"text_direction VARCHAR(13) NOT", b"text_direction VARCHAR(13) 'OT")
    assert "\n" not in str(refused(schema))


def test_a_file_in_write_ahead_mode_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(project(PAGE, {"t": ""}))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE tags SET path = 'u'")
        db.commit()
    assert path.read_bytes()[18:20] == b"\x02\x02"
    before = sorted(tmp_path.iterdir())
    (transcript,) = parse_transcripts(path.read_bytes(), path.name)
    assert list(transcript.codes) == [("u",)]
    assert sorted(tmp_path.iterdir()) == before


def test_text_that_is_no_text_is_refused() -> None:
    assert (
        "cannot be read" in refused(project(PAGE, also="UPDATE documents SET contents = CAST(x'41ff' AS TEXT)")).message
    )
    long = "UPDATE documents SET contents = '&#' || replace(hex(zeroblob(5000)), '0', '9') || ';'"
    assert "cannot be read" in refused(project(PAGE, also=long)).message


COLUMNS = [
    (table, column)
    for table, columns in {
        "projects": ("id", "name"),
        "documents": ("id", "project_id", "name", "contents"),
        "tags": ("id", "project_id", "path"),
        "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
        "highlight_tags": ("highlight_id", "tag_id"),
    }.items()
    for column in columns
]
FULL = project(
    {"a.odt": paragraphs("I: é?", "R: 😀 so it is."), "b": "<h1>T</h1><p>x</p>"},
    {"one": "d", "two": ""},
    {"a.odt": [mark("I: é?\nR: 😀 so it is.", "so it", 1, 2)], "b": [(0, 1, "T", [2])]},
)


def read_or_refused(data: bytes) -> None:
    told: UnreadableError | None = None
    try:
        found = parse_transcripts(data, "a.sqlite3")
    except UnreadableError as error:
        told = error
    if told is not None:
        assert told.where == "a.sqlite3"
        assert told.hint
        assert "\n" not in str(told)
        return
    for transcript in found:
        assert transcript.text.strip()
        assert not set("\r\x85\u2028\u2029\0") & set(transcript.text)
        transcript.text.encode()
        for turn in transcript.turns:
            assert turn.span.end <= len(transcript.text)
        for one in transcript.highlights:
            assert one.span.start < one.span.end <= len(transcript.text)
            assert all(one.code)


# fmt: off
PAGES = st.lists(
    st.sampled_from([
        "<p>", "</p>", "<br>", "<td>", "</td>", "<table>", "<h1>", "</h1>", "<", "&", "&lt;", "&#0;", "&#x85;",
        "&nbsp;", "<a href='", '"', "I: ", "R: ", "é", "😀", "e\u0301", "\n", "\r\n", "\r", "\x85", "\u2028", " ",
        "so it is", "?", "<!--", "-->", "<img src=x>", "&#xd800;", "&#1114112;",
    ]),
    max_size=30,
).map("".join)
# fmt: on
PLACES = st.integers(-3, 60) | st.integers(-(2**63), 2**63 - 1)
ODD = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.binary(max_size=6) | st.text(max_size=6)


@settings(max_examples=MANY, deadline=None)
@given(
    pages=st.lists(PAGES, min_size=1, max_size=3),
    marks=st.lists(st.tuples(PLACES, PLACES, PAGES, st.lists(st.integers(0, 4), max_size=3, unique=True)), max_size=6),
    tags=st.lists(st.text(max_size=6), max_size=4, unique=True),
    odd=st.none() | st.tuples(st.sampled_from(range(len(COLUMNS))), ODD),
)
def test_any_values_are_read_or_refused(
    pages: list[str], marks: list[tuple[int, int, str, list[int]]], tags: list[str], odd: tuple[int, object] | None
) -> None:
    named = {f"d{number}": page for number, page in enumerate(pages)}
    data = project({"d": "<p>x</p>"} | named, dict.fromkeys(tags, ""), {"d0": marks})
    if odd is not None:
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(data)
            table, column = COLUMNS[odd[0]]
            with suppress(sqlite3.IntegrityError):  # the schema says what may not be
                db.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [odd[1]])
            data = db.serialize()
    read_or_refused(data)


TOKENS = [
    b"\0",
    b"\xff",
    b"CREATE VIEW ",
    b"VIRTUAL",
    b"contents",
    b"<p>",
    b"\x81\x80\x80\x80",
    b"\x7f\xff\xff\xff\xff",
    b"I: ",
]


@settings(max_examples=MANY, deadline=None)
@given(CHANCES)
def test_damaged_projects_are_read_or_refused(chance: random.Random) -> None:
    changed = bytearray(damaged(chance, FULL, TOKENS) if chance.random() < 0.5 else FULL)
    for _ in range(chance.randint(1, 12) if changed else 0):
        at = chance.randrange(len(changed))
        if chance.random() < 0.5:
            at -= max(0, at % 4096 - 200)  # the heads of pages say how the rest is read
        changed[at] = chance.randrange(256)
    read_or_refused(bytes(changed))


@settings(max_examples=MANY, deadline=None)
@given(st.binary(max_size=800), st.integers(0, 120))
def test_any_bytes_are_read_or_refused(data: bytes, head: int) -> None:
    read_or_refused(FULL[:head] + data)
