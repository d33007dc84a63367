"""Tables with one row a document: surveys with open answers, or whole interviews in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coder.errors import UnreadableError
from coder.formats.table import columns as names
from coder.formats.table.columns import LONGEST_NAME, SHORT, Columns, attribute, listed, named, one_line, plain, recurs
from coder.formats.table.writing import Writer, require_names
from coder.formats.turns import NO_SPEAKERS, turns
from coder.model.document import Role, Transcript


def answers(columns: Columns, name: str) -> tuple[Transcript, ...]:
    """One document a row: open answers are its sections, everything else its attributes."""
    identity = next(
        (
            column
            for column in columns.called(names.IDENTITY)
            if names.names_rows(columns.cells(column), len(columns.rows))
        ),
        None,
    )
    open_ones = [
        index
        for index, one in enumerate(columns.names)
        if index != identity and names.is_open(one, columns.cells(index))
    ]
    others = [index for index in range(len(columns.names)) if index not in (identity, *open_ones)]
    _require_documents(columns, identity, open_ones, others, name)
    alone = len(open_ones) == 1 and plain(columns.names[open_ones[0]]) in names.TEXT
    found: list[Transcript] = []
    silent: list[int] = []
    long: set[int] = set()
    for line, cells in columns.rows:
        one = _interview(cells[open_ones[0]].strip()) if alone else _sections(columns, open_ones, cells)
        if one is None:
            silent.append(line)
            continue
        attributes = {columns.names[index]: attribute(cells[index]) for index in others if cells[index].strip()}
        long |= {index for index in others if len(cells[index].strip()) > SHORT}
        if identity is not None and plain(columns.names[identity]) == "interview":
            attributes[columns.names[identity]] = attribute(cells[identity])
        called = one_line(cells[identity]) if identity is not None else f"row {line}"
        whole = identity is not None and plain(columns.names[identity]) in names.DOCUMENT
        found.append(replace(one, name=called[:LONGEST_NAME], named=whole, attributes=attributes))
    if not found:
        raise UnreadableError("there are no words in it", where=name, hint="is it the right file?")
    require_names(found, name)
    told = _told_of_answers(columns, identity, open_ones, others)
    if silent:
        told += (f"rows without an answer were left out: {listed(map(str, silent))}",)
    if long:
        told += (f"{named(columns, sorted(long))} hold much for an attribute",)
    found[0] = replace(found[0], warnings=told + found[0].warnings)
    return tuple(found)


def _require_documents(
    columns: Columns, identity: int | None, open_ones: Sequence[int], others: Sequence[int], name: str
) -> None:
    """Raises UnreadableError where a row may be anything."""
    if not open_ones:
        raise UnreadableError(
            f"no column holds turns or open answers (columns: {named(columns, range(len(columns.names)))})",
            where=name,
            hint="call the column with the words 'text' and that of the speakers 'speaker';"
            " a table of attributes is given with --attributes",
        )
    document = columns.first(names.DOCUMENT)
    if document is not None and identity is None and recurs(columns, document):
        raise UnreadableError(
            f"several rows are of one document ({named(columns, [document])}), and nothing tells what each holds",
            where=name,
            hint="call the column with the words 'text'",
        )
    counts = names.NUMBER - {"id"}  # rows are numbered in either kind of table
    told = [index for index in (identity, *others) if index is not None and plain(columns.names[index]) not in counts]
    if not told and len(open_ones) == 1:
        raise UnreadableError(
            f"nothing tells whether a row is a turn or a document: there is only {named(columns, open_ones)}",
            where=name,
            hint="add a column 'speaker' or 'time' for turns, 'document' for documents",
        )


def _told_of_answers(
    columns: Columns, identity: int | None, open_ones: Sequence[int], others: Sequence[int]
) -> tuple[str, ...]:
    parts = [
        f"named by {named(columns, [identity])}" if identity is not None else "named by row",
        f"open answers are {named(columns, open_ones)}",
    ]
    if others:
        parts.append(f"attributes are {named(columns, others)}")
    return (f"read as one row a document, {', '.join(parts)}",)


def _interview(words: str) -> Transcript | None:
    """A cell that may hold a whole interview."""
    if not words:
        return None
    found = turns(words)
    warnings = tuple(warning for warning in found.warnings if warning != NO_SPEAKERS)
    return Transcript(words, found.turns, found.times, warnings=warnings)


def _sections(columns: Columns, open_ones: Sequence[int], cells: Sequence[str]) -> Transcript | None:
    """Questions as notes, answers as what one respondent says."""
    written = Writer()
    for column in open_ones:
        if words := cells[column].strip():
            written.paragraph(columns.names[column], role=Role.NOTE)
            written.paragraph(words)
    return Transcript(written.text, tuple(written.turns)) if written.parts else None
