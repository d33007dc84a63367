"""Markdown transcripts: YAML front matter gives attributes, the rest is the text as it stands.

Markdown is not rendered: what the researcher sees is what was in the file.
"""

from __future__ import annotations

from coder.formats import front_matter
from coder.formats.decode import decode, doubts, read_as, require_words
from coder.formats.turns import turns
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".md",)


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a Markdown file.

    Raises UnreadableError for binary, empty and undecodable files and, with the line, for broken front matter.
    """
    decoded = decode(data, name, how.encoding)
    front, body = front_matter.split(decoded.text, name)
    first_line = decoded.text.count("\n", 0, len(decoded.text) - len(body)) + 1
    attributes = front_matter.attributes(front, name)
    require_words(body, name)
    found = turns(body, first_line=first_line)
    read = Transcript(body, found.turns, found.times, attributes, doubts(decoded) + found.warnings)
    return read_as(read, decoded)
