"""The forms that the codebook has had, and what was coded under which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.edit import ApplyCodebook, Batch, Edit
from coder.model.revision import Defined, Revision
from coder.store.revisions import codebook_at, codings_by_revision
from coder.study.opened import Opened

if TYPE_CHECKING:
    from coder.codebook.defined import Known


class Revisions(Opened):
    """Every form is kept, and every coding says under which it was made."""

    _walked: tuple[tuple[tuple[int, str, str], ...], Known, Codebook | None] | None = None

    def codebook_at(self, number: int) -> Codebook:
        """The codebook as it was in a revision. Raises CoderError for a number that there is not."""
        return codebook_at(self._tables, number)

    def codebook_text_at(self, number: int) -> str:
        """The text of a revision. Raises CoderError for a number that there is not."""
        codebook_at(self._tables, number)
        sha = next(sha for known, sha, _ in self._tables.revision_texts() if known == number)
        return self._tables.content(sha).decode()

    def revisions(self) -> tuple[Revision, ...]:
        """Every revision, oldest first; one that undo or redo made is one of its own."""
        from coder.codebook.compare import compare

        codings: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for _, number, coder, count in codings_by_revision(self._tables):
            codings[number][coder] += count
        entries = (entry for entry in self._store.journal.of_codebook() for _ in range(_codebooks(entry.edit)))
        found, before, last = [], None, ""
        for (number, sha, version), entry in zip(self._tables.revision_texts(), entries, strict=True):
            now = codebook_at(self._tables, number)
            changed = compare(before, now) if before is not None and sha != last else ()
            found.append(Revision(number, version, entry.at, entry.coder, entry.label, changed, dict(codings[number])))
            before, last = now, sha
        return tuple(found)

    def definitions(self) -> Mapping[str, Defined]:
        """Of every code of today, the revision it was last defined in."""
        from coder.codebook.defined import defined

        listed = self._tables.revision_texts()
        done, known, before = self._walked or ((), {}, None)
        if listed[: len(done)] != list(done):  # told anew with pseudonyms, or brought back
            done, known, before = (), {}, None
        for number, _, _ in listed[len(done) :]:
            codebook = codebook_at(self._tables, number)
            known = defined(known, before, codebook, number)
            before = codebook
        self._walked = tuple(listed), known, before
        return {code: since for code, (since, _) in known.items()}

    def coded_under(self) -> tuple[tuple[str, int, str, int], ...]:
        """Code as it is called today, revision, coder, and how many codings were made so."""
        return tuple(codings_by_revision(self._tables))

    def earlier_defined(self, codings: tuple[Coding, ...]) -> frozenset[str]:
        """Ids of those codings whose code was redefined since they were made (flag *earlier definition*)."""
        from coder.codebook.resolve import resolve

        versions, codebook = self._tables.versions(), self.codebook
        if not any(change.op == "redefine" for change in codebook.history):
            return frozenset()
        return frozenset(
            one.id
            for one in self._tables.codings_by_id(one.id for one in codings)
            if resolve(one.code, one.weight, versions[one.revision], codebook).earlier_definition
        )


def _codebooks(edit: Edit) -> int:
    """How many revisions an edit makes."""
    if isinstance(edit, Batch):
        return sum(map(_codebooks, edit.edits))
    return int(isinstance(edit, ApplyCodebook))
