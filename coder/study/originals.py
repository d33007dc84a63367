"""The files in ``corpus/`` against the documents that came from them."""

from __future__ import annotations

from pathlib import Path, PurePath

from coder.errors import CoderError
from coder.files import read_bytes, sha256, write_bytes
from coder.store.tables import DocumentRow
from coder.study.opened import Opened


class Originals(Opened):
    """Which originals are missing or changed, and putting them back: the study holds their bytes as well."""

    def lost_originals(self) -> tuple[str, ...]:
        """Documents whose file in ``corpus/`` is missing or is no longer what was imported, in words."""
        corpus = self.path / "corpus"
        lost: dict[str, str] = {}
        for row in self._tables.documents():
            states = [_state(corpus / name, row.source_sha256) for name in _names(row)]
            if "there" not in states and not self._tables.withdrawn(row.source_sha256):
                lost[row.source_sha256] = f"corpus/{row.source_name}, the original of {row.name}, is {states[0]}"
        return tuple(lost.values())

    def restore_originals(self) -> int:
        """Write originals that are missing or changed from what the study holds, and say how many; a file that was
        changed stays beside it. Raises StorageError."""
        corpus = self.path / "corpus"
        done: set[str] = set()
        for row in self._tables.documents():
            states = {name: _state(corpus / name, row.source_sha256) for name in _names(row)}
            if "there" in states.values() or row.source_sha256 in done or self._tables.withdrawn(row.source_sha256):
                continue
            name = next((name for name, state in states.items() if state == "missing"), row.source_name)
            corpus.mkdir(exist_ok=True)
            write_bytes(corpus / name, self._tables.content(row.source_sha256), private=True)
            done.add(row.source_sha256)
        return len(done)


def _names(row: DocumentRow) -> tuple[str, str]:
    """What the original may be called: as the file was, or otherwise where another file had that name."""
    path = PurePath(row.source_name)
    return row.source_name, f"{path.stem}.{row.source_sha256[:8]}{path.suffix}"


def _state(path: Path, sha: str) -> str:
    if not path.is_file():
        return "missing"
    try:
        return "there" if sha256(read_bytes(path)) == sha else "changed"
    except CoderError:
        return "unreadable"
