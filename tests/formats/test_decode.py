"""Encodings, line ends and what is no text."""

import gzip
import io
import os
import unicodedata
import zipfile
from collections import Counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError, UsageError
from coder.formats.decode import codec, decode, doubts
from tests.formats.languages import ENCODINGS, LENGTHS, TEXTS, samples
from tests.formats.tricky import TRICKY

EXAMPLES = int(os.environ.get("CODER_FUZZ", "0")) or 150

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
    with pytest.raises(
        UnreadableError, match=r"cannot be told, or not from so few words \(coder import --encoding"
    ) as caught:
        decode(text.encode(encoding), "a.txt")
    assert text[:6] in caught.value.hint
    assert "save it as UTF-8" in caught.value.hint


def test_the_confidence_grows_with_the_text() -> None:
    short = "R: Grüße aus dem Süden, und das ist es."
    for few, many, encoding in ((short, GERMAN * 30, "cp1252"), (JAPANESE, JAPANESE * 30, "euc_jp")):
        less, more = (decode(text.encode(encoding), "a.txt").confidence for text in (few, many))
        assert 0.5 < less < 0.95 < more < 1


@settings(max_examples=EXAMPLES, deadline=60_000)
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


def measured(code: str, encoding: str) -> dict[int, Counter[str]]:
    """How often pieces of each length are read right, wrong, or refused."""
    found: dict[int, Counter[str]] = {}
    for length in LENGTHS:
        found[length] = Counter()
        for piece in samples(code, length):
            data = piece.encode(encoding, "ignore")  # a few signs are not in the encodings of classic Macs and DOS
            text = data.decode(encoding)
            if data.isascii() and encoding not in ("hz", "iso2022_jp"):
                continue
            try:
                read = decode(data, "a.txt").text
            except UnreadableError:
                found[length]["refused"] += 1
            else:
                found[length]["right" if read == text else "wrong"] += 1
    return found


EVERY = [(code, encoding) for code, encodings in ENCODINGS.items() for encoding in encodings]
# Encodings the program does not look for, and short lines of Croatian in those that have gone out of use.
REFUSED = {"johab", "mac_arabic", "cp874", "cp1258"}


def test_no_text_of_some_length_is_read_wrong_and_few_short_ones_are() -> None:
    total: dict[int, Counter[str]] = {length: Counter() for length in LENGTHS}
    for code, encoding in EVERY:
        for length, counts in measured(code, encoding).items():
            total[length] += counts
            if length >= 120:
                assert not counts["wrong"], (code, encoding, length)
            if length >= 250 and encoding not in REFUSED and (code, encoding) != ("en", "cp850"):
                assert not counts["refused"], (code, encoding, length)
    shares = {length: counts["wrong"] / counts.total() for length, counts in total.items()}
    assert shares[20] <= 0.01
    assert shares[50] <= 0.004
    assert total[120]["right"] >= 0.94 * total[120].total()


@pytest.mark.parametrize("code", TEXTS)
def test_utf16_of_every_language_with_and_without_mark(code: str) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert decode(TEXTS[code].encode(encoding), "a.txt").text == TEXTS[code]


def test_what_is_insisted_on_is_read_so() -> None:
    data = RUSSIAN.encode("cp1251")
    for name in ("cp1251", "windows-1251", "Windows-1251", "CP1251"):
        decoded = decode(data, "a.txt", name)
        assert (decoded.text, decoded.encoding, decoded.confidence) == (RUSSIAN, "cp1251", 1)
        assert doubts(decoded) == ()
    assert decode("Où?".encode("mac_roman"), "a.txt", "mac-roman").text == "Où?"
    assert decode(b"\xef\xbb\xbfa\r\nb", "a.txt", "utf-8").text == "a\nb"


def test_insisting_against_what_the_bytes_say_is_told() -> None:
    decoded = decode("Grüße".encode(), "a.txt", "cp1252")
    assert doubts(decoded) == ("read as cp1252 because of --encoding, but it looks like utf-8",)
    assert doubts(decode("Grüße".encode("utf-16"), "a.txt", "utf-16-le")) == ()
    assert doubts(decode(b"plain", "a.txt", "cp1252")) == ()


def test_bytes_that_are_not_in_the_encoding_are_named_with_line_and_byte() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(b"Gr\xfc\xdfe\r\n\x81\xc4rger", "a.txt", "cp1252")
    assert caught.value.where == "a.txt:2"
    assert "byte 8 of the file (0x81) is no cp1252" in caught.value.message
    with pytest.raises(UnreadableError) as caught:
        decode(CHINESE.encode("gb18030"), "a.txt", "utf-8")
    assert f"gb18030 “{CHINESE[:12]}”" in caught.value.hint
    with pytest.raises(UnreadableError):
        decode(b"abc", "a.txt", "utf-16")


@pytest.mark.parametrize(
    ("name", "near"),
    [("win1251", "cp1251"), ("mcroman", "mac_roman"), ("uft8", "utf_8"), ("rot13", ""), ("idna", ""), ("nonsense", "")],
)
def test_an_encoding_there_is_not_is_a_wrong_use(name: str, near: str) -> None:
    with pytest.raises(UsageError, match="there is no encoding") as caught:
        codec(name)
    assert f"did you mean {near}" in caught.value.hint if near else "such as utf-8" in caught.value.hint


def test_a_long_line_without_an_end_is_read() -> None:
    text = "so ist es, größer und größer " * 40_000
    assert decode(text.encode("cp1252"), "a.txt").text == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_normal_forms_are_kept_in_every_encoding_that_has_them(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "I: Hội An, Café, Größe, 가나\n")
    for encoding in ("utf-8", "utf-16", "gb18030", "utf-32"):
        assert decode(text.encode(encoding), "a.txt", encoding).text == text
