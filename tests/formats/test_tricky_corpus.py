"""The named corpus in every format: text, turns, speakers, roles, times and twenty spans of each.

What a format cannot hold is named in ``wrapping.LOST`` and asserted as what comes back instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coder.formats.decode import unify_newlines
from coder.formats.readers import parse_transcripts, suffixes
from coder.model.document import Role, Transcript
from coder.model.reading import Reading
from coder.model.span import Span
from tests.formats import wrapping
from tests.formats.conversations import parse_transcript
from tests.formats.wrapping import CORPUS, LOST, UNREADABLE, WRAPPINGS, Said, held, twenty

SHARED = Path(__file__).parents[3] / "shared"

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def read(transcript: Transcript) -> list[Said]:
    return [(turn.speaker, transcript.text[turn.span.start : turn.span.end]) for turn in transcript.turns]


@pytest.mark.parametrize("talk", CORPUS)
@pytest.mark.parametrize("name", WRAPPINGS)
def test_every_conversation_comes_through_every_format(name: str, talk: str) -> None:
    wrapped, said = WRAPPINGS[name], held(name, talk)
    transcript = parse_transcript(wrapped.write(CORPUS[talk]), "a" + wrapped.suffix)
    if (name, talk) in UNREADABLE:
        assert sorted("".join(transcript.text.split())) == sorted("".join(wrapped.text(said).split()))
        return
    assert read(transcript) == said
    assert [turn.role for turn in transcript.turns] == [Q if who == said[0][0] else A for who, _ in said]
    if wrapped.between:
        assert transcript.text.strip("\n") == wrapped.text(said)
    else:
        assert re.sub("\n+", "\n", transcript.text.strip("\n")) == "\n".join(wrapping.lines_of(said))
    if wrapped.times:
        starts = [(mark.offset, mark.start_ms) for mark in transcript.times]
        assert starts == [(turn.span.start, 60_000 * n + 1_500) for n, turn in enumerate(transcript.turns)]
    else:
        assert talk == "interruptions" or transcript.times == ()
    for turn, start, end in twenty(said, name + talk):
        begin = transcript.turns[turn].span.start
        assert transcript.text[begin + start : begin + end] == said[turn][1][start:end]


def test_every_format_is_in_the_corpus() -> None:
    same = {".htm": ".html", ".sqlite": ".sqlite3", ".docm": ".docx"}  # two names of one format
    assert {same.get(suffix, suffix) for suffix in suffixes()} == {one.suffix for one in WRAPPINGS.values()}
    assert set(LOST) | set(UNREADABLE) <= {(name, talk) for name in WRAPPINGS for talk in CORPUS}


# -- legacy encodings: what is insisted on is read as it stands -------------------------------------------------------

LEGACY = {
    "gb18030": CORPUS["chinese"],
    "gbk": [("I", "你们做什么？"), ("R", "制造，“人才”不够——真的。")],
    "big5": [("I", "你們做什麼？"), ("R", "製造，「人才」不夠。許功蓋。")],
    "shift_jis": [("I", "何を作っていますか。"), ("R", "部品です。表示ソ能、「はい」。")],
    "euc_kr": [("I", "무엇을 만듭니까?"), ("R", "부품입니다.")],
    "cp1252": [("I", "Für wen?"), ("R", "„Größe“ – 5 €… naïve Œuvre.")],
    "mac_roman": [("I", "Für wen?"), ("R", "„Größe“ – 5 €… naïve Œuvre.")],
    "cp1251": [("I", "Что вы делаете?"), ("R", "Детали — «мелкие».")],
    "iso8859-8": [("I", "מה?"), ("R", "חלקים.")],
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", LEGACY)
def test_legacy_encodings_that_are_insisted_on(encoding: str, end: str) -> None:
    said = LEGACY[encoding]
    data = wrapping.txt(wrapping.lines_of(said), end, encoding)
    (transcript,) = parse_transcripts(data, "a.txt", Reading(encoding=encoding))
    assert read(transcript) == said
    assert transcript.text == "\n".join(wrapping.lines_of(said)) + "\n"


# -- shapes of conversations: lines, stamps, numbers ------------------------------------------------------------------

SHAPES = {
    "continued": (
        ["I: When?", "R: In May,", "and in June; “never” 😀 before.", "I: Ah.", "R: Yes."],
        [(Q, "I", "When?"), (A, "R", "In May,\nand in June; “never” 😀 before."), (Q, "I", "Ah."), (A, "R", "Yes.")],
        [],
    ),
    "stamps before": (
        ["[00:00:05] I: When?", "[00:00:09] R: In May.", "[00:01:02] I: And why?", "[01:00:00] R: Because."],
        [(Q, "I", "When?"), (A, "R", "In May."), (Q, "I", "And why?"), (A, "R", "Because.")],
        [5_000, 9_000, 62_000, 3_600_000],
    ),
    "stamps after the name": (
        [
            "Anna Schmidt 00:00:05",
            "When?",
            "Ben K. 00:00:09",
            "In May.",
            "Anna Schmidt 00:01:02",
            "And why?",
            "Ben K. 01:00:00",
            "Because.",
        ],
        [
            (Q, "Anna Schmidt", "When?"),
            (A, "Ben K.", "In May."),
            (Q, "Anna Schmidt", "And why?"),
            (A, "Ben K.", "Because."),
        ],
        [5_000, 9_000, 62_000, 3_600_000],
    ),
    "a stamp inside": (
        ["I: When?", "R: In May [00:00:09] and June.", "I: Why?", "R: So."],
        [(Q, "I", "When?"), (A, "R", "In May [00:00:09] and June."), (Q, "I", "Why?"), (A, "R", "So.")],
        [9_000],
    ),
    "line numbers": (
        ["1 I: When?", "2 R: In May", "3 and June.", "4 I: Why?", "5 R: So."],
        [(Q, "I", "When?"), (A, "R", "In May\n3 and June."), (Q, "I", "Why?"), (A, "R", "So.")],
        [],
    ),
    "turn numbers": (
        ["1. I: When?", "2. R: In May and June.", "3. I: Why?", "4. R: So."],
        [(Q, "I", "When?"), (A, "R", "In May and June."), (Q, "I", "Why?"), (A, "R", "So.")],
        [],
    ),
    "two interviewees": (
        [
            "Interviewer: When?",
            "Interviewee 1: In May.",
            "Interviewee 2: No, June.",
            "Interviewer: Why?",
            "Interviewee 1: So.",
        ],
        [
            (Q, "Interviewer", "When?"),
            (A, "Interviewee 1", "In May."),
            (A, "Interviewee 2", "No, June."),
            (Q, "Interviewer", "Why?"),
            (A, "Interviewee 1", "So."),
        ],
        [],
    ),
    "chinese labels": (
        [
            "访谈者：什么时候？",
            "受访者1：五月。",
            "受访者2: 不，六月。",
            "访谈者：为什么？",
            "受访者1：不知道。",
            "受访者2：嗯。",
        ],
        [
            (Q, "访谈者", "什么时候？"),
            (A, "受访者1", "五月。"),
            (A, "受访者2", "不，六月。"),
            (Q, "访谈者", "为什么？"),
            (A, "受访者1", "不知道。"),
            (A, "受访者2", "嗯。"),
        ],
        [],
    ),
    "a title": (
        ["Interview 7, Größe 😀", "I: When?", "R: In May.", "I: Why?", "R: So."],
        [(N, "", "Interview 7, Größe 😀"), (Q, "I", "When?"), (A, "R", "In May."), (Q, "I", "Why?"), (A, "R", "So.")],
        [],
    ),
}

LINES = {
    ".txt": wrapping.txt,
    ".md": wrapping.md,
    ".docx": wrapping.docx,
    ".odt": wrapping.odt,
    ".rtf": wrapping.rtf,
    ".html": wrapping.html,
    ".xhtml": wrapping.xhtml,
    ".epub": wrapping.epub,
    ".pdf": wrapping.pdf,
    ".sqlite3": wrapping.taguette,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("suffix", LINES)
def test_shapes_of_conversations_in_every_format_of_lines(suffix: str, shape: str) -> None:
    lines, turns, starts = SHAPES[shape]
    transcript = parse_transcript(LINES[suffix](lines), "a" + suffix)
    found = [
        (turn.role, turn.speaker, re.sub("\n+", "\n", transcript.text[turn.span.start : turn.span.end]))
        for turn in transcript.turns
    ]
    assert found == turns
    assert [mark.start_ms for mark in transcript.times] == starts


# -- blanks that formats treat in their own ways ----------------------------------------------------------------------

WIDE = [("I", "How  many   blanks?"), ("R", "Two\tor  three, \t and one.")]


@pytest.mark.parametrize("name", ["txt", "docx", "odt", "rtf", "csv", "xlsx", "json"])
def test_runs_of_blanks_stay_where_the_format_keeps_them(name: str) -> None:
    transcript = parse_transcript(WRAPPINGS[name].write(WIDE), "a" + WRAPPINGS[name].suffix)
    assert read(transcript) == WIDE


@pytest.mark.parametrize("name", ["html", "xhtml", "epub", "vtt", "srt", "pdf"])
def test_runs_of_blanks_are_one_where_the_format_says_so(name: str) -> None:
    """Pages collapse white space, cues are wrapped anywhere, and a PDF has no blanks but gaps."""
    transcript = parse_transcript(WRAPPINGS[name].write(WIDE), "a" + WRAPPINGS[name].suffix)
    assert [(who, " ".join(words.split())) for who, words in read(transcript)] == [
        ("I", "How many blanks?"),
        ("R", "Two or three, and one."),
    ]


CONTROLS = "red \x1b[31m and \x07 rang\x00"


@pytest.mark.parametrize("name", ["txt", "docx", "odt", "html", "taguette"])
def test_control_characters(name: str) -> None:
    """XML cannot hold them and NUL is in no text; what a text file and a page have of the others stays."""
    from coder.errors import UnreadableError

    said = [("I", "How?"), ("R", CONTROLS.removesuffix("\0"))]
    data = WRAPPINGS[name].write(said)
    if name in ("docx", "odt"):
        with pytest.raises(UnreadableError):
            parse_transcript(data, "a" + WRAPPINGS[name].suffix)
    else:
        assert read(parse_transcript(data, "a" + WRAPPINGS[name].suffix)) == said


# -- real texts -------------------------------------------------------------------------------------------------------

SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="no ../shared/seeds beside the repository")
@pytest.mark.parametrize("suffix", LINES)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_real_source_texts_keep_every_word_in_every_format(seed: Path, suffix: str) -> None:
    text = unify_newlines(seed.read_bytes().decode().removeprefix("\ufeff"))
    lines = ["".join(sign for sign in line if sign >= " " or sign == "\t") for line in text.split("\n")]
    if suffix == ".pdf":
        lines = [line for line in lines if 0 < len(line) < 250][:40]  # what one page of ours has room for
    transcript = parse_transcript(LINES[suffix](lines), "a" + suffix)
    assert "".join(transcript.text.split()) == "".join("".join(lines).split())
    if suffix in (".txt", ".docx", ".rtf", ".odt"):
        assert transcript.text.rstrip("\n") == "\n".join(lines).rstrip("\n")
    covered = [transcript.text[turn.span.start : turn.span.end] for turn in transcript.turns]
    assert all(words and words == words.strip() for words in covered)
    if suffix == ".txt":
        assert transcript.text.rstrip("\n") == text.rstrip("\n")


SERDIF = SHARED / "data" / "serdif"


@pytest.mark.skipif(not SERDIF.is_dir(), reason="no ../shared/data/serdif beside the repository")
def test_a_real_file_and_the_project_made_of_it_say_the_same_words() -> None:
    """Three of the documents of the Taguette project lie there as they were before."""
    project = {
        one.name: one for one in parse_transcripts((SERDIF / "serdif.taguette.sqlite3").read_bytes(), "a.sqlite3")
    }
    files = sorted(SERDIF.glob("*.odt"))
    assert len(files) == 3
    for path in files:
        transcript = parse_transcript(path.read_bytes(), path.name)
        # One word of one file was written without its hyphen before the project was made.
        assert transcript.text.replace("-", "").split() == project[path.stem].text.replace("-", "").split()


def test_spans_are_checked_against_the_slice() -> None:
    """The measure itself: a span that slipped by one character would be seen."""
    said = CORPUS["emoji"]
    (turn, start, end), *_ = [one for one in twenty(said, "x") if one[2] - one[1] > 3]
    assert said[turn][1][start:end] != said[turn][1][start + 1 : end + 1]
    assert Span(start, end).end - Span(start, end).start == end - start
