"""What speech recognition writes as JSON: Whisper and WhisperX, whisper.cpp, Hugging Face, Deepgram, AssemblyAI.

All of them list stretches of speech with times, mostly with speakers. Only the fields that are named here are read, so
the probabilities of every word cost nothing. JSON may hold anything, so folders are not searched for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from coder.errors import UnreadableError
from coder.formats.cues import Piece, transcript
from coder.formats.decode import decode, doubts, unify_newlines
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".json",)
WALKED = False

_MOST_BYTES = 60_000_000  # a day of speech with times of every word has about 20 MB
_MOST_OBJECTS = 500_000  # that day has 250,000 words; each takes up to 700 bytes of memory
_MOST_VALUES = 6_000_000
_LONGEST_NAME = 200
_NEAR = 2_000  # characters within which the next word of a segment is looked for
_LATEST = 1000 * 3600 * 1000  # milliseconds; no recording is a thousand hours long
_HINT = "export it with times: segments of Whisper or WhisperX, transcription of whisper.cpp, or as .vtt or .srt"

_Speaker = str | int | None


class _Word(msgspec.Struct):
    """A word of Whisper, WhisperX or Deepgram."""

    word: str
    punctuated_word: str | None = None
    start: float | None = None
    speaker: _Speaker = None


class _Segment(msgspec.Struct):
    """A segment of Whisper and WhisperX, or an utterance of AssemblyAI."""

    text: str
    start: float | None = None
    speaker: _Speaker = None
    words: list[_Word] | None = None


class _Utterance(msgspec.Struct):
    """An utterance of AssemblyAI; its words have other fields than those of Whisper."""

    text: str
    start: float | None = None
    speaker: _Speaker = None


class _Chunk(msgspec.Struct):
    """A chunk of Hugging Face's pipelines."""

    text: str
    timestamp: list[float | None] = []
    speaker: _Speaker = None


class _Offsets(msgspec.Struct):
    begin: float | None = msgspec.field(default=None, name="from")


class _Transcribed(msgspec.Struct):
    """A segment of whisper.cpp; its offsets are milliseconds."""

    text: str
    offsets: _Offsets | None = None
    speaker: _Speaker = None


class _Spoken(msgspec.Struct):
    """An utterance of Deepgram."""

    transcript: str
    start: float | None = None
    speaker: _Speaker = None


class _Alternative(msgspec.Struct):
    transcript: str
    words: list[_Word] = []


class _Channel(msgspec.Struct):
    alternatives: list[_Alternative]


class _Results(msgspec.Struct):
    utterances: list[_Spoken] | None = None
    channels: list[_Channel] | None = None


class _File(msgspec.Struct):
    """All that may stand at the top; the first that is there is read."""

    segments: list[_Segment] | None = None
    transcription: list[_Transcribed] | None = None
    speakers: list[_Chunk] | None = None
    chunks: list[_Chunk] | None = None
    utterances: list[_Utterance] | None = None
    results: _Results | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """Words, who said them ("" if the file does not tell) and when, in milliseconds."""

    words: str
    speaker: str
    start_ms: int | None


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a JSON file of a speech recogniser. Raises UnreadableError for any other JSON."""
    if len(data) > _MOST_BYTES or data.count(b"{") > _MOST_OBJECTS or data.count(b",") > _MOST_VALUES:
        raise UnreadableError(f"{len(data) // 1_000_000} MB: too much for a transcript", where=name, hint="divide it")
    decoded = decode(data, name, how.encoding)
    # Not its text, whose line ends are unified: LINE SEPARATOR may stand in a string of JSON, a line end may not.
    said = _said(_read(data.decode(decoded.encoding).removeprefix("\ufeff"), name))
    if said is None:
        raise UnreadableError("this JSON holds no transcript that is known", where=name, hint=_HINT)
    pieces = list(_pieces(said))
    _require_text(pieces, name)
    return transcript(pieces, (), name, doubts(decoded) + _warnings(pieces))


def _read(text: str, name: str) -> _File:
    """The fields that are known. A list at the top is one of segments."""
    try:
        if text.lstrip()[:1] == "[":
            return _File(segments=msgspec.json.decode(text, type=list[_Segment]))
        return msgspec.json.decode(text, type=_File)
    except msgspec.ValidationError as error:
        raise UnreadableError(
            f"this JSON holds no transcript that is known: {str(error)[:120]}", where=name, hint=_HINT
        ) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
        raise UnreadableError(f"no JSON, or a damaged one: {reason}", where=name, hint="export it anew") from None


def _said(file: _File) -> Iterable[_Said] | None:
    """What the file says, whichever program wrote it; None where nothing is known."""
    if file.segments is not None:
        return (said for segment in file.segments for said in _segment(segment))
    if file.transcription is not None:
        return [
            _Said(one.text, _name(one.speaker), _milliseconds(one.offsets.begin if one.offsets else None, 1))
            for one in file.transcription
        ]
    if chunks := file.speakers if file.speakers is not None else file.chunks:
        return [
            _Said(one.text, _name(one.speaker), _milliseconds(one.timestamp[0] if one.timestamp else None))
            for one in chunks
        ]
    if file.utterances is not None:
        return [_Said(one.text, _name(one.speaker), _milliseconds(one.start, 1)) for one in file.utterances]
    return _deepgram(file.results) if file.results else None


def _segment(segment: _Segment) -> Iterator[_Said]:
    """A segment, cut where WhisperX found another speaker within it."""
    start, speaker = segment.start, _name(segment.speaker)
    words = segment.words or []
    if len({word.speaker for word in words if word.speaker is not None}) < 2:
        found = next((word.speaker for word in words if word.speaker is not None), None)
        yield _Said(segment.text, speaker or _name(found), _milliseconds(start))
        return
    at, begun, talking = 0, 0, ""
    for word in words:
        named = _name(word.speaker) or talking
        place = segment.text.find(word.word.strip(), at, at + _NEAR)
        if place < 0:
            continue  # the words say who speaks, the text what is said
        if named != talking:
            if segment.text[begun:place].strip():
                yield _Said(segment.text[begun:place], talking or named, _milliseconds(start))
                begun, start = place, word.start
            talking = named
        at = place + len(word.word.strip())
    yield _Said(segment.text[begun:], talking or speaker, _milliseconds(start))


def _deepgram(results: _Results) -> list[_Said] | None:
    """Utterances where they were asked for, else the words by speaker; of several channels each is one."""
    if results.utterances:
        return [_Said(one.transcript, _name(one.speaker), _milliseconds(one.start)) for one in results.utterances]
    channels = [channel.alternatives[0] for channel in results.channels or () if channel.alternatives]
    said: list[_Said] = []
    for number, alternative in enumerate(channels):
        who: Callable[[_Word], str] = lambda word, number=number: (  # type: ignore[misc]  # noqa: E731
            f"Channel {number}" if len(channels) > 1 else _name(word.speaker)
        )
        for speaker, group in groupby(alternative.words, key=who):
            words = list(group)
            text = " ".join(word.punctuated_word or word.word for word in words)
            said.append(_Said(text, speaker, _milliseconds(words[0].start)))
        if not alternative.words:
            said.append(_Said(alternative.transcript, "", None))
    if len(channels) > 1:
        said.sort(key=lambda one: one.start_ms or 0)
    return said or None


def _name(speaker: _Speaker) -> str:
    """The speaker as the file names him; bare numbers and letters are nobody's name."""
    name = " ".join(str(speaker if speaker is not None else "").split())[:_LONGEST_NAME].strip()
    if name in ("", "?"):
        return ""
    return f"Speaker {name}" if name.isdigit() else name


def _milliseconds(time: float | None, unit: int = 1000) -> int | None:
    """A time of the recording in ``unit`` milliseconds, or None if it cannot be one."""
    if time is None or not math.isfinite(time) or not 0 <= time * unit < _LATEST:
        return None
    return round(time * unit)


def _pieces(said: Iterable[_Said]) -> Iterator[Piece]:
    for one in said:
        words = unify_newlines(one.words).replace("\n", " ").strip()
        if words:
            yield Piece(one.speaker or None, words, one.start_ms)


def _warnings(pieces: Sequence[Piece]) -> tuple[str, ...]:
    unnamed = sum(1 for piece in pieces if piece.speaker is None)
    if not unnamed or unnamed == len(pieces):
        return ()
    return (f"{unnamed} of {len(pieces)} segments have no speaker: read as words of whoever spoke before",)


def _require_text(pieces: Sequence[Piece], name: str) -> None:
    """Escapes of JSON can say what no text can hold: half a character, or NUL."""
    for piece in pieces:
        try:
            (piece.words + (piece.speaker or "")).encode()
        except UnicodeEncodeError:
            raise UnreadableError("it holds half a character", where=name, hint="export it anew") from None
        if "\0" in piece.words or "\0" in (piece.speaker or ""):
            raise UnreadableError("it holds NUL characters", where=name, hint="export it anew")
