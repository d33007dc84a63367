"""Plain text transcripts."""

from __future__ import annotations

from coder.formats.decode import decode, doubts
from coder.formats.readers import AS_IT_IS, Reading
from coder.formats.turns import turns
from coder.model.document import Transcript

SUFFIXES = (".txt",)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a text file. Raises UnreadableError for binary, empty and undecodable files."""
    decoded = decode(data, name, how.encoding)
    found = turns(decoded.text)
    return Transcript(decoded.text, found.turns, found.times, warnings=doubts(decoded) + found.warnings)
