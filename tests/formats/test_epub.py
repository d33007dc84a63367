"""EPUB: chapters in order, and what cannot be read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.lines import FOOTNOTES
from coder.model.document import Role, Transcript
from tests.formats.conversations import as_epub, as_odt, epub, parse_transcript, xhtml, zipped
from tests.formats.fuzzing import CHANCES, FUZZ, check_outcome, damaged, damaged_parts, read_or_refused, some_talk

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def said(transcript: Transcript) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns]


def test_chapters_come_in_the_order_of_reading_and_their_headings_are_notes() -> None:
    data = epub(
        "<h2>Second</h2><p>I: c?</p>",
        "<h1>First</h1><p><b>I:</b> a?</p><p>R: b</p>",
        spine="".join(f'<itemref idref="{part}"/>' for part in ("nav", "c1", "css", "c0", "c1", "none")),
    )
    transcript = parse_transcript(data, "a.epub")
    assert transcript.text == "First\nI: a?\nR: b\nSecond\nI: c?"
    assert said(transcript) == [(N, "", "First"), (Q, "I", "a?"), (A, "R", "b"), (N, "", "Second"), (Q, "I", "c?")]


def test_notes_and_their_numbers_are_left_out() -> None:
    data = epub("<p>I: a<a epub:type='noteref' href='#n'>1</a>?</p><aside epub:type='footnote'>no</aside><p>R: b</p>")
    transcript = parse_transcript(data, "a.epub")
    assert transcript.text == "I: a?\nR: b"
    assert transcript.warnings == (FOOTNOTES,)


def test_names_of_chapters_are_those_of_a_web_address_and_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    package = (
        b'<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        b'<item id="a" href="../%C3%A9%20x.xhtml" media-type="application/xhtml+xml"/></manifest>'
        b'<spine><itemref idref="a"/></spine></package>'
    )
    data = epub(more={"O/p.opf": package, "é x.xhtml": xhtml("<p>I: a</p>"), "../evil": b"x"})
    assert parse_transcript(data, "a.epub").text == "I: a"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnreadableError, match=r"There is no item named '\.\./\.\./etc/passwd'"):
        parse_transcript(
            epub(more={"O/p.opf": package.replace(b"../%C3%A9%20x.xhtml", b"../../../etc/passwd")}), "a.epub"
        )


def test_chapters_that_are_not_well_formed_and_empty_ones() -> None:
    data = epub("<p>I: a?</p>", "x", "<p>R: b<br>c &nbsp;d", more={"O/t/c1.xhtml": b" "})
    assert parse_transcript(data, "a.epub").text == "I: a?\nR: b\nc \u00a0d"


def test_a_chapter_in_another_encoding() -> None:
    page = xhtml("<p>I: Größe</p>").decode().replace('encoding="utf-8"', 'encoding="iso-8859-1"').encode("latin-1")
    assert parse_transcript(epub("", more={"O/t/c0.xhtml": page}), "a.epub").text == "I: Größe"


GOOD = as_epub([("I", "a?"), ("R", "b")])
LOCKED = (
    b'<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>'
    b'<e:CipherReference URI="%s"/></e:CipherData></e:EncryptedData></encryption>'
)


def test_fonts_may_be_locked() -> None:
    data = epub("<p>I: a</p>", more={"META-INF/encryption.xml": LOCKED % b"O/font.otf"})
    assert parse_transcript(data, "a.epub").text == "I: a"


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "no EPUB, or a damaged one", "save it anew as .epub"),
        (GOOD[:-100], "no EPUB, or a damaged one", "save it anew"),
        (as_odt([("I", "a")]), "this is an OpenDocument text, not an EPUB", "ends in .odt"),
        (zipped({"mimetype": b"application/epub+zip"}), "There is no item named 'META-INF/container.xml'", "anew"),
        (epub("", more={"META-INF/container.xml": b"<a/>"}), "does not say where its chapters are", "anew"),
        (epub("", more={"O/p.opf": b"<a"}), "no EPUB, or a damaged one", "anew"),
        (epub("", more={"O/p.opf": b"<!DOCTYPE a><a/>"}), "declares a document type", "anew"),
        (
            epub("x", more={"O/t/c0.xhtml": b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>'}),
            "declares entities",
            "save it anew",
        ),
        (epub("x", more={"META-INF/encryption.xml": LOCKED % b"O/t/c0.xhtml"}), "protected against copying", "only"),
        (epub("<p> </p>"), "the file is empty", "right file"),
        (epub("x" * 31_000_000), "too much for a transcript", "save it as .txt"),
        (epub("x", more={"O/a.png": b" " * 4_000_000}), "unpacks to 4 MB", "without pictures"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "data",  # bytes of archives hold the time
)
def test_what_cannot_be_read(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.epub")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_deep_nesting_is_read() -> None:
    assert parse_transcript(epub("<div>" * 20_000 + "deep" + "</div>" * 20_000), "a.epub").text == "deep"


@FUZZ
@given(CHANCES, st.booleans())
def test_a_damaged_file_is_read_or_refused(chance: random.Random, whole: bool) -> None:
    good = as_epub(some_talk(chance))
    tokens = [b"<", b">", b"</p>", b"&x;", b"&nbsp;", b"<title/>", b"\0", b'"', b"\xff", b"<itemref idref='c0'/>"]
    parts = ["META-INF/container.xml", "O/p.opf", "O/t/c0.xhtml", "mimetype"]
    check_outcome(
        read_or_refused(
            damaged(chance, good, tokens) if whole else damaged_parts(chance, good, parts, tokens), "a.epub"
        )
    )
