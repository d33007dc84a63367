"""The files of a large import in parts: each part is read, and then written, as one edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_FILES = 100
MOST_BYTES = 32_000_000  # of their files; the contents of one part lie in memory together


def parts(files: Sequence[Path]) -> tuple[tuple[Path, ...], ...]:
    """The files in order, cut so that no part holds too many of them or too much; a large file is a part of its own."""
    return tuple(_cut(files))


def _cut(files: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    part: list[Path] = []
    held = 0
    for path in files:
        size = _size(path)
        if part and (len(part) == MOST_FILES or held + size > MOST_BYTES):
            yield tuple(part)
            part, held = [], 0
        part.append(path)
        held += size
    if part:
        yield tuple(part)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it says why
        return 0
