"""Spreadsheets of words (.xlsx): turns, or documents with open answers.

The first sheet that is not blank is read; the others too if they have the same header, as documents of their own.
"""

from __future__ import annotations

from dataclasses import replace

from coder.formats.sheets import SUFFIX, read_sheets, same_header
from coder.formats.table import transcripts
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (SUFFIX,)
WALKED = False


def parse_all(data: bytes, name: str, how: Reading = AS_IT_IS) -> tuple[Transcript, ...]:
    """The documents of a spreadsheet. Raises UnreadableError as the other tables do."""
    sheets = read_sheets(data, name)
    first, *others = sheets
    if others and same_header(sheets):
        found: list[Transcript] = []
        for sheet in sheets:
            read = transcripts(sheet.rows, name)
            found += [replace(one, name=f"{sheet.title} {one.name}".rstrip()) for one in read]
        return tuple(found)
    left_out = ", ".join(repr(sheet.title) for sheet in others)
    return transcripts(first.rows, name, (f"only the first sheet was read, not {left_out}",) if others else ())
