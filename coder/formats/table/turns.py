"""Tables with one row a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coder.errors import UnreadableError
from coder.formats import roles
from coder.formats.table import columns as names
from coder.formats.table.columns import LONGEST_NAME, SHORT, Columns, attribute, is_cast, named, one_line, plain, recurs
from coder.formats.table.times import Times, read_times
from coder.formats.table.writing import Writer, require_names
from coder.formats.tables import Problem, TableError
from coder.formats.turns import NO_SPEAKERS, turns
from coder.model.document import Role, Transcript


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table of turns."""

    line: int
    speaker: str
    role: str
    question: str
    words: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class TurnTable:
    """Which columns of a table with one row a turn hold what."""

    text: int
    speaker: int | None
    role: int | None
    question: int | None
    time: int | None
    document: int | None

    def told(self, columns: Columns, times: Times | None) -> str:
        """What was decided, for the researcher."""
        parts = [f"the words are in {named(columns, [self.text])}"]
        for what, column in (
            ("speakers", self.speaker),
            ("roles", self.role if self.role != self.speaker else None),
            ("questions", self.question),
            ("times", self.time),
            ("documents", self.document),
        ):
            if column is not None:
                unit = f" ({times.unit})" if what == "times" and times and times.unit else ""
                parts.append(f"{what} in {named(columns, [column])}{unit}")
        return f"read as one row a turn: {', '.join(parts)}"


def turn_table(columns: Columns) -> TurnTable | None:
    """How the table holds one turn a row, or None if it does not."""
    texts = columns.called(names.TEXT)
    if not texts:
        return None
    text = texts[0]
    role = columns.first(names.ROLE)
    speaker = columns.first(names.SPEAKER)
    if speaker is None and role is not None and any(roles.is_known(one) for one in columns.cells(role)):
        speaker = role
    if speaker is None:
        speaker = next((one for one in columns.called(names.PERHAPS_SPEAKER) if is_cast(columns, one)), None)
    question = next((one for one in columns.called(names.QUESTION) if one != text), None)
    document = next((one for one in columns.called(names.DOCUMENT) if one not in (text, speaker)), None)
    time = _time_column(columns, names.TIME)
    recurring = document is not None and recurs(columns, document)
    if speaker is None and question is None and time is None and not recurring:
        return None
    if document is None and speaker is None and time is None and question is not None:
        document = next((one for one in columns.called(names.IDENTITY) if recurs(columns, one)), None)
    return TurnTable(text, speaker, role, question, time, document)


def _time_column(columns: Columns, names: frozenset[str]) -> int | None:
    for column in columns.called(names):
        if read_times(columns.names[column], columns.cells(column)).are_times:
            return column
    return None


def conversations(columns: Columns, table: TurnTable, name: str) -> tuple[Transcript, ...]:
    """One document, or one for each value of the column of documents."""
    told: list[str] = []
    times = None
    if table.time is not None:
        times = read_times(columns.names[table.time], [cells[table.time] for _, cells in columns.rows])
        if times.unread:
            told.append(f"{times.unread} cells of {named(columns, [table.time])} hold no time")
    told.insert(0, table.told(columns, times))
    groups = _groups(columns, table, times, name)
    used = {table.text, table.speaker, table.role, table.question, table.time, table.document}
    ignored = names.END | names.NUMBER | names.TIME
    others = [
        index
        for index, one in enumerate(columns.names)
        if index not in used and plain(one) not in ignored and columns.cells(index)
    ]
    attributes, varying = _constant(columns, others, groups)
    if varying:
        told.append(f"{named(columns, varying)} change from row to row and were left out")
    found = []
    for number, (document, rows) in enumerate(groups.items()):
        one = _conversation([row for _, row in rows], labelled=table.speaker is not None)
        if one is None:
            continue
        kept = {**attributes[number]}
        if table.document is not None and plain(columns.names[table.document]) == "interview":
            kept[columns.names[table.document]] = document
        whole = table.document is not None and plain(columns.names[table.document]) in names.DOCUMENT
        found.append(replace(one, name=document[:LONGEST_NAME], named=whole, attributes=kept))
    if not found:
        raise UnreadableError("there are no words in it", where=name, hint="is it the right file?")
    require_names(found, name)
    found[0] = replace(found[0], warnings=(*told, *found[0].warnings))
    return tuple(found)


def _groups(columns: Columns, table: TurnTable, times: Times | None, name: str) -> Mapping[str, list[tuple[int, _Row]]]:
    """The rows by document, with their index; a blank cell belongs to the document above."""
    groups: dict[str, list[tuple[int, _Row]]] = {}
    document = ""
    for index, (line, cells) in enumerate(columns.rows):
        if table.document is not None:
            document = one_line(cells[table.document]) or document
            if not document:
                raise TableError(name, [Problem(line, f"{columns.names[table.document]} is empty")])
        row = _Row(
            line,
            "" if table.speaker is None else one_line(cells[table.speaker]).rstrip(":： "),
            "" if table.role is None else one_line(cells[table.role]),
            "" if table.question is None else cells[table.question].strip(),
            cells[table.text].strip(),
            times.at[index] if times else None,
        )
        groups.setdefault(document, []).append((index, row))
    return groups


def _constant(
    columns: Columns, others: Sequence[int], groups: Mapping[str, Sequence[tuple[int, _Row]]]
) -> tuple[list[dict[str, str]], list[int]]:
    """Attributes of each document: columns with one value in it; and the columns that have several."""
    found: list[dict[str, str]] = [{} for _ in groups]
    varying: set[int] = set()
    for number, rows in enumerate(groups.values()):
        for column in others:
            values = {value for index, _ in rows if (value := columns.rows[index][1][column].strip())}
            if len(values) == 1 and len(value := attribute(values.pop())) <= SHORT:
                found[number][columns.names[column]] = value
            elif values:
                varying.add(column)
    for attributes in found:
        for column in varying:
            attributes.pop(columns.names[column], None)
    return found, sorted(varying)


def _conversation(rows: Sequence[_Row], *, labelled: bool) -> Transcript | None:
    """The rows of a document as its turns; None where there are no words. Speakers are labels in the text."""
    said = [row for row in rows if row.words or row.question]
    if not any(row.words for row in said):
        return None
    if not labelled and not any(row.question for row in said):
        return _unlabelled(said)
    written = Writer()
    stated: dict[str, Role] = {}
    speaker, asked, unnamed = "", "", 0
    speeches: list[tuple[int, roles.Speech]] = []
    for row in said:
        if row.question and row.question != asked:
            asked = row.question
            written.paragraph(asked, role=Role.NOTE)
        if not row.words:
            continue
        unnamed += labelled and not row.speaker
        speaker = row.speaker or speaker
        if row.role and row.role != row.speaker and roles.is_known(row.role):
            asks = roles.is_interviewer_word(row.role)
            stated[roles.key(speaker)] = Role.INTERVIEWER if asks else Role.RESPONDENT
        speeches.append((len(written.turns), roles.Speech(speaker, row.words)))
        written.paragraph(row.words, row.speaker, start_ms=row.start_ms)
    by_speaker, warnings = roles.assign([speech for _, speech in speeches], stated)
    for index, speech in speeches:
        turn = written.turns[index]
        nobody = labelled and not speech.speaker  # above the first who is named
        role = Role.NOTE if nobody else by_speaker[speech.speaker]
        written.turns[index] = replace(turn, speaker=speech.speaker, role=role)
    if unnamed:
        rows_name = "1 row names" if unnamed == 1 else f"{unnamed} rows name"
        its = "its" if unnamed == 1 else "their"
        warnings += (f"{rows_name} no speaker: {its} words are read as those of the speaker above",)
    return Transcript(written.text, tuple(written.turns), tuple(written.times), warnings=warnings)


def _unlabelled(rows: Sequence[_Row]) -> Transcript:
    """Rows that name no speakers: perhaps their words do."""
    written = Writer()
    for row in rows:
        written.paragraph(row.words, start_ms=row.start_ms)
    found = turns(written.text)
    if NO_SPEAKERS in found.warnings:
        return Transcript(written.text, tuple(written.turns), tuple(written.times), warnings=found.warnings)
    times = tuple(written.times) or found.times
    return Transcript(written.text, found.turns, times, warnings=found.warnings)
