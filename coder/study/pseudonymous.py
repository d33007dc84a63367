"""What is true of a study in which names were replaced: what undo says, what is left to do, what may be printed."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from coder.files import read_bytes, sha256
from coder.model.consent import Consent, consent, states_consent
from coder.model.edit import Edit, Entry
from coder.study.searching import Searching

if TYPE_CHECKING:
    from coder.privacy.forms import Forms
    from coder.privacy.keyfile import Key

KEY_FILE = "pseudonyms.key"


class Pseudonymous(Searching):
    """A study in which names may have been replaced."""

    def finish(self) -> bool:
        """Take away what a pseudonymisation that was killed has left: copies in ``corpus/``, deleted pages of the file.

        Whether all is done; it is not while another session has the study open.
        """
        from coder.store.refounding import scrub

        for path in self._originals():
            path.unlink(missing_ok=True)
        return scrub(self._store)

    def unfinished(self) -> tuple[str, ...]:
        """Originals that still lie in ``corpus/`` though their names were replaced."""
        hint = "coder pseudonymise --finish takes it away"
        return tuple(f"corpus/{path.name} holds names that were replaced: {hint}" for path in self._originals())

    def check(self) -> tuple[str, ...]:
        """Everything wrong with the study, and what a pseudonymisation has left undone."""
        return (*super().check(), *self.unfinished())

    def leftovers(self, forms: Forms) -> dict[str, int]:
        """Files of the study's directory that hold names that are replaced, and how many, but for the key file."""
        found: dict[str, int] = {}
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path).as_posix()
            if path.is_symlink() or not path.is_file() or path.suffix == ".key" or name.startswith("study.db"):
                continue
            text = read_bytes(path).decode(errors="replace")
            number = sum(1 for _, form in forms.find(text) if form.replacement is not None)
            if number:
                found[name] = number
        return found

    def why_no_undo(self) -> str:
        """Why there is nothing that undo would take back."""
        from coder.store.store import PSEUDONYMISED

        return f"{PSEUDONYMISED}: coder pseudonymise --restore" if self._store.journal.barriers() else "nothing to undo"

    def consents(self) -> dict[str, Consent]:
        """What may be printed of documents whose attribute ``quotable`` says something, by their id."""
        stated = self._tables.all_attributes().items()
        return {document: consent(attributes) for document, attributes in stated if states_consent(attributes)}

    def _originals(self) -> list[Path]:
        folder = self.path / "corpus"
        if not self._store.journal.barriers() or not folder.is_dir():
            return []
        files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()]
        return [path for path in files if self._tables.withdrawn(sha256(read_bytes(path)))]

    def _key(self, path: Path) -> Key:
        from coder.privacy.keyfile import parse

        return parse(read_bytes(path), str(path))

    def _entry(self, seq: int, label: str, edit: Edit) -> Entry:
        return Entry(seq, str(uuid.uuid4()), self._now(), self.coder, label, edit, None, "", "")
