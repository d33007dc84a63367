"""JSON of speech recognisers: who speaks, when, and what is refused."""

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.readers import suffixes
from coder.formats.turns import NO_SPEAKERS
from coder.model.document import Transcript
from tests.formats.conversations import parse_transcript

FUZZ = int(os.environ.get("CODER_FUZZ", "100"))


def read(content: object) -> Transcript:
    return parse_transcript(json.dumps(content).encode(), "a.json")


def said(transcript: Transcript) -> list[tuple[str, str, int | None]]:
    """Speaker, words and the time at which they begin."""
    times = {mark.offset: mark.start_ms for mark in transcript.times}
    return [
        (turn.speaker, transcript.text[turn.span.start : turn.span.end], times.get(turn.span.start))
        for turn in transcript.turns
    ]


def test_whisper_without_speakers_is_one_respondent() -> None:
    transcript = read(
        {
            "text": " So. And then.",
            "segments": [
                {"id": 0, "start": 0.0, "end": 1.5, "text": " So.", "tokens": [1, 2], "avg_logprob": -0.2},
                {"id": 1, "start": 1.5, "end": 3.25, "text": " And then.", "no_speech_prob": 0.1},
            ],
            "language": "en",
        }
    )
    assert transcript.text == "So. And then."
    assert said(transcript) == [("", "So. And then.", 0)]
    assert [mark.start_ms for mark in transcript.times] == [0, 1500]
    assert transcript.warnings == (NO_SPEAKERS,)


def test_whisperx_is_cut_where_another_speaker_begins() -> None:
    words = [("How", 0.1, 0), ("are", 0.3, 0), ("you?", 0.4, 0), ("Fine,", 1.25, 1), ("10", None, None), ("of", 2, 1)]
    segment = {
        "start": 0.1,
        "end": 3.0,
        "text": " How are you? Fine, 10 of",
        "speaker": "SPEAKER_00",
        "words": [
            {"word": word}
            | ({"start": start, "score": 0.9} if start is not None else {})
            | ({"speaker": f"SPEAKER_0{who}"} if who is not None else {})
            for word, start, who in words
        ],
    }
    transcript = read({"segments": [segment, {"start": 3.5, "end": 4, "text": "them."}], "word_segments": []})
    assert said(transcript) == [("SPEAKER_00", "How are you?", 100), ("SPEAKER_01", "Fine, 10 of them.", 1250)]
    assert "1 of 3 segments have no speaker: read as words of whoever spoke before" in transcript.warnings


def test_whisper_cpp() -> None:
    transcript = read(
        {
            "systeminfo": "AVX = 1",
            "result": {"language": "en"},
            "transcription": [
                {
                    "timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"},
                    "offsets": {"from": 0, "to": 2000},
                    "text": " How is it?",
                    "speaker": "0",
                },
                {"offsets": {"from": 2500, "to": 3000}, "text": " Fine.", "speaker": "1"},
                {"offsets": {"from": 3000, "to": 4000}, "text": " Why?", "speaker": "?"},
            ],
        }
    )
    assert said(transcript) == [("Speaker 0", "How is it?", 0), ("Speaker 1", "Fine. Why?", 2500)]


def test_hugging_face() -> None:
    chunks = [{"timestamp": [0.0, 1.0], "text": " So."}, {"timestamp": [1.0, None], "text": " Yes."}]
    assert said(read({"text": " So. Yes.", "chunks": chunks})) == [("", "So. Yes.", 0)]
    speakers = [
        {"speaker": "A", "timestamp": [0.5, 1], "text": "So."},
        {"speaker": "B", "timestamp": [2, 3], "text": "Yes."},
    ]
    assert said(read({"speakers": speakers, "chunks": chunks})) == [("A", "So.", 500), ("B", "Yes.", 2000)]


def test_deepgram() -> None:
    words = [
        {"word": "so", "punctuated_word": "So,", "start": 0.5, "end": 1, "speaker": 0, "confidence": 1},
        {"word": "yes", "punctuated_word": "yes.", "start": 1, "end": 1.5, "speaker": 0},
        {"word": "no", "punctuated_word": "No.", "start": 2.0, "end": 2.5, "speaker": 1},
    ]
    channel = {"alternatives": [{"transcript": "so yes no", "words": words}]}
    expected = [("Speaker 0", "So, yes.", 500), ("Speaker 1", "No.", 2000)]
    assert said(read({"metadata": {}, "results": {"channels": [channel]}})) == expected
    spoken = [
        {"start": 0.5, "end": 1, "speaker": 0, "transcript": "So, yes."},
        {"start": 2, "speaker": 1, "transcript": "No."},
    ]
    assert said(read({"results": {"channels": [channel], "utterances": spoken}})) == expected


def test_several_channels_of_deepgram_are_speakers() -> None:
    def channel(word: str, start: float) -> object:
        return {"alternatives": [{"transcript": word, "words": [{"word": word, "start": start}]}]}

    found = read({"results": {"channels": [channel("later", 5), channel("first", 1)]}})
    assert said(found) == [("Channel 1", "first", 1000), ("Channel 0", "later", 5000)]


def test_assemblyai() -> None:
    words = [{"text": "So.", "start": 250, "end": 500, "speaker": "A", "confidence": 1}]
    spoken = [
        {"speaker": "A", "text": "So.", "start": 250, "words": words},
        {"speaker": "B", "text": "Yes.", "start": 900},
    ]
    assert said(read({"id": "x", "status": "completed", "text": "So. Yes.", "words": words, "utterances": spoken})) == [
        ("A", "So.", 250),
        ("B", "Yes.", 900),
    ]


def test_a_bare_list_of_segments() -> None:
    assert said(read([{"text": "a?", "speaker": "I"}, {"text": "b", "speaker": "R"}])) == [
        ("I", "a?", None),
        ("R", "b", None),
    ]


def test_labels_in_the_words_are_found() -> None:
    segments = [{"start": 0, "text": "I: how?"}, {"start": 1, "text": "R: so"}, {"start": 2, "text": "I: why?"}]
    assert said(read({"segments": segments})) == [("I", "how?", 0), ("R", "so", 1000), ("I", "why?", 2000)]


def test_line_separators_inside_strings_and_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + json.dumps([{"text": "a\u2028b\nc"}], ensure_ascii=False).encode()
    assert parse_transcript(data, "a.json").text == "a b c"
    assert (
        parse_transcript(json.dumps([{"text": "für 我们"}], ensure_ascii=False).encode("utf-16"), "a.json").text
        == "für 我们"
    )


def test_impossible_times_are_no_times() -> None:
    segments = [{"text": "a", "start": -1}, {"text": "b", "start": 1e300}, {"text": "c", "start": None}]
    assert read({"segments": segments}).times == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": 1}', "this JSON holds no transcript that is known"),
        (b'{"text": "only this"}', "this JSON holds no transcript that is known"),
        (b"{}", "this JSON holds no transcript that is known"),
        (b"17", "this JSON holds no transcript that is known: Expected `object`, got `int`"),
        (b'{"segments": 3}', "this JSON holds no transcript that is known: Expected `array | null`, got `int`"),
        (b'{"segments": [{"start": 1}]}', "missing required field `text`"),
        (b'[{"a": 1}]', "missing required field `text`"),
        (b'{"segments": []}', "hold no words"),
        (b'{"segments": [{"text": "a', "no JSON, or a damaged one"),
        (b'{"segments": [{"text": NaN}]}', "no JSON, or a damaged one"),
        (b'{"segments": [{"text": "a\\ud800"}]}', ""),
        (b'{"segments": [{"text": "a\\u0000"}]}', "NUL"),
        (b'{"a": ' + b"[" * 100_000, ""),
        (b"[" * 100_000, ""),
        (b"not json", "no JSON, or a damaged one"),
    ],
)
def test_any_other_json_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_transcript(data, "a.json")
    assert reason in caught.value.message
    assert caught.value.where.startswith("a.json")
    assert caught.value.hint


def test_folders_are_not_searched_for_json() -> None:
    assert ".json" in suffixes()
    assert ".json" not in suffixes(walked=True)


# fmt: off
_NAMES = st.sampled_from([
    "segments", "transcription", "speakers", "chunks", "utterances", "results", "channels", "alternatives", "words",
    "word", "text", "start", "speaker", "transcript", "timestamp", "offsets", "from", "punctuated_word",
])
# fmt: on
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["I: a?", "S1", "\0"]),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(_NAMES, inside, max_size=5),
    max_leaves=30,
)
_SEGMENT = st.fixed_dictionaries(
    {"text": st.text(max_size=20)},
    optional={
        "start": st.none() | st.floats() | st.integers(),
        "speaker": st.none() | st.text(max_size=5) | st.integers(),
        "words": st.lists(
            st.fixed_dictionaries(
                {"word": st.text(max_size=4)},
                optional={"start": st.none() | st.floats(), "speaker": st.sampled_from("ABC")},
            ),
            max_size=5,
        ),
    },
)


def check(data: bytes) -> None:
    refused: UnreadableError | None = None
    try:
        transcript = parse_transcript(data, "a.json")
    except UnreadableError as error:
        refused = error
    if refused is not None:
        assert refused.where.startswith("a.json")
        assert refused.hint
        return
    transcript.text.encode()
    end = 0
    for turn in transcript.turns:
        words = transcript.text[turn.span.start : turn.span.end]
        assert turn.span.start >= end
        assert words
        assert words == words.strip()
        end = turn.span.end
    assert not set("\r\x85\u2028\u2029\0") & set(transcript.text)
    offsets = [mark.offset for mark in transcript.times]
    assert offsets == sorted(offsets)


@settings(max_examples=FUZZ, deadline=None)
@given(content=_VALUES | st.dictionaries(_NAMES, _VALUES, max_size=3))
def test_any_json_is_read_or_refused(content: object) -> None:
    check(json.dumps(content).encode())


@settings(max_examples=FUZZ, deadline=None)
@given(segments=st.lists(_SEGMENT, max_size=6))
def test_any_segments_are_read_or_refused(segments: list[dict[str, object]]) -> None:
    check(json.dumps({"segments": segments}).encode())


@settings(max_examples=FUZZ, deadline=None)
@given(
    segments=st.lists(_SEGMENT, min_size=1, max_size=4),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=6)), max_size=4),
)
def test_damaged_json_is_read_or_refused(
    segments: list[dict[str, object]], cuts: list[tuple[float, int, bytes]]
) -> None:
    data = json.dumps({"segments": segments}).encode()
    for share, gone, come in cuts:
        at = int(share * len(data))
        data = data[:at] + come + data[at + gone :]
    check(data)
