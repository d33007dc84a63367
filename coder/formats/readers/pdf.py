"""PDF transcripts: the text layer in the order of reading, with the pages as places.

What repeats at the edge of pages is left out and told. Headings, known by larger letters, are notes. A scan without
text layer is refused: recognising letters is the work of another program. The file is read in a process of its own
(``coder.formats.pdf``), which may take a minute and 500 MB at most.
"""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from coder.errors import UnreadableError
from coder.formats.decode import require_words
from coder.formats.pdf.values import Answer
from coder.formats.turns import turns
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading
from coder.model.span import Span

SUFFIXES = (".pdf",)

_MOST_BYTES = 150_000_000
_SECONDS = 90  # of waiting; the process itself gives up after less computing
_HEAD = 1024  # bytes within which a PDF says that it is one
_TOLD = 8  # pages

_REFUSALS = {
    "password": ("protected by a password", "save it without a password"),
    "damaged": ("no PDF, or a damaged one", "open it in a viewer and print it to a new PDF"),
    "missing": ("the package pypdfium2, which reads PDFs, cannot be loaded", "pip install pypdfium2"),
    "long": ("too long for a transcript", "cut it into interviews"),
    "scan": (
        "it has no text layer: its pages are pictures",
        "recognise the text first with an OCR program such as OCRmyPDF",
    ),
    "empty": ("it has no text layer, and no pictures either", "is it the right file?"),
    "garbled": (
        "its text layer does not say which letters its signs are",
        "save it as .docx or .txt from where it was made, or recognise the text with an OCR program",
    ),
}


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a PDF.

    Raises UnreadableError for scans, protected, damaged and oversized files and for those without words.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise _refusal("damaged", name)
    if len(data) > _MOST_BYTES:
        raise UnreadableError(
            f"{len(data) // 1_000_000} MB: too much for a transcript", where=name, hint="save it without pictures"
        )
    found = _read(data, name, join_hyphens=how.join_hyphens)
    if found.refused:
        raise _refusal(found.refused, name)
    text = found.text.text
    require_words(text, name)
    read = turns(text, (Span(start, end) for start, end in found.text.headings))
    warnings = (*_warnings(found), *found.left_out, *found.text.warnings, *read.warnings)
    return Transcript(text, read.turns, read.times, warnings=warnings, pages=found.text.pages)


def _refusal(reason: str, name: str) -> UnreadableError:
    message, hint = _REFUSALS[reason]
    return UnreadableError(message, where=name, hint=hint)


def _read(data: bytes, name: str, *, join_hyphens: bool) -> Answer:
    """What the reading process says. It finds modules where this one does, and not in the current folder."""
    command = [sys.executable, "-P", "-m", "coder.formats.pdf.worker", *(["join"] if join_hyphens else [])]
    places = os.pathsep.join(path for path in sys.path if path)
    try:
        ran = subprocess.run(  # noqa: S603 - our own module
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": places},
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    if ran.returncode:
        raise _too_much(name)
    return msgspec.json.decode(ran.stdout, type=Answer)


def _too_much(name: str) -> UnreadableError:
    return UnreadableError(
        "it takes too much time or memory to read: it is damaged, or was made to do harm",
        where=name,
        hint="open it in a viewer and print it to a new PDF, or save it as .docx or .txt",
    )


def _warnings(found: Answer) -> tuple[str, ...]:
    warnings = []
    if found.bare:
        told = ", ".join(map(str, found.bare[:_TOLD])) + (" and more" if len(found.bare) > _TOLD else "")
        warnings.append(f"pages without text layer (pictures?): {told}")
    if found.strange:
        warnings.append(f"{found.strange} letters of its text layer have no meaning and stand as signs such as \ufffd")
    return tuple(warnings)
