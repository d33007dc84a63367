"""Corrected transcripts: another text under the codings, and what is to be decided then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, UnreadableError
from coder.files import read_bytes, sha256
from coder.model.coding import Coding, SuggestionState
from coder.model.correction import CorrectionReport, Reworded, Settling, TextRevision
from coder.model.edit import (
    AddDocuments,
    Batch,
    DocumentRecord,
    Edit,
    LinkQuestions,
    RemoveCodings,
    ReviseDocument,
    SetWording,
    UnlinkQuestions,
)
from coder.model.span import Span
from coder.store.store import Store
from coder.study.coding import HandCoding
from coder.study.opened import counted

if TYPE_CHECKING:
    from coder.model.reading import Reading


class Correcting(HandCoding):
    """A correction is one edit; texts that were replaced stay in the study."""

    def revise(self, document: str, path: Path, how: Reading | None = None) -> CorrectionReport:
        """Give a document (by id) the text of a corrected file; codings, suggestions and places follow their words.

        Attributes stay; what the file states otherwise is reported. Raises UnreadableError for a file that cannot be
        read and CoderError for one that is no correction.
        """
        from coder.formats.readers import parse_transcripts
        from coder.intake.corrections import Standing, correction, other_attributes, record_after, the_transcript
        from coder.intake.transcripts import copy_name
        from coder.model.reading import AS_IT_IS
        from coder.study.importing import originals

        if path.exists() and not path.is_file():
            raise UnreadableError("this is no regular file", where=str(path), hint="name the corrected transcript")
        data = read_bytes(path)
        before = self._tables.record(document)
        if self._tables.withdrawn(sha256(data)):
            raise CoderError(
                "this is the original of a document that was pseudonymised",
                where=str(path),
                hint="coder pseudonymise --restore brings the names back",
            )
        transcript = the_transcript(parse_transcripts(data, path.name, how or AS_IT_IS), before.name, path.name)
        text = transcript.text.encode()
        codings = self._tables.codings(document=document)
        standing = Standing(
            before,
            self._tables.document(document).text,
            codings,
            [one for state in SuggestionState for one in self._tables.suggestions(document, state)],
            self._tables.wordings(),
        )
        after = record_after(before, transcript, path.name, sha256(data), sha256(text))
        found = correction(standing, after, transcript.text)
        offered = other_attributes(transcript.attributes, before.attributes, self.codebook, path.name)
        if found.edit is not None:
            contents = {after.source_sha256: data, after.text_sha256: text}
            corpus = self.path / "corpus"
            inside = path.resolve().parent == corpus.resolve()
            label = f"correct {before.name}"
            if found.reworded:
                label += f": the words of {counted(len(found.reworded), 'coding')} changed"
            with originals(corpus, {} if inside else {copy_name(corpus, path, data): data}, self._tables):
                self._perform(self._with_questions(found.edit, before, transcript.text), label, contents=contents)
            follow_places(self._store, found.edit)
            self.index()
        return CorrectionReport(
            document=before.name,
            unchanged=found.edit is None,
            words=(before.words, after.words),
            codings=len(codings),
            elsewhere=tuple(self._tables.codings_by_id(found.elsewhere, today=True)),
            reworded=self._reworded(self._tables.codings_by_id(found.reworded, today=True)),
            withdrawn=found.withdrawn,
            attributes=offered,
            warnings=(*transcript.warnings, *self._names_again(before, found.edit)),
        )

    def _with_questions(self, edit: Edit, before: DocumentRecord, text: str) -> Edit:
        """The edit with the turns in which questions of the guide were asked moved along with their words."""
        links = tuple(one for one in self._tables.links() if one.document == before.id and one.start is not None)
        old = self._tables.document(before.id).text
        if not links or old == text:
            return edit
        from coder.intake.alignment import Alignment

        alignment = Alignment(old, text)
        moved = tuple(replace(one, start=alignment.offset(one.start or 0)) for one in links)
        return Batch((UnlinkQuestions(links), edit, LinkQuestions(moved)))

    def _names_again(self, before: DocumentRecord, edit: Edit | None) -> tuple[str, ...]:
        """What to tell of a document that was pseudonymised: nobody has looked for names in the corrected text."""
        if edit is None or not self._tables.withdrawn(before.source_sha256):
            return ()
        return (
            f"{before.name} was pseudonymised: names in the corrected text are in the study until that is done again",
        )

    def wordings(self) -> dict[str, str]:
        """What the words of codings (by id) were before a correction, where nobody has decided on that yet."""
        return self._tables.wordings()

    def reworded(self, document: str | None = None) -> tuple[Reworded, ...]:
        """The codings (of a document, by id) whose words were changed and on which nobody has decided."""
        wordings = self._tables.wordings()
        found = self._tables.codings_by_id(wordings, today=True) if wordings else []
        return self._reworded(one for one in found if document in (None, one.document))

    def _reworded(self, codings: Iterable[Coding]) -> tuple[Reworded, ...]:
        from coder.intake.alignment import once

        wordings, found = self._tables.wordings(), []
        for coding in codings:
            document, before = self._tables.document(coding.document), wordings[coding.id]
            found.append(
                Reworded(coding, document.name, before, document.quote(coding.span), once(document.text, before))
            )
        return tuple(found)

    def settle(self, identity: str, decision: Settling | Span) -> None:
        """Decide on a coding whose words were changed: keep it as it is, remove it, or put it on other words.

        Raises CoderError if nothing is to be decided, or it is another coder's.
        """
        coding, words = self.coding(identity), self._tables.wordings().get(identity)
        if words is None:
            raise CoderError("nothing is to be decided about this coding", hint="coder revise --open lists the others")
        if coding.coder != self.coder:
            raise CoderError(f"this coding is {coding.coder}'s", hint="whose coding it is decides")
        edit: Edit = SetWording(identity, words, None)
        if isinstance(decision, Span) and decision != coding.span:
            self.change(identity, span=decision)
            return
        if decision is Settling.REMOVE:
            self._perform(Batch((RemoveCodings((coding,)), edit)), f"remove {self._describe(coding)}")
            return
        self._perform(edit, f"keep {self._describe(coding)} on its changed words")

    def words_at(self, document: str, words: str, near: int) -> Span:
        """Where some words stand in a document (by id). Raises CoderError if they do not, or several times as near."""
        text, name = self._tables.document(document).text, self._tables.document(document).name
        found: list[int] = []
        at = text.find(words) if words.strip() else -1
        while at >= 0:
            found.append(at)
            at = text.find(words, at + 1)
        if not found:
            raise CoderError(f"{words!r} is not in {name}", hint="copy the words from the transcript")
        best = min(abs(at - near) for at in found)
        nearest = [at for at in found if abs(at - near) == best]
        if len(nearest) > 1:
            raise CoderError(f"{words!r} stands twice near its place in {name}", hint="give more of the words")
        return Span(nearest[0], nearest[0] + len(words))

    def text_revisions(self, document: str) -> tuple[TextRevision, ...]:
        """The texts a document (by id) had, from the import to the present one; those undone are not among them."""
        stack: list[TextRevision] = []
        for entry in self._store.journal.mentioning(document):
            for part in _parts(entry.edit):
                now = _text_after(part, document)
                if now is None:
                    continue
                if entry.reverts is not None and len(stack) > 1 and stack[-2].text_sha256 == now.text_sha256:
                    stack.pop()  # the undo of a correction
                    continue
                label = entry.label.removeprefix("undo: ")
                at = len(stack) + 1
                stack.append(
                    TextRevision(at, entry.at, entry.coder, label, now.source_name, now.words, now.text_sha256)
                )
        return tuple(stack)

    def text_of(self, revision: TextRevision) -> str:
        """The text of a revision."""
        return self._tables.content(revision.text_sha256).decode()


def _parts(edit: Edit) -> Iterable[Edit]:
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from _parts(part)
    else:
        yield edit


def _text_after(edit: Edit, document: str) -> DocumentRecord | None:
    """The document, if an edit gives it a text."""
    if isinstance(edit, AddDocuments):
        return next((one for one in edit.documents if one.id == document), None)
    if isinstance(edit, ReviseDocument) and edit.after.id == document:
        return edit.after if edit.after.text_sha256 != edit.before.text_sha256 else None
    return None


def follow_places(store: Store, edit: Edit, *, back: bool = False) -> None:
    """Move the places where coders left documents along with the words, after an edit or (``back``) its undo."""
    for part in _parts(edit):
        if not isinstance(part, ReviseDocument) or part.before.text_sha256 == part.after.text_sha256:
            continue
        if not store.placed(part.after.id):
            continue
        from coder.intake.alignment import Alignment  # imported here: starting a session is felt

        texts = [store.tables.content(one.text_sha256).decode() for one in (part.before, part.after)]
        alignment = Alignment(*(reversed(texts) if back else texts))
        store.move_places(part.after.id, alignment.offset)
