"""The queue of suggestions that wait: in which order, which of them, and which comes next (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.model.codebook import Codebook
from coder.model.coding import Suggestion
from coder.suggest.queue import Order, counted, later, ordered, places_among
from coder.tui.codes.labels import label_of, parent_label
from coder.tui.codes.proposed import sources_of
from coder.tui.codes.showing import EVERYTHING
from coder.tui.dialogs.chooser import Option
from coder.tui.text.cells import one_line

Row = Suggestion | str  # a heading is told by the id of its document or code


@dataclass(frozen=True, slots=True)
class Only:
    """Which suggestions are shown; "" is any. ``code`` also stands for what is below it."""

    code: str = ""
    document: str = ""
    source: str = ""

    @property
    def all(self) -> bool:
        """Whether nothing is chosen."""
        return self == Only()

    def passes(self, one: Suggestion) -> bool:
        """Whether a suggestion is shown."""
        return (
            (not self.code or one.code == self.code or one.code.startswith(self.code + "."))
            and (not self.document or one.document == self.document)
            and (not self.source or self.source in sources_of(one))
        )

    def chosen(self, option: str) -> Only:
        """The filter after an option of the list is taken: added, or taken off when it was on already."""
        kind, _, target = option.partition(":")
        match kind:
            case "code":
                return replace(self, code="" if self.code == target else target)
            case "document":
                return replace(self, document="" if self.document == target else target)
            case "source":
                return replace(self, source="" if self.source == target else target)
            case _:
                return Only()


class Waiting:
    """All that waits, in ``queue`` what is shown of it, in ``rows`` the same with headings."""

    def __init__(self) -> None:
        self.all: dict[str, Suggestion] = {}
        self.queue: list[Suggestion] = []
        self.rows: list[Row] = []
        self.order = Order.LIKELY
        self.only = Only()
        self.skipped: dict[str, None] = {}  # in the order of skipping
        self.taught: Mapping[str, float] = {}  # newer likelihoods, by id
        self._documents: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._beside: dict[str, dict[str, Suggestion]] = {}  # by document
        self._counts: Counter[str] = Counter()

    def load(self, suggestions: Iterable[Suggestion], documents: Iterable[str], codes: Iterable[str]) -> list[str]:
        """Take over what waits now. Returns the ids of those shown that did not wait before, in their order."""
        before = self.all
        self.all = {one.id: one for one in suggestions}
        self._documents = {document: place for place, document in enumerate(documents)}
        self._codes = {code: place for place, code in enumerate(codes)}
        self._beside = defaultdict(dict)
        for one in self.all.values():
            self._beside[one.document][one.id] = one
        self.skipped = {one: None for one in self.skipped if one in self.all}
        self.arrange()
        return [one.id for one in self.queue if one.id not in before]

    def weigh(self, likely: Mapping[str, float], current: str | None) -> None:
        """Newer likelihoods: the useful order behind the current one is another, which stays."""
        self.taught = {**self.taught, **likely}
        self.arrange()
        self.queue.sort(key=lambda one: one.id != current)
        self._lay()

    def arrange(self) -> None:
        """Put the queue in order anew."""
        shown = [one for one in self.all.values() if self.only.passes(one)]
        self.queue = later(ordered(shown, self.order, self._documents, self._codes, self.taught), self.skipped)
        self._lay()

    def _lay(self) -> None:
        """The rows of the queue, with a heading above each document or code; what was skipped stands below all."""
        if self.order not in (Order.DOCUMENT, Order.CODE):
            self.rows = list(self.queue)
            return
        queue = [one for one in self.queue if one.id not in self.skipped] if self.skipped else self.queue
        by_code = self.order is Order.CODE
        self._counts = counted(queue, self.order)
        self.rows = []
        heading = ""
        for one in queue:
            above = one.code if by_code else one.document
            if above != heading:
                self.rows.append(above)
                heading = above
            self.rows.append(one)
        self.rows += self.queue[len(queue) :]

    @property
    def skipped_shown(self) -> int:
        """How many of those shown were skipped."""
        return sum(one.id in self.skipped for one in self.queue)

    def count(self, heading: str) -> int:
        """How many wait under a heading."""
        return self._counts[heading]

    def rank(self, one: Suggestion) -> tuple[int, int]:
        """Which rank it has among those on the same words, and how many these are; measured numbers need none."""
        return (1, 1) if one.calibrated else places_among(self._beside.get(one.document, {}).values(), one)

    def beside(self, one: Suggestion) -> list[Suggestion]:
        """Those that wait on some of its words, itself among them."""
        return [other for other in self._beside.get(one.document, {}).values() if other.span.overlaps(one.span)]

    def row_of(self, identity: str | None) -> int:
        """The row of a suggestion; -1 if it is not shown."""
        found = (at for at, row in enumerate(self.rows) if not isinstance(row, str) and row.id == identity)
        return next(found, -1)

    def drop(self, ids: Collection[str], current: str | None) -> str | None:
        """Take decided ones away. Returns which one comes next after the current one."""
        at = self._place(current)
        at -= sum(one.id in ids for one in self.queue[:at])
        for identity in ids:
            one = self.all.pop(identity, None)
            if one is not None:
                self._beside[one.document].pop(identity, None)
            self.skipped.pop(identity, None)
        self.queue = [one for one in self.queue if one.id not in ids]
        self._lay()
        return self.queue[min(at, len(self.queue) - 1)].id if self.queue else None

    def follower(self, before: Sequence[Suggestion], current: str | None) -> str | None:
        """Which of those shown now comes where the current one stood in the queue before: itself, else the next one of
        those behind it, else the last of those in front of it."""
        places = {one.id: place for place, one in enumerate(before)}
        at = places.get(current or "")
        if at is None:
            return current
        shown = {one.id for one in self.queue}
        behind = (one.id for one in before[at:] if one.id in shown)
        ahead = (one.id for one in reversed(before[:at]) if one.id in shown)
        return next(behind, None) or next(ahead, None)

    def skip(self, identity: str) -> str:
        """Put a suggestion at the end. Returns which one comes next; behind the last one the first."""
        at = self._place(identity)
        self.skipped.pop(identity, None)
        self.skipped[identity] = None
        self.queue.append(self.queue.pop(at))
        self._lay()
        return self.queue[at if at < len(self.queue) - 1 else 0].id

    def bring_back(self, identity: str) -> None:
        """Put a skipped suggestion where it stood in the order."""
        del self.skipped[identity]
        self.arrange()

    def _place(self, identity: str | None) -> int:
        return next((at for at, one in enumerate(self.queue) if one.id == identity), 0)


def filter_options(waiting: Waiting, codebook: Codebook, names: Mapping[str, str]) -> list[Option]:
    """What to show: sources, codes, documents of what waits, each with how many would be shown; what is on can be taken
    off."""
    only = waiting.only
    options = [] if only.all else [Option(EVERYTHING, "everything", "end the filter")]
    waits = waiting.all.values()
    codes = Counter(one.code for one in waits if replace(only, code="").passes(one))
    documents = Counter(one.document for one in waits if replace(only, document="").passes(one))
    sources = Counter(name for one in waits if replace(only, source="").passes(one) for name in sources_of(one))
    for code, count in codes.most_common():
        above = parent_label(codebook, codebook.code(code))
        note = f"{count}  {above}" if above else f"{count}"
        options.append(_taken(f"code:{code}", label_of(codebook, code), note, only.code == code))
    for document, count in documents.most_common():
        name = f"document: {one_line(names.get(document, document))}"
        options.append(_taken(f"document:{document}", name, f"{count}", only.document == document))
    for source, count in sources.most_common():
        options.append(_taken(f"source:{source}", f"source: {one_line(source)}", f"{count}", only.source == source))
    return options


def _taken(option: str, words: str, note: str, on: bool) -> Option:
    return Option(option, words, "shown now: take it off again" if on else note)


def only_words(only: Only, codebook: Codebook, names: Mapping[str, str]) -> str:
    """What the filter lets through, in words; "" without one."""
    parts = [label_of(codebook, only.code)] if only.code else []
    if only.document:
        parts.append(one_line(names.get(only.document, only.document)))
    if only.source:
        parts.append(one_line(only.source))
    return f"only {', '.join(parts)}" if parts else ""
