"""A transcript and its attributes become a document of the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.intake.values import Stated, settled
from coder.intake.values import case_id as case_id
from coder.intake.values import typed as typed
from coder.language.boundaries import word_count
from coder.language.guess import guess_language
from coder.model.codebook import Codebook
from coder.model.document import Transcript
from coder.model.edit import DocumentRecord


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from: file name, format (its suffix), and the SHA-256 of bytes and text."""

    file_name: str
    format: str
    sha256: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted in a text: its words, and the language that its small words tell."""

    words: int
    language: str


def measure(text: str) -> Measured:
    """Count in a text."""
    return Measured(word_count(text), guess_language(text))


def record(
    identity: str,
    name: str,
    transcript: Transcript,
    source: Source,
    given: Mapping[str, Stated],
    codebook: Codebook,
    measured: Measured | None = None,
) -> tuple[DocumentRecord, tuple[str, ...]]:
    """The document and the required attributes it lacks. ``given`` attributes win over those the file states;
    ``measured`` is what was counted in its text already.

    Raises CoderError for a value that its attribute does not allow, AttributesError for several.
    """
    own = {key: Stated(value, source.file_name) for key, value in transcript.attributes.items()}
    attributes = settled({**own, **given}, codebook, source.file_name)
    missing = tuple(spec.id for spec in codebook.attributes if spec.required and spec.id not in attributes)
    measured = measured or measure(transcript.text)
    document = DocumentRecord(
        id=identity,
        name=name,
        format=source.format,
        language=attributes.get("language") or measured.language,
        turns=transcript.turns,
        times=transcript.times,
        source_name=source.file_name,
        source_sha256=source.sha256,
        text_sha256=source.text_sha256,
        words=measured.words,
        attributes=attributes,
        pages=transcript.pages,
    )
    return document, missing
