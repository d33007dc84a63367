"""Rich text: what of it is text, in every code page, and what cannot be read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from coder.errors import UnreadableError
from coder.formats.lines import CHANGES, COMMENTS, FOOTNOTES, HIDDEN
from coder.formats.readers import parse_transcripts
from coder.model.document import Role, Transcript
from coder.model.reading import Reading
from tests.formats.conversations import as_docx, as_rtf, conversations, parse_transcript, rtf_words
from tests.formats.fuzzing import CHANCES, FUZZ, check_outcome, damaged, read_or_refused, some_talk

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE

FONTS = (
    r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset134 SimSun;}"
    r"{\f2\fcharset128 MS Mincho;}{\f3\fcharset204{\*\fname Arial;}Arial CYR;}{\f4\cpg1253 X;}{\f5\fcharset77 Geneva;}}"
)


def rtf(body: str, head: str = FONTS) -> bytes:
    return ("{\\rtf1" + head + "\n" + body + "}").encode("latin-1")


def text_of(body: str, head: str = FONTS) -> str:
    return parse_transcript(rtf(body, head), "a.rtf").text


def said(transcript: Transcript) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"I: a\par R: b\par", "I: a\nR: b"),
        ("I: a\\\nR: b\\\r\nc", "I: a\nR: b\nc"),  # TextEdit ends paragraphs so
        ("one\r\n two\nthree", "one twothree"),
        (r"a\tab b\line c\~d\_e\-f\{\}\\", "a\tb\nc\u00a0d-ef{}\\"),
        (r"\lquote a\rquote\ldblquote b\rdblquote\endash\emdash\bullet", "‘a’“b”–—•"),
        (r"a {\b bold} and{\i0\b0  so}", "a bold and so"),
        (r"a{\field{\*\fldinst HYPERLINK \\l {x}}{\fldrslt {\ul link}}}b", "alinkb"),
        (r"a{\*\unknown{no}{\b no}}b{\*\bkmkstart no}c", "abc"),
        (r"a{\pict\wmetafile8 0123ab{no}}b{\object{\*\objdata 00ff}{\result c}}", "abc"),
        (r"a{\info{\title no}}{\header no\par}{\footerr no}b{\listtext\tab 1.}", "ab"),
        (r"a\page b\sect c", "ab\nc"),
        (r"a{\xe\v no}{\tc no}b", "ab"),
        (r"x\par\par y\par\par", "x\n\ny\n"),
        (
            r"a{\shp{\*\shpinst{\sp{\sn no}{\sv no}}{\shptxt\pard box\par two\par}}{\shprslt no}}b\par c",
            "ab\nbox\ntwo\nc",
        ),
        (r"a{\*\do\dobxpage{\dptxbxtext\pard box\par}}b", "ab\nbox"),
        (r"{\upr{no}{\*\ud{\u322?\'f3d}}}", "łód"),
        (r"a\htmlrtf b\htmlrtf0{\*\htmltag64 <p>}c", "abc"),
    ],
)
def test_words_marks_and_groups(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'80 \'93x\'94", "café € “x”"),
        (r"{\f1 \'c4\'e3\'ba\'c3}\'c4", "你好Ä"),
        (r"\f1\'c4{\b\'e3}\f0 x", "你x"),  # formatting between the bytes of a letter
        (r"{\f2 \'83A\'83\'5c\'82\'a0}", "アソあ"),  # the second byte as it is, and one that looks like markup
        (r"{\f3 \'cf\'f0\'e8}{\f4 \'e1}{\f5 \'8a}", "Приαä"),
        (r"\u22909\'ba\'c3?", "好\u00c3?"),  # one fallback only
        (r"\uc2\u22909\'ba\'c3?", "好?"),
        (r"\uc0\u8220 a\u8221", "“a”"),
        (r"{\uc0\u233}\u233 e", "éé"),
        (r"\u8220\ldblquote a\u-4051 ?", "“a\uf02d"),
        (r"\u-10179?\u-8704?\u128578?", "😀🙂"),
        (r"\u8217\par b", "’\nb"),  # a fallback that was forgotten
        (r"\u-10179?x", "\ufffdx"),
        (r"a\u0?b", "a\ufffdb"),
        ("a\0b", "ab"),
        (r"a\'0db\u8232?c", "a\nb\nc"),
        (r"\u65?\u768?e\u769?", "A\u0300e\u0301"),
    ],
)
def test_letters_of_every_code_page(body: str, text: str) -> None:
    assert text_of(body).replace("\r", "\n") == text


@pytest.mark.parametrize(
    ("head", "raw", "text"),
    [
        (r"\mac", b"\x8a", "ä"),
        (r"\pc", b"\x84", "ä"),
        (r"\ansi\ansicpg936", "你好".encode("gbk"), "你好"),
        (r"\ansi\ansicpg65001", "你é😀".encode(), "你é😀"),
        (r"\ansi\ansicpg99999", b"\xe4", "ä"),
        (r"\ansi\ansicpg1251", b"\xcf", "П"),
        (r"\ansi\ansicpg1200", b"a", "a"),
    ],
)
def test_the_code_page_of_the_document(head: str, raw: bytes, text: str) -> None:
    data = b"{\\rtf1" + head.encode() + b" " + raw + b"}"
    assert parse_transcript(data, "a.rtf").text == text


def test_letters_that_cannot_be_read_are_told() -> None:
    transcript = parse_transcript(rtf(r"a\'81\'8d"), "a.rtf")
    assert transcript.text == "a\ufffd\ufffd"
    assert any("cannot be read" in warning for warning in transcript.warnings)


def test_an_encoding_that_is_insisted_on() -> None:
    (transcript,) = parse_transcripts(rtf(r"\'cf\'f0\u233?"), "a.rtf", Reading(encoding="cp1251"))
    assert transcript.text == "Прé"


@pytest.mark.parametrize(
    ("body", "text", "warning"),
    [
        (r"a{\v no}b\v no\v0 c\v no\plain d", "abcd", HIDDEN),
        (r"a{\deleted no}b{\revised c}\deleted no\deleted0 d", "abcd", CHANGES),
        (r"a{\revised b}", "ab", CHANGES),
        (r"a{\super\chftn{\footnote\pard no\par}}b", "ab", FOOTNOTES),
        (r"a{\*\atnid no}{\*\atnauthor no}\chatn{\*\annotation{\*\atndate 1}no\par}b", "ab", COMMENTS),
    ],
)
def test_what_is_left_out_is_told(body: str, text: str, warning: str) -> None:
    transcript = parse_transcript(rtf(body), "a.rtf")
    assert transcript.text == text
    assert [told for told in transcript.warnings if "speakers" not in told] == [warning]


def test_headings_are_notes() -> None:
    styles = (
        r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2\outlinelevel1 Zwischen;}{\*\cs3 Title;}{\s4 Title;}{\s5 No;}}"
    )
    body = (
        r"\pard\s4 Interview: 7\par\pard I: a?\par\pard\s1 Part: one\par\pard R: b\par"
        r"\pard\s2 Part: two\par\pard\s5 still b\par{\pard\outlinelevel0 Part: three\par}\pard\outlinelevel9 and so\par"
    )
    assert said(parse_transcript(rtf(styles + body), "a.rtf")) == [
        (N, "", "Interview: 7"),
        (Q, "I", "a?"),
        (N, "", "Part: one"),
        (A, "R", "b"),
        (N, "", "Part: two"),
        (A, "R", "still b"),
        (N, "", "Part: three"),
        (A, "R", "and so"),
    ]


def test_tables_are_rows_with_tabs_and_speakers_may_stand_in_cells() -> None:
    body = (
        r"\trowd\cellx1\cellx2\pard\intbl{\b I}\cell a?\cell\row"
        r"\trowd\pard\intbl R\cell b\par c\cell\row\pard\intbl\cell\cell\row"
        r"\pard\intbl I\cell d?\cell\row\pard R: e\par"
    )
    transcript = parse_transcript(rtf(body), "a.rtf")
    assert transcript.text == "I\ta?\nR\tb\nc\nI\td?\nR: e"
    assert said(transcript) == [(Q, "I", "a?"), (A, "R", "b\nc"), (Q, "I", "d?"), (A, "R", "e")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            r"\intbl a\cell b\par\pard\intbl\itap2 c\nestcell d\nestcell{\*\nesttableprops\trowd\nestrow}"
            r"{\nonesttables\par}\pard\intbl e\cell\row\pard f",
            "a\tb\nc\td\ne\nf",
        ),
        (r"\intbl a\cell b\pard c", "a\tbc"),  # rows that never end keep their words
        (r"\intbl a\cell b", "a\tb"),
        (r"a\cell b\row c\row", "a\tb\nc"),  # cells without a table
        (r"\itap99 a\nestcell b\nestrow\pard c\par", "a\tb\nc"),
        (r"\intbl{\shptxt box\par}a\cell b\cell\row", "a\nbox\tb"),
    ],
)
def test_odd_tables_keep_all_words(body: str, text: str) -> None:
    assert text_of(body) == text


def test_embedded_bytes_are_passed_over_however_they_look() -> None:
    data = b"{\\rtf1 I: a{\\pict\\bin7 }}{\\x}no}b\\bin3 }{\\ c\\par R: d}"
    assert parse_transcript(data, "a.rtf").text == "I: ab c\nR: d"


@settings(max_examples=100, deadline=None)
@given(conversations())
def test_an_oracle_reads_the_same_words(talk: list[tuple[str, str]]) -> None:
    """``striprtf`` on what it can read: no letters outside the 16 bits."""
    plain = [(who, "".join(ch for ch in words if ch < "\ud800")) for who, words in talk]
    data = as_rtf(plain)
    oracle: str = rtf_to_text(data.decode())  # type: ignore[no-untyped-call]
    assert parse_transcript(data, "a.rtf").text == oracle.rstrip("\n")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab {}\\\t\né\u0301😀你\x7f;", max_size=8), max_size=5))
def test_any_paragraphs_come_back(paragraphs: list[str]) -> None:
    lines = ["I: x", *paragraphs, "end"]
    assert text_of("\\par\n".join(rtf_words(line) for line in lines)) == "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.text("ab 你好们日本語アソ", min_size=1), st.sampled_from([("cp932", 128), ("gb18030", 134), ("cp950", 136)]))
def test_double_byte_letters_however_they_are_written(words: str, page: tuple[str, int]) -> None:
    """Bytes in hexadecimal, or as they are where that is no markup."""
    codec, charset = page
    raw = ("x" + words).encode(codec, "ignore")
    expected = raw.decode(codec)
    for plain in (b"", b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "):
        marked = b"".join(bytes([byte]) if byte in plain else b"\\'%02x" % byte for byte in raw)
        data = b"{\\rtf1\\ansi{\\fonttbl{\\f7\\fcharset%d X;}}\\f7 %s}" % (charset, marked)
        assert parse_transcript(data, "a.rtf").text == expected


def test_deep_nesting_is_read() -> None:
    assert parse_transcript(b"{\\rtf1" + b"{\\b" * 100_000 + b" deep" + b"}" * 100_001, "a.rtf").text == "deep"
    boxes = b"{\\rtf1 a" + b"{\\shptxt b" * 100_000 + b"}" * 100_001
    assert parse_transcript(boxes, "a.rtf").text.replace("\n", "") == "a" + "b" * 100_000


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "no RTF file", "rename it to .txt"),
        (b"I: hello", "no RTF file", "rename it to .txt"),
        (as_docx([("I", "a")]), "this is a Word file, not an RTF file", "ends in .docx"),
        (b"\xd0\xcf\x11\xe0", "an old Word file", "save it as .rtf"),
        (b"<!DOCTYPE html><p>x", "this is an HTML page, not an RTF file", "ends in .html"),
        (b"{\\rtf1 I: a\\par R: b", "it ends in the middle: 1 groups are never closed", "copy it once more"),
        (b"{\\rtf1 I: a{\\pict 00", "it ends in the middle", "copy it once more"),
        (b"{\\rtf1 I: a\\bin99999999 }", "it ends in the middle", "copy it once more"),
        (b"{\\rtf1 " + b"{" * 200_000, "it ends in the middle: 200001 groups", "copy it once more"),
        (b"{\\rtf1 " + b"\\b" * 5_000_001 + b"}", "too much for a transcript", "save it as .txt"),
        (b"{\\rtf1 " + b"\\par" * 500_001 + b"}", "too much for a transcript", "save it as .txt"),
        (b"{\\rtf1 " + b"x" * 10_000_001 + b"}", "too much for a transcript", "save it as .txt"),
        (rtf(r"{\pict 00}\par "), "the file is empty", "right file"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "data",
)
def test_what_cannot_be_read(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.rtf")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_what_follows_the_last_group_is_no_text() -> None:
    assert parse_transcript(b"\xef\xbb\xbf \r\n" + rtf("a") + b"\r\n\0\0{x", "a.rtf").text == "a"


# fmt: off
TOKENS = [
    b"{", b"}", b"\\", b"\\par ", b"\\'", b"\\'c4", b"\\u-10179?", b"\\u8217", b"\\uc2", b"\\uc-1", b"\\bin3 ",
    b"\\bin-5", b"\\*", b"\\intbl", b"\\cell", b"\\row", b"\\itap3", b"\\nestcell", b"\\nestrow", b"\\pard",
    b"\\plain", b"\\v", b"{\\shptxt x", b"{\\upr{a}{\\*\\ud b}}", b"{\\fonttbl{\\f1\\fcharset134 x;}}", b"\\f1",
    b"{\\stylesheet{\\s1 heading 1;}}", b"\\s1", b"\\s-1", b"{\\footnote x}", b"{\\*\\x ", b"{\\pict ", b"I: ", b"R: ",
    b"\n", b"\r", b"\0", b"\xff", b"\x85", b"\\u0?", b"\\line ", b"\\ansicpg-9", b"\\ansicpg932", b"\\cpg37",
    b"\\u99999999?", b"\\deleted", b"\\tab ",
]
# fmt: on


@FUZZ
@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.booleans())
def test_any_markup_is_read_or_refused(tokens: list[bytes], closed: bool) -> None:
    body = b"".join(tokens)
    check_outcome(read_or_refused(b"{\\rtf1 a" + body + b"}" * (50 if closed else 0), "a.rtf"))


@FUZZ
@given(CHANCES)
def test_a_damaged_file_is_read_or_refused(chance: random.Random) -> None:
    check_outcome(read_or_refused(damaged(chance, as_rtf(some_talk(chance)), TOKENS), "a.rtf"))
