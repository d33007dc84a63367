"""An open study as one coder: what every subject of the door shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from coder.files import sha256
from coder.model import wording
from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.edit import Edit
from coder.model.span import Span
from coder.store.store import Store

Progress = Callable[[int, int, str], None]  # done, total, what

PENDING = "apply or undo these changes first: coder codebook apply, or restore"  # the working copy was edited


class Opened:
    """The directory and the store of a study, its codebook, its coder and the clock."""

    def __init__(self, path: Path, store: Store, coder: str) -> None:
        self.path = path
        self.coder = coder
        self._store = store
        self._tables = store.tables
        self._looked: tuple[tuple[int, int, int], str] | None = None  # the working copy: how it lay there, its hash

    @property
    def codebook(self) -> Codebook:
        """The newest revision of the codebook."""
        return self._tables.codebook()

    @property
    def revision(self) -> int:
        """Number of the newest revision of the codebook."""
        return self._tables.revision()[0]

    @property
    def codebook_file(self) -> Path:
        """The working copy of the codebook that people edit."""
        return self.path / "codebooks" / f"{self.codebook.id}.yaml"

    def notices(self) -> tuple[str, ...]:
        """What the researcher should know before working on, such as a hand-edited codebook."""
        _, sha = self._tables.revision()
        name = f"codebooks/{self.codebook_file.name}"
        try:
            found = self._working_copy()
        except OSError:
            what = f"{name} cannot be read; the study uses the codebook it stored last"
            return (f"{what}, and coder codebook restore puts that back",)
        if found != sha:
            return (f"{name} was edited: coder codebook diff shows how, coder codebook apply takes it over",)
        return ()

    def _working_copy(self) -> str:
        """Hash of the working copy; read only when it lies there otherwise than at the last look. Raises OSError."""
        state = self.codebook_file.stat()
        lies = state.st_mtime_ns, state.st_size, state.st_ino
        if self._looked is None or self._looked[0] != lies:
            self._looked = lies, sha256(self.codebook_file.read_bytes())
        return self._looked[1]

    def _perform(self, edit: Edit, label: str, contents: Mapping[str, bytes] | None = None) -> None:
        self._store.perform(edit, label, self.coder, self._now(), contents=contents)

    def _now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    def _describe(self, coding: Coding) -> str:
        return wording.coding_named(self.codebook, coding, self._tables.document(coding.document).name)

    def _label(self, code: str) -> str:
        return wording.code_label(self.codebook, code)

    def _place(self, document: str, span: Span) -> str:
        return f"{self._tables.document(document).name}:{span}"


def counted(number: int, what: str) -> str:
    """A number of things, in words."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
