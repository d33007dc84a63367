"""The formats of transcripts: one entry a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from coder.errors import UnreadableError
from coder.formats import docx, md, srt, txt, vtt
from coder.model.document import Transcript

_PARSERS: Mapping[str, Callable[[bytes, str], Transcript]] = {
    ".txt": txt.parse,
    ".md": md.parse,
    ".docx": docx.parse,
    ".vtt": vtt.parse,
    ".srt": srt.parse,
}

SUFFIXES = tuple(_PARSERS)


def parse_transcript(data: bytes, name: str) -> Transcript:
    """The transcript in the file ``name`` with the bytes ``data``; the ending of the name says the format.

    Raises UnreadableError for unknown endings and whatever the format cannot read.
    """
    parser = _PARSERS.get(PurePath(name).suffix.lower())
    if parser is None:
        raise UnreadableError(
            "this kind of file cannot be read", where=name, hint=f"transcripts are {', '.join(SUFFIXES)} files"
        )
    return parser(data, name)
