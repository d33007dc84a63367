"""A transcript and its attributes become a document of the study."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from coder.errors import CoderError
from coder.language.boundaries import word_count
from coder.language.guess import guess_language
from coder.model.codebook import Attribute, Codebook
from coder.model.document import Transcript
from coder.model.edit import DocumentRecord

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from: file name, format (its suffix), and the SHA-256 of bytes and text."""

    file_name: str
    format: str
    sha256: str
    text_sha256: str


def record(
    identity: str,
    name: str,
    transcript: Transcript,
    source: Source,
    given: Mapping[str, str],
    codebook: Codebook,
) -> tuple[DocumentRecord, tuple[str, ...]]:
    """The document and the required attributes it lacks. ``given`` attributes win over those the file states.

    Raises CoderError for a value that its attribute does not allow.
    """
    stated = {**transcript.attributes, **given}
    attributes = {key: typed(key, value.strip(), codebook, name) for key, value in stated.items() if value.strip()}
    missing = tuple(spec.id for spec in codebook.attributes if spec.required and spec.id not in attributes)
    document = DocumentRecord(
        id=identity,
        name=name,
        format=source.format,
        language=attributes.get("language") or guess_language(transcript.text),
        turns=transcript.turns,
        times=transcript.times,
        source_name=source.file_name,
        source_sha256=source.sha256,
        text_sha256=source.text_sha256,
        words=word_count(transcript.text),
        attributes=attributes,
        pages=transcript.pages,
    )
    return document, missing


def typed(name: str, value: str, codebook: Codebook, where: str) -> str:
    """An attribute's value as the codebook wants it: a case by its id, a choice among the allowed ones.

    Names that the codebook does not know are taken as they are. Raises CoderError for a value that is not allowed.
    """
    spec = next((attribute for attribute in codebook.attributes if attribute.id == name), None)
    if name == codebook.case_attribute or (spec is not None and spec.kind == "case"):
        return case_id(value, codebook, where)
    if spec is not None and spec.kind == "choice":
        return _choice(value, spec, where)
    return value


def stated(name: str, value: str, codebook: Codebook, where: str) -> str:
    """The same for a value that a researcher types: a date and a number must be one as well.

    What files state is taken as it stands. Raises CoderError for a value that is not allowed.
    """
    spec = next((attribute for attribute in codebook.attributes if attribute.id == name), None)
    if spec is not None and spec.kind == "date" and not _is_date(value):
        raise CoderError(f"{value!r} is no date", where=where, hint="a day such as 2026-11-22, or 2026-11, or 2026")
    if spec is not None and spec.kind == "number" and _NUMBER.fullmatch(value) is None:
        raise CoderError(f"{value!r} is no number", where=where, hint="digits such as 12 or -3.5")
    return typed(name, value, codebook, where)


def _is_date(value: str) -> bool:
    """A day, a month or a year that there is."""
    if _DATE.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def case_id(value: str, codebook: Codebook, where: str) -> str:
    """The id of the case meant by an id, a label in any language, or an alias; any value if none are listed."""
    if not codebook.cases:
        return value
    wanted = value.casefold()
    for case in codebook.cases:
        names = (case.id, *case.label.values(), *case.aliases)
        if wanted in (known.casefold() for known in names):
            return case.id
    ids = [case.id for case in codebook.cases]
    raise CoderError(f"{value!r} is no known {codebook.case_attribute}", where=where, hint=_near(value, ids))


def _choice(value: str, spec: Attribute, where: str) -> str:
    if value in spec.values:
        return value
    raise CoderError(f"{value!r} is no allowed {spec.id}", where=where, hint=_near(value, list(spec.values)))


def _near(value: str, known: list[str]) -> str:
    match = process.extractOne(value.casefold(), known, score_cutoff=60)
    near = f"did you mean {match[0]}? " if match else ""
    return f"{near}known: {', '.join(known)}"
