"""Encodings, line ends and what is no text."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.decode import decode, doubts
from tests.formats.tricky import TRICKY

GERMAN = (
    "I: Wie würden Sie die Stärken beschreiben?\nB: Für mich ist das schwierig – „größere“ Firmen gehen weg. Überall.\n"
)
ENGLISH = "I: What’s it like?\nR: It’s “complicated” – we’ve got cafés, but not much else… And that’s it.\n"
FRENCH = "E : Où ça ?\nR : C’est compliqué, les élèves partent à l’étranger. À Paris, bien sûr.\n"
CHINESE = "访谈者：请您谈谈当地的产业基础。\n受访者：我们这里以电子制造为主，人才还是不够。\n"
TAIWANESE = "訪談者：請您談談當地的產業基礎。\n受訪者：我們這裡以電子製造為主，人才還是不夠。\n"
JAPANESE = "質問：地域の産業についてお話しください。\n回答：この地域では電子部品の製造が中心です。\n"
RUSSIAN = "Интервьюер: расскажите о регионе.\nРеспондент: у нас в основном машиностроение, а молодёжь уезжает.\n"


@pytest.mark.parametrize("name", TRICKY)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_marks_is_read_exactly(name: str, encoding: str) -> None:
    text = "I: " + TRICKY[name] + "\n"
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.confidence == 1
    assert doubts(decoded) == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [GERMAN, CHINESE, ENGLISH, "I: ok\n"])
def test_wide_encodings_without_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (RUSSIAN, "cp1251"),
        *[(text, encoding) for text in (GERMAN, ENGLISH, FRENCH) for encoding in ("cp1252", "mac_roman")],
    ],
)
@pytest.mark.parametrize("times", [1, 30])
def test_legacy_encodings_are_recognised_with_a_confidence(text: str, encoding: str, times: int) -> None:
    text = text.replace("„", "«").replace("“", "»") if encoding == "mac_roman" and text is FRENCH else text
    decoded = decode((text * times).encode(encoding), "a.txt")
    assert decoded.text == text * times
    assert 0.8 <= decoded.confidence < 1
    assert "save it as UTF-8" in doubts(decoded)[0]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_newline_becomes_one(newline: str) -> None:
    assert decode(newline.join(["I: a", "", "R: b", ""]).encode(), "a.txt").text == "I: a\n\nR: b\n"


def test_mixed_newlines_keep_their_number() -> None:
    assert decode(b"a\r\n\rb\n\r\nc", "a.txt").text == "a\n\nb\n\nc"


def test_other_controls_and_both_normal_forms_stay() -> None:
    text = "a\x1b[31mb\tc\x0cd\x0b cafe\u0301 caf\u00e9 \ufeff"
    assert decode(text.encode(), "a.txt").text == text


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "b")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip(), "zip archive"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (gzip.compress(b"abc"), "gzip"),
        (b"{\\rtf1 hello}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office file"),
        (b"SQLite format 3\0", "SQLite"),
        (b"hello\0world and more", "binary file"),
        (bytes(range(256)) * 4, "binary file"),
        (b"\x01\x02\x03\x04 abc", "binary file"),
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\ufeff\n".encode(), "empty"),
        (b"\xef\xbb\xbfabc\xff", "marked as utf-8 but damaged"),
        (b"\xff\xfea", "marked as utf-16-le but damaged"),
        (b"\xff\xfd a \xfe\xff\xa0\xff b", "encoding cannot be told"),
        (b"a\xac b\xb8\xb7 \xa8\xaf c\xf7", "encoding cannot be told"),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) else "data",  # bytes of archives hold the time
)
def test_what_is_no_text_is_refused_with_a_repair(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        decode(data, "a.txt")
    assert caught.value.where == "a.txt"
    assert caught.value.hint


def test_a_damaged_byte_in_utf8_is_named_with_its_line() -> None:
    data = "eins\nzwei äöü ß\n".encode() + b"dr\xfci\n" + "vier äöü\n".encode()
    with pytest.raises(UnreadableError) as caught:
        decode(data, "a.txt")
    assert str(caught.value) == (
        "a.txt:3: byte 23 of the file (0xfc) is no UTF-8, though the rest is"
        " (repair that line and save it as UTF-8 text)"
    )


@pytest.mark.parametrize(
    ("text", "byte"),
    [("访谈者：你好", 16), ("a 你好", 6), ("Müller sagt ß", 14), ("访谈者：我们这里以电子制造为主", 43)],
)
def test_utf8_cut_in_mid_character_is_damaged(text: str, byte: int) -> None:
    with pytest.raises(UnreadableError, match=rf"a\.txt:1: byte {byte} of the file .* is no UTF-8"):
        decode(text.encode()[:-1], "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"), [("访谈者：你好吗很高兴见", "gbk"), (JAPANESE[:12], "euc_jp"), (TAIWANESE[:11], "big5")]
)
def test_a_few_words_in_another_encoding_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableError, match=r"cannot be told, or not from so few words \(save it as UTF-8"):
        decode(text.encode(encoding), "a.txt")


def test_the_confidence_grows_with_the_text() -> None:
    assert [round(decode(text.encode("cp1252"), "a.txt").confidence, 2) for text in ("Grüße", GERMAN * 30)] == [
        0.67,
        0.99,
    ]
    few, many = (decode((JAPANESE * times).encode("euc_jp"), "a.txt").confidence for times in (1, 30))
    assert few < 0.9 < many


@settings(max_examples=150, deadline=2000)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except UnreadableError:
        return
    assert decoded.text.strip()
    assert not set("\r\x85\u2028\u2029\0") & set(decoded.text)
    assert 0 < decoded.confidence <= 1


@settings(max_examples=100)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_utf8_comes_through_but_for_line_ends(text: str) -> None:
    whole = f"I: {text}\n"
    expected = whole.replace("\u2028", "\n").replace("\u2029", "\n")
    assert decode(whole.encode(), "a.txt").text == expected
