"""Transcript files on their way into a study: everything is read before anything is written."""

from __future__ import annotations

import shlex
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coder.errors import CoderError, UnreadableError
from coder.files import below, read_bytes, sha256
from coder.formats.readers import suffixes
from coder.intake.attributes import NOTHING_OUTSIDE, Outside, with_header
from coder.intake.documents import Source, record
from coder.intake.parsing import Parsed, Parsing
from coder.intake.values import Stated, settled
from coder.model.codebook import Codebook
from coder.model.consent import doubts
from coder.model.document import Transcript
from coder.model.edit import DocumentRecord, SetAttribute
from coder.model.reading import AS_IT_IS, Reading
from coder.model.report import Imported, ImportReport

TABLES = (".csv", ".tsv", ".yaml", ".yml")  # what lies beside transcripts and is no transcript itself
Progress = Callable[[int, int, str], None]  # done, total, what


@dataclass
class Intake:
    """What an import found: new documents, the contents they need by SHA-256, and what to report.

    ``files`` are the originals by name, to lie in the study's ``corpus/``; ``attributes`` are changes to documents
    that are in already; ``coded`` are new documents (by id) with the transcripts in which another tool has codings or
    codes.
    """

    records: list[DocumentRecord] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    attributes: list[SetAttribute] = field(default_factory=list)
    coded: list[tuple[str, Transcript]] = field(default_factory=list)
    encodings: dict[str, tuple[str, float]] = field(default_factory=dict)  # of text files, by document, how sure
    imported: list[Imported] = field(default_factory=list)
    refused: list[CoderError] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()

    def report(self) -> ImportReport:
        """The outcome in the order of the files."""
        return ImportReport(tuple(self.imported), tuple(self.refused), self.passed_over)


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is in the study already; ``sha256`` is that of its file."""

    id: str
    name: str
    sha256: str
    turns: int
    words: int
    attributes: Mapping[str, str]


def find(paths: Sequence[Path], seen: Callable[[int], None] | None = None) -> tuple[list[Path], list[Path]]:
    """The files that an import of these paths would read, and those it would pass over; ``seen`` as in ``below``."""
    files, others = below(paths, suffixes(walked=True), seen)
    beside = set(TABLES) - set(suffixes())
    return files, [path for path in others if path.suffix.lower() not in beside]


def read_transcripts(
    paths: Sequence[Path],
    codebook: Codebook,
    known: Sequence[Known],
    corpus: Path,
    progress: Progress | None,
    how: Reading = AS_IT_IS,
    parsing: Parsing | None = None,
    outside: Outside = NOTHING_OUTSIDE,
) -> Intake:
    """Read files and the transcripts below directories. ``known`` are the study's documents.

    The same content under the same name is left as it is; under another name it comes in with a warning, because
    passages that speak of two cases may stand as two documents. What is stated ``outside`` of a file wins over what it
    states itself. A file that cannot be read is refused and does not stop the others. ``parsing`` may have begun
    to parse the files; it then knows how they shall be read.
    """
    parsing = parsing or Parsing(how)
    corpus = corpus.resolve()
    files, others = find(paths)
    intake = Intake(passed_over=tuple(map(str, others)))
    taken = {document.name: document for document in known}
    for number, path in enumerate(files):
        if progress:
            progress(number, len(files), path.name)
        try:
            _require_regular(path)
            data = read_bytes(path)
            existing = taken.get(path.stem)
            if existing is not None and existing.sha256 == sha256(data):
                _renew(path, existing, outside.of(path, existing.name), codebook, intake)
                if not _lies_in(corpus, path, data):
                    intake.files[copy_name(corpus, path, data)] = data
                continue
            _read(path, data, outside, codebook, taken, intake, parsing)
        except CoderError as error:
            error.where = error.where or str(path)
            intake.refused.append(error)
            continue
        if path.parent.resolve() != corpus:
            intake.files[copy_name(corpus, path, data)] = data
    if progress:
        progress(len(files), len(files), "")
    return intake


def _lies_in(corpus: Path, path: Path, data: bytes) -> bool:
    """Whether the original of a document that is in already lies in ``corpus/``, under one of the names it may have."""
    names = (path.name, _other_name(path, data))
    return any((corpus / name).is_file() and read_bytes(corpus / name) == data for name in names)


def copy_name(corpus: Path, path: Path, data: bytes) -> str:
    """What the copy of a file in ``corpus/`` is called: as the file is, unless another one lies there already."""
    there = corpus / path.name
    if there.exists() and read_bytes(there) != data:
        return _other_name(path, data)
    return path.name


def _other_name(path: Path, data: bytes) -> str:
    return f"{path.stem}.{sha256(data)[:8]}{path.suffix}"


def _require_regular(path: Path) -> None:
    """Raises CoderError for what is no file (reading a pipe would wait for ever), and for a file name that is no text:
    it could be neither stored nor shown."""
    if path.exists() and not path.is_file():
        raise UnreadableError("this is no regular file", hint="name a transcript")
    if not path.name.isprintable():
        raise CoderError("the file name has characters that cannot be shown", hint="rename the file")


def _renew(path: Path, document: Known, given: Mapping[str, Stated], codebook: Codebook, intake: Intake) -> None:
    """A document that is in already gets the attributes it lacks or has otherwise."""
    new = settled(given, codebook, document.name)
    changed = {name: value for name, value in new.items() if document.attributes.get(name) != value}
    intake.attributes.extend(
        SetAttribute(document.id, name, document.attributes.get(name), value) for name, value in changed.items()
    )
    intake.imported.append(
        Imported(str(path), document.name, document.turns, document.words, not changed, (), tuple(changed))
    )


def _read(
    path: Path,
    data: bytes,
    outside: Outside,
    codebook: Codebook,
    taken: dict[str, Known],
    intake: Intake,
    parsing: Parsing,
) -> None:
    """Take the documents of a file in; one whose name another one has is refused and does not stop the others."""
    found = parsing.take(path, data)
    for parsed in found:
        transcript = parsed.transcript
        name = transcript.name if transcript.named else f"{path.stem} {transcript.name}".rstrip()
        existing = taken.get(name)
        given = outside.of(path, name, transcript.name)
        try:
            if existing is None:
                _take(path, data, name, parsed, given, codebook, taken, intake)
            elif existing.sha256 == sha256(data):  # of a file with several documents, imported before
                _renew(path, existing, given, codebook, intake)
            else:
                raise _clash(path, name, len(found), intake)
        except CoderError as error:
            if len(found) == 1:
                raise
            error.where = error.where or str(path)
            intake.refused.append(error)


def _clash(path: Path, name: str, documents: int, intake: Intake) -> CoderError:
    """Why a document cannot come in whose name another one has, and what to do."""
    twin = next((one.path for one in intake.imported if one.document == name and not one.unchanged), None)
    if twin is not None and twin != str(path):
        return CoderError(
            f"{Path(twin).name} makes a document named {name!r} as well, with other content",
            hint="rename one of the files",
        )
    again = f"coder revise {shlex.quote(name)} {shlex.quote(str(path))}"
    return CoderError(
        f"a document named {name!r} with other content is already in the study",
        hint=f"if it is corrected: {again}; if it is another interview, rename the file"
        if documents == 1
        else "give it another name in the program the file comes from, or undo the import of the one that is in",
    )


def _take(
    path: Path,
    data: bytes,
    name: str,
    parsed: Parsed,
    given: Mapping[str, Stated],
    codebook: Codebook,
    taken: dict[str, Known],
    intake: Intake,
) -> None:
    transcript = with_header(parsed.transcript, codebook, given)
    text, own = transcript.text.encode(), sha256(data)
    text = data if text == data else text  # one copy is enough
    same = own if text is data else sha256(text)
    source = Source(path.name, path.suffix.lower().removeprefix("."), own, same)
    document, missing = record(str(uuid.uuid4()), name, transcript, source, given, codebook, parsed.measured)
    warnings = (*transcript.warnings, *doubts(document.attributes))
    twin = next((other.name for other in taken.values() if other.sha256 == source.sha256 and not transcript.name), None)
    if twin is not None:
        warnings = (*warnings, f"{name} has the same content as {twin}; if it is one interview, undo and remove one")
    taken[name] = Known(document.id, name, source.sha256, len(document.turns), document.words, document.attributes)
    intake.records.append(document)
    intake.encodings[document.id] = transcript.encoding, transcript.confidence
    if transcript.highlights or transcript.codes:
        intake.coded.append((document.id, transcript))
    intake.contents.update({source.sha256: data, source.text_sha256: text})
    intake.imported.append(
        Imported(str(path), name, len(document.turns), document.words, False, warnings, missing=missing)
    )
