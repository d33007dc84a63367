"""OpenDocument texts: what of them is text, and what cannot be read."""

from __future__ import annotations

import random
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.lines import CHANGES, COMMENTS, FOOTNOTES, HIDDEN
from coder.model.document import Role, Transcript
from tests.formats.conversations import (
    ODT_MIMETYPE,
    WRITERS,
    as_docx,
    as_epub,
    as_odt,
    as_rtf,
    odt,
    odt_words,
    parse_transcript,
    zipped,
)
from tests.formats.fuzzing import CHANCES, FUZZ, check_outcome, damaged, damaged_parts, read_or_refused, some_talk

SERDIF = Path(__file__).parents[3] / "shared" / "data" / "serdif"
Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def text_of(body: str, **more: str) -> str:
    return parse_transcript(odt(body, **more), "a.odt").text  # type: ignore[arg-type]


def said(transcript: Transcript) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns]


def test_blanks_of_the_markup_count_once_and_those_of_the_text_as_often_as_they_stand() -> None:
    body = (
        "\n  <text:p>\n   I:  one\ttwo\r\n <text:span> three </text:span> four<text:s/><text:s text:c='3'/>five"
        "<text:tab/> six<text:line-break/>seven\u00a0\u3000 eight</text:p>\n <text:p/><text:p>R: x</text:p>"
    )
    assert text_of(body) == "I: one two three four    five\t six\nseven\u00a0\u3000 eight\n\nR: x"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab \t\né\u0301😀<&", max_size=8).map(lambda words: words.rstrip(" ")), max_size=5))
def test_any_paragraphs_come_back(paragraphs: list[str]) -> None:
    lines = ["I: x", *paragraphs]
    assert text_of("".join(f"<text:p>{odt_words(line)}</text:p>" for line in lines)) == "\n".join(lines)


def test_headings_titles_and_contents_are_notes() -> None:
    styles = (
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Mine" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="Round" style:family="paragraph" style:parent-style-name="Round"/>'
    )
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Mine"/>'
    body = (
        '<text:p>I: a?</text:p><text:p text:style-name="P1">Part: one</text:p><text:p>R: b</text:p>'
        '<text:h text:outline-level="2"><text:number>2.</text:number>Part: two</text:h>'
        "<text:p text:style-name='Round'>still b</text:p>"
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>No</text:index-title-template>"
        "</text:table-of-content-source><text:index-body><text:p>Part: two 1</text:p></text:index-body>"
        "</text:table-of-content><text:p>I: c?</text:p>"
    )
    assert said(parse_transcript(odt(body, styles=styles, automatic=automatic), "a.odt")) == [
        (Q, "I", "a?"),
        (N, "", "Part: one"),
        (A, "R", "b"),
        (N, "", "Part: two"),
        (A, "R", "still b"),
        (N, "", "Part: two 1"),
        (Q, "I", "c?"),
    ]


def test_tables_are_rows_with_tabs_and_speakers_may_stand_in_cells() -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = [
        ("<text:p><text:span>I</text:span></text:p>", "<text:p>a?</text:p>"),
        ("<text:p>R</text:p>", "<text:p>b</text:p><text:p>c</text:p>"),
        ("<text:p/>", "<text:p/>"),
        ("<text:p>I</text:p>", "<text:p>d?</text:p>"),
    ]
    marked = "".join(f"<table:table-row>{''.join(cell.format(x) for x in row)}</table:table-row>" for row in rows)
    transcript = parse_transcript(
        odt(f"<table:table><table:table-column/>{marked}</table:table><text:p>R: e</text:p>"), "a.odt"
    )
    assert transcript.text == "I\ta?\nR\tb\nc\nI\td?\nR: e"
    assert said(transcript) == [(Q, "I", "a?"), (A, "R", "b\nc"), (Q, "I", "d?"), (A, "R", "e")]


def test_a_table_inside_a_cell_and_covered_cells() -> None:
    inner = "<table:table-row><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        f"<table:covered-table-cell><text:p>no</text:p></table:covered-table-cell>"
        f"<table:table-cell><table:table>{inner}</table:table><text:p>c</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert text_of(body) == "a\tb\nc"


HIDDEN_TEXT = "<text:p>a<text:span text:style-name='T1'>no</text:span>b</text:p>"
DELETION = "<text:deletion><text:p>no</text:p></text:deletion>"
RUBY = "<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby>"
BOX = "<draw:frame><svg:title>no</svg:title><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
LEFT_OUT = {
    "<text:p>a<text:note><text:note-body><text:p>no</text:p></text:note-body></text:note>b</text:p>": ("ab", FOOTNOTES),
    "<text:p>a<office:annotation><text:p>no</text:p></office:annotation>b</text:p>": ("ab", COMMENTS),
    f"<text:tracked-changes><text:changed-region>{DELETION}</text:changed-region></text:tracked-changes>"
    "<text:p>a<text:change-start/>b<text:change-end/></text:p>": ("ab", CHANGES),
    HIDDEN_TEXT: ("ab", HIDDEN),
    "<text:p>a</text:p><text:p text:style-name='P9'>no</text:p>": ("a", HIDDEN),
    "<text:section text:display='none'><text:p>no</text:p></text:section><text:p>a</text:p>": ("a", HIDDEN),
    "<text:p>a<text:hidden-text>no</text:hidden-text></text:p>": ("a", HIDDEN),
    f"<text:p>a{RUBY}</text:p>": ("ab", ""),
    "<text:p>a<text:a><text:bookmark/>b</text:a><text:soft-page-break/>c<text:date>7</text:date></text:p>": (
        "abc7",
        "",
    ),
    f"<text:p>a{BOX}b</text:p><text:p>c</text:p>": ("ab\nbox\nc", ""),
    "<text:p>a<!-- no -->b<?no no?>c</text:p>": ("abc", ""),
    "<text:list><text:list-item><text:number>1.</text:number><text:p>a</text:p></text:list-item></text:list>": (
        "a",
        "",
    ),
}


@pytest.mark.parametrize("body", LEFT_OUT)
def test_what_is_not_text_is_left_out_and_told(body: str) -> None:
    text, warning = LEFT_OUT[body]
    hidden = '<style:text-properties text:display="none"/></style:style>'
    automatic = (
        f'<style:style style:name="T1" style:family="text">{hidden}'
        f'<style:style style:name="P9" style:family="paragraph">{hidden}'
    )
    transcript = parse_transcript(odt(body, automatic=automatic), "a.odt")
    assert transcript.text == text
    assert [told for told in transcript.warnings if "speakers" not in told] == [warning] * bool(warning)


def test_names_of_parts_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    more = {"../evil.txt": b"x", "/etc/evil": b"x", "..\\evil": b"x"}
    assert parse_transcript(odt("<text:p>a</text:p>", more=more), "a.odt").text == "a"
    assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.parent.glob("evil*")) == []


GOOD = as_odt([("I", "a?"), ("R", "b")])
NESTED = odt(f"{'<text:section>' * 20_000}<text:p>x</text:p>{'</text:section>' * 20_000}")
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
CONTENT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text><t:p>I: %s</t:p></o:text></o:body>'
    "</o:document-content>"
)


def with_content(content: str) -> bytes:
    return zipped({"mimetype": ODT_MIMETYPE, "content.xml": content.encode()})


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "no OpenDocument text, or a damaged one", "save it anew as .odt"),
        (b"hello", "no OpenDocument text, or a damaged one", "save it anew as .odt"),
        (GOOD[:-100], "no OpenDocument text, or a damaged one", "save it anew as .odt"),
        (GOOD[: len(GOOD) // 2], "no OpenDocument text, or a damaged one", "save it anew as .odt"),
        (as_docx([("I", "a")]), "this is a Word file, not an OpenDocument text", "ends in .docx"),
        (as_epub([("I", "a"), ("R", "b")]), "this is an EPUB, not an OpenDocument text", "ends in .epub"),
        (as_rtf([("I", "a")]), "this is an RTF file, not", "ends in .rtf"),
        (b"%PDF-1.7", "this is a PDF, not", "ends in .pdf"),
        (b"\xd0\xcf\x11\xe0", "this is an old Word file (.doc), not", "save it as .odt"),
        (
            zipped({"mimetype": ODT_MIMETYPE[:-4] + b"spreadsheet"}),
            "an OpenDocument spreadsheet (.ods), not",
            "as .odt",
        ),
        (zipped({"mimetype": ODT_MIMETYPE}), "There is no item named", "save it anew"),
        (with_content("<a"), "no OpenDocument text, or a damaged one", "save it anew"),
        (with_content("<a/>"), "there is no text document in it", "save it anew"),
        (with_content(CONTENT % "&undeclared;"), "no OpenDocument text, or a damaged one", "save it anew"),
        (with_content(BOMB + CONTENT % "&b;"), "declares a document type", "save it anew"),
        (with_content('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/">' + CONTENT % "a"), "declares a document type", "anew"),
        (NESTED, "no OpenDocument text, or a damaged one", "save it anew"),
        (odt("<text:p>x<text:s text:c='9999999'/></text:p>"), "repeated spaces", "save it anew"),
        (odt("<text:p>" + "<a/>" * 1_600_000 + "</text:p>"), "too much for a transcript", "save it as .txt"),
        (odt("", more={"Pictures/a.png": b" " * 4_000_000}), "unpacks to 4 MB", "without pictures"),
        (odt("", more={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "protected by a password", "without"),
        (odt("<text:p> </text:p>"), "the file is empty", "right file"),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) else "data",  # bytes of archives hold the time
)
def test_what_cannot_be_read(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.odt")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


def test_other_ways_of_packing_are_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("content.xml", CONTENT % "a")
    with pytest.raises(UnreadableError, match="packed in a way"):
        parse_transcript(out.getvalue(), "a.odt")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".html", ".epub"])
@pytest.mark.parametrize("wrong", [".docx", ".odt", ".rtf", ".html", ".epub"])
def test_a_wrong_ending_is_named(suffix: str, wrong: str) -> None:
    if suffix == wrong:
        return
    data = WRITERS[suffix]([("I", "a?"), ("R", "b")])
    with pytest.raises(
        UnreadableError, match=r"^a\.\w+: this is .*, not an? .*rename it so that it ends in \."
    ) as caught:
        parse_transcript(data, "a" + wrong)
    assert caught.value.hint.endswith(suffix)


@FUZZ
@given(CHANCES, st.booleans())
def test_a_damaged_file_is_read_or_refused(chance: random.Random, whole: bool) -> None:
    good = as_odt(some_talk(chance))
    tokens = [
        b"<",
        b">",
        b"</",
        b"&x;",
        b"<text:p>",
        b"<text:s text:c='99'/>",
        b"<table:table-row>",
        b"\0",
        b'"',
        b"\xff",
    ]
    mutated = (
        damaged(chance, good, tokens) if whole else damaged_parts(chance, good, ["content.xml", "styles.xml"], tokens)
    )
    check_outcome(read_or_refused(mutated, "a.odt"))


# fmt: off
ELEMENTS = [
    "text:p", "text:h", "text:span", "text:s", "text:list", "text:note", "table:table", "table:table-row",
    "table:table-cell", "draw:frame", "text:section",
]
# fmt: on


@FUZZ
@given(
    st.recursive(
        st.text("ab \n", max_size=4), lambda inner: st.lists(st.tuples(st.sampled_from(ELEMENTS), inner), max_size=4)
    )
)
def test_any_nesting_of_elements_is_read_or_refused(tree: object) -> None:
    def marked(node: object) -> str:
        if isinstance(node, str):
            return node
        assert isinstance(node, list)
        return "".join(f"<{tag}>{marked(inner)}</{tag}>" for tag, inner in node)

    check_outcome(read_or_refused(odt("<text:p>I: a</text:p>" + marked(tree)), "a.odt"))


@pytest.mark.skipif(not SERDIF.is_dir(), reason="no ../shared/data/serdif beside the repository")
@pytest.mark.parametrize("name", ["P1_GMT20211118.odt", "P2_GMT20211119.odt", "P14_GMT20220124.odt"])
def test_real_files_hold_every_word_of_their_markup(name: str) -> None:
    """Against the plainest reading of the markup there is: all its character data."""
    import zipfile
    from xml.etree import ElementTree

    with zipfile.ZipFile(SERDIF / name) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - a file we know
    transcript = parse_transcript((SERDIF / name).read_bytes(), name)
    assert "".join(transcript.text.split()) == "".join("".join(root.itertext()).split())
    paragraphs = list(root.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"))
    assert transcript.text.count("\n") == len(paragraphs) - 1
    assert "MODERATOR" in {turn.speaker for turn in transcript.turns if turn.role is Q}


@pytest.mark.skipif(not SERDIF.is_dir(), reason="no ../shared/data/serdif beside the repository")
def test_a_real_list_of_quotations_in_word() -> None:
    transcript = parse_transcript((SERDIF / "all_tags.docx").read_bytes(), "all_tags.docx")
    assert transcript.text.startswith("Taguette highlights\n")
    assert transcript.turns[0].role is N
    paragraphs = python_docx.Document(str(SERDIF / "all_tags.docx")).paragraphs
    assert transcript.text == "\n".join(paragraph.text for paragraph in paragraphs)
