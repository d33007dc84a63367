"""The journal read for suggestions: who decided what, what was on offer where, and with what documents were asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import (
    AddCodings,
    AddSuggestions,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    Edit,
    Entry,
    MarkCoded,
    RemoveSuggestions,
    ReviseDocument,
    Stamp,
    Suggested,
)
from coder.model.guards import Fate
from coder.model.span import Span


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody made of a suggestion, and when (ISO 8601, UTC)."""

    fate: Fate
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What was ever on offer on a document, also what was withdrawn later: spans of the text it has now, and those of
    texts that were replaced, by their SHA-256."""

    now: frozenset[Span] = frozenset()
    before: Mapping[str, frozenset[Span]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """The journal read for suggestions: decisions that stand, by suggestion; with what each document was asked; what
    was on offer on each; and every suggestion that was made, by id. An undone run never asked and made nothing: what
    was coded while it stood was undone before."""

    decisions: Mapping[str, Decision]
    stamps: Mapping[str, tuple[Stamp, ...]]
    offered: Mapping[str, Offered] = field(default_factory=dict)
    made: Mapping[str, Suggestion] = field(default_factory=dict)


def history(entries: Iterable[Entry]) -> History:
    """Fold the journal, oldest entry first. A rejection that codes the words otherwise in the same edit is a change."""
    decisions: dict[str, Decision] = {}
    stamps: dict[str, list[Stamp]] = defaultdict(list)
    offers = _Offers()
    for entry, undoes in _steps(entries):
        coded = False
        for edit in _single(entry.edit):
            match edit:
                case AddCodings() | ChangeCoding():
                    coded = True
                case DecideSuggestion(identity, _, SuggestionState.PENDING):
                    decisions.pop(identity, None)
                case DecideSuggestion(identity, _, after):
                    rejected = Fate.CHANGED if coded else Fate.REJECTED
                    fate = Fate.ACCEPTED if after is SuggestionState.ACCEPTED else rejected
                    decisions[identity] = Decision(fate, entry.coder, entry.at)
                    coded = False
                case Suggested(document, _, stamp):
                    while undoes and stamps[document] and stamps[document][-1] != stamp:
                        stamps[document].pop()
                    if stamp is None:
                        stamps[document].clear()
                    elif stamp not in stamps[document][-1:]:
                        stamps[document].append(stamp)
                case AddSuggestions(found) | RemoveSuggestions(found):
                    offers.count(found, -1 if undoes else 1)
                case ReviseDocument():
                    offers.revise(edit)
    told = {document: tuple(found) for document, found in stamps.items() if found}
    return History(decisions, told, offers.by_document(), offers.made())


def marks(entries: Iterable[Entry]) -> dict[str, str]:
    """Since when (ISO 8601, UTC) documents are said to be coded, from the journal, oldest entry first; of several
    coders the first one counts, and what was undone and done again counts from when it was done first."""
    at: dict[tuple[str, str], str] = {}
    standing: set[tuple[str, str]] = set()
    for entry in entries:
        for edit in _single(entry.edit):
            match edit:
                case MarkCoded(document, coder, True):
                    standing.add((document, coder))
                    if entry.reverts is None or (document, coder) not in at:
                        at[document, coder] = entry.at
                case MarkCoded(document, coder):
                    standing.discard((document, coder))
    found: dict[str, str] = {}
    for document, coder in standing:
        found[document] = min(found.get(document, at[document, coder]), at[document, coder])
    return found


def _steps(entries: Iterable[Entry]) -> Iterator[tuple[Entry, bool]]:
    """Entries, and whether each takes something back; what takes such a one back does it again."""
    undone: set[int] = set()
    for entry in entries:
        undoes = entry.reverts is not None and entry.reverts not in undone
        if undoes:
            undone.add(entry.seq)
        yield entry, undoes


class _Offers:
    """Counts by which edits that stand a suggestion came or went: what came or went was on offer on the text of then.

    The id of a suggestion says where it lies, so one that a corrected text moved has another.
    """

    def __init__(self) -> None:
        self._last: dict[str, Suggestion] = {}
        self._times: dict[str, Counter[str]] = defaultdict(Counter)
        self._replaced: dict[str, dict[str, Counter[str]]] = defaultdict(dict)  # document, SHA-256 of its text
        self._moved: set[str] = set()

    def count(self, found: Iterable[Suggestion], times: int) -> None:
        for one in found:
            self._last[one.id] = one
            self._times[one.document][one.id] += times
            self._moved.discard(one.id)

    def revise(self, edit: ReviseDocument) -> None:
        document, before, after = edit.after.id, edit.before.text_sha256, edit.after.text_sha256
        if before != after:
            self._replaced[document][before] = self._times.pop(document, Counter())
            self._times[document] = self._replaced[document].pop(after, Counter())
        for old, new in edit.suggestions:
            self._moved.add(old.id)
            self._moved.discard(new.id)

    def by_document(self) -> dict[str, Offered]:
        return {
            document: Offered(
                self._spans(self._times[document]),
                {text: self._spans(times) for text, times in self._replaced[document].items()},
            )
            for document in {*self._times, *self._replaced}
        }

    def _spans(self, times: Mapping[str, int]) -> frozenset[Span]:
        return frozenset(self._last[one].span for one in _positive(times))

    def made(self) -> dict[str, Suggestion]:
        every = (*self._times.values(), *(times for texts in self._replaced.values() for times in texts.values()))
        return {one: self._last[one] for times in every for one in _positive(times) if one not in self._moved}


def _positive(times: Mapping[str, int]) -> Iterator[str]:
    return (one for one, number in times.items() if number > 0)


def _single(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from _single(part)
    else:
        yield edit
