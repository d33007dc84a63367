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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, StorageError
from coder.files import read_bytes, sha256, write_bytes
from coder.model.codebook import Codebook
from coder.model.consent import QUOTABLE, Consent, consent, states_consent
from coder.model.document import VOICES, interview_of
from coder.model.edit import Edit, Entry, Refound
from coder.study.judging import Judging
from coder.study.opened import Progress, counted
from coder.study.searching import Searching

if TYPE_CHECKING:
    from coder.privacy.forms import Forms
    from coder.privacy.keyfile import Key
    from coder.privacy.naming import Naming
    from coder.privacy.proposal import Proposal
    from coder.privacy.proposing import Source

KEY_FILE = "pseudonyms.key"


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


class Pseudonymising(Judging, Searching):
    """Finding names, replacing them, and bringing them back."""

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
        edits = [entry.edit for entry in self._store.journal.entries()]
        sources += (*self._earlier(edits), *self._notes(edits))
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

    def _notes(self, edits: Iterable[Edit]) -> Iterator[Source]:
        """What else is looked through, also what was since undone or written anew: memos, and attributes with the names
        of documents.
        """
        from coder.language.guess import guess_language
        from coder.privacy.everything import words_of
        from coder.privacy.proposing import Source

        kept = {self.codebook.case_attribute, *(one.id for one in self.codebook.attributes if one.kind != "text")}
        for title, words in words_of(edits, frozenset({*kept, QUOTABLE, VOICES, "language"})).items():
            if words:
                text = "\n\n".join(words)
                yield Source(title, guess_language(text), text, prose=False)

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
        returning = Returning([entry.edit for entry in named], [entry.edit for entry in now[:place]], maps)
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

    def _entry(self, seq: int, label: str, edit: Edit) -> Entry:
        return Entry(seq, str(uuid.uuid4()), self._now(), self.coder, label, edit, None, "", "")

    def _key(self, path: Path) -> Key:
        from coder.privacy.keyfile import parse

        return parse(read_bytes(path), str(path))

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

    def _hashes(self, naming: Naming, books: Mapping[str, bytes]) -> dict[str, str]:
        """What the hashes become that judgements of cells rest on and that are not stale: interviews are called
        otherwise.
        """
        from coder.codebook.read import read
        from coder.derive.overlay import evidence_hash, signed_hash
        from coder.privacy.translating import Telling

        judged = self._tables.judgements()
        if not judged:
            return {}
        codebook, sha = self.codebook, self._tables.revision()[1]
        named = read(books[sha].decode(), self.codebook_file.name) if sha in books else codebook
        interviews = self._interviews(naming)
        telling = Telling(naming)
        found: dict[str, str] = {}
        for (row, case), one in judged.items():
            try:
                wanted = codebook.row(row)
            except CoderError:
                continue
            codes = [code for code, own in codebook.row_of.items() if own.id == row]
            evidence, coders = self._evidence(codes, None)
            pieces = [piece for piece in evidence if piece.case == case]
            old = evidence_hash(codebook, wanted, pieces, coders, codebook.parameters)
            new = evidence_hash(
                named,
                named.row(row),
                [piece._replace(interview=interviews.get(piece.interview, piece.interview)) for piece in pieces],
                {interviews.get(interview, interview): names for interview, names in coders.items()},
                named.parameters,
            )
            found[old] = new
            told = telling.override(row, case, one.override)
            signed = signed_hash(codebook, wanted, old, one.override)
            found[signed] = signed_hash(named, named.row(row), new, told)
        return found

    def _interviews(self, naming: Naming) -> dict[str, str]:
        kinds = [one.id for one in self.codebook.attributes if one.kind == "id"]
        found: dict[str, str] = {}
        for row in self._tables.documents():
            attributes = self._tables.attributes(row.id)
            by = next((name for name in (*kinds, "interview") if attributes.get(name) == row.interview), None)
            place = ("name", row.id) if by is None else ("attribute", by, row.id)
            interview = found[row.interview] = naming.words(place, row.interview)
            for voice in row.voices:
                named = naming.words(("speaker", row.id), voice)
                found[interview_of(row.interview, voice)] = interview_of(interview, named)
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


def _shas(edits: Iterable[Edit]) -> set[str]:
    """The hashes of all contents that edits need."""
    from coder.privacy.naming import codebooks, records

    listed = list(edits)
    found = codebooks(listed)
    for record in records(listed):
        found |= {record.text_sha256, record.source_sha256}
    return found


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
