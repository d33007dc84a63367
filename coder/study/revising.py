"""Revising the codebook: new codes, other definitions, and what was edited by hand in the working copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import read_bytes, read_text, sha256, write_bytes
from coder.model.codebook import Code, Codebook
from coder.model.edit import ApplyCodebook
from coder.study.opened import PENDING, Opened, counted

if TYPE_CHECKING:
    from coder.codebook.by_hand import HandEdit
    from coder.codebook.code_fields import CodeField


class Revising(Opened):
    """Each revision of the codebook is one edit, and the working copy follows it."""

    def edit_code(self, code_id: str, field: CodeField, value: str) -> Code:
        """Another text in one field of a code ("" takes it away), in the study and in the working copy of the codebook.

        Raises CodebookError for a text that cannot be, and CoderError when the working copy has changes that were not
        applied yet.
        """
        from coder.codebook.edit import edit_code

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint=PENDING)
        before = self._tables.content(self._tables.revision()[1]).decode()
        now = self._now()
        after = edit_code(
            before, self.codebook_file.name, code_id, field, value, author=self.coder, date=now[: len("2026-01-01")]
        )
        if after != before:
            self._replace_codebook(after, f"{field.named(self.codebook)} of {self._label(code_id)!r}")
        return self.codebook.code(code_id)

    def hand_edit(self, *, raising: bool = False) -> HandEdit:
        """The working copy against the newest revision. Raises CodebookError if it is broken.

        ``raising``: the version is going to be raised, so that an old one is no reason to refuse.
        """
        from coder.codebook.read import read

        text = self._working_text(raising=raising)
        return self._compared(read(text, self.codebook_name), text, raising=raising)

    def apply_codebook(self, *, raising: bool = False) -> tuple[str, ...]:
        """Take the working copy over as a new revision and return the differences.

        ``raising`` writes the version that the changes ask for, if it is not far enough. Raises CodebookError, with
        every reason and its line, if the copy is broken, would orphan codings, changes the history or leaves the
        version behind.
        """
        from coder.codebook.problem import CodebookError
        from coder.codebook.raising import with_version
        from coder.codebook.read import read

        text = self._working_text(raising=raising)
        new = read(text, self.codebook_name)
        if sha256(text.encode()) == self._tables.revision()[1]:
            return ()
        edited = self._compared(new, text, raising=raising)
        if edited.problems:
            raise CodebookError(self.codebook_name, edited.problems)
        differences = tuple(map(str, edited.differences))
        if raising and edited.wanted:
            text = with_version(text, self.codebook_name, edited.wanted)
            new = read(text, self.codebook_name)
            differences = tuple(map(str, self._compared(new, text).differences))
        count = counted(len(differences), "difference") if differences else "comments or layout"
        self._replace_codebook(text, f"codebook {new.version}: {count}")
        return differences

    def restore_codebook(self) -> Path | None:
        """Put the newest revision back as the working copy; an edited one goes to exports/, and its path comes back."""
        _, sha = self._tables.revision()
        kept: Path | None = None
        if self.codebook_file.is_file():
            edited = read_bytes(self.codebook_file)
            if sha256(edited) != sha:
                kept = self.path / "exports" / f"{self.codebook.id}-edited-{sha256(edited)[:8]}.yaml"
                write_bytes(kept, edited)
        write_bytes(self.codebook_file, self._tables.content(sha))
        return kept

    @property
    def codebook_name(self) -> str:
        """What messages call the working copy."""
        return f"codebooks/{self.codebook_file.name}"

    def _working_text(self, *, raising: bool) -> str:
        """The text of the working copy; ``raising`` gives it the version of the newest entry of its history."""
        from coder.codebook.raising import with_history_version

        text = read_text(self.codebook_file)
        return with_history_version(text, self.codebook_name) if raising else text

    def _compared(self, new: Codebook, text: str, *, raising: bool = False) -> HandEdit:
        from coder.codebook.by_hand import Used, hand_edit
        from coder.store.revisions import codings_by_coder

        used = (Used(*row) for row in codings_by_coder(self._tables))
        today = self._now()[: len("2026-01-01")]
        return hand_edit(self.codebook, new, text, used, author=self.coder, date=today, raising=raising)

    def _replace_codebook(self, text: str, label: str) -> None:
        data = text.encode()
        _, before = self._tables.revision()
        self._perform(ApplyCodebook(before, sha256(data)), label, contents={sha256(data): data})
        write_bytes(self.codebook_file, data)
