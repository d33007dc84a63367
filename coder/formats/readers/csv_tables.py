"""Tables of words as text (.csv, .tsv): turns, or documents with open answers."""

from __future__ import annotations

from coder.formats.decode import decode, doubts, read_as
from coder.formats.table import transcripts
from coder.formats.tables import Problem, TableError, read_records
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".csv", ".tsv")
WALKED = False


def parse_all(data: bytes, name: str, how: Reading = AS_IT_IS) -> tuple[Transcript, ...]:
    """The documents of a table. Raises UnreadableError for what is no text and where nothing tells what a row is."""
    decoded = decode(data, name, how.encoding)
    problems: list[Problem] = []
    records = read_records(decoded.text, problems)
    if problems or not records:
        raise TableError(name, problems or [Problem(1, "there is no header")])
    return tuple(read_as(one, decoded) for one in transcripts(records, name, doubts(decoded)))
