"""SubRip transcripts: numbered cues, speakers as ``Name:`` before the words."""

from __future__ import annotations

import re

from coder.formats.cues import Piece, backward, lines_of, read_cues, transcript
from coder.formats.decode import decode, doubts, read_as
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".srt",)

_STYLE = re.compile(r"</?(?:[bius]|font)(?:\s[^<>]{0,200})?>|\{\\[^{}]{0,200}\}", re.IGNORECASE)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a SubRip file. Raises UnreadableError, with the line for a cue that cannot be read."""
    decoded = decode(data, name, how.encoding)
    cues = list(read_cues(lines_of(decoded.text, name), name))
    pieces = [
        Piece(None, _STYLE.sub("", line).strip(), cue.start_ms if first else None)
        for cue in cues
        for first, line in zip((True,) + (False,) * len(cue.lines), cue.lines, strict=False)
    ]
    return read_as(transcript(pieces, (), name, doubts(decoded) + backward(cues)), decoded)
