"""Undo and redo of the newest edits, whoever made them."""

from __future__ import annotations

from coder.files import sha256, write_bytes
from coder.model.edit import ApplyCodebook, Batch, Edit, brings_documents, extent
from coder.study.correcting import follow_places
from coder.study.opened import Opened

LARGE = 12  # more things than one edit of a coding session holds


class Undoing(Opened):
    """What undo and redo would do, and doing it."""

    def undo_label(self) -> str | None:
        """What undo would take back, in words."""
        return self._store.journal.undo_label()

    def undo_coder(self) -> str | None:
        """Whose edit undo would take back."""
        return self._store.journal.undo_coder()

    def undo_step(self) -> int | None:
        """The number in the journal of what undo would take back: another one is another change."""
        entry = self._store.journal.undoable()
        return entry.seq if entry is not None else None

    def redo_label(self) -> str | None:
        """What redo would do again, in words."""
        label = self._store.journal.redo_label()
        return label.removeprefix("undo: ") if label else None

    def undo_warning(self) -> str | None:
        """What to ask before undo: the newest edit is another coder's, brings transcripts, or holds many things."""
        entry = self._store.journal.undoable()
        if entry is None:
            return None
        if entry.coder != self.coder:
            return f"{entry.coder} did this, not you: {entry.label}. Undo it?"
        if brings_documents(entry.edit) or extent(entry.edit) > LARGE:
            return f"This takes back much: {entry.label}. Undo it?"
        return None

    def undo(self) -> str:
        """Take back the newest edit, whoever made it, and say what it was. Raises CoderError if there is none."""
        entry = self._store.undo(self.coder, self._now())
        self._follow_codebook(entry.edit)
        follow_places(self._store, entry.edit, back=True)
        return entry.label

    def redo(self) -> str:
        """Do again what was undone last and say what it was. Raises CoderError if there is nothing."""
        entry = self._store.redo(self.coder, self._now())
        self._follow_codebook(entry.edit)
        follow_places(self._store, entry.edit, back=True)
        return entry.label.removeprefix("undo: ")

    def _follow_codebook(self, edit: Edit) -> None:
        """After an undone change of the codebook the working copy goes back too, unless it was edited by hand."""
        if isinstance(edit, Batch):
            for part in edit.edits:
                self._follow_codebook(part)
        if isinstance(edit, ApplyCodebook) and self.codebook_file.is_file():
            data = self.codebook_file.read_bytes()
            if sha256(data) == edit.after:
                write_bytes(self.codebook_file, self._tables.content(edit.before))
