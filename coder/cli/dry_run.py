"""``coder import --dry-run``: what would be read in which file, for a look before it is brought in."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from coder.cli.diagnostics import notice, report
from coder.cli.import_report import passed_over
from coder.cli.joining import GIVEN
from coder.cli.lists import shortened
from coder.cli.output import counted, out_json, out_line
from coder.errors import Exit
from coder.model.report import ImportPreview, Previewed, Speaker


def show(found: ImportPreview, *, as_json: bool) -> Exit:
    """Print the preview; what would be refused goes to stderr, and the exit code is that of the import."""
    if as_json:
        out_json(
            {
                "documents": [_json(one) for one in found.documents],
                "refused": [str(error) for error in found.refused],
                "passed_over": list(found.passed_over),
            }
        )
    else:
        _print(found)
    for note in found.notes:
        notice(note)
    if found.passed_over and not as_json:
        passed_over([Path(path) for path in found.passed_over])
    for error in found.refused:
        report(error)
    return found.refused[0].exit if found.refused else Exit.OK


def _print(found: ImportPreview) -> None:
    for number, one in enumerate(found.documents):
        if number:
            out_line("")
        name = PurePath(one.path).name
        if one.known:
            out_line(f"{one.document}: is in already ({name})")
            continue
        encoding = f", {one.encoding}" if one.encoding else ""
        sure = f" ({one.confidence:.0%} sure)" if one.confidence < 1 else ""
        kind = f"{one.format}{encoding}{sure}, {one.language}, {counted(one.words, 'word')}"
        out_line(f"{one.document}: {kind} ({name})")
        for speaker in one.speakers:
            out_line(f"  {_speaker(speaker)}")
        for speech in one.begins:
            out_line(f"  | {speech.speaker or '—'}: {shortened(speech.words)}")
        if one.attributes:
            out_line("  " + ", ".join(f"{key} = {value}" for key, value in one.attributes.items()))
        if one.missing:
            out_line(f"  lacks {', '.join(one.missing)}: {GIVEN}")
        for warning in one.warnings:
            out_line(f"  ! {warning}")
    fresh = sum(not one.known for one in found.documents)
    refused = f", {counted(len(found.refused), 'file')} refused" if found.refused else ""
    passed = f", {counted(len(found.passed_over), 'file')} passed over" if found.passed_over else ""
    notice(f"{counted(fresh, 'transcript')} would come in{refused}{passed}; nothing was written")


def _speaker(one: Speaker) -> str:
    return f"{one.name or '—'} ({one.role.value}): {counted(one.turns, 'turn')}, {counted(one.words, 'word')}"


def _json(one: Previewed) -> dict[str, Any]:
    return {
        "document": one.document,
        "path": one.path,
        "known": one.known,
        "format": one.format,
        "encoding": one.encoding,
        "confidence": round(one.confidence, 2),
        "language": one.language,
        "words": one.words,
        "speakers": [
            {"speaker": speaker.name, "role": speaker.role.value, "turns": speaker.turns, "words": speaker.words}
            for speaker in one.speakers
        ],
        "begins": [
            {"speaker": speech.speaker, "role": speech.role.value, "words": speech.words} for speech in one.begins
        ],
        "attributes": dict(one.attributes),
        "missing": list(one.missing),
        "warnings": list(one.warnings),
    }
