"""Revising the codebook: new codes, other definitions, and what was edited by hand in the working copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import read_text, sha256, write_bytes
from coder.model.codebook import Code
from coder.model.edit import ApplyCodebook
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.codebook.code_fields import CodeField


class Revising(Opened):
    """Each revision of the codebook is one edit, and the working copy follows it."""

    def add_code(self, label: str, parent: str = "", definition: str = "") -> Code:
        """A new code from the researcher's words, in the study and in the working copy of the codebook.

        Raises CoderError when the working copy has changes that were not applied yet.
        """
        from coder.codebook.naming import free_id
        from coder.codebook.read import read
        from coder.codebook.render import add_code

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint="apply or undo these changes first")
        before = self._tables.content(self._tables.revision()[1]).decode()
        code_id = free_id(self.codebook, label, parent)
        after = add_code(before, self.codebook_file.name, parent, code_id, label, definition or label)
        read(after, self.codebook_file.name)
        self._replace_codebook(after, f"new code {label!r}")
        return self.codebook.code(code_id)

    def edit_code(self, code_id: str, field: CodeField, value: str) -> Code:
        """Another text in one field of a code ("" takes it away), in the study and in the working copy of the codebook.

        Raises CodebookError for a text that cannot be, and CoderError when the working copy has changes that were not
        applied yet.
        """
        from coder.codebook.edit import edit_code

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint="apply or undo these changes first")
        before = self._tables.content(self._tables.revision()[1]).decode()
        now = self._now()
        after = edit_code(
            before, self.codebook_file.name, code_id, field, value, author=self.coder, date=now[: len("2026-01-01")]
        )
        if after != before:
            self._replace_codebook(after, f"{field.named(self.codebook)} of {self._label(code_id)!r}")
        return self.codebook.code(code_id)

    def codebook_difference(self) -> tuple[str, ...]:
        """The working copy against the newest revision, one difference a line. Raises CodebookError if it is broken."""
        from coder.codebook.compare import compare
        from coder.codebook.read import read

        return compare(self.codebook, read(read_text(self.codebook_file), str(self.codebook_file)))

    def apply_codebook(self) -> tuple[str, ...]:
        """Take the working copy over as a new revision and return the differences.

        Raises CodebookError if it is broken and CoderError if it would orphan codings.
        """
        from coder.codebook.compare import compare, orphans
        from coder.codebook.read import read
        from coder.codebook.version import precedence

        text = read_text(self.codebook_file)
        new = read(text, str(self.codebook_file))
        if new.id != self.codebook.id:
            raise CoderError(f"the id changed from {self.codebook.id} to {new.id}", hint="keep the id of the codebook")
        if sha256(text.encode()) == self._tables.revision()[1]:
            return ()
        if precedence(new.version) < precedence(self.codebook.version):
            raise CoderError(
                f"the version went back from {self.codebook.version} to {new.version}", hint="raise it instead"
            )
        lost = orphans(self.codebook, new, self._tables.used_codes())
        if lost:
            raise CoderError(f"this would orphan codings of {', '.join(lost)}", hint="say in the history where they go")
        differences = compare(self.codebook, new)
        self._replace_codebook(text, f"codebook {new.version}: {len(differences)} differences")
        return differences

    def _replace_codebook(self, text: str, label: str) -> None:
        data = text.encode()
        _, before = self._tables.revision()
        self._perform(ApplyCodebook(before, sha256(data)), label, contents={sha256(data): data})
        write_bytes(self.codebook_file, data)
