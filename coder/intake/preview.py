"""What an import would bring in, before it does: from what was read, for researchers to look at (pure)."""

from __future__ import annotations

from coder.intake.speakers import speakers
from coder.intake.transcripts import Intake
from coder.model.document import Role
from coder.model.edit import DocumentRecord
from coder.model.report import Imported, ImportPreview, Previewed, Speech

SPEECHES = 3  # first turns whose words are shown
WORDS = 12  # first words of each
_CHARACTERS = 120  # of these, in scripts without spaces


def preview(intake: Intake) -> ImportPreview:
    """The documents that would come in, those that are in already, and what would be refused or passed over."""
    records = {record.name: record for record in intake.records}
    report = intake.report()
    found = tuple(_previewed(one, records.get(one.document), intake) for one in report.imported)
    return ImportPreview(found, report.refused, report.passed_over)


def _previewed(one: Imported, record: DocumentRecord | None, intake: Intake) -> Previewed:
    if record is None:  # is in already
        return Previewed(one.path, one.document, known=True, words=one.words, warnings=one.warnings)
    text = intake.contents[record.text_sha256].decode()
    encoding, confidence = intake.encodings.get(record.id, ("", 1.0))
    said = [turn for turn in record.turns if turn.role is not Role.NOTE][:SPEECHES]
    return Previewed(
        one.path,
        one.document,
        format=record.format,
        encoding=encoding,
        confidence=confidence,
        language=record.language,
        words=record.words,
        speakers=speakers(text, record.turns),
        begins=tuple(Speech(turn.speaker, turn.role, _first(text[turn.span.start : turn.span.end])) for turn in said),
        attributes=dict(record.attributes),
        missing=one.missing,
        warnings=one.warnings,
    )


def _first(words: str) -> str:
    """The first words of a turn on one line, with an ellipsis where there are more."""
    shown = " ".join(words[: _CHARACTERS * 2].split()[:WORDS])[:_CHARACTERS].rstrip()
    return shown if len(shown) >= len(" ".join(words[: _CHARACTERS * 3].split())) else f"{shown} …"
