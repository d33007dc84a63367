"""Looking for names: in transcripts as they are and were, memos, attributes, names of files, labels of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from coder.model.edit import Edit
from coder.study.opened import Progress
from coder.study.pseudonymous import KEY_FILE, Pseudonymous

if TYPE_CHECKING:
    from coder.privacy.proposal import Proposal
    from coder.privacy.proposing import Source


class FindingNames(Pseudonymous):
    """What may be replaced."""

    def proposals(self, names: Sequence[str] = (), progress: Progress | None = None) -> tuple[Proposal, ...]:
        """What may be replaced in all documents: found by rules, by a language model if one is installed, and
        ``names``.

        Pseudonyms that the key file gives already are proposed again.
        """
        from coder.privacy.proposing import Source, propose

        sources = []
        rows = self._tables.documents()
        for number, row in enumerate(rows):
            if progress:
                progress(number, len(rows), row.name)
            document = self._tables.document(row.id)
            sources.append(Source(row.name, document.language, document.text, document.turns))
        entries = list(self._store.journal.entries())
        edits = [entry.edit for entry in entries]
        sources += (*self._earlier(edits), *self._notes(edits, [entry.label for entry in entries]))
        given = {one for barrier in self._store.journal.barriers() for one in barrier.pseudonyms}
        known = self._key(self.path / KEY_FILE).names() if (self.path / KEY_FILE).exists() else {}
        return propose(sources, self.codebook, names, known, given)

    def _earlier(self, edits: Iterable[Edit]) -> Iterator[Source]:
        """Texts that the study keeps though no document has them: before corrections, of imports taken back; and the
        turns that were otherwise.
        """
        from coder.privacy.naming import records
        from coder.privacy.proposing import Source

        now = [self._tables.record(row.id) for row in self._tables.documents()]
        texts = {record.text_sha256 for record in now}
        seen = {(record.text_sha256, record.turns) for record in now}
        for record in records(edits):
            sha = record.text_sha256
            if (sha, record.turns) not in seen:
                text = "" if sha in texts else self._tables.content(sha).decode()
                seen.add((sha, record.turns))
                texts.add(sha)
                yield Source(record.name, record.language, text, record.turns)

    def _notes(self, edits: Iterable[Edit], labels: Iterable[str]) -> Iterator[Source]:
        """What else is looked through, also what was since undone or written anew: memos, attributes with the names of
        documents, and what the journal calls its entries (the table that codings came from has its name only there).
        """
        from coder.language.guess import guess_language
        from coder.privacy.everything import words_of
        from coder.privacy.naming import kept_attributes
        from coder.privacy.proposing import Source

        kept = kept_attributes(self.codebook)
        for title, words in {
            **words_of(edits, kept, cases=not self.codebook.cases),
            "journal": list(dict.fromkeys(labels)),
        }.items():
            if words:
                text = "\n\n".join(words).replace("_", " ")  # names of files: coding_Karl_Wagner.csv
                yield Source(title, guess_language(text), text, prose=False)
