"""Web pages: what a browser would show of them, in every encoding, and what cannot be read."""

from __future__ import annotations

import random
import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.lines import FOOTNOTES, HIDDEN
from coder.formats.readers import parse_transcripts
from coder.model.document import Role, Transcript
from coder.model.reading import Reading
from tests.formats.conversations import as_html, parse_transcript, xhtml
from tests.formats.fuzzing import CHANCES, FUZZ, check_outcome, damaged, read_or_refused, some_talk

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def text_of(markup: str, name: str = "a.html") -> str:
    return parse_transcript(markup.encode(), name).text


def said(transcript: Transcript) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("just words\n\nand more", "just words and more"),
        ("<p>I:  a\r\n\t b</p>\n\n<p>R: c", "I: a b\nR: c"),
        ("<p>a <b> b</b> <i>c </i></p>", "a b c"),
        ("<p>a<br>b<br/><br>c<br></p><p>d", "a\nb\n\nc\nd"),
        ("<p></p><p>&nbsp;</p><p><br></p><p>a</p>", "\u00a0\n\na"),
        ("<div>a<div>b</div>c</div>d", "a\nb\nc\nd"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl>", "a\nb\nc\nd\ne"),
        ("<pre>\n a\tb\n\n  c\n</pre>d<pre>e</pre>", " a\tb\n\n  c\nd\ne"),
        ("<p style='white-space:  pre-wrap'>a  b</p><span style='Display: Block'>c</span>d", "a  b\nc\nd"),
        ("&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &#128512; &bogus; &amp &copy", "<b> &amp; ééé 😀 &bogus; & ©"),
        ("a&#8232;b&#133;c&#0;d&#xD800;e", "a\nb…c\ufffdd\ufffde"),
        ("a<script>no()</script><style>no</style><!-- no --><!--[if mso]>no<![endif]-->b", "ab"),
        ("a<noscript>no</noscript><template>no</template><select><option>no</select><button>no</button>b", "ab"),
        ("a<svg><text>no</text></svg><iframe>no</iframe><video>no</video><object>no</object>b", "ab"),
        ("<ruby>漢<rp>(</rp><rt>no</rt><rp>)</rp></ruby>字", "漢字"),
        ("a<textarea> b  c</textarea>", "a\n b  c"),
        ("a < b > c, 5<6 & x", "a < b > c, 5<6 & x"),
        ("<p>a<o:p></o:p><w:x>b</w:x>", "ab"),
        ("<p>a</b></i></p></div>b", "a\nb"),
        ("<title>T</title><h1>T</h1><p>a", "T\na"),
        ("<title>T</title><p>a", "T\na"),
        ("<b>a<p>b</b>c", "a\nbc"),
    ],
)
def test_words_blocks_and_blanks(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>no</p>", "<p style='color:red; DISPLAY : none'>no<b>no</b></p>", "<i style='visibility:hidden'>no</i>",
     "<span style='mso-hide:all'>no</span>"],
)  # fmt: skip
def test_hidden_elements_are_left_out_and_told(hidden: str) -> None:
    transcript = parse_transcript(f"<p>I: a</p>{hidden}<p>R: b</p>".encode(), "a.html")
    assert transcript.text == "I: a\nR: b"
    assert HIDDEN in transcript.warnings


def test_a_title_that_looks_like_a_header_takes_no_turn() -> None:
    talk = "<p>Interviewer: Tell me about your work<p>Ann: Fine.<p>Interviewer: And now?<p>Ann: Good."
    turns = said(parse_transcript(f"<title>Interview: Tom</title>{talk}".encode(), "a.html"))
    assert turns == [(N, "", "Interview: Tom"), *said(parse_transcript(talk.encode(), "a.html"))]
    assert turns[1] == (Q, "Interviewer", "Tell me about your work")


def test_titles_and_headings_are_notes() -> None:
    markup = (
        "<title>Interview: 7</title><p><b>I:</b> a?<p><strong>R</strong>: b"
        "<h2>Part: <i>two</i><br>or so</h2>still b<p>I: c?"
    )
    assert said(parse_transcript(markup.encode(), "a.htm")) == [
        (N, "", "Interview: 7"),
        (Q, "I", "a?"),
        (A, "R", "b"),
        (N, "", "Part: two"),
        (N, "", "or so"),
        (A, "R", "still b"),
        (Q, "I", "c?"),
    ]


def test_tables_are_rows_with_tabs_and_speakers_may_stand_in_cells() -> None:
    markup = (
        "<table><thead><tr><th>Who<th>What</thead><tr><td><b>I</b><td>a?<tr><td>R<td><p>b<p>c<tr><td> <td>"
        "<tr><td>I<td>d?</table><p>R: e"
    )
    transcript = parse_transcript(markup.encode(), "a.html")
    assert transcript.text == "Who\tWhat\nI\ta?\nR\tb\nc\nI\td?\nR: e"
    assert said(transcript)[1:] == [(Q, "I", "a?"), (A, "R", "b\nc"), (Q, "I", "d?"), (A, "R", "e")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<table><tr><td>a<td><table><tr><td>b<td>c</table>d</table>e", "a\tb\tc\nd\ne"),
        ("<table><tr><td><h1>T</h1><p>I: a<p>R: b</table>", "T\nI: a\nR: b"),  # a table for the looks of a page
        ("<table><caption>x</caption>a<tr>b<td>c<td>d<tr>e", "x\na\nb\nc\td\ne"),
        ("a<td>b<td>c", "a\nb\nc"),
    ],
)
def test_odd_tables_keep_all_words(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_an_export_of_taguette() -> None:
    """The shape of its pages: a title, the same as heading, and the document with coded passages marked."""
    markup = (
        '<!DOCTYPE html>\n<html>\n  <head>\n    <meta charset="UTF-8">\n    <style>\n      .highlight {\n'
        "        background-color: #ff0;\n      }\n    </style>\n    <title>P1.odt</title>\n  </head>\n  <body>\n"
        "    <h1>P1.odt</h1>\n<p>I: Wie geht’s?</p>\n"
        '<p>S1: So <span class="highlight" title="a">la la</span>. Na ja.</p>\n'
        "  </body>\n</html>\n"
    )
    transcript = parse_transcript(markup.encode(), "a.html")
    assert said(transcript) == [(N, "", "P1.odt"), (Q, "I", "Wie geht’s?"), (A, "S1", "So la la. Na ja.")]


def test_names_and_times_above_the_words() -> None:
    """As meeting and transcription services write their pages."""
    turn = "<div class='t'><span class='n'>{}</span>  <span>{}</span><div>{}</div></div>"
    talk = [
        ("Anna Berg", "0:03", "How?"),
        ("Ben Tal", "0:09", "Well."),
        ("Anna Berg", "1:12", "So?"),
        ("Ben Tal", "1:15", "So."),
    ]
    transcript = parse_transcript("".join(turn.format(*each) for each in talk).encode(), "a.html")
    assert [(speaker, words) for _, speaker, words in said(transcript)] == [(who, words) for who, _, words in talk]
    assert [mark.start_ms for mark in transcript.times] == [3000, 9000, 72000, 75000]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">', "iso8859-15"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
        ("", "utf-8"),
        ("<meta charset='utf-8'>", "cp1252"),  # it says what it is not
        ("<meta charset='bogus'>", "utf-8"),
        ("<meta charset='zlib'>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "utf-8-sig"),  # the mark is stronger
        ("<meta charset='iso-8859-1'>", "utf-16"),
    ],
)
def test_the_encoding_is_the_one_that_is_declared_where_that_can_be(head: str, codec: str) -> None:
    words = "Für wen größere Häuser? Für uns natürlich, über fünf Jahre: „schön“ – 10 €"
    words = words.replace("„", "").replace("“", "").replace("–", "-") if codec.startswith("iso") else words
    data = f"{head}<p>I: {words}</p><p>R: {words}</p>".encode(codec)
    assert parse_transcript(data, "a.html").text == f"I: {words}\nR: {words}"


@pytest.mark.parametrize(
    ("name", "codec"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("shift_jis", "cp932"), ("euc-kr", "cp949")],
)
def test_declared_encodings_of_asia(name: str, codec: str) -> None:
    words = {"big5": "我們這裡", "cp932": "私たちはア", "cp949": "우리는"}.get(codec, "我们这里𠮷")
    data = f"<meta charset={name}><p>I: {words}</p>".encode(codec)
    assert parse_transcript(data, "a.html").text == f"I: {words}"


def test_an_encoding_that_is_insisted_on() -> None:
    data = "<meta charset=utf-8><p>Привет".encode("cp1251")
    (transcript,) = parse_transcripts(data, "a.html", Reading(encoding="cp1251"))
    assert transcript.text == "Привет"


def test_xhtml_is_read_by_the_rules_of_xml() -> None:
    body = (
        "<script/><p>a&nbsp;&hellip;<![CDATA[<b>&amp;]]></p><p/><div/>c<br></br>d<aside epub:type='footnote'>no</aside>"
    )
    transcript = parse_transcript(xhtml(body).replace(b"<title>t</title>", b"<title/>"), "a.xhtml")
    assert transcript.text == "a\u00a0…<b>&amp;\nc\nd"
    assert FOOTNOTES in transcript.warnings


def test_xhtml_that_is_not_well_formed_keeps_its_words() -> None:
    data = xhtml("<script src='x'/><p>a<p>b &c").replace(b"<title>t</title>", b"<title/>")
    assert parse_transcript(data, "a.xhtml").text == "a\nb &c"


def test_deep_nesting_is_read() -> None:
    markup = "<div><b>" * 50_000 + "deep" + "</b></div>" * 50_000 + "<p>after"
    assert text_of(markup) == "deep\nafter"
    assert text_of(markup, "a.xhtml") == "deep\nafter"
    assert text_of("<table><tr><td>x" * 5_000 + "deep").replace("x", "").strip() == "deep"


@pytest.mark.parametrize(
    "data", [b"x<!--" * 100_000, b"x" + b"<" * 100_000, b"<p " + b"a=b " * 100_000, b"<title " * 50_000]
)
def test_hostile_markup_is_read_in_linear_time(data: bytes) -> None:
    for name in ("a.html", "a.xhtml"):
        check_outcome(read_or_refused(data, name))


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "the file is empty", "right file"),
        (b"<p> </p><!-- no -->", "the file is empty", "right file"),
        (b"<html><script>no()</script></html>", "the file is empty", "right file"),
        (b"\x00\x01\x02\x03" * 50, "binary file", ""),
        (b"PK\x03\x04word/document.xml", "this is a Word file, not an HTML page", "ends in .docx"),
        (b"%PDF-1.4", "this is a PDF, not an HTML page", "ends in .pdf"),
        (b'<!DOCTYPE html [<!ENTITY a "aaaa">]><p>&a;', "declares entities", "save it anew"),
        (b"<p>" * 1_600_000, "too much for a transcript", "save it as .txt"),
        (b"<p>" + b"x" * 30_000_001, "30 MB of markup: too much", "save it as .txt"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "data",
)
@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
def test_what_cannot_be_read(name: str, data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, name)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_external_entities_are_never_read() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/hostname"><html xmlns="http://www.w3.org/1999/xhtml">x</html>'
    assert parse_transcript(data, "a.xhtml").text == "x"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text("ab <>&;\u00a0é\u0301😀你", max_size=8).map(lambda words: " ".join(words.split(" ")).strip()),
        max_size=5,
    )
)
def test_any_paragraphs_come_back(paragraphs: list[str]) -> None:
    lines = [re.sub(" +", " ", line) for line in ["I: x", *paragraphs] if line.strip(" ")]
    for name, page in (("a.html", "<p>{}"), ("a.xhtml", "<p>{}</p>"), ("a.html", "{}<br>")):
        markup = "".join(page.format(escape(line)) for line in lines)
        assert text_of(
            markup if name == "a.html" else xhtml(markup).decode().replace("<title>t</title>", ""), name
        ) == ("\n".join(lines))


# fmt: off
TAGS = [
    "p", "b", "div", "table", "tr", "td", "th", "pre", "textarea", "title", "h1", "script", "style", "br", "ul", "li",
    "svg", "select", "option", "plaintext", "template", "noscript", "frameset", "body", "html", "head", "p hidden",
    "p style='white-space:pre'", "a href='", "math", "iframe", "xmp", "ruby", "rt",
]
PIECES = [
    "I: ", "R: ", "x", " ", "\n", "&amp;", "&#0;", "&#13;", "&x", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "<!DOCTYPE",
    "\x1b", "\u2028",
]
# fmt: on


@FUZZ
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
            st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
            st.sampled_from(TAGS).map(lambda tag: f"<{tag}/>"),
            st.sampled_from(PIECES),
        ),
        max_size=40,
    ),
    st.sampled_from(["a.html", "a.xhtml"]),
)
def test_any_markup_is_read_or_refused(pieces: list[str], name: str) -> None:
    check_outcome(read_or_refused(("<p>a" + "".join(pieces)).encode(), name))


@FUZZ
@given(CHANCES, st.sampled_from(["a.html", "a.xhtml"]))
def test_a_damaged_file_is_read_or_refused(chance: random.Random, name: str) -> None:
    tokens = [b"<", b">", b"</p>", b"<td>", b"</tr>", b"<table>", b"&#x", b"\0", b"\xff", b'"', b"<meta charset=utf-7>"]
    check_outcome(read_or_refused(damaged(chance, as_html(some_talk(chance)), tokens), name))
