"""What a run of suggestions changes, stored a part at a time.

Each part is one edit, so that an interrupted run has whole parts and the next one goes on behind them.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import AddSuggestions, Batch, DecideSuggestion, Edit, RemoveSuggestions, Stamp, Suggested
from coder.model.shares import percent
from coder.store.tables import DocumentRow
from coder.study.opened import counted

if TYPE_CHECKING:
    from coder.suggest.batch import Settled

MOST_DOCUMENTS, MOST_SUGGESTIONS, MOST_SECONDS = 100, 20_000, 5.0  # of a part


@dataclass
class Parts:
    """Answers wait here until they are a part; only then are they laid beside what the study has at that moment.

    ``settle`` does that for a document and its answer; ``stamp`` tells what each of some was asked with, before and
    now; ``perform`` makes an edit. ``of`` names the sources, for the journal.
    """

    settle: Callable[[str, Sequence[Suggestion]], Settled]
    stamp: Callable[[Sequence[str]], Iterable[tuple[Stamp | None, Stamp]]]
    perform: Callable[[Edit, str], None]
    of: str
    by_document: Counter[str] = field(default_factory=Counter)
    withdrawn: int = 0
    reopened: int = 0
    _waiting: list[tuple[DocumentRow, Sequence[Suggestion]]] = field(default_factory=list)
    _number: int = 0
    _since: float = field(default_factory=time.monotonic)

    def add(self, row: DocumentRow, answer: Sequence[Suggestion]) -> None:
        """The answer for one more document."""
        self._waiting.append((row, answer))
        self._number += len(answer)
        if (
            len(self._waiting) >= MOST_DOCUMENTS
            or self._number >= MOST_SUGGESTIONS
            or time.monotonic() - self._since >= MOST_SECONDS
        ):
            self.store()

    def store(self) -> None:
        """Store what waits as one edit."""
        if not self._waiting:
            return
        waiting, self._waiting, self._number = self._waiting, [], 0
        found = [(row, self.settle(row.id, answer)) for row, answer in waiting]
        documents = [row.id for row, _ in found]
        stamps = [Suggested(one, *stamp) for one, stamp in zip(documents, self.stamp(documents), strict=True)]
        reopened = [one for _, settled in found for one in settled.reopened]
        withdrawn = tuple(one for _, settled in found for one in settled.withdrawn)
        added = tuple(one for _, settled in found for one in settled.added)
        fresh = sum(settled.fresh for _, settled in found)
        open_again = (DecideSuggestion(one.id, SuggestionState.REJECTED, SuggestionState.PENDING) for one in reopened)
        edits: tuple[Edit, ...] = (
            *open_again,
            *((RemoveSuggestions(withdrawn),) if withdrawn else ()),
            *((AddSuggestions(added),) if added else ()),
            *stamps,
        )
        share = stamps[0].after.unaided if stamps[0].after is not None else 0
        without = f", {percent(share.numerator, share.denominator)}% of passages without" if share else ""
        gone = len(withdrawn) - len(reopened) - (len(added) - fresh)
        what = _told(fresh, gone, len(added) - fresh)
        self.perform(Batch(edits), f"{what} from {self.of} in {counted(len(found), 'document')}{without}")
        for row, settled in found:
            self.by_document[row.name] += settled.fresh
        self.reopened += len(reopened)
        self.withdrawn += gone
        self._since = time.monotonic()


def _told(fresh: int, gone: int, again: int) -> str:
    """What a part did, for the journal and for who is about to undo it; what it did most of first."""
    if fresh:
        return counted(fresh, "suggestion") + (f" and {gone} withdrawn" if gone else "")
    if gone:
        return f"{counted(gone, 'suggestion')} withdrawn, nothing new"
    return f"other numbers for {counted(again, 'suggestion')}" if again else "nothing new"
