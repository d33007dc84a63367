"""Every format of transcripts: text, speakers, times, attributes, and what cannot be read."""

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
import srt as srt_package  # type: ignore[import-untyped]
import webvtt
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.readers import suffixes
from coder.formats.turns import NO_SPEAKERS
from coder.model.document import Role, TimeMark, Transcript
from tests.formats.conversations import (
    IN_XML,
    WRITERS,
    Said,
    as_docx,
    as_srt,
    as_vtt,
    conversations,
    parse_transcript,
    without_controls,
)
from tests.formats.fuzzing import CHANCES, FUZZ, damaged, some_talk
from tests.formats.tricky import TRICKY

MANY = int(os.environ.get("CODER_FUZZ", "0"))  # inputs, where the tests are to try harder
Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def read(transcript: Transcript) -> list[tuple[Role, str, str]]:
    text = transcript.text
    return [(turn.role, turn.speaker, text[turn.span.start : turn.span.end]) for turn in transcript.turns]


def said(transcript: Transcript) -> list[Said]:
    return [(speaker, words) for role, speaker, words in read(transcript) if role is not N]


def check(transcript: Transcript) -> None:
    """What holds for every transcript of every format."""
    end = 0
    for turn in transcript.turns:
        words = transcript.text[turn.span.start : turn.span.end]
        assert turn.span.start >= end
        assert words
        assert words == words.strip()
        end = turn.span.end
    assert end <= len(transcript.text)
    assert transcript.turns
    assert not set("\r\x85\u2028\u2029\0") & set(transcript.text)
    offsets = [mark.offset for mark in transcript.times]
    assert offsets == sorted(offsets)
    assert all(offset <= len(transcript.text) for offset in offsets)
    assert all(isinstance(value, str) for value in transcript.attributes.values())


# -- all formats ------------------------------------------------------------------------------------------------


def test_the_table_of_formats() -> None:
    """What is written here is read; and a format that cannot be written from any conversation has tests of its own."""
    assert set(WRITERS) <= set(suffixes())
    others = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    tests = "".join(path.read_text("utf-8") for path in others)
    assert [suffix for suffix in suffixes() if suffix not in WRITERS and f'{suffix}"' not in tests] == []


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("name", TRICKY)
def test_tricky_words_come_through(suffix: str, name: str) -> None:
    words = without_controls(TRICKY[name].replace("\t", " "))
    talk = [("I", "How?"), ("S1", words), ("I", f"{words} - why?"), ("S1", f"({words})")]
    transcript = parse_transcript(WRITERS[suffix](talk), "a" + suffix)
    check(transcript)
    assert read(transcript) == [(Q if who == "I" else A, who, spoken) for who, spoken in talk]
    assert transcript.warnings == ()


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=25, deadline=None)
@given(talk=conversations())
def test_every_word_of_every_speaker_is_in_one_turn(suffix: str, talk: list[Said]) -> None:
    transcript = parse_transcript(WRITERS[suffix](talk), "a" + suffix)
    check(transcript)
    expected = [(who, without_controls(words).rstrip() if suffix in IN_XML else words) for who, words in talk]
    assert said(transcript) == expected
    assert {turn.speaker for turn in transcript.turns if turn.role is Q} == {"I"}


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    heavy = ["docx", "lxml", "yaml", "charset_normalizer", "spacy"]
    code = (
        "import sys, coder.formats.readers; coder.formats.readers.suffixes(); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("name", ["a.png", "a", "a.TXT.bak"])
def test_unknown_endings_are_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(b"I: a", name)
    assert str(caught.value) == (
        f"{name}: this kind of file cannot be read (transcripts are {', '.join(suffixes())} files)"
    )


def test_the_ending_is_read_without_case() -> None:
    assert said(parse_transcript(b"I: a?\nR: b", "A.TXT")) == [("I", "a?"), ("R", "b")]


def read_or_refused(data: bytes, name: str) -> Transcript | UnreadableError:
    try:
        return parse_transcript(data, name)
    except UnreadableError as refused:
        return refused


def check_outcome(outcome: Transcript | UnreadableError) -> None:
    if isinstance(outcome, UnreadableError):
        assert outcome.where.startswith("a.")
        assert outcome.hint
    else:
        check(outcome)


# What random bytes need before them to be looked at by more than the check of the first bytes.
HEADS = {
    ".md": b"---\n",
    ".docx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".epub": b"PK\x03\x04",
    ".rtf": b"{\\rtf1 a",
    ".html": b"<p>",
    ".xhtml": b"<p>",
    ".vtt": b"WEBVTT\n\n",
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\n",
    ".json": b'{"segments": [',
}


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=MANY // 5 or 60, deadline=60_000)  # few: test_decode has more of what bytes are in no encoding
@given(data=st.binary(max_size=200), begun=st.booleans())
def test_any_bytes_are_read_or_refused(suffix: str, data: bytes, begun: bool) -> None:
    check_outcome(read_or_refused(HEADS.get(suffix, b"") * begun + data, "a" + suffix))


# fmt: off
TOKENS = [
    "I: ", "R: ", "Name:", "\n", "\n\n", "\r\n", "00:00:01.000 --> 00:00:02.000\n", "00:00:01,5 --> 00:00:02,000\n",
    "00:01", "WEBVTT", "NOTE ", "STYLE\n", "<v A>", "</v>", "<v ", "&amp;", "&#0;", "&#xD800;", "&#13;", "-->", "1\n",
    "# ", "---\n", "a: b\n", "- ", "[", "{", "&a ", "*a", "!!x ", "**", "：", "访谈者：", "“", "\x1b", "\u2028", "\t",
]
# fmt: on
STARTS = {".txt": "", ".md": "---\n", ".vtt": "WEBVTT\n\n", ".srt": "1\n00:00:01,000 --> 00:00:02,000\n"}


@pytest.mark.parametrize("suffix", STARTS)
@settings(max_examples=MANY or 120, deadline=60_000)
@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=30))
def test_any_markup_is_read_or_refused(suffix: str, tokens: list[str]) -> None:
    check_outcome(read_or_refused((STARTS[suffix] + "".join(tokens)).encode(), "a" + suffix))


@pytest.mark.parametrize("suffix", STARTS)
@FUZZ
@given(
    chance=CHANCES,
    encoding=st.sampled_from([*["utf-8"] * 8, "utf-8-sig", "utf-16", "gb18030", "cp1252"]),
)
def test_damaged_lines_are_read_or_refused(suffix: str, chance: random.Random, encoding: str) -> None:
    good = WRITERS[suffix](some_talk(chance)).decode().encode(encoding, "ignore")
    tokens = [token.encode() for token in TOKENS] + [b"\0", b"\xff", b"\x85", b"\x1b$B", b"~{", b"\xd8\x00"]
    check_outcome(read_or_refused(damaged(chance, good, tokens), "a" + suffix))


# -- txt and md -------------------------------------------------------------------------------------------------


def test_txt_says_when_the_encoding_was_guessed() -> None:
    transcript = parse_transcript("I: Für wen?\nR: Für uns, natürlich größere.\n".encode("cp1252"), "a.txt")
    assert transcript.text == "I: Für wen?\nR: Für uns, natürlich größere.\n"
    assert transcript.warnings == (
        "read as cp1252 (83% sure); save it as UTF-8 text, or say --encoding, if letters look wrong",
    )


def test_txt_without_speakers_is_one_respondent() -> None:
    transcript = parse_transcript(b"\n  Nur Prosa.\n\nMehr.  \n", "a.txt")
    assert read(transcript) == [(A, "", "Nur Prosa.\n\nMehr.")]
    assert transcript.warnings == (NO_SPEAKERS,)


FRONT = """---
region: NO          # not a boolean
date: 2021-03-01
interview: 007
"full name": 'Li: the "elder"'
topics: [one, two]
empty:
---
"""


def test_md_front_matter_gives_attributes_as_written() -> None:
    transcript = parse_transcript((FRONT + "\n**I:** a?\n\n**R:** b\n").encode(), "a.md")
    assert transcript.attributes == {
        "region": "NO",
        "date": "2021-03-01",
        "interview": "007",
        "full name": 'Li: the "elder"',
        "topics": "one, two",
        "empty": "",
    }
    assert transcript.text == "\n**I:** a?\n\n**R:** b\n"


def test_md_without_front_matter_and_with_an_empty_one() -> None:
    for head in ("", "---\n---\n", "---\n# nothing\n---\n"):
        transcript = parse_transcript((head + "I: a?\nR: b").encode(), "a.md")
        assert (transcript.text, transcript.attributes) == ("I: a?\nR: b", {})


@pytest.mark.parametrize(
    ("front", "place", "reason"),
    [
        ("region: [a\n", "a.md:3", "expected ',' or ']'"),
        ("a: 1\nb: x\na: 2\n", "a.md:4", "duplicate key"),
        ("a: 1\nb: {c: d}\n", "a.md:3", "the value of 'b' is not plain text"),
        ("a: [[b]]\n", "a.md:2", "the value of 'a' is not plain text"),
        ("- a\n", "a.md:2", "no list of 'attribute: value' lines"),
        ("a: *nowhere\n", "a.md:2", "undefined alias"),
        ("a: 1\nb: \x1b\n", "a.md:3", "control characters"),
        pytest.param("a: " + "[" * 2_000 + "\n", "a.md:2", "nested too deeply", id="nested"),
    ],
)
def test_md_broken_front_matter_is_refused_with_its_line(front: str, place: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match="cannot read the front matter") as caught:
        parse_transcript(f"---\n{front}---\nI: a?\nR: b".encode(), "a.md")
    assert caught.value.where == place
    assert reason in caught.value.message


def test_md_front_matter_runs_nothing() -> None:
    assert parse_transcript(b"---\na: !!python/object/apply:os.getcwd []\nb: !!int x\n---\nw", "a.md").attributes == {
        "a": "",
        "b": "x",
    }


def test_md_unclosed_front_matter() -> None:
    with pytest.raises(UnreadableError, match="never closed"):
        parse_transcript(b"---\na: b\nI: a?\nR: b", "a.md")


def test_md_front_matter_alone_is_empty() -> None:
    with pytest.raises(UnreadableError, match="the file is empty"):
        parse_transcript(b"---\na: b\n---\n\n", "a.md")


# -- docx -------------------------------------------------------------------------------------------------------


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*lines: str) -> WordDocument:
    document = python_docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The archive with parts replaced, or removed where None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = changes.get(part, old.read(part))
            if content is not None:
                new.writestr(part, content)
    return out.getvalue()


def body(xml: str) -> bytes:
    """A Word file whose body is ``xml`` (prefix w)."""
    document = python_docx.Document()
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for child in parse_xml(f'<w:body xmlns:w="{namespace}">{xml}</w:body>'):
        document.element.body.append(child)
    return saved(document)


def test_docx_breaks_tabs_and_empty_paragraphs_stay() -> None:
    document = word("I:\ta?\nand so?", "", "R: b\tc")
    transcript = parse_transcript(saved(document), "a.docx")
    assert transcript.text == "I:\ta?\nand so?\n\nR: b\tc"
    assert said(transcript) == [("I", "a?\nand so?"), ("R", "b\tc")]


def test_docx_text_is_what_python_docx_reads() -> None:
    data = as_docx([("I", "How?"), ("R", TRICKY["composed"] + TRICKY["emoji"]), ("I", "So?"), ("R", "Well")] * 5)
    paragraphs = python_docx.Document(io.BytesIO(data)).paragraphs
    assert parse_transcript(data, "a.docx").text == "\n".join(paragraph.text for paragraph in paragraphs)


def test_docx_tables_in_their_place() -> None:
    document = word("Interview 7")
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, [("I:", "a?"), ("R:", "b\nc"), ("", "")], strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    table.rows[1].cells[1].add_paragraph("d").add_run(" e")
    document.add_paragraph("I: f?")
    transcript = parse_transcript(saved(document), "a.docx")
    assert transcript.text == "Interview 7\nI:\ta?\nR:\tb\nc\nd e\nI: f?"
    assert said(transcript) == [("I", "a?"), ("R", "b\nc\nd e"), ("I", "f?")]


def test_docx_table_inside_a_cell() -> None:
    document = word()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "I: a?"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "R:", "b"
    assert parse_transcript(saved(document), "a.docx").text.strip() == "I: a?\nR:\tb"


def test_docx_headings_are_notes() -> None:
    document = python_docx.Document()
    document.add_heading("Interview", 0)
    for style, line in [("", "I: a?"), ("", "R: b"), ("Heading 2", "Part: two"), ("", "still b"), ("", "I: c?")]:
        document.add_paragraph(line, style or None)
    assert read(parse_transcript(saved(document), "a.docx"))[3:5] == [(N, "", "Part: two"), (A, "R", "still b")]


def test_docx_reads_tracked_insertions_controls_links_and_boxes_once() -> None:
    data = body(
        "<w:p><w:r><w:t>I: a</w:t></w:r><w:ins><w:r><w:t> new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> old</w:delText></w:r></w:del><w:smartTag><w:r><w:t>?</w:t></w:r></w:smartTag></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>R: b</w:t></w:r></w:hyperlink>"
        '<w:r><w:footnoteReference w:id="2"/><w:instrText>PAGE</w:instrText><w:br w:type="page"/>'
        "<w:noBreakHyphen/><w:cr/><w:t>c</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>d</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "<w:t>e</w:t></w:r></w:p>"
    )
    transcript = parse_transcript(data, "a.docx")
    assert transcript.text == "I: a new?\nR: b-\nc\nde\nboxed"
    assert transcript.warnings == (
        "it has tracked changes: read as if all were accepted",
        "its footnotes are not part of the text",
    )


GOOD = as_docx([("I", "a?"), ("R", "b")])
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (str(level - 1).encode() if level else b"") * 10) for level in range(9)
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a8 SYSTEM "file:///etc/hostname">]>'
WORD_XML = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>I: &a8;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"hello", "no Word file, or a damaged one", "save it anew"),
        (b"", "no Word file, or a damaged one", "save it anew"),
        (GOOD[:-200], "no Word file, or a damaged one", "save it anew"),
        (GOOD[: len(GOOD) // 2], "no Word file, or a damaged one", "save it anew"),
        (repacked(GOOD, {"word/document.xml": None}), "no Word file, or a damaged one", "save it anew"),
        (repacked(GOOD, {"[Content_Types].xml": None}), "no Word file, or a damaged one", "save it anew"),
        (repacked(GOOD, {"word/document.xml": b"<w:p>"}), "no Word file, or a damaged one", "save it anew"),
        (repacked(GOOD, {"word/styles.xml": b"\x00"}), "no Word file, or a damaged one", "save it anew"),
        (repacked(GOOD, {"word/document.xml": EXTERNAL + WORD_XML}), "declares a document type", "save it anew"),
        (repacked(GOOD, {"word/document.xml": b" " * 40_000_000}), "unpacks to 40 MB", "save it as .txt"),
        (repacked(GOOD, {"docProps/thumbnail.jpeg": b" " * 4_000_000}), "unpacks to 4 MB", "without pictures"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "an old Word file", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password", "without a password"),
        (saved(word("", " ")), "the file is empty", "right file"),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) else "data",  # bytes of archives hold the time
)
def test_docx_that_cannot_be_read(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.docx")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


def test_docx_entities_are_never_expanded() -> None:
    """Newer XML libraries stop at the amplification, older ones leave the document type for us to see."""
    outcome = read_or_refused(repacked(GOOD, {"word/document.xml": ENTITIES + WORD_XML}), "a.docx")
    assert isinstance(outcome, UnreadableError)


def test_docx_encrypted_parts_are_refused() -> None:
    data = bytearray(GOOD)
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # the flag in the directory
    with pytest.raises(UnreadableError, match="protected by a password"):
        parse_transcript(bytes(data), "a.docx")


WORD_TOKENS = [
    b"<", b">", b"&x;", b"&#0;", b"&#13;", b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"</w:tc>", b"<w:t>",
    b"<w:tab/>", b"<w:br/>", b"<w:sdt>", b"<w:ins>", b"<w:del>", b"<w:txbxContent>", b"<w:pStyle w:val='Heading1'/>",
    b"\0", b"\xff", b'"', b"PK\x01\x02", b"\xff\xff\xff\xff", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"../",
]  # fmt: skip


@FUZZ
@given(CHANCES)
def test_docx_damaged_anywhere_is_read_or_refused(chance: random.Random) -> None:
    parts = [None, "word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"]
    part = chance.choice(parts)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        good = GOOD if part is None else archive.read(part)
    changed = damaged(chance, good, WORD_TOKENS)
    whole = changed if part is None else repacked(GOOD, {part: changed})
    check_outcome(read_or_refused(whole, "a.docx"))


# -- vtt and srt ------------------------------------------------------------------------------------------------

VTT = """WEBVTT - a title
Kind: captions

NOTE
A synthetic interview.
Nobody speaks here.

STYLE
::cue { color: red }

NOTE second

intro
00:01.000 --> 00:02.000 align:start
<v.loud Anna Müller>Hi &amp; <c.x>hello</c> &lt;b&gt;</v>

00:02.500 --> 01:00:03.000
<v Anna Müller>why is
<i>that</i>?</v> <v Bob>It<00:02.700> is</v>

NOTE Confidence: 0.9

00:00:04.000 --> 00:00:05.000
<v Bob>so &nbsp;<laughs>

00:00:06.000 --> 00:00:07.000
<v 王>你好，

00:00:07.000 --> 00:00:08.000
<v 王>“朋友”
再见</v>
"""


def test_vtt_voices_notes_tags_and_times() -> None:
    transcript = parse_transcript(VTT.encode(), "a.vtt")
    assert transcript.text == (
        "A synthetic interview.\nNobody speaks here.\n\nsecond\n\n"
        "Anna Müller: Hi & hello <b> why is that?\nBob: It is so \u00a0<laughs>\n王: 你好，“朋友”再见"
    )
    assert read(transcript) == [
        (N, "", "A synthetic interview.\nNobody speaks here.\n\nsecond"),
        (A, "Anna Müller", "Hi & hello <b> why is that?"),
        (A, "Bob", "It is so \u00a0<laughs>"),
        (A, "王", "你好，“朋友”再见"),
    ]
    starts = {transcript.text[mark.offset :][:3]: mark.start_ms for mark in transcript.times}
    assert starts == {"Hi ": 1000, "why": 2500, "so ": 4000, "你好，": 6000, "“朋友": 7000}
    assert transcript.warnings[0] == "1 NOTE blocks between the cues were left out"


def test_vtt_labels_where_there_are_no_voices() -> None:
    lines = [
        "Anna Schmidt: So, how is it?",
        "Ben K.: Well,",
        "as I said:\nfine.",
        "Anna Schmidt:\nAnd?",
        "Ben K.: 很",
        "好",
    ]
    cues = "\n".join(f"00:00:0{n}.000 --> 00:00:0{n}.900\n{words}\n" for n, words in enumerate(lines))
    transcript = parse_transcript(f"WEBVTT\n\n{cues}".encode(), "a.vtt")
    assert transcript.text == (
        "Anna Schmidt: So, how is it?\nBen K.: Well, as I said: fine.\nAnna Schmidt: And?\nBen K.: 很好"
    )
    assert [mark.start_ms for mark in transcript.times] == [0, 1000, 2000, 3000, 4000, 5000]


def test_vtt_without_any_speaker() -> None:
    transcript = parse_transcript(
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n\n00:02.000 --> 00:03.000\nthere", "a.vtt"
    )
    assert read(transcript) == [(A, "", "hello there")]
    assert transcript.times == (TimeMark(0, 1000), TimeMark(6, 2000))
    assert transcript.warnings == (NO_SPEAKERS,)


def test_vtt_words_after_a_blank_line_are_not_lost() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>one\n\ntwo\n\n00:02.000 --> 00:03.000\n<v A>three"
    assert parse_transcript(text.encode(), "a.vtt").text == "A: one two three"


def test_vtt_character_references_cannot_bring_in_lines_or_nul() -> None:
    words = "a&#13;b&#8232;c&#0;d&#xD800;e&#27;f&bogus; &amp;lt; &#99999999999;"
    transcript = parse_transcript(f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A&amp;B>{words}".encode(), "a.vtt")
    assert transcript.text == "A&B: a b c\ufffdd\ufffdef&bogus; &lt; &#99999999999;"


SRT = """1
00:00:01,000 --> 00:00:02,000
I: What is
<i>this</i>?

2
00:00:03,500 --> 00:00:04,000 X1:10
{\\an8}R: It <font color="#fff">is</font>
3
00:00:05,000 --> 00:00:06,000
10:30

and more <than> that.

4
00:00:07,000 --> 00:00:08,000
Moderator: Thanks &amp; bye.
"""


def test_srt_labels_styles_and_times() -> None:
    transcript = parse_transcript(SRT.encode(), "a.srt")
    assert transcript.text == "I: What is this?\nR: It is 10:30 and more <than> that.\nModerator: Thanks &amp; bye."
    assert [turn.role for turn in transcript.turns] == [Q, A, Q]
    assert transcript.times == (TimeMark(3, 1000), TimeMark(20, 3500), TimeMark(26, 5000), TimeMark(65, 7000))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.vtt", "1\n00:01.000 --> 00:02.000\na", "a.vtt:1: line 1 is not WEBVTT"),
        ("a.vtt", "WEBVTT\n\nNOTE only this", "a.vtt: there are no cues in it"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> soon\na", "a.vtt:3: the times of this cue cannot be read"),
        ("a.vtt", "WEBVTT\n\nlost\nwords\n\n00:01.000 --> 00:02.000\na", "a.vtt:3: words before the first cue"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A></v>", "a.vtt: the cues hold no words"),
        ("a.srt", "just words", "a.srt: there are no cues in it"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n0:0:x1 --> 2\nb", "a.srt:6: the times of this cue"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n", "a.srt: the cues hold no words"),
        ("a.srt", "", "a.srt: the file is empty"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nhello\n\n2\nfoo\n", "a.srt:5: cue 2 has no time line"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nhello\n2\nfoo\n", "a.srt:4: cue 2 has no time line"),
        (
            "a.srt",
            "1\n0:0:01 --> 0:0:02\na\n\n7\nfoo\n\n8\n0:0:03 --> 0:0:04\nb\n",
            "a.srt:5: cue 7 has no time line",
        ),
    ],
)
def test_broken_cues_are_refused_with_their_line(name: str, text: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(text.encode(), name)
    assert str(caught.value).startswith(message)


def test_a_spoken_number_is_no_lost_cue() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nI: how many?\n2\n\n2\n00:00:02,000 --> 00:00:03,000\nR: Three.\n"
    assert parse_transcript(text.encode(), "a.srt").text == "I: how many? 2\nR: Three."


@pytest.mark.parametrize(("head", "suffix", "line"), [("", ".srt", 6), ("WEBVTT\n\n", ".vtt", 8)])
def test_a_cue_that_ends_before_it_begins_is_told(head: str, suffix: str, line: int) -> None:
    text = f"{head}1\n00:00:01.000 --> 00:00:02.000\nI: a?\n\n2\n00:00:05.000 --> 00:00:04.000\nR: b\n"
    warnings = parse_transcript(text.encode(), "a" + suffix).warnings
    assert warnings == (f"line {line}: the cue ends before it begins; its beginning counts",)


def test_many_cues_that_end_before_they_begin_are_told_together() -> None:
    cues = "".join(f"00:00:{second:02}.000 --> 00:00:01.000\n<v Ann>word {second}.\n\n" for second in range(2, 8))
    warnings = parse_transcript(f"WEBVTT\n\n{cues}".encode(), "a.vtt").warnings
    assert warnings[0] == "6 cues end before they begin; their beginnings count: lines 3, 6, 9, ..."
    assert not any("before" in warning for warning in warnings[1:])


def test_a_speaker_in_doubt_is_told_with_the_line_of_the_file_or_the_time() -> None:
    said = [("I", "So?"), ("Anna", "Well, yes."), ("Hoffnung", "Das wird."), ("I", "And?"), ("Anna", "Fine.")]
    tail = "'Hoffnung:' looks like a speaker who says only this; it was read as words of Anna"
    markdown = "---\nregion: here\n---\n" + "".join(f"{who}: {words}\n" for who, words in said)
    assert parse_transcript(markdown.encode(), "a.md").warnings == (f"line 6: {tail}",)
    assert parse_transcript(as_srt(said), "a.srt").warnings == (f"00:00:02: {tail}",)


@settings(max_examples=40, deadline=None)
@given(conversations())
def test_cues_agree_with_the_packages(talk: list[Said]) -> None:
    """``srt`` and ``webvtt-py`` as oracles on well-formed files: the same words at the same times."""
    subtitles = parse_transcript(as_srt(talk), "a.srt")
    oracle = list(srt_package.parse(as_srt(talk).decode()))
    assert subtitles.text.split("\n") == [cue.content for cue in oracle]
    assert [mark.start_ms for mark in subtitles.times] == [round(cue.start.total_seconds() * 1000) for cue in oracle]
    captions = webvtt.from_string(as_vtt(talk).decode()).captions
    assert [who for who, _ in said(parse_transcript(as_vtt(talk), "a.vtt"))] == [caption.voice for caption in captions]


def test_hostile_cues_are_read_in_linear_time() -> None:
    """The ``srt`` package is still busy after ten seconds with long runs of digits or blank lines."""
    for filler in ("1" * 20_000, "\n" * 20_000, "1\n" * 20_000, " " * 20_000):
        text = f"1\n00:00:01,000 --> 00:00:02,000\n{filler}x"
        check(parse_transcript(text.encode(), "a.srt"))
