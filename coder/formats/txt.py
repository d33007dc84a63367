"""Plain text transcripts."""

from __future__ import annotations

from coder.formats.decode import decode, doubts
from coder.formats.turns import turns
from coder.model.document import Transcript


def parse(data: bytes, name: str) -> Transcript:
    """The transcript in a text file. Raises UnreadableError for binary, empty and undecodable files."""
    decoded = decode(data, name)
    found = turns(decoded.text)
    return Transcript(decoded.text, found.turns, found.times, warnings=doubts(decoded) + found.warnings)
