"""Putting right who asks and who answers: roles and names of speakers are data of the study, the text stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coder.errors import CoderError
from coder.model.document import Role
from coder.model.edit import Batch, ReviseDocument
from coder.model.report import Speaker
from coder.study.opened import Opened, counted

NAMED = 3  # changes that the label of an edit names


class Turning(Opened):
    """Other turns are one edit, and the codings in them count, or count no more, from then on."""

    def speakers(self, document: str) -> tuple[Speaker, ...]:
        """Who speaks in a document (by id): role, turns and words; what nobody says last."""
        from coder.intake.speakers import speakers

        found = self._tables.document(document)
        return speakers(found.text, found.turns)

    def change_speakers(
        self, documents: Sequence[str], roles: Mapping[str, Role], names: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        """Give speakers of documents (by id) other roles and other names, both by the names they have now.

        One edit; the names of the documents that are different then come back. Documents in which a speaker does not
        occur are left as they are. Raises CoderError, with a near name, for a speaker that occurs in none of them.
        """
        from coder.intake.speakers import put_right

        names = {old: " ".join(new.split()) for old, new in (names or {}).items()}
        for old, new in names.items():
            if not new.isprintable() or not new:
                raise CoderError(f"{old!r} cannot be renamed to {new!r}", hint="give a name that can be shown")
        found = {document: self._tables.document(document) for document in documents}
        known = dict.fromkeys(turn.speaker for one in found.values() for turn in one.turns if turn.speaker)
        for name in (*roles, *names):
            _require(name, known, [one.name for one in found.values()])
        edits: list[ReviseDocument] = []
        for document, one in found.items():
            turns = put_right(one.turns, roles, names)
            if turns != one.turns:
                before = self._tables.record(document)
                edits.append(ReviseDocument(before, replace(before, turns=turns)))
        if edits:
            where = edits[0].after.name if len(edits) == 1 else counted(len(edits), "document")
            self._perform(edits[0] if len(edits) == 1 else Batch(tuple(edits)), f"{_told(roles, names)} in {where}")
        return tuple(edit.after.name for edit in edits)


def _told(roles: Mapping[str, Role], names: Mapping[str, str]) -> str:
    changes = [f"{name} is {role.value}" for name, role in roles.items()]
    changes += [f"{old} is called {new}" for old, new in names.items()]
    more = f" and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    return ", ".join(changes[:NAMED]) + more


def _require(name: str, known: Iterable[str], documents: Sequence[str]) -> None:
    from difflib import get_close_matches

    listed = [*known]
    if name in listed:
        return
    near = get_close_matches(name, listed, 1)
    where = documents[0] if len(documents) == 1 else ""
    spoken = f"speakers: {', '.join(listed[:8])}" if listed else "nobody is named there"
    raise CoderError(
        f"there is no speaker {name!r}", where=where, hint=f"did you mean {near[0]!r}?" if near else spoken
    )
