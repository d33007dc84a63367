"""Files that mean harm, or were mistaken for others, in every format: a clear error or a good import, within bounds.

``CODER_FUZZ`` also runs what takes long: files with lines of 100 MB, and every place at which a PDF may be cut.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from coder.errors import UnreadableError
from coder.formats.readers import parse_transcripts, suffixes
from coder.model.document import Transcript
from tests.formats.wrapping import CORPUS, WRAPPINGS

LONG = bool(os.environ.get("CODER_FUZZ"))
MOST_MEMORY = 500_000_000
MOST_SECONDS = 120
TALK = CORPUS["plain"] + CORPUS["emoji"]
FILES = {wrapped.suffix: wrapped.write(TALK) for name, wrapped in WRAPPINGS.items() if "," not in name}


def outcome(data: bytes, name: str) -> tuple[Transcript, ...] | UnreadableError:
    """What becomes of a file; anything but a good import or a clear error fails."""
    try:
        found = parse_transcripts(data, name)
    except UnreadableError as error:
        refused = error
    else:
        return checked(found)
    assert refused.message
    assert refused.where.startswith(name)
    assert refused.hint
    return refused


def checked(found: tuple[Transcript, ...]) -> tuple[Transcript, ...]:
    """What holds for every good import."""
    assert found
    for transcript in found:
        assert transcript.text.strip()
        assert not set("\r\x85\u2028\u2029\0") & set(transcript.text)
        end = 0
        for turn in transcript.turns:
            assert end <= turn.span.start < turn.span.end <= len(transcript.text)
            end = turn.span.end
        assert all(0 <= mark.offset <= len(transcript.text) for mark in transcript.times)
        assert all(0 <= page <= len(transcript.text) for page in transcript.pages)
        assert all(one.span.end <= len(transcript.text) for one in transcript.highlights)
    return found


# -- wrong endings ----------------------------------------------------------------------------------------------------

TEXTS = frozenset({".txt", ".md"})  # these take any text, since any text may be a transcript
BINARY = frozenset({".docx", ".odt", ".epub", ".xlsx", ".pdf", ".sqlite3", ".rtf"})


@pytest.mark.parametrize("named", suffixes())
@pytest.mark.parametrize("is_really", FILES)
def test_wrong_endings(is_really: str, named: str) -> None:
    found = outcome(FILES[is_really], "a" + named)
    same = {".htm": ".html", ".xhtml": ".html", ".sqlite": ".sqlite3", ".docm": ".docx"}
    if same.get(named, named) == same.get(is_really, is_really):
        assert not isinstance(found, UnreadableError)
    elif is_really in BINARY or named in BINARY:
        assert isinstance(found, UnreadableError)
    elif not isinstance(found, UnreadableError):  # text in the place of other text: its words are there
        assert "parts" in found[0].text


# -- truncated files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FILES)
def test_truncated_files(suffix: str) -> None:
    data = FILES[suffix]
    places = 50 if suffix != ".pdf" or LONG else 6
    for number in range(places):
        outcome(data[: number * len(data) // places], "a" + suffix)
        if suffix != ".pdf" or LONG:
            outcome(data[number * len(data) // places :], "a" + suffix)


# -- archives ---------------------------------------------------------------------------------------------------------

MAIN = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".epub": "OEBPS/text/a.xhtml",
    ".xlsx": "xl/worksheets/sheet1.xml",
}
BLANKS = b"<<blanks>>"
Change = Callable[[dict[str, bytes], str], dict[str, bytes]]


def rewritten(suffix: str, change: Change) -> bytes:
    """A good file of this format with other parts."""
    with zipfile.ZipFile(BytesIO(FILES[suffix])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compresslevel=1) as archive:
        for name, data in change(parts, MAIN[suffix]).items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            before, filled, after = data.partition(BLANKS)
            with archive.open(info, "w") as part:
                part.write(before)
                for _ in range(int(after[:4]) if filled else 0):
                    part.write(b" " * 1_000_000)
                part.write(after[4:] if filled else after)
    return out.getvalue()


def spliced(head: bytes, middle: bytes) -> Change:
    """The main part with a document type before its root and something before its last words."""

    def change(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
        xml = parts[main]
        start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        place = xml.index(b"parts")
        return {**parts, main: xml[:start] + head + xml[start:place] + middle + xml[place:]}

    return change


def blanks(megabytes: int) -> bytes:
    """Stands for that many blanks in a part."""
    return BLANKS + b"%04d" % megabytes


def filled(megabytes: int) -> Change:
    """The main part with as many blanks in its text."""
    return lambda parts, main: {**parts, main: parts[main].replace(b"</", blanks(megabytes) + b"</", 1)}


LAUGHS = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 50 + b"'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
QUADRATIC = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 50_000 + b"'>]>"

BOMBS: dict[str, Change] = {
    "one part that unpacks to 120 MB": filled(120),
    "one part that unpacks to 90 MB": filled(90),
    "a part beside that unpacks to 120 MB": lambda parts, _: {**parts, "media/a.png": blanks(120)},
    "20,000 parts": lambda parts, _: {**parts, **{f"media/{n}": b"" for n in range(20_000)}},
    "a billion laughs": spliced(LAUGHS, b"&j;"),
    "quadratic laughs": spliced(QUADRATIC, b"&a;" * 5_000),
    "an archive within": lambda parts, _: {**parts, "a.zip": FILES[".docx"]},
}


@pytest.mark.parametrize("suffix", MAIN)
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs(suffix: str, bomb: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(rewritten(suffix, BOMBS[bomb]))
    told = measured(path)
    if bomb == "an archive within":
        assert told.text > 100
    elif bomb != "20,000 parts":
        assert told.error or bomb == "a part beside that unpacks to 120 MB"
    assert told.text < 40_000_000


@pytest.mark.parametrize("suffix", MAIN)
def test_sizes_that_lie(suffix: str, tmp_path: Path) -> None:
    """The directory of the archive says that every part is small."""
    data = bytearray(rewritten(suffix, filled(120)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        size = int.from_bytes(data[at + 24 : at + 28], "little")
        data[at + 24 : at + 28] = min(size, 1_000).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert measured(path).error


@pytest.mark.parametrize("suffix", MAIN)
@pytest.mark.parametrize("part", ["../../a.txt", "/a.txt", "C:\\a.txt", "..\\a.txt", "a/\0b", "a" * 60_000])
def test_paths_out_of_the_archive_are_never_written(
    suffix: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome(rewritten(suffix, lambda parts, _: {**parts, part: b"x"}), "a" + suffix)
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "a.txt").exists()


@pytest.mark.parametrize("suffix", [*MAIN, ".html", ".xhtml"])
@pytest.mark.parametrize("kind", ["general", "parameter", "document type", "include"])
def test_external_entities_are_never_read(suffix: str, kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cr3t")
    where = secret.as_uri().encode()
    head, middle = {
        "general": (b"<!DOCTYPE x [<!ENTITY e SYSTEM '" + where + b"'>]>", b"&e;"),
        "parameter": (b"<!DOCTYPE x [<!ENTITY % e SYSTEM '" + where + b"'> %e;]>", b""),
        "document type": (b"<!DOCTYPE x SYSTEM '" + where + b"'>", b""),
        "include": (b"", b"<i:include xmlns:i='http://www.w3.org/2001/XInclude' parse='text' href='" + where + b"'/>"),
    }[kind]
    if suffix in MAIN:
        data = rewritten(suffix, spliced(head, middle))
    else:
        page = FILES[suffix].replace(b"<!DOCTYPE html>", b"")
        start = page.index(b"<html")
        place = page.index(b"parts")
        data = page[:start] + head + page[start:place] + middle + page[place:]
    found = outcome(data, "a" + suffix)
    if not isinstance(found, UnreadableError):
        assert "s3cr3t" not in found[0].text
        assert "parts" in found[0].text or kind == "include"


# -- depth ------------------------------------------------------------------------------------------------------------

DEEP = 30_000


def _deep(suffix: str, opening: bytes, closing: bytes) -> bytes:
    return rewritten(suffix, spliced(b"", opening * DEEP + b"x" + closing * DEEP))


NESTED: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: _deep(".docx", b"<a>", b"</a>"),
    ".odt": lambda: _deep(".odt", b"<text:span>", b"</text:span>"),
    ".epub": lambda: _deep(".epub", b"<b>", b"</b>"),
    ".xlsx": lambda: _deep(".xlsx", b"<a>", b"</a>") if b"parts" in _sheet() else FILES[".xlsx"],
    ".html": lambda: b"<div>" * DEEP + b"I: so?<br>R: parts" + b"</div>" * DEEP,
    ".xhtml": lambda: (
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body>"
        + b"<b>" * DEEP
        + b"parts"
        + b"</b>" * DEEP
        + b"</body></html>"
    ),
    ".rtf": lambda: b"{\\rtf1 " + b"{\\b " * DEEP + b"parts" + b"}" * DEEP + b"}",
    ".json": lambda: b'{"segments": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    ".md": lambda: b"---\na: " + b"[" * DEEP + b"]" * DEEP + b"\n---\nI: so?\nR: parts\n",
    ".csv": lambda: b'speaker,text\nI,"' + b'""' * DEEP + b'"\n',
    ".vtt": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<b>" * DEEP + b"parts" + b"</b>" * DEEP + b"\n",
    ".srt": lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<b>{" * DEEP + b"parts" + b"}</b>" * DEEP + b"\n",
    ".pdf": lambda: FILES[".pdf"].replace(b"/Type/Catalog", b"/X " + b"[" * DEEP + b"]" * DEEP + b"/Type/Catalog"),
    ".txt": lambda: b"I: " + b"(" * DEEP + b")" * DEEP + b"\nR: [" + b"[" * DEEP + b"\n",
}


def _sheet() -> bytes:
    with zipfile.ZipFile(BytesIO(FILES[".xlsx"])) as archive:
        return archive.read(MAIN[".xlsx"])


@pytest.mark.parametrize("suffix", NESTED)
def test_deep_nesting(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(NESTED[suffix]())
    measured(path)


# -- length -----------------------------------------------------------------------------------------------------------

WORDS = b"so it is and "
HUGE = 100_000_000
LARGE = 59_000_000  # what is still read as text


def _long(suffix: str, length: int) -> Iterator[bytes]:
    """A file with a line of that length, in pieces."""
    before, after = {
        ".html": (b"<p>I: so?</p><p>R: ", b"</p>"),
        ".xhtml": (b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>", b"</p></body></html>"),
        ".rtf": (b"{\\rtf1 I: so?\\par R: ", b"}"),
        ".json": (b'{"segments": [{"start": 1, "text": "', b'"}]}'),
        ".csv": (b"speaker,text\nI,so?\nR,", b"\n"),
        ".tsv": (b"speaker\ttext\nI\tso?\nR\t", b"\n"),
        ".vtt": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>so\n\n00:02.000 --> 00:03.000\n<v R>", b"\n"),
        ".srt": (b"1\n00:00:01,000 --> 00:00:02,000\nI: so?\n\n2\n00:00:02,000 --> 00:00:03,000\nR: ", b"\n"),
        ".pdf": (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X(", b")>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
        ".sqlite3": (FILES[".sqlite3"], b""),
    }.get(suffix, (b"I: so?\nR: ", b"\n"))
    yield before
    yield from (WORDS * 100_000 for _ in range(length // len(WORDS) // 100_000))
    yield after


@pytest.mark.skipif(not LONG, reason="takes minutes: CODER_FUZZ=1 runs it")
@pytest.mark.parametrize("suffix", [suffix for suffix in FILES if suffix not in MAIN])
@pytest.mark.parametrize("shape", ["a line", "no blank"])
@pytest.mark.parametrize("length", [HUGE, LARGE])
def test_lines_of_100_megabytes(suffix: str, shape: str, length: int, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        for piece in _long(suffix, length):
            file.write(piece.replace(b" ", b"") if shape == "no blank" and len(piece) > 100_000 else piece)
    measured(path)


# What is short and comes again and again: each takes far more memory than the bytes it is written in.
MANY: dict[str, tuple[str, bytes, bytes, bytes]] = {
    "turns": (".txt", b"", b"I: a\nR: b\n", b""),
    "headings": (".txt", b"", b"# a\n# b\n", b""),
    "times": (".txt", b"", b"Ann Lee 0:01\nso it is\nBen Fox 0:02\nno\n", b""),
    "blank lines": (".txt", b"I: a", b"\n\n", b"R: b"),
    "markdown": (".md", b"", b"**I:** a\n**R:** b\n", b""),
    "lines of a page": (".html", b"<pre>", b"I: a\nR: b\n", b"</pre>"),
    "lines": (".rtf", b"{\\rtf1 ", b"\\line\\line", b" a}"),
    "lines of a cue": (".vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"ab\ncd\n", b""),
    "voices of a cue": (".vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"<v A>a<v B>b", b""),
    "cues": (".srt", b"", b"00:01,0 --> 00:02,0\nI: a\n00:01,0 --> 00:02,0\nR: a\n", b""),
    "segments": (
        ".json",
        b'{"segments": [',
        b'{"text": "a", "speaker": 1}, {"text": "a", "speaker": 2}, ',
        b'{"text": "a"}]}',
    ),
    "words": (
        ".json",
        b'{"segments": [{"text": "a", "words": [',
        b'{"word": "a"}, {"word": "b"}, ',
        b'{"word": "c"}]}]}',
    ),
    "numbers": (".json", b'{"chunks": [{"text": "a", "timestamp": [', b"1," * 20, b"1]}]}"),
}
READ = {
    "times": 124_000,
    "cues": 124_000,
    "numbers": 140_000,
}  # pairs that are still read; of the others as many as there may be lines


def many(kind: str, pairs: int) -> tuple[str, bytes]:
    """The ending and the bytes of a file with so many of them, two by two."""
    suffix, before, pair, after = MANY[kind]
    return suffix, before + pair * pairs + after


@pytest.mark.parametrize("kind", MANY)
def test_what_is_short_cannot_come_without_end(kind: str) -> None:
    suffix, data = many(kind, 360_000)
    refused = outcome(data, f"a{suffix}")
    assert isinstance(refused, UnreadableError)
    assert "too much for a transcript" in refused.message


@pytest.mark.skipif(not LONG, reason="takes minutes: CODER_FUZZ=1 runs it")
@pytest.mark.parametrize("kind", MANY)
def test_what_is_short_may_come_often(kind: str, tmp_path: Path) -> None:
    suffix, data = many(kind, READ.get(kind, 249_000))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert measured(path).text


def test_one_wide_letter_counts_for_all() -> None:
    """It makes every other letter take four bytes."""
    data = b"I: so?\nR: " + "\U0001f600".encode() + WORDS * 1_500_000
    refused = outcome(data, "a.txt")
    assert isinstance(refused, UnreadableError)
    assert refused.message == "19 million characters: too much for a transcript"


@pytest.mark.skipif(not LONG, reason="takes minutes: CODER_FUZZ=1 runs it")
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".vtt", ".srt", ".html", ".md", ".json"])
def test_wide_letters_of_the_most_that_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    head, *pieces, end = _long(suffix, 17_000_000)
    path.write_bytes(b"".join([head, "\U0001f600".encode(), *pieces, end]))
    measured(path)


def test_words_that_are_not_in_their_segment_are_looked_for_nearby() -> None:
    """Each of them was looked for in the whole rest of the segment."""
    words = [{"word": "zz", "speaker": "A"}, {"word": "yy", "speaker": "B"}] * 20_000
    data = json.dumps({"segments": [{"text": "so " * 1_000_000, "words": words}]}).encode()
    assert not isinstance(outcome(data, "a.json"), UnreadableError)


MEASURE = r"""
import json, re, resource, sys
from pathlib import Path
from coder.errors import UnreadableError
from coder.files import read_bytes
from coder.formats.readers import parse_transcripts
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
path = Path(sys.argv[1])
text, message = 0, ""
try:
    for found in parse_transcripts(read_bytes(path), path.name):
        text += len(found.text)
except UnreadableError as error:
    message = str(error)
# Not ru_maxrss of this process, which begins with that of the one it was forked from.
own = int(re.search(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])
used = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps({"text": text, "error": message, "memory": used * 1024}))
"""


@dataclass(frozen=True)
class Told:
    """Length of the text that was read, or the refusal, and the most memory that took, in bytes."""

    text: int
    error: str
    memory: int


def measured(path: Path) -> Told:
    """What becomes of a file in a process of its own, which may take two minutes and 500 MB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=False, timeout=MOST_SECONDS
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told = Told(**json.loads(done.stdout))
    assert told.memory < MOST_MEMORY, told
    assert told.error or told.text
    return told
