"""What is stated about documents, wherever it stands: in the file, in its name and folders, in a table, by hand.

The stronger wins: what is given by hand over the table, the table over the name of the file, that over its folders, and
these over what the file says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder.errors import CoderError
from coder.files import read_bytes
from coder.formats.attributes_csv import AttributeRow, parse_rows
from coder.intake.joining import NOTHING_JOINED, Joined, join_rows, listed
from coder.intake.name_patterns import NamePattern
from coder.intake.values import OWN, Stated, attribute_name, typed
from coder.model.codebook import Codebook
from coder.model.document import Role, Transcript

BY_HAND = "--set"
_HEADER = re.compile(
    r"[ \t]{0,9}(?:[*_#-]{1,3}[ \t]{0,9})?([^\W\d_][^\n:：]{0,39})[:：][*_]{0,3}[ \t　]{0,9}([^\n]{1,80})"
)
_HEADER_LINES = 40
_LONGEST_LINE = 200  # characters; longer ones are no header
_SKIPPED = "_"  # a folder whose name is no attribute


@dataclass(frozen=True, slots=True)
class Joining:
    """How attributes come to files: the pattern of their names, what the folders below the one given are, and for rows
    of the table the file that they are about ("" for none)."""

    pattern: NamePattern | None = None
    folders: tuple[str, ...] = ()
    matches: Mapping[str, str] = field(default_factory=dict)


FROM_FILES = Joining()


@dataclass(slots=True)
class Outside:
    """What is stated about files outside of them, and what there is to tell about that."""

    given: Mapping[Path, Mapping[str, Stated]]
    by_document: Mapping[str, Mapping[str, Stated]]
    by_hand: Mapping[str, Stated]
    notes: tuple[str, ...] = ()
    joined: Joined = NOTHING_JOINED
    used: set[str] = field(default_factory=set)
    served: set[Path] = field(default_factory=set)

    def of(self, path: Path, *names: str) -> Mapping[str, Stated]:
        """What is stated about a document of a file; ``names`` are its own, the first counts most."""
        row: Mapping[str, Stated] = {}
        for name in names:
            if name in self.by_document and path not in self.joined.rows:
                self.used.add(name)
                self.served.add(path)
                row = self.by_document[name]
                break
        return {**self.given.get(path, {}), **row, **self.by_hand}

    def told(self, table: Path | None) -> tuple[str, ...]:
        """What to tell when all documents were asked for: also rows about none of them, and files without a row."""
        if table is None:
            return self.notes
        rows = [row.document for row in self.joined.rows_left if row.document not in self.used]
        files = [path.name for path in self.joined.files_left if path not in self.served]
        notes = list(self.notes)
        if rows:
            notes.append(f"no document here for these rows of {table.name}: {listed(rows)}")
        if files:
            notes.append(f"no row in {table.name} for these files: {listed(files)}")
        return tuple(notes)


NOTHING_OUTSIDE = Outside({}, {}, {})


def gather(
    files: Sequence[Path],
    roots: Sequence[Path],
    table: Path | None,
    joining: Joining,
    by_hand: Mapping[str, str],
    known: Iterable[str],
    codebook: Codebook,
) -> Outside:
    """What is stated about ``files``, found below ``roots``. ``known`` are names of documents in the study.

    Rows of the table that are nearly about a file are in ``joined.near``: they must be settled first.

    Raises UsageError for what names no row, file or folder, TableError for a table that cannot be read.
    """
    given: dict[Path, dict[str, Stated]] = {path: {} for path in files}
    notes: list[str] = []
    if joining.folders:
        notes += _from_folders(given, roots, joining.folders)
    if joining.pattern:
        notes += _from_names(given, joining.pattern, codebook)
    hand = {name: Stated(value, BY_HAND) for name, value in by_hand.items()}
    if table is None:
        return Outside(given, {}, hand, tuple(notes))
    rows = parse_rows(read_bytes(table), str(table))
    joined = join_rows(rows, files, known, joining.matches, str(table))
    for path, row in joined.rows.items():
        given[path].update(_stated(row, table))
    by_document = {row.document: _stated(row, table) for row in rows}
    return Outside(given, by_document, hand, tuple(notes), joined)


def _stated(row: AttributeRow, table: Path) -> Mapping[str, Stated]:
    return {name: Stated(value, f"{table.name}:{row.line}") for name, value in row.attributes.items()}


def _from_folders(given: Mapping[Path, dict[str, Stated]], roots: Sequence[Path], names: Sequence[str]) -> list[str]:
    """Names of folders below the ones given become attributes; files that do not lie so deep are told."""
    shallow = []
    for path, stated in given.items():
        below = [path.relative_to(root).parts[:-1] for root in roots if path != root and path.is_relative_to(root)]
        folders = max(below, key=len, default=())
        for name, folder in zip(names, folders, strict=False):
            if name not in ("", _SKIPPED):
                stated[name] = Stated(folder, str(path))
        if len(folders) < len(names):
            shallow.append(path.name)
    if not shallow:
        return []
    return [f"not so many folders deep as --folders {','.join(names)}: {listed(shallow)}"]


def _from_names(given: Mapping[Path, dict[str, Stated]], pattern: NamePattern, codebook: Codebook) -> list[str]:
    """Values in the names of files become attributes; names that do not fit are told."""

    def accepts(name: str, value: str) -> bool:
        try:
            typed(attribute_name(name, codebook), value, codebook, "")
        except CoderError:
            return False
        return True

    notes: dict[str, list[str]] = {}
    for path, stated in given.items():
        found = pattern.read(path.stem, accepts)
        if isinstance(found, str):
            notes.setdefault(found, []).append(path.name)
            continue
        for name, value in found.items():
            stated[name] = Stated(value, path.name)
    return [f"--name-pattern {pattern.written} {reason}: {listed(names)}" for reason, names in notes.items()]


def with_header(transcript: Transcript, codebook: Codebook, given: Mapping[str, Stated]) -> Transcript:
    """The transcript with the attributes in lines such as ``Region: Beijing`` above its first turn.

    Only names that the codebook knows, ``quotable`` and ``voices`` count, and only those not given outside; the lines
    stay in the text. A value that an attribute does not allow is told and left out: such a line may be for people.
    """
    known = {spec.id for spec in codebook.attributes} | {codebook.case_attribute} | OWN
    known -= {attribute_name(name, codebook) for name in (*transcript.attributes, *given)}
    found: dict[str, str] = {}
    warnings: list[str] = []
    for written, value in _header(transcript):
        name = attribute_name(written, codebook)
        if name not in known or name in found:
            continue
        try:
            found[name] = typed(name, value, codebook, "")
        except CoderError as error:
            warnings.append(f"its header says '{written}: {value}', which is not taken: {error.message}")
    if not found and not warnings:
        return transcript
    return replace(
        transcript,
        attributes={**found, **transcript.attributes},
        warnings=(*transcript.warnings, *warnings),
    )


def _header(transcript: Transcript) -> list[tuple[str, str]]:
    """Names and values in lines ``Name: value`` above the first turn; in a text without turns, in its first lines."""
    speech = next((turn for turn in transcript.turns if turn.role is not Role.NOTE), None)
    prose = speech is None or not speech.speaker
    end = len(transcript.text) if speech is None or prose else speech.span.start
    found = []
    start = 0
    for _ in range(_HEADER_LINES):
        stop = transcript.text.find("\n", start, end)
        line = transcript.text[start : min(stop if stop >= 0 else end, start + _LONGEST_LINE)]
        entry = _HEADER.fullmatch(line.rstrip())
        if entry:
            found.append((entry[1].strip(" *_"), entry[2].strip().strip("*_").strip()))
        elif prose and line.strip():
            break
        if stop < 0:
            break
        start = stop + 1
    return found
