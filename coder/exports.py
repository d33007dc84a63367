"""Tables on their way out: in which format, into which file, whole or not at all. Both shells export through here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath

from coder.errors import CoderError, StorageError, UsageError
from coder.files import write_bytes
from coder.formats.overview import FORMATS
from coder.model.coding import Coding
from coder.model.consent import Consent, printed
from coder.model.document import Document

NOBODY: Mapping[str, Consent] = {}  # nobody has forbidden anything
_ENDINGS = {"text": "txt", "latex": "tex"}  # of formats that are not called like the ending of their files


def ending(name: str) -> str:
    """The ending, without its dot, of files in a table format."""
    return _ENDINGS.get(name, name)


def format_of(file: str) -> str:
    """The table format that the ending of a file says; text if it has none. Raises UsageError for another."""
    suffix = PurePath(file).suffix.lower().removeprefix(".")
    if not suffix:
        return "text"
    for name in FORMATS:
        if suffix in (name, ending(name)):
            return name
    raise UsageError(f"the ending .{suffix} names no table format", hint="--format " + ", ".join(FORMATS))


def checked(target: Path) -> Path:
    """The file, if a table may be written there.

    Raises CoderError for a file that is a study's own, StorageError for one that cannot be written.
    """
    where = str(target)
    if not target.parent.is_dir():
        raise StorageError("the directory does not exist", where=str(target.parent), hint=f"mkdir {target.parent}")
    if target.is_dir():
        raise StorageError("this is a directory", where=where, hint="name a file in it")
    if target.parent.resolve() == Path(os.devnull).parent or (target.exists() and not target.is_file()):
        raise StorageError("this is no regular file", where=where, hint="name a file; -o - writes to stdout")
    _spare_the_study(target)
    return target


def _spare_the_study(target: Path) -> None:
    """Raises CoderError for the study file and for what lies in corpus/ or codebooks/, also by way of a link."""
    from coder.store.database import FILE_NAME  # imported here: printing a table needs no store

    for path in (target.parent.resolve() / target.name, target.resolve()):
        for folder in path.parents:
            if not (folder / FILE_NAME).is_file():
                continue
            first = path.relative_to(folder).parts[0].casefold()  # as file systems do that ignore case
            if first in ("corpus", "codebooks", "pseudonyms.key") or first.startswith(FILE_NAME):
                raise CoderError(
                    "this is the study's own and is not written over",
                    where=str(target),
                    hint=f"tables go to {folder / 'exports'}",
                )


def write(target: Path, data: str | bytes) -> None:
    """Text or bytes into a file that ``checked`` allows, whole or not at all. Raises CoderError."""
    write_bytes(checked(target), data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace"))


def codings_text(
    codings: Iterable[Coding],
    document_of: Callable[[str], Document],
    memos: Mapping[str, str],
    consents: Mapping[str, Consent] = NOBODY,
) -> str:
    """Codings as the CSV table that can be brought in again; ``document_of`` finds a document by id.

    ``consents`` (by document id) say where something else stands in place of the words.
    """
    from coder.formats.codings_csv import CodingRow, Offsets, render  # imported here: an overview needs none of it

    def row(coding: Coding) -> CodingRow:
        document = document_of(coding.document)
        allowed = consents.get(coding.document, Consent.YES)
        words = printed(document.quote(coding.span), allowed, memos.get(coding.id, ""))
        return CodingRow(
            row=0,
            document=document.name,
            code=coding.code,
            weight=coding.weight,
            place=Offsets(coding.span, words),
            coder=coding.coder,
            about=coding.about,
            tense=coding.tense,
            memo=memos.get(coding.id, ""),
        )

    return render(map(row, codings))
