"""Names come back from the key file, also after more coding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import write_bytes
from coder.model.edit import Edit, Refound
from coder.study.pseudonymous import KEY_FILE, Pseudonymous

if TYPE_CHECKING:
    from coder.privacy.keyfile import Key


class RestoringNames(Pseudonymous):
    """Takes pseudonymisations back."""

    def restore_names(self, key_file: Path | None = None) -> int:
        """Bring the names back with the key file: texts, places, turns and words as they were, and what was coded since
        moved to them. The newest pseudonymisation first, until all are back; returns how many were.

        Raises CoderError if nothing is pseudonymised, or the key file is another study's.
        """
        path = key_file or self.path / KEY_FILE
        barriers = self._store.journal.barriers()
        if not barriers:
            raise CoderError("nothing in this study is pseudonymised", hint="coder pseudonymise --propose FILE.csv")
        key = self._key(path)
        for barrier in reversed(barriers):
            self._restore(barrier, key, path)
        self.finish()
        return len(barriers)

    def _restore(self, barrier: Refound, key: Key, path: Path) -> None:
        from coder.privacy.returning import Returning
        from coder.privacy.translating import Telling
        from coder.store.refounding import Founding, chain, refound

        one = key.round(barrier.round)
        if one is None:
            raise CoderError("this key file does not hold these names", where=str(path), hint="name the right --key")
        now = list(self._store.journal.entries())
        place = next(number for number, entry in enumerate(now) if entry.edit == barrier)
        named = one.restored(now[:place])
        if chain(named)[-1].hash != one.last:
            raise CoderError("the key file does not fit this study", where=str(path), hint="name the right --key")
        maps, contents = one.offsets(), one.content()
        returning = Returning(
            [entry.edit for entry in named], [entry.edit for entry in now[:place]], maps, self.codebook.case_attribute
        )
        telling = Telling(returning)
        telling.begin(entry.edit for entry in now[:place])
        later = [replace(entry, edit=telling.translated(entry.edit)) for entry in now[place + 1 :]]
        marker = replace(now[place], edit=replace(barrier, barrier=False))
        back = Refound(barrier.round, barrier=False)
        label = "names brought back; the journal before was told anew"
        entries = chain([*named, marker, *later, self._entry(len(now) + 1, label, back)])
        for name, sha in one.files.items():
            target = self.path / name
            if target.parent.is_dir() and not (name.startswith("codebooks/") and self.notices()):
                write_bytes(target, contents[sha], private=name.startswith("corpus/"))
        wanted = _shas(entry.edit for entry in entries)
        present = dict(self._store.contents())
        texts = {row.id: self._tables.document(row.id).text_sha256 for row in self._tables.documents()}
        refound(
            self._store,
            Founding(
                on=now[-1].hash,
                entries=entries,
                contents={sha: data for sha, data in contents.items() if sha in wanted},
                withdrawn={},
                dropped=frozenset(present.keys() - wanted),
                place=lambda document, offset: returning.text(document, texts[document])[1].offset(offset),
                words=lambda words: words,
            ),
        )
        self.index()


def _shas(edits: Iterable[Edit]) -> set[str]:
    """The hashes of all contents that edits need."""
    from coder.privacy.naming import codebooks, records

    listed = list(edits)
    found = codebooks(listed)
    for record in records(listed):
        found |= {record.text_sha256, record.source_sha256}
    return found
