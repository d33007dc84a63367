"""Rejections that hold no longer: the code has said something else of itself since."""

from __future__ import annotations

from coder.codebook.follow import offered
from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import ApplyCodebook, Batch, DecideSuggestion, Edit
from coder.store.store import Store
from coder.suggest.batch import own_words


class Rejections:
    """Knows, for one run, under which codebook a suggestion was rejected and whether its code reads the same today."""

    def __init__(self, store: Store) -> None:
        self._tables, self._journal = store.tables, store.journal
        self._revision = self._tables.revision()[0]
        self._versions = self._tables.versions()
        self._texts = {number: sha for number, sha, _ in self._tables.revision_texts()}
        self._words: dict[tuple[str, int, int], tuple[object, ...] | None] = {}
        self._under: dict[str, int] | None = None

    def spent(self, one: Suggestion) -> bool:
        """Whether a rejected suggestion, as it is stored, may be proposed again."""
        today = self._of(one, self._revision)
        if today is None or self._of(one, one.revision) == today:
            return False
        # Made under another text of the code; only the journal knows under which it was rejected.
        return self._of(one, self._rejected_under().get(one.id, one.revision)) != today

    def _of(self, one: Suggestion, revision: int) -> tuple[object, ...] | None:
        """What the code of a suggestion said of itself under a revision; None where it was none."""
        asked = one.code, one.revision, revision
        if asked not in self._words:
            codebook = self._tables.codebook_in(self._texts[revision])
            now = offered(one.code, None, self._versions[one.revision], codebook)
            self._words[asked] = None if now is None else own_words(codebook.code(now[0]))
        return self._words[asked]

    def _rejected_under(self) -> dict[str, int]:
        """The revision under which each suggestion was rejected last."""
        if self._under is None:
            self._under = {}
            made = [entry.seq for entry in self._journal.of_codebook() for _ in _revisions(entry.edit)]
            for entry in self._journal.mentioning(SuggestionState.REJECTED.value):
                number = sum(seq < entry.seq for seq in made)
                self._under.update((identity, number) for identity in _rejected(entry.edit))
        return self._under


def _revisions(edit: Edit) -> list[ApplyCodebook]:
    if isinstance(edit, Batch):
        return [one for part in edit.edits for one in _revisions(part)]
    return [edit] if isinstance(edit, ApplyCodebook) else []


def _rejected(edit: Edit) -> list[str]:
    if isinstance(edit, Batch):
        return [one for part in edit.edits for one in _rejected(part)]
    rejected = isinstance(edit, DecideSuggestion) and edit.after is SuggestionState.REJECTED
    return [edit.suggestion] if rejected and isinstance(edit, DecideSuggestion) else []
