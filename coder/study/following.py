"""Overviews that follow the coding: kept, and brought up to what the journal says was done since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.model.edit import (
    AddCodings,
    AddSuggestions,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    Edit,
    MarkCoded,
    RemoveCodings,
    RemoveSuggestions,
    SetOverride,
    SetSignOff,
    SetSummary,
    SetWording,
    Suggested,
    WriteMemo,
)
from coder.study.deriving import Deriving
from coder.study.uncollected import uncollected

if TYPE_CHECKING:
    from coder.derive.kept import Kept
    from coder.model.overview import Overview

MOST_ENTRIES = 200  # of the journal that are followed one by one
MOST_DOCUMENTS = 20  # that are read anew one by one; of more, everything is


@dataclass(frozen=True, slots=True)
class Followed:
    """An overview as it stood after an entry of the journal (number and hash), and what was asked for."""

    overview: Overview
    kept: Kept
    question: tuple[str, str | None, str | None]
    read_to: tuple[int, str]


class Following(Deriving):
    """Overviews for a session in which coding goes on."""

    @uncollected()
    def followed(
        self,
        table: str | None = None,
        language: str | None = None,
        coder: str | None = None,
        before: Followed | None = None,
    ) -> Followed:
        """The same overview as ``overview`` derives, faster if ``before`` is what this returned last: after codings,
        marks and judgements, by whomever and in whichever process, undone or done again, only the columns of the cases
        they speak of are derived. After anything else, or for another table, all is."""
        from coder.derive.kept import after, kept

        read_to = self._store.journal.newest()  # first: what others write meanwhile is read again next time
        wanted = self._table(table)
        question = (wanted.id, language, coder)
        documents = self._changed_since(before) if before is not None and before.question == question else None
        together = self._together(wanted)
        judgements = self._tables.judgements() if coder is None else {}
        if before is not None and documents is not None:
            documents, interviews = self._tables.of_one_interview(documents)
            evidence, coders_of = self._evidence(None, coder, together, documents=documents) if documents else ([], {})
            found = after(self.codebook, before.kept, interviews, evidence, coders_of, judgements)
        else:
            evidence, coders_of = self._evidence(None, coder, together)
            guided = self._guided(together)
            found = kept(
                self.codebook, wanted, evidence, coders_of, guided.interviews, judgements, language, guided.asked
            )
        return Followed(found.overview, found, question, read_to)

    def _changed_since(self, before: Followed) -> frozenset[str] | None:
        """The documents in which something was coded or marked since; None if that is not all, or too much."""
        edits = self._store.journal.since(*before.read_to, MOST_ENTRIES)
        reached = [] if edits is None else [_documents(edit) for edit in edits]
        found = None if edits is None or None in reached else frozenset[str]().union(*filter(None, reached))
        return None if found is None or len(found) > MOST_DOCUMENTS else found


def _documents(edit: Edit) -> frozenset[str] | None:
    """The documents whose evidence an edit may change; None if it may change more than evidence and judgements."""
    match edit:
        case AddCodings(codings) | RemoveCodings(codings):
            return frozenset(coding.document for coding in codings)
        case ChangeCoding(before, after):
            return frozenset({before.document, after.document})
        case MarkCoded(document):
            return frozenset({document})
        case SetOverride() | SetSignOff() | SetSummary() | SetWording() | WriteMemo():
            return frozenset()
        case AddSuggestions() | RemoveSuggestions() | DecideSuggestion() | Suggested():
            return frozenset()
        case Batch(edits):
            parts = [_documents(part) for part in edits]
            return None if None in parts else frozenset[str]().union(*filter(None, parts))
        case _:
            return None
