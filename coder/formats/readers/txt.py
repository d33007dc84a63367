"""Plain text transcripts, with or without front matter (as in Markdown)."""

from __future__ import annotations

from coder.formats import front_matter
from coder.formats.decode import decode, doubts, read_as, require_words
from coder.formats.turns import turns
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".txt",)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a text file.

    Raises UnreadableError for binary, empty and undecodable files and, with the line, for broken front matter.
    """
    decoded = decode(data, name, how.encoding)
    front, text = front_matter.split(decoded.text, name) if front_matter.stands_in(decoded.text) else ("", decoded.text)
    attributes = front_matter.attributes(front, name)
    require_words(text, name)
    first_line = decoded.text.count("\n", 0, len(decoded.text) - len(text)) + 1
    found = turns(text, first_line=first_line)
    read = Transcript(text, found.turns, found.times, attributes, doubts(decoded) + found.warnings)
    return read_as(read, decoded)
