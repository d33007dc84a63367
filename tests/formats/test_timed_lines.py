"""Names and times on lines of their own, as meeting and transcription software writes them."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.formats.timed_lines import timed_lines
from coder.formats.turns import turns
from coder.model.document import Role
from tests.formats.conversations import Said

FUZZ = int(os.environ.get("CODER_FUZZ", "100"))

TALK = [("Ann Lee", "Hello, can you hear me?"), ("Bob Ray", "Yes, I can."), ("Ann Lee", "Good.")]


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def short(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def each(shape: str, talk: list[Said]) -> str:
    """The talk in a shape; a turn every seven seconds."""
    return "".join(
        shape.format(who=who, words=words, clock=clock(7 * n), short=short(7 * n), next=clock(7 * n + 6))
        for n, (who, words) in enumerate(talk)
    )


SHAPES = {
    "zoom": "[{who}] {clock}\n{words}\n\n",
    "zoom chat": "{clock}\t From {who} to Everyone : {words}\n",
    "zoom chat, newer": "{clock} From {who} to Everyone:\n\t{words}\n",
    "zoom chat, oldest": "{clock}\t From  {who} : {words}\n",
    "zoom chat, German": "{clock} Von {who} an Alle: {words}\n",
    "teams": "{who}   {short}\n{words}\n\n",
    "teams, old": "{clock}.0 --> {next}.52\n{who}\n{words}\n",
    "otter": "{who}  {short}  \n{words}\n\n",
    "rev": "{who} ({clock}):\n{words}\n\n",
    "trint": "{who} [{clock}] {words}\n\n",
    "sonix": "[{clock}] {who}\n{words}\n",
    "happy scribe": "[{clock}.00] - {who}\n{words}\n\n",
    "fireflies": "{clock} - {who}\n{words}\n\n",
    "maxqda": "#{clock}-0# {who}: {words}\n",
    "web page": "{who}\n{short}\n{words}\n\n",
    "web page, time first": "{short}\n{who}\n{words}\n\n",
    "nvivo": "{clock}.0 - {next}.5\t{words}\t{who}\n",
    "nvivo with numbers": "1\t{short}.0 - {short}.5\t{words}\t{who}\n",
}


def read(text: str) -> list[tuple[str, str]]:
    return [
        ("note" if turn.role is Role.NOTE else turn.speaker, text[turn.span.start : turn.span.end])
        for turn in turns(text).turns
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    text = each(SHAPES[shape], TALK)
    assert read(text) == TALK
    found = turns(text)
    starts = [turn.span.start for turn in found.turns]
    before = [max(mark.start_ms for mark in found.times if mark.offset <= start) for start in starts]
    assert before == [0, 7000, 14000]
    assert len(found.times) == 3


_WORD = st.sampled_from(["well", "we make", "it", "for Beijing", "in 2019", "and", "我们", "so on"])
_SAID = st.lists(
    st.tuples(
        st.sampled_from(["Ann Lee", "Bob Ray", "李明", "Dr. Jane O'Neil"]),
        st.lists(_WORD, min_size=2, max_size=9).map(lambda words: f"So {' '.join(words)}."),
    ),
    min_size=4,
    max_size=12,
).map(
    lambda said: [
        ("Ann Lee", "So what is it?"),
        ("Bob Ray", "So this."),
        *said,
        ("Ann Lee", "Fine."),
        ("Bob Ray", "So."),
    ]
)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=max(20, FUZZ // 20), deadline=None)
@given(said=_SAID)
def test_any_conversation_is_read_back(shape: str, said: list[Said]) -> None:
    twice = [*said, *said]  # everybody speaks more than once
    assert read(each(SHAPES[shape], twice)) == twice


def test_remarks_of_the_software_are_notes() -> None:
    text = "Ann Lee started transcription\n\n" + each(SHAPES["teams"], TALK) + "Ann Lee stopped transcription\n"
    assert read(text) == [("note", "Ann Lee started transcription"), *TALK, ("note", "Ann Lee stopped transcription")]
    text = each(SHAPES["otter"], TALK) + "\nTranscribed by https://otter.ai"
    assert read(text) == [*TALK, ("note", "Transcribed by https://otter.ai")]


def test_the_head_of_a_table_is_a_note() -> None:
    text = "Timespan\tContent\tSpeaker\n" + each(SHAPES["nvivo"], TALK)
    assert read(text) == [("note", "Timespan\tContent\tSpeaker"), *TALK]


def test_lines_of_times_alone_are_times_and_no_speakers() -> None:
    found = turns("0:03\nso hello this is me\n0:07\nand more of it\n0:10\nand even more\n")
    assert [turn.speaker for turn in found.turns] == [""]
    assert [(mark.offset, mark.start_ms) for mark in found.times] == [(0, 3000), (25, 7000), (45, 10000)]


@pytest.mark.parametrize(
    "text",
    [
        "I: When?\nR: At 10:30, on Monday.\nI: And then?\nR: 11:00 - Berlin.\n",
        "I: Where?\nR: On the way [00:05] to work\nand so on (00:10) as ever.\nI: So?\nR: We said [0:10] no.\n",
        "I: A?\nR: [Frank] 10:30\nI: B?\nR: C.\n",
    ],
)
def test_ordinary_labels_are_left_alone(text: str) -> None:
    assert [speaker for speaker, _ in read(text)] == ["I", "R", "I", "R"]


# fmt: off
_TOKENS = st.sampled_from([
    "Ann Lee", "\n", "\n\n", "\t", " ", "0:03", "00:01:02.5", "[", "]", "(", ")", " - ", "-->", "From ", " to ", ":",
    "Bob",
    "Transcribed by https://otter.ai", "started transcription", "12", "words", "我们", "999:99:99",
])
# fmt: on


@settings(max_examples=FUZZ, deadline=None)
@given(tokens=st.lists(_TOKENS, max_size=40))
def test_any_lines_give_spans_in_the_text(tokens: list[str]) -> None:
    text = "".join(tokens)
    found = timed_lines(text)
    end = 0
    for label in found.labels:
        assert end <= label.start < label.words <= len(text)
        assert label.speaker
        end = label.words
    read_turns = turns(text)
    end = 0
    for turn in read_turns.turns:
        assert end <= turn.span.start < turn.span.end <= len(text)
        end = turn.span.end
    offsets = [mark.offset for mark in read_turns.times]
    assert offsets == sorted(set(offsets))
