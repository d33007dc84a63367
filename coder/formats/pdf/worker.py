"""The process that reads one PDF: its bytes come in, its text goes out as JSON; time and memory are limited.

Run as ``python -P -m coder.formats.pdf.worker [join]``. A PDF that loops, unpacks without end or breaks the library
ends this process and nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
import unicodedata
from dataclasses import asdict

from coder.formats.pdf.values import Answer

SECONDS = 30  # of computing
MEMORY = 420_000_000  # bytes of address space, the interpreter and the library included


def main() -> None:
    """Read standard input, write one JSON object."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + len(data), MEMORY + len(data)))
    json.dump(asdict(_answer(data, join_hyphens="join" in sys.argv[1:])), sys.stdout)


def _answer(data: bytes, *, join_hyphens: bool) -> Answer:
    from coder.formats.pdf.furniture import without_furniture
    from coder.formats.pdf.paragraphs import text_of

    try:
        from coder.formats.pdf.pieces import RefusedError, pages
    except ImportError:
        return Answer(refused="missing")
    try:
        read = list(pages(data))
    except RefusedError as refused:
        return Answer(refused=str(refused))
    if not any(page.pieces for page in read):
        return Answer(refused="scan" if any(page.bare for page in read) else "empty")
    letters = "".join(piece.text for page in read for piece in page.pieces)
    strange = sum(1 for ch in letters if ch == "\ufffd" or unicodedata.category(ch) in ("Co", "Cn"))
    if strange * 5 > len(letters):
        return Answer(refused="garbled")
    kept, left_out = without_furniture(read)
    text = text_of(kept, join_hyphens=join_hyphens)
    bare = tuple(number for number, page in enumerate(read, start=1) if page.bare)
    return Answer("", text, left_out, bare, strange)


if __name__ == "__main__":
    main()
