"""Rejections that hold no longer: the code has said something else of itself since, or has a new cue in the passage."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coder.codebook.follow import offered
from coder.model.codebook import Code
from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import ApplyCodebook, Batch, DecideSuggestion, Edit
from coder.model.span import Span
from coder.store.store import Store
from coder.suggest.batch import own_words

if TYPE_CHECKING:
    from coder.suggest.cues import CueFinders


class Rejections:
    """Knows, for one run, under which codebook a suggestion was rejected and whether its code reads the same today."""

    def __init__(self, store: Store) -> None:
        self._tables, self._journal = store.tables, store.journal
        self._revision = self._tables.revision()[0]
        self._versions = self._tables.versions()
        self._texts = {number: sha for number, sha, _ in self._tables.revision_texts()}
        self._codes: dict[tuple[str, int, int], Code | None] = {}
        self._finders: dict[int, CueFinders] = {}

    def spent(self, one: Suggestion) -> bool:
        """Whether a rejected suggestion, as it is stored, may be proposed again."""
        # Made under another text of the code; only the journal knows under which it was rejected.
        return self._changed(one, one.revision) and self._changed(one, self._under.get(one.id, one.revision))

    def _changed(self, one: Suggestion, before: int) -> bool:
        """Whether its code reads otherwise than under an earlier revision, or has a cue in its words that is new."""
        then, now = self._code(one, before), self._code(one, self._revision)
        if now is None:
            return False
        if then is None or own_words(then) != own_words(now):
            return True
        return then.cues != now.cues and bool(self._cues(one, now, self._revision) - self._cues(one, then, before))

    def _code(self, one: Suggestion, revision: int) -> Code | None:
        """The code of a suggestion as it stands under a revision; None where it is none."""
        asked = one.code, one.revision, revision
        if asked not in self._codes:
            codebook = self._tables.codebook_in(self._texts[revision])
            now = offered(one.code, None, self._versions[one.revision], codebook)
            self._codes[asked] = None if now is None else codebook.code(now[0])
        return self._codes[asked]

    def _cues(self, one: Suggestion, code: Code, revision: int) -> set[str]:
        """The cues that a code has in the words of a suggestion under a revision."""
        from coder.suggest.cues import CueFinders

        if revision not in self._finders:
            self._finders[revision] = CueFinders(self._tables.codebook_in(self._texts[revision]))
        document = self._tables.document(one.document)
        words = document.quote(one.span)
        found = self._finders[revision].of(document.language).finder.scan(words, [Span(0, len(words))])
        return {hit.phrase.lower() for hits in found for hit in (*hits.exact, *hits.near) if hit.key == code.id}

    @cached_property
    def _under(self) -> dict[str, int]:
        """The revision under which each suggestion was rejected last."""
        found: dict[str, int] = {}
        made = [entry.seq for entry in self._journal.of_codebook() for _ in _revisions(entry.edit)]
        for entry in self._journal.mentioning(SuggestionState.REJECTED.value):
            if entry.reverts is None:  # undo and redo bring back a rejection of before
                number = sum(seq < entry.seq for seq in made)
                found.update((identity, number) for identity in _rejected(entry.edit))
        return found


def _revisions(edit: Edit) -> list[ApplyCodebook]:
    if isinstance(edit, Batch):
        return [one for part in edit.edits for one in _revisions(part)]
    return [edit] if isinstance(edit, ApplyCodebook) else []


def _rejected(edit: Edit) -> list[str]:
    if isinstance(edit, Batch):
        return [one for part in edit.edits for one in _rejected(part)]
    rejected = isinstance(edit, DecideSuggestion) and edit.after is SuggestionState.REJECTED
    return [edit.suggestion] if rejected and isinstance(edit, DecideSuggestion) else []
