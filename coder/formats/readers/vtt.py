"""WebVTT transcripts: speakers from voice tags, else from ``Name:`` before the words.

Tags are styling and are left out; what only looks like a tag (``<laughs>``) stays. Notes above the first cue are
kept as a note; later ones are remarks of the program that made the file (confidence and the like).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from coder.errors import UnreadableError
from coder.formats.cues import Cue, Piece, backward, join, lines_of, read_cues, transcript
from coder.formats.decode import decode, doubts, read_as, unify_newlines
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".vtt",)

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?(?:[ \t]([^<>\n]{0,200}))?>|</v>")
_TAG = re.compile(r"</?(?:[bciu]|ruby|rt|lang)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{0,20}>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|quot|apos|lrm|rlm|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_NOTE = re.compile(r"NOTE(?:[ \t]|$)")
_OTHER = re.compile(r"(?:STYLE|REGION)[ \t]*$")


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a WebVTT file. Raises UnreadableError, with the line for a cue that cannot be read."""
    decoded = decode(data, name, how.encoding)
    lines = lines_of(decoded.text, name)
    if not lines[0].startswith("WEBVTT"):
        raise UnreadableError("line 1 is not WEBVTT", where=f"{name}:1", hint="give SubRip files the ending .srt")
    above, dropped = _take_notes(lines)
    warnings = doubts(decoded)
    if dropped:
        warnings += (f"{dropped} NOTE blocks between the cues were left out",)
    cues = list(read_cues(lines, name))
    pieces = [piece for cue in cues for piece in _pieces(cue)]
    return read_as(transcript(pieces, above, name, warnings + backward(cues)), decoded)


def _take_notes(lines: list[str]) -> tuple[list[str], int]:
    """Blank out in ``lines`` all blocks that are no cues; the notes above the first cue, and how many came later."""
    above: list[str] = []
    dropped = 0
    in_cues = False
    for start, end in list(_blocks(lines)):
        block = lines[start:end]
        in_cues = in_cues or (start > 0 and any("-->" in line for line in block[:2]))
        is_note = bool(_NOTE.match(block[0]))
        if not (start == 0 or is_note or _OTHER.match(block[0])):
            continue
        if is_note and in_cues:
            dropped += 1
        elif is_note and (note := "\n".join(block)[4:].strip()):
            above.append(note)
        lines[start:end] = [""] * len(block)
    return above, dropped


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of non-blank lines."""
    start: int | None = None
    for index, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = index
        elif not line.strip() and start is not None:
            yield start, index
            start = None


def _pieces(cue: Cue) -> Iterator[Piece]:
    """The words of a cue by voice; without voices line by line, so that labels are found."""
    due: int | None = cue.start_ms
    for voice, text in _voices("\n".join(cue.lines)):
        lines = [words for line in text.split("\n") if (words := _bare(line))]
        for words in lines if voice is None else [join(lines)]:
            if words:
                yield Piece(voice, words, due)
                due = None


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """The text of a cue cut at its voice tags."""
    voice: str | None = None
    at = 0
    for tag in _VOICE.finditer(payload):
        yield voice, payload[at : tag.start()]
        voice = " ".join(_bare(tag[1]).split()) or None if tag[1] else None
        at = tag.end()
    yield voice, payload[at:]


def _bare(text: str) -> str:
    """The text without tags, character references decoded, on one line."""
    decoded = _ENTITY.sub(lambda found: unescape(found[0]), _TAG.sub("", text))
    return unify_newlines(decoded).replace("\n", " ").strip()
