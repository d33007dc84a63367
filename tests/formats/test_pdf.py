"""PDFs: reading order, paragraphs, what is left out, pages as places, and what is refused."""

import os
import random
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import fpdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.pdf.furniture import without_furniture
from coder.formats.pdf.paragraphs import text_of
from coder.formats.pdf.values import Page, Piece
from coder.formats.readers import parse_transcripts
from coder.formats.readers import pdf as reader
from coder.model.document import Document, Role, Transcript
from coder.model.reading import Reading
from tests.formats.conversations import Said, as_pdf, conversations, parse_transcript, pdf_words
from tests.formats.fuzzing import CHANCES, damaged
from tests.formats.pdf_forks import Forks
from tests.formats.pdfs import Put, file, lines, pdf, stream
from tests.formats.tricky import TRICKY

DATA = Path(__file__).parents[3] / "shared" / "data" / "pdpilot"
FUZZ = int(os.environ.get("CODER_FUZZ", "100"))


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [
        (turn.speaker if turn.role is not Role.NOTE else "note", transcript.text[turn.span.start : turn.span.end])
        for turn in transcript.turns
    ]


def read(*pages: list[Put], **how: float) -> Transcript:
    return parse_transcript(pdf(pages, **how), "a.pdf")  # type: ignore[arg-type]


PROSE = (
    "I: What do you make here, and for whom do you make it?",
    "R: We make parts for others, mostly for cars, and we have done so",
    "since the nineties, when my father bought the first machine from a",
    "bankrupt company. It still runs.",
    "I: And today?",
    "R: Today it is twenty people.",
)
JOINED = [
    ("I", "What do you make here, and for whom do you make it?"),
    (
        "R",
        "We make parts for others, mostly for cars, and we have done so since the nineties, when my father bought the "
        "first machine from a bankrupt company. It still runs.",
    ),
    ("I", "And today?"),
    ("R", "Today it is twenty people."),
]


def test_lines_are_paragraphs_again() -> None:
    transcript = read(lines(PROSE))
    assert said(transcript) == JOINED
    assert transcript.warnings == ()
    assert transcript.pages == (0,)


def test_a_line_that_is_full_by_chance_does_not_swallow_the_next_speaker() -> None:
    transcript = read(
        lines(["I: Why is that so?", "R: Because of it.", "I: Who said it?!", "R: He said so, and", "he is right."])
    )
    assert [who for who, _ in said(transcript)] == ["I", "R", "I", "R"]


def test_words_of_a_library_that_wraps_lines_come_back() -> None:
    answer = "We make parts for others and have done so for a long time, as there was no other work here. " * 8
    talk = [("I", "How?"), ("R", answer.strip()), ("I", "And now?"), ("R", answer.strip())]
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    for who, words in talk * 6:
        made.multi_cell(0, text=f"{who}: {words}", new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    transcript = parse_transcript(bytes(made.output()), "a.pdf")
    assert said(transcript) == talk * 6
    assert len(transcript.pages) > 1


def test_pages_begin_where_their_first_word_stands() -> None:
    transcript = read(lines(PROSE[:3]), [], lines(PROSE[3:]))
    second = transcript.text.index("bankrupt company")
    assert transcript.pages == (0, second, second)
    assert said(transcript) == JOINED
    document = Document("1", "a", "pdf", "en", transcript.text, (), (), "a.pdf", "", "", transcript.pages)
    assert [document.place_at(at) for at in (0, second - 1, second, len(transcript.text) - 1)] == [
        "p. 1",
        "p. 1",
        "p. 3",
        "p. 3",
    ]


def columns(*, interleaved: bool) -> list[Put]:
    left = [
        "I: What do you make here now?",
        *["R: We make parts and more parts", "and so on, which is what we", "have done since my father."] * 3,
    ]
    right = [
        "I: And who buys them from you?",
        *["R: Nobody buys them, which is a", "pity, for they are very good", "and cost next to nothing now."] * 3,
    ]
    sides = (lines(left, size=8), lines(right, x=320, size=8))
    return [put for row in zip(*sides, strict=True) for put in row] if interleaved else [*sides[0], *sides[1]]


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    title: list[Put] = [(60, 810, 8, "A title that stands above both columns and is much wider than either of them is")]
    text = read(title + columns(interleaved=interleaved)).text
    assert text.startswith("A title")
    assert text.index("What do you") < text.rindex("since my father") < text.index("And who buys")
    assert "more parts and so on" in text
    assert "which is a pity" in text


def test_a_table_of_names_and_words_is_read_by_rows() -> None:
    puts: list[Put] = []
    for number, (who, words) in enumerate(
        [("Ann Lee", "How is it?"), ("Bob", "Fine."), ("Ann Lee", "Why?"), ("Bob", "So.")]
    ):
        puts += [(60, 780 - 20 * number, 10, who), (200, 780 - 20 * number, 10, words)]
    assert said(read(puts)) == [("Ann Lee", "How is it?"), ("Bob", "Fine."), ("Ann Lee", "Why?"), ("Bob", "So.")]


def test_what_is_written_first_but_stands_below_comes_later() -> None:
    puts = lines(["R: It is so, and it was so."], top=700) + lines(["I: What is it?"], top=780)
    assert said(read(puts)) == [("I", "What is it?"), ("R", "It is so, and it was so.")]


def edged(number: int, body: list[Put]) -> list[Put]:
    return [(60, 815, 8, "Interview 7, confidential"), *body, (290, 30, 8, f"- {number} -")]


def test_headers_and_page_numbers_are_left_out_and_told() -> None:
    transcript = read(edged(1, lines(PROSE[:3])), edged(2, lines(PROSE[3:])))
    assert said(transcript) == JOINED
    assert transcript.warnings == (
        "left out what repeats at the edge of pages: 'Interview 7, confidential'",
        "page numbers are not part of the text",
    )


def test_words_that_come_again_are_no_header() -> None:
    page = lines(["I: And then?", "R: Nothing.", "I: And then?", "R: Yes."])
    transcript = read(page, page, page)
    assert len(transcript.turns) == 12
    assert not any("left out" in warning for warning in transcript.warnings)


def test_numbers_in_the_margin_are_left_out_and_told() -> None:
    numbers: list[Put] = [(20, 780 - 14 * n, 7, str(n + 1)) for n in range(len(PROSE))]
    transcript = read(lines(PROSE) + numbers)
    assert said(transcript) == JOINED
    assert transcript.warnings == ("numbers of lines or turns in the margin are not part of the text",)


DIVIDED = (
    "I: What do you say to all of this, which was a long ques-",
    "tion, and to twenty-five others? We have twenty-",
    "five of them here, and pre-",
    "and post-war ones as well.",
    "R: Nothing.",
    "I: So?",
    "R: No.",
)


def test_hyphens_at_line_ends_stay_unless_whole_words_are_asked_for() -> None:
    data = pdf([lines(DIVIDED)])
    kept = parse_transcript(data, "a.pdf")
    assert "a long ques-tion, and to" in kept.text
    assert "2 words are divided at line ends and kept so; --join-hyphens makes them whole" in kept.warnings
    (joined,) = parse_transcripts(data, "a.pdf", Reading(join_hyphens=True))
    assert (
        "a long question, and to twenty-five others? We have twenty-five of them here, and pre- and post-war"
        in joined.text
    )
    assert joined.warnings == ()


def test_large_letters_are_headings_and_nobodys_words() -> None:
    transcript = read([(60, 810, 18, "Interview 3"), *lines(PROSE)])
    assert said(transcript) == [("note", "Interview 3"), *JOINED]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    long = "答：我们这里以制造为主人才还是不够我们这里以制造为主人才还是不够我们这里"
    transcript = read(lines(["问：你们做什么？", long, "以制造为主。", "问：还有呢？", "答：没有。"]))
    assert said(transcript)[1] == ("答", long[2:] + "以制造为主。")


def test_turned_pages_are_read_as_they_are_seen() -> None:
    transcript = parse_transcript(pdf([lines(PROSE)], turned=180), "a.pdf")
    assert len(transcript.text) > 100


def test_what_lies_outside_the_page_is_not_read() -> None:
    assert "hidden" not in read([*lines(PROSE), (60, -300, 10, "hidden"), (900, 500, 10, "hidden")]).text


# -- refusals ---------------------------------------------------------------------------------------------------


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.pdf")
    assert caught.value.where == "a.pdf"
    assert caught.value.hint
    return caught.value.message


def one_page(content: bytes, more: tuple[bytes, ...] = ()) -> bytes:
    return file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /XObject << /X 5 0 R >> >> >>",
            content,
            *more,
        ]
    )


def test_a_scan_is_refused_and_ocr_named() -> None:
    made = fpdf.FPDF()
    made.add_page()
    made.rect(10, 10, 50, 50, style="F")
    data = bytes(made.output())
    assert refusal(data) == "it has no text layer: its pages are pictures"
    with pytest.raises(UnreadableError, match="OCR"):
        parse_transcript(data, "a.pdf")


def test_pages_without_letters_among_others_are_told() -> None:
    made = fpdf.FPDF()
    made.set_font("Helvetica", size=11)
    for words in ("I: How?\nR: So.", "", "I: Why?\nR: No."):
        made.add_page()
        made.multi_cell(0, text=words) if words else made.rect(10, 10, 50, 50, style="F")
    assert parse_transcript(bytes(made.output()), "a.pdf").warnings == ("pages without text layer (pictures?): 2",)


def test_an_encrypted_file_is_refused() -> None:
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.cell(text="I: How?")
    made.set_encryption(owner_password="owner", user_password="secret")  # noqa: S106
    assert refusal(bytes(made.output())) == "protected by a password"


def test_letters_without_meaning_are_refused() -> None:
    assert "does not say which letters" in refusal(pdf([lines(["\ue001\ue002\ue003 \ue004\ue005", "\ue001\ue007"])]))


@pytest.mark.parametrize("data", [b"", b"I: a\nR: b", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refusal(data) == "no PDF, or a damaged one"


def spaces(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def test_hostile_files_end_in_a_refusal() -> None:
    bomb = spaces(1_500)
    assert "too much time or memory" in refusal(
        one_page(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(bomb) + bomb + b"\nendstream")
    )
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> "
        b"/Length 11 >>\nstream\n/X Do /X Do\nendstream"
    )
    assert refusal(one_page(stream(b"/X Do"), (form,)))
    loop = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 99999 /Kids [2 0 R 2 0 R] >>"]
    assert refusal(file(loop))
    assert refusal(one_page(stream(b"[" * 300_000)))
    assert refusal(one_page(b"<< /A " * 100_000))


def test_a_thousand_pages() -> None:
    transcript = read(*[lines([f"I: What about {n}?", f"R: It is {n}."]) for n in range(1000)])
    assert len(transcript.pages) == 1000
    assert len(transcript.turns) == 2000


# -- by property ------------------------------------------------------------------------------------------------


def _by_another_writer() -> bytes:
    """With fonts, a compressed stream and a cross-reference as a library writes them, the same at every time."""
    made = fpdf.FPDF()
    made.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
    made.set_font("Helvetica", size=11)
    for words in PROSE[:2]:
        made.add_page()
        made.multi_cell(0, text=words)
    return bytes(made.output())


_TALK = [edged(1, lines(PROSE[:3])), edged(2, lines(PROSE[3:]))]
VALID = (
    pdf(_TALK),
    pdf(_TALK, packed=False),
    pdf([[*lines(["12", "R: ques-", "tion"]), (300, 400, 20, "问：你们")]], turned=90, packed=False),
    _by_another_writer(),
)
# fmt: off
TOKENS = [
    b"<<", b">>", b"[", b"]", b"(", b")", b"<", b"stream\n", b"endstream", b"endobj", b"1 0 R ", b"2 0 R ", b"7 0 R ",
    b"99999999 0 R ", b"/Kids ", b"/Count -1 ", b"/Count 99999999 ", b"/Rotate 90 ", b"/Rotate 45 ", b"/Length 0 ",
    b"/Filter /LZWDecode ", b"/Filter [/FlateDecode /FlateDecode] ", b"/MediaBox [0 0 0 0] ", b"1e38 ", b"-1 ", b"nan ",
    b" Tj ", b" Tf ", b" Tm ", b" Do ", b"BT ", b"ET ", b"q ", b"Q ", b" cm ", b"<d800> ", b"<0000> ", b"<2028> ",
    b"beginbfrange <0000> <ffff> <0000> endbfrange ", b"/Encrypt 1 0 R ", b"/Type /ObjStm ", b"/Prev 0 ", b"\0",
    b"\xff",
]
# fmt: on


def check(data: bytes) -> None:
    refused: UnreadableError | None = None
    try:
        transcript = parse_transcript(data, "a.pdf")
    except UnreadableError as error:
        refused = error
    if refused is not None:
        assert refused.where.startswith("a.pdf")
        assert refused.hint
        return
    transcript.text.encode()
    assert not set("\r\x85\u2028\u2029\0") & set(transcript.text)
    assert list(transcript.pages) == sorted(transcript.pages)
    assert transcript.pages[-1] <= len(transcript.text)
    assert all(turn.span.end <= len(transcript.text) for turn in transcript.turns)


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """Quick processes for many files, none of which took too much memory."""
    with Forks() as running:
        yield running
    assert running.most_memory < 500_000


@settings(max_examples=FUZZ, deadline=None)
@given(good=st.sampled_from(VALID), chance=CHANCES)
def test_damaged_files_are_read_or_refused(forks: Forks, good: bytes, chance: random.Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "subprocess", forks)
        check(damaged(chance, good, TOKENS))


@settings(max_examples=FUZZ, deadline=None)
@given(data=st.binary(max_size=300) | st.lists(st.sampled_from(TOKENS), max_size=40).map(b"".join))
def test_any_bytes_after_the_mark_are_read_or_refused(forks: Forks, data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "subprocess", forks)
        check(b"%PDF-1.7\n" + data)


@settings(max_examples=max(10, FUZZ // 33), deadline=None)
@given(good=st.sampled_from(VALID), chance=CHANCES)
def test_damaged_files_are_read_or_refused_in_processes_of_their_own(good: bytes, chance: random.Random) -> None:
    check(damaged(chance, good, TOKENS))


@settings(max_examples=max(25, FUZZ // 10), deadline=None)
@example(talk=[("I", "so We We We We"), ("Dr. Meyer", "so We"), ("I", "so We"), ("Dr. Meyer", "so We")])
@example(talk=[("I", "so We We We We"), ("J. R. Long", "so We"), ("I", "so We"), ("J. R. Long", "so We")])
@given(talk=conversations())
def test_every_word_of_every_speaker_is_in_one_turn(talk: list[Said]) -> None:
    transcript = parse_transcript(as_pdf(talk), "a.pdf")
    assert said(transcript) == [(who, pdf_words(words)) for who, words in talk]
    assert {turn.speaker for turn in transcript.turns if turn.role is Role.INTERVIEWER} == {"I"}


@pytest.mark.parametrize("name", [name for name in TRICKY if name not in ("right_to_left", "bidi_override")])
def test_tricky_words_come_through(name: str) -> None:
    words = pdf_words(TRICKY[name].replace("\t", " "))
    talk = [("I", "How?"), ("S1", words), ("I", f"{words} - why?"), ("S1", f"({words})")]
    assert said(parse_transcript(as_pdf(talk), "a.pdf")) == talk


_NUMBERS = st.floats(-50, 900, allow_nan=False)
_PIECES = st.builds(
    lambda x, long, y, size, text: Piece(x, x + long, y, size, text),
    _NUMBERS,
    st.floats(0, 400),
    _NUMBERS,
    st.floats(1, 40),
    st.sampled_from(
        ["I:", "R: so", "12", "-", "ques-", "tion is", "问：", "你们", "1/2", "0:03", "Ann Lee", "a. b", "•"]
    ),
)


@settings(max_examples=max(100, FUZZ), deadline=None)
@given(pages=st.lists(st.lists(_PIECES, max_size=25), min_size=1, max_size=5), join=st.booleans())
def test_any_page_gives_each_word_once(pages: list[list[Piece]], join: bool) -> None:
    kept, _ = without_furniture([Page(595, 842, tuple(page)) for page in pages])
    text = text_of(kept, join_hyphens=join)
    expected = sorted("".join(piece.text for page in kept for piece in page.pieces).replace(" ", ""))
    got = sorted(text.text.replace(" ", "").replace("\n", "").replace("\t", ""))
    if join:
        expected, got = [ch for ch in expected if ch != "-"], [ch for ch in got if ch != "-"]
    assert got == expected
    assert len(text.pages) == len(pages)
    assert list(text.pages) == sorted(text.pages)
    assert all(0 <= start <= end <= len(text.text) for start, end in text.headings)


# -- real files -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data/pdpilot beside the repository")
@pytest.mark.parametrize(("name", "pages", "turns"), [("P1.pdf", 5, 94), ("P2.pdf", 8, 165)])
def test_real_transcripts(name: str, pages: int, turns: int) -> None:
    transcript = parse_transcript((DATA / name).read_bytes(), name)
    note, *talk = said(transcript)
    assert note == ("note", "Interview")
    assert len(talk) == turns
    assert {who for who, _ in talk} == {"Dan", "Participant"}
    assert not any("\n" in words for _, words in talk)
    assert len(transcript.pages) == pages
    assert "numbers of lines or turns in the margin are not part of the text" in transcript.warnings
