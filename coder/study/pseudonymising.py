"""Pseudonymisation: names leave the study for a key file, and come back from it.

A study keeps everything it was ever told, so a name stands in more places than its transcript: in the bytes of the
file, in older texts, in turns, memos, attributes, reasons of suggestions, overrides, labels of the journal, the
search index and copies in ``corpus/``. All of these follow from the journal. So the journal is told anew with
pseudonyms (``coder/store/refounding.py``), and tables and index are folded from it; numbers, times and coders of
entries stay. An entry at its end says that this was done; undo stops there, since what lies before was written with
names.

In order: the key file is written and synced; then the study changes in one transaction; then copies in ``corpus/``
go and the file is written anew without its deleted pages. Killed between these, the study is as before or
pseudonymised, and no original is lost; ``unfinished`` (and so ``coder check``) tells what is left to do, and
``finish`` does it.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, StorageError
from coder.files import read_bytes, sha256, write_bytes
from coder.model.codebook import Codebook
from coder.model.edit import Refound
from coder.study.finding_names import FindingNames
from coder.study.opened import counted
from coder.study.pseudonymous import KEY_FILE
from coder.study.rehashing import Rehashing
from coder.study.restoring_names import RestoringNames

if TYPE_CHECKING:
    from coder.privacy.forms import Forms
    from coder.privacy.keyfile import Key
    from coder.privacy.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was done: how many ``names`` gave way at how many ``places`` of how many ``documents``.

    ``clean`` says whether the study file could be freed of what was deleted; ``leftovers`` are other files in the
    directory that still hold names, by how many; ``left`` says where in the study file names still stand.
    """

    names: int
    places: int
    documents: int
    clean: bool
    leftovers: Mapping[str, int]
    key: Path
    left: tuple[str, ...] = ()


class Pseudonymising(Rehashing, FindingNames, RestoringNames):
    """Finding names, replacing them, and bringing them back."""

    def pseudonymise(self, proposals: Sequence[Proposal], key_file: Path | None = None) -> Pseudonymised:
        """Replace the accepted spellings everywhere and move what held them into the key file.

        Raises CoderError for pseudonyms that cannot be, if none of the names is in the study, or if codes of the
        codebook are named so; StorageError if the key or the study cannot be written. Nothing is changed then.
        """
        from coder.privacy import keyfile
        from coder.privacy.naming import Naming, codebooks, records, texts
        from coder.privacy.proposal import forms as forms_of
        from coder.privacy.translating import Telling
        from coder.store.refounding import Founding, chain, left, refound

        codebook = self.codebook
        forms = forms_of(proposals, codebook)
        before = list(self._store.journal.entries())
        edits = [entry.edit for entry in before]
        known = records(edits)
        told = texts(forms, known, self._tables.content)
        books = self._books(forms, codebooks(edits))
        hashes: dict[str, str] = {}
        naming = Naming(forms, told, {old: sha256(data) for old, data in books.items()}, known, edits, codebook, hashes)
        hashes |= self._hashes(naming, books)
        telling = Telling(naming)
        after = [
            replace(entry, edit=telling.translated(entry.edit), label=naming.words(("label",), entry.label))
            for entry in before
        ]
        changed = keyfile.changed(before, after)
        if not changed:
            raise CoderError("none of these names is in the study", hint="nothing was changed")
        contents = {one.sha: one.data for one in told.values()} | {sha256(data): data for data in books.values()}
        stay = {*contents, *(codebooks(edits) - books.keys())}
        leaving = {sha: data for sha, data in self._store.contents() if sha not in stay}
        identity = str(uuid.uuid4())
        files = self._files(leaving.keys(), forms)
        accepted = [one for one in proposals if one.accepted]
        current = [self._tables.document(row.id).text_sha256 for row in self._tables.documents()]
        places = sum(len(told[sha].offsets.replaced) for sha in current)
        label = f"names replaced by pseudonyms at {counted(places, 'place')}; the journal before was told anew"
        marker = Refound(identity, tuple(dict.fromkeys(one.pseudonym for one in accepted)))
        after = chain([*after, self._entry(len(after) + 1, label, marker)])
        path = key_file or self.path / KEY_FILE
        key = self._key(path) if path.exists() else keyfile.Key()
        added = keyfile.Round(
            identity,
            self._now(),
            self.coder,
            tuple(keyfile.Name(one.words, one.kind.value, one.pseudonym) for one in accepted),
            before[-1].hash,
            changed,
            keyfile.encoded(leaving | {sha256(data): data for data in files.values()}),
            {sha: keyfile.flat(one.offsets) for sha, one in told.items() if one.offsets.replaced},
            {name: sha256(data) for name, data in files.items()},
        )
        _write_key(path, replace(key, rounds=(*key.rounds, added)))
        maps = {row.id: told[self._tables.document(row.id).text_sha256].offsets for row in self._tables.documents()}
        refound(
            self._store,
            Founding(
                on=before[-1].hash,
                entries=after,
                contents=contents,
                withdrawn={sha: _characters(data, sha in told) for sha, data in leaving.items()},
                dropped=frozenset(),
                place=lambda document, offset: maps[document].offset(offset),
                words=forms.replaced,
            ),
        )
        self._clear(files, books)
        self.index()
        clean = self.finish()
        touched = sum(1 for one in maps.values() if one.replaced)
        standing = left(self._store, lambda words: any(form.replacement is not None for _, form in forms.find(words)))
        return Pseudonymised(len(accepted), places, touched, clean, self.leftovers(forms), path, standing)

    def _books(self, forms: Forms, shas: Iterable[str]) -> dict[str, bytes]:
        """Texts of the codebook in which names stand, without them. Raises CoderError if codes are named so."""
        found: dict[str, bytes] = {}
        for sha in shas:
            text = self._tables.content(sha).decode()
            named = forms.replaced(text)
            if named != text:
                _same_codes(text, named, self.codebook_file.name, forms)
                found[sha] = named.encode()
        return found

    def _files(self, leaving: Iterable[str], forms: Forms) -> dict[str, bytes]:
        """Files of the study's directory that leave with the names: originals in ``corpus/``, the working copy."""
        gone, found = set(leaving), {}
        folder = self.path / "corpus"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                data = read_bytes(path)
                if sha256(data) in gone:
                    found[f"corpus/{path.name}"] = data
        if self.codebook_file.is_file():
            data = read_bytes(self.codebook_file)
            if forms.replaced(text := data.decode(errors="replace")) != text:
                found[f"codebooks/{self.codebook_file.name}"] = data
        return found

    def _clear(self, files: Mapping[str, bytes], books: Mapping[str, bytes]) -> None:
        """Take the copies away; the working copy of the codebook follows the study if it was not edited by hand."""
        for name, data in files.items():
            path = self.path / name
            if name.startswith("corpus/"):
                path.unlink(missing_ok=True)
            elif sha256(data) in books:
                write_bytes(path, books[sha256(data)])


def _characters(data: bytes, is_text: bool) -> int:
    return len(data.decode()) if is_text else len(data)


def _same_codes(before: str, after: str, name: str, forms: Forms) -> None:
    """Raises CoderError unless both texts are codebooks with the same ids."""
    from coder.codebook.read import read

    def ids(codebook: Codebook) -> list[str]:
        return [one.id for group in (codebook.codes, codebook.rows, codebook.tables, codebook.cases) for one in group]

    changed: list[str] = []
    try:
        old = ids(read(before, name))
        changed = [one for one in dict.fromkeys(old) if forms.replaced(one) != one]
        same = old == ids(read(after, name))
    except CoderError:
        same = False
    if not same:
        raise CoderError(
            "a code of the codebook is called by one of these names" + f": {', '.join(changed)}" * bool(changed),
            where=name,
            hint="rename it first, or skip the name",
        )


def _write_key(path: Path, key: Key) -> None:
    """The key file, on the disk before this returns. Raises StorageError."""
    from coder.privacy.keyfile import render

    if not path.parent.is_dir():
        raise StorageError("the directory does not exist", where=str(path.parent), hint=f"mkdir {path.parent}")
    write_bytes(path, render(key), private=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
